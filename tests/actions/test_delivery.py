from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from actions.conversations import (
    ConversationRow,
    find_conversation,
    load_state,
    save_state,
    start_conversation,
)
from actions.database.base import new_id
from actions.database.session import Database
from actions.delivery.inbox import (
    MAX_ATTEMPTS,
    InboxRow,
    accept,
    finish,
    note_failure,
    read_message,
    wipe_inbox,
)
from actions.delivery.lanes import claim
from actions.delivery.outbox import OutboxRow, confirm, enqueue, unsent, wipe_outbox
from actions.dialogue.state import DialogueState
from actions.messages import Choice, Inbound, Outbound
from actions.privacy.crypto import Keyring, SealError
from knowledge.article import Section
from tests.conftest import NOW

HELLO = Inbound("chào trợ lý")


def begin(database: Database, keys: Keyring, address: str | None = None, channel: str = "web") -> ConversationRow:
    with database.write() as session:
        return start_conversation(
            session, keys, channel=channel, address=address or uuid4().hex, state=DialogueState(), now=NOW
        )


def put(
    database: Database,
    keys: Keyring,
    conversation: UUID,
    event: str,
    *,
    message: Inbound = HELLO,
    channel: str = "web",
) -> UUID | None:
    with database.write() as session:
        return accept(
            session,
            keys,
            channel=channel,
            event_key=event,
            conversation=conversation,
            message=message,
            now=NOW,
        )


def reply_with(
    database: Database, keys: Keyring, conversation: UUID, *texts: str, inbox_id: UUID | None = None
) -> None:
    with database.write() as session:
        row = session.get_one(ConversationRow, conversation)
        replies = [Outbound("answer", said) for said in texts]
        enqueue(session, keys, row, replies, inbox_id=inbox_id, event_key="e", now=NOW)


def inbox(database: Database, row: UUID | None) -> InboxRow:
    with database.read() as session:
        return session.get_one(InboxRow, row)


# -- inbox ---------------------------------------------------------------------------------------------------


def test_an_event_is_accepted_once_in_its_channel(database: Database, keys: Keyring) -> None:
    conversation = begin(database, keys).id
    first = put(database, keys, conversation, "update 7")
    assert first is not None
    assert put(database, keys, conversation, "update 7", message=Inbound("something else")) is None
    assert put(database, keys, conversation, "update 7", channel="telegram") is not None
    assert put(database, keys, conversation, "update 8") is not None
    assert read_message(keys, inbox(database, first)) == HELLO


def test_a_message_comes_back_whole(database: Database, keys: Keyring) -> None:
    message = Inbound("Đóng tiền điện ở đâu? 🙏\n<b>'; --", "article:electricity-pay", ("card", "code"))
    row = put(database, keys, begin(database, keys).id, "1", message=message)
    assert read_message(keys, inbox(database, row)) == message


def test_a_sealed_message_opens_in_no_other_row(database: Database, keys: Keyring) -> None:
    conversation = begin(database, keys).id
    first, second = put(database, keys, conversation, "1"), put(database, keys, conversation, "2")
    moved = inbox(database, second)
    moved.payload = inbox(database, first).payload
    with pytest.raises(SealError):
        read_message(keys, moved)


def test_a_finished_message_is_wiped_and_waits_no_more(database: Database, keys: Keyring) -> None:
    row_id = put(database, keys, begin(database, keys).id, "1")
    with database.write() as session:
        finish(session.get_one(InboxRow, row_id), NOW)
    row = inbox(database, row_id)
    assert row.payload is None
    assert row.done_at == NOW
    with pytest.raises(ValueError, match="wiped"):
        read_message(keys, row)
    with database.write() as session:
        assert claim(session, NOW + timedelta(days=1)) is None


