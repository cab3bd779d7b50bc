"""Secrets are masked before anything is written: OTP, PIN, password, card number.

Phones and account numbers are kept here (a fraud report needs them); `nlu.personal` masks those too, for logs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlu.numbers import COPULAS, COUNTS, FILLERS, MASK, Name, Number, Reading, Span, Word, read, unit_after
from nlu.passwords import begins_a_code, ends_an_account, is_part_of_a_code, passwords

__all__ = ["MASK", "PASSES", "Masked", "has_unit", "is_priced", "mask_secrets", "replace"]

_BEFORE_AMOUNT: Final = frozenset(
    "mat het tru chuyen rut lua tang hoan phi tien gia nop dong tra vay coc phat nap mua hon khoang tong".split()
)
_LOOSE_UNITS: Final = frozenset(("k", "tr", "ngan", "ty", "cu"))
_SURE_UNITS: Final = frozenset("vnd trieu nghin usd tr k kwh %".split())
_AFTER_VERB: Final = frozenset(
    "cho no em toi minh them khoang con cua tong cong so di het cai qua sang luon vao duoc ho tui mk".split()
)
# Behind a verb of paying these make another word of it: "trả lời", "nộp hồ sơ".
_NOT_PAID: Final = frozenset("loi soat cuu lai ho".split())
# Verbs that say what the number is for, where a code was named: "mã xác nhận chuyển tiền 482915".
_PURPOSE: Final = frozenset("chuyen rut hoan nop dong tra nap mua tien vay".split())
_TOLD: Final = frozenset(
    "noi dua cho bao nhan gui khai doc nhap bam go dien danh loi rep viet ghi cap lo ns nt share chup up phat thay "
    "hien".split()
)
_BEFORE_YEAR: Final = frozenset("nam tu den toi hoi thang quy dau cuoi giua sn sinh ke truoc trong".split())
_PUBLIC: Final = frozenset("110 111 112 113 114 115 116 119 156 1022".split())
_FIXED: Final = frozenset(("date", "time", "law", "phone", "citizen", "hotline", "amount"))
_CODE_NAMES: Final = frozenset(("code", "cvv", "weak", "read"))
_BEFORE_MYSELF: Final = frozenset(
    "cho cua voi nha sdt stk so giup ben nhu ho bao hoi goi lua dua dt cccd cmnd khoan thoai".split()
)
# "mk ví em để 482915"
_SET: Final = frozenset("de dat xai set".split())
_BEHIND: Final = frozenset("la chinh do cai so ma day is as your the nay cua lam làm em no gui vua moi con".split())


# Masking is repeated until nothing is left, which one pass nearly always reaches; bounded, so it takes linear time.
PASSES: Final = 4


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
    kinds: set[str] = set()
    for _ in range(PASSES):
        spans = merge([*_secret_numbers(reading := read(text)), *passwords(reading)])
        if not spans:
            break
        kinds.update(span.kind for span in spans)
        text = replace(text, spans, {})
    return Masked(text, tuple(sorted(kinds)))


def replace(text: str, spans: list[Span], labels: dict[str, str]) -> str:
    """Return the text with each span as the label of its kind, or `MASK`; the spans are in order and apart."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += text[at : span.start], labels.get(span.kind, MASK)
        at = span.end
    return "".join([*parts, text[at:]])


