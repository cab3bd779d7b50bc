"""Passwords in a message: words that no sentence needs, behind "mật khẩu" or before "là mật khẩu".

Passwords of digits alone are numbers; `nlu.masking` tells those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlu.numbers import COPULAS, FILLERS, MASK, UNIT, Reading, Span
from nlu.syllables import is_plain_syllable

_OPEN: Final = "\"'“”‘’«»([{<:=-> \u00a0"
_CLOSE: Final = ".?)]}>\"'“”‘’«»:"
_CHUNK: Final = re.compile(r"[^\s,;]+")
_STOPS: Final = frozenset(("own account", "id", "reference", "password", "code", "cvv", "place", "call"))
_LOOK: Final = 160  # how far behind its name a password is looked for, in characters
_NOT_PASSWORD: Final = re.compile(
    rf"\d+(?:[.,]\d+)*(?:{UNIT}|%|%\.)?|[\d/.:-]+|.*{MASK}.*|.*@.*\..*|https?:.*|www\..*|.*\.(?:com|vn|net|org).*"
)
_KNOWN: Final = frozenset(
    "facebook zalo momo vietcombank agribank vietinbank techcombank sacombank mbbank vpbank tpbank bidv email "
    "gmail internet banking smart mobile online wifi vneid login password admin viettel vinaphone mobifone "
    "laptop iphone icloud tiktok youtube instagram messenger google apple android samsung website link account "
    "user token passcode digibank ebanking smartbanking zalopay shopee lazada vnpay paypal sms app otp pin "
    "faceid touchid evn evncpc evnnpc vssid etax okay bank visa mastercard hacker".split()
)


def passwords(reading: Reading) -> Iterator[Span]:
    """Yield the passwords, and codes with letters, that stand behind their name or before "là mật khẩu"."""
    words, plain = reading.words, reading.plain
    for at, name in enumerate(reading.names):
        if name.kind == "password" or (name.kind == "code" and words[name.last].said != "pin"):
            stop = next((n.first for n in reading.names[at + 1 : at + 9] if n.kind in _STOPS), len(words))
            end = words[stop].start if stop < len(words) else len(plain)
            yield from _behind(plain, words[name.last].end, end, name.kind)
        if name.kind == "password" and name.first and words[name.first - 1].said in ("la", "lam", "làm"):
            start = max(0, words[name.first - 1].start - 64)
            chunks = list(_CHUNK.finditer(plain, start, words[name.first - 1].start))
            if chunks and chunks[-1].start() > start - (start == 0) and _looks_secret(chunks[-1].group().strip(_OPEN)):
                yield _span(chunks[-1].start(), chunks[-1].group(), "password")


def _behind(plain: str, start: int, stop: int, kind: str) -> Iterator[Span]:
    copula, close, since = False, True, 0
    for index, chunk in enumerate(_CHUNK.finditer(plain, start, min(stop, start + _LOOK))):
        said = chunk.group()
        value = said.strip(_OPEN).rstrip(_CLOSE)
        lead = said[: len(said) - len(said.lstrip(_OPEN))]
        if index > 12 or MASK in said or chunk.end() == start + _LOOK:
            return
        copula_here = copula or any(c in lead for c in ":=>")
        first = index == 0 or (copula_here and since == 0)
        if kind == "code":
            if not first:
                return
            if re.fullmatch(r"(?=.*[a-z])(?=(?:.*\d){3})[a-z\d-]{4,12}", value) and not _NOT_PASSWORD.fullmatch(value):
                yield _span(chunk.start(), said, kind)
                return
        elif (
            _looks_secret(value, sure=first and copula_here)
            and (copula_here or close or any(c in value for c in "@#$%^&*"))
        ) or (first and _is_odd_word(value) and (copula_here or _runs_together(value))):
            yield _span(chunk.start(), said, kind)
            return
        if value in COPULAS or said.rstrip("\"'").endswith((":", "=", ">")) or (not value and copula_here):
            copula, since = True, 0
        else:
            copula, since = copula_here, since + 1
        close = close and (not re.search(r"[^\W_]", value) or value in FILLERS or value in COPULAS)
        if (copula and since > 4) or (value and said.endswith((".", "!", "?"))):
            return


def _span(start: int, chunk: str, kind: str) -> Span:
    value = chunk.strip(_OPEN)
    start += chunk.index(value)
    return Span(start, start + len(value.rstrip(_CLOSE) or value), kind)


def _looks_secret(value: str, *, sure: bool = False) -> bool:
    """Whether a word has letters and digits, or signs amid them, and (unless `sure`) is no amount, link or address."""
    if (
        not 4 <= len(value) <= 64
        or (not sure and _NOT_PASSWORD.fullmatch(value))
        or not re.search(r"[^\d.,:/_-]", value)
    ):
        return False
    if not sure and not re.search(r"[^\W\d_]", value):
        return False
    return any(c.isdigit() for c in value) or re.search(r"[^\W_][@#$%^&*+!_]+[^\W_]", value) is not None


def _is_odd_word(value: str) -> bool:
    return len(value) >= 4 and value.isalpha() and value not in _KNOWN and not is_plain_syllable(value)


def _runs_together(value: str) -> bool:
    return len(value) <= 24 and any(
        is_plain_syllable(value[:at]) and is_plain_syllable(value[at:]) for at in range(2, len(value) - 1)
    )