def test_a_failing_message_waits_longer_each_time_and_then_is_a_dead_letter(database: Database, keys: Keyring) -> None:
    row_id = put(database, keys, begin(database, keys).id, "1")
    waits = []
    for attempt in range(1, MAX_ATTEMPTS + 1):
        with database.write() as session:
            row = session.get_one(InboxRow, row_id)
            assert note_failure(row, NOW) is (attempt == MAX_ATTEMPTS)
            waits.append(row.due_at - NOW)
    assert waits[0] > timedelta(0)
    assert waits[:-1] == sorted(set(waits[:-1]))
    row = inbox(database, row_id)
    assert row.dead_at == NOW
    assert row.payload is None
    assert row.done_at is None
    with database.write() as session:
        assert claim(session, NOW + timedelta(days=1)) is None


def test_a_put_off_message_is_claimed_when_it_is_due_and_not_before(database: Database, keys: Keyring) -> None:
    row_id = put(database, keys, begin(database, keys).id, "1")
    with database.write() as session:
        row = session.get_one(InboxRow, row_id)
        note_failure(row, NOW)
        due = row.due_at
    with database.write() as session:
        assert claim(session, due - timedelta(milliseconds=1)) is None
    with database.write() as session:
        claimed = claim(session, due)
        assert claimed is not None
        assert claimed.id == row_id


def test_the_oldest_message_is_claimed_first(database: Database, keys: Keyring) -> None:
    first, second = begin(database, keys).id, begin(database, keys).id
    expected = [
        put(database, keys, conversation, event) for conversation, event in ((second, "1"), (first, "2"), (second, "3"))
    ]
    claimed = []
    for _ in expected:
        with database.write() as session:
            row = claim(session, NOW)
            assert row is not None
            finish(row, NOW)
            claimed.append(row.id)
    assert claimed == expected


def test_wiping_the_inbox_leaves_other_conversations_alone(database: Database, keys: Keyring) -> None:
    ended, other = begin(database, keys).id, begin(database, keys).id
    wiped, kept = put(database, keys, ended, "1"), put(database, keys, other, "2")
    with database.write() as session:
        wipe_inbox(session, ended, NOW)
    assert inbox(database, wiped).payload is None
    assert inbox(database, wiped).done_at == NOW
    assert read_message(keys, inbox(database, kept)) == HELLO
    with database.write() as session:
        claimed = claim(session, NOW)
        assert claimed is not None
        assert claimed.id == kept


# -- outbox --------------------------------------------------------------------------------------------------


def test_replies_come_in_the_order_they_were_written(database: Database, keys: Keyring) -> None:
    conversation = begin(database, keys).id
    reply_with(database, keys, conversation, "1", "2", inbox_id=uuid4())
    reply_with(database, keys, conversation, "3", inbox_id=uuid4())
    reply_with(database, keys, conversation, "4", "5", inbox_id=uuid4())
    with database.read() as session:
        deliveries = unsent(session, keys, conversation, after=0)
        later = unsent(session, keys, conversation, after=3)
    assert [(d.seq, d.reply.text) for d in deliveries] == [(n, str(n)) for n in range(1, 6)]
    assert [d.seq for d in later] == [4, 5]


def test_a_reply_comes_back_whole(database: Database, keys: Keyring) -> None:
    conversation = begin(database, keys)
    reply = Outbound(
        "answer",
        "Được ạ.",
        sections=(Section("Các bước", True, ("một", "hai")),),
        source="Theo …",
        choices=(Choice("Nước", "menu:bills"),),
        theme="electricity",
        article="electricity-pay",
    )
    with database.write() as session:
        row = session.get_one(ConversationRow, conversation.id)
        enqueue(session, keys, row, [reply], inbox_id=None, event_key="web:1", now=NOW)
    with database.read() as session:
        (delivery,) = unsent(session, keys, conversation.id, after=0)
    assert delivery.reply == reply
    assert delivery.event_key == "web:1"


def test_conversations_number_their_replies_apart(database: Database, keys: Keyring) -> None:
    first, second = begin(database, keys).id, begin(database, keys).id
    reply_with(database, keys, first, "a", "b")
    reply_with(database, keys, second, "c")
    with database.read() as session:
        assert [(d.seq, d.reply.text) for d in unsent(session, keys, first, after=0)] == [(1, "a"), (2, "b")]
        assert [(d.seq, d.reply.text) for d in unsent(session, keys, second, after=0)] == [(1, "c")]


