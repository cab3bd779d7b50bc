"""Sessions: SQLite (WAL) embedded, PostgreSQL where it grows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql.dml import ReturningInsert

from actions.database.base import Base

_BUSY_MILLISECONDS: Final = 20_000
_BEGIN: Final = "sqlite_begin"


class DatabaseError(Exception):
    """The database cannot be used. The message says why and what to do, without credentials."""


class Database:
    """Opens sessions on one database."""

    def __init__(self, url: str) -> None:
        """Connect lazily to the URL: `sqlite:///path`, `sqlite://` (in memory) or `postgresql+psycopg://…`.

        Raises:
            DatabaseError: the URL is none of these.
        """
        self.url = _parsed(url)
        self.engine = _engine(self.url)
        self._writing = self.engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def name(self) -> str:
        """The URL without its password."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session of one transaction that may write; commit at the end, roll back on any error."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session for reading only."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def check(self) -> None:
        """Open a connection and read from it.

        Raises:
            DatabaseError: the database cannot be reached or read.
        """
        try:
            with self.engine.connect() as connection:
                table = "sqlite_master" if self.is_sqlite else "pg_catalog.pg_tables"
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608  (a constant)
        except Exception as error:
            raise DatabaseError(f"the database {self.name} cannot be read: {_cause(error)}") from error

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def insert_if_absent(session: Session, table: Table, values: Mapping[str, Any], unique: tuple[str, ...]) -> bool:
    """Insert a row unless one with the same unique columns stands there. Return whether it was inserted."""
    statement = _insert_if_absent(session.get_bind().dialect.name, table, unique)
    return session.execute(statement, dict(values)).first() is not None


@lru_cache(maxsize=16)
def _insert_if_absent(dialect: str, table: Table, unique: tuple[str, ...]) -> ReturningInsert[Any]:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing(index_elements=unique).returning(table.c[unique[0]])


def create_in_memory() -> Database:
    """Return an empty in-memory database with all tables, for one process (terminal, batch, tests)."""
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    return database


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseError("CASHLESS_DATABASE_URL is no database URL") from error
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise DatabaseError("CASHLESS_DATABASE_URL has to begin with sqlite:// or postgresql://")
    return parsed


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10)
    in_memory = url.database in (None, "", ":memory:")
    engine = create_engine(url, poolclass=StaticPool) if in_memory else create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event says how a transaction begins
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # FULL: what was acknowledged is on the disk, also after a power cut.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: two readers that both go on to write would block each other for ever.
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _cause(error: BaseException) -> str:
    original = error.orig if isinstance(error, OperationalError) else error
    return str(original).strip().splitlines()[0]
