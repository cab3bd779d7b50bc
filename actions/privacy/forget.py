"""Forgetting: what a person said is erased, provably, and stays erased when a backup is restored.

A tombstone names the conversation by its keyed hash and the moment. It is written, apart from the database, before
anything is erased, and applied again whenever a process starts: what a restored backup brought back goes again.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from actions.conversations import ConversationRow
from actions.database.session import Database
from actions.delivery.inbox import InboxRow
from actions.delivery.outbox import OutboxRow
from actions.privacy.crypto import Keyring
from actions.themes.log import count_of_person, forget_person

# Without letters and digits that look alike on paper.
_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_WEEKS: Final = 60


class TombstoneError(Exception):
    """A tombstone that cannot be read. The message names the file."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Somebody wanted to be forgotten.

    Attributes:
        receipt: what the person can ask about later; tells nothing about them.
        asked_at: when the wish was sent: what was sent later still waits for its answer.
        at: everything else up to this moment goes, but for the reply that says so.
        channel: of the conversation.
        address_hash: what the conversation is found by; no address.
    """

    receipt: str
    asked_at: datetime
    at: datetime
    channel: str
    address_hash: str


_TOMBSTONE: Final = TypeAdapter(Tombstone)


@dataclass(frozen=True, slots=True)
class Remains:
    """What is still there of what a tombstone covers; all zero when nothing is."""

    messages: int
    replies: int
    states: int
    questions: int

    @property
    def total(self) -> int:
        """All together."""
        return self.messages + self.replies + self.states + self.questions


def new_tombstone(conversation: ConversationRow, *, asked_at: datetime, now: datetime) -> Tombstone:
    """Return a tombstone for what was said in the conversation until it was asked for, with a fresh receipt."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return Tombstone(f"XOA-{code[:4]}-{code[4:]}", asked_at, now, conversation.channel, conversation.address_hash)


def write_tombstone(folder: Path, tombstone: Tombstone) -> None:
    """Write the tombstone to its file and to the disk.

    Raises:
        OSError: it cannot be written; nothing must be erased then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Written beside and put in place at once: half a tombstone would keep every process from starting.
    fresh = folder / f"{tombstone.receipt}.new"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_TOMBSTONE.dump_json(tombstone))
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(folder / f"{tombstone.receipt}.json")
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def read_tombstones(folder: Path) -> Iterator[Tombstone]:
    """Yield the tombstones of the folder, in the order of their receipts.

    Raises:
        TombstoneError: a file is no tombstone.
    """
    for path in sorted(folder.glob("XOA-*.json")):
        try:
            yield _TOMBSTONE.validate_json(path.read_bytes())
        except (ValidationError, json.JSONDecodeError, OSError) as error:
            raise TombstoneError(f"{path}: is no tombstone; take it out or restore it") from error


def erase(session: Session, keys: Keyring, tombstone: Tombstone) -> Remains:
    """Erase everything that the tombstone covers; return what there was."""
    there_was = remains(session, keys, tombstone)
    for row in _conversations(session, tombstone):
        session.execute(
            update(InboxRow)
            .where(InboxRow.conversation_id == row.id, InboxRow.received_at <= tombstone.asked_at)
            .values(payload=None, done_at=func.coalesce(InboxRow.done_at, tombstone.at))
        )
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.conversation_id == row.id, OutboxRow.created_at < tombstone.at)
            .values(payload=None, sent_at=func.coalesce(OutboxRow.sent_at, tombstone.at))
        )
        if row.active_at <= tombstone.at and row.state is not None:
            row.state = None
    forget_person(session, keys, tombstone.address_hash, weeks=_WEEKS, until=tombstone.at)
    return there_was


def remains(session: Session, keys: Keyring, tombstone: Tombstone) -> Remains:
    """Return how much of what the tombstone covers is still there."""
    ids = [row.id for row in _conversations(session, tombstone)]
    messages = select(func.count()).where(
        InboxRow.conversation_id.in_(ids), InboxRow.received_at <= tombstone.asked_at, InboxRow.payload.is_not(None)
    )
    replies = select(func.count()).where(
        OutboxRow.conversation_id.in_(ids), OutboxRow.created_at < tombstone.at, OutboxRow.payload.is_not(None)
    )
    states = select(func.count()).where(
        ConversationRow.id.in_(ids), ConversationRow.active_at <= tombstone.at, ConversationRow.state.is_not(None)
    )
    questions = count_of_person(session, keys, tombstone.address_hash, weeks=_WEEKS, until=tombstone.at)
    return Remains(session.scalar(messages) or 0, session.scalar(replies) or 0, session.scalar(states) or 0, questions)


def erase_again(database: Database, keys: Keyring, folder: Path) -> int:
    """Apply every tombstone of the folder again, as after a restored backup; return how much that erased.

    Raises:
        TombstoneError: a file is no tombstone.
    """
    erased = 0
    for tombstone in read_tombstones(folder):
        with database.write() as session:
            erased += erase(session, keys, tombstone).total
    return erased


def _conversations(session: Session, tombstone: Tombstone) -> list[ConversationRow]:
    mine = (
        ConversationRow.channel == tombstone.channel,
        ConversationRow.address_hash == tombstone.address_hash,
    )
    return list(session.scalars(select(ConversationRow).where(*mine)))
