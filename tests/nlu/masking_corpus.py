"""Labelled lines for masking, drawn from templates written by hand; every number, name and address is made up.

A template is one line of text with slots. What a slot's value is decides what has to happen to it:

* a secret (`{otp}`, `{pin4}`, `{cvv}`, `{pw}`, `{card}` …) may survive neither masking;
* something personal (`{phone}`, `{acct}`, `{cccd}`, `{name}` …) survives `mask_secrets` and not `mask_personal`;
* something kept (`{money}`, `{date}`, `{bank}`, `{=any words}` …) survives both;
* anything else that is labelled (`{txn}`, `{url}` …) survives `mask_secrets`; `mask_personal` may do either.

A template is said in several voices: as written, without diacritics, in capitals, as a dictating phone writes it
(no punctuation), in teencode. A voice changes the words around a secret, never the secret.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from nlu.text import strip_diacritics

SEED: Final = 20261122
LINES_PER_TEMPLATE: Final = 14
_DRAWS: Final = 60
_NEWLINE: Final = "⏎"


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what has to happen to its parts; every part is an exact substring of the text.

    `secrets` survive nothing, `personal` survives `mask_secrets` only, `kept` survives both, `either` survives
    `mask_secrets` and may or may not survive `mask_personal`. `pattern` is the template that the line was drawn from.
    """

    kind: str
    pattern: str
    voice: str
    text: str
    secrets: tuple[str, ...]
    personal: tuple[str, ...]
    kept: tuple[str, ...]
    either: tuple[str, ...]


# ---------------------------------------------------------------------------------------------------- made-up values

Draw = Callable[[random.Random], str]

