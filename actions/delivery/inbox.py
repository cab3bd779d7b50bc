"""The inbox: one sealed row a message, committed before the channel is told that it was accepted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from actions.database.base import Base, UtcTime, new_id
from actions.database.session import insert_if_absent
from actions.messages import INBOUND, Inbound
from actions.privacy.crypto import Keyring

MAX_ATTEMPTS: Final = 5
_TABLE: Final = "inbox"
_FIRST_WAIT: Final = timedelta(seconds=1)
_WAITS: Final = text("done_at IS NULL AND dead_at IS NULL")


class InboxRow(Base):
    """One accepted message. The payload is wiped when its turn commits; the event key stays for de-duplication."""

    __tablename__ = _TABLE
    __table_args__ = (
        UniqueConstraint("channel", "event_key"),
        # Only what waits is in this index: it stays small however long the history grows.
        Index("ix_inbox_waiting", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index("ix_inbox_conversation", "conversation_id", "done_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(20))
    event_key: Mapped[str] = mapped_column(String(120))
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime)
    dead_at: Mapped[datetime | None] = mapped_column(UtcTime)


def accept(
    session: Session,
    keys: Keyring,
    *,
    channel: str,
    event_key: str,
    conversation: UUID,
    message: Inbound,
    now: datetime,
) -> UUID | None:
    """Store the message; return its id, or None when this event was accepted before.

    The caller commits, and only then tells the channel that the message was accepted.
    """
    row_id = new_id()
    values = {
        "id": row_id,
        "channel": channel,
        "event_key": event_key,
        "conversation_id": conversation,
        "payload": keys.seal(_TABLE, "payload", row_id, INBOUND.dump_json(message)),
        "received_at": now,
        "due_at": now,
        "attempts": 0,
    }
    inserted = insert_if_absent(session, InboxRow.__table__, values, ("channel", "event_key"))  # type: ignore[arg-type]
    return row_id if inserted else None


def read_message(keys: Keyring, row: InboxRow) -> Inbound:
    """Return the message in the row.

    Raises:
        SealError: it cannot be opened.
        ValueError: it was wiped.
    """
    if row.payload is None:
        raise ValueError(f"inbox row {row.id} was wiped")
    return INBOUND.validate_json(keys.open(_TABLE, "payload", row.id, row.payload))


def finish(row: InboxRow, now: datetime) -> None:
    """Mark the message as done and wipe it."""
    row.done_at, row.payload = now, None


def note_failure(row: InboxRow, now: datetime) -> bool:
    """Count a failed turn and put the message off; return whether it is a dead letter now."""
    row.attempts += 1
    if row.attempts >= MAX_ATTEMPTS:
        row.dead_at, row.payload = now, None
        return True
    row.due_at = now + _FIRST_WAIT * 2 ** (row.attempts - 1)
    return False


def wipe_inbox(session: Session, conversation: UUID, now: datetime) -> None:
    """Wipe what the conversation still has in the inbox; nothing of it gets a turn any more."""
    mine = InboxRow.conversation_id == conversation
    session.execute(update(InboxRow).where(mine, InboxRow.done_at.is_(None)).values(done_at=now))
    session.execute(update(InboxRow).where(mine).values(payload=None))
