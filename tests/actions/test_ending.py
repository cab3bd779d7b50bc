from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from actions.conversations import ConversationRow, find_conversation, start_conversation, touch
from actions.database.session import Database
from actions.delivery.inbox import MAX_ATTEMPTS, InboxRow
from actions.delivery.lanes import LaneRow
from actions.delivery.outbox import OutboxRow, confirm, unsent
from actions.dialogue.state import DialogueState
from actions.privacy.ending import end_conversation, end_idle_conversations, forget_finished
from actions.turn import Desk, accept_message, inbound, take_turn
from tests.conftest import NOW, Clock

IDLE = timedelta(minutes=30)
KEPT = timedelta(days=7)


def begin(database: Database, desk: Desk, *, at: datetime = NOW, channel: str = "web", address: str = "") -> UUID:
    with database.write() as session:
        state = DialogueState(theme="water")
        row = start_conversation(
            session, desk.keys, channel=channel, address=address or uuid4().hex, state=state, now=at
        )
        return row.id


def say(desk: Desk, conversation: UUID, text: str = "đóng tiền nước ở đâu", *, answered: bool = True) -> None:
    with desk.database.read() as session:
        row = session.get_one(ConversationRow, conversation)
    accept_message(desk, row, channel="web", event_key=uuid4().hex, message=inbound(text))
    if answered:
        assert take_turn(desk) is not None


def end(desk: Desk, conversation: UUID) -> None:
    with desk.database.write() as session:
        end_conversation(session, session.get_one(ConversationRow, conversation), desk.clock())


def ended(desk: Desk) -> set[UUID]:
    with desk.database.read() as session:
        return set(session.scalars(select(ConversationRow.id).where(ConversationRow.ended_at.is_not(None))))


def counts(desk: Desk) -> dict[str, int]:
    with desk.database.read() as session:
        return {
            row.__tablename__: session.scalar(select(func.count()).select_from(row)) or 0
            for row in (ConversationRow, InboxRow, LaneRow, OutboxRow)
        }


def forget(desk: Desk, at: datetime, limit: int = 500) -> int:
    with desk.database.write() as session:
        return forget_finished(session, at, limit)


# -- ending --------------------------------------------------------------------------------------------------


def test_ending_wipes_the_state_and_everything_said(desk: Desk) -> None:
    conversation = begin(desk.database, desk, address="token")
    say(desk, conversation)
    say(desk, conversation, "còn tiền điện", answered=False)
    end(desk, conversation)
    with desk.database.read() as session:
        row = session.get_one(ConversationRow, conversation)
        assert row.state is None
        assert row.ended_at == NOW
        assert session.scalars(select(InboxRow.payload)).all() == [None, None]
        assert session.scalars(select(OutboxRow.payload)).all() == [None]
        assert find_conversation(session, desk.keys, "web", "token") is None
        assert unsent(session, desk.keys, conversation, after=0) == []


def test_what_still_waited_when_a_conversation_ended_gets_no_turn(desk: Desk) -> None:
    conversation = begin(desk.database, desk)
    say(desk, conversation, answered=False)
    end(desk, conversation)
    assert take_turn(desk) is None
    assert counts(desk)["outbox"] == 0


def test_a_message_that_comes_after_the_end_is_wiped_unanswered(desk: Desk) -> None:
    conversation = begin(desk.database, desk)
    end(desk, conversation)
    say(desk, conversation, answered=False)
    handled = take_turn(desk)
    assert handled is not None
    assert handled.decision is None
    with desk.database.read() as session:
        assert session.scalars(select(InboxRow.payload)).all() == [None]
        assert session.get_one(ConversationRow, conversation).state is None
    assert counts(desk)["outbox"] == 0


def test_another_conversation_goes_on(desk: Desk) -> None:
    over, going_on = begin(desk.database, desk), begin(desk.database, desk)
    say(desk, going_on, answered=False)
    end(desk, over)
    assert ended(desk) == {over}
    handled = take_turn(desk)
    assert handled is not None
    assert handled.decision is not None
    assert handled.decision.theme == "water"


# -- idle conversations --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("silent_for", "is_ended"),
    [(IDLE - timedelta(seconds=1), False), (IDLE, False), (IDLE + timedelta(seconds=1), True)],
)
def test_a_conversation_ends_after_the_silence_and_not_before(
    desk: Desk, silent_for: timedelta, is_ended: bool
) -> None:
    conversation = begin(desk.database, desk)
    with desk.database.write() as session:
        assert end_idle_conversations(session, "web", IDLE, NOW + silent_for) == int(is_ended)
    assert ended(desk) == ({conversation} if is_ended else set())


def test_a_message_keeps_a_conversation_alive(desk: Desk, clock: Clock) -> None:
    quiet, talking = begin(desk.database, desk), begin(desk.database, desk)
    clock.now = NOW + timedelta(minutes=20)
    say(desk, talking)
    with desk.database.write() as session:
        assert end_idle_conversations(session, "web", IDLE, NOW + timedelta(minutes=40)) == 1
    assert ended(desk) == {quiet}


def test_only_the_asked_channel_ends_by_silence(desk: Desk) -> None:
    begin(desk.database, desk, channel="telegram")
    with desk.database.write() as session:
        assert end_idle_conversations(session, "web", IDLE, NOW + timedelta(days=1)) == 0
    assert ended(desk) == set()