def merge(spans: list[Span]) -> list[Span]:
    """Return the spans in order, those that overlap as one of the first one's kind."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end), merged[-1].kind)
        else:
            merged.append(span)
    return merged


def _secret_numbers(reading: Reading) -> Iterator[Span]:
    for number in reading.numbers:
        kind = _kind(reading, number)
        if kind:
            yield Span(reading.words[number.first].start, reading.words[number.last].end, kind)


def _kind(reading: Reading, number: Number) -> str:
    """Return "card", "code", "password" or "": the nearest name that fits decides, then what follows the number."""
    size, fixed = len(number.digits), number.shape in _FIXED
    if size >= 13 and _is_card(reading, number):
        return "card"
    if is_part_of_a_code(reading, number.first) or ends_an_account(reading, number.first):
        return ""
    named = _kind_by_name(reading, number)
    if named == "" and not fixed and 4 <= size <= 8 and _is_called_a_code(reading, number):
        return "code"
    if named is not None or is_priced(reading, number):
        return named or ""
    if fixed or not 3 <= size <= 8:
        return "password" if _said_after(reading, number) == "password" else ""
    return _said_after(reading, number) or _in_a_message_about_codes(reading, number)


def _kind_by_name(reading: Reading, number: Number) -> str | None:
    """Return what the names before make of a number ("" where one explains it), or None: they say nothing of it."""
    near = list(reading.before(number.first, 14 if reading.has_copula(number.first) else 8))
    told = _is_told(reading, number)
    beside = number.shape != "spelled" and not _is_year(number)
    for at, (name, gap) in enumerate(near):
        parted = reading.parted(name.last, number.first)
        if len(gap) > 8 and (name.kind not in ("code", "password") or len(number.digits) < 6):
            continue
        if name.kind == "password":
            if _is_password_here(reading, number, name, gap, told=parted and told):
                return "password"
        elif parted and not (name.kind in _CODE_NAMES and (told or (beside and not gap))):
            continue
        elif name.kind in _CODE_NAMES:
            if number.shape not in _FIXED and _is_code(reading, number, name.kind, gap):
                before = near[at + 1][0].kind if at + 1 < len(near) else ""
                return "password" if name.kind in ("weak", "read") and before == "password" else "code"
        elif name.kind == "public" and len(number.digits) == 4 and reading.words[name.last].said == "bin":
            return "code"  # a PIN misspelt: the BIN of a card has six or eight digits
        elif all(word.said in FILLERS or (name.kind == "reference" and begins_a_code(reading, word)) for word in gap):
            here = [n for n, _ in near[at + 1 :] if not reading.parted(n.last, number.first)]
            if _explains(reading, number, name, gap, here):
                return ""
    return None


def _is_password_here(reading: Reading, number: Number, name: Name, gap: list[Word], *, told: bool) -> bool:
    """Whether a number is the password named before; `told` where it is said in the next sentence."""
    fixed = number.shape in _FIXED
    dotted = reading.plain[reading.words[name.last].end] == "."
    parted = reading.parted(name.last, number.first)
    if not (parted and (gap or fixed or dotted)) and _is_password(reading, number, name, gap):
        return True
    return told and not fixed and 4 <= len(number.digits) <= 12 and not is_priced(reading, number)


def is_priced(reading: Reading, number: Number, *, since: int = 0, certain: bool = True, purpose: bool = False) -> bool:
    """Whether the unit behind or the verb before makes the number an amount or a count.

    Unless `certain`, "482915 d" and "482915 k" are left open: that is how "đi" and "không" are typed, too.
    With `purpose`, a verb may say what a code is for: "mã xác nhận chuyển tiền 482915".
    """
    size, words = len(number.digits), reading.words
    if number.shape == "amount":
        return True
    unit = unit_after(reading.plain, words, number.last)
    round_sum = number.digits.endswith("00") and number.digits[0] != "0"
    if unit:
        glued = reading.plain[words[number.last].end : words[number.last].end + 1].isalnum()
        if glued or size <= (3 if unit != "so" else 2) or (round_sum and (certain or unit not in COUNTS)):
            return True
        if unit not in COUNTS and unit not in _LOOSE_UNITS and (certain or unit not in ("d", "dong")):
            return True
    if reading.has_copula(number.first):
        return False
    for at in range(number.first - 1, max(since, number.first - 4) - 1, -1):
        if words[at].said not in _AFTER_VERB or reading.parted(at, number.first):
            return _pays(reading, at, number) and not (purpose and words[at].said in _PURPOSE)
    return False


def has_unit(reading: Reading, number: Number) -> bool:
    """Whether a unit stands behind; "đóng", "còn" and the like behind a long number that is not round are none."""
    unit = unit_after(reading.plain, reading.words, number.last)
    if not unit or number.shape in ("phone", "hotline", "citizen"):
        return False
    end = reading.words[number.last].end
    sure = unit in _SURE_UNITS or number.shape == "amount" or reading.plain[end : end + 1].isalnum()
    return sure or len(number.digits) <= 6 or number.digits.endswith("00")


def _pays(reading: Reading, at: int, number: Number) -> bool:
    """Whether the word says that the number behind it is an amount: "mất", "chuyển", but not "trả lời"."""
    words = reading.words
    other = at + 1 < number.first and words[at + 1].said in _NOT_PAID
    return words[at].said in _BEFORE_AMOUNT and not other and not reading.parted(at, number.first)


def _is_told(reading: Reading, number: Number) -> bool:
    """Whether a verb of telling or a colon stands before: "nó hỏi mã. em đọc 4829"."""
    first, words = number.first, reading.words
    if first == 0 or words[first - 1].said == "tu" or _is_year(number):
        return False
    near = range(max(0, first - 3), first)
    verb = any(words[at].said in _TOLD and not reading.parted(at, first) for at in near)
    return verb or ":" in reading.plain[words[first - 1].end : words[first].start]


def _is_year(number: Number) -> bool:
    return len(number.digits) == 4 and "1900" <= number.digits <= "2099"


def _is_card(reading: Reading, number: Number) -> bool:
    digits, size = number.digits, len(number.digits)
    named = False
    for name, gap in reading.before(number.first, 7):
        if name.kind == "card":
            named = True
            break
        if name.kind in ("account", "own account", "reference", "id") and all(w.said in FILLERS for w in gap):
            # One account number in ten passes the check of card numbers, and a fraud report needs it.
            return False
    at = bisect_left(reading.name_ends, number.last + 1)
    after = reading.names[at : at + 1]  # "… thẻ này", "… là số thẻ"
    named = named or any(name.kind == "card" and name.first - number.last <= 3 for name in after)
    network = digits.startswith(("3", "4", "5", "6", "9704")) or "2200" <= digits[:4] <= "2720"
    if named:
        return network and (number.shape == "card" or size in (15, 16, 19))
    return number.shape == "card" and (
        (size == 16 and network) or (size == 15 and digits[:2] in ("34", "37")) or (size == 19 and digits[0] in "469")
    )


def _is_code(reading: Reading, number: Number, kind: str, gap: list[Word]) -> bool:
    size, digits = len(number.digits), number.digits
    direct = all(word.said in COPULAS for word in gap)
    purpose = kind in ("code", "weak") and not digits.endswith("00")
    if is_priced(reading, number, since=number.first - len(gap), certain=not direct, purpose=purpose):
        return False
    if size == 3:
        return kind == "cvv" or (kind == "code" and direct and digits not in _PUBLIC)
    parted = number.first < number.last and not reading.parted(number.first - 1, number.first)
    if not (4 <= size <= 8 or (parted and direct and size <= 19 and number.shape != "card")):
        return False
    if kind in ("weak", "read"):
        in_a_reference = any(re.search(r"[a-z]\d|\d[a-z]", word.said) for word in gap)  # "mã PC05 HH01 2345 6"
        return direct or (len(gap) <= 6 and not (_is_year(number) or in_a_reference or digits.endswith("000")))
    before = reading.words[number.first - 1].said
    return not _is_year(number) or (before not in _BEFORE_YEAR and (len(gap) <= 3 or reading.has_copula(number.first)))


def _is_password(reading: Reading, number: Number, name: Name, gap: list[Word]) -> bool:
    words, size = reading.words, len(number.digits)
    before = words[name.first - 1].said if name.first and not reading.parted(name.first - 1, name.first) else ""
    if words[name.first].said == "mk" and before in _BEFORE_MYSELF:
        return False  # "mk" is "mình", too
    copula = reading.has_copula(number.first)
    direct = all(word.said in COPULAS for word in gap)
    if number.shape in _FIXED:
        closed = copula and all(word.said in FILLERS for word in gap)
        return closed or (direct and number.shape in ("date", "phone"))
    if is_priced(reading, number, since=number.first - len(gap), certain=not copula):
        return False
    if direct:
        return size >= 4 or (size == 3 and copula)
    if not 4 <= size <= 12 or (_is_year(number) and not copula):
        return False
    enclosed = reading.plain[words[number.first].start - 1] in "(\"“”'‘«["
    meant = copula or enclosed or any(word.said in COPULAS or word.said == "tu" for word in gap)
    meant = meant or gap[-1].said in _SET
    small = all(word.said in FILLERS for word in gap) and not number.digits.endswith("000")
    long = size >= 6 and len(gap) <= 3 and not number.digits.endswith("00")  # "mật khẩu toàn số 58310427"
    return len(gap) <= (8 if enclosed else 10 if copula and size >= 6 else 6) and (meant or small or long)


def _explains(reading: Reading, number: Number, name: Name, gap: list[Word], before: list[Name]) -> bool:
    """Whether a name that is no secret's says what the number is, with only small words between."""
    size, copula = len(number.digits), reading.has_copula(number.first)
    secret_before = any(other.kind in ("code", "cvv", "password") for other in before)
    match name.kind:
        case "card" | "nothing":
            return False
        case "account":  # "mã OTP của tài khoản em là …", "mã bảo vệ tài khoản 482915"
            at_once = bool(before) and before[0].kind == "code" and before[0].last + 1 == name.first
            at_once = at_once and reading.plain[reading.words[name.first].start - 2] not in ",;:-"
            return size > 8 or not secret_before or not (gap or copula or at_once)
        case "phone":  # "otp gửi về điện thoại là …"
            return size in (7, 9, 10, 11, 12) or not (secret_before or copula)
        case "call":
            return len(gap) <= 2 and (size != 6 or not secret_before)
        case "place":
            return size <= 5
        case _:
            return True


