"""The outbox: replies written in the turn's commit, fetched or sent afterwards, wiped when they have arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from actions.conversations import ConversationRow
from actions.database.base import Base, UtcTime, new_id
from actions.messages import OUTBOUND, Outbound
from actions.privacy.crypto import Keyring

_TABLE: Final = "outbox"


class OutboxRow(Base):
    """One reply. Its place after the message it answers is unique, so a message is never answered twice."""

    __tablename__ = _TABLE
    __table_args__ = (
        UniqueConstraint("inbox_id", "position"),
        UniqueConstraint("conversation_id", "seq"),
        Index("ix_outbox_unsent", "conversation_id", "sent_at", "seq"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id"))
    inbox_id: Mapped[UUID | None]
    event_key: Mapped[str | None] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(Integer)
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A reply on its way: its number in the conversation, the event it answers, and the reply."""

    seq: int
    event_key: str | None
    reply: Outbound


def enqueue(
    session: Session,
    keys: Keyring,
    conversation: ConversationRow,
    replies: Sequence[Outbound],
    *,
    inbox_id: UUID | None,
    event_key: str | None,
    now: datetime,
) -> None:
    """Add the replies to the outbox, in the transaction of their turn."""
    for position, reply in enumerate(replies):
        row_id = new_id()
        session.add(
            OutboxRow(
                id=row_id,
                conversation_id=conversation.id,
                inbox_id=inbox_id,
                event_key=event_key,
                position=position,
                seq=conversation.next_seq,
                payload=keys.seal(_TABLE, "payload", row_id, OUTBOUND.dump_json(reply)),
                created_at=now,
            )
        )
        conversation.next_seq += 1


def unsent(session: Session, keys: Keyring, conversation: UUID, after: int) -> list[Delivery]:
    """Return the replies after the given number that have not been confirmed, in order."""
    rows = session.scalars(_UNSENT, {"conversation": conversation, "after": after})
    return [
        Delivery(row.seq, row.event_key, OUTBOUND.validate_json(keys.open(_TABLE, "payload", row.id, row.payload)))
        for row in rows
        if row.payload is not None
    ]


def confirm(session: Session, conversation: UUID, up_to: int, now: datetime) -> int:
    """Mark the replies up to this number as arrived and wipe them; return how many were still there."""
    values = {"conversation": conversation, "up_to": up_to, "now": now}
    return session.connection().execute(_CONFIRM, values).rowcount


def wipe_outbox(session: Session, conversation: UUID, now: datetime) -> None:
    """Wipe what the conversation still has in the outbox."""
    mine = OutboxRow.conversation_id == conversation
    session.execute(update(OutboxRow).where(mine, OutboxRow.sent_at.is_(None)).values(sent_at=now, payload=None))


# Built once: building a statement takes longer than running it.
_UNSENT: Final = (
    select(OutboxRow)
    .where(
        OutboxRow.conversation_id == bindparam("conversation", type_=Uuid()),
        OutboxRow.seq > bindparam("after"),
        OutboxRow.payload.is_not(None),
    )
    .order_by(OutboxRow.seq)
)
_CONFIRM: Final = (
    update(OutboxRow)
    .where(
        OutboxRow.conversation_id == bindparam("conversation", type_=Uuid()),
        OutboxRow.seq <= bindparam("up_to"),
        OutboxRow.sent_at.is_(None),
    )
    .values(sent_at=bindparam("now", type_=UtcTime()), payload=None)
)
