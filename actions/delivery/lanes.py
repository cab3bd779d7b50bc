"""Lanes: one conversation at a time, many conversations at once.

A lane is a row that the turn's transaction holds locked. When the process that holds it dies, the database lets go of
it. SQLite has one writer anyway: there the transaction itself is the lane.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid, bindparam, exists, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from actions.database.base import Base, UtcTime
from actions.delivery.inbox import InboxRow


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
    lane = session.scalar(_FREE_LANE, {"now": now})
    if lane is None:
        return None
    # Asked again now that the lane is ours: another process may have finished that message just before.
    return session.scalar(_NEXT_OF_LANE, {"now": now, "conversation": lane.conversation_id})


# Built once: building a statement takes longer than running it.
_EARLIER = aliased(InboxRow)
_WAITING: Final = (
    InboxRow.done_at.is_(None),
    InboxRow.dead_at.is_(None),
    InboxRow.due_at <= bindparam("now", type_=UtcTime()),
    # No earlier message of the conversation is unfinished: one that was put off is not overtaken.
    ~exists().where(
        _EARLIER.conversation_id == InboxRow.conversation_id,
        _EARLIER.done_at.is_(None),
        _EARLIER.dead_at.is_(None),
        _EARLIER.id < InboxRow.id,
    ),
)
_FREE_LANE: Final = (
    select(LaneRow)
    .join(InboxRow, InboxRow.conversation_id == LaneRow.conversation_id)
    .where(*_WAITING)
    .order_by(InboxRow.id)
    .limit(1)
    .with_for_update(of=LaneRow, skip_locked=True)
)
_NEXT_OF_LANE: Final = (
    select(InboxRow)
    .where(InboxRow.conversation_id == bindparam("conversation", type_=Uuid()), *_WAITING)
    .order_by(InboxRow.id)
    .limit(1)
)
