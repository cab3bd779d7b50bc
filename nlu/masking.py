"""Secrets are masked before anything is written: OTP, PIN, password, card number.

Phones and account numbers are kept here (a fraud report needs them); logs and statistics mask those too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nlu.syllables import strip_marks

MASK: Final = "▒▒▒"

_CARD: Final = re.compile(r"(?<![\d.])\d(?:[ .-]?\d){12,18}(?![\d])")
# A secret's name, a few linking words, then the secret. Matched on the text without diacritics, which has the
# same length letter for letter, so that the spans are those of the typed text.
_LINK: Final = (
    r"(?:\s*(?:la|cua|em|toi|tui|minh|con|chau|anh|chi|no|gui|ve|den|moi|nay|day|ne|so|ma|code|bao|doc|cho)\b"
    r"|\s*[:=\-–(\"'])*\s*"
)
_CODE: Final = re.compile(
    r"\b(?:otp|ma\s+xac\s+(?:nhan|thuc)|smart\s*otp|ma\s+pin|pin|cvv2?|cvc|ma\s+bao\s+mat)\b"
    + _LINK
    + r"(\d(?:[ .-]?\d){2,7})(?![\d.,]*\s*(?:k|tr|trieu|nghin|ngan|ty|dong|d|vnd|%|phut|lan|so|ngay|gio)\b)(?!\d)"
)
_PASSWORD: Final = re.compile(
    r"\b(?:mat\s+khau|mk|pass(?:word|code)?|pw)\b"
    r"(?:\s*(?:la|cua|em|toi|tui|minh|dang\s+nhap|app|ngan\s+hang|moi|cu)\b)*\s*(?:(?:la|=|:)\s*)([^\s,;]{4,40})"
)
# After "mật khẩu là" these begin a question, not a password.
_NOT_PASSWORDS: Final = frozenset("sao gi the nao cai bao may khong duoc dung sai chua quen mat doi".split())


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its secrets.

    Attributes:
        text: the text, each secret replaced by `MASK`.
        kinds: what was masked, of "card", "code", "password"; empty when nothing was.
    """

    text: str
    kinds: tuple[str, ...]


def mask_secrets(text: str) -> Masked:
    """Return the text with card numbers (Luhn, ISO/IEC 7812), one-time codes, PINs and passwords masked."""
    plain = _plain_same_length(text)
    spans = [(m.start(), m.end(), "card") for m in _CARD.finditer(plain) if _is_card(m.group())]
    spans += [(m.start(1), m.end(1), "code") for m in _CODE.finditer(plain)]
    spans += [(m.start(1), m.end(1), "password") for m in _PASSWORD.finditer(plain) if m.group(1) not in _NOT_PASSWORDS]
    masked = text
    for start, end, _ in sorted(_without_overlap(spans), reverse=True):
        masked = masked[:start] + MASK + masked[end:]
    return Masked(masked, tuple(sorted({kind for _, _, kind in spans})))


def _plain_same_length(text: str) -> str:
    plain = "".join(strip_marks(char)[:1] or char for char in text)
    lowered = plain.lower()
    return lowered if len(lowered) == len(text) else plain


def _without_overlap(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _is_card(digits: str) -> bool:
    numbers = [int(c) for c in digits if c.isdigit()]
    if not 13 <= len(numbers) <= 19 or numbers[0] not in (2, 3, 4, 5, 6, 9):
        return False
    doubled = [n if i % 2 == 0 else (n * 2 - 9 if n > 4 else n * 2) for i, n in enumerate(reversed(numbers))]
    return sum(doubled) % 10 == 0