def _is_called_a_code(reading: Reading, number: Number) -> bool:
    """Whether the name of a code is right behind, whatever stands before: "hay gia: 482915 la ma OTP"."""
    behind = reading.words[number.last + 1 : number.last + 2]
    after = reading.names[(at := bisect_left(reading.name_ends, number.last + 1)) : at + 2]
    near = any(name.kind == "code" and name.first - number.last <= 3 for name in after)
    return near and behind[0].said in ("la", "is") and _said_after(reading, number) == "code"


def _said_after(reading: Reading, number: Number) -> str:
    """Return "code" or "password" for "482915 là mã OTP", or ""."""
    at = bisect_left(reading.name_ends, number.last + 1)
    names = reading.names[at : at + 2]
    if len(names) == 2 and names[0].kind == "weak" and names[1].first == names[0].last + 1:
        del names[0]  # "là mã OTP"
    if not names:
        return ""
    gap = [word.said for word in reading.words[number.last + 1 : names[0].first]]
    if reading.parted(number.last, names[0].first):
        return ""
    linked = bool({"la", "is", "as", "lam", "làm"}.intersection(gap))
    at_once = bool(gap) and gap[0] in ("la", "is")  # "482915 is your Facebook confirmation code"
    if len(gap) > 5 or (not at_once and sum(said not in _BEHIND for said in gap) > linked):
        return ""
    if names[0].kind == "password":
        return "password" if linked and len(number.digits) >= 4 else ""
    if names[0].kind == "cvv":
        return "code"
    fits = len(number.digits) >= 4 and (linked or (names[0].kind == "code" and not _is_year(number)))
    return "code" if fits and names[0].kind in ("code", "weak") else ""


def _in_a_message_about_codes(reading: Reading, number: Number) -> str:
    """Return "code" for a number nobody explains, where a code was spoken of: "có mã gửi về, em đưa nó 482915"."""
    size = len(number.digits)
    if number.digits.endswith("000") or size < 4:
        return ""
    first = number.first
    copula = reading.has_copula(first) and not _is_year(number)
    before = [(name, reading.parted(name.last, first)) for name, _ in reading.before(first, 40)]
    after = reading.names[bisect_left(reading.name_ends, number.last + 1) :][:6]
    behind = [(name, reading.parted(number.last, name.first)) for name in after if name.first - number.last <= 12]
    kinds = {name.kind for name, _ in before} | {name.kind for name, _ in behind if name.kind in ("code", "cvv")}
    here = {name.kind for name, parted in (*before, *behind) if not parted}
    if not here.intersection(_CODE_NAMES):
        near = range(max(0, first - 6), first)
        verb = any(_pays(reading, at, number) for at in near)
        if number.shape == "spelled" or verb or here - {"nothing", "password"}:
            return ""
    likely = size == 6 or copula or number.shape == "spelled"
    return "code" if (likely and kinds & {"code", "cvv"}) or (size == 6 and "weak" in kinds) else ""