_SURNAMES = "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Hà Lương Ma Đinh Trịnh".split()
_MIDDLE = ["Thị", "Văn", "Thị Thu", "Thị Ngọc", "Minh", "Quốc", "Thanh", "Hữu", "Đức", "Thị Bích", "Xuân", "Công"]
_GIVEN = (
    "An Bình Châu Dung Giang Hạnh Hoa Hùng Hương Khánh Lan Liên Long Mai Nam Nga Phúc Phượng Quân Sơn Tâm Thảo Thuỷ"
    " Toàn Trang Tuấn Vân Vinh Yến Hậu Đạt Oanh"
).split()
_BANKS = [
    "Vietcombank", "Agribank", "BIDV", "VietinBank", "Techcombank", "MB Bank", "ACB", "Sacombank", "VPBank", "TPBank",
    "MSB", "SHB", "LPBank", "HDBank", "VIB", "OCB",
]  # fmt: skip
_PLACES = [
    "Quảng Ngãi", "Thái Nguyên", "Đức Phổ", "Bình Sơn", "Sơn Tịnh", "Mộ Đức", "Trà Bồng", "Lý Sơn", "Đại Từ",
    "Phổ Yên", "Sông Công", "Định Hoá", "Võ Nhai", "Phú Lương", "Kon Tum", "Bắc Kạn", "Nghĩa Hành", "Tư Nghĩa",
    "Ba Tơ", "Đồng Hỷ", "Phú Bình", "Sa Huỳnh", "Hoàng Văn Thụ", "Phan Đình Phùng",
]  # fmt: skip
_LAWS = [
    "Nghị định 52/2024/NĐ-CP", "Thông tư 40/2024/TT-NHNN", "Điều 579 Bộ luật Dân sự", "Luật 91/2025/QH15",
    "Quyết định 1813/QĐ-TTg", "Nghị định số 13/2023/NĐ-CP", "Kế hoạch 144/KH-UBND", "Kế hoạch số 156/KH-UBND",
    "khoản 2 Điều 11", "Điều 174 Bộ luật Hình sự", "Quyết định 2345/QĐ-NHNN", "Nghị quyết 418/NQ-CP",
]  # fmt: skip
_HOTLINES = [
    "113", "156", "5656", "19001909", "19006769", "1900 9247", "1900 545413", "1900545413", "1800 588 822",
    "1800.9000", "1900 6083", "1900-9247", "114", "115", "19009068",
]  # fmt: skip
_WORDS = "hoahong meocon tinhyeu biendep vuonxoai nangmai saobang gaubong cadao langque".split()
_NICKS = "ngocanh lanhuong tuananh minhduc thuha quangngai thainguyen bongbong cunyeu hoangnam myduyen vanson".split()
_SPOKEN_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def luhn_valid(digits: str) -> bool:
    """Return whether the check digit is right (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _digits(rng: random.Random, count: int, first: str = "0123456789") -> str:
    return rng.choice(first) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def _grouped(digits: str, sizes: tuple[int, ...], mark: str) -> str:
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    return mark.join(group for group in (*groups, digits[at:]) if group)


def _code(rng: random.Random, count: int) -> str:
    """Return digits that are no round number and no year: nobody may take the code for one."""
    while True:
        code = _digits(rng, count)
        if not code.endswith("00") and not (count == 4 and code[:2] in ("19", "20")):
            return code


def _spaced_code(rng: random.Random) -> str:
    sizes = rng.choice([(3, 3), (2, 2, 2), (1, 1, 1, 1, 1, 1), (3, 3)])
    return _grouped(_code(rng, 6), sizes, rng.choice(" -. " if len(sizes) < 6 else "  -."))


def _spoken_code(rng: random.Random) -> str:
    return " ".join(_SPOKEN_DIGITS[int(digit)] for digit in _code(rng, 6))


def _with_check_digit(body: str) -> str:
    return next(body + check for check in "0123456789" if luhn_valid(body + check))


def _card_digits(rng: random.Random) -> str:
    prefix, length = rng.choice(
        [
            ("4", 16), ("4", 16), ("4", 13), (str(rng.randint(51, 55)), 16), (str(rng.randint(2221, 2720)), 16),
            (str(rng.randint(3528, 3589)), 16), ("37", 15), ("36", 14), ("970436", 16), ("970418", 16), ("970405", 16),
            ("970415", 19), ("970422", 16), ("970436", 19), ("970407", 16),
        ]
    )  # fmt: skip
    return _with_check_digit(prefix + _digits(rng, length - len(prefix) - 1))


def _card(rng: random.Random) -> str:
    digits = _card_digits(rng)
    sizes = (4, 6, 5) if len(digits) == 15 else (4, 4, 4, 4)
    return rng.choice([digits, digits, _grouped(digits, sizes, " "), _grouped(digits, sizes, "-")])


def _spaced_card(rng: random.Random) -> str:
    digits = _card_digits(rng)
    return _grouped(digits, (4, 6, 5) if len(digits) == 15 else (4, 4, 4, 4), rng.choice(" -. "))


def _password(rng: random.Random) -> str:
    nick, year = rng.choice(_NICKS), str(rng.randint(1975, 2012))
    return rng.choice(
        [
            f"{nick.capitalize()}@{rng.randint(100, 999)}",
            f"{nick}{year}",
            f"{nick.capitalize()}{year}#",
            f"Abc@{rng.randint(123, 9999)}",
            f"matkhau{rng.randint(2018, 2026)}",
            rng.choice(["12345678", "87654321", "11223344", "123456789", "66668888"]),
            _digits(rng, 8),
            f"{rng.choice(_WORDS)}{rng.randint(1, 99)}",
            "".join(rng.choice("abcdefghkmnpqrstuvxyz") + rng.choice("23456789") for _ in range(4)),
            f"{rng.choice('ABCDEGHK')}{rng.choice('xyzvk')}{rng.randint(2, 9)}!{rng.choice('pqrt')}"
            f"{rng.choice('LMNT')}{rng.randint(10, 99)}",
            f"{nick}!{rng.randint(10, 99)}",
            f"{rng.choice(_WORDS)}-{rng.randint(10, 99)}",
            f"{nick}_{rng.randint(1, 999):03d}",
            f"p@ss{rng.randint(100, 9999)}",
            f"Qn{rng.randint(1000, 9999)}@{rng.choice(['nha', 'vn', 'me', 'lan'])}",
        ]
    )


def _phrase(rng: random.Random) -> str:
    noun = rng.choice(["con meo", "bong hoa", "cho vang", "cay xoai", "mat trang", "dong song", "chim non"])
    return f"{noun} {rng.choice(['xinh', 'nho', 'dang yeu', 'que toi', 'buon'])} {rng.randint(10, 99)}"


def _phone(rng: random.Random) -> str:
    rest = rng.choice(["32", "35", "38", "70", "77", "83", "86", "90", "91", "94", "97", "98"]) + _digits(rng, 7)
    local = "0" + rest
    return rng.choice(
        [
            local,
            local,
            local,
            _grouped(local, (4, 3, 3), " "),
            _grouped(local, (4, 3, 3), "."),
            _grouped(local, (4, 3, 3), "-"),
            _grouped(local, (3, 3, 4), " "),
            "+84" + rest,
            "84" + rest,
            "+84 " + _grouped(rest, (3, 3, 3), " "),
        ]
    )


def _landline(rng: random.Random) -> str:
    area, rest = rng.choice(["0255", "0208", "0260"]), _digits(rng, 7, "3")
    return rng.choice([area + rest, f"{area} {rest}", f"{area}.{rest}", f"({area}) {rest}"])


def _no_card(rng: random.Random, length: int) -> str:
    while True:
        digits = _digits(rng, length, "12345678")
        if not luhn_valid(digits):
            return digits


def _account(rng: random.Random) -> str:
    length = rng.choice([9, 10, 10, 11, 12, 13, 13, 14])
    digits = _no_card(rng, length)
    if length < 13 and rng.random() < 0.5:
        digits = "0" + digits[1:]
    sizes = (4, 3, 3) if len(digits) == 10 else (4, 4, 4)
    return rng.choice([digits, digits, digits, _grouped(digits, sizes, " "), _grouped(digits, sizes, ".")])


def _short_account(rng: random.Random) -> str:
    return rng.choice([_code(rng, 6), _code(rng, 8), "68" + _code(rng, 4), _code(rng, 7)])


def _near_card(rng: random.Random) -> str:
    """Return an account number of 16 digits that no card could have."""
    digits = _no_card(rng, 16)
    return rng.choice([digits, _grouped(digits, (4, 4, 4, 4), " ")])


def _citizen(rng: random.Random) -> str:
    digits = (
        rng.choice(["051", "019", "062", "006", "001"])
        + rng.choice("0123")
        + f"{rng.randint(0, 99):02d}"
        + _digits(rng, 6)
    )
    return rng.choice([digits, digits, _grouped(digits, (3, 3, 6), " "), _grouped(digits, (4, 4, 4), " ")])


def _old_identity(rng: random.Random) -> str:
    digits = rng.choice(["21", "09", "23", "08"]) + _digits(rng, 7)
    return rng.choice([digits, digits, _grouped(digits, (3, 3, 3), " ")])


def _email(rng: random.Random) -> str:
    host = rng.choice(["gmail.com", "yahoo.com.vn", "outlook.com", "tnu.edu.vn", "icloud.com"])
    return f"{rng.choice(_NICKS)}{rng.choice(['', '.', '_'])}{rng.randint(1, 2009)}@{host}"


def _electricity(rng: random.Random) -> str:
    return rng.choice(["PC05", "PA07", "PC11", "PA11"]) + "".join(rng.choices("ABCDEGHIKLMT", k=2)) + _digits(rng, 7)


def _water(rng: random.Random) -> str:
    return rng.choice([_code(rng, 8), "DB" + _digits(rng, 7), _code(rng, 7), "KH" + _digits(rng, 6), _code(rng, 10)])


def _student(rng: random.Random) -> str:
    year = rng.randint(19, 25)
    return rng.choice(
        [
            "51" + _code(rng, 8),
            f"HS20{year}{_digits(rng, 5)}",
            f"DTC{year}{_digits(rng, 8)}",
            f"{year}{_code(rng, 6)}",
        ]
    )


def _tax(rng: random.Random) -> str:
    digits = rng.choice(["43", "46", "80"]) + _code(rng, 8)
    return rng.choice([digits, digits, f"{digits}-{rng.randint(1, 9):03d}"])


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_SURNAMES)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"


def _money(rng: random.Random) -> str:
    thousands, millions = rng.randint(2, 98) * 10, rng.randint(1, 95)
    dotted = f"{millions}.{rng.randint(0, 9)}50.000"
    return rng.choice(
        [
            f"{thousands}k",
            f"{thousands}.000đ",
            f"{thousands}.000 đồng",
            f"{thousands} nghìn",
            f"{thousands} ngàn đồng",
            f"{millions}tr",
            f"{millions}tr{rng.randint(1, 9)}",
            f"{millions} triệu",
            f"{millions} triệu rưỡi",
            f"{millions} triệu {rng.randint(1, 9)}",
            f"{millions} củ",
            dotted,
            dotted + "đ",
            dotted + " VNĐ",
            dotted.replace(".", ",") + " VND",
            f"{millions},{rng.randint(1, 9)} triệu đồng",
            f"{millions}tr{rng.randint(1, 9)}50k",
        ]
    )


def _bare_money(rng: random.Random) -> str:
    return str(rng.choice([rng.randint(2, 99) * 10_000, rng.randint(2, 250) * 500_000, rng.randint(101, 999) * 1_000]))


def _sms_money(rng: random.Random) -> str:
    return f"{rng.randint(50, 9_999):,},000" + rng.choice(["VND", " VND", " d"])


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2019, 2026)
    return rng.choice(
        [
            f"{day}/{month}/{year}",
            f"{day:02d}/{month:02d}/{year}",
            f"{day:02d}-{month:02d}-{year}",
            f"{day}.{month}.{year}",
            f"{day} tháng {month}",
            f"{day} tháng {month} năm {year}",
            f"{day}/{month}",
            f"{day:02d}/{month:02d}/{year % 100}",
        ]
    )


def _sms_date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2023, 2026)
    return rng.choice([f"{day:02d}/{month:02d}/{year}", f"{day:02d}-{month:02d}-{year}", f"{day:02d}/{month:02d}"])


def _hour(rng: random.Random) -> str:
    hour, minute = rng.randint(0, 23), rng.randint(1, 59)
    return rng.choice(
        [f"{hour}h{minute:02d}", f"{hour} giờ {minute}", f"{hour:02d}:{minute:02d}", f"{hour}h", f"{hour} giờ rưỡi"]
    )


def _house(rng: random.Random) -> str:
    number = rng.randint(3, 980)
    return rng.choice(
        [
            f"số nhà {number}",
            f"nhà số {number}",
            f"hẻm {number}/{rng.randint(2, 40)}",
            f"ngõ {number}",
            f"tổ {number % 40 + 1}",
            f"ki-ốt {number % 90 + 1}",
            f"thôn {number % 12 + 1}",
        ]
    )


def _transaction(rng: random.Random) -> str:
    return rng.choice(
        [
            f"FT{_digits(rng, 14, '2')}",
            _code(rng, 10),
            _code(rng, 12),
            f"{_digits(rng, 6)}.{_digits(rng, 6)}",
            f"MOMO{_digits(rng, 11)}",
            _code(rng, 6),
            f"VNP{_digits(rng, 8)}",
        ]
    )


def _dossier(rng: random.Random) -> str:
    return rng.choice(
        [
            f"H48.{rng.randint(10, 40)}-25{rng.randint(1, 12):02d}12-{_digits(rng, 4)}",
            f"BL{_digits(rng, 7)}",
            f"G22.99-{_digits(rng, 6)}-{_digits(rng, 4)}",
            f"AA/25E {_digits(rng, 7)}",
        ]
    )


def _url(rng: random.Random) -> str:
    site = rng.choice(["vneid-capnhat", "otp-hoantien", "evn-hotro", "nhanqua-tet", "thuedientu-gov"])
    return (
        f"{rng.choice(['https://', 'http://', ''])}{site}{rng.randint(1, 99)}.{rng.choice(['top', 'vip', 'cc', 'xyz'])}"
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    role: str  # the field of Line that the value belongs to
    draw: Draw
    worded: bool = False  # a voice says it differently (without diacritics, in capitals)


_SLOTS: Final[dict[str, _Slot]] = {
    "otp": _Slot("secrets", lambda rng: _code(rng, 6)),
    "otp4": _Slot("secrets", lambda rng: _code(rng, 4)),
    "otp8": _Slot("secrets", lambda rng: _code(rng, 8)),
    "ospc": _Slot("secrets", _spaced_code),
    "osay": _Slot("secrets", _spoken_code, worded=True),
    "pin4": _Slot("secrets", lambda rng: _code(rng, 4)),
    "pin6": _Slot("secrets", lambda rng: _code(rng, 6)),
    "cvv": _Slot("secrets", lambda rng: _code(rng, 3)),
    "pw": _Slot("secrets", _password),
    "pwl": _Slot("secrets", lambda rng: rng.choice(_WORDS)),
    "phrase": _Slot("secrets", _phrase),
    "card": _Slot("secrets", _card),
    "cardsp": _Slot("secrets", _spaced_card),
    "phone": _Slot("personal", _phone),
    "land": _Slot("personal", _landline),
    "acct": _Slot("personal", _account),
    "ashort": _Slot("personal", _short_account),
    "nocard": _Slot("personal", _near_card),
    "cccd": _Slot("personal", _citizen),
    "cmnd": _Slot("personal", _old_identity),
    "passport": _Slot("personal", lambda rng: rng.choice("BCKN") + _digits(rng, 7)),
    "email": _Slot("personal", _email),
    "evn": _Slot("personal", _electricity),
    "water": _Slot("personal", _water),
    "student": _Slot("personal", _student),
    "mst": _Slot("personal", _tax),
    "name": _Slot("personal", _name, worded=True),
    "holder": _Slot("personal", lambda rng: strip_diacritics(_name(rng)).upper()),
    "money": _Slot("kept", _money, worded=True),
    "fee": _Slot(
        "kept", lambda rng: f"{rng.randint(8, 99)}{rng.choice(['.000đ', '.000 đồng', 'k', ',000 VND'])}", True
    ),
    "rawmoney": _Slot("kept", _bare_money),
    "vnd": _Slot("kept", _sms_money),
    "date": _Slot("kept", _date, worded=True),
    "year": _Slot("kept", lambda rng: str(rng.randint(1998, 2026))),
    "hour": _Slot("kept", _hour, worded=True),
    "sdate": _Slot("kept", _sms_date),
    "stime": _Slot("kept", lambda rng: f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"),
    "hot": _Slot("kept", lambda rng: rng.choice(_HOTLINES)),
    "law": _Slot("kept", lambda rng: rng.choice(_LAWS), worded=True),
    "house": _Slot("either", _house, worded=True),
    "bank": _Slot("kept", lambda rng: rng.choice(_BANKS), worded=True),
    "place": _Slot("kept", lambda rng: rng.choice(_PLACES), worded=True),
    "n": _Slot("kept", lambda rng: str(rng.randint(2, 59))),
    "age": _Slot("kept", lambda rng: str(rng.randint(18, 86))),
    "nnn": _Slot("kept", lambda rng: str(rng.randint(101, 989))),
    "txn": _Slot("either", _transaction),
    "dossier": _Slot("either", _dossier),
    "url": _Slot("either", _url),
    "hai": _Slot("either", lambda rng: "Hai", worded=True),  # a name in the South: "Chị Hai"
    "tail": _Slot("either", lambda rng: rng.choice(["***", "xxx", "xxxx"]) + _digits(rng, 3)),
}

# ------------------------------------------------------------------------------------------------------------ voices

_TEENCODE: Final = {
    "không": "ko", "được": "đc", "tài khoản": "tk", "mật khẩu": "mk", "chuyển khoản": "ck", "ngân hàng": "nh",
    "điện thoại": "đt", "người": "ng", "với": "vs", "rồi": "r", "gì": "j", "bây giờ": "bh", "cái này": "cái nì",
    "nhắn tin": "nt", "vậy": "z", "quá": "wá", "trả lời": "rep", "biết": "bít", "tin nhắn": "tn",
}  # fmt: skip
_TEENCODE_WORD: Final = re.compile(rf"\b(?:{'|'.join(map(re.escape, _TEENCODE))})\b", re.IGNORECASE)
_SPOKEN_AWAY: Final = re.compile(r"[,.!?:;\"“”'()…]|(?<=\s)[-–](?=\s)")


def _dictated(text: str) -> str:
    return re.sub(r"[ \n]+", " ", _SPOKEN_AWAY.sub("", text)).lower()


_VOICES: Final[dict[str, Callable[[str], str]]] = {
    "written": lambda text: text,
    "bare": strip_diacritics,
    "bare lower": lambda text: strip_diacritics(text).lower(),
    "capitals": str.upper,
    "bare capitals": lambda text: strip_diacritics(text).upper(),
    "dictated": _dictated,
    "teencode": lambda text: _TEENCODE_WORD.sub(lambda found: _TEENCODE[found[0].lower()], text).lower(),
}
_ALL: Final = ("written", "bare", "bare lower", "capitals", "dictated", "teencode")
_PUNCTUATED: Final = ("written", "bare", "bare lower", "capitals", "teencode")
_SENT_BY_BANKS: Final = ("bare", "bare capitals")
_TYPED: Final = ("written", "bare", "capitals")
_OPENINGS: Final = (
    "Ad ơi ", "Cho em hỏi, ", "Dạ, ", "Bot ơi, ", "Cháu ơi, ", "Alo ", "Xin chào. ", "Em chào anh chị. ", "Giúp tôi với! ",
    "Trời ơi ", "Bác hỏi chút: ", "Chị ơi cho em hỏi ", "Tôi hỏi với, ", "Thưa cán bộ, ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Group:
    kind: str
    voices: tuple[str, ...]
    opened: bool  # may be preceded by a greeting
    templates: str


# --------------------------------------------------------------------------------------------------------- templates

_WITH_SECRETS: Final = (
    _Group(
        "code after its word",
        _ALL,
        True,
        """
