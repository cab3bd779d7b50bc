from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, StatementError

import actions.database.migrate
from actions.conversations import ConversationRow, find_conversation, load_state, start_conversation
from actions.database.base import new_id
from actions.database.migrate import needs_upgrade, upgrade
from actions.database.session import Database, DatabaseError, create_in_memory, insert_if_absent
from actions.database.tables import METADATA, TABLES
from actions.delivery.inbox import InboxRow, accept, finish, read_message
from actions.delivery.lanes import LaneRow
from actions.delivery.outbox import enqueue, unsent
from actions.dialogue.state import DialogueState
from actions.messages import Inbound, Outbound
from actions.privacy.crypto import Keyring
from actions.themes.log import ThemeRow
from tests.conftest import NOW


def conversation(**values: object) -> dict[str, object]:
    row = {"id": new_id(), "channel": "web", "address_hash": "a" * 64, "next_seq": 1, "active_at": NOW}
    return row | values


def alembic_config(connection: Connection) -> Config:
    config = Config()
    folder = Path(actions.database.migrate.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    config.attributes["connection"] = connection
    return config


@pytest.fixture
def emptied(database: Database) -> Iterator[Database]:
    """A database whose tables a test may drop; they are made again afterwards."""
    yield database
    upgrade(database)


# -- migrations ----------------------------------------------------------------------------------------------


def test_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_that_comparison_notices_a_missing_index(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.execute(text("DROP INDEX ix_inbox_received_at"))
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
        connection.rollback()
    assert [kind for kind, *_ in differences] == ["add_index"]


def test_every_table_is_listed_where_migrations_look() -> None:
    assert {row.__tablename__ for row in TABLES} == set(METADATA.tables)


def test_a_downgrade_takes_every_table_away_and_an_upgrade_brings_them_back(emptied: Database) -> None:
    with emptied.engine.connect() as connection:
        command.downgrade(alembic_config(connection), "base")
        connection.commit()
        assert inspect(connection).get_table_names() == ["alembic_version"]
    assert needs_upgrade(emptied)
    assert upgrade(emptied) == upgrade(emptied)  # the second time there is nothing to do
    assert not needs_upgrade(emptied)
    with emptied.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_an_upgrade_keeps_what_is_stored(database: Database) -> None:
    with database.write() as session:
        session.add(ConversationRow(**conversation(address_hash="kept")))
    upgrade(database)
    with database.read() as session:
        assert session.scalars(select(ConversationRow.address_hash)).all() == ["kept"]


def tables(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table, as the database itself lists its tables."""
    with database.engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        return {name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=str) for name in names}


@pytest.fixture
def of_first_release(emptied: Database, keys: Keyring) -> Database:
    """A database of revision 0001 with a conversation, a message done, one waiting, and replies."""
    with emptied.engine.connect() as connection:
        command.downgrade(alembic_config(connection), "0001")
        connection.commit()
    with emptied.write() as session:
        row = start_conversation(
            session, keys, channel="web", address="token", state=DialogueState(theme="water"), now=NOW
        )
        answered, waiting = (
            accept(session, keys, channel="web", event_key=key, conversation=row.id, message=Inbound(key), now=NOW)
            for key in ("answered", "waiting")
        )
        assert waiting is not None
        finish(session.get_one(InboxRow, answered), NOW)
        replies = [Outbound("smalltalk", "chào"), Outbound("answer", "ở đây")]
        enqueue(session, keys, row, replies, inbox_id=answered, event_key="answered", now=NOW)
    return emptied


def test_the_theme_log_comes_to_a_database_with_data_and_nothing_is_lost(
    of_first_release: Database, keys: Keyring
) -> None:
    before = tables(of_first_release)
    assert "theme_log" not in before
    assert {name: len(rows) for name, rows in before.items()} == {
        "conversations": 1, "inbox": 2, "lanes": 1, "outbox": 2,
    }  # fmt: skip
    assert needs_upgrade(of_first_release)
    upgrade(of_first_release)
    assert tables(of_first_release) == before | {"theme_log": []}
    with of_first_release.read() as session:
        found = find_conversation(session, keys, "web", "token")
        assert found is not None
        assert load_state(keys, found).theme == "water"
        assert [d.reply.text for d in unsent(session, keys, found.id, after=0)] == ["chào", "ở đây"]
        (still_waiting,) = session.scalars(select(InboxRow).where(InboxRow.done_at.is_(None)))
        assert read_message(keys, still_waiting).text == "waiting"


def test_the_theme_log_goes_again_and_the_rest_stays(of_first_release: Database) -> None:
    before = tables(of_first_release)
    upgrade(of_first_release)
    with of_first_release.write() as session:
        session.add(
            ThemeRow(
                at=NOW, channel="web", act="ask_water", theme="water", model_version="m", band="answer",
                confidence=0.9, for_another=False, rehearsal=True,
            )
        )  # fmt: skip
    with of_first_release.engine.connect() as connection:
        command.downgrade(alembic_config(connection), "0001")
        connection.commit()
    assert tables(of_first_release) == before
    assert needs_upgrade(of_first_release)
    upgrade(of_first_release)
    assert tables(of_first_release) == before | {"theme_log": []}


def test_an_empty_database_needs_an_upgrade(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'fresh.db'}")
    assert needs_upgrade(database)
    upgrade(database)
    assert not needs_upgrade(database)
    database.dispose()


# -- sessions ------------------------------------------------------------------------------------------------


def test_sqlite_writes_ahead_and_to_the_disk(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'wal.db'}")
    with database.read() as session:
        settings = {
            name: session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings["journal_mode"] == "wal"
    assert settings["synchronous"] == 2  # FULL
    assert settings["foreign_keys"] == 1
    assert settings["busy_timeout"] >= 5000
    database.dispose()


def test_a_reader_of_sqlite_sees_the_state_before_an_open_write(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'both.db'}")
    upgrade(database)
    with database.write() as writer:
        writer.add(ConversationRow(**conversation()))
        writer.flush()
        with database.read() as reader:
            assert reader.scalars(select(ConversationRow)).all() == []
    with database.read() as reader:
        assert len(reader.scalars(select(ConversationRow)).all()) == 1
    database.dispose()


def test_an_error_rolls_everything_back(database: Database) -> None:
    def fail_midway() -> None:
        with database.write() as session:
            session.add(ConversationRow(**conversation()))
            session.flush()
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail_midway()
    with database.read() as session:
        assert session.scalars(select(ConversationRow)).all() == []


def test_a_lane_without_its_conversation_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(LaneRow(conversation_id=new_id()))


def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="naive"), database.write() as session:
        session.add(ConversationRow(**conversation(active_at=datetime(2026, 11, 22, 10, 0))))


def test_a_time_comes_back_aware_and_as_the_same_moment(database: Database) -> None:
    local = datetime(2026, 11, 22, 6, 59, 59, 123456, tzinfo=timezone(timedelta(hours=7)))
    with database.write() as session:
        session.add(ConversationRow(**conversation(active_at=local)))
    with database.read() as session:
        stored = session.scalars(select(ConversationRow)).one()
    assert stored.active_at == local
    assert stored.active_at.utcoffset() == timedelta(0)
    assert stored.ended_at is None


def test_times_of_different_zones_are_compared_as_moments(database: Database) -> None:
    earlier = datetime(2026, 11, 22, 8, 0, tzinfo=timezone(timedelta(hours=7)))  # 01:00 UTC
    with database.write() as session:
        session.add(ConversationRow(**conversation(active_at=earlier)))
    with database.read() as session:
        asked = select(ConversationRow).where(ConversationRow.active_at < datetime(2026, 11, 22, 2, 0, tzinfo=UTC))
        assert len(session.scalars(asked).all()) == 1


def test_a_row_is_inserted_only_if_it_is_absent(database: Database) -> None:
    unique = ("channel", "address_hash")
    table = ConversationRow.__table__
    first = conversation()
    with database.write() as session:
        assert insert_if_absent(session, table, first, unique)
        assert not insert_if_absent(session, table, conversation(), unique)
        assert insert_if_absent(session, table, conversation(channel="telegram"), unique)
    with database.write() as session:
        assert not insert_if_absent(session, table, conversation(), unique)
    with database.read() as session:
        kept = session.scalars(select(ConversationRow).where(ConversationRow.channel == "web")).one()
        assert kept.id == first["id"]
        assert len(session.scalars(select(ConversationRow)).all()) == 2


def test_another_broken_rule_is_not_taken_for_a_duplicate(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        insert_if_absent(session, ConversationRow.__table__, conversation(next_seq=None), ("channel", "address_hash"))


def test_later_ids_sort_after_earlier_ones() -> None:
    ids = [new_id() for _ in range(2000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_the_database_in_memory_has_every_table_and_is_nobody_elses() -> None:
    first, second = create_in_memory(), create_in_memory()
    with first.write() as session:
        session.add(ConversationRow(**conversation()))
    with second.read() as session:
        assert session.scalars(select(ConversationRow)).all() == []
    assert set(inspect(second.engine).get_table_names()) == set(METADATA.tables)
    first.dispose()
    second.dispose()


# -- refusals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["", "cashless.db", "mysql://root@localhost/x", "http://example.vn/db"])
def test_a_url_of_no_known_database_is_refused_by_the_settings_name(url: str) -> None:
    with pytest.raises(DatabaseError, match="CASHLESS_DATABASE_URL"):
        Database(url)


def test_a_postgresql_url_gets_the_driver_that_is_installed() -> None:
    database = Database("postgresql://tro-ly:mat-khau-kin@127.0.0.1/tro_ly")
    assert database.engine.dialect.driver == "psycopg"
    assert "mat-khau-kin" not in database.name
    database.dispose()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    database = Database("postgresql://tro-ly:mat-khau-kin@127.0.0.1:1/tro_ly")
    with pytest.raises(DatabaseError) as refused:
        database.check()
    message = str(refused.value)
    assert "127.0.0.1" in message
    assert "mat-khau-kin" not in message
    assert len(message.splitlines()) == 1
    database.dispose()


def test_a_damaged_sqlite_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(b"this was a database once" * 400)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(DatabaseError, match=r"damaged\.db"):
        database.check()
    database.dispose()
