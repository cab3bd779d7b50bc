"""Wording that people never read, from `never_use.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from knowledge.placeholders import ADDRESS, names


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


@lru_cache(maxsize=1)
def _forbidden() -> tuple[Forbidden, ...]:
    text = resources.files("knowledge").joinpath("never_use.tsv").read_text(encoding="utf-8")
    return tuple(Forbidden(*line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))
