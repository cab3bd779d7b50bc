"""Secrets are masked before anything is written: OTP, PIN, password, card number.

Phones and account numbers are kept here (a fraud report needs them); logs and statistics mask those too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlu.syllables import is_plain_syllable, strip_marks

MASK: Final = "▒▒▒"

# All patterns work on the text in lower case without diacritics, which is as long as the text letter for letter: the
# spans are those of the typed text.
# A number, a number with its unit glued on ("500k", "10h30"), a word.
_TOKEN: Final = re.compile(rf"(?P<number>(?<![^\W_])\d(?:[ .-]?\d)*+(?![^\W_]))|\d(?:[ .-]?\d)*+[^\W_]+|[^\W_]+|{MASK}")
_CODE_WORD: Final = re.compile(
    r" (?:otp|ma (?:xac (?:nhan|thuc)|bao mat|pin)|mat ma|pin|cvv2?|cvc)$| (?:otp|pin|cvv2?|cvc) code$"
)
_OTHER_NUMBER: Final = re.compile(
    r" (?:stk|tk|tai khoan|sdt|dien thoai|ma (?:giao dich|khach hang|kh|don|hoc sinh)|cccd|can cuoc|cmnd|hoa don)$"
)
_CARD_WORD: Final = re.compile(r" (?:the|visa|mastercard|card|napas)$")
_UNIT: Final = re.compile(
    r"\s*(?:%|(?:k|tr|trieu|nghin|ngan|ty|dong|d|vnd|phut|giay|lan|so|ngay|gio|thang|nam|ky tu)(?![^\W_]))"
)
_BEFORE_AMOUNT: Final = frozenset("mat het tru chuyen rut lua tang hoan phi".split())
_IS_CODE: Final = re.compile(r"\s*(?:chinh )?la (?:cai )?(?:ma )?(?:otp|pin|cvv|xac nhan|xac thuc)(?![^\W_])")
_WINDOW: Final = 7
_PASSWORD: Final = re.compile(
    r"(?<![^\W_])(?:mat khau|mk|pass(?:word|code)?|pw)(?![^\W_])"
    r"(?:(?P<said>(?:\s+[^\W\d_]+){0,6}?\s*(?:(?<![^\W_])la(?![^\W_])\s*:?|[:=])\s*)|\s+)(?P<value>[^\s,;]{4,40})"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its secrets.

    Attributes:
        text: the text, each secret replaced by `MASK`.
        kinds: what was masked, of "card", "code", "password"; empty when nothing was.
    """

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str


def mask_secrets(text: str) -> Masked:
    """Return the text with card numbers (Luhn, ISO/IEC 7812), one-time codes, PINs and passwords masked."""
    plain = _plain_same_length(text)
    spans = _merged(sorted([*_numbers(plain), *_passwords(plain)], key=lambda span: span.start))
    masked = text
    for span in reversed(spans):
        masked = masked[: span.start] + MASK + masked[span.end :]
    return Masked(masked, tuple(sorted({span.kind for span in spans})))


def _plain_same_length(text: str) -> str:
    return "".join((strip_marks(char)[:1] or char).lower()[:1] or char for char in text)


def _numbers(plain: str) -> Iterator[_Span]:
    """Yield the card numbers and codes: which one a number is, the words before it tell."""
    before: list[str] = []
    for token in _TOKEN.finditer(plain):
        word = token.group()
        if token.group("number"):
            digits = sum(c.isdigit() for c in word)
            named = _named(before[-_WINDOW:])
            if named != "other" and _is_card(word):
                yield _Span(token.start(), token.end(), "card")
            elif 3 <= digits <= 8 and _may_be_code(plain, token, before, named):
                yield _Span(token.start(), token.end(), "code")
            before.append("0")
        else:
            before.append(word)


def _named(before: list[str]) -> str:
    """Return what the words before a number say it is, the nearest deciding: "code", "card", "other" or ""."""
    of_card = ""
    for end in range(len(before), 0, -1):
        said = " " + " ".join(before[:end])
        if _CODE_WORD.search(said):
            return "code"
        if _OTHER_NUMBER.search(said):
            # "số thẻ của tài khoản này": the nearer word decides, but "pin thẻ" is the card's code, not its number.
            return of_card or "other"
        if _CARD_WORD.search(said):
            of_card = "card"
    return of_card


def _may_be_code(plain: str, token: re.Match[str], before: list[str], named: str) -> bool:
    if named != "code" and not _IS_CODE.match(plain, token.end()):
        return False
    beside = plain[token.start() - 1 : token.start()] + plain[token.end() : token.end() + 1]
    return (
        "/" not in beside and _UNIT.match(plain, token.end()) is None and not _BEFORE_AMOUNT.intersection(before[-1:])
    )


def _passwords(plain: str) -> Iterator[_Span]:
    for match in _PASSWORD.finditer(plain):
        value = match.group("value")
        if value == MASK:
            continue
        has_digit = any(c.isdigit() for c in value)
        odd_word = match.group("said") is not None and not is_plain_syllable(value.strip(".!?()\"'"))
        if (has_digit or odd_word) and not (value.isdigit() and _UNIT.match(plain, match.end())):
            yield _Span(match.start("value"), match.end("value"), "password")


def _merged(spans: list[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            last = merged.pop()
            merged.append(_Span(last.start, max(last.end, span.end), last.kind))
        else:
            merged.append(span)
    return merged


def _is_card(digits: str) -> bool:
    numbers = [int(c) for c in digits if c.isdigit()]
    if not 13 <= len(numbers) <= 19 or numbers[0] not in (2, 3, 4, 5, 6, 9):
        return False
    doubled = [n if i % 2 == 0 else (n * 2 - 9 if n > 4 else n * 2) for i, n in enumerate(reversed(numbers))]
    return sum(doubled) % 10 == 0
