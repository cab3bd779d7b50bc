"""The same question as somebody in a hurry types it. By rule, and by other rules than those that training uses."""

from __future__ import annotations

import random
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from typing import Final

from tests.nlu.telex_keys import as_telex

_CHAT: Final = {
    "không": "k", "được": "dc", "rồi": "r", "gì": "j", "vậy": "z", "với": "vs", "người": "ng", "bao nhiêu": "bn",
    "tài khoản": "tk", "chuyển khoản": "ck", "điện thoại": "đt", "ngân hàng": "nh", "mình": "mik", "biết": "bít",
    "như thế nào": "ntn", "thế nào": "tn", "làm sao": "ls", "tiền": "xiền", "giờ": "h", "trước": "trc", "nhiều": "nhìu",
    "bây giờ": "bjo", "mọi người": "mn", "cũng": "cx", "những": "nhữg", "đang": "đag", "thôi": "thoy", "luôn": "lun",
}  # fmt: skip
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def without_marks(text: str) -> str:
    """Return the text as on a keyboard without Vietnamese ("đóng" → "dong")."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def in_teencode(text: str) -> str:
    """Return the text with the abbreviations of a chat, long ones first."""
    padded = f" {text.lower()} "
    for full in sorted(_CHAT, key=len, reverse=True):
        padded = padded.replace(f" {full} ", f" {_CHAT[full]} ")
    return padded.strip()


def in_telex(text: str) -> str:
    """Return the keys that were pressed while the Vietnamese keyboard was off."""
    return as_telex(text)


def with_slips(text: str) -> str:
    """Return the text with a slip of the finger in one word in five, at least one: a neighbour, a lost or a doubled key."""
    rng = random.Random(zlib.crc32(text.encode()))
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for at in rng.sample(long, k=min(len(long), max(1, len(words) // 5))):
        words[at] = _slip(words[at], rng)
    return " ".join(words)


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    kind = rng.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    row = next((row for row in _ROWS if without_marks(word[at]).lower() in row), None)
    if row is None:
        return word
    beside = row.index(without_marks(word[at]).lower()) + rng.choice((-1, 1))
    return word[:at] + row[min(max(beside, 0), len(row) - 1)] + word[at + 1 :]


TWINS: Final[Mapping[str, Callable[[str], str]]] = {
    "no diacritics": without_marks,
    "teencode": in_teencode,
    "telex": in_telex,
    "slips": with_slips,
}
