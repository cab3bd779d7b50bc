"""Placeholders in what people read: `{anh/chị}` is how the person is addressed, `{call:evncpc}` whom to call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

ADDRESS: Final = "anh/chị"
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_CALL: Final = "call:"


def fill(text: str, *, address: str, call: Callable[[str], str]) -> str:
    """Return the text with its placeholders filled; one of another name is left as it stands.

    Args:
        text: what is read.
        address: how the person is addressed ("anh/chị", "bác"); `{Anh/chị}` begins a sentence with it.
        call: returns whom to call, for the id after `call:`.
    """

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == ADDRESS:
            return address
        if name == ADDRESS.capitalize():
            return address[:1].upper() + address[1:]
        return call(name.removeprefix(_CALL)) if name.startswith(_CALL) else match.group()

    return _PLACEHOLDER.sub(value, text) if "{" in text else text


def names(text: str) -> list[str]:
    """Return the names of the placeholders in the text, in order."""
    return _PLACEHOLDER.findall(text)


def called(text: str) -> Iterator[str]:
    """Yield the ids after `call:` in the text."""
    return (name.removeprefix(_CALL) for name in names(text) if name.startswith(_CALL))


def is_address(name: str) -> bool:
    """Whether a placeholder of this name stands for the person."""
    return name in (ADDRESS, ADDRESS.capitalize())
