"""Vietnamese as it is typed, made comparable. Standard library only.

`clean` keeps what was said and removes what nobody meant to type (control and zero-width characters, NFD).
`normalise` goes on to the form that understanding works on: lower case, one tone placement, telex left-overs,
teencode and dialect resolved. Neither ever raises; both are idempotent and linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Final

from nlu.syllables import is_syllable, place_tone, split_tone, strip_marks
from nlu.telex import decode_telex

_SPACES: Final = re.compile(r"[^\S\n]+")
_NEWLINES: Final = re.compile(r"\s*\n\s*")
_TOKEN: Final = re.compile(r"https?://\S+|www\.\S+|[0-9]+(?:[.,][0-9]+)*[^\W_]*|[^\W_]+", re.UNICODE)
_REPEATED: Final = re.compile(r"([^\W\d_])\1{2,}")
_AFTER_NUMBER: Final = {"k": "nghìn", "tr": "triệu", "m": "triệu", "củ": "triệu", "h": "giờ"} | dict.fromkeys(
    ("đ", "d", "vnd", "vnđ"), "đ"
)
_NUMBER_UNIT: Final = re.compile(r"^(\d+(?:[.,]\d+)*)(k|tr|m|h|củ|đ|d|vnd|vnđ)(\d*)$")
_KEEP: Final = frozenset("\n")


def clean(text: str) -> str:
    """Return the text in NFC without control, zero-width and other invisible characters, spaces collapsed."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c if not _invisible(c) else _invisible_stands_for(c) for c in text)
    lines = _NEWLINES.sub("\n", _SPACES.sub(" ", kept))
    # Removing a joiner may leave a base and its mark side by side: compose once more.
    return unicodedata.normalize("NFC", lines).strip()


def _invisible(char: str) -> bool:
    return char not in _KEEP and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _invisible_stands_for(char: str) -> str:
    # A tab or line separator parted two words; a zero-width character parted nothing.
    return " " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else ""


def normalise(text: str) -> str:
    """Return the form that understanding works on: lower-case words, joined by one space."""
    # Compatibility forms first (full-width and "mathematical" letters), then case, then words.
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", clean(text)).lower())
    words = _TOKEN.findall(folded)
    meant = _look_up(_separate_numbers([_as_word(word) for word in words]), _teencode())
    if not " ".join(meant).isascii():
        meant = _look_up(meant, _dialect())
    return " ".join(meant)


def tokens(normal_form: str) -> list[str]:
    """Return the words of a normal form."""
    return normal_form.split()


def strip_diacritics(text: str) -> str:
    """Return the text without Vietnamese marks ("Đóng tiền" → "Dong tien")."""
    return strip_marks(text)


def is_url(word: str) -> bool:
    """Whether a word of a normal form is a web address."""
    return word.startswith(("http://", "https://", "www."))


@lru_cache(maxsize=65536)
def _as_word(word: str) -> str:
    if is_url(word) or word[0].isdigit() or word in _teencode():
        return word
    return _one_tone_placement(decode_telex(_REPEATED.sub(r"\1", word)))


def _look_up(words: list[str], lexicon: dict[str, str]) -> list[str]:
    """Return the words with the lexicon's entries replaced by their meaning; two words win over one."""
    meant: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if pair in lexicon and at + 1 < len(words):
            meant.extend(lexicon[pair].split())
            at += 2
        else:
            meant.extend(lexicon.get(words[at], words[at]).split())
            at += 1
    return meant


def _one_tone_placement(word: str) -> str:
    if word.isascii():
        return word
    bare, tone = split_tone(word)
    placed = place_tone(bare, tone)
    return placed if is_syllable(placed) else word


def _separate_numbers(words: list[str]) -> list[str]:
    """Return the words with "15tr", "500k", "2tr5" parted into number and unit."""
    parted: list[str] = []
    for word in words:
        match = _NUMBER_UNIT.match(word)
        if match:
            number, unit, rest = match.groups()
            parted.extend([number, _AFTER_NUMBER[unit], *([rest] if rest else [])])
        else:
            parted.append(word)
    return parted


@lru_cache(maxsize=1)
def _teencode() -> dict[str, str]:
    return read_lexicon("teencode")


@lru_cache(maxsize=1)
def _dialect() -> dict[str, str]:
    return read_lexicon("dialect")


def read_lexicon(name: str) -> dict[str, str]:
    """Return the two-column lexicon file `nlu/lexicon/<name>.tsv` as a mapping; lines starting with # are notes."""
    text = resources.files("nlu").joinpath(f"lexicon/{name}.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return dict(rows)
