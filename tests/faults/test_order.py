"""Order within a conversation also holds when a turn fails for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from actions import turn
from actions.conversations import start_conversation
from actions.delivery.outbox import unsent
from actions.dialogue.choose import Decision
from actions.dialogue.state import DialogueState
from actions.turn import Desk, accept_message, inbound, take_turn


@pytest.fixture
def first_turn_fails(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make choosing fail once."""
    choose = turn.choose
    failed: list[bool] = []

    def choose_later(*arguments: object) -> Decision:
        if not failed:
            failed.append(True)
            raise RuntimeError("for a moment")
        return choose(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(turn, "choose", choose_later)
    yield
    assert failed


@pytest.mark.usefixtures("first_turn_fails")
def test_a_message_that_is_put_off_is_not_overtaken_by_the_next_one(desk: Desk, clock) -> None:
    with desk.database.write() as session:
        conversation = start_conversation(
            session,
            desk.keys,
            channel="web",
            address="token",
            state=DialogueState(province="quang-ngai"),
            now=desk.clock(),
        )
    for key in ("first", "second"):
        accept_message(
            desk,
            conversation,
            channel="web",
            event_key=f"{conversation.id}:{key}",
            message=inbound("đóng tiền điện ở đâu"),
        )
    for _ in range(3):
        while take_turn(desk) is not None:
            pass
        clock.now += timedelta(seconds=30)
    with desk.database.read() as session:
        replies = unsent(session, desk.keys, conversation.id, after=0)
    answered = [delivery.event_key.partition(":")[2] for delivery in replies if delivery.event_key]
    assert answered == ["first", "second"]
