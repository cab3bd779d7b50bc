"""What comes in and what goes out, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from knowledge.article import Section

Kind = Literal["answer", "choices", "fallback", "smalltalk", "human", "fraud_report", "emergency", "distress"]


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message of a person.

    Attributes:
        text: what was typed, cleaned, secrets masked.
        payload: the payload of the pressed button, or None.
        masked: kinds of secrets that were masked in the text.
    """

    text: str
    payload: str | None = None
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: pressed as a button, or typed by its number."""

    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Outbound:
    """A reply.

    Attributes:
        kind: what sort of reply it is.
        text: the answer itself.
        sections: folded parts (steps, notes).
        source: the line that names the source, or None.
        choices: what can be chosen next, few.
        theme: what it is about, or None.
        article: the id of the article it gives, or None.
        forgets: whether what was said before is erased: a page that still shows it wipes it.
    """

    kind: Kind
    text: str
    sections: tuple[Section, ...] = ()
    source: str | None = None
    choices: tuple[Choice, ...] = ()
    theme: str | None = None
    article: str | None = None
    forgets: bool = False


INBOUND = TypeAdapter(Inbound)
OUTBOUND = TypeAdapter(Outbound)


def plain_text(reply: Outbound, *, unfolded: bool) -> str:
    """Return the reply as plain text, its choices numbered and its source last.

    Args:
        reply: the reply.
        unfolded: whether the sections are written out.
    """
    parts = [reply.text]
    if unfolded:
        parts.extend(section_text(section) for section in reply.sections)
    if reply.choices:
        parts.append("\n".join(f"{number}. {c.label}" for number, c in enumerate(reply.choices, start=1)))
    if reply.source:
        parts.append(reply.source)
    return "\n\n".join(part for part in parts if part)


def section_text(section: Section) -> str:
    """Return a section as plain text: its title, then a line an item."""
    marks = [f"{n}." if section.ordered else "-" for n in range(1, len(section.items) + 1)]
    return "\n".join([f"{section.title}:", *(f"{m} {item}" for m, item in zip(marks, section.items, strict=True))])
