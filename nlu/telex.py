"""Telex keystrokes that the keyboard did not turn into letters: "ddongs tieenf dieenj" is "đóng tiền điện"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from nlu.syllables import TONES, VOWELS, is_plain_syllable, is_syllable, place_tone, split_tone

# Each is also a plain word on a Vietnamese phone; decoding it would invent another word.
_ENGLISH: Final = frozenset(
    """as is us of if or os ios max box tax fax mix fix sex bus gas pos see teen free ads bar car dir her his
    has was too new now how law low raw saw view row show row feed need meet seen been soon room book look good
    food cool pool school app pass pay gas press visa tool code scan shop wifi web zoom door
    momo reset test rest best list post host cost lost most must just text next last fast exit error order user
    list lists tests mask disk risk desk ask asks set sets reset gets let lets net nets file files site sites
    sort short form forms for more store stores score core far card cards part start cart smart chart
    nex six tex lex rex vex hex fox pox ox ax wax lax sax""".split()
)
_SHAPES: Final = (
    ("uow", "ươ"),
    ("uaw", "ưa"),
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_LATE_SHAPES: Final = {
    "d": (("d", "đ"),), "a": (("a", "â"),), "e": (("e", "ê"),), "o": (("o", "ô"),),
    "w": (("uo", "ươ"), ("u", "ư"), ("o", "ơ"), ("a", "ă")),
}  # fmt: skip
_CANDIDATE: Final = re.compile(r"^[a-zăâđêôơư]{2,9}$")


@lru_cache(maxsize=65536)
def decode_telex(word: str) -> str:
    """Return the syllable meant by left-over telex keystrokes, or the word unchanged.

    Only a word that is no syllable as typed, and becomes one when decoded, is changed.
    """
    if word in _ENGLISH or not _CANDIDATE.match(word) or (is_plain_syllable(word) and "oo" not in word):
        return word
    for bare, tone in (_split_tone_key(word), (word, "")):
        for shaped in (_shape(bare), _late_shape(_shape(bare))):
            candidate = place_tone(shaped, tone)
            if candidate != word and is_syllable(candidate):
                return candidate
    return word


def _shape(word: str) -> str:
    for keys, letter in _SHAPES:
        word = word.replace(keys, letter)
    return word.replace("ưo", "ươ")


def _late_shape(word: str) -> str:
    """Return the word with a shape key typed at its end applied ("diene" → "diên", "dongd" → "đong")."""
    body, key = word[:-1], word[-1:]
    for plain, shaped in _LATE_SHAPES.get(key, ()):
        if plain in body:
            return body.replace(plain, shaped, 1)
    return word


def _split_tone_key(word: str) -> tuple[str, str]:
    """Return the word without its last tone key that follows a vowel, and the mark it stands for or ""."""
    if split_tone(word)[1]:
        return word, ""
    for at in range(len(word) - 1, 0, -1):
        if word[at] in TONES and any(c in VOWELS for c in word[:at]):
            return word[:at] + word[at + 1 :], TONES[word[at]]
    return word, ""
