"""What all tests share: one trained model, real databases, a fixed clock."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from actions.database.migrate import upgrade
from actions.database.session import Database
from actions.database.tables import METADATA
from actions.dialogue import wording
from actions.dialogue.decision import Brain
from actions.privacy.crypto import Keyring
from actions.turn import Desk
from knowledge.article import articles_folder
from knowledge.model import Model, load_model, source_version, use_model
from nlu.embedded import EmbeddedEngine

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
POSTGRES = os.environ.get("CASHLESS_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/test")
# A folder of reworded replies to run the tests with; see tests/actions/test_rewording.py.
REPLIES = "CASHLESS_TEST_REPLIES"
IN_CI = os.environ.get("CI") == "true"


def skip_or_fail(reason: str) -> None:
    """Skip on a developer's machine; fail in CI, where nothing may be missing."""
    if IN_CI:
        pytest.fail(f"CI needs this: {reason}")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own settings out of the tests."""
    for name in [name for name in os.environ if name.startswith("CASHLESS_") and not name.startswith("CASHLESS_TEST")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True, scope="session")
def _reworded_replies() -> Iterator[None]:
    """Read the replies from another folder when one is set."""
    with pytest.MonkeyPatch.context() as patch:
        if REPLIES in os.environ:
            patch.setattr(wording, "replies_folder", lambda: Path(os.environ[REPLIES]))
        yield


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder with the trained model of the shipped articles; trained once for these sources."""
    folder = Path(os.environ.get("CASHLESS_TEST_MODELS", ROOT / ".cashless" / "test-models"))
    version = source_version(articles_folder())
    if not (folder / version).is_dir():
        # In a process of its own: scikit-learn's threads and memory stay out of the tests.
        code = (
            "import sys; from pathlib import Path; from knowledge.article import articles_folder;"
            "from knowledge.train import train; train(articles_folder(), Path(sys.argv[1]), lambda step: None)"
        )
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=ROOT)
    use_model(folder, version)
    return folder


@pytest.fixture(scope="session")
def model(models: Path) -> Model:
    return load_model(models)


@pytest.fixture(scope="session")
def engine(model: Model) -> EmbeddedEngine:
    return model.engine


@pytest.fixture(scope="session")
def brain(model: Model) -> Brain:
    return Brain(model, operator="Sở Thử nghiệm")


@pytest.fixture
def keys() -> Keyring:
    return Keyring(bytes(range(32)))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database of this test run's own."""
    name = f"cashless_test_{uuid4().hex[:12]}"
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
    except psycopg.OperationalError as error:
        skip_or_fail(f"no PostgreSQL at {POSTGRES} (set CASHLESS_TEST_POSTGRES): {error}")
    yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database with this version's tables, on each kind of server."""
    in_file = f"sqlite:///{tmp_path / 'test.db'}"
    url = in_file if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    database = Database(url)
    upgrade(database)
    with database.write() as session:
        for table in reversed(METADATA.sorted_tables):
            session.execute(table.delete())
    database.dispose()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.dispose()


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def desk(database: Database, keys: Keyring, brain: Brain, clock: Clock) -> Desk:
    return Desk(database, keys, brain, clock)