Mã OTP là {otp}
Mã OTP của tôi là {otp}, giờ phải làm sao?
Tôi lỡ đưa mã OTP {otp} cho người gọi điện xưng là {=công an} rồi
Bác đọc cái mã OTP {otp} cho nó nghe, có sao không cháu?
OTP: {otp}, họ bảo đọc để nhận lại {money}
Mã xác thực {otp} có hiệu lực mấy phút vậy?
Em gửi mã xác minh {otp} qua Zalo cho shop rồi ạ
Mã kích hoạt là {otp} mà tôi nhập hoài không được
Tin nhắn ghi mã xác nhận {otp}, tôi có nên đưa cho họ không?
Hồi {hour} máy báo mã giao dịch một lần là {otp}, tôi không hề mua gì hết
Mã Smart OTP {otp8} sao nhập vào báo sai?
Tôi nhập mã OTP {otp} vào trang {url} rồi bị trừ {money}
Họ kêu tôi đọc mã xác nhận gồm {=6 số}, tôi đọc {otp}
Mã {bank} gửi về là {otp}, có phải mã OTP không?
Ngân hàng {bank} gửi cho tôi mã OTP = {otp}
Con trai tôi nhắn cho bạn mã OTP {otp} để nhận thẻ nạp {money}
Mã xác nhận chuyển tiền {otp} tôi lỡ đăng lên nhóm chợ rồi
Mã đăng nhập Zalo của em là {otp4}, có người xin mà em đưa mất rồi
OTP của mẹ em {otp} bị người ta lấy mất
""",
    ),
    _Group(
        "code before its word",
        _ALL,
        True,
        """
{otp} là mã OTP của em
{otp} là mã xác nhận nó vừa gửi cho tôi phải không?
{otp} đây là mã OTP ngân hàng gửi, tôi đọc cho họ được không?
Tôi nhắn {otp} cho nó, đó là mã OTP
Máy hiện {otp} là mã xác thực của {bank} hả cháu?
{otp} - mã xác minh này ở đâu ra vậy?
Số {otp} là mã OTP mà tôi lỡ đọc cho người lạ
Em thấy {otp} kèm chữ mã OTP, em không yêu cầu gì cả
{otp8} là mã đăng nhập Facebook của em, bị lộ thì sao?
Nó bảo đọc {otp}, tức là mã OTP, tôi đọc xong mất {money}
""",
    ),
    _Group(
        "code one sentence later",
        _ALL,
        True,
        """
