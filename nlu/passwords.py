"""What shows by the look of its words: passwords, and the addresses and codes with letters of personal data.

Passwords are words that no sentence needs, behind "mật khẩu" or before "là mật khẩu". What has only digits is a number;
`nlu.masking` and `nlu.personal` tell those.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from nlu.numbers import COPULAS, FILLERS, MASK, UNIT, Reading, Span, Word
from nlu.syllables import is_plain_syllable

_OPEN: Final = "\"'“”‘’«»([{<:=-> \u00a0"
_CLOSE: Final = ".?)]}>\"'“”‘’«»:"
_CHUNK: Final = re.compile(r"[^\s,;]+")
_STOPS: Final = frozenset(("own account", "id", "reference", "password", "code", "cvv", "place", "call"))
_LOOK: Final = 160  # how far behind its name a password is looked for, in characters
_NOT_PASSWORD: Final = re.compile(
    rf"\d+(?:[.,]\d+)*(?:{UNIT}|%|%\.)?|[\d/.:-]+|.*{MASK}.*|.*@.*\..*|https?:.*|www\..*|.*\.(?:com|vn|net|org).*"
)
_LETTER_CODE: Final = re.compile(r"(?=.*[a-z])(?=(?:.*\d){3})[a-z\d-]{4,12}")
# No word of a sentence looks like these, wherever behind "mật khẩu" they stand.
_STRONG: Final = re.compile(
    r".*[@#$%^&*!_].*|[a-z]{4,20}[.-]?\d{2,6}|[a-z]{3}\d{3,9}"
    r"|(?=.{6,})(?:(?:[a-z]{1,3}\d{1,3}){2,8}[a-z]{0,3}|[a-z]{1,4}\d{2,6}[a-z]{1,4})"
)
_LINKS: Final = COPULAS | {"tu"}
_TOLD: Final = frozenset("thu dua doc nhap go dien dat xai de noi gui".split())  # "em thử abc1 rồi abc2"
_JOINS: Final = frozenset("thanh sang qua hoac hay va voi den roi lai la > -> =>".split())
_LEAD: Final = r"""(?P<lead>[ ,:=>-]{0,3}(?:[^\W\d_]{1,10}[ ,:=>-]{1,3}){0,5})"""
_QUOTED: Final = re.compile(_LEAD + r"""["“”‘«'](?P<value>[^"“”‘’«»'▒\n]{3,48})["“”’»']""")
_WORDS_AND_DIGITS: Final = re.compile(
    r"(?P<lead>(?: [^\W\d_]{1,10}){0,5}(?: la| ?[:=>]{1,2}| la ?:)) (?P<value>(?:[a-z]{1,8} ){1,6}\d{1,8})"
    r"(?= ?(?:[.,!?;)]|$|\n| (?:nha|nhe|a|ah|do|roi|ne|thi|va|ma|co|bi|nghe|ad) ?\b))"
)
_ENDS_IN_DIGITS: Final = re.compile(r"(?:[a-z]{1,8} ){1,7}\d{1,8}")
# Words of a sentence about passwords; the last line also stands in passwords that are shown as such.
_NO_PHRASE: Final = frozenset(
    "phai lan nam ngay so luc khong quen sai goi it gom dai otp pin lop thang ky cach chua gi sao nao bao nhap hon gui "
    "dung co tu den trong sau lo bi tai ben".split()
)
_IN_PHRASES: Final = frozenset("co den trong sau lo bi tai ben".split())
_KNOWN: Final = frozenset(
    "facebook zalo momo vietcombank agribank vietinbank techcombank sacombank mbbank vpbank tpbank bidv email gmail "
    "internet banking smart mobile online wifi vneid login password admin viettel vinaphone mobifone laptop iphone "
    "icloud tiktok youtube instagram messenger google apple android samsung website link account user token passcode "
    "digibank ebanking smartbanking zalopay shopee lazada vnpay paypal sms app otp pin faceid touchid evn evncpc "
    "evnnpc vssid etax okay windows win office galaxy redmi oppo bank visa mastercard hacker".split()
)
_WEB: Final = re.compile(
    r"(?P<email>(?<![a-z0-9._+-])[a-z0-9._+-]{1,64}(?:@| @ |\(at\)|\[at\]| a ?cong | a moc )[a-z0-9-]{1,40}"
    r"(?:\.[a-z][a-z0-9-]{1,20}|(?: cham | ?\. ?)(?:com|vn|net|org|edu|gov)){1,3}(?![a-z0-9]))"
    r"|(?P<profile>(?:https?://)?(?:www\.|m\.|chat\.|vi-vn\.)?(?:facebook\.com|fb\.com|fb\.me|m\.me|zalo\.me|t\.me|"
    r"tiktok\.com|instagram\.com|youtube\.com)/(?:[^\s,;)]*[^\s,;).!?:])?|(?<![\w@.])@\w(?:[\w.]{1,31}\w))"
    r"|(?:https?://|www\.)(?P<host>[^\s/?#,;)]{1,255})(?P<path>[/?#](?:[^\s,;)]*[^\s,;).!?:])?)?"
    r"|(?<![\w.-])(?=[0-9.-]{0,40}[a-z])(?P<site>[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,62}){0,4}"
    r"\.(?:com|vn|net|org|info|xyz|top|site|online|shop|vip|club|cc|io|app|link|biz|live|store|icu|click|website|me|co))"
    r"(?P<rest>[/?](?:[^\s,;)]*[^\s,;).!?:])?)?(?![\w@])"
)
_PLATE: Final = re.compile(
    r"(?<![^\W_])(?:\d{2}[ -]?[a-z]{1,2}\d?(?:[-.]| - )\d{3}\.?\d{1,2}|\d{2}-?[a-z]\d? ?\d{3}\.\d{2}"
    r"|\d{2}[a-z]{1,2}\d{5,6})(?![^\W_])"
)
_CUSTOMER: Final = re.compile(r"(?<![^\W_])p[a-h](?:[ .-]?\d){2}(?:(?:[ .-]?[0-9a-z]){9}|(?:[ .-]?\d){6,12})(?![^\W_])")
_AMOUNT: Final = re.compile(r"(?:\d+(?:tr|k|trieu|ty|nghin|ngan|cu|chai|vnd|d|h|g|p|ph|s|gb|mb|kwh)){1,3}\d*")
_HOUSE_NUMBER: Final = r"(\d{1,4}[a-z]?(?:[/-]\d{1,4}[a-z]?){0,3})(?![^\W_])"
_HOUSE: Final = re.compile(
    rf"(?<![^\W_])(?:so nha|nha so|hem|kiet|ngo|ngach|can ho)[ :]{{1,3}}{_HOUSE_NUMBER}"
    rf"|(?<![^\W_])(?:so|dia chi|o|tai)[ :]{{1,3}}{_HOUSE_NUMBER}(?= (?:duong|hem|kiet|ngo|ngach|pho) )"
)
_IN_CODES: Final = ("-", ".", "/", "_")


def passwords(reading: Reading) -> Iterator[Span]:
    """Yield the passwords, and codes with letters, that stand behind their name or before "là mật khẩu"."""
    words, plain = reading.words, reading.plain
    for at, name in enumerate(reading.names):
        if name.kind == "password" or (name.kind == "code" and words[name.last].said != "pin"):
            stop = next((n.first for n in reading.names[at + 1 : at + 9] if n.kind in _STOPS), len(words))
            start, end = words[name.last].end, words[stop].start if stop < len(words) else len(plain)
            if name.kind == "code":
                yield from _code_behind(plain, start, end)
            elif phrase := _phrase_behind(plain, start):
                yield phrase
            else:
                yield from _behind(plain, start, end)
        if name.kind == "password" and name.first and words[name.first - 1].said in ("la", "lam", "làm"):
            yield from _before(plain, words[name.first - 1].start)


def _before(plain: str, end: int) -> Iterator[Span]:
    start = max(0, end - 64)
    chunks = list(_CHUNK.finditer(plain, start, end))
    if chunks and chunks[-1].start() > start - (start == 0) and _looks_secret(chunks[-1].group().strip(_OPEN)):
        yield _span(chunks[-1].start(), chunks[-1].group(), "password")


def _code_behind(plain: str, start: int, stop: int) -> Iterator[Span]:
    """Yield a code of letters and digits right behind its name or "là"."""
    for index, chunk in enumerate(_CHUNK.finditer(plain, start, min(stop, start + _LOOK))):
        value = chunk.group().strip(_OPEN).rstrip(_CLOSE)
        if _LETTER_CODE.fullmatch(value) and not _NOT_PASSWORD.fullmatch(value):
            yield _span(chunk.start(), chunk.group(), "code")
            return
        if index > 0 or (value not in COPULAS and not chunk.group().endswith((":", "=", ">"))):
            return


def _phrase_behind(plain: str, start: int) -> Span | None:
    """Return a password of several words: in quotes, or in words that end in digits."""
    for pattern in (_QUOTED, _WORDS_AND_DIGITS):
        match = pattern.match(plain, start)
        if match:
            lead = set(re.findall(r"[^\W_]+", match.group("lead"))) - FILLERS - COPULAS
            said = set(match.group("value").split())
            shown = pattern is _QUOTED and _ENDS_IN_DIGITS.fullmatch(match.group("value")) is not None
            if "," in match.group("lead") and not shown:
                continue
            if len(lead) <= 3 and not said & (_NO_PHRASE - _IN_PHRASES if shown else _NO_PHRASE):
                return Span(match.start("value"), match.end("value"), "password")
    return None


def _behind(plain: str, start: int, stop: int) -> Iterator[Span]:
    """Yield the passwords behind their name; a second one only where "thành" or the like joins it to the first."""
    copula, close, since, found, told = False, True, 0, False, False
    for index, chunk in enumerate(_CHUNK.finditer(plain, start, min(stop, start + _LOOK))):
        said = chunk.group()
        value = said.strip(_OPEN).rstrip(_CLOSE)
        if index > 14 or chunk.end() == start + _LOOK:
            return
        if found and not copula:
            if value not in _JOINS:
                return
            copula, since = True, 0
            continue
        copula_here = copula or any(c in ":=>" for c in said[: len(said) - len(said.lstrip(_OPEN))])
        first = index == 0 or (copula_here and since == 0)
        if MASK in said or _is_password(value, first=first, copula=copula_here, close=close or told):
            if MASK not in said:
                yield _span(chunk.start(), said, "password")
            found, copula = True, False
            if said.endswith((".", "!", "?")):
                return
            continue
        if value in _LINKS or said.rstrip("\"'").endswith((":", "=", ">")) or (not value and copula_here):
            copula, since = True, 0
        else:
            copula, since = copula_here, since + 1
        told = value in _TOLD
        close = close and (not re.search(r"[^\W_]", value) or value in FILLERS or value in COPULAS)
        if (copula and since > 4) or (value and said.endswith((".", "!", "?"))):
            return


def _is_password(value: str, *, first: bool, copula: bool, close: bool) -> bool:
    if _looks_secret(value, sure=first and copula):
        return copula or close or _STRONG.fullmatch(value) is not None
    return first and _is_odd_word(value) and (copula or _runs_together(value))


def is_part_of_a_code(reading: Reading, at: int) -> bool:
    """Whether a hyphen or dot ties digits to more of a code: "76A-12345", "8012345678-001"."""
    words = reading.words
    for left in range(at - 1, max(-1, at - 3), -1):
        if reading.plain[words[left].end : words[left + 1].start] not in ("-", "."):
            return False
        if words[left].kind != "hidden" and (len(words[left].said) >= 8 or not words[left].said.isdigit()):
            return any(c.isdigit() for c in words[left].said)
    return False


def begins_a_code(reading: Reading, word: Word) -> bool:
    """Whether a word is the first part of a code: "PC05", "2312-"."""
    said = word.said
    return any(c.isdigit() for c in said) and (len(said) <= 2 or not said.isdigit() or reading.plain[word.end] == "-")


def ends_an_account(reading: Reading, first: int) -> bool:
    """Whether only the last digits of a card or an account are told: "*1864", "thẻ ...0691"."""
    start, at = reading.words[first].start, bisect_left(reading.name_ends, first) - 1
    if reading.plain[start - 1 : start] == "*":
        return True
    dots = reading.plain[max(0, start - 3) : start] == "..." or reading.plain[start - 1 : start] == "…"
    named = dots and at >= 0 and reading.name_ends[at] == first - 1
    return named and reading.names[at].kind in ("card", "account", "own account")


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
        or (not sure and re.sub(r"\d{1,2}g?$", "", value) in _KNOWN)
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


def addresses(reading: Reading) -> Iterator[Span]:
    """Yield e-mail addresses, profiles, what stands behind a site's name, and house numbers.

    A site's name is yielded without a kind: it is kept, and nothing else is looked for in it.
    """
    for match in _WEB.finditer(reading.plain):
        for kind in ("email", "profile"):
            if match.group(kind):
                yield Span(match.start(), match.end(), kind)
        for host, path in (("host", "path"), ("site", "rest")):
            if match.group(host):
                yield Span(match.start(), match.end(host), "")
                if match.group(path):
                    yield Span(match.start(path), match.end(path), "path")
    for match in _HOUSE.finditer(reading.plain):
        group = 1 if match.group(1) else 2
        yield Span(match.start(group), match.end(group), "house")


def codes(reading: Reading) -> Iterator[Span]:
    """Yield customer codes, number plates, and words of letters and digits."""
    plain, words = reading.plain, reading.words
    for match in _CUSTOMER.finditer(plain):
        if sum(c.isdigit() for c in match.group()) >= 7:
            yield Span(match.start(), match.end(), "reference")
    for match in _PLATE.finditer(plain):
        yield Span(match.start(), match.end(), "plate")
    for at, word in enumerate(words):
        digits = sum(c.isdigit() for c in word.said)
        if word.kind != "word" or not digits or digits == len(word.said) or _AMOUNT.fullmatch(word.said):
            continue
        first = last = at
        while last + 1 < min(len(words), at + 8) and plain[words[last].end : words[last + 1].start] in _IN_CODES:
            last += 1
        while first > max(0, at - 8) and plain[words[first - 1].end : words[first].start] in _IN_CODES:
            first -= 1
        near = [name.kind for name, gap in reading.before(first, 4) if all(w.said in FILLERS for w in gap)][:1]
        if digits >= 5 or (digits >= 2 and near in (["reference"], ["id"], ["own account"])):
            kind = "passport" if re.fullmatch(r"[a-z]\d{7,8}", word.said) else "reference"
            yield Span(words[first].start, words[last].end, kind)