def test_a_message_cannot_be_answered_twice(database: Database, keys: Keyring) -> None:
    conversation, message = begin(database, keys).id, uuid4()
    reply_with(database, keys, conversation, "once", inbox_id=message)
    with pytest.raises(IntegrityError):
        reply_with(database, keys, conversation, "twice", inbox_id=message)
    with database.read() as session:
        assert [d.reply.text for d in unsent(session, keys, conversation, after=0)] == ["once"]


def test_confirming_wipes_up_to_the_number_and_only_once(database: Database, keys: Keyring) -> None:
    conversation, other = begin(database, keys).id, begin(database, keys).id
    reply_with(database, keys, conversation, "1", "2", "3")
    reply_with(database, keys, other, "1")
    with database.write() as session:
        assert confirm(session, conversation, 2, NOW) == 2
        assert confirm(session, conversation, 2, NOW + timedelta(minutes=1)) == 0
    with database.read() as session:
        rows = session.scalars(
            select(OutboxRow).where(OutboxRow.conversation_id == conversation).order_by(OutboxRow.seq)
        ).all()
        assert [(row.sent_at, row.payload is None) for row in rows] == [
            (NOW, True),
            (NOW, True),
            (None, False),
        ]
        assert len(unsent(session, keys, other, after=0)) == 1


def test_wiping_the_outbox_leaves_other_conversations_alone(database: Database, keys: Keyring) -> None:
    ended, other = begin(database, keys).id, begin(database, keys).id
    reply_with(database, keys, ended, "1", "2")
    reply_with(database, keys, other, "kept")
    with database.write() as session:
        wipe_outbox(session, ended, NOW)
    with database.read() as session:
        assert unsent(session, keys, ended, after=0) == []
        assert [d.reply.text for d in unsent(session, keys, other, after=0)] == ["kept"]
        gone = session.scalars(select(OutboxRow.payload).where(OutboxRow.conversation_id == ended)).all()
    assert gone == [None, None]


# -- conversations -------------------------------------------------------------------------------------------


def test_a_conversation_is_found_by_its_secret_which_is_not_stored(database: Database, keys: Keyring) -> None:
    row = begin(database, keys, address="a-secret-token")
    with database.read() as session:
        found = find_conversation(session, keys, "web", "a-secret-token")
        assert found is not None
        assert found.id == row.id
        assert find_conversation(session, keys, "web", "another-token") is None
        assert find_conversation(session, keys, "telegram", "a-secret-token") is None
        assert "a-secret-token" not in found.address_hash


def test_one_address_has_one_conversation_in_a_channel(database: Database, keys: Keyring) -> None:
    begin(database, keys, address="chat 5", channel="telegram")
    begin(database, keys, address="chat 5", channel="web")
    with pytest.raises(IntegrityError):
        begin(database, keys, address="chat 5", channel="telegram")


def test_the_state_of_a_conversation_comes_back_whole(database: Database, keys: Keyring) -> None:
    row = begin(database, keys)
    state = DialogueState(
        theme="water",
        article="water-pay",
        trail=("electricity-pay", "tuition-pay"),
        asked="đóng tiền nước ở đâu",
        offered=(Choice("Một", "article:water-pay"),),
        asked_back=True,
        step=2,
        address="bác",
        for_another=True,
        province="quang-ngai",
        province_asked=True,
        commune="Xã Tịnh Khê",
        place_said="Tịnh Khê",
        emergency_at=NOW,
        aid_given=("emergency_money_sent",),
        distress_at=NOW,
        told_at=NOW,
        logged=new_id(),
        unpicked=new_id(),
        turns=4,
    )
    assert not [f.name for f in fields(state) if getattr(state, f.name) == f.default], "every field says something"
    with database.write() as session:
        save_state(keys, session.get_one(ConversationRow, row.id), state)
    with database.read() as session:
        stored = session.get_one(ConversationRow, row.id)
        assert load_state(keys, stored) == state
        assert stored.state is not None
        assert b"water" not in stored.state
