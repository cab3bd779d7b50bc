"""The assistant's own words, from `replies/*.yml`. No logic depends on a wording."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.placeholders import ADDRESS, fill

_VALUE: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu and the articles behind it; none behind the one for victims of fraud."""

    key: str
    label: str
    articles: tuple[str, ...]


def replies_folder() -> Path:
    """Return the folder of the wordings."""
    return Path(str(resources.files("actions").joinpath("dialogue/replies")))


def say(key: str, **values: str) -> str:
    """Return the wording of this key from general.yml with its values filled in.

    The placeholders of `knowledge.placeholders` stay.

    Raises:
        KeyError: there is no such wording, or a value is missing.
    """
    return _VALUE.sub(lambda match: values[match.group(1)], str(_read("general")[key]).strip())


def addressed(text: str, address: str | None = None) -> str:
    """Return the text with the person addressed, "anh/chị" by default; for texts that call nobody."""
    return fill(text, address=address or ADDRESS, call=_calls_nobody)


def _calls_nobody(key: str) -> str:
    raise KeyError(f"{{call:{key}}} cannot be filled here")


def first_aid(key: str) -> str:
    """Return the first aid or the words of comfort of this key from emergency.yml."""
    return str(_read("emergency")[key]).strip()


def elsewhere(topic: str) -> str:
    """Return what is said to a question on this topic that is not ours; see out_of_scope.yml."""
    return str(_read("out_of_scope")[topic])


def has_elsewhere(topic: str) -> bool:
    """Whether out_of_scope.yml knows whom to ask on this topic."""
    return topic in _read("out_of_scope")


@lru_cache(maxsize=1)
def menu() -> tuple[MenuEntry, ...]:
    """Return the menu's entries in order."""
    return tuple(MenuEntry(e["key"], e["label"], tuple(e["articles"])) for e in _read("menu"))


@lru_cache(maxsize=16)
def _read(name: str) -> Any:
    return yaml.load((replies_folder() / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
