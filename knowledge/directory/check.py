"""`cashless directory check`: what is wrong with the directory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from knowledge.article import PROVINCES
from knowledge.directory.entries import Directory, Entry, read_directory
from knowledge.directory.holidays import read_holidays
from knowledge.directory.places import read_places
from nlu.acts import THEMES

MAX_SHORT: Final = 52
MAX_ANSWERS_FOR: Final = 125
_BIN: Final = re.compile(r"^\d{6}$")
_NUMBER: Final = re.compile(r"^[0-9][0-9 .()]{1,15}$")
_THEMES: Final = frozenset((*THEMES, "out_of_scope"))


def check_directory(folder: Path) -> tuple[Directory, list[str]]:
    """Return the directory and every problem found in it.

    Raises:
        DirectoryError: a file cannot be read at all.
    """
    directory = read_directory(folder)
    read_places(folder)
    read_holidays(folder)
    problems = [f"{entry.id}: {problem}" for entry in directory.entries for problem in _check_entry(entry)]
    problems += [f"group {group}: {p}" for group in directory.groups for p in _check_group(directory, group)]
    problems += [
        f"{theme}: nobody to turn to in {province}"
        for theme in THEMES
        for province in PROVINCES
        if not directory.of_theme(theme, province)
    ]
    return directory, problems


def _check_entry(entry: Entry) -> Iterator[str]:
    if len(entry.short) > MAX_SHORT:
        yield f"short has {len(entry.short)} characters, at most {MAX_SHORT}"
    if len(entry.answers_for) > MAX_ANSWERS_FOR:
        yield f"answers_for has {len(entry.answers_for)} characters, at most {MAX_ANSWERS_FOR}"
    if entry.themes and not entry.answers_for:
        yield "has themes but says not what it answers for"
    yield from (f"theme {theme!r} is none of ours" for theme in entry.themes if theme not in _THEMES)
    yield from (f"province {key!r} is none of ours" for key in entry.provinces if key not in PROVINCES)
    if entry.bin is not None and not _BIN.match(entry.bin):
        yield f"bin {entry.bin!r} is no six digits"
    for phone in entry.phones:
        if not _NUMBER.match(phone.number):
            yield f"number {phone.number!r} is none"
        if phone.verified and phone.refuted:
            yield f"number {phone.number!r} was found right and wrong"


def _check_group(directory: Directory, group: str) -> Iterator[str]:
    for province in PROVINCES:
        serving = [entry.id for entry in directory.groups[group] if entry.serves(province)]
        if len(serving) != 1:
            yield f"{province} has {len(serving)} bodies, not one"
