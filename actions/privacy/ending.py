"""Ending a conversation: what was said in it is wiped; event keys stay for de-duplication."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from actions.conversations import ConversationRow
from actions.delivery.inbox import InboxRow, wipe_inbox
from actions.delivery.lanes import LaneRow, hold_lane
from actions.delivery.outbox import OutboxRow, wipe_outbox

EVENT_KEYS_KEPT: Final = timedelta(days=7)


def end_conversation(session: Session, row: ConversationRow, now: datetime) -> None:
    """End the conversation and wipe its state and whatever still lies in inbox and outbox."""
    # A turn under way would write the state back and add a reply that nobody wipes.
    hold_lane(session, row.id)
    row.ended_at, row.state = now, None
    wipe_inbox(session, row.id, now)
    wipe_outbox(session, row.id, now)


def end_idle_conversations(session: Session, channel: str, idle: timedelta, now: datetime, limit: int = 200) -> int:
    """End the channel's conversations that have been silent for longer than `idle`; return how many."""
    silent = session.scalars(
        select(ConversationRow)
        .where(
            ConversationRow.channel == channel,
            ConversationRow.ended_at.is_(None),
            ConversationRow.active_at < now - idle,
        )
        .order_by(ConversationRow.active_at)
        .limit(limit)
    ).all()
    for row in silent:
        end_conversation(session, row, now)
    return len(silent)


def forget_finished(session: Session, now: datetime, limit: int = 500) -> int:
    """Delete the rows of what was finished so long ago that no channel sends it again; return how many.

    These rows hold no text any more: only event keys, kept for de-duplication.
    """
    before = now - EVENT_KEYS_KEPT
    finished_at = func.coalesce(InboxRow.done_at, InboxRow.dead_at)
    old_inbox = select(InboxRow.id).where(finished_at < before).limit(limit)
    old_outbox = select(OutboxRow.id).where(OutboxRow.sent_at < before).limit(limit)
    deleted = session.execute(delete(OutboxRow).where(OutboxRow.id.in_(old_outbox))).rowcount  # type: ignore[attr-defined]
    deleted += session.execute(delete(InboxRow).where(InboxRow.id.in_(old_inbox))).rowcount  # type: ignore[attr-defined]
    still_used = select(OutboxRow.conversation_id).union(select(InboxRow.conversation_id))
    ended = session.scalars(
        select(ConversationRow.id)
        .where(ConversationRow.ended_at < before, ConversationRow.id.not_in(still_used))
        .limit(limit)
    ).all()
    session.execute(delete(LaneRow).where(LaneRow.conversation_id.in_(ended)))
    deleted += session.execute(delete(ConversationRow).where(ConversationRow.id.in_(ended))).rowcount  # type: ignore[attr-defined]
    return int(deleted)
