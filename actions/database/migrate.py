"""Migrations: automatic on SQLite, `cashless migrate` on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from actions.database.session import Database


def upgrade(database: Database) -> str:
    """Bring the tables to the newest revision and return it."""
    config = _config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    return _newest(config)


def needs_upgrade(database: Database) -> bool:
    """Whether the tables are older than this version's."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() != _newest(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _newest(config: Config) -> str:
    return str(ScriptDirectory.from_config(config).get_current_head())
