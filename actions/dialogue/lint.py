"""`cashless replies check`: what is wrong with the assistant's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from actions.dialogue.wording import replies_folder
from knowledge.directory.entries import Directory
from knowledge.forbidden import problems_of_wording
from knowledge.placeholders import called, is_address, names

MAX_REPLY: Final = 600
MAX_FIRST_AID: Final = 350
MAX_LABEL: Final = 60
# What the code fills in, by wording; every other placeholder is one of `knowledge.placeholders`.
VALUES: Final = {
    "greeting": ("operator",),
    "about": ("operator",),
    "human_operator": ("operator", "phone"),
    "human_open": ("operator", "phone"),
    "human_closed": ("operator", "phone", "next"),
    "forgotten": ("time", "count", "receipt"),
    "privacy": ("operator", "idle_minutes", "event_days", "theme_days"),
    "one_step": ("number", "count", "step"),
    "place_contacts": ("province", "contacts"),
}
_LABELS: Final = ("forget_yes", "forget_no", "ask_a_person", "next_step")
_SHOUTING: Final = re.compile(r"!!|\?\?")


def check_replies(directory: Directory, folder: Path | None = None) -> list[str]:
    """Return every problem in the wordings, each `file: key: what is wrong`."""
    problems = []
    for path in sorted((folder or replies_folder()).glob("*.yml")):
        for key, text in _texts(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)):
            problems += [f"{path.name}: {key}: {problem}" for problem in _check(path.stem, key, text, directory)]
    return problems


def _texts(content: Any) -> Iterator[tuple[str, str]]:
    """Yield what is read in a file, by its key: the texts of a mapping, the labels of a list."""
    if isinstance(content, dict):
        yield from ((str(key), value if isinstance(value, str) else "") for key, value in content.items())
    elif isinstance(content, list):
        yield from ((entry["key"], entry["label"]) for entry in content if isinstance(entry, dict))


def _check(name: str, key: str, text: str, directory: Directory) -> Iterator[str]:
    if not text.strip():
        yield "is empty"
    limit = MAX_FIRST_AID if name == "emergency" else MAX_LABEL if name == "menu" or key in _LABELS else MAX_REPLY
    if len(text.strip()) > limit:
        yield f"has {len(text.strip())} characters, at most {limit}"
    if _SHOUTING.search(text):
        yield "shouts"
    yield from problems_of_wording(text)
    expected = set(VALUES.get(key, ())) if name == "general" else set()
    filled = {n for n in names(text) if not is_address(n) and not n.startswith("call:")}
    yield from (f"placeholder {{{n}}} is filled by nobody" for n in sorted(filled - expected))
    yield from (f"placeholder {{{n}}} is missing" for n in sorted(expected - filled))
    yield from (f"{{call:{k}}} is not in the directory" for k in called(text) if not directory.knows(k))
