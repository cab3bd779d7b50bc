"""Forgetting: what a person said goes, with a receipt, and does not come back with a backup."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from actions.conversations import ConversationRow, find_conversation, load_state, start_conversation
from actions.database.session import Database
from actions.database.tables import METADATA
from actions.delivery.inbox import MAX_ATTEMPTS, InboxRow
from actions.delivery.outbox import OutboxRow, unsent
from actions.dialogue import wording
from actions.dialogue.decision import Decision
from actions.dialogue.state import DialogueState
from actions.messages import Outbound
from actions.privacy.crypto import Keyring
from actions.privacy.ending import end_conversation
from actions.privacy.forget import (
    Remains,
    Tombstone,
    TombstoneError,
    erase,
    erase_again,
    new_tombstone,
    read_tombstones,
    remains,
    write_tombstone,
)
from actions.themes.log import ThemeRow, text_of
from actions.turn import Desk, accept_message, inbound, take_turn
from tests.conftest import NOW, Clock

RECEIPT = re.compile(r"XOA-[A-Z2-9]{4}-[A-Z2-9]{4}")
ELECTRICITY = "đóng tiền điện qua app ngân hàng thế nào"
TUITION = "học phí nộp qua app nào"


class Visitor:
    """Somebody whose province is known, so that a question has one reply."""

    def __init__(self, desk: Desk, *, channel: str = "telegram", address: str | None = None) -> None:
        self.desk = desk
        self.address = address or uuid4().hex
        with desk.database.write() as session:
            state = DialogueState(province="quang-ngai")
            self.conversation = start_conversation(
                session, desk.keys, channel=channel, address=self.address, state=state, now=desk.clock()
            )

    def send(self, text: str, payload: str | None = None) -> None:
        message = inbound(text, payload)
        assert accept_message(
            self.desk, self.conversation, channel=self.conversation.channel, event_key=uuid4().hex, message=message
        )

    def say(self, text: str, payload: str | None = None) -> Decision:
        self.send(text, payload)
        handled = take_turn(self.desk)
        assert handled is not None
        assert handled.decision is not None
        return handled.decision

    def replies(self) -> list[Outbound]:
        with self.desk.database.read() as session:
            return [d.reply for d in unsent(session, self.desk.keys, self.conversation.id, after=0)]

    @property
    def state(self) -> bytes | None:
        with self.desk.database.read() as session:
            return session.get_one(ConversationRow, self.conversation.id).state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "apart" / "tombstones"


@pytest.fixture
def desk(desk: Desk, folder: Path) -> Desk:
    return replace(desk, tombstones=folder)


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return Visitor(desk, address="chat-5550123")


@pytest.fixture
def talked(visitor: Visitor, clock: Clock) -> Visitor:
    """Somebody who asked twice, rated once, was told of an emergency, and never fetched a reply."""
    for text in (ELECTRICITY, "👍", "tôi bị lừa chuyển 5 triệu rồi"):
        visitor.say(text)
        clock.now += timedelta(minutes=1)
    return visitor


def forget(visitor: Visitor, text: str = "/forget", payload: str | None = None) -> str:
    """Have the person forgotten and return the receipt."""
    visitor.say(text, payload)
    found = RECEIPT.findall(visitor.replies()[-1].text)
    assert len(found) == 1
    return str(found[0])


def only_tombstone(folder: Path) -> Tombstone:
    (tombstone,) = read_tombstones(folder)
    return tombstone


def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with database.read() as session:
        return {
            table.name: sorted((dict(row._mapping) for row in session.execute(select(table))), key=str)
            for table in METADATA.sorted_tables
        }


def count(database: Database, *where: Any) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).where(*where)) or 0


def left(desk: Desk, tombstone: Tombstone) -> Remains:
    with desk.database.read() as session:
        return remains(session, desk.keys, tombstone)


NOTHING = Remains(0, 0, 0, 0)


# -- at once -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "payload"), [("/forget", None), ("/FORGET ", None), ("Xóa hết", "command:forget")])
def test_nothing_that_was_said_remains(
    desk: Desk, talked: Visitor, folder: Path, text: str, payload: str | None
) -> None:
    assert len(talked.replies()) == 3
    forget(talked, text, payload)
    assert talked.state is None
    assert count(desk.database, InboxRow.payload.is_not(None)) == 0
    assert count(desk.database, ThemeRow.id.is_not(None)) == 0
    assert [reply.kind for reply in talked.replies()] == ["smalltalk"], "only the receipt is still to be fetched"
    assert left(desk, only_tombstone(folder)) == NOTHING


def test_the_reply_says_when_what_and_the_receipt(talked: Visitor, folder: Path) -> None:
    decision = talked.say("/forget")
    (reply,) = talked.replies()
    assert decision.replies == (reply,)
    assert only_tombstone(folder).receipt in reply.text
    assert reply.text == wording.addressed(
        wording.say("forgotten", time="10:03 22/11/2026", count="2", receipt=only_tombstone(folder).receipt)
    )
    assert "{" not in reply.text


def test_the_event_keys_stay_so_that_nothing_acts_twice(desk: Desk, talked: Visitor) -> None:
    accept_message(desk, talked.conversation, channel="telegram", event_key="again", message=inbound(ELECTRICITY))
    take_turn(desk)
    forget(talked)
    again = accept_message(
        desk, talked.conversation, channel="telegram", event_key="again", message=inbound(ELECTRICITY)
    )
    assert not again
    assert take_turn(desk) is None


def test_other_people_keep_everything(desk: Desk, talked: Visitor, clock: Clock) -> None:
    other = Visitor(desk)
    web = Visitor(desk, channel="web", address=talked.address)  # the same address on another channel is somebody else
    for person in (other, web):
        person.say(ELECTRICITY)
    kept = {other.conversation.id, web.conversation.id}
    before = theirs(desk.database, kept)
    forget(talked)
    assert theirs(desk.database, kept) == before
    assert count(desk.database, ThemeRow.id.is_not(None)) >= 1
    with desk.database.read() as session:
        assert load_state(desk.keys, session.get_one(ConversationRow, other.conversation.id)).theme == "electricity"


@dataclass(frozen=True)
class Contents:
    """What the database holds besides names and times."""

    states: list[bytes | None]
    replies: list[bytes | None]
    questions: list[tuple[bytes | None, str | None]]


def contents(desk: Desk) -> Contents:
    with desk.database.read() as session:
        questions = session.execute(select(ThemeRow.text, ThemeRow.person_key).order_by(ThemeRow.id))
        return Contents(
            list(session.scalars(select(ConversationRow.state).order_by(ConversationRow.id))),
            list(session.scalars(select(OutboxRow.payload).order_by(OutboxRow.id))),
            [(text, person) for text, person in questions],
        )


def theirs(database: Database, conversations: set[Any]) -> list[dict[str, Any]]:
    rows = everything(database)
    mine = [row for row in rows["conversations"] if row["id"] in conversations]
    return mine + [row for name in ("inbox", "outbox") for row in rows[name] if row["conversation_id"] in conversations]


def test_other_peoples_questions_stay_in_the_theme_log(desk: Desk, talked: Visitor) -> None:
    other = Visitor(desk)
    other.say(TUITION)
    forget(talked)
    with desk.database.read() as session:
        (row,) = session.scalars(select(ThemeRow))
        assert text_of(desk.keys, row) == TUITION


def test_the_conversation_goes_on_with_a_fresh_state(desk: Desk, talked: Visitor, clock: Clock) -> None:
    forget(talked)
    clock.now += timedelta(minutes=1)
    decision = talked.say(TUITION)
    assert decision.theme == "tuition"
    with desk.database.read() as session:
        row = session.get_one(ConversationRow, talked.conversation.id)
        assert row.ended_at is None
        state = load_state(desk.keys, row)
    assert state.province is None
    assert (state.theme, state.trail, state.emergency_at, state.turns) == ("tuition", (), None, 1)
    with desk.database.read() as session:
        assert [row.id for row in session.scalars(select(ThemeRow))] == [state.logged]


def test_a_message_that_comes_during_the_turn_is_answered_with_a_fresh_state(
    desk: Desk, talked: Visitor, clock: Clock
) -> None:
    talked.send("/forget")
    turn_began = clock.now
    clock.now += timedelta(milliseconds=5)
    talked.send(TUITION)
    clock.now = turn_began
    assert take_turn(desk) is not None
    assert talked.state is None
    clock.now += timedelta(seconds=1)
    handled = take_turn(desk)
    assert handled is not None
    assert handled.decision is not None
    assert (handled.decision.theme, handled.decision.state.turns) == ("tuition", 1)


def test_a_follow_up_knows_nothing_of_what_was_forgotten(talked: Visitor, clock: Clock) -> None:
    forget(talked)
    clock.now += timedelta(minutes=1)
    assert talked.say("nói lại").article is None


def test_who_said_nothing_gets_a_receipt_too(desk: Desk, visitor: Visitor, folder: Path) -> None:
    receipt = forget(visitor)
    assert only_tombstone(folder).receipt == receipt
    assert left(desk, only_tombstone(folder)) == NOTHING


def test_each_forgetting_has_a_receipt_of_its_own(talked: Visitor, folder: Path, clock: Clock) -> None:
    receipts = set()
    for _ in range(3):
        clock.now += timedelta(minutes=1)
        talked.say(TUITION)
        receipts.add(forget(talked))
    assert {tombstone.receipt for tombstone in read_tombstones(folder)} == receipts
    assert len(receipts) == 3


# -- the tombstone -------------------------------------------------------------------------------------------


def test_the_tombstone_is_a_file_that_only_its_owner_reads(talked: Visitor, folder: Path) -> None:
    receipt = forget(talked)
    (path,) = folder.iterdir()
    assert path.name == f"{receipt}.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_tombstone_holds_no_word_and_not_the_address(desk: Desk, talked: Visitor, folder: Path) -> None:
    forget(talked)
    (path,) = folder.iterdir()
    stored = path.read_bytes()
    assert set(json.loads(stored)) == {"receipt", "asked_at", "at", "channel", "address_hash"}
    words = [word for text in (ELECTRICITY, "tôi bị lừa chuyển 5 triệu rồi") for word in text.split() if len(word) > 2]
    for secret in (*words, talked.address, "5550123", str(talked.conversation.id), "electricity", "fraud"):
        assert secret.encode() not in stored


def test_an_address_that_can_be_guessed_does_not_lead_to_its_tombstone(
    desk: Desk, talked: Visitor, folder: Path
) -> None:
    forget(talked)
    held = only_tombstone(folder).address_hash
    algorithms = ("md5", "sha1", "sha256", "sha512", "blake2b", "sha3_256")
    guesses = (talked.address, f"telegram|{talked.address}", f"telegram:{talked.address}")
    for guess in guesses:
        assert held not in [hashlib.new(name, guess.encode()).hexdigest() for name in algorithms]
    stranger = Keyring(b"x" * 32)
    with desk.database.read() as session:
        assert find_conversation(session, desk.keys, "telegram", talked.address) is not None
        assert find_conversation(session, stranger, "telegram", talked.address) is None


def test_a_receipt_says_nothing_and_can_be_read_out(visitor: Visitor) -> None:
    receipts = {new_tombstone(visitor.conversation, asked_at=NOW, now=NOW).receipt for _ in range(500)}
    assert len(receipts) == 500
    assert all(RECEIPT.fullmatch(receipt) for receipt in receipts)
    assert not set("".join(receipts).replace("XOA", "")) & set("01IO")


def test_what_is_written_is_read_again(folder: Path, visitor: Visitor) -> None:
    written = [new_tombstone(visitor.conversation, asked_at=NOW, now=NOW + timedelta(microseconds=n)) for n in range(3)]
    for tombstone in written:
        write_tombstone(folder, tombstone)
    (folder / "README.txt").write_text("not a tombstone, and not read")
    assert list(read_tombstones(folder)) == sorted(written, key=lambda tombstone: tombstone.receipt)


def test_a_folder_that_is_not_there_holds_no_tombstones(folder: Path, desk: Desk) -> None:
    assert list(read_tombstones(folder)) == []
    assert erase_again(desk.database, desk.keys, folder) == 0


BROKEN = {
    "empty": b"",
    "no json": b"{",
    "no object": b"[]",
    "no key": b'{"receipt": "XOA-AAAA-AAAA", "asked_at": "2026-11-22T03:00:00Z", "at": "2026-11-22T03:00:00Z", "channel": "web"}',
    "no time": b'{"receipt": "XOA-AAAA-AAAA", "asked_at": "2026-11-22T03:00:00Z", "at": "soon", "channel": "web", "address_hash": "0"}',
    "no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_tombstone_is_named_and_not_passed_over(
    desk: Desk, talked: Visitor, folder: Path, content: bytes
) -> None:
    forget(talked)
    path = folder / "XOA-AAAA-AAAA.json"
    path.write_bytes(content)
    with pytest.raises(TombstoneError, match=r"XOA-AAAA-AAAA\.json"):
        erase_again(desk.database, desk.keys, folder)


def test_a_tombstone_that_cannot_be_opened_is_named(desk: Desk, folder: Path) -> None:
    (folder / "XOA-AAAA-AAAA.json").mkdir(parents=True)
    with pytest.raises(TombstoneError, match=r"XOA-AAAA-AAAA\.json"):
        erase_again(desk.database, desk.keys, folder)


# -- when it fails -------------------------------------------------------------------------------------------


def test_without_a_tombstone_nothing_is_erased_and_the_turn_fails(
    desk: Desk, talked: Visitor, folder: Path, clock: Clock
) -> None:
    folder.parent.mkdir()
    folder.write_text("a file where the folder should be")
    before = contents(desk)
    talked.send("/forget")
    for attempt in range(MAX_ATTEMPTS):
        clock.now += timedelta(minutes=1)
        handled = take_turn(desk)
        assert handled is not None
        assert handled.decision is None
        kept = contents(desk)
        sorry = [kept.replies.pop()] if attempt + 1 == MAX_ATTEMPTS else []
        assert kept == before
        assert all(sorry)
    assert not RECEIPT.search(talked.replies()[-1].text)
    assert talked.replies()[-1].text == wording.addressed(wording.say("failed"))


def test_a_disk_that_fails_while_the_tombstone_is_written_erases_nothing(
    desk: Desk, talked: Visitor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = contents(desk)
    talked.send("/forget")
    with monkeypatch.context() as patch:
        patch.setattr("actions.privacy.forget.os.fsync", full)
        handled = take_turn(desk)
    assert handled is not None
    assert handled.decision is None
    assert contents(desk) == before


def test_a_turn_that_fails_after_the_tombstone_is_made_up_for_at_the_next_try(
    desk: Desk, talked: Visitor, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    talked.send("/forget")
    with monkeypatch.context() as patch:
        patch.setattr("actions.turn.finish", broken)
        take_turn(desk)
    assert talked.state is not None, "nothing was committed"
    clock.now += timedelta(minutes=1)
    assert take_turn(desk) is not None
    receipt = RECEIPT.findall(talked.replies()[-1].text)[0]
    assert receipt in {tombstone.receipt for tombstone in read_tombstones(folder)}
    for tombstone in read_tombstones(folder):
        assert left(desk, tombstone) == NOTHING


def test_where_nothing_outlives_the_process_no_tombstone_is_needed(desk: Desk, folder: Path) -> None:
    visitor = Visitor(replace(desk, tombstones=None))
    visitor.say(ELECTRICITY)
    forget(visitor)
    assert visitor.state is None
    assert not folder.exists()


# -- a restored backup ---------------------------------------------------------------------------------------


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Callable[[], Callable[[], None]]:
    """Take a backup; what it returns brings it back."""

    def of_file() -> Callable[[], None]:
        assert database.url.database is not None
        path, copy = Path(database.url.database), tmp_path / "backup.db"
        database.dispose()  # the last connection that closes writes the log back into the file
        assert not path.with_name(path.name + "-wal").exists()
        shutil.copy(path, copy)

        def restore() -> None:
            database.dispose()
            for end in ("-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            shutil.copy(copy, path)

        return restore

    def of_server() -> Callable[[], None]:
        dump = everything(database)

        def restore() -> None:
            with database.write() as session:
                for table in reversed(METADATA.sorted_tables):
                    session.execute(table.delete())
                for table in METADATA.sorted_tables:
                    if dump[table.name]:
                        session.execute(table.insert(), dump[table.name])

        return restore

    return of_file if database.is_sqlite else of_server


@pytest.fixture
def restored(
    desk: Desk, talked: Visitor, folder: Path, clock: Clock, backup: Callable[[], Callable[[], None]]
) -> Visitor:
    """Somebody who was forgotten, and whom a backup has brought back."""
    restore = backup()
    clock.now += timedelta(minutes=1)
    forget(talked)
    assert left(desk, only_tombstone(folder)) == NOTHING
    restore()
    brought_back = left(desk, only_tombstone(folder))
    assert (brought_back.replies, brought_back.states, brought_back.questions) == (3, 1, 2)
    return talked


def test_a_restored_backup_is_cleaned(desk: Desk, restored: Visitor, folder: Path) -> None:
    assert erase_again(desk.database, desk.keys, folder) == 6
    assert left(desk, only_tombstone(folder)) == NOTHING
    assert restored.state is None
    assert restored.replies() == []
    assert count(desk.database, ThemeRow.id.is_not(None)) == 0
    assert count(desk.database, InboxRow.payload.is_not(None)) == 0


def test_cleaning_again_changes_nothing(desk: Desk, restored: Visitor, folder: Path) -> None:
    erase_again(desk.database, desk.keys, folder)
    before = everything(desk.database)
    for _ in range(2):
        assert erase_again(desk.database, desk.keys, folder) == 0
    assert everything(desk.database) == before


def test_a_message_that_still_waited_in_the_backup_is_not_answered_any_more(
    desk: Desk, talked: Visitor, folder: Path, clock: Clock, backup: Callable[[], Callable[[], None]]
) -> None:
    talked.send(TUITION)
    restore = backup()
    clock.now += timedelta(minutes=1)
    take_turn(desk)
    forget(talked)
    restore()
    assert left(desk, only_tombstone(folder)).messages == 1
    erase_again(desk.database, desk.keys, folder)
    assert count(desk.database, InboxRow.payload.is_not(None)) == 0
    assert take_turn(desk) is None


def test_what_was_said_after_the_forgetting_stays(
    desk: Desk, talked: Visitor, folder: Path, clock: Clock, backup: Callable[[], Callable[[], None]]
) -> None:
    forget(talked)
    clock.now += timedelta(minutes=1)
    talked.say(TUITION)
    talked.send(ELECTRICITY)
    before = everything(desk.database)
    restore = backup()
    restore()
    assert erase_again(desk.database, desk.keys, folder) == 0
    assert everything(desk.database) == before
    decision = take_turn(desk)
    assert decision is not None
    with desk.database.read() as session:
        row = session.get_one(ConversationRow, talked.conversation.id)
        assert load_state(desk.keys, row).trail == ("tuition-app-fee",)


def test_a_backup_that_mixes_before_and_after_loses_only_what_was_before(
    desk: Desk, talked: Visitor, folder: Path, clock: Clock
) -> None:
    before = everything(desk.database)
    clock.now += timedelta(minutes=1)
    forget(talked)
    clock.now += timedelta(minutes=1)
    talked.say(TUITION)
    with desk.database.write() as session:  # as if only the theme log had been restored
        session.execute(METADATA.tables["theme_log"].insert(), before["theme_log"])
    assert erase_again(desk.database, desk.keys, folder) == 2
    with desk.database.read() as session:
        (row,) = session.scalars(select(ThemeRow))
        assert text_of(desk.keys, row) == TUITION
        assert load_state(desk.keys, session.get_one(ConversationRow, talked.conversation.id)).theme == "tuition"


def test_other_people_in_the_backup_keep_everything(
    desk: Desk, visitor: Visitor, folder: Path, clock: Clock, backup: Callable[[], Callable[[], None]]
) -> None:
    other = Visitor(desk)
    other.say(ELECTRICITY)
    visitor.say(TUITION)
    restore = backup()
    before = theirs(desk.database, {other.conversation.id})
    clock.now += timedelta(minutes=1)
    forget(visitor)
    restore()
    assert erase_again(desk.database, desk.keys, folder) == 3
    assert theirs(desk.database, {other.conversation.id}) == before
    with desk.database.read() as session:
        (row,) = session.scalars(select(ThemeRow))
        assert text_of(desk.keys, row) == ELECTRICITY


def test_a_conversation_that_ended_is_cleaned_too(
    desk: Desk, talked: Visitor, folder: Path, clock: Clock, backup: Callable[[], Callable[[], None]]
) -> None:
    restore = backup()
    clock.now += timedelta(minutes=1)
    forget(talked)
    restore()
    with desk.database.write() as session:
        end_conversation(session, session.get_one(ConversationRow, talked.conversation.id), clock.now)
    assert left(desk, only_tombstone(folder)).questions == 2
    erase_again(desk.database, desk.keys, folder)
    assert left(desk, only_tombstone(folder)) == NOTHING


def test_questions_of_many_weeks_go(desk: Desk, visitor: Visitor, folder: Path, clock: Clock) -> None:
    for week in (0, 1, 5, 52):
        clock.now = NOW + timedelta(weeks=week)
        visitor.say(ELECTRICITY)
    visitor.say("/forget")
    assert count(desk.database, ThemeRow.id.is_not(None)) == 0


def test_erasing_tells_what_there_was(desk: Desk, talked: Visitor, clock: Clock) -> None:
    talked.send(TUITION)
    with desk.database.write() as session:
        tombstone = new_tombstone(
            talked.conversation, asked_at=clock.now + timedelta(seconds=1), now=clock.now + timedelta(seconds=1)
        )
        assert erase(session, desk.keys, tombstone) == Remains(messages=1, replies=3, states=1, questions=2)
        assert remains(session, desk.keys, tombstone) == NOTHING
        assert erase(session, desk.keys, tombstone).total == 0


def test_a_tombstone_of_nobody_erases_nothing(desk: Desk, talked: Visitor, clock: Clock) -> None:
    stranger = Tombstone("XOA-AAAA-AAAA", clock.now, clock.now, "telegram", "0" * 64)
    before = everything(desk.database)
    with desk.database.write() as session:
        assert erase(session, desk.keys, stranger) == NOTHING
    assert everything(desk.database) == before


# -- asked for in words --------------------------------------------------------------------------------------

IN_WORDS = "xóa hết những gì tôi đã nói"


@pytest.fixture
def asked_back(desk: Desk, visitor: Visitor, folder: Path, clock: Clock) -> Visitor:
    """Somebody who asked for it in words: they are asked whether they mean it, and nothing has gone."""
    visitor.say(ELECTRICITY)
    clock.now += timedelta(minutes=1)
    before = contents(desk)
    decision = visitor.say(IN_WORDS)
    assert (decision.kind, decision.act, decision.forgets) == ("choices", "forget", False)
    assert [choice.payload for choice in decision.replies[-1].choices] == ["command:forget", "menu:"]
    after = contents(desk)
    assert after.questions == before.questions
    assert after.replies[:-1] == before.replies
    assert None not in after.states
    assert not folder.exists()
    return visitor


@pytest.mark.parametrize("text", ["1", "ừ", "đồng ý"])
def test_the_confirmation_erases(desk: Desk, asked_back: Visitor, folder: Path, text: str) -> None:
    assert forget(asked_back, text) == only_tombstone(folder).receipt
    assert left(desk, only_tombstone(folder)) == NOTHING
    assert asked_back.state is None


@pytest.mark.parametrize("text", ["2", "không", "thôi", ELECTRICITY])
def test_anything_else_erases_nothing(desk: Desk, asked_back: Visitor, folder: Path, text: str) -> None:
    questions = count(desk.database, ThemeRow.id.is_not(None))
    decision = asked_back.say(text)
    assert not decision.forgets
    assert asked_back.state is not None
    assert count(desk.database, ThemeRow.id.is_not(None)) >= questions
    assert not folder.exists()


def test_a_confirmation_that_comes_too_late_is_none(asked_back: Visitor, folder: Path) -> None:
    asked_back.say(TUITION)
    for text in ("1", "ừ"):
        assert not asked_back.say(text).forgets
    assert not folder.exists()


def test_who_changes_their_mind_twice_is_forgotten(asked_back: Visitor, folder: Path) -> None:
    asked_back.say("2")
    asked_back.say(IN_WORDS)
    forget(asked_back, "1")
    assert only_tombstone(folder).channel == "telegram"
