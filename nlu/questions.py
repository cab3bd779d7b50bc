"""Several questions in one message, and the bills that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from nlu.text import normalise, read_lexicon, strip_diacritics, tokens

# A dot inside a number or an address parts nothing.
_SENTENCE_END: Final = r"[?!;\n]+|\.{2,}|\.(?=\s|$)|,(?=\s)"
_JOINTS: Final = (
    "với lại", "rồi còn", "còn", "à mà", "mà còn", "tiện thể", "sẵn tiện", "sẵn cho hỏi", "nhân tiện", "ngoài ra",
    "thêm nữa", "cho hỏi thêm", "hỏi thêm", "hỏi luôn", "và cho hỏi", "và", "với cả", "rồi", "mà", "với",
)  # fmt: skip


def _joint(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"{_SENTENCE_END}|(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)


_JOINT: Final = _joint(_JOINTS)
# "con" joins only where nobody types diacritics: elsewhere it is a child.
_PLAIN_JOINT: Final = _joint(tuple(strip_diacritics(words) for words in _JOINTS))
_AND: Final = frozenset(("và", "với", "lẫn", "cùng", "cả", "hay", "hoặc", "va", "voi", "lan", "cung", "ca"))
_ASKS: Final = frozenset(
    "gì nào sao đâu không chưa mấy nhiêu ai hả nhỉ cách làm thế bằng hướng chỉ muốn hỏi giúp "
    "gi nao dau khong chua may nhieu ha nhi cach lam the bang huong chi muon hoi giup".split()
)
_QUESTION_WORDS: Final = frozenset("gì nào sao đâu mấy nhiêu hả nhỉ hở ai gi nao dau nhieu nhi".split())
# "gì đó" leaves open what it is, "chưa chuyển đồng nào" means none: they ask nothing.
_SOMETHING: Final = re.compile(
    r"\b(?:gì|nào|đâu|sao|gi|nao|dau) (?:đó|đấy|do|day)\b"
    r"|\b(?:chưa|không|chua|khong)(?: \S+){1,3} (?:nào|gì|nao|gi)(?: (?:hết|cả|het|ca))?$"
)
_ENDS_QUESTION: Final = frozenset("không chưa khong chua".split())
_PARTICLES: Final = frozenset("ạ nhé vậy thế đây em con cháu anh chị bác trời a nhe vay the day chau chi bac".split())
_PAYS: Final = frozenset("đóng trả nộp thanh dong tra nop".split())
_BARE: Final = frozenset("điện nước dien nuoc".split())
_NO_BILL: Final = "-"
_CLAUSE_END: Final = re.compile(r"[,.;!?\n]+")
_MAX_CUTS: Final = 6


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill named in a text: its theme, and the words [start, end) of the normal form."""

    theme: str
    start: int
    end: int


def cuts(text: str) -> list[tuple[str, str]]:
    """Return the text cut in two wherever one question may end and another begin, the likeliest places first.

    Whether both halves are questions, whoever understands them decides.
    """
    joints = list((_PLAIN_JOINT if text.isascii() else _JOINT).finditer(text))
    joints.sort(key=lambda joint: joint.group()[0].isalpha())
    halves = ((text[: joint.start()].strip(" ,.-"), text[joint.end() :].strip(" ,.-?")) for joint in joints[:_MAX_CUTS])
    return [(left, right) for left, right in halves if len(left.split()) > 1 and right]


def asks(normal_form: str) -> bool:
    """Whether the words ask or wish for something, rather than only tell."""
    return not _ASKS.isdisjoint(tokens(normal_form))


def is_question(normal_form: str) -> bool:
    """Whether the words are a question, rather than tell or wish: a question word, or "không", "chưa" at the end."""
    words = tokens(_SOMETHING.sub("", normal_form))
    while words and words[-1] in _PARTICLES:
        words.pop()
    return bool(words) and (words[-1] in _ENDS_QUESTION or not _QUESTION_WORDS.isdisjoint(words))


def has_question(text: str) -> bool:
    """Whether a clause of the text is a question; see `is_question`."""
    return any(is_question(normalise(clause)) for clause in _CLAUSE_END.split(text))


def bills(normal_form: str) -> list[Bill]:
    """Return the bills that are named, in order."""
    words = tokens(normal_form)
    return list(_bills(words))


def each_bill(text: str) -> list[str]:
    """Return one question a bill for "tiền điện với tiền nước đóng ở đâu": the bills of a list, each put alone.

    Empty unless two or three different bills are joined by "và", "với" or a comma.
    """
    words = tokens(normalise(text.replace(",", " và ")))
    named = list(_bills(words))
    joined = [
        (one, other)
        for one, other in pairwise(named)
        if one.theme != other.theme and 0 < other.start - one.end <= 2 and _AND.issuperset(words[one.end : other.start])
    ]
    if not joined or len(joined) > 2 or len({bill.theme for bill in named}) != len(joined) + 1:
        return []
    listed = [joined[0][0], *(other for _, other in joined)]
    before, after = words[: listed[0].start], words[listed[-1].end :]
    return [" ".join([*before, *words[bill.start : bill.end], *after]) for bill in listed]


def spelled_out(text: str) -> str:
    """Return the text with "tiền điện" for a mere "điện" that is to be paid, and "tiền nước" for "nước"."""
    words = tokens(normalise(text))
    if _PAYS.isdisjoint(words):
        return text
    for bill in reversed(list(_bills(words))):
        if bill.end - bill.start == 1 and words[bill.start] in _BARE:
            words[bill.start : bill.end] = tokens(_spelled_out(bill.theme, words[bill.start]))
    return " ".join(words)


def with_bill(asked: str, other: str) -> str | None:
    """Return the question `asked` about the bill that `other` names; None when `other` names no single bill.

    "đóng tiền điện ở đâu" with "thế còn nước?" is "đóng tiền nước ở đâu".
    """
    words, other_words = tokens(normalise(asked)), tokens(normalise(other))
    named = list(_bills(other_words))
    if len({bill.theme for bill in named}) != 1:
        return None
    bill = _spelled_out(named[-1].theme, " ".join(other_words[named[-1].start : named[-1].end]))
    old = list(_bills(words))
    if not old:
        return " ".join([*words, bill])
    return " ".join([*words[: old[0].start], bill, *words[old[-1].end :]])


def _spelled_out(theme: str, said: str) -> str:
    """Return the first name of the theme's bill for a mere "nước"."""
    if len(said.split()) > 1:
        return said
    return next(name for name, of in _names().items() if of == theme)


def _bills(words: list[str]) -> Iterator[Bill]:
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            theme = _folded().get(" ".join(words[at : at + length])) if at + length <= len(words) else None
            if theme:
                if theme != _NO_BILL:
                    yield Bill(theme, at, at + length)
                at += length - 1
                break
        at += 1


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return read_lexicon("bills")


@lru_cache(maxsize=1)
def _folded() -> dict[str, str]:
    """Return the names with and without diacritics; "vi" alone is too many words to be a wallet."""
    plain = {strip_diacritics(name): theme for name, theme in _names().items()}
    return {name: theme for name, theme in plain.items() if name != "vi"} | _names()
