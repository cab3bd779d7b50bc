"""Conversations: who is talking on which channel, and the sealed state of the dialogue."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from actions.database.base import Base, UtcTime, new_id
from actions.delivery.lanes import open_lane
from actions.dialogue.state import STATE, DialogueState
from actions.privacy.crypto import Keyring

_TABLE: Final = "conversations"


class ConversationRow(Base):
    """One conversation, found again by the hash of its address; the address itself is not kept."""

    __tablename__ = _TABLE
    __table_args__ = (UniqueConstraint("channel", "address_hash"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(20))
    address_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[bytes | None] = mapped_column(LargeBinary)
    next_seq: Mapped[int] = mapped_column(Integer, default=1)
    active_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


def address_hash(keys: Keyring, address: str) -> str:
    """Return what a conversation is found by: a keyed hash of its secret token or chat id (those can be guessed)."""
    return keys.keyed_hash("conversation address", address)


def start_conversation(
    session: Session, keys: Keyring, *, channel: str, address: str, state: DialogueState, now: datetime
) -> ConversationRow:
    """Add a conversation with its lane and return it."""
    row = ConversationRow(
        id=new_id(), channel=channel, address_hash=address_hash(keys, address), active_at=now, next_seq=1
    )
    save_state(keys, row, state)
    session.add(row)
    session.flush()
    open_lane(session, row.id)
    return row


def find_conversation(session: Session, keys: Keyring, channel: str, address: str) -> ConversationRow | None:
    """Return the running conversation with this address, or None when it never was or has ended."""
    return session.scalar(
        select(ConversationRow).where(
            ConversationRow.channel == channel,
            ConversationRow.address_hash == address_hash(keys, address),
            ConversationRow.ended_at.is_(None),
        )
    )


def load_state(keys: Keyring, row: ConversationRow) -> DialogueState:
    """Return the dialogue's state; a fresh one when it was wiped."""
    if row.state is None:
        return DialogueState()
    return STATE.validate_json(keys.open(_TABLE, "state", row.id, row.state))


def save_state(keys: Keyring, row: ConversationRow, state: DialogueState) -> None:
    """Seal the state into the row."""
    row.state = keys.seal(_TABLE, "state", row.id, STATE.dump_json(state))


def touch(session: Session, conversation: UUID, now: datetime) -> None:
    """Note that the person was active."""
    session.execute(update(ConversationRow).where(ConversationRow.id == conversation).values(active_at=now))
