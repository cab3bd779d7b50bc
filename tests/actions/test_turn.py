from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from actions.conversations import ConversationRow, load_state, start_conversation
from actions.delivery.inbox import MAX_ATTEMPTS, InboxRow
from actions.delivery.outbox import OutboxRow, confirm, unsent
from actions.dialogue.state import DialogueState
from actions.turn import Desk, accept_message, inbound, take_turn


def begin(desk: Desk) -> ConversationRow:
    """Begin with somebody whose province is known: nothing is asked back, and a question has one reply."""
    state = DialogueState(province="quang-ngai")
    with desk.database.write() as session:
        return start_conversation(session, desk.keys, channel="web", address=uuid4().hex, state=state, now=desk.clock())


def send(desk: Desk, conversation: ConversationRow, text: str, key: str | None = None) -> bool:
    event_key = f"{conversation.id}:{key or uuid4().hex}"
    return accept_message(desk, conversation, channel="web", event_key=event_key, message=inbound(text))


def replies(desk: Desk, conversation: ConversationRow) -> list[str]:
    with desk.database.read() as session:
        return [d.reply.text for d in unsent(session, desk.keys, conversation.id, after=0)]


def test_a_message_is_answered_and_wiped_in_one_commit(desk: Desk) -> None:
    conversation = begin(desk)
    assert send(desk, conversation, "đóng tiền điện ở đâu")
    handled = take_turn(desk)
    assert handled is not None
    assert handled.decision is not None
    assert handled.decision.theme == "electricity"
    assert len(replies(desk, conversation)) == 1
    with desk.database.read() as session:
        row = session.scalars(select(InboxRow)).one()
        assert row.done_at is not None
        assert row.payload is None
        kept = load_state(desk.keys, session.get_one(ConversationRow, conversation.id))
    assert kept.theme == "electricity"
    assert take_turn(desk) is None


def test_nothing_readable_is_stored(desk: Desk) -> None:
    conversation = begin(desk)
    send(desk, conversation, "nhà bà Tư Xoài đóng tiền điện")
    with desk.database.read() as session:
        waiting = session.scalars(select(InboxRow.payload)).one()
    take_turn(desk)
    with desk.database.read() as session:
        stored = [waiting, *session.scalars(select(OutboxRow.payload)), *session.scalars(select(ConversationRow.state))]
    for value in stored:
        assert value is not None
        assert "Xoài".encode() not in value
        assert b"electricity" not in value


def test_the_same_event_acts_once(desk: Desk) -> None:
    conversation = begin(desk)
    assert send(desk, conversation, "đóng tiền nước", key="double tap")
    assert not send(desk, conversation, "đóng tiền nước", key="double tap")
    take_turn(desk)
    assert not send(desk, conversation, "đóng tiền nước", key="double tap")
    assert take_turn(desk) is None
    assert len(replies(desk, conversation)) == 1


def test_messages_of_one_conversation_are_answered_in_order(desk: Desk) -> None:
    conversation = begin(desk)
    for text in ("đóng tiền điện ở đâu", "quên mã khách hàng tiền nước", "cảm ơn nhé"):
        send(desk, conversation, text)
    themes = []
    while (handled := take_turn(desk)) is not None:
        assert handled.decision is not None
        themes.append(handled.decision.theme)
    assert themes == ["electricity", "water", "greeting_smalltalk"]


@pytest.mark.parametrize(
    "database_url", ["postgresql"], indirect=True
)  # SQLite has one writer: its transaction is the lane
def test_a_held_lane_does_not_hold_up_another_conversation(desk: Desk) -> None:
    from actions.delivery.lanes import claim

    first, second = begin(desk), begin(desk)
    send(desk, first, "đóng tiền điện")
    send(desk, second, "đóng tiền nước")
    with desk.database.write() as session:
        held = claim(session, desk.clock())
        assert held is not None
        assert held.conversation_id == first.id
        handled = take_turn(desk)
        assert handled is not None
        assert handled.decision is not None
        assert handled.decision.theme == "water"
        assert take_turn(desk) is None


def test_many_workers_answer_each_message_once(desk: Desk) -> None:
    conversations = [begin(desk) for _ in range(8)]
    for conversation in conversations:
        for _ in range(3):
            send(desk, conversation, "đóng tiền điện ở đâu")

    def work() -> None:
        empty = 0
        while empty < 20:
            empty = empty + 1 if take_turn(desk) is None else 0

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(replies(desk, conversation)) for conversation in conversations] == [3] * 8


def test_a_failing_turn_is_put_off_and_at_last_apologised_for(
    desk: Desk, clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    conversation = begin(desk)
    send(desk, conversation, "một câu hỏi bí mật")

    def broken(*_: object) -> None:
        raise RuntimeError("no model")

    monkeypatch.setattr("actions.turn.choose", broken)
    for _ in range(MAX_ATTEMPTS):
        handled = take_turn(desk)
        assert handled is not None
        assert handled.decision is None
        assert take_turn(desk) is None  # it waits before the next try
        clock.now += timedelta(minutes=1)
    assert take_turn(desk) is None
    assert len(replies(desk, conversation)) == 1
    with desk.database.read() as session:
        row = session.scalars(select(InboxRow)).one()
    assert row.dead_at is not None
    assert row.payload is None
    assert "bí mật" not in caplog.text


def test_a_turn_that_fails_midway_leaves_nothing_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = begin(desk)
    send(desk, conversation, "đóng tiền điện")

    def broken(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("actions.turn.finish", broken)
        take_turn(desk)
    assert replies(desk, conversation) == []
    later = replace(desk, clock=lambda: desk.clock() + timedelta(seconds=5))
    handled = take_turn(later)
    assert handled is not None
    assert handled.decision is not None
    assert len(replies(desk, conversation)) == 1


def test_a_confirmed_reply_is_wiped_and_not_given_again(desk: Desk) -> None:
    conversation = begin(desk)
    send(desk, conversation, "đóng tiền điện")
    take_turn(desk)
    with desk.database.write() as session:
        assert confirm(session, conversation.id, 1, desk.clock()) == 1
    assert replies(desk, conversation) == []
    with desk.database.read() as session:
        assert session.scalars(select(OutboxRow.payload)).one() is None


def test_secrets_are_masked_before_anything_is_stored(desk: Desk) -> None:
    conversation = begin(desk)
    message = inbound("mã otp của em là 482913 thẻ 4111 1111 1111 1111")
    assert "482913" not in message.text
    assert "1111" not in message.text
    accept_message(desk, conversation, channel="web", event_key="x", message=message)
    handled = take_turn(desk)
    assert handled is not None
    assert handled.decision is not None
    assert len(handled.decision.replies) == 2  # the warning comes first