Có người gọi bảo đọc mã OTP. Em đọc {otp} rồi, giờ lo quá.
Họ xin mã xác nhận. Tôi nhắn lại {otp}. Xong mất {money}.
Ngân hàng gửi mã OTP về máy. Con gái tôi đọc cho nó là {otp}.
Shop nói cần mã OTP để hoàn tiền. Em trả lời {otp} thì tài khoản bay {money}.
Nó hỏi mã xác thực. Dạ em đọc {otp} rồi mới biết bị lừa.
Người ta bảo tôi xem mã trong tin nhắn rồi đọc lên. Tôi đọc {otp}.
Bên {bank} gọi hỏi OTP. Mẹ em cung cấp {otp} luôn rồi.
Họ nói có mã OTP gửi về máy lúc {hour}. Tôi gửi {otp} cho họ.
Tự nhiên có tin nhắn mã xác minh. Nó xin, em gửi {otp}, vậy có sao không?
Có tin nhắn OTP về. Tôi tưởng thật nên bấm {otp} vào link nó gửi.
""",
    ),
    _Group(
        "code in pieces",
        _ALL,
        True,
        """
Mã OTP là {ospc}
Tôi đọc cho họ mã OTP {ospc} rồi, có bị mất tiền không?
Mã xác nhận: {ospc}
OTP {ospc} đó cháu, bác đọc chậm từng số cho nó
Nó bảo đọc mã, tôi đọc {ospc} là mã OTP trong máy
Mã xác thực của tôi {ospc}, sao app {bank} báo sai?
{ospc} là mã OTP của chị phải không em?
Bác đọc từng số một mã OTP là {ospc} cho nó chép
""",
    ),
    _Group(
        "code in words",
        ("written", "bare lower", "dictated"),
        True,
        """
Mã OTP là {osay}
Tôi đọc mã xác nhận cho nó là {osay} rồi
""",
    ),
    _Group(
        "message of a bank",
        _SENT_BY_BANKS,
        False,
        """
Vietcombank: Ma OTP cua Quy khach la {otp}. Ma co hieu luc trong 2 phut. Tuyet doi KHONG cung cap ma nay cho bat ky ai.
{otp} la ma OTP cho giao dich chuyen {vnd} tu TK {tail}. Khong chia se ma nay. BIDV
Agribank: {otp} la ma xac thuc giao dich E-Mobile Banking, hieu luc 120 giay. LH {=1900558818}
TECHCOMBANK: Ma xac thuc giao dich cua ban la {otp}. Vui long khong tiet lo cho nguoi khac.
(MBBank) Ma OTP: {otp}. GD: thanh toan {vnd}. Het han luc {stime}.
ACB: OTP {otp}. Giao dich {vnd} den TK {tail}. KHONG cung cap OTP cho ai ke ca nhan vien NH.
TPBank: Quy khach dang kich hoat eBank tren thiet bi moi. Ma kich hoat: {otp8}. Hieu luc 5 phut.
VPBank: OTP cua ban la {otp} de xac nhan thanh toan {vnd} tai SHOPEE. Goi {=1900545415} neu khong phai ban.
Sacombank: Ma xac nhan {otp} dung cho giao dich truc tuyen the {tail}, so tien {vnd}.
VietinBank iPay: Ma OTP {otp} co hieu luc den {stime} ngay {sdate}. Khong cung cap cho bat ky ai.
MoMo: Ma xac thuc cua ban la {otp}. KHONG chia se voi bat ky ai, ke ca nhan vien MoMo.
ZaloPay: {otp} la ma xac thuc dang nhap cua ban. Ma co gia tri trong 5 phut.
Shopee: {otp} la ma xac minh cua ban. Khong chia se ma nay.
Viettel Money: Ma OTP giao dich la {otp}, so tien {vnd}. LH {=18009000}.
G-{otp} is your Google verification code.
{otp8} is your Facebook confirmation code
Zalo: Ma dang nhap cua ban la {otp4}. Vui long khong chia se.
VNeID: Ma OTP kich hoat tai khoan dinh danh muc 2 cua cong dan la {otp}. Ma het han sau 3 phut.
MSB: Ban dang thuc hien GD {vnd} luc {stime}. OTP: {otp}.
HDBank: <{otp}> la ma OTP de chuyen {vnd}. Hieu luc 180s.
SHB: Ma giao dich cua Quy khach la {otp} (OTP). Khong tiet lo ma.
""",
    ),
    _Group(
        "message sent on with a word of one's own",
        _PUNCTUATED,
        False,
        """
Họ gửi tin này: "Mã OTP của Quý khách là {otp}, hiệu lực 2 phút". Tôi có nên đọc không?
Tin nhắn này thật hay giả: {bank} thông báo mã xác thực {otp} cho giao dịch {money}?
Em chuyển tiếp tin cho ad xem:⏎Ma OTP: {otp}⏎So tien: {vnd}⏎Em không mua gì cả
"Bạn đã trúng thưởng {money}, trả lời mã {otp} vừa nhận để lĩnh quà" - tin này lừa đảo phải không?
"Cán bộ thuế đây, anh chị đọc giúp mã xác nhận {otp} trên máy để hoàn tất hồ sơ" là thật không?
Kẻ gian nhắn: "Tôi chuyển nhầm {money}, gửi lại tôi mã OTP {otp} để huỷ lệnh"
Con dán nguyên tin: {otp} la ma OTP cua quy khach. Khong chia se cho bat ky ai. Hết.
Nó nhắn vậy nè: "Shipper đây, chị nhập mã {otp} là mã xác nhận đơn hàng vào link {url} giúp em"
""",
    ),
    _Group(
        "pin",
        _ALL,
        True,
        """
Mã PIN thẻ ATM của mẹ tôi là {pin4}
Tôi để tờ giấy ghi số PIN {pin4} trong ví rồi mất ví luôn
Mã PIN {pin6} mà nhập sai {=3 lần} thì thẻ có bị khoá không?
PIN: {pin4}
Tôi bấm mã PIN {pin6} ở cây ATM {bank} mà máy nuốt thẻ
Mật mã rút tiền của tôi là {pin4}, cho con cháu biết được không?
Passcode VNeID của tôi là {pin6}, tôi quên mất mức 2 rồi
Mã khoá app ngân hàng em để {pin6}, có dễ bị đoán không?
Mã bảo mật ví MoMo là {pin6}, họ bảo đọc để nâng hạn mức
Thẻ của ba em, số pin là {pin4}, em rút giùm {money} có phạm luật không?
Tôi cho nó biết mã pin {pin4} của thẻ rồi, giờ khoá thẻ ở đâu?
{pin4} là mã PIN thẻ của bà, bà nhờ tôi rút lương hưu
Có đứa đứng sau lưng dòm tôi bấm PIN {pin4} ở trụ ATM
""",
    ),
    _Group(
        "cvv",
        _ALL,
        True,
        """
Mã CVV của tôi là {cvv}
Họ hỏi 3 số sau thẻ, em đọc {cvv} rồi
Ba số bí mật ở mặt sau thẻ là {cvv}, tôi đưa cho shop có sao không?
CVV {cvv}, sao thanh toán {money} vẫn không được?
Mã CVC thẻ Visa là {cvv} đúng không?
Tôi nhập CVV: {cvv} vào trang {url} rồi
Nó bảo lật thẻ lại đọc số CVV, tôi đọc {cvv}
Mã an toàn in sau thẻ {bank} của tôi là {cvv}
{cvv} là số CVV của em, em lỡ chụp đăng Facebook
""",
    ),
    _Group(
        "password",
        _PUNCTUATED,
        True,
        """
