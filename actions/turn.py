"""A turn: one message, one decision, one commit. A test, the terminal and a batch file call it without any server."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from actions.conversations import ConversationRow, load_state, save_state, touch
from actions.database.session import Database
from actions.delivery.inbox import InboxRow, accept, finish, note_failure, read_message
from actions.delivery.lanes import claim
from actions.delivery.outbox import enqueue
from actions.dialogue import wording
from actions.dialogue.choose import choose
from actions.dialogue.decision import LOCAL, Brain, Decision
from actions.messages import Inbound, Outbound
from actions.privacy.crypto import Keyring
from actions.privacy.forget import erase, new_tombstone, write_tombstone
from actions.themes.log import log_turn
from nlu.masking import mask_secrets
from nlu.text import clean

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """What handling a message needs.

    Attributes:
        database: where it is stored.
        keys: what seals it.
        brain: what answers it.
        clock: the time.
        tombstones: the folder that remembers who was forgotten; None where nothing outlives the process.
        rehearsal: whether this is a trial: the theme log says so.
    """

    database: Database
    keys: Keyring
    brain: Brain
    clock: Clock = utc_now
    tombstones: Path | None = None
    rehearsal: bool = True


@dataclass(frozen=True, slots=True)
class Handled:
    """A turn that was taken.

    Attributes:
        inbox_id: the message's id, the same in inbox, outbox and logs.
        decision: what was done; None when the turn failed and the message waits or is a dead letter.
        seconds: how long choosing took.
    """

    inbox_id: UUID
    decision: Decision | None
    seconds: float


def inbound(text: str, payload: str | None = None) -> Inbound:
    """Return what somebody typed as a message: cleaned, its secrets masked."""
    masked = mask_secrets(clean(text))
    return Inbound(masked.text, payload, masked.kinds)


def accept_message(
    desk: Desk, conversation: ConversationRow, *, channel: str, event_key: str, message: Inbound
) -> bool:
    """Commit the message to the inbox; return False when this event had been accepted before."""
    now = desk.clock()
    with desk.database.write() as session:
        accepted = accept(
            session,
            desk.keys,
            channel=channel,
            event_key=event_key,
            conversation=conversation.id,
            message=message,
            now=now,
        )
        touch(session, conversation.id, now)
    return accepted is not None


def take_turn(desk: Desk) -> Handled | None:
    """Handle the oldest waiting message of a free lane; return None when nothing waits.

    The conversation, the replies and the end of the message are committed together, or nothing is. A turn that fails
    is put off and tried again; after the last attempt the person is told so.
    """
    now = desk.clock()
    message_id: UUID | None = None
    try:
        with desk.database.write() as session:
            row = claim(session, now)
            if row is None:
                return None
            message_id = row.id
            return _answer(desk, session, row, now)
    except Exception as error:
        if message_id is None:
            raise
        # An exception's own words may hold what the person wrote: the log gets its type and place.
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error(
            "turn of message %s failed: %s at %s:%s", message_id, type(error).__name__, place.filename, place.lineno
        )
        _put_off(desk, message_id)
        return Handled(message_id, None, 0.0)


def _answer(desk: Desk, session: Session, row: InboxRow, now: datetime) -> Handled:
    conversation = session.get_one(ConversationRow, row.conversation_id)
    if conversation.ended_at is not None:
        finish(row, now)
        return Handled(row.id, None, 0.0)
    message = read_message(desk.keys, row)
    started = time.perf_counter()
    decision = choose(desk.brain, load_state(desk.keys, conversation), message, now)
    seconds = time.perf_counter() - started
    if decision.forgets:
        decision = _forget(desk, session, conversation, decision, asked_at=row.received_at, now=now)
    else:
        decision = _log(desk, session, conversation, decision, now)
        save_state(desk.keys, conversation, decision.state)
    enqueue(session, desk.keys, conversation, decision.replies, inbox_id=row.id, event_key=row.event_key, now=now)
    finish(row, now)
    return Handled(row.id, decision, seconds)


def _log(desk: Desk, session: Session, conversation: ConversationRow, decision: Decision, now: datetime) -> Decision:
    """Write the theme log; return the decision with the rows that thumbs and a choice belong to."""
    version = desk.brain.model.version
    state = log_turn(
        session, desk.keys, conversation, decision, model_version=version, rehearsal=desk.rehearsal, now=now
    )
    return replace(decision, state=state)


def _forget(
    desk: Desk,
    session: Session,
    conversation: ConversationRow,
    decision: Decision,
    *,
    asked_at: datetime,
    now: datetime,
) -> Decision:
    """Erase what the person said until they asked for it; return the decision with the receipt."""
    tombstone = new_tombstone(conversation, asked_at=asked_at, now=now)
    if desk.tombstones is not None:
        write_tombstone(desk.tombstones, tombstone)
    erased = erase(session, desk.keys, tombstone)
    conversation.state = None
    text = wording.say(
        "forgotten",
        time=now.astimezone(LOCAL).strftime("%H:%M %d/%m/%Y"),
        count=str(erased.questions),
        receipt=tombstone.receipt,
    )
    return replace(decision, replies=(Outbound("smalltalk", wording.addressed(text), forgets=True),))


def _put_off(desk: Desk, inbox_id: UUID) -> None:
    now = desk.clock()
    with desk.database.write() as session:
        row = session.get_one(InboxRow, inbox_id, with_for_update=True)
        if row.done_at is not None or not note_failure(row, now):
            return
        conversation = session.get_one(ConversationRow, row.conversation_id)
        sorry = Outbound("fallback", wording.addressed(wording.say("failed")))
        enqueue(session, desk.keys, conversation, [sorry], inbox_id=row.id, event_key=row.event_key, now=now)
