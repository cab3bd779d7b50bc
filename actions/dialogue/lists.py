"""Lists that the dialogue goes by, from `data/*.yml`: left-out words, what can be lost, forms of address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class LostThing:
    """Something that can be lost: the article that says how to lock it, the words that name it, and those against."""

    article: str
    words: tuple[str, ...]
    not_with: tuple[str, ...]


def topic_words(theme: str) -> str:
    """Return the words that a short follow-up on this theme leaves out."""
    return str(_read("topics")[theme])


@lru_cache(maxsize=1)
def lost_things() -> tuple[LostThing, ...]:
    """Return what can be lost, in the order of lost.yml."""
    return tuple(LostThing(e["article"], tuple(e["words"]), tuple(e["not_with"])) for e in _read("lost"))


def overview_of(theme: str) -> str | None:
    """Return the id of the theme's overview, or None when it has none; see overviews.yml."""
    overview: str | None = _read("overviews").get(theme)
    return overview


def everybody_needs() -> tuple[str, ...]:
    """Return the ids of the bodies that everybody may need; see everybody.yml."""
    return tuple(_read("everybody"))


def address_of(calls_self: str | None, calls_us: str | None) -> str | None:
    """Return how to address somebody who speaks of themselves, and calls the assistant, so; see address.yml.

    None when that tells nothing.
    """
    forms = _read("address")
    said: str | None = forms["calls_self"].get(calls_self) or forms["calls_us"].get(calls_us)
    return said


@lru_cache(maxsize=16)
def _read(name: str) -> Any:
    text = resources.files("actions").joinpath(f"dialogue/data/{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
