"""What is true after any crash: each acknowledged message acted once, in order, and nothing of it is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.conversations import ConversationRow, find_conversation, load_state
from actions.database.session import Database
from actions.delivery.inbox import InboxRow
from actions.delivery.outbox import OutboxRow
from actions.privacy.crypto import Keyring
from actions.themes.log import ThemeRow, person_key
from tests.faults.people import Person


@dataclass(frozen=True, slots=True)
class Findings:
    """What went wrong; each is empty when the promise was kept.

    Attributes:
        lost: acknowledged and never answered.
        twice: acted on more than once.
        disordered: conversations whose answers do not follow the order of the messages.
        left: what should have been wiped, finished or never written.
    """

    lost: tuple[str, ...]
    twice: tuple[str, ...]
    disordered: tuple[str, ...]
    left: tuple[str, ...]


def judge(people: Sequence[Person], database: Database, keys: Keyring) -> Findings:
    """Compare what people sent and read with what the database holds."""
    findings = [_seen_by(person) for person in people]
    with database.read() as session:
        findings += [_stored_for(person, session, keys) for person in people]
        findings += [_asked_by(person, session, keys) for person in people]
        findings.append(_stored_besides(people, session))
    return Findings(*(tuple(x for f in findings for x in getattr(f, name)) for name in Findings.__slots__))


def waiting(database: Database) -> int:
    """Return how many acknowledged messages have not had their turn."""
    with database.read() as session:
        return session.scalar(select(func.count()).where(InboxRow.done_at.is_(None), InboxRow.dead_at.is_(None))) or 0


def _seen_by(person: Person) -> Findings:
    """Judge by the replies alone, as the API gave them."""
    answers = [person.replies[seq] for seq in sorted(person.replies)]
    # A message may have several replies in a row (a warning and an answer): together they are one answer.
    order = [key for key, _ in groupby(answers) if key is not None]
    missing = set(range(1, len(answers) + 1)) - set(person.replies)
    return Findings(
        lost=tuple(key for key in person.keys if key not in order),
        twice=tuple(_more_than_once(order)),
        disordered=() if order == person.keys else (person.name,),
        left=tuple(f"{person.name}: there is no reply {seq}" for seq in sorted(missing)),
    )


def _stored_for(person: Person, session: Session, keys: Keyring) -> Findings:
    """Judge by the rows of the person's conversation."""
    conversation = find_conversation(session, keys, "web", person.token)
    assert conversation is not None, f"{person.name}'s conversation is gone"
    inbox = session.scalars(
        select(InboxRow).where(InboxRow.conversation_id == conversation.id).order_by(InboxRow.id)
    ).all()
    outbox = session.scalars(
        select(OutboxRow).where(OutboxRow.conversation_id == conversation.id).order_by(OutboxRow.seq)
    ).all()
    turns = defaultdict(set)
    for row in outbox:
        if row.inbox_id is not None:
            turns[row.inbox_id].add(row.created_at)
    stored = [_client_key(row.event_key) for row in inbox]
    acted = load_state(keys, conversation).turns
    return Findings(
        lost=tuple(f"inbox: {key}" for key in person.keys if key not in stored),
        twice=(
            *(f"inbox: {key}" for key in _more_than_once(stored)),
            *(f"outbox: {inbox_id}" for inbox_id, moments in turns.items() if len(moments) > 1),
            *([f"{person.name}: {acted} turns, {len(person.keys)} messages"] if acted != len(person.keys) else []),
        ),
        disordered=() if stored == person.keys else (f"{person.name}: inbox",),
        left=(
            *(f"inbox {row.event_key}: waits" for row in inbox if row.done_at is None),
            *(f"inbox {row.event_key}: not wiped" for row in inbox if row.payload is not None),
            *(f"inbox {row.event_key}: dead letter" for row in inbox if row.dead_at is not None),
            *(f"outbox {row.seq}: not confirmed" for row in outbox if row.sent_at is None),
            *(f"outbox {row.seq}: not wiped" for row in outbox if row.payload is not None),
            *([f"{person.name}: next_seq"] if conversation.next_seq != len(outbox) + 1 else []),
        ),
    )


def _asked_by(person: Person, session: Session, keys: Keyring) -> Findings:
    """Judge by the rows of the theme log: a question has exactly one, of the moment of the turn that answered it."""
    conversation = find_conversation(session, keys, "web", person.token)
    assert conversation is not None
    replies = session.execute(
        select(OutboxRow.event_key, OutboxRow.created_at).where(
            OutboxRow.conversation_id == conversation.id, OutboxRow.inbox_id.is_not(None)
        )
    )
    moments = {_client_key(key): at for key, at in replies}
    rows = Counter(
        row.at
        for row in session.scalars(select(ThemeRow))
        if row.person_key == person_key(keys, conversation.address_hash, row.at)
    )
    found = {key: rows[at] for key, at in moments.items()}
    return Findings(
        lost=tuple(f"theme log: {key}" for key in person.keys if person.asks(key) and not found.get(key)),
        twice=tuple(f"theme log: {key}" for key, count in found.items() if count > 1),
        disordered=(),
        left=(
            *(f"theme log: {key} asked nothing" for key in found if person.asks(key) is False and found[key]),
            *(f"theme log: a row at {at}, when nobody was answered" for at in rows if at not in moments.values()),
        ),
    )


def _stored_besides(people: Sequence[Person], session: Session) -> Findings:
    """Judge whether anything was stored that nobody sent (but a conversation, whose token got lost)."""
    sent = sum(len(person.keys) for person in people)
    stored = session.scalar(select(func.count()).select_from(InboxRow))
    conversations = session.scalar(select(func.count()).select_from(ConversationRow)) or 0
    questions = session.scalar(select(func.count()).select_from(ThemeRow)) or 0
    at_most = sum(person.asks(key) is not False for person in people for key in person.keys)
    return Findings(
        lost=(),
        twice=(),
        disordered=(),
        left=(
            *([f"inbox: {stored} rows for {sent} messages"] if stored != sent else []),
            *([f"theme log: {questions} rows for at most {at_most}"] if questions > at_most else []),
            *([f"{conversations} conversations of {len(people)} people"] if conversations < len(people) else []),
        ),
    )


def _more_than_once(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _client_key(event_key: str) -> str:
    return event_key.partition(":")[2]
