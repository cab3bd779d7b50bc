"""The assistant's own words, from `replies/*.yml`. No logic depends on a wording."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu and the articles behind it; none behind the one for victims of fraud."""

    key: str
    label: str
    articles: tuple[str, ...]


def say(key: str, **values: str) -> str:
    """Return the wording of this key from general.yml with its placeholders filled.

    Raises:
        KeyError: there is no such wording or a placeholder got no value.
    """
    return str(_read("general")[key]).format(**values)


def first_aid(key: str) -> str:
    """Return the first aid or the words of comfort of this key from emergency.yml."""
    return str(_read("emergency")[key]).strip()


def elsewhere(topic: str) -> str:
    """Return what is said to a question on this topic that is not ours; see out_of_scope.yml."""
    return str(_read("out_of_scope")[topic])


def has_elsewhere(topic: str) -> bool:
    """Whether out_of_scope.yml knows whom to ask on this topic."""
    return topic in _read("out_of_scope")


def topic_words(theme: str) -> str:
    """Return the words that a short follow-up on this theme leaves out."""
    return str(_read("topics")[theme])


@lru_cache(maxsize=1)
def menu() -> tuple[MenuEntry, ...]:
    """Return the menu's entries in order."""
    return tuple(MenuEntry(e["key"], e["label"], tuple(e["articles"])) for e in _read("menu"))


@lru_cache(maxsize=16)
def _read(name: str) -> Any:
    text = resources.files("actions").joinpath(f"dialogue/replies/{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
