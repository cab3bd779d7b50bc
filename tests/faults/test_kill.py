"""The promise: acknowledged messages lost or acted on twice, over any number of `kill -9`: 0."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from actions.database.session import Database
from actions.privacy.crypto import Keyring
from tests.faults.judge import Findings, judge, waiting
from tests.faults.people import Person, Progress
from tests.faults.processes import MASTER_KEY, Processes

PATIENCE_SECONDS = 60
KILLS = int(os.environ.get("CASHLESS_TEST_KILLS", "20"))  # of each slow test
MESSAGES = 50 * KILLS
EMBEDDED = {"run": "run"}
GROWN = {"web": "web", "first worker": "worker", "second worker": "worker"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run under kills: what was found, and how hard it was."""

    findings: Findings
    messages: int
    kills: int
    interrupted: int
    cut: int
    again: int
    seconds: float

    def __str__(self) -> str:
        found = self.findings
        return (
            f"{self.messages} messages acknowledged, {self.kills} kills: "
            f"lost {len(found.lost)}, acted on twice {len(found.twice)}, "
            f"conversations out of order {len(found.disordered)}, left over {len(found.left)} "
            f"({self.interrupted} messages waited when a kill came, {self.cut} requests were cut off, "
            f"{self.again} were sent once more; {self.seconds:.0f} s)"
        )


@pytest.mark.slow
def test_nothing_is_lost_or_acted_on_twice_through_three_kills(models: Path, tmp_path: Path) -> None:
    with Processes(tmp_path / "data", models, EMBEDDED) as processes:
        outcome = suffer(processes, people=10, messages=100, kills=3, seed=20261122)
    assert outcome.messages == 100
    assert outcome.interrupted or outcome.cut, "no kill interrupted anything: the test has shown nothing"
    assert outcome.findings == Findings((), (), (), ())


@pytest.mark.slow
@pytest.mark.timeout(45 * KILLS)
def test_nothing_is_lost_or_acted_on_twice_on_sqlite(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Processes(tmp_path / "data", models, EMBEDDED) as processes:
        outcome = suffer(processes, people=10, messages=MESSAGES, kills=KILLS, seed=1)
    show(capsys, "SQLite", outcome)
    assert outcome.messages == MESSAGES
    assert outcome.interrupted, "no message waited at any kill: the test has shown nothing"
    assert outcome.findings == Findings((), (), (), ())


@pytest.mark.slow
@pytest.mark.timeout(45 * KILLS)
def test_nothing_is_lost_or_acted_on_twice_on_postgresql(
    models: Path, tmp_path: Path, own_postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Processes(tmp_path / "data", models, GROWN, own_postgres) as processes:
        processes.finish("migrate")
        outcome = suffer(processes, people=10, messages=MESSAGES, kills=KILLS, seed=2)
    show(capsys, "PostgreSQL", outcome)
    assert outcome.messages == MESSAGES
    assert outcome.interrupted, "no message waited at any kill: the test has shown nothing"
    assert outcome.findings == Findings((), (), (), ())


def test_no_process_outlives_a_run_that_fails(models: Path, tmp_path: Path) -> None:
    started: list[int] = []
    with (
        pytest.raises(RuntimeError, match="by itself"),
        Processes(tmp_path / "data", models, EMBEDDED) as processes,
    ):
        processes.start(processes.names)
        started += processes.ids
        raise RuntimeError("the test failed by itself")
    assert len(started) == 1
    assert not any(psutil.pid_exists(process) for process in started)


@pytest.fixture
def own_postgres(postgres_url: str) -> Iterator[str]:
    """A database that no other test has written to."""
    import psycopg

    name = "kills"
    server, _, shared = postgres_url.rpartition("/")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{shared}_{name}"')
    yield f"{server}/{shared}_{name}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{shared}_{name}" WITH (FORCE)')


def suffer(processes: Processes, *, people: int, messages: int, kills: int, seed: int) -> Outcome:
    """Let people talk while processes are killed and started again; then compare both sides."""
    started_at = time.monotonic()
    chance = random.Random(seed)
    progress = Progress()
    talking = [Person(processes.url, messages // people, seed * 1000 + at, progress) for at in range(people)]
    interrupted = 0
    processes.start(processes.names)
    processes.wait_until_ready()
    for person in talking:
        person.start()
    try:
        step = messages // (kills + 1)
        for kill in range(1, kills + 1):
            progress.allow(step * (kill + 1))
            await_progress(talking, progress, step * kill - chance.randrange(step // 2))
            time.sleep(chance.random() * 0.05)
            dying = chance.sample(processes.names, chance.randint(1, len(processes.names)))
            processes.kill(dying)
            interrupted += waiting_after_kill(processes)
            processes.start(dying)
            if chance.random() < 0.8:  # else the next kill may come while it is still starting
                processes.wait_until_ready()
        processes.wait_until_ready()
        progress.allow(messages)
        await_end(talking)
    finally:
        progress.stop()
        for person in talking:
            person.join()
    for person in talking:
        if person.error is not None:
            raise person.error
    processes.kill(processes.names)
    database = Database(processes.database_url)
    findings = judge(talking, database, Keyring(MASTER_KEY))
    database.dispose()
    return Outcome(
        findings=findings,
        messages=sum(len(person.keys) for person in talking),
        kills=kills,
        interrupted=interrupted,
        cut=sum(person.cut for person in talking),
        again=sum(person.again for person in talking),
        seconds=time.monotonic() - started_at,
    )


def await_progress(talking: list[Person], progress: Progress, acknowledged: int) -> None:
    """Wait until so many messages have been acknowledged."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while progress.acknowledged < acknowledged:
        give_up_on_errors(talking)
        assert time.monotonic() < deadline, f"{progress.acknowledged} acknowledged, and no more come"
        time.sleep(0.002)


def await_end(talking: list[Person]) -> None:
    """Wait until everybody has read the answer to everything."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(person.is_alive() for person in talking) and time.monotonic() < deadline:
        give_up_on_errors(talking)
        time.sleep(0.02)


def give_up_on_errors(talking: list[Person]) -> None:
    for person in talking:
        if person.error is not None:
            raise person.error


def waiting_after_kill(processes: Processes) -> int:
    """Count what waits, without touching the files that the next process has to recover."""
    if not processes.database_url.startswith("sqlite"):
        return count(processes.database_url)
    copy = processes.folder / "copy"
    copy.mkdir(exist_ok=True)
    for name in ("cashless.db", "cashless.db-wal"):
        if (processes.folder / name).exists():
            shutil.copy(processes.folder / name, copy)
    found = count(f"sqlite:///{copy / 'cashless.db'}")
    shutil.rmtree(copy)
    return found


def count(url: str) -> int:
    database = Database(url)
    found = waiting(database)
    database.dispose()
    return found


def show(capsys: pytest.CaptureFixture[str], name: str, outcome: Outcome) -> None:
    with capsys.disabled():
        print(f"\n{name}: {outcome}", flush=True)
