"""Training sentences as other people would type them: without marks, in teencode, with slips. Deterministic."""

from __future__ import annotations

import random
import zlib
from functools import lru_cache
from typing import Final

from nlu.text import read_lexicon, strip_diacritics

_NEIGHBOURS: Final = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl", "l": "k",
    "m": "n", "n": "mb", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "x": "zc", "y": "tu",
}  # fmt: skip


def variants(text: str, count: int) -> list[str]:
    """Return the text and `count` altered copies of it, the same for the same text on every machine.

    The shares follow what was measured to help: a third fully unaccented, some partly, teencode, slips and
    dropped words.
    """
    rng = random.Random(zlib.crc32(text.encode()))
    made = [text]
    for number in range(count):
        words = text.lower().split()
        if number % 3 == 0:
            # One copy in three differs by its marks alone, so that both views always meet.
            made.append(strip_diacritics(text))
            continue
        if len(words) > 4 and rng.random() < 0.4:
            words = [w for w in words if rng.random() > 0.12] or words
        if rng.random() < 0.4:
            words = [_teencode(w, rng) for w in words]
        if rng.random() < 0.35:
            words = [_slip(w, rng) if rng.random() < 0.15 else w for w in words]
        style = rng.random()
        if style < 0.45:
            words = [strip_diacritics(w) for w in words]
        elif style < 0.6:
            words = [strip_diacritics(w) if rng.random() < 0.4 else w for w in words]
        made.append(" ".join(words))
    return made


def _teencode(word: str, rng: random.Random) -> str:
    choices = _chat_forms().get(word)
    return rng.choice(choices) if choices and rng.random() < 0.6 else word


def _slip(word: str, rng: random.Random) -> str:
    """Return the word with one keyboard slip: a neighbouring key, a lost letter or two letters swapped."""
    if len(word) < 3 or not word.isalpha():
        return word
    at = rng.randrange(len(word) - 1)
    kind = rng.random()
    if kind < 0.4:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.7:
        return word[:at] + word[at + 1 :]
    neighbours = _NEIGHBOURS.get(strip_diacritics(word[at]), "")
    return word[:at] + rng.choice(neighbours) + word[at + 1 :] if neighbours else word


@lru_cache(maxsize=1)
def _chat_forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for typed, meant in read_lexicon("teencode").items():
        if " " not in typed and " " not in meant:
            forms.setdefault(meant, []).append(typed)
    return forms
