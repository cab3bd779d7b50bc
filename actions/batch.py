"""Batch: files of questions and conversations through the one way of a message. The formats are a contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from actions.conversations import start_conversation
from actions.database.session import Database, create_in_memory
from actions.delivery.outbox import confirm, unsent
from actions.dialogue.context import state_from_context
from actions.dialogue.decision import LOCAL, Brain, Decision
from actions.dialogue.offering import opening
from actions.dialogue.state import DialogueState
from actions.messages import Outbound, plain_text
from actions.privacy.crypto import KEY_BYTES, Keyring
from actions.turn import Desk, accept_message, inbound, take_turn, utc_now

_CHANNEL: Final = "batch"
_YEARS: Final = (2000, 2100)


class LineError(ValueError):
    """A line of a batch file that cannot be used. The message names the line."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of an `ask` file."""

    id: Any
    text: str
    context: tuple[str, ...]
    now: datetime | None


@dataclass(frozen=True, slots=True)
class BatchDialogue:
    """One line of a `replay` file."""

    id: Any
    turns: tuple[str, ...]
    now: datetime | None


def parse_lines(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | LineError]]:
    """Yield each non-empty line's number and its JSON object, or what is wrong with it."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, LineError(f"line {number}: no JSON ({error})")
            continue
        yield number, entry if isinstance(entry, dict) else LineError(f"line {number}: no JSON object")


def parse_question(number: int, entry: Mapping[str, Any]) -> BatchQuestion:
    """Return the question on a line.

    Raises:
        LineError: `text` is missing or a value has the wrong type.
    """
    context = entry.get("context") or []
    context = [context] if isinstance(context, str) else context
    if not isinstance(entry.get("text"), str):
        raise LineError(f'line {number}: "text" has to be a string')
    if not isinstance(context, list) or not all(isinstance(line, str) for line in context):
        raise LineError(f'line {number}: "context" has to be a string or a list of strings')
    return BatchQuestion(entry.get("id"), entry["text"], tuple(context), _time(number, entry))


def parse_dialogue(number: int, entry: Mapping[str, Any]) -> BatchDialogue:
    """Return the conversation on a line.

    Raises:
        LineError: `turns` is no list of objects with a `user` text.
    """
    turns = entry.get("turns")
    if not isinstance(turns, list) or not all(isinstance(t, dict) and isinstance(t.get("user"), str) for t in turns):
        raise LineError(f'line {number}: "turns" has to be a list of objects with a "user" text')
    return BatchDialogue(entry.get("id"), tuple(t["user"] for t in turns), _time(number, entry))


def _time(number: int, entry: Mapping[str, Any]) -> datetime | None:
    value = entry.get("now")
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise LineError(f'line {number}: "now" has to be a time like 2026-11-22T08:00:00+07:00') from error
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise LineError(f'line {number}: "now" has to lie between the years {_YEARS[0]} and {_YEARS[1]}')
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


class LocalConversation:
    """A conversation in this process alone: the whole way of a message, in an in-memory database."""

    def __init__(
        self,
        brain: Brain,
        *,
        database: Database | None = None,
        state: DialogueState | None = None,
        now: datetime | None = None,
    ) -> None:
        """Begin a conversation.

        Args:
            brain: what answers.
            database: an in-memory database to share, or None for one of its own.
            state: what went before; by default the greeting with its menu.
            now: when it begins; the present by default.
        """
        self._brain = brain
        self._database = database or create_in_memory()
        self._keys = Keyring(bytes(KEY_BYTES))  # in memory only: nothing outlives the process
        self._said = 0
        with self._database.write() as session:
            self._row = start_conversation(
                session,
                self._keys,
                channel=_CHANNEL,
                address=str(uuid4()),
                state=state or DialogueState(offered=opening(brain).choices),
                now=now or utc_now(),
            )

    def say(self, text: str, now: datetime | None = None) -> tuple[Decision, float]:
        """Return what the assistant does with the text, and the seconds it took to choose.

        Raises:
            RuntimeError: the turn failed, or its replies did not reach the outbox.
        """
        moment = now or utc_now()
        desk = Desk(self._database, self._keys, self._brain, clock=lambda: moment)
        self._said += 1
        event_key = f"{self._row.id}:{self._said}"
        accept_message(desk, self._row, channel=_CHANNEL, event_key=event_key, message=inbound(text))
        handled = take_turn(desk)
        if handled is None or handled.decision is None:
            raise RuntimeError(f"message {self._said} got no turn")
        with self._database.write() as session:
            delivered = unsent(session, self._keys, self._row.id, after=0)
            confirm(session, self._row.id, delivered[-1].seq, moment)
        if tuple(d.reply for d in delivered) != handled.decision.replies:
            raise RuntimeError(f"the replies to message {self._said} did not reach the outbox")
        return handled.decision, handled.seconds


class Batch:
    """Answers questions and replays conversations in one in-memory database."""

    def __init__(self, brain: Brain) -> None:
        """Make a batch around a brain."""
        self._brain = brain
        self._database = create_in_memory()

    def ask(self, question: BatchQuestion) -> dict[str, Any]:
        """Return the answer to one question as the contract's JSON object."""
        now = question.now or utc_now()
        state = state_from_context(self._brain, question.context, now)
        conversation = LocalConversation(self._brain, database=self._database, state=state, now=now)
        return {"id": question.id, "text": question.text, **self._answer(conversation, question.text, now)}

    def replay(self, dialogue: BatchDialogue) -> dict[str, Any]:
        """Return a conversation's turns with their replies as the contract's JSON object."""
        now = dialogue.now or utc_now()
        conversation = LocalConversation(self._brain, database=self._database, now=now)
        turns = [{"user": text, **self._answer(conversation, text, now)} for text in dialogue.turns]
        return {"id": dialogue.id, "turns": turns}

    def _answer(self, conversation: LocalConversation, text: str, now: datetime) -> dict[str, Any]:
        decision, seconds = conversation.say(text, now)
        return {**answer_json(self._brain, decision), "ms": round(seconds * 1000, 3)}


def answer_json(brain: Brain, decision: Decision) -> dict[str, Any]:
    """Return a decision as the contract's JSON object, without what the caller adds (id, text, ms)."""
    return {
        **_part_json(brain, decision),
        "alternatives": [
            {
                "article": c.article.id,
                "theme": c.article.theme,
                "title": c.article.title,
                "confidence": round(c.probability, 4),
            }
            for c in decision.candidates
        ],
        "answers": [
            {**_part_json(brain, part), "reply": _read_out(r for r in part.replies if r.kind == part.kind)}
            for part in decision.answers
        ],
        "reply": _read_out(decision.replies),
        "buttons": [{"label": c.label, "payload": c.payload} for r in decision.replies[-1:] for c in r.choices],
    }


def _part_json(brain: Brain, decision: Decision) -> dict[str, Any]:
    article = brain.model.knowledge.article(decision.article or "")
    return {
        "kind": decision.kind,
        "act": decision.act,
        "theme": decision.theme,
        "article": decision.article,
        "article_version": article.version if article else None,
        "model_version": brain.model.version,
        "confidence": round(decision.confidence, 4),
        "band": decision.band,
    }


def _read_out(replies: Iterable[Outbound]) -> str:
    return "\n\n".join(plain_text(reply, unfolded=True) for reply in replies)