def test_the_longest_silent_end_first_when_there_are_many(desk: Desk) -> None:
    begun = [begin(desk.database, desk, at=NOW + timedelta(seconds=n)) for n in range(5)]
    later = NOW + timedelta(hours=1)
    for expected in (begun[:2], begun[:4], begun):
        with desk.database.write() as session:
            end_idle_conversations(session, "web", IDLE, later, limit=2)
        assert ended(desk) == set(expected)
    with desk.database.write() as session:
        assert end_idle_conversations(session, "web", IDLE, later, limit=2) == 0


def test_an_ended_conversation_does_not_end_again(desk: Desk) -> None:
    conversation = begin(desk.database, desk)
    end(desk, conversation)
    with desk.database.write() as session:
        touch(session, conversation, NOW - timedelta(days=2))
        assert end_idle_conversations(session, "web", IDLE, NOW) == 0
    with desk.database.read() as session:
        assert session.get_one(ConversationRow, conversation).ended_at == NOW


# -- forgetting ----------------------------------------------------------------------------------------------


def test_finished_rows_are_deleted_after_seven_days_and_not_before(desk: Desk) -> None:
    conversation = begin(desk.database, desk)
    say(desk, conversation)
    end(desk, conversation)
    before = counts(desk)
    assert forget(desk, NOW + KEPT) == 0
    assert counts(desk) == before == {"conversations": 1, "inbox": 1, "lanes": 1, "outbox": 1}
    assert forget(desk, NOW + KEPT + timedelta(seconds=1)) == 3
    assert counts(desk) == {"conversations": 0, "inbox": 0, "lanes": 0, "outbox": 0}


def test_an_event_key_is_known_for_seven_days(desk: Desk, clock: Clock) -> None:
    conversation = begin(desk.database, desk)
    with desk.database.read() as session:
        row = session.get_one(ConversationRow, conversation)
    assert accept_message(desk, row, channel="web", event_key="again", message=inbound("chào"))
    take_turn(desk)
    clock.now = NOW + KEPT
    forget(desk, clock.now)
    assert not accept_message(desk, row, channel="web", event_key="again", message=inbound("chào"))


def test_a_running_conversation_keeps_what_is_not_finished(desk: Desk) -> None:
    conversation = begin(desk.database, desk)
    say(desk, conversation)  # its reply was never fetched
    say(desk, conversation, answered=False)
    forget(desk, NOW + timedelta(days=400))
    assert counts(desk) == {"conversations": 1, "inbox": 1, "lanes": 1, "outbox": 1}
    with desk.database.read() as session:
        assert len(unsent(session, desk.keys, conversation, after=0)) == 1
    assert take_turn(desk) is not None


def test_a_long_conversation_loses_its_old_rows_and_goes_on(desk: Desk, clock: Clock) -> None:
    conversation = begin(desk.database, desk)
    say(desk, conversation)
    with desk.database.write() as session:
        confirm(session, conversation, 1, NOW)
    clock.now = NOW + KEPT + timedelta(hours=1)
    say(desk, conversation)
    assert forget(desk, clock.now) == 2
    assert counts(desk) == {"conversations": 1, "inbox": 1, "lanes": 1, "outbox": 1}
    with desk.database.read() as session:
        assert [d.seq for d in unsent(session, desk.keys, conversation, after=0)] == [2]


def test_a_conversation_is_kept_while_a_row_still_points_to_it(desk: Desk, clock: Clock) -> None:
    conversation = begin(desk.database, desk)
    end(desk, conversation)
    clock.now = NOW + timedelta(days=3)
    say(desk, conversation)  # a late message of a client that did not hear of the end
    assert forget(desk, NOW + timedelta(days=8)) == 0
    assert counts(desk)["conversations"] == 1
    assert forget(desk, NOW + timedelta(days=11)) == 2
    assert counts(desk) == {"conversations": 0, "inbox": 0, "lanes": 0, "outbox": 0}


def test_a_dead_letter_goes_with_its_conversation(desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = begin(desk.database, desk)
    say(desk, conversation, answered=False)

    def broken(*_: object) -> None:
        raise RuntimeError("no model")

    with monkeypatch.context() as patch:
        patch.setattr("actions.turn.choose", broken)
        for _ in range(MAX_ATTEMPTS):
            take_turn(desk)
            clock.now += timedelta(minutes=1)
    end(desk, conversation)
    forget(desk, clock.now + KEPT + timedelta(seconds=1))
    assert counts(desk) == {"conversations": 0, "inbox": 0, "lanes": 0, "outbox": 0}


def test_many_rows_are_deleted_little_by_little(desk: Desk) -> None:
    conversation = begin(desk.database, desk)
    for _ in range(5):
        say(desk, conversation)
    end(desk, conversation)
    later = NOW + KEPT + timedelta(seconds=1)
    assert forget(desk, later, limit=2) == 4
    assert counts(desk) == {"conversations": 1, "inbox": 3, "lanes": 1, "outbox": 3}
    while forget(desk, later, limit=2):
        pass
    assert counts(desk) == {"conversations": 0, "inbox": 0, "lanes": 0, "outbox": 0}
