"""`cashless directory verify`: a sheet to call the numbers by, and what came of it, in the directory's own files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from knowledge.directory.entries import FILES, Directory, DirectoryError, Entry, Phone, parse_entries, read_directory

ENOUGH_BANKS: Final = 10
_NEXT_ENTRY: Final = re.compile(r"^- id: ", re.MULTILINE)
_RESULT: Final = re.compile(r", (?:verified|refuted): (?:null|\{[^}]*\})")


def call_sheet(directory: Directory) -> Iterator[str]:
    """Yield a line for every number, those nobody has called first: whom to call, how sure it is, what to ask."""
    phones = [(entry, phone) for entry in directory.entries for phone in entry.phones]
    for entry, phone in sorted(phones, key=lambda pair: pair[1].verified is not None):
        yield f"{entry.id}\t{entry.short}\t{phone.number}\t{phone.what}\t{_standing(phone)}\t{phone.source}"


def verified_banks(directory: Directory) -> int:
    """Return how many banks have a number that somebody has called."""
    banks = (entry for entry in directory.entries if entry.kind == "bank")
    return sum(any(phone.verified is not None for phone in bank.phones) for bank in banks)


def record(folder: Path, entry_id: str, number: str, *, right: bool, by: str, on: date, how: str) -> Path:
    """Write into the directory's file whether the number was right, who called it, when and how; return the file.

    A wrong number is not shown to people any more.

    Raises:
        DirectoryError: there is no such entry or number, or who or how is empty.
    """
    if not by.strip() or not how.strip():
        raise DirectoryError("a result names who called and how it was checked")
    read_directory.cache_clear()
    read_directory(folder)
    for name in FILES:
        path = folder / f"{name}.yml"
        text = path.read_text(encoding="utf-8")
        start = text.find(f"- id: {entry_id}\n")
        if start < 0:
            continue
        following = _NEXT_ENTRY.search(text, start + 1)
        end = following.start() if following else len(text)
        fresh = text[:start] + _with_result(text[start:end], number, right=right, by=by, on=on, how=how) + text[end:]
        _check_result(parse_entries(fresh, path), entry_id, number, right=right)
        _put_in_place(path, fresh)
        read_directory.cache_clear()
        return path
    raise DirectoryError(f"{folder}: there is no entry {entry_id!r}")


def _with_result(block: str, number: str, *, right: bool, by: str, on: date, how: str) -> str:
    lines = block.splitlines(keepends=True)
    at = next((n for n, line in enumerate(lines) if f'number: "{number}"' in line), None)
    if at is None:
        raise DirectoryError(f"the entry has no number {number!r}")
    result = f"by: {_quoted(by)}, on: {on.isoformat()}, how: {_quoted(how)}"
    key = "verified" if right else "refuted"
    bare = _RESULT.sub("", lines[at])
    lines[at] = re.sub(r"\}\s*$", lambda _: f", {key}: {{{result}}}}}\n", bare)
    return "".join(lines)


def _check_result(entries: tuple[Entry, ...], entry_id: str, number: str, *, right: bool) -> None:
    phones = (phone for entry in entries if entry.id == entry_id for phone in entry.phones if phone.number == number)
    phone = next(phones, None)
    if phone is None or (phone.verified if right else phone.refuted) is None:
        raise DirectoryError(f"the result for {number!r} cannot be written: the number has to stand on one line")


def _put_in_place(path: Path, text: str) -> None:
    # Written beside and put in place at once: a crash leaves the file as it was.
    fresh = path.with_suffix(".yml.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _standing(phone: Phone) -> str:
    for result, words in ((phone.verified, "đã gọi"), (phone.refuted, "SAI")):
        if result is not None:
            return f"{words} {result.on.isoformat()}, {result.by}"
    return f"chưa gọi, nguồn {phone.confidence}"


def _quoted(value: str) -> str:
    # A JSON string is a YAML string. A brace would end the pattern that finds the result again.
    printable = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return json.dumps(printable.replace("{", "(").replace("}", ")"), ensure_ascii=False)
