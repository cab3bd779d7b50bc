"""Starting the processes: what `run`, `web` and `worker` have in common."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType

import uvicorn

from actions.database.migrate import needs_upgrade, upgrade
from actions.database.session import Database, DatabaseError
from actions.dialogue.decision import Brain
from actions.privacy.crypto import Keyring
from actions.privacy.forget import erase_again
from actions.turn import Desk
from bot.app import create_app
from bot.settings import Settings, SettingsError, master_key
from bot.worker import Worker
from knowledge.directory.verify import ENOUGH_BANKS, verified_banks

Tell = Callable[[str], None]


def prepare_data_folder(settings: Settings) -> None:
    """Make the data folder.

    Raises:
        SettingsError: it cannot be made or written to.
    """
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        probe = settings.data_dir / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingsError(f"CASHLESS_DATA_DIR: {settings.data_dir} cannot be written ({error.strerror})") from error


def desk_for(settings: Settings, brain: Brain, *, embedded: bool, tell: Tell) -> Desk:
    """Return the desk of a process; see `open_database` for the arguments and what it raises."""
    database, keys = open_database(settings, embedded=embedded, tell=tell)
    rehearsal = settings.environment == "trial"
    banks = verified_banks(brain.directory)
    if not rehearsal and banks < ENOUGH_BANKS:
        tell(
            f"Warning: the numbers of {banks} banks were called and verified, {ENOUGH_BANKS} should be: "
            "`cashless directory verify` prints whom to call."
        )
    return Desk(database, keys, brain, tombstones=settings.tombstones, rehearsal=rehearsal)


def open_database(settings: Settings, *, embedded: bool, tell: Tell) -> tuple[Database, Keyring]:
    """Return the database, checked and with its tables, and the keys; people who were forgotten stay forgotten.

    Args:
        settings: the operator's settings.
        embedded: whether a missing key may be made here (`run`).
        tell: shows a line to the operator.

    Raises:
        SettingsError, DatabaseError, TombstoneError: something is missing or unusable; the message says what to do.
    """
    prepare_data_folder(settings)
    key, made = master_key(settings, may_make=embedded)
    if made:
        tell(f"Made a master key in {made} (readable by you alone). Without it the stored messages cannot be read.")
    database = Database(settings.database)
    database.check()
    if database.is_sqlite:
        upgrade(database)
    elif needs_upgrade(database):
        raise DatabaseError(f"the database {database.name} has not this version's tables; run `cashless migrate`")
    keys = Keyring(key)
    erased = erase_again(database, keys, settings.tombstones)
    if erased:
        tell(f"Erased {erased} things again of people who were forgotten: a backup had brought them back.")
    return database, keys


def serve(settings: Settings, desk: Desk, *, with_worker: bool, tell: Tell) -> None:
    """Serve the web application until a signal ends it.

    Raises:
        SettingsError: the address is in use or cannot be bound.
    """
    _log(settings)
    listener = _bind(settings)
    app = create_app(settings, desk, with_worker=with_worker)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5)
    tell(f"Ready: http://{settings.host}:{settings.port}/ (model {desk.brain.model.version}). Ctrl+C ends it.")
    _Server(config, before_exit=app.state.hub.close).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Tells the application before it waits for open requests to end: a long poll would keep it waiting."""

    def __init__(self, config: uvicorn.Config, before_exit: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_exit = before_exit

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._before_exit()
        super().handle_exit(sig, frame)


def work(settings: Settings, desk: Desk, *, tell: Tell) -> None:
    """Take turns until a signal ends it."""
    _log(settings)
    worker = Worker(desk)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    tell(f"Worker ready (model {desk.brain.model.version}). Ctrl+C ends it.")
    worker.start()
    ended.wait()
    worker.stop()
    desk.database.dispose()


def _log(settings: Settings) -> None:
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")


def _bind(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be bound ({error.strerror})"
        raise SettingsError(
            f"CASHLESS_PORT: {settings.host}:{settings.port} {why}; choose another with --port"
        ) from error
    return listener
