"""The theme log: one row an understood question, written in the turn's commit.

The text has neither secrets nor personal data and is sealed all the same. The person is a hash that changes every
week: it tells whether one person asks twice, and nobody who. After the retention both are wiped and the row counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Boolean, Float, Index, LargeBinary, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from actions.conversations import ConversationRow
from actions.database.base import Base, UtcTime, new_id
from actions.dialogue.decision import LOCAL, Decision
from actions.dialogue.state import DialogueState
from actions.privacy.crypto import Keyring
from knowledge.find import Candidate
from nlu.acts import ASK, EMERGENCY, OUT_OF_SCOPE
from nlu.personal import mask_personal

_TABLE: Final = "theme_log"
# Acts that ask for something; the others only steer the conversation.
_ASKING: Final = ("human", "lost_device", "other_peoples_data", "illegal_help", "not_understood")
# Of what is told in need the log keeps that it happened and no word.
_WITHOUT_TEXT: Final = ("report_fraud", "status", "distress")
PICKED: Final = "pick"


class ThemeRow(Base):
    """One question."""

    __tablename__ = _TABLE
    __table_args__ = (Index("ix_theme_log_person_key", "person_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    channel: Mapped[str] = mapped_column(String(20))
    province: Mapped[str | None] = mapped_column(String(20))
    commune: Mapped[str | None] = mapped_column(String(60))
    act: Mapped[str] = mapped_column(String(60))
    theme: Mapped[str | None] = mapped_column(String(40))
    article: Mapped[str | None] = mapped_column(String(80))
    article_version: Mapped[str | None] = mapped_column(String(20))
    model_version: Mapped[str] = mapped_column(String(40))
    band: Mapped[str] = mapped_column(String(10))
    confidence: Mapped[float] = mapped_column(Float)
    text: Mapped[bytes | None] = mapped_column(LargeBinary)
    person_key: Mapped[str | None] = mapped_column(String(64))
    helpful: Mapped[bool | None] = mapped_column(Boolean)
    for_another: Mapped[bool] = mapped_column(Boolean)
    rehearsal: Mapped[bool] = mapped_column(Boolean)


def log_turn(
    session: Session,
    keys: Keyring,
    conversation: ConversationRow,
    decision: Decision,
    *,
    model_version: str,
    rehearsal: bool,
    now: datetime,
) -> DialogueState:
    """Write what the turn says about themes; return the state with the rows that thumbs and a choice belong to.

    A question adds a row, two questions two; a picked answer and thumbs go to the row of their question.
    """
    state = decision.state
    if decision.helpful is not None and state.logged is not None:
        session.execute(update(ThemeRow).where(ThemeRow.id == state.logged).values(helpful=decision.helpful))
    rows = [_row(keys, conversation, part, now) for part in decision.answers if _is_question(part)]
    for row in rows:
        row.model_version, row.rehearsal = model_version, rehearsal
        session.add(row)
    if rows:
        return replace(state, logged=rows[-1].id, unpicked=rows[-1].id if decision.kind == "choices" else None)
    if decision.act == PICKED:
        if state.unpicked is not None:
            _note_picked(session, state.unpicked, decision)
        return replace(state, logged=state.unpicked, unpicked=None)
    return replace(state, unpicked=None)


def text_of(keys: Keyring, row: ThemeRow) -> str | None:
    """Return the question without personal data, or None where none was kept.

    Raises:
        SealError: it cannot be opened.
    """
    return None if row.text is None else keys.open(_TABLE, "text", row.id, row.text).decode()


def person_key(keys: Keyring, address_hash: str, at: datetime) -> str:
    """Return the hash that stands for the person in the week (from Monday, local time) of that moment."""
    local = at.astimezone(LOCAL).date()
    monday = local - timedelta(days=local.weekday())
    return keys.keyed_hash("theme log person", f"{monday.isoformat()}|{address_hash}")


def forget_person(session: Session, keys: Keyring, address_hash: str, *, weeks: int, until: datetime) -> int:
    """Delete the person's rows of so many weeks up to a moment; return how many."""
    mine = ThemeRow.person_key.in_(list(_keys_of(keys, address_hash, weeks, until)))
    return int(session.execute(delete(ThemeRow).where(mine, ThemeRow.at <= until)).rowcount)  # type: ignore[attr-defined]


def count_of_person(session: Session, keys: Keyring, address_hash: str, *, weeks: int, until: datetime) -> int:
    """Return how many rows of the person there are from so many weeks up to a moment."""
    mine = ThemeRow.person_key.in_(list(_keys_of(keys, address_hash, weeks, until)))
    return len(session.scalars(select(ThemeRow.id).where(mine, ThemeRow.at <= until)).all())


def anonymise(session: Session, before: datetime, limit: int = 500) -> int:
    """Wipe text, person and commune of rows older than the retention; return how many were wiped now."""
    old = (
        select(ThemeRow.id).where(ThemeRow.at < before, ThemeRow.person_key.is_not(None)).order_by(ThemeRow.at)
    ).limit(limit)
    wiped = update(ThemeRow).where(ThemeRow.id.in_(old)).values(text=None, person_key=None, commune=None)
    return int(session.execute(wiped).rowcount)  # type: ignore[attr-defined]


def _is_question(decision: Decision) -> bool:
    return decision.act in _ASKING + _WITHOUT_TEXT or decision.act.startswith((ASK, OUT_OF_SCOPE, EMERGENCY))


def _row(keys: Keyring, conversation: ConversationRow, decision: Decision, now: datetime) -> ThemeRow:
    state = decision.state
    row_id = new_id()
    in_need = decision.act in _WITHOUT_TEXT or decision.act.startswith(EMERGENCY)
    said = "" if in_need else mask_personal(decision.said)
    return ThemeRow(
        id=row_id,
        at=now,
        channel=conversation.channel,
        province=state.province,
        commune=state.commune,
        act=decision.act,
        theme=decision.theme,
        article=decision.article,
        article_version=_version(decision.article, decision.candidates),
        band=decision.band,
        confidence=decision.confidence,
        text=keys.seal(_TABLE, "text", row_id, said.encode()) if said else None,
        person_key=person_key(keys, conversation.address_hash, now),
        for_another=state.for_another,
    )


def _note_picked(session: Session, row: UUID, decision: Decision) -> None:
    version = _version(decision.article, decision.candidates)
    values = {"theme": decision.theme, "article": decision.article, "article_version": version}
    session.execute(update(ThemeRow).where(ThemeRow.id == row).values(values))


def _version(article: str | None, candidates: Sequence[Candidate]) -> str | None:
    return next((c.article.version for c in candidates if c.article.id == article), None)


def _keys_of(keys: Keyring, address_hash: str, weeks: int, until: datetime) -> Iterator[str]:
    return (person_key(keys, address_hash, until - timedelta(weeks=week)) for week in range(weeks + 1))