Mật khẩu của tôi là {pw}
Mật khẩu app {bank} là {pw}, nó lấy được rồi
Tôi đặt mật khẩu {pw} có an toàn không?
Mật khẩu: {pw}
Pass của em là {pw}, em nhập vào web lạ rồi
Password: {pw}
Mật khẩu Internet Banking cũ là {pw}, giờ muốn đổi làm sao?
Tên đăng nhập {phone}, mật khẩu {pw}, nhờ ad vào xem giúp
Tôi quên mật khẩu, hình như là {pw} mà vào không được
Họ xin mật khẩu. Tôi nhắn {pw} cho họ rồi.
{pw} là mật khẩu ví MoMo của tôi, nhờ kiểm tra giúp
Con tôi đổi mật khẩu từ {pw} thành {pw} mà không nói
Tài khoản VNeID {cccd}, mật khẩu là {pw}
Mật khẩu Facebook em là {pw} bị hack rồi, nó mượn tiền bạn em {money}
Mật khẩu đăng nhập dịch vụ công của ba em ({pw}) không vào được
Em lưu mật khẩu ngân hàng trong Zalo, ghi là {pw}
Mình dùng chung một pass {pw} cho cả Gmail lẫn {bank}
Mật khẩu là {pwl}
Em đặt mật khẩu là {pwl}, có dễ đoán quá không?
Pass wifi quán em là {pw}, khách quét mã có sao không?
Email {email} pass {pw} bị người ta vào được
""",
    ),
    _Group(
        "password of several words",
        _PUNCTUATED,
        False,
        """
Mật khẩu của tôi là "{phrase}"
Mật khẩu: {phrase}
Em để mật khẩu là “{phrase}”, vậy có mạnh không?
Tôi đọc mật khẩu cho nó rồi, mật khẩu là {phrase}
""",
    ),
    _Group(
        "card",
        _ALL,
        True,
        """
Số thẻ của tôi là {card}
Tôi lỡ đưa số thẻ {card} cho người bán hàng trên mạng
Thẻ {bank} số {card} bị trừ {money} lúc {hour}
{card} thẻ này còn dùng được không?
Nó bảo chụp hai mặt thẻ rồi đọc số, tôi đọc {cardsp}
Tôi muốn khoá thẻ Visa {cardsp} ngay
Mất ví, trong đó có thẻ ATM {card} của {bank}
Em nhập số thẻ {cardsp} vào link {url} rồi, có mất tiền không?
Thẻ Napas của mẹ tôi {cardsp}, rút ở cây ATM {place} không ra tiền
Số in trên mặt thẻ: {card}
Tôi thấy dãy số {cardsp} trên thẻ thì đó là số tài khoản hay số thẻ?
Thẻ tín dụng của tôi có số {card} bị quẹt {money} ở nước ngoài
Chuyển tiền vào số thẻ {card} được không?
""",
    ),
    _Group(
        "two secrets",
        _PUNCTUATED,
        True,
        """
Số thẻ {card}, CVV {cvv}, tôi nhập vào web giả rồi
Thẻ {cardsp} mã PIN {pin4} bị mất chung với ví
Mật khẩu {pw}, mã OTP {otp}, nó lấy hết rồi
Tôi đọc OTP lần đầu {otp}, lần sau {otp}, mất tổng cộng {money}
Nó hỏi tôi số thẻ và 3 số sau thẻ. Tôi đọc {card} với {cvv}.
Mã OTP thứ nhất là {otp}, mã OTP thứ hai là {otp}
Đổi mã PIN từ {pin4} sang {pin4} có được không?
Mật khẩu đăng nhập là {pw}, mã PIN giao dịch là {pin6}
User {email}, pass {pw}, otp {otp}
Em gửi mã OTP {otp} và mật khẩu {pw} cho bạn trên mạng
""",
    ),
    _Group(
        "inside a long story",
        _ALL,
        False,
        """
Sáng nay khoảng {hour} tôi đang bán cá ngoài chợ {place} thì có người gọi xưng là nhân viên điện lực, nói nhà tôi nợ {money}, nếu không đóng sẽ cắt điện. Tôi sợ quá nên nghe theo, nó kêu đọc mã OTP thì tôi đọc {otp}, sau đó tài khoản {bank} của tôi bị trừ {money}. Giờ tôi phải báo ai?
Con em học lớp 8 ở {place}, cô giáo chủ nhiệm nhắn đóng học phí {money}. Em chuyển xong thì có số lạ {phone} gọi nói chuyển thiếu, bảo em cung cấp mã xác nhận. Em tin nên đọc mã {otp}. Tới {hour} thì mất sạch {money}.
Tôi năm nay {=72 tuổi}, lãnh lương hưu qua {bank}. Hôm {date} có cậu thanh niên tới nhà giúp cài app, cậu ấy hỏi mật khẩu tôi nói là {pw}, rồi cậu ấy chụp căn cước của tôi. Hôm sau kiểm tra thì mất {money}. Tôi không biết chữ nhiều, mong cô chú chỉ giúp.
Em là sinh viên ở {place}, tìm việc làm thêm trên mạng, họ bảo đặt cọc {money} rồi làm nhiệm vụ. Sau đó họ yêu cầu nhập số thẻ {card} để nhận hoa hồng, em nhập rồi thì bị trừ {money}. Em đã gọi {hot} mà chưa ai trả lời.
Nhà tôi làm rẫy trên {place}, bán keo được {money} gửi ở {bank}. Có người gọi video mặc đồ công an nói tôi dính rửa tiền, bắt tôi bấm mã PIN {pin6} cho họ xem màn hình. Tôi làm theo rồi mới thấy lạ. Vậy giờ khoá tài khoản kiểu gì?
Chuyện là tuần trước chị bán rau cạnh tôi bị lừa, chị ấy kể lại cho tôi là nó gọi hai lần, lần đầu hỏi tên tuổi, lần sau mới xin OTP. Chị đọc {otp} cho nó, chưa đầy {=5 phút} thì mất {money}. Tôi kể để bà con cảnh giác, đồng thời hỏi có lấy lại được không.
Hôm qua em bán hàng online, khách nói ở nước ngoài chuyển về {money} qua Western Union, gửi link {url} bảo em đăng nhập. Em nhập tên đăng nhập, nhập mật khẩu {pw}, rồi nhập luôn mã OTP {otp}. Sáng nay mở app thấy còn {=0 đồng}.
Tôi bị lừa qua điện thoại, tụi nó nói là bên bảo hiểm xã hội {place}, hỏi số thẻ rồi hỏi cvv, tôi đọc {cvv}, hỏi thêm gì nữa tôi cũng không nhớ. Nó dặn không được kể với con cái. Nay con tôi về mới biết.
Ba em đi chợ {place} bán bò được {money}, gửi vào thẻ. Tối {date} có tin nhắn mã OTP, ông tưởng ngân hàng thật nên khi họ gọi ông đọc liền {otp}, xong họ cúp máy. Em gọi {hot} thì tổng đài bảo chờ.
""",
    ),
    _Group(
        "teencode",
        _TYPED,
        False,
        """
