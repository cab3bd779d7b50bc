"""Ending a conversation: what was said in it is wiped; event keys stay for de-duplication."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.conversations import ConversationRow
from actions.delivery.inbox import wipe_inbox
from actions.delivery.outbox import wipe_outbox


def end_conversation(session: Session, row: ConversationRow, now: datetime) -> None:
    """End the conversation and wipe its state and whatever still lies in inbox and outbox."""
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
