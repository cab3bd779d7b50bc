"""Lanes: one conversation at a time, many conversations at once.

A lane is a row that the turn's transaction holds locked. When the process that holds it dies, the database lets go of
it. SQLite has one writer anyway: there the transaction itself is the lane.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, exists, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from actions.database.base import Base
from actions.delivery.inbox import InboxRow, waiting


class LaneRow(Base):
    """The lane of one conversation."""

    __tablename__ = "lanes"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"), primary_key=True)


def open_lane(session: Session, conversation: UUID) -> None:
    """Add the lane of a new conversation."""
    session.add(LaneRow(conversation_id=conversation))


def hold_lane(session: Session, conversation: UUID) -> None:
    """Wait for a turn under way and keep others from beginning until the transaction ends."""
    session.execute(select(LaneRow).where(LaneRow.conversation_id == conversation).with_for_update())


def claim(session: Session, now: datetime) -> InboxRow | None:
    """Hold the lane with the oldest waiting message until the transaction ends; return that message or None.

    None means that nothing waits, or that other processes hold every lane where something does.
    """
    lane = session.scalar(
        select(LaneRow)
        .join(InboxRow, InboxRow.conversation_id == LaneRow.conversation_id)
        .where(*waiting(now), _is_next())
        .order_by(InboxRow.id)
        .limit(1)
        .with_for_update(of=LaneRow, skip_locked=True)
    )
    if lane is None:
        return None
    # Asked again now that the lane is ours: another process may have finished that message just before.
    return session.scalar(
        select(InboxRow)
        .where(InboxRow.conversation_id == lane.conversation_id, *waiting(now), _is_next())
        .order_by(InboxRow.id)
        .limit(1)
    )


def _is_next() -> ColumnElement[bool]:
    """Return the condition that no earlier message of the conversation is unfinished: one put off is not overtaken."""
    earlier = aliased(InboxRow)
    return ~exists().where(
        earlier.conversation_id == InboxRow.conversation_id,
        earlier.done_at.is_(None),
        earlier.dead_at.is_(None),
        earlier.id < InboxRow.id,
    )