mk app nh của e là {pw} nó bít r
otp nè {otp} ad check dùm
e lỡ đọc otp {otp} cho ng ta r sao h
nh gửi mã {otp} e đưa cho shop luôn huhu
mã xn là {otp} á, có j ko
mk fb {pw} bị hack, ai cứu vs
pass {pw} nha, đừng ns ai
thẻ visa e {card} bị trừ {money} r ạ
c ơi mã otp của e là {otp} đk ạ
e gửi mã {otp} cho nó qua zalo, nó ns là mã nhận quà :((
pin {pin4} thui mà nó rút đc tiền z
cvv {cvv} đó, e chụp gửi nó r
mk: {pw}
otp {otp} ko nhập đc, hết hạn r hả
nó xin mã otp, e rep {otp} r, toang chưa
mat khau cua mk la {pw}
ma xac nhan ne {otp}, e gui nham nguoi r
t đưa nó otp rồi, {otp} á, giờ sao ta
""",
    ),
    _Group(
        "dialect",
        ("written", "bare", "dictated"),
        False,
        """
Hồi nãy nó biểu tui đọc cái mã OTP, tui đọc {otp} cho nó rồi, dậy có răng không?
Tui hổng rành, nó hỏi mã OTP thì tui nói {otp} chớ biết chi mô
Mạ tui đưa mã PIN {pin4} cho thằng mô không biết, chừ mần răng?
Nậu biểu tui đọc số sau thẻ, tui đọc {cvv}, số thẻ là {card} đó
Mật khẩu tui để là {pw}, thằng cháu nó mần cho, chừ vô hổng được
Nhà cháu ở {place}, u cháu trót đọc mã OTP {otp} cho người ta rồi, thế giờ làm thế nào hở bác?
Bầm nhà em bảo mã số rút tiền là {pin4}, em ra cây rút mà nó cứ báo sai
Tau đọc mã xác nhận {otp} cho hắn xong hắn cúp máy cái rụp
Chị {hai} dặn đừng đưa mã cho ai mà tui lỡ đưa mã OTP {otp} rồi, rầu thúi ruột
Hắn hỏi mã xác thực chi đó, tui dòm vô máy thấy {otp} rứa là đọc cho hắn
""",
    ),
    _Group(
        "secret beside numbers that are none",
        _PUNCTUATED,
        True,
        """
Tài khoản {acct} ngân hàng {bank}, mã OTP {otp}, số tiền {money}
Số điện thoại {phone} gọi tôi lúc {hour} xin mã OTP, tôi đọc {otp}
Mã giao dịch {txn}, OTP {otp}, bị trừ {money} ngày {date}
Tôi chuyển {rawmoney} đồng, mã OTP là {otp}, sao báo lỗi?
Mã khách hàng điện {evn}, tôi đóng qua app thì nó hỏi OTP, tôi nhập {otp} mà không qua
CCCD {cccd}, mật khẩu VNeID {pw}, nhờ cán bộ xem giúp
Thẻ {card} của tôi, gọi tổng đài {hot} khoá mà không ai nghe máy
Người nhận số tài khoản {acct}, tôi nhập mã OTP {otp} xong mới biết nhầm {money}
Năm {year} tôi đặt mã PIN {pin4} tới giờ chưa đổi
Mã học sinh {student}, học phí {money}, em nhập OTP {otp} xong mà trường báo chưa đóng
""",
    ),
)

_WITHOUT_SECRETS: Final = (
    _Group(
        "amounts",
        _ALL,
        True,
        """
Tôi bị lừa mất {money}
Chuyển {money} sang {bank} có mất phí không?
Đọc mã OTP xong bị trừ {money}, giờ tính sao?
Tôi chuyển nhầm {rawmoney} đồng sang tài khoản người lạ
Tiền điện tháng này {money}, tháng trước {money}
Số tiền {rawmoney} bị trừ mà không có tin nhắn
Nhận được tin báo có {money} nhưng mở app không thấy
Hạn mức mỗi ngày {money} có nâng được không?
Học phí kỳ này {money}, đóng trễ phạt {money}
Họ bảo nộp {money} phí hồ sơ rồi mới giải ngân {money}
Lương hưu {money} chưa thấy về thẻ
Chuyển trên {money} phải quét mặt đúng không?
Bán {n} ký cà phê được {money}, khách chuyển khoản thiếu {money}
Tôi gửi OTP cho họ rồi mất {money} trong tài khoản {bank}
Số tiền: {rawmoney} VND, nội dung: dong tien nuoc
""",
    ),
    _Group(
        "dates, hours, counts",
        _ALL,
        True,
        """
Ngày {date} tôi nhận được tin nhắn OTP lạ
Lúc {hour} ngày {date} thẻ của tôi bị khoá
Tin nhắn OTP về lúc {hour} mà tôi ngủ không biết
Tôi sinh năm {year}, chưa dùng ngân hàng bao giờ
Đổi mật khẩu lần cuối từ năm {year}
Lớp tôi có {n} bạn, đã đóng {n} bạn
Đề thi có {n} câu, con tôi đúng {n} câu
Chợ {place} có {nnn} hộ, {nnn} hộ đã có mã QR
Mã OTP hết hạn sau {=60 giây} hay {=120 giây}?
Mã OTP có {=6 số} hay {=8 số}?
Nhập sai mã PIN {=5 lần} thì thẻ bị khoá bao lâu?
Mật khẩu phải có ít nhất {=8 ký tự} đúng không?
Thẻ CCCD gắn chip làm từ năm {year} còn dùng tới {year} không?
Năm {year} tôi mở tài khoản ở {bank}, nay quên mật khẩu
Hạn đóng học phí là {date}, quá hạn có bị phạt không?
Cây ATM ở {place} mở cửa từ {hour} tới {hour}
Mã PIN {=4 số} và mã PIN {=6 số} khác gì nhau?
Đợi {n} phút rồi mà chưa thấy mã OTP
""",
    ),
    _Group(
        "phones and hotlines",
        _ALL,
        True,
        """
Số {phone} gọi tôi đòi mã OTP
Người ta gọi từ số {phone} bảo tôi đọc mã xác nhận, tôi không đọc
Số điện thoại của tôi là {phone}
Gọi lại cho tôi theo số {phone} nhé
Mã OTP gửi về số {phone} mà sim đó tôi mất rồi
Tổng đài {hot} có phải của ngân hàng không?
Tôi gọi {hot} báo khoá thẻ mà không ai nghe
Nhắn tin tới {hot} báo lừa đảo có mất tiền không?
SĐT: {phone}
Zalo của em {phone}, ad nhắn giúp
Nó dùng số {phone} với số {phone} gọi liên tục đòi mật khẩu
Điện thoại bàn {land} tự xưng công an {place}
Đổi số điện thoại nhận OTP từ {phone} sang {phone} làm sao?
Bị lừa thì gọi {=113} hay {=156}?
Điện lực nói gọi {=19001909}, còn miền Bắc là {=19006769} phải không?
Số {=1900 9247} với {=1800 588 822} số nào miễn phí?
Ví MoMo đăng ký bằng số {phone} bị khoá do quên mật khẩu
Em tên gì không quan trọng, gọi em số {phone} là được
""",
    ),
    _Group(
        "accounts",
        _ALL,
        True,
        """
Số tài khoản {acct} {bank}
Tôi chuyển nhầm vào tài khoản {acct} ngân hàng {bank} số tiền {money}
STK {acct} có phải của lừa đảo không?
Tài khoản của tôi là {acct}, chưa thấy tiền về
Nó bảo chuyển vào stk {acct} tại {bank}, xong nó xin OTP mà tôi không cho
Tài khoản số đẹp {ashort} ở {bank} có mất phí không?
Tôi đăng ký số tài khoản {ashort} mà chưa được duyệt
Số tài khoản {nocard} của {bank} có đúng định dạng không?
TK nhận: {acct}, chi nhánh {place}
Chuyển từ tài khoản {acct} sang tài khoản {acct} bị treo
Người bán gửi số tài khoản {acct}, bảo cọc {money}
Số TK {nocard} là tài khoản chứ không phải thẻ nhé
Trường cho số tài khoản thu học phí {acct} ở {bank}
Tôi nhập sai một số trong tài khoản {acct}, đúng ra số cuối là {=5}
""",
    ),
    _Group(
        "customer codes",
        _ALL,
        True,
        """
Mã khách hàng tiền điện của tôi là {evn}
Mã khách hàng {evn} nợ bao nhiêu tiền?
Đóng tiền nước mã khách hàng {water} ở {place}
Mã danh bộ nước {water} nhập vào app báo không tìm thấy
Mã học sinh {student} đóng học phí không được
Mã sinh viên của em là {student}, em đóng học phí {money} rồi
Mã số thuế {mst} nộp thuế khoán ở đâu?
MST {mst} còn nợ {money}
Hộ kinh doanh của tôi MST: {mst}, quên mật khẩu eTax
Mã KH {evn}, tháng này {money}, quét QR ở đâu?
Tôi nhập mã khách hàng {evn} rồi nó hỏi mã OTP, có an toàn không?
Mã học sinh của con tôi là {student}, lớp {=5A}, trường ở {place}
Mã số học sinh {student}, mã trường {=512}
""",
    ),
    _Group(
        "transaction codes",
        _ALL,
        True,
        """
Mã giao dịch {txn} bị treo
Mã giao dịch là {txn}, tiền trừ rồi mà bên kia chưa nhận
Số tham chiếu {txn} ngày {date}
Mã tra soát {txn}, ngân hàng hẹn {n} ngày
Giao dịch {txn} lúc {hour} bị lỗi, trừ {money}
Mã hồ sơ {dossier} nộp lệ phí {money} rồi mà chưa cập nhật
Mã đơn hàng {txn} shop không giao
Số hoá đơn {dossier} của tôi bị sai tên
Mã vận đơn {txn}, shipper bảo đọc mã OTP mới giao, tôi không đọc
Biên lai số {dossier}, số tiền {money}
Số bút toán {txn} là gì vậy?
""",
    ),
    _Group(
        "laws and addresses",
        _ALL,
        True,
        """
{law} quy định gì về ví điện tử?
Theo {law} thì lộ mã OTP ngân hàng có đền không?
Tôi ở {house}, {place}
Nhà tôi {house} đường {place}, muốn đăng ký đóng tiền điện tự động
Căn cứ {law} tôi có được đòi lại {money} không?
Cây ATM gần {house} {place} bị hỏng
Shop ở {house}, giao tới {place} thì trả tiền mặt hay chuyển khoản?
{law} với {law} khác nhau chỗ nào?
Tôi ở {place}, ra {bank} chi nhánh {place} làm lại mã PIN được không?
Phòng giao dịch {bank} {house} {place} làm việc tới {hour}
""",
    ),
    _Group(
        "about secrets, none given",
        _ALL,
        True,
        """
Quên mật khẩu thì làm sao?
OTP là gì?
Đừng đưa mã OTP cho ai
Mã OTP là gì mà ai cũng hỏi vậy?
Mật khẩu là gì, đặt sao cho an toàn?
Mật khẩu là tên con tôi thì có dễ đoán không?
Mã PIN là mấy số?
Số CVV là số nào trên thẻ?
Sao tôi không nhận được mã OTP?
Có người xin mã OTP, tôi có nên đưa không?
Tôi lỡ đọc mã OTP cho người lạ rồi, giờ làm sao?
Tôi đưa mật khẩu cho con gái giữ được không?
Đổi mật khẩu {bank} ở đâu?
Mật khẩu ví điện tử khác mật khẩu ngân hàng không?
Ngân hàng có bao giờ hỏi mật khẩu không?
Mã xác nhận gửi về máy cũ thì lấy kiểu gì?
Tôi đọc mã rồi, nó rút hết tiền rồi
Mật khẩu mạnh là như thế nào?
Pass wifi với pass ngân hàng có nên giống nhau không?
Số thẻ và số tài khoản khác nhau thế nào?
Mật khẩu sai hoài, bị khoá app {bank} rồi
Mã PIN mới nhận ở {bank} phải đổi liền không?
Mật khẩu của tôi bị lộ rồi phải làm sao?
Mã OTP của tôi bị người khác xem trộm
Nó gửi link {url} kêu nhập mật khẩu, tôi chưa nhập
Mật khẩu cũ không nhớ, mật khẩu mới chưa đặt
Smart OTP khác SMS OTP chỗ nào?
Con tôi hỏi mã OTP để làm gì
Mật khẩu không đúng, vui lòng thử lại nghĩa là sao?
Cho xin mật khẩu wifi quán với
""",
    ),
    _Group(
        "secrets' words beside other numbers",
        _ALL,
        True,
        """
Gửi OTP cho họ xong thì {n} phút sau mất {money}
Nó hỏi mã PIN, tôi gọi {hot} liền
Tôi đổi mật khẩu hôm {date} mà tới {date} lại quên
Mật khẩu hết hạn sau {=90 ngày} phải đổi không?
Mật khẩu từ {=6 đến 20 ký tự} là đủ chưa?
Mã OTP đến lúc {hour}, tôi không đọc cho ai
Sau khi cho mã OTP thì mất {rawmoney} đồng, có lấy lại được không?
Ngân hàng thu phí SMS OTP {fee} một tháng
Phí cấp lại mã PIN là {fee}
Tôi {age} tuổi, không biết mã OTP là gì
Thẻ {bank} phát hành năm {year}, quên mã PIN
Mất {n} cái thẻ cùng lúc, không nhớ mã PIN cái nào
Mã vùng {=0255} là ở đâu, nó gọi xin mã OTP
Mã ngân hàng {=970436} là của {=Vietcombank} phải không?
Mã bưu điện {place} là {nnn}00 hả?
Có {n} người trong xóm bị lừa lấy mã OTP, mất tổng {money}
Nhập mật khẩu {n} lần đều sai
Khoá thẻ mất bao lâu, {=24 giờ} hay {=48 giờ}?
""",
    ),
    _Group(
        "messages without a secret",
        _SENT_BY_BANKS,
        False,
        """
VCB: TK {acct} {=-500,000VND} luc {sdate} {stime}. SD {vnd}. Ref {txn}. ND: thanh toan tien dien
TK {acct} GD: {vnd} {sdate} {stime} SDC: {vnd} ND: {bank} CK hoc phi
(Agribank) TK {acct}: +{vnd} vao {stime} {sdate}. SD: {vnd}
EVNCPC: KH {evn} tien dien ky {=10/2025}: {vnd}. Han thanh toan {sdate}. CSKH {=19001909}
Nuoc sach: KH {water}, so tien {vnd}, vui long thanh toan truoc {sdate}.
Canh bao: {bank} KHONG bao gio yeu cau khach hang cung cap mat khau, ma OTP, ma PIN. Lien he {hot}.
Tai khoan cua ban se bi khoa trong {=24h}, dang nhap {url} de xac minh. Hotline {phone}
Chuc mung thue bao {phone} trung thuong {vnd}, nhan tai {url}
Cong an {place} moi ong ba den lam viec luc {stime} ngay {sdate}, lien he {phone}
Truong THCS {place}: PH vui long nop hoc phi {vnd} cho HS ma {student} truoc ngay {sdate}
BHXH {place}: ho so {dossier} da duoc tiep nhan. Tra cuu tai VssID.
Vietcombank: Quy khach da doi mat khau thanh cong luc {stime} ngay {sdate}. Neu khong phai, goi {=1900545413}.
BIDV: Quy khach nhap sai ma OTP 3 lan. Dich vu tam khoa den {stime} {sdate}.
""",
    ),
    _Group(
        "scam messages without a secret",
        _PUNCTUATED,
        False,
        """
Công an phường {place} yêu cầu ông bà cập nhật VNeID tại {url} trước {hour} ngày {date}, nếu không sẽ bị khoá mã định danh.
Tuyển cộng tác viên tại nhà, mỗi ngày {money}, không cần mật khẩu hay OTP, liên hệ Zalo {phone}
Con bị tai nạn đang cấp cứu, chuyển gấp {money} vào {acct} {bank} giúp con
Quý khách đủ điều kiện vay {money}, không cần thế chấp, chỉ cần mã xác nhận, gọi {phone}
Shipper đây ạ, chị không có nhà, chị chuyển {money} vào stk {acct} {bank} rồi em gửi hàng ở {house} nhé
Hoàn thuế {money} theo {law}, bấm {url} và nhập mật khẩu để nhận
Tiền điện nhà mình {money} quá hạn {date}, mã khách hàng {evn}, gọi {phone} để khỏi bị cắt lúc {hour}
Bạn đã trúng xe máy trị giá {money}, soạn QUA gửi {=8079} hoặc gọi {phone}
Tài khoản của bạn bị trừ {money} phí thường niên lúc {hour} ngày {date}, nếu không phải bạn hãy đọc mã OTP cho tổng đài {phone}
""",
    ),
    _Group(
        "teencode without a secret",
        _TYPED,
        False,
        """
mk {age} tuổi, ở {place}, muốn mở tk
mk muốn ck {money} qua {bank} thì sao
mk đóng tiền điện {money} r mà chưa gạch nợ
mk quên mk r ad ơi
mk bị lừa {money} ở {place}, giờ báo ai
otp là j z mn
đừng đưa otp cho ai nha mn
nh gửi mã mà e ko đưa ai hết
mk sinh năm {year}, xài {bank} đc ko
sdt mk {phone} nha ad
stk mk {acct} {bank}
ko nhận đc otp từ {hour} tới giờ
nó xin otp mà e ko cho, nó chửi e lun
mk ck nhầm {rawmoney}đ r, đòi lại sao
mk là sv năm {=2}, hp kì này {money}
pass là j v ad
""",
    ),
    _Group(
        "identity papers",
        _ALL,
        True,
        """
CCCD của tôi là {cccd}
Số căn cước {cccd} đã liên kết VNeID chưa?
Căn cước công dân số {cccd} cấp ngày {date}
Tôi lỡ gửi ảnh căn cước {cccd} cho người lạ, có sao không?
CMND cũ {cmnd}, giờ đổi sang căn cước thì tài khoản {bank} có bị khoá không?
Chứng minh nhân dân số {cmnd} của tôi hết hạn năm {year}
Số định danh cá nhân {cccd}, mở tài khoản nhận trợ cấp {money}
Hộ chiếu {passport} mở tài khoản {bank} được không?
Passport số {passport}, tôi là Việt kiều về {place}
Nó đòi số CCCD với mã OTP, tôi chỉ đưa CCCD {cccd}
cccd {cccd} sinh năm {year}
Tôi dùng số căn cước {cccd} đăng ký nhận {money} quà Tết
""",
    ),
    _Group(
        "e-mails",
        _ALL,
        True,
        """
Email của tôi là {email}
Gửi hoá đơn vào {email} giúp tôi
Tôi quên mật khẩu email {email}
Liên hệ {email} hoặc {phone}
Kẻ gian dùng địa chỉ {email} giả danh {bank}
Hoá đơn điện {money} gửi tới {email} ngày {date}
""",
    ),
    _Group(
        "names",
        _PUNCTUATED,
        True,
        """
Tôi tên {name}, ở {place}, bị lừa {money}
Tôi tên là {name}. Tôi muốn hỏi cách khoá thẻ {bank}.
Em tên là {name}, sinh viên năm {=2} ở {place}
Tên tôi là {name}, {age} tuổi
Cháu tên {name}, cháu hỏi giúp bà về {=lương hưu}
Họ và tên: {name}, CCCD: {cccd}, SĐT: {phone}
Mình tên {name}, bán hàng ở chợ {place}
Con tôi tên {name}, mã học sinh {student}, học lớp {=7A2}
Họ tên {name}, sinh năm {year}, thường trú {place}
Tôi là {name}, số điện thoại {phone}, báo bị lừa {money} ngày {date}
""",
    ),
    _Group(
        "names in speech without punctuation",
        ("dictated",),
        True,
        """
Tôi tên là {name} ở {place} muốn hỏi đóng tiền điện
Em tên {name} sinh năm {year} quê {place}
Tên tôi là {name} năm nay {age} tuổi
""",
    ),
    _Group(
        "names of account holders",
        ("written",),
        False,
        """
Tôi chuyển {money} vào tài khoản {acct} {bank}, chủ tài khoản {holder}
STK {acct} - {bank} - CTK: {holder}
Tên chủ tài khoản: {holder}, số tài khoản: {acct}
""",
    ),
    _Group(
        "papers and numbers in a long story",
        _ALL,
        False,
        """
Tôi ở {place}, ngày {date} có số {phone} gọi xưng là cán bộ thuế, đòi mã số thuế và căn cước, tôi đọc căn cước {cccd}. Họ bảo đóng {money} theo {law}. Tôi gọi {=113} thì được khuyên ra công an xã.
Em bán hàng online ở chợ {place}, khách đặt {n} món hết {money}, gửi ảnh chuyển khoản vào tài khoản {acct} của em mà app {bank} không báo. Mã giao dịch trên ảnh là {txn}. Em chờ từ {hour} tới giờ.
Mẹ tôi {=68 tuổi}, nhận lương hưu {money} mỗi tháng, hôm {date} bà ra cây ATM {bank} ở {place} thì quên mã PIN, nhập sai {=3 lần}, máy giữ thẻ. Gọi tổng đài {hot} họ bảo mang căn cước ra quầy trước {hour}.
Nhà có hai công tơ, mã khách hàng {evn} và {evn}, tháng này một cái {money}, cái kia {money}. Tôi đóng nhầm hai lần cho cùng một mã, muốn xin lại tiền thì gọi {=19001909} hay ra điện lực {place}?
Tôi dạy ở trường {place}, lớp có {n} em, còn {n} em chưa đóng {money}. Phụ huynh hỏi mã học sinh {student} sao không tra được, nhập vào app {bank} báo không tồn tại, số của phụ huynh là {phone}.
Tôi là tiểu thương, bán hàng từ năm {year} ở {house} chợ {place}, mỗi ngày khách quét mã chừng {money}. Nghe nói theo {law} phải khai thuế, mà tôi quên mật khẩu eTax, email đăng ký {email} cũng không vào được.
""",
    ),
)

_GROUPS: Final = (*_WITH_SECRETS, *_WITHOUT_SECRETS)
_PART: Final = re.compile(r"\{(=?)([^{}]*)\}")


def templates() -> list[tuple[str, str]]:
    """Return every template with its kind."""
    return [(group.kind, template) for group in _GROUPS for template in _templates_of(group)]


def _templates_of(group: _Group) -> list[str]:
    return group.templates.strip().splitlines()


def corpus(seed: int = SEED) -> list[Line]:
    """Return the labelled lines: the same ones for the same seed, no text twice."""
    lines: dict[str, Line] = {}
    for group in _GROUPS:
        for template in _templates_of(group):
            # A generator of its own: a template that is added or changed moves no other template's lines.
            lines.update({line.text: line for line in _lines(group, template, random.Random(f"{seed} {template}"))})
    return list(lines.values())


def _lines(group: _Group, template: str, rng: random.Random) -> Iterator[Line]:
    found: set[str] = set()
    for draw in range(_DRAWS):
        line = _said(group, template, group.voices[draw % len(group.voices)], rng)
        if line is not None and line.text not in found:
            found.add(line.text)
            yield line
        if len(found) == LINES_PER_TEMPLATE:
            return


def _said(group: _Group, template: str, voice: str, rng: random.Random) -> Line | None:
    """Return the template in a voice with drawn values, or None where two values could be taken for each other."""
    say, pattern = _VOICES[voice], template
    if group.opened and rng.random() < 0.5:
        template = rng.choice(_OPENINGS) + _lower_first(template)
    parts: dict[str, list[str]] = {"secrets": [], "personal": [], "kept": [], "either": []}
    text, at = "", 0
    for found in _PART.finditer(template):
        text += say(template[at : found.start()].replace(_NEWLINE, "\n"))
        at = found.end()
        if found[1]:
            role, value = "kept", say(found[2])
        else:
            slot = _SLOTS[found[2]]
            role, value = slot.role, slot.draw(rng)
            value = _say_value(value, voice) if slot.worded else value
        parts[role].append(value)
        text += value
    text += say(template[at:].replace(_NEWLINE, "\n"))
    if voice == "dictated":
        text = re.sub(r" {2,}", " ", text)
    if _confusable(text, parts):
        return None
    fields = {role: tuple(values) for role, values in parts.items()}
    return Line(kind=group.kind, pattern=pattern, voice=voice, text=text, **fields)


def _say_value(value: str, voice: str) -> str:
    """Return an amount, an hour or a name in the voice; dictation leaves out no mark inside a number."""
    return value.lower() if voice == "dictated" else _VOICES[voice](value)


def _lower_first(template: str) -> str:
    """Return the template as it goes on after a greeting; an abbreviation and a slot stay as they are."""
    return template if template[:2].isupper() else template[0].lower() + template[1:]


def _confusable(text: str, parts: dict[str, list[str]]) -> bool:
    """Whether a value that must go stands anywhere but where it was put."""
    gone = [*parts["secrets"], *parts["personal"]]
    if any(text.count(value) != 1 for value in gone):
        return True
    values = [*gone, *parts["kept"], *parts["either"]]
    return any(other != value and other in value for value in gone for other in values)
