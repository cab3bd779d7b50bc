"""Wording that people never read (`never_use.tsv`), and jargon that they read only with plain words (`jargon.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.placeholders import ADDRESS, names
from knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A wording that is never used, what to write instead, and why."""

    never: str
    use: str
    why: str


def problems_of_wording(text: str) -> Iterator[str]:
    """Yield what is wrong with the wording of a text that people read."""
    bare = text.replace(f"{{{ADDRESS}}}", "").replace(f"{{{ADDRESS.capitalize()}}}", "")
    if ADDRESS in bare.lower():
        yield f"{ADDRESS!r} has to be a placeholder: {{{ADDRESS}}}"
    for forbidden in _forbidden():
        if re.search(rf"(?<!không )(?<!\w){re.escape(forbidden.never)}(?!\w)", text, re.IGNORECASE):
            yield f"never {forbidden.never!r}, use {forbidden.use!r}: {forbidden.why}"
    yield from (f"placeholder {{{name}}} is empty" for name in names(text) if not name.strip())


@dataclass(frozen=True, slots=True)
class Jargon:
    """A term that people need to know but do not use, and plain words for it, one of which has to stand with it."""

    term: str
    plain: tuple[str, ...]


def bare_jargon(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each text in which a term of `jargon.tsv` comes first, without plain words for it; with what is wrong.

    Args:
        texts: of one article, in reading order. A term that was explained once may stand alone later.
    """
    for jargon in _jargon():
        first = next((text for text in texts if _has(text, jargon.term)), None)
        if first is not None and not any(plain in first.lower() for plain in jargon.plain):
            yield first, f"{jargon.term!r} stands alone: say {' or '.join(map(repr, jargon.plain))} with it"


def _has(text: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE) is not None


@lru_cache(maxsize=1)
def _jargon() -> tuple[Jargon, ...]:
    return tuple(Jargon(term, tuple(plain.split("|"))) for term, plain in read_table("jargon"))


@lru_cache(maxsize=1)
def _forbidden() -> tuple[Forbidden, ...]:
    return tuple(Forbidden(*row) for row in read_table("never_use"))
