"""The shape of a Vietnamese syllable: which letters form one, and where its tone mark stands.

A written syllable is onset + rime + tone. The lists below are the standard inventory of Quốc ngữ; a rime that
ends in a stop (c, ch, p, t) takes only the sắc and nặng tones.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

ONSETS: Final = frozenset(["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()])
RIMES: Final = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
    oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uynh uyt uyu
    ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưm ưn
    y yêm yên yêng yêt yêu ynh yt
    """.split()
)
TONES: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
TONE_MARKS: Final = frozenset(TONES.values())
VOWELS: Final = frozenset("aăâeêioôơuưy")
_STOPS: Final = ("c", "ch", "p", "t")
_FRONT: Final = frozenset("eêiy")


def split_tone(syllable: str) -> tuple[str, str]:
    """Return the syllable (NFC, lower case) without its tone mark, and that combining mark or ""."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = next((c for c in decomposed if c in TONE_MARKS), "")
    bare = "".join(c for c in decomposed if c not in TONE_MARKS)
    return unicodedata.normalize("NFC", bare), tone


def split_onset(bare: str) -> tuple[str, str] | None:
    """Return (onset, rime) of a toneless syllable, or None when it is no Vietnamese syllable."""
    for length in (3, 2, 1, 0):
        onset, rime = bare[:length], bare[length:]
        if onset in ONSETS and rime in RIMES:
            return onset, rime
    # "gì", "gìn": the i of the onset is the vowel too.
    if bare.startswith("gi") and bare[1:] in RIMES:
        return "g", bare[1:]
    return None


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a lower-case NFC word is a well-formed syllable, tone included."""
    if not 1 <= len(word) <= 8:
        return False
    bare, tone = split_tone(word)
    parts = split_onset(bare)
    if parts is None:
        return False
    onset, rime = parts
    if onset in ("k", "gh", "ngh") and rime[0] not in _FRONT:
        return False
    if rime.endswith(_STOPS):
        return tone in (TONES["s"], TONES["j"])
    return True


@lru_cache(maxsize=65536)
def is_plain_syllable(word: str) -> bool:
    """Whether an unaccented word is some syllable that was typed without its marks ("tien", "dien")."""
    return word in _plain_syllables()


@lru_cache(maxsize=1)
def _plain_syllables() -> frozenset[str]:
    rimes = {strip_marks(r) for r in RIMES}
    onsets = {strip_marks(o) for o in ONSETS}
    return frozenset(o + r for o in onsets for r in rimes) | {"gi", "gin", "gie"}


def strip_marks(text: str) -> str:
    """Return the text without tone and vowel marks, đ as d; every other character stays."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("Đ", "D")


def place_tone(bare: str, tone: str) -> str:
    """Return the toneless syllable with the tone mark on the vowel where it is written (hòa, thúy, người).

    The older placement is used (hòa rather than hoà), which is what most phones type.
    """
    if not tone:
        return bare
    parts = split_onset(bare)
    start = len(parts[0]) if parts else 0
    positions = [i for i in range(start, len(bare)) if bare[i] in VOWELS]
    if not positions:
        return bare
    marked = [i for i in positions if bare[i] in "ăâêôơư"]
    closed = positions[-1] < len(bare) - 1
    if marked:
        at = marked[-1]
    elif closed:
        at = positions[-1]
    else:
        at = positions[1] if len(positions) == 3 else positions[0]
    return unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])
