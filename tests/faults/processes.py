"""The product's own processes: started as an operator starts them, killed as a power cut does."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from pathlib import Path

MASTER_KEY = bytes(range(32))
_PATIENCE_SECONDS = 60.0
# Below the ports of outgoing connections on Linux: a client that tries a dead server cannot take its port.
_PORTS = range(20_000, 32_000)
_NOT_PASSED_ON = ("CASHLESS_", "PYTHONDONTWRITEBYTECODE")
_HTTP = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Processes:
    """Runs `cashless …` commands, each under a name; none of them outlives the `with` block."""

    def __init__(
        self, folder: Path, models: Path | None, commands: Mapping[str, str], database_url: str | None = None
    ) -> None:
        """Prepare the commands.

        Args:
            folder: becomes the data folder; the logs lie beside the database.
            models: folder of the trained models; None leaves the data folder without one.
            commands: name of each process and what follows `cashless`.
            database_url: PostgreSQL, or None for SQLite in the data folder.
        """
        self.folder = folder
        self.url = f"http://127.0.0.1:{_free_port()}"
        self.database_url = database_url or f"sqlite:///{folder / 'cashless.db'}"
        self._commands = commands
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(_NOT_PASSED_ON)},
            # Bytecode is kept between starts, as on any ordinary machine, but in a place of its own.
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "CASHLESS_DATA_DIR": str(folder),
            "CASHLESS_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
            "CASHLESS_PORT": self.url.rpartition(":")[2],
            **({"CASHLESS_DATABASE_URL": database_url} if database_url else {}),
        }
        folder.mkdir(parents=True)
        if models is not None:
            _use_models(models, folder / "models")

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill(list(self._running))

    @property
    def names(self) -> list[str]:
        return list(self._commands)

    @property
    def ids(self) -> list[int]:
        return [process.pid for process in self._running.values()]

    def finish(self, command: str) -> None:
        """Run a command that ends by itself."""
        with self._log(command).open("ab") as log:
            subprocess.run(cashless(command), env=self.environment, cwd=self.folder, stderr=log, check=True)

    def start(self, names: Iterable[str]) -> None:
        for name in names:
            self._log(name).unlink(missing_ok=True)
            with self._log(name).open("wb") as log:
                self._running[name] = subprocess.Popen(
                    cashless(self._commands[name]),
                    env=self.environment,
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )

    def kill(self, names: Iterable[str]) -> None:
        """Kill the processes with SIGKILL, all at the same moment, and wait until they are gone."""
        dying = list(names)
        for name in dying:
            self._running[name].kill()
        for name in dying:
            self._running[name].wait()
            del self._running[name]

    def wait_until_ready(self) -> None:
        """Wait until every process has started and the web server says that it is ready."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not all(self._is_ready(name) for name in self._commands):
            for name, process in self._running.items():
                assert process.poll() is None, f"{name} ended by itself: {self._log(name).read_text()}"
            assert time.monotonic() < deadline, "\n".join(self._log(name).read_text() for name in self._commands)
            time.sleep(0.01)

    def _is_ready(self, name: str) -> bool:
        if self._commands[name] == "worker":
            return b"eady" in self._log(name).read_bytes()
        try:
            with _HTTP.open(f"{self.url}/readyz", timeout=10) as response:
                return bool(response.status == HTTPStatus.OK)
        except OSError:
            return False

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"


def cashless(*arguments: str) -> list[str]:
    """Return the command line of `cashless …` in this environment."""
    return [str(Path(sys.executable).with_name("cashless")), *arguments]


def _free_port() -> int:
    # Not seeded: two test runs on one machine must not meet at the same port.
    for port in random.SystemRandom().sample(_PORTS, 50):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port among {_PORTS}")


def _use_models(trained: Path, models: Path) -> None:
    """Copy the trained model and hold it: an article edited meanwhile must not start a training."""
    version = json.loads((trained / "current.json").read_text(encoding="utf-8"))["model"]
    shutil.copytree(trained / version, models / version)
    pointer = {"model": version, "previous": None, "held": True}
    (models / "current.json").write_text(json.dumps(pointer), encoding="utf-8")
