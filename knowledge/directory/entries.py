"""The bodies people turn to: agencies, banks, wallets, utilities, hotlines. Read from `*.yml` beside this module.

A phone number is shown only when its source is sure or somebody has called it (`Phone.is_shown`); otherwise people read
how else to reach the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Final, Literal

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as validated

from knowledge.article import PROVINCES, Loader

_WORD: Final = re.compile(r"[^\W_]+")
FILES: Final = ("agencies", "banks", "utilities", "hotlines")
_STRICT: Final = ConfigDict(extra="forbid")


class DirectoryError(ValueError):
    """A directory file that cannot be used. The message is `file: what is wrong`."""


@validated(frozen=True, slots=True, config=_STRICT)
class Checked:
    """Who called the number, when, and how it was checked."""

    by: str
    on: date
    how: str


@validated(frozen=True, slots=True, config=_STRICT)
class Phone:
    """A number as it is shown, with how sure its source is."""

    number: str
    what: str
    confidence: Literal["high", "medium", "low"]
    source: str
    date: str
    verified: Checked | None = None
    refuted: Checked | None = None

    @property
    def is_shown(self) -> bool:
        """Whether people may read it: a sure source, or somebody has called it; never one found wrong."""
        return self.refuted is None and (self.confidence == "high" or self.verified is not None)


@validated(frozen=True, slots=True, config=_STRICT)
class Replaced:
    """What a body was called, or who answered before, and for what.

    The plans that still use that name are in `named_in`.
    """

    name: str
    functions: str
    named_in: tuple[str, ...] = ()


@validated(frozen=True, slots=True, config=_STRICT)
class Entry:
    """A body people turn to.

    Attributes:
        id: unique.
        kind: what sort of body it is.
        name: its full name today.
        short: its name in a sentence.
        source: where name and role stand.
        date: of the source.
        reach: how to reach it when no number may be shown.
        aliases: other names people type.
        group: bodies that do the same for different provinces share it.
        provinces: whom it serves; empty for the whole country.
        themes: the themes for which a person is found there.
        answers_for: what it answers for today.
        bin: a bank's identification number (six digits), or None.
        license: what a service is by its licence, where the brand does not tell.
        phones: its numbers, the first one first.
        site: host of its official site, or None.
        replaces: what it was called, or who answered before.
    """

    id: str
    kind: Literal["bank", "wallet", "telecom", "utility", "agency", "hotline"]
    name: str
    short: str
    source: str
    date: str
    reach: str
    aliases: tuple[str, ...] = ()
    group: str | None = None
    provinces: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    answers_for: str = ""
    bin: str | None = None
    license: Literal["bank", "wallet", "mobile_money"] | None = None
    phones: tuple[Phone, ...] = ()
    site: str | None = None
    replaces: tuple[Replaced, ...] = ()

    @property
    def phone(self) -> Phone | None:
        """The first number that may be shown, or None."""
        return next((phone for phone in self.phones if phone.is_shown), None)

    @property
    def contact(self) -> str:
        """The body with its number, or with how else to reach it: "EVNCPC 19001909", "MB (số in sau thẻ)"."""
        if self.phone is None:
            return f"{self.short} ({self.reach})"
        return self.phone.number if self.short == self.phone.number else f"{self.short} {self.phone.number}"

    def serves(self, province: str | None) -> bool:
        """Whether it is there for people of the province; with None, for anybody."""
        return province is None or not self.provinces or province in self.provinces


@dataclass(frozen=True)
class Directory:
    """All bodies, found by id, group or theme."""

    entries: tuple[Entry, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """The entries by their id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def groups(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each group."""
        named = sorted({entry.group for entry in self.entries if entry.group})
        return {group: tuple(e for e in self.entries if e.group == group) for group in named}

    def of_theme(self, theme: str, province: str | None) -> tuple[Entry, ...]:
        """Return the bodies where people of the province find a person for this theme, those with a number first."""
        found = (entry for entry in self.entries if theme in entry.themes and entry.serves(province))
        return tuple(sorted(found, key=lambda entry: entry.phone is None))

    @cached_property
    def _names(self) -> Mapping[str, Entry]:
        """The bodies with a name of their own, by what they are called, in lower case."""
        own = [entry for entry in self.entries if entry.kind != "agency" and not entry.themes]
        return {name.lower(): entry for entry in own for name in (entry.short, *entry.aliases)} | {
            entry.short.lower(): entry for entry in self.entries if entry.kind == "utility"
        }

    def named(self, text: str) -> tuple[Entry, ...]:
        """Return the banks, wallets and companies whose names the text has as words of their own."""
        words = f" {' '.join(_WORD.findall(text.lower()))} "
        return tuple(dict.fromkeys(entry for name, entry in self._names.items() if f" {name} " in words))

    def call(self, key: str, province: str | None) -> str:
        """Return whom to call, for an entry's id or a group: of a group, that of the province or each with its own.

        Raises:
            KeyError: there is no such entry or group.
        """
        served = [e for e in self.groups.get(key, ()) if e.serves(province)] or [self.by_id[key]]
        return " hoặc ".join(dict.fromkeys(self.contact(entry, province) for entry in served))

    def contact(self, entry: Entry, province: str | None) -> str:
        """Return the body with its number, and whose it is when the province is not known and the name does not say."""
        if province is not None or entry.group is None or len({e.contact for e in self.groups[entry.group]}) == 1:
            return entry.contact
        names = [PROVINCES[key] for key in entry.provinces]
        return entry.contact if any(name in entry.contact for name in names) else f"{entry.contact} ({names[0]})"

    def knows(self, key: str) -> bool:
        """Whether `call` has an answer."""
        return key in self.by_id or key in self.groups

    def by_province(self, key: str) -> bool:
        """Whether the answer of `call` depends on the province."""
        return key in self.groups


_ENTRIES: Final = TypeAdapter(tuple[Entry, ...])


def directory_folder() -> Path:
    """Return the folder of the shipped directory."""
    return Path(str(resources.files("knowledge").joinpath("directory")))


@lru_cache(maxsize=4)
def read_directory(folder: Path) -> Directory:
    """Return the directory of the folder.

    Raises:
        DirectoryError: a file is missing or no list of entries, or an id stands twice.
    """
    entries: dict[str, Entry] = {}
    for name in FILES:
        path = folder / f"{name}.yml"
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DirectoryError(f"{path}: cannot be read ({error})") from error
        for entry in parse_entries(text, path):
            if entry.id in entries:
                raise DirectoryError(f"{path}: the id {entry.id!r} stands twice")
            entries[entry.id] = entry
    return Directory(tuple(entries.values()))


def parse_entries(text: str, path: Path) -> tuple[Entry, ...]:
    """Return the entries in the text of a file.

    Raises:
        DirectoryError: it is no list of entries.
    """
    try:
        rows = yaml.load(text, Loader=Loader)  # noqa: S506  (a safe loader)
        return _ENTRIES.validate_python(rows)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        raise DirectoryError(f"{path}: {where}: {first['msg']}") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day like 2026-02-30
        raise DirectoryError(f"{path}: cannot be read ({' '.join(str(error).split())})") from error
