"""Times and sizes from outside: the commands as an operator runs them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import httpx
import psutil

from tests.benchmarks.yardstick import Sample, sample, timed
from tests.faults.processes import Processes, cashless

ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE_SECONDS = 30
_QUESTIONS_A_CONVERSATION = 20
_YARDSTICKS_EACH = 10


def asking(processes: Processes, questions: Sequence[str]) -> Sample:
    """Time `cashless ask` from its start to the first byte of the answer, once a question."""
    return sample(len(questions), lambda at: _first_answer(processes, questions[at]), _YARDSTICKS_EACH)


def _first_answer(processes: Processes, question: str) -> float:
    environment = {**processes.environment, "PYTHONUNBUFFERED": "1"}  # as on a terminal, the answer shows at once
    started = time.perf_counter()
    with subprocess.Popen(
        cashless("ask", question),
        env=environment,
        cwd=processes.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        answer = process.stdout.read(1)
        seconds = time.perf_counter() - started
        process.stdout.read()
    if not answer or process.returncode:
        raise RuntimeError(f"`cashless ask` gave no answer (exit status {process.returncode})")
    return seconds


def getting_ready(processes: Processes, times: int) -> Sample:
    """Time `cashless run` from its start to a ready `/readyz`; the last one stays."""

    def start(at: int) -> float:
        if at:
            processes.kill(processes.names)
        return timed(lambda: (processes.start(processes.names), processes.wait_until_ready()))

    return sample(times, start, _YARDSTICKS_EACH)


def memory_after(processes: Processes, questions: Sequence[str]) -> int:
    """Return the resident bytes of the running server after it has answered the questions in the web chat."""
    for first in range(0, len(questions), _QUESTIONS_A_CONVERSATION):
        with httpx.Client(base_url=processes.url, trust_env=False, timeout=_PATIENCE_SECONDS) as client:
            _talk(client, questions[first : first + _QUESTIONS_A_CONVERSATION])
    running = [psutil.Process(process) for process in processes.ids]
    children = [child for process in running for child in process.children(recursive=True)]
    return sum(process.memory_info().rss for process in (*running, *children))


def _talk(client: httpx.Client, questions: Sequence[str]) -> None:
    session = client.post("/api/v1/sessions").raise_for_status().json()
    client.headers["Authorization"] = f"Bearer {session['token']}"
    after = session["replies"][-1]["seq"]
    for question in questions:
        key = str(uuid4())
        client.post("/api/v1/messages", json={"event_key": key, "text": question}).raise_for_status()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        answered = False
        while not answered:
            if time.monotonic() > deadline:
                raise RuntimeError("a message got no answer")
            got = client.get("/api/v1/replies", params={"after": after, "wait": 5}).raise_for_status()
            for reply in got.json()["replies"]:
                after = reply["seq"]
                answered = answered or reply["in_reply_to"] == key


def running_once(processes: Processes, *arguments: str) -> Sample:
    """Time a command that ends by itself."""

    def run() -> None:
        subprocess.run(
            cashless(*arguments),
            env=processes.environment,
            cwd=processes.folder,
            check=True,
            capture_output=True,
        )

    return sample(1, lambda _: timed(run), _YARDSTICKS_EACH)


def installing(folder: Path) -> int:
    """Install the product as a user does, without what development needs; return the bytes on the disk."""
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder)}
    command = ["uv", "sync", "--frozen", "--no-dev", "--no-editable"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    return size_of(folder)


def size_of(folder: Path) -> int:
    """Return the bytes that a folder's files take, a file with several names counted once (as `du` does)."""
    sizes = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        sizes[status.st_dev, status.st_ino] = status.st_blocks * 512 if hasattr(status, "st_blocks") else status.st_size
    return sum(sizes.values())
