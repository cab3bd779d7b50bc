"""The keys that are pressed for a Vietnamese text on a telex keyboard."""

from __future__ import annotations

from nlu.syllables import TONES, VOWELS, split_tone

_SHAPES = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
_TONE_KEYS = {mark: key for key, mark in TONES.items()}


def as_telex(text: str) -> str:
    """Return the keys ("đóng" → "ddongs")."""
    return " ".join(_word(word) for word in text.lower().split())


def _word(word: str) -> str:
    bare, tone = split_tone(word)
    typed = "".join(_SHAPES.get(c, c) for c in bare)
    return typed + _TONE_KEYS.get(tone, "") if any(c in VOWELS for c in bare) else typed
