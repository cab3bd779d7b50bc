"""A second lot of labelled lines for masking, written without sight of the rules and of what they did to these lines.

The first corpus was at hand while the rules were made; this one says what they are worth on words that nobody tuned them
to. So nothing here is to be changed because a rule fails it: only a label that is wrong. Every number, name and address
is made up.

The contract is that of `masking_corpus`: secrets survive nothing, personal data survives `mask_secrets` only, what is
kept survives both, and the rest survives `mask_secrets` and may or may not survive `mask_personal` - house numbers,
"chị Hai" and the name that a swindler gives himself are of that rest. Templates are mostly typed as people type (in
haste, in teencode, without diacritics), so that there are fewer voices than in the first corpus.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from nlu.text import strip_diacritics
from tests.nlu.masking_corpus import Line, luhn_valid

SEED: Final = 20270308
LINES_PER_TEMPLATE: Final = 11
LINES_WITH_NOTHING: Final = 15  # so that nearly half of all lines have nothing to mask
_DRAWS: Final = 50
_NEWLINE: Final = "⏎"

# ---------------------------------------------------------------------------------------------------- made-up values

Draw = Callable[[random.Random], str]

_PEOPLE = [
    "Triệu Thị Mùi", "Cao Thế Vinh", "Lê Hiếu", "Mai Thị Kim Cúc", "Tạ Quang Huy", "Bế Thị Nhung", "Đàm Văn Khoái",
    "Lò Thị Sáng", "Quách Gia Bảo", "Tô Hoài Thương", "Châu Ngọc Diễm", "Đoàn Hữu Nghĩa", "Lưu Bá Thông",
    "Phùng Thị Mỹ Lệ", "Huỳnh Tấn Phát", "Vương Đình Chiến", "Nguyễn Hoàng Gia Khiêm", "Trương Thị Tuyết",
    "Đặng Phước Lộc", "Hoàng Thị Sen", "Ninh Văn Dậu", "La Thị Bưởi", "Thái Duy Khang", "Kiều Thị Ngân", "Võ Tấn Đạo",
    "Lục Thị Hiền", "Phạm Rin", "Trần Ngọc Quỳnh Như", "Bạch Văn Tứ", "Đỗ Thị Thắm", "Tống Khánh Duy", "Giáp Văn Sỹ",
]  # fmt: skip
_RELATIVES = [
    "chị Hai", "anh Ba", "cô Tư", "dì Sáu", "bác Năm", "chú Út", "thím Bảy", "anh Tuấn", "cô Lành", "bác Thìn",
    "chị Nguyệt",
]  # fmt: skip
_OFFICERS = ["trung uý Phan Mạnh Cường", "thượng tá Lê Minh Quyết", "anh Dũng", "cô Hà kế toán", "thiếu tá Sang"]
_BANKS = [
    "BIDV", "Agribank", "Vietcombank", "VietinBank", "LPBank", "SeABank", "Eximbank", "Nam A Bank", "Co-opBank", "MB",
    "Sacombank", "ABBANK", "Techcombank", "KienlongBank", "PVcomBank", "Cake", "Timo", "ngân hàng Chính sách",
]  # fmt: skip
_PLACES = [
    "Sơn Hà", "Minh Long", "Châu Ổ", "Dung Quất", "La Hà", "Chợ Chùa", "Thu Lộ", "Tịnh Kỳ", "Phổ Thạnh", "Đăk Hà",
    "Măng Đen", "Tân Cương", "Gang Thép", "Đu", "Chùa Hang", "Ba Hàng", "Chợ Chu", "Na Rì", "Ba Bể", "Trại Cau",
    "Hương Sơn", "Bình Châu",
]  # fmt: skip
_LAWS = [
    "Nghị định 70/2025/NĐ-CP", "Thông tư 17/2024/TT-NHNN", "Thông tư số 18/2024/TT-NHNN", "Điều 290 Bộ luật Hình sự",
    "Nghị định 123/2020/NĐ-CP", "Luật Giao dịch điện tử 2023", "Quyết định 06/QĐ-TTg", "khoản 3 Điều 26",
    "Chỉ thị 13/CT-TTg", "Nghị định 88/2019/NĐ-CP", "điểm b khoản 1 Điều 8", "Luật số 20/2023/QH15",
]  # fmt: skip
_HOTLINES = [
    "1900558818", "1900 558 868", "1900545426", "1900 54 54 86", "1900.545.415", "1800 9000", "19009068", "1900-6083",
    "1900 9247", "1800588822", "113", "156", "5656", "19006769", "1900.1909",
]  # fmt: skip
_DIGIT_WORDS = "không một hai ba bốn năm sáu bảy tám chín".split()


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _split(digits: str, sizes: tuple[int, ...], mark: str) -> str:
    groups, rest = [], digits
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    return mark.join(group for group in (*groups, rest) if group)


def _code(count: int) -> Draw:
    """Return a generator of digits that are no round number and no year."""

    def draw(rng: random.Random) -> str:
        while True:
            code = _digits(rng, count)
            if not code.endswith("00") and not (count == 4 and code[:2] in ("19", "20")):
                return code

    return draw


def _pieces(rng: random.Random) -> str:
    code = _code(6)(rng)
    return rng.choice([_split(code, (3,), " "), _split(code, (2, 2), " "), _split(code, (2, 2), "-"), ".".join(code)])


def _spoken(count: int) -> Draw:
    return lambda rng: " ".join(rng.choices(_DIGIT_WORDS, k=count))


def _pin(count: int) -> Draw:
    """Return a generator of PINs, a fifth of them the weak ones that people choose."""
    weak = {4: ["1234", "6868", "0000", "1111", "7979"], 6: ["123456", "888888", "112233", "686868", "000000"]}[count]
    strong = _code(count)
    return lambda rng: rng.choice(weak) if rng.random() < 0.2 else strong(rng)


def _password(rng: random.Random) -> str:
    word = rng.choice(
        "tombeo chobeo conyeuba banhmi muaxuan sapcasoba changtrai hatinh sonmy caphe tralai bongda".split()
    )
    number = rng.randint(11, 99)
    return rng.choice(
        [
            f"{word.capitalize()}{number}@",
            f"{word}.{rng.randint(1960, 2009)}",
            f"@{word.capitalize()}{rng.randint(101, 989)}",
            f"{number}{word}{rng.randint(11, 99)}",
            f"{word}{number}",
            f"{word.upper()}#{number}",
            f"Hp{_digits(rng, 4)}!!",
            f"qwerty{rng.randint(1, 99)}",
            f"{word[:3]}{number}${word[-2:]}{rng.randint(1, 9)}",
            rng.choice(["123456789", "abcd1234", "1q2w3e4r", "abc123456", "11112222"]),
            _code(8)(rng),
            f"{rng.choice('XTQL')}{rng.choice('jwz')}{_digits(rng, 3)}{rng.choice('kmv')}{rng.choice('RDG')}",
            f"{word.capitalize()}_{word[:2]}{number}",
            f"iu{word}{rng.randint(1, 9)}nam",
        ]
    )


def _letters_password(rng: random.Random) -> str:
    return rng.choice("hoacucvang connuocnho buongkhue mebinhyeu thanhcong bauoi nhatrang tomtom kimlan".split())


def _passphrase(rng: random.Random) -> str:
    return f"{rng.choice(['ga trong', 'nha co', 'cafe sua', 'heo con'])} {rng.choice(['gay', 'da', 'to'])} {_digits(rng, 2)}"


def _card_digits(rng: random.Random) -> str:
    prefix, length = rng.choice(
        [
            ("4", 16), (str(rng.randint(51, 55)), 16), (str(rng.randint(3528, 3589)), 16), ("970403", 16),
            ("970423", 16), ("970432", 19), ("970418", 16), ("970405", 16), ("34", 15), ("970443", 19),
        ]
    )  # fmt: skip
    body = prefix + _digits(rng, length - len(prefix) - 1)
    return next(body + check for check in "0123456789" if luhn_valid(body + check))


def _card(rng: random.Random) -> str:
    digits = _card_digits(rng)
    sizes = (4, 6) if len(digits) == 15 else (4, 4, 4)
    if len(digits) == 19:
        sizes = rng.choice([(4, 4, 4, 4), (6,)])
    return rng.choice([digits, _split(digits, sizes, " "), _split(digits, sizes, "."), _split(digits, sizes, "-")])


def _phone(rng: random.Random) -> str:
    rest = rng.choice("33 36 39 56 76 79 81 85 88 93 96 99".split()) + _digits(rng, 7)
    local = "0" + rest
    return rng.choice(
        [
            local,
            local,
            local,
            _split(local, (4, 2, 2), " "),
            _split(local, (4, 3), "."),
            _split(local, (3, 3), " "),
            _split(local, (4,), " "),
            _split(local, (2, 4), "."),
            f"(+84){rest}",
            f"+84{rest}",
            f"0084{rest}",
        ]
    )


def _landline(rng: random.Random) -> str:
    area, rest = rng.choice(["0255", "0208", "024"]), "3" + _digits(rng, 6)
    rest = rest if len(area) == 4 else rest + "5"
    return rng.choice([area + rest, f"{area}-{rest}", f"{area} {_split(rest, (3,), ' ')}", f"{area}.{rest}"])


def _account(rng: random.Random) -> str:
    while True:
        start = rng.choice(["10", "0071", "65", "19", "0510", "711", "88"])
        digits = start + _digits(rng, rng.choice([9, 10, 10, 12, 13]) - len(start))
        if len(digits) < 13 or not luhn_valid(digits):
            return rng.choice([digits, digits, digits, _split(digits, (4, 4), " "), _split(digits, (3, 3, 3), ".")])


def _citizen(rng: random.Random) -> str:
    digits = rng.choice(["051", "019", "062", "006", "049"]) + rng.choice("0123") + _digits(rng, 8)
    return rng.choice([digits, digits, _split(digits, (3, 3, 3), " "), _split(digits, (6,), " ")])


def _email(rng: random.Random) -> str:
    user = rng.choice("bepnhaca thutra.tn shopmama quyetdu le.hieu cuc_mai nhungbe92 tapvu.c3 daithuan".split())
    return (
        f"{user}{rng.choice(['', '1', '88', '.qn'])}@{rng.choice(['gmail.com', 'hotmail.com', 'yahoo.com', 'edu.vn'])}"
    )


def _electricity(rng: random.Random) -> str:
    region, letters = rng.choice(["PC05", "PC06", "PA07", "PA11", "PA19"]), "".join(rng.choices("DFGHKMNPR", k=2))
    return rng.choice(["{}{}{}", "{}{}{}", "{} {} {}"]).format(region, letters, _digits(rng, 7))


def _money(rng: random.Random) -> str:
    hundreds, millions = rng.randint(2, 9), rng.randint(2, 79)
    return rng.choice(
        [
            f"{millions}tr{hundreds}00",
            f"{millions}tr",
            f"{millions} trieu",
            f"{millions} triệu mốt",
            f"{millions}.{hundreds}tr",
            f"{hundreds}{rng.randint(1, 9)}0k",
            f"{hundreds}{rng.randint(1, 9)}0 ngàn",
            f"{hundreds} trăm ngàn",
            f"{rng.choice(['hai', 'ba', 'bốn', 'tám', 'mười lăm'])} triệu {rng.choice(['rưỡi', 'hai', 'tư', 'chẵn'])}",
            f"{millions}.{hundreds}75.000",
            f"{millions}.{hundreds}75.000đ",
            f"{millions},{hundreds}50,000 đồng",
            f"{hundreds}{rng.randint(10, 99)}.000 vnđ",
            f"1 tỷ {hundreds}",
            f"{millions} chai",
            f"{millions}M",
        ]
    )


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2020, 2027)
    return rng.choice(
        [
            f"{day}/{month}",
            f"{day:02d}/{month:02d}/{year}",
            f"{day}-{month}-{year}",
            f"{day}.{month:02d}.{year}",
            f"mùng {day % 10 + 1}/{month}",
            f"{day} tháng {month} năm {year}",
            f"{day}th{month}",
            f"{day}/{month}/{year % 100}",
        ]
    )


def _hour(rng: random.Random) -> str:
    hour, minute = rng.randint(1, 12), rng.randint(1, 59)
    return rng.choice(
        [
            f"{hour}g{minute:02d}",
            f"{hour}h{minute}",
            f"{hour}h sáng",
            f"{hour} giờ kém {minute % 28 + 1}",
            f"{hour + 11}:{minute:02d}",
        ]
    )


def _pick(*values: str) -> Draw:
    return lambda rng: rng.choice(values)


@dataclass(frozen=True, slots=True)
class _Slot:
    role: str  # the field of Line that the value belongs to
    draw: Draw
    worded: bool = False  # a voice says it differently


_SLOTS: Final[dict[str, _Slot]] = {
    "otp": _Slot("secrets", _code(6)),
    "otp4": _Slot("secrets", _code(4)),
    "otp5": _Slot("secrets", _code(5)),
    "otp8": _Slot("secrets", _code(8)),
    "pieces": _Slot("secrets", _pieces),
    "spoken": _Slot("secrets", _spoken(6), worded=True),
    "pin4": _Slot("secrets", _pin(4)),
    "pin6": _Slot("secrets", _pin(6)),
    "bornpin": _Slot("secrets", lambda rng: str(rng.randint(1951, 1999))),
    "cvv": _Slot("secrets", _code(3)),
    "pw": _Slot("secrets", _password),
    "pwl": _Slot("secrets", _letters_password),
    "phrase": _Slot("secrets", _passphrase),
    "card": _Slot("secrets", _card),
    "phone": _Slot("personal", _phone),
    "phonesaid": _Slot("personal", lambda rng: "không chín " + _spoken(8)(rng), worded=True),
    "land": _Slot("personal", _landline),
    "acct": _Slot("personal", _account),
    "cccd": _Slot("personal", _citizen),
    "cmnd": _Slot("personal", lambda rng: rng.choice(["212", "090", "091", "233"]) + _digits(rng, 6)),
    "passport": _Slot("personal", lambda rng: rng.choice("CPE") + _digits(rng, 7)),
    "email": _Slot("personal", _email),
    "evn": _Slot("personal", _electricity),
    "water": _Slot("personal", lambda rng: rng.choice(["", "", "QN", "TN-", "DHB"]) + _code(7)(rng)),
    "net": _Slot("personal", lambda rng: rng.choice(["QND", "TND", "QNFD"]) + _code(6)(rng)),
    "student": _Slot(
        "personal", lambda rng: rng.choice(["DTE2", "20", "51000", "K22", "SV0"]) + _code(rng.choice([6, 7]))(rng)
    ),
    "mst": _Slot("personal", lambda rng: rng.choice(["43", "46", "84"]) + _code(8)(rng) + rng.choice(["", "", "-001"])),
    "bhxh": _Slot("personal", lambda rng: rng.choice(["51", "19"]) + _code(8)(rng)),
    "bhyt": _Slot("personal", lambda rng: rng.choice(["HT3", "GD4", "HN2", "DN4"]) + "51" + _code(10)(rng)),
    "name": _Slot("personal", _pick(*_PEOPLE), worded=True),
    "holder": _Slot("personal", lambda rng: strip_diacritics(rng.choice(_PEOPLE)).upper()),
    "money": _Slot("kept", _money, worded=True),
    "raw": _Slot("kept", lambda rng: str(rng.randint(21, 998) * rng.choice([10_000, 5_000, 50_000]))),
    "vnd": _Slot(
        "kept", lambda rng: f"{rng.randint(31, 8_999):,},000".replace(",", rng.choice(",.")) + rng.choice(["d", " VND", "VND"])
    ),
    "fee": _Slot("kept", lambda rng: f"{rng.randint(3, 99)}{rng.choice(['k', '.000đ', ' ngàn', ',000đ'])}", worded=True),
    "date": _Slot("kept", _date, worded=True),
    "hour": _Slot("kept", _hour, worded=True),
    "year": _Slot("kept", lambda rng: str(rng.randint(1996, 2027))),
    "born": _Slot("kept", lambda rng: str(rng.randint(1941, 2008))),
    "sdate": _Slot(
        "kept", lambda rng: f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.choice(['2025', '2026', '26'])}"
    ),
    "stime": _Slot("kept", lambda rng: f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}{rng.choice(['', ':07', ':41'])}"),
    "hot": _Slot("kept", _pick(*_HOTLINES)),
    "law": _Slot("kept", _pick(*_LAWS), worded=True),
    "bank": _Slot("kept", _pick(*_BANKS), worded=True),
    "place": _Slot("kept", _pick(*_PLACES), worded=True),
    "n": _Slot("kept", lambda rng: str(rng.randint(2, 48))),
    "age": _Slot("kept", lambda rng: str(rng.randint(17, 91))),
    "kwh": _Slot("kept", lambda rng: f"{rng.randint(45, 980)}{rng.choice([' số', ' kWh', 'kwh', ' ký điện', ' chữ'])}", worded=True),
    "meter": _Slot("kept", lambda rng: str(rng.randint(2_100, 18_900))),
    "err": _Slot("kept", _pick("500", "E102", "1005", "404", "W-203", "05", "VCB-099", "6003", "-1", "9999")),
    "ver": _Slot("kept", lambda rng: f"{rng.randint(2, 9)}.{rng.randint(0, 9)}.{rng.randint(1, 29)}"),
    "txn": _Slot(
        "either",
        lambda rng: rng.choice(
            [f"FT26{_digits(rng, 10)}", _code(11)(rng), f"{_digits(rng, 4)}-{_digits(rng, 6)}", f"SPX{_digits(rng, 9)}",
             f"26{_digits(rng, 4)}{rng.choice('AKX')}{_digits(rng, 5)}", f"GD{_digits(rng, 8)}"]
        ),
    ),
    "url": _Slot(
        "either",
        lambda rng: rng.choice(["http://", "https://", "", "www."])
        + rng.choice(["dvc-vneid", "evn-chamsoc", "thue-hoan", "giaohang-24", "vay-nhanh", "quatang"])
        + rng.choice([".cc/", ".top/", ".online/", ".vip/"])
        + rng.choice(["a", "nhan", "x", "xac-thuc"])
        + str(rng.randint(1, 99)),
    ),
    "tail": _Slot("either", lambda rng: rng.choice(["***", "xx", "...", "******"]) + _digits(rng, rng.choice([3, 4]))),
    "dossier": _Slot("either", lambda rng: rng.choice(["H48.12.4-26", "000.00.15.G22-26", "BB-0"]) + _digits(rng, 5)),
    "house": _Slot(
        "either",
        lambda rng: rng.choice(["số {} Quang Trung", "sạp {}", "lô {}", "hẻm {}", "xóm {}", "phòng {}", "nhà số {}"]).format(
            rng.randint(2, 389)
        ),
        worded=True,
    ),
    "voucher": _Slot("either", lambda rng: rng.choice(["TETVUI", "GIAM", "HELLO", "DIEN"]) + str(rng.randint(10, 99))),
    "plate": _Slot("either", lambda rng: f"{rng.choice(['76C1', '20A', '20B2', '76A'])}-{_split(_digits(rng, 5), (3,), '.')}"),
    "merchant": _Slot("either", _pick("APPLE.COM/BILL", "GOOGLE.COM/PAY", "NETFLIX.COM")),
    "who": _Slot("either", _pick(*_RELATIVES), worded=True),
    "officer": _Slot("either", _pick(*_OFFICERS), worded=True),
    "nick": _Slot("either", _pick("Bống Shop", "Hội Săn Sale", "Linh Xinh", "Thầy Ba Tài Chính"), worded=True),
}  # fmt: skip

# ------------------------------------------------------------------------------------------------------------ voices

_UNSPOKEN: Final = re.compile(r"[,!?:;\"“”‘’'()…|]|\.(?=\s|$)|(?<=\s)[-–](?=\s)")

_VOICES: Final[dict[str, Callable[[str], str]]] = {
    "typed": lambda text: text,
    "bare": strip_diacritics,
    "small": lambda text: strip_diacritics(text).lower(),
    "shouted": str.upper,
    "run on": lambda text: re.sub(r"\s+", " ", _UNSPOKEN.sub("", text)).lower(),
}
_ANY: Final = ("typed", "bare", "run on", "small", "shouted")
_MARKED: Final = ("typed", "bare", "small", "shouted")  # the punctuation is needed
_AS_IT_IS: Final = ("typed",)
_SMS: Final = ("bare", "bare", "shouted")
_CASUAL: Final = ("typed", "bare")
_OPENINGS: Final = (
    "Alo ", "Dạ cho hỏi ", "Ad cho mình hỏi tí, ", "Cô ơi, ", "Anh chị ơi giúp em: ", "Trợ lý ơi ", "Hic, ", "Chào bạn. ",
    "Xin hỏi ", "Cháu chào cô chú, ", "Gấp ạ! ", "Ê bot, ", "Kính thưa quý cơ quan, ",
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
        "code told to a caller",
        _ANY,
        True,
        """
Con mới đọc dãy số {otp} trong tin nhắn mã OTP cho một anh xưng bên điện lực
Má tôi bấm gửi {otp} cho thằng đó, nó nói mã xác nhận đó để nhận trợ cấp, {money} trong thẻ còn không?
Người tự xưng cán bộ phường kêu cài app rồi đọc mã kích hoạt {otp}, đọc xong điện thoại đơ luôn
Cháu nội tôi nhắn mã OTP {otp} vào nhóm Zalo của lớp, có ai dùng được không?
Lúc {hour} có cuộc gọi xin mã, mẹ em đọc luôn {otp} là mã của {bank}
Em bị dụ đưa mã đăng nhập ví, mã đó là {otp}, trong ví còn {money}
Bác tổ trưởng nhờ tôi đọc mã xác thực VNeID, tôi đọc {otp}, có nguy hiểm không?
Mã OTP nó gửi qua tin nhắn: {otp}. Sao nó biết tên tôi?
Cái mã sáu số {otp} đó dùng một lần thôi phải không, tôi lỡ cho người ta rồi
Khách đòi hoàn tiền, bảo em gửi mã OTP. Em chụp màn hình gửi, trong đó là {otp}.
Mã đăng nhập Telegram của em là {otp5}, có đứa bạn xin
Em đưa mã OTP của thẻ cho bạn trai mua đồ {money}, là {otp}, giờ chia tay thì có sao không ạ?
Bên giao hàng nói đọc mã nhận hàng, em đọc {otp4} rồi mới thấy tin trừ {money}
Tôi nhận hai tin liền nhau, tin đầu mã {otp}, tin sau mã {otp}, tôi đọc cả hai cho họ
""",
    ),
    _Group(
        "code typed in haste",
        _CASUAL,
        False,
        """
opt cua toi la {otp} co ai giup k
ma opt {otp} toi dua no roi
mã otb {otp} tôi đọc cho nó rồi giờ sao
mả xát nhận {otp} có đưa được không
mã sác thực là {otp} đúng ko mn
otp:{otp} ko biết ai gửi
otp{otp} đây ad coi giùm
mã ô tê pê là {otp} phải hôn
toi doc cho no so {otp} la ma opt ngan hang gui ve
so opt: {otp} , tien da bi tru {money}
Ma  OTP   {otp}   sao khong vao dc
max OTP cuar tooi laf {otp}
mã xác nhân {otp} tôi gưi rồi
""",
    ),
    _Group(
        "code in pieces or words",
        _CASUAL,
        True,
        """
OTP của em là {pieces} ạ
Con nhỏ đọc mã {pieces} trong tin nhắn OTP cho chúng nó
Mã xác minh nó cần là {pieces} mà tôi đưa rồi
{pieces} là OTP {bank} nha
Tôi đọc mã OTP từng số: {spoken}
mã otp là {spoken} tôi vừa đọc qua điện thoại
""",
    ),
    _Group(
        "other secrets typed in haste",
        _CASUAL,
        False,
        """
mat khau {pw} khong vao dc
matkhau: {pw}
pasword của em là {pw}
mkhau mobile banking {pw} nhap hoai k vo
mã bin thẻ của bà là {pin4} bà quên thẻ ở nhà con
số ccv của tui {cvv}
maatj khaaur laf {pw}
mk cũ {pw} mk mới {pw}
ma pin{pin4} rut ko ra tien
m.khẩu: {pw} bị lộ
so the {card} con ma sau the {cvv} toi nhap het roi
mật khảu ngân hàng {pw} tôi lỡ nói
pass:{pw},sao nó báo sai
""",
    ),
    _Group(
        "teencode with a secret",
        _CASUAL,
        False,
        """
e lỡ send otp {otp} cho acc fake của bạn e r, mất {money} huhu
pass insta e là {pw}, nó vào đổi mail r
cíu e vs, nó inbox xin code e gửi {otp} lun
c check hộ e otp {otp} này của app nào z
mk ví e để {pin6} á, dễ đoán hk
e quăng otp lên gr lớp, {otp}, thu hồi kịp hk ta
lộ cvv {cvv} r thì khoá thẻ ở đâu v
pass wf nhà e {pw} mà hàng xóm xài chùa, có hack đc app bank ko
otp mới nè {otp}, cái cũ hết hạn ời
nó kêu "rep mã xn đi", e rep {otp}, xong bay acc
""",
    ),
    _Group(
        "message forwarded whole",
        _SMS,
        False,
        """
LPBank: OTP {otp} xac nhan GD {vnd} tai VNPAY luc {stime} {sdate}. Khong chia se OTP.
VIB: Ma xac nhan giao dich truc tuyen cua Quy khach: {otp}. Het han sau 5 phut.
[SeABank] {otp} la ma kich hoat SeAMobile. Tuyet doi khong cung cap cho nguoi khac.
OCB OMNI: Nhap {otp} de hoan tat chuyen khoan {vnd} den TK {tail}. Ma OTP co hieu luc 3 phut
Ma xac thuc (OTP) cua quy khach tai Cong Dich vu cong Quoc gia la: {otp}. Ma co hieu luc trong 5 phut
eTax Mobile: Ma xac thuc dang nhap {otp}. Khong tiet lo ma nay.
VssID: Mat khau moi cua ban la {pw}. Vui long doi mat khau sau khi dang nhap.
VNPT Money: Ma OTP cua ban la {otp}, hieu luc 60s. Goi {hot} de duoc ho tro
<#> {otp} is your Grab activation code
Your verification code is {otp}. Do not share it with anyone. Lazada
Telegram code: {otp5}. Do not give this code to anyone, even if they say they are from Telegram!
[TikTok] {otp} la ma xac minh cua ban
PVcomBank: mat khau tam thoi dang nhap PV Online Banking la {pw}. Doi ngay lan dau dang nhap.
Agribank: The {tail} GD {vnd} tai {merchant} luc {stime}. OTP: {otp}. Lien he 1900558818
EVN CSKH: Ma OTP dang ky dich vu cua khach hang {evn} la {otp}.
Tu: Co-opBank⏎Ma OTP: {otp}⏎Giao dich: chuyen tien nhanh 24/7⏎So tien: {vnd}⏎Thoi gian: {stime} {sdate}
Eximbank: Quy khach vua yeu cau dat lai PIN the {tail}. Ma xac nhan: {otp8}, han {stime}
""",
    ),
    _Group(
        "message sent on with a remark",
        _MARKED,
        False,
        """
Tin vừa tới máy tôi: Ma xac thuc cua ban la {otp}. Dung cho ai biet. Tôi không làm gì sao lại có?
Đầu số lạ nhắn: [VNeID] nhap {otp} la ma kich hoat vao {url}. Có phải của công an không ạ?
Nó gửi: "Chi oi em chuyen nham, chi doc giup em ma OTP {otp} vua ve may chi", tôi chưa trả lời
Ảnh chụp màn hình em gõ lại: OTP {otp} | Số tiền {vnd} | Hết hạn {stime}. Em không giao dịch.
Mọi người xem giùm cái này thật hay giả >> {bank}: {otp} la ma OTP kich hoat the moi, phi {vnd} <<
Fwd: [Ví] Mã xác thực {otp}. Ủa em có đăng ký ví đâu?
""",
    ),
    _Group(
        "pin and unlocking code",
        _ANY,
        True,
        """
Bà ngoại ghi {pin4} là số PIN lên mặt sau thẻ ATM, vậy có được không?
Thẻ lương của tôi mã PIN {pin4}, máy báo thẻ hết hạn
Em đổi PIN lần đầu ở cây {bank} thành {pin4} mà về nhà rút không được
Mã mở khoá điện thoại của tôi là {pin4}, thợ sửa máy có vào được app ngân hàng không?
Mật khẩu giao dịch của tôi {pin6}, tháng trước bị khoá do nhập sai
Smart OTP đòi mã PIN, tôi nhập {pin6} thì báo sai
Nó bắt tôi đổi PIN thành {pin4} cho dễ nhớ, xong nó cầm thẻ đi luôn
Ví điện tử hỏi mật khẩu {=6 số}, tôi đặt {pin6}, con tôi bảo yếu
Tui bấm pin {pin4} ba lần bị nuốt thẻ ở {place}
""",
    ),
    _Group(
        "pin that is a year",
        _ANY,
        True,
        """
Ba tôi lấy năm sinh {bornpin} làm mã PIN thẻ, có nên đổi không?
Mã PIN của tôi là {bornpin}, con gái bảo dễ đoán
""",
    ),
    _Group(
        "cards and the number behind",
        _MARKED,
        True,
        """
Mua hàng trên web nước ngoài, em điền thẻ {card}, CVV {cvv}, xong bị trừ {money}
Thẻ {bank} của tôi dãy số in nổi là {card}, tôi làm rơi ở bến xe {place}
Đứa em mượn thẻ chụp lại, số thẻ {card}, mã mặt sau {cvv}, nó mua game hết {money}
Shop bắt gửi số thẻ để hoàn tiền, em gửi {card} rồi, có bị rút không?
{card}⏎đây là thẻ của mẹ em, khoá giúp em với
Card: {card} / CVC: {cvv}, em điền ở link {url}
Ba số đằng sau thẻ tui {cvv}, đọc cho nó rồi
Tôi chuyển tiền tới số thẻ {card} nhầm người, đòi lại được không?
Bị giữ thẻ ở trụ ATM {bank} {place}, số thẻ {card}, cần báo ai?
Sao kê có hai thẻ: thẻ chính {card} và thẻ phụ {card}, thẻ phụ bị trừ {money}
Họ nói đọc số CVV để huỷ giao dịch thì con đọc {cvv}
Thẻ ghi nợ {card} hết tiền mà vẫn bị trừ {fee} phí là sao?
""",
    ),
    _Group(
        "passwords",
        _MARKED,
        True,
        """
App {bank} của em tên đăng nhập {phone}, pass {pw}, giờ báo sai hoài
Tôi ghi mật khẩu vào sổ: {pw}. Con trai bảo không nên, đúng không?
Cô giáo cho mật khẩu tra điểm của bé là {pw}, có cần đổi không?
Mật khẩu eTax: {pw} (tôi gõ đúng mà nó nói sai)
Hắn gửi link {url}, tôi nhập email {email} với mật khẩu {pw}
Tôi đổi mật khẩu thành {pw}, vậy đủ mạnh chưa?
Giữa mật khẩu {pw} và mật khẩu {pw}, cái nào an toàn hơn?
Con tôi đặt mật khẩu là {pwl}, bị người ta mò ra
Password của hộp thư {email} là {pw}, bị đổi mất rồi
Đăng nhập cổng dịch vụ công: số căn cước {cccd}⏎mật khẩu {pw}⏎báo lỗi {err}
Mật khẩu wifi chợ: {pw}
Em quên mật khẩu ZaloPay, em thử {pw} rồi {pw} đều sai
Anh kỹ thuật hỏi mật khẩu máy POS, tôi đưa {pw}, có sao không anh?
Mật khẩu của chồng tôi là "{phrase}" (có dấu cách), sao app không nhận?
Nó dụ tôi nói mật khẩu, tôi nói là “{phrase}”
Ông xã đặt mật khẩu app {bank} y chang Facebook luôn: {pw}
""",
    ),
    _Group(
        "secrets among other numbers",
        _MARKED,
        False,
        """
Họ xin số CCCD, số tài khoản với mã OTP. Tôi đưa CCCD {cccd}, tài khoản {acct}, OTP {otp} hết rồi
STK {acct} {bank}, sđt {phone}, OTP {otp}: tôi gửi nhầm cho người lạ
Đơn hàng {txn}, phí ship {fee}, mã OTP nhận hàng {otp}, shipper đòi đọc qua điện thoại
1. Gọi từ {phone}⏎2. Xin mã OTP⏎3. Tôi đọc {otp}⏎4. Mất {money}⏎Giờ làm bước nào trước?
Tiền học {money}, mã học sinh {student}, OTP {otp}, app báo lỗi {err}
Tôi mất {raw} đồng lúc {hour}, trước đó đọc OTP {otp} cho số {phone}
Mã GD: {txn}⏎OTP: {otp}⏎Số tiền: {vnd}⏎Bên nhận: shop online⏎Tôi không mua
Ngày {date} nó xin mã PIN, tôi cho {pin4}, ngày {date} tiền vơi {money}
- tên đăng nhập: {email}⏎- mật khẩu: {pw}⏎- số dư: {vnd}⏎Nó chụp được màn hình này
Mã KH {evn}, tiền điện {money}, đóng bằng thẻ {card} bị lỗi {err}
""",
    ),
    _Group(
        "long stories with a secret",
        _ANY,
        False,
        """
Tôi bực lắm rồi, gọi {hot} chờ {n} phút không ai nghe, chuyện là sáng {date} có đứa gọi bảo bên cấp nước kiểm tra đồng hồ, nó hỏi tôi đóng tiền bằng gì, tôi nói bằng app {bank}, rồi nó nói để nó giảm cho {money}, nó kêu đọc mã OTP, tôi đọc {otp}, mười phút sau mất {money}, các anh các chị làm ăn kiểu gì vậy?
Em bán hải sản khô ở {place}, hôm qua có khách đặt {n} ký mực, chuyển khoản dư {money} rồi xin hoàn lại, gửi link {url} bảo nhập mật khẩu ngân hàng để nhận lệnh hoàn. Em nhập mật khẩu {pw} vô đó. Giờ app đăng nhập không được nữa. Mọi người giúp em với, tiền vốn cả.
Ông nội cháu {age} tuổi, ở một mình tại {place}. Có người gọi video mặc sắc phục nói ông dính vụ án, bắt ông ra ngân hàng làm thẻ rồi đọc số thẻ. Ông đọc {card} với ba số phía sau {cvv}. Chiều cháu về thì thẻ đã bị quẹt {n} lần.
Thưa cơ quan, tôi có cho con mượn điện thoại chơi game, cháu bấm mua gói {fee}, máy hỏi mật khẩu thì cháu gọi hỏi, tôi nói mật khẩu là {pw}. Từ đó tháng nào cũng trừ {money}. Tôi muốn tắt đi mà không biết tắt chỗ nào.
Kể cho bà con nghe để tránh: em nhận cuộc gọi của "phòng giáo dục" nói con em được học bổng {money}. Nó biết cả tên lớp. Nó dặn có mã gửi về thì đọc. Em ngu ngơ đọc {otp} là mã OTP của {bank}. Xong nó bảo đợi 24 tiếng. Đợi tới {date} thì mất trắng.
""",
    ),
    _Group(
        "dialect with a secret",
        _CASUAL,
        False,
        """
Hén hỏi cái mã chi trong máy, tui nói mã OTP {otp} rứa mà hén lấy tiền tui
Tui hổng biết chữ, con cháu nó đọc giùm mã xác nhận {otp} cho người ta dzồi
Nhà cháu lỡ đưa mật khẩu {pw} cho ông ấy mất rồi, thế có lấy lại được không hả bác
Mi ơi mã PIN tau {pin4}, thằng nớ hắn coi được, đổi ở mô
Thẻ của mạ tui số pin {pin4} mà máy hắn nuốt luôn rầu ghê
""",
    ),
)

_PERSONAL: Final = (
    _Group(
        "phones",
        _ANY,
        True,
        """
Mấy hôm nay cứ số {phone} gọi kêu tôi ra phường làm lại căn cước, có thật không?
Có gì ad alo mình số {phone} nhé, mình bán rau nên nghe máy buổi tối
Chặn giúp số {phone} và số {phone}, toàn gọi đòi nợ giùm người khác
Máy bàn nhà tôi {land}, có người gọi báo trúng thưởng {money}
Ví của em đăng ký số {phone}, đổi sang số khác được không?
Số cũ {phone} tôi bỏ rồi, ngân hàng vẫn nhắn OTP về đó
nó kêu kb zalo {phone} r nó gửi link {url}
Hotline giả {phone} tự nhận là {bank}, số thật là {hot} đúng không?
Đứa xưng {officer} dùng sđt {phone} nhắn tôi nộp {money}
Nạp thẻ {fee} cho {phone} nhầm mạng, lấy lại sao?
""",
    ),
    _Group(
        "phone in words",
        _CASUAL,
        True,
        """
gọi cho con trai tôi số điện thoại {phonesaid} nghe
""",
    ),
    _Group(
        "accounts",
        _MARKED,
        True,
        """
Ck cọc phòng trọ vào tk {acct} {bank} rồi chủ nhà biến mất, mất {money}
Tôi gõ số tài khoản {acct} mà app hiện tên người khác, có nên chuyển không?
Ủng hộ bà con vùng lũ, stk {acct} {bank}, có phải lừa đảo không ạ?
Em nhận lương qua tài khoản {acct}, công ty báo trả {money} mà chưa thấy
Số TK thụ hưởng: {acct}⏎Ngân hàng: {bank}⏎Số tiền: {money}⏎Nội dung: tien cuoc dien
Có ai tra giúp stk {acct} xem có trong danh sách đen không
QR ở sạp tôi bị dán đè, quét ra tài khoản {acct} chứ không phải của tôi là {acct}
Vay online nó bắt chuyển phí {money} tới tài khoản {acct}, chuyển xong lại đòi thêm {money}
Chuyển liên ngân hàng từ {bank} số tài khoản {acct} bị treo {n} ngày rồi
tk e {acct}, mất {raw}, ad xem hộ
""",
    ),
    _Group(
        "receipts and tables",
        _CASUAL,
        False,
        """
Chi tiết giao dịch⏎Số tham chiếu: {txn}⏎Thời gian: {stime} {sdate}⏎Tài khoản nhận: {acct}⏎Tên người nhận: {holder}⏎Số tiền: {vnd}⏎Phí: {=0 VND}
BIÊN LAI⏎Mã GD {txn}⏎Từ TK {tail}⏎Đến TK {acct} - {bank}⏎Người thụ hưởng: {holder}⏎{vnd}
Mã khách hàng | {evn}⏎Kỳ | {=3/2026}⏎Sản lượng | {kwh}⏎Thành tiền | {vnd}
Hoá đơn nước⏎Mã danh bộ: {water}⏎Chỉ số cũ {=412} mới {=437}⏎Tiền: {vnd}
Phiếu thu học phí⏎Họ tên HS: {name}⏎Mã HS: {student}⏎Lớp: {=9B}⏎Tổng: {vnd}
Người gửi: {holder}⏎Người nhận: {holder}⏎Mã giao dịch {txn}⏎Trạng thái: Đang xử lý
Họ tên: {name}⏎Năm sinh: {born}⏎Nơi ở: {place}⏎SĐT: {phone}⏎Nội dung: bị lừa {money}
Tai khoan: {acct}⏎Bien dong: -{vnd}⏎So du: {vnd}⏎ND: thanh toan {voucher}⏎{stime} {sdate}
""",
    ),
    _Group(
        "papers",
        _ANY,
        True,
        """
Mã định danh của bé nhà em là {cccd}, dùng đóng bảo hiểm được không?
Nó có ảnh căn cước của tôi, số {cccd}, có vay tiền được không?
CMND 9 số {cmnd} cũ liên kết ví, giờ không rút được
Mã số thuế cá nhân {mst} báo nợ {money}, tôi có buôn bán gì đâu
Con tôi đi Nhật, hộ chiếu số {passport}, muốn gửi tiền về {bank}
Tôi khai CCCD {cccd} ngày cấp {date} mà app báo không khớp
mst hkd của e {mst}, nộp thuế quý {=2} ở đâu
""",
    ),
    _Group(
        "social insurance",
        _ANY,
        True,
        """
Mã số BHXH {bhxh} tra không ra quá trình đóng
Thẻ BHYT {bhyt} của má tôi quét không lên
Sổ bảo hiểm xã hội số {bhxh}, tôi muốn nhận lương hưu qua thẻ {bank}
""",
    ),
    _Group(
        "customer codes",
        _ANY,
        True,
        """
Nhà trọ em {n} phòng, mã khách hàng điện {evn}, đóng qua ví nào có ưu đãi?
Điện nhà tui mã {evn} con cháu ở Sài Gòn đóng giùm được không
Mã KH {water} cấp nước {place} đóng trên {bank} không thấy tên
Mã hợp đồng internet {net}, đóng cước tháng {=4} rồi vẫn bị cắt
msv {student} nợ học phí {money} có bị cấm thi không
Mã học sinh {student} của con đóng tiền ăn {money} mà cô báo chưa
""",
    ),
    _Group(
        "names and e-mails",
        _MARKED,
        True,
        """
Tôi là {name}, bị lừa {money} ngày {date} ở {place}
Mình tên {name}, bán tạp hoá ở {place}
Bà tôi tên {name}, {age} tuổi, nhận trợ cấp qua thẻ được không?
Tên em trên app là {name}, mà căn cước thiếu dấu, rút tiền được không?
Chủ hộ tên {name}, tiền điện {money}, đóng thay được không?
Mail em {email} bị gửi thư giả thuế
Gửi sao kê vào {email} hộ em
""",
    ),
    _Group(
        "names in one breath",
        ("run on",),
        True,
        """
Tôi tên {name} năm nay {age} tuổi bị lừa {money}
Con tên là {name} học lớp {=11A3} ở {place}
""",
    ),
    _Group(
        "messages with personal data",
        _SMS,
        False,
        """
Agribank: {stime} {sdate} TK {acct}: -{vnd}. So du: {vnd}. ND: nop tien nuoc
EVNCPC kinh bao: KH {evn} no {vnd} ky {=2/2026}, ngung cap dien sau {sdate}
Chao {phone}, ban duoc duyet vay {vnd}, vao {url}
Toa an {place} trieu tap luc {stime} {sdate}, so vu an {dossier}, goi {phone}
Kinh gui PHHS: chuyen tien an {vnd} vao STK {acct} BIDV truoc {sdate}, ghi ma {student}
TK {acct} tai {bank} cua Quy khach bi tam khoa. Lien he {hot}.
""",
    ),
    _Group(
        "long stories with personal data",
        _MARKED,
        False,
        """
Tôi xin trình bày: {hour} ngày {date}, số {phone} gọi xưng {officer}, nói con tôi gây tai nạn, bắt chuyển {money} vào tài khoản {acct} {bank}. Tôi chuyển hai lần, lần sau {money}. Mã giao dịch {txn}. Tôi không đọc OTP cho ai. Mong giải quyết.
Em thuê trọ ở {house}, chủ nhà bảo đóng điện theo mã {evn}, tháng này {kwh} hết {money}. Em tra trên app thì chỉ có {money}. Vậy chủ nhà lấy dư đúng không, em phải hỏi ai?
Nhờ ad xem: mẹ em bán cau ở {place}, thương lái hẹn trả {money}, gửi ảnh đã chuyển vào stk {acct}, mà {n} tiếng rồi chưa có. Gọi số {phone} thì thuê bao. Em lên phường, họ hỏi có giấy tờ gì không.
""",
    ),
)

_NOTHING: Final = (
    _Group(
        "traders",
        _ANY,
        True,
        """
Sạp tôi bán cá ở chợ {place}, mỗi ngày thu chừng {money}, có bắt buộc nhận chuyển khoản không?
Khách ck {money} mà loa không đọc, app cũng im, giờ sao
Loa báo tiền về {money} nhưng kiểm tra không có, khách đi mất rồi
Cá {n} ký x {=85k}, mực {=3 ký} x {=220k}, tổng {money}, khách chuyển thiếu {fee}
Doanh thu mỗi tháng {money} thì có phải đóng thuế theo {law} không?
Làm mã QR cho sạp có mất phí không, nghe nói {fee} một tháng
Máy POS thu phí {=1,1%} mỗi lần quẹt, {money} thì mất bao nhiêu?
In {n} tấm mã QR, một tấm dán ở {house}, tấm kia bị xé
Bỏ mối {n} thùng bia, khách nợ từ {date}, trả {money} còn thiếu {money}
sáng nay {hour} bán đc {money}, ck hết {n} đơn mà app {bank} báo thiếu
""",
    ),
    _Group(
        "students",
        _CASUAL,
        True,
        """
hp kì {=2} năm {year} của e là {money}, chia làm {=2 lần} đc hong
Em học {=K59}, trường cho đóng học phí qua {bank} từ {date} tới {date}
Vay sinh viên {money} một kỳ có cần thế chấp gì không ạ?
e làm ctv chốt đơn, nạp {money} lấy hoa hồng {=12%}, tới đơn thứ {n} nó k cho rút
Môn mã {=MAT204} {=3 tín chỉ} x {=520k}, em đóng {money} đúng chưa?
e mở thẻ sv {bank} hôm {date} giờ chưa có thẻ, phòng CTSV ở {house}
Bạn e cho thuê tk ngân hàng {money} một tháng, có bị bắt theo {law} ko ạ
Nhóm em {n} bạn góp {fee} mỗi đứa mua quà, bạn thủ quỹ bị hack Facebook
""",
    ),
    _Group(
        "pensioners",
        _ANY,
        True,
        """
Tôi {age} tuổi, lương hưu {money}, xã bảo nhận qua thẻ, tôi mù chữ thì sao?
Ông nhà tôi mất ngày {date}, lương hưu tháng đó tính thế nào?
Mắt kém không đọc được tin nhắn mã OTP, tôi {age} tuổi rồi, có cách khác không?
Bà cụ {age} tuổi không có điện thoại, nhận tiền hàng tháng kiểu gì?
Lương hưu tháng {=8} về ngày nào, năm {year} thì {date} đã có
Con gái rút lương hưu giùm tôi {money}, có cần giấy uỷ quyền không?
Trợ cấp người có công tăng lên {money} từ {date} phải không?
""",
    ),
    _Group(
        "bills",
        _ANY,
        True,
        """
Tháng này dùng {kwh} mà tính {money}, có đúng không?
Công tơ chỉ số {meter}, tháng trước {meter}, sao tiền tới {money}?
Điện báo cắt lúc {hour} ngày {date}, tôi đóng {money} hôm qua rồi
đóng tiền nước trễ {n} ngày bị phạt k ad
Đóng {money} tiền điện mà quên tên chủ hộ, tra sao?
Tiền rác {fee}, tiền nước {money}, tiền mạng {fee}: gộp đóng một lần được không?
Giá điện bậc {=3} từ {kwh} trở lên là bao nhiêu?
Ngày chốt chữ điện là {date} hay cuối tháng?
Đồng hồ nước ghi {meter} khối mà thợ ghi {meter}
Hoá đơn tháng {=11} ghi {=10%} thuế, tổng {money}, cộng lại không khớp
Học phí mầm non {money}, tiền ăn {fee} x {n} ngày, sao thu {money}?
""",
    ),
    _Group(
        "about secrets, none given",
        _ANY,
        True,
        """
Ngân hàng nhắn mật khẩu sắp hết hạn ngày {date}, link {url}, có phải giả không?
Nhập mã OTP sai {=3 lần} có bị khoá app {bank} không?
OTP về trễ {n} phút, hết hạn mất tiêu
Gửi mã OTP qua Zalo với qua tin nhắn {bank} khác gì nhau?
Họ hỏi mã OTP tôi nói không biết, họ chửi tôi từ {hour} tới {hour}
Mã PIN thẻ {bank} phải đổi trong vòng {=30 ngày} hả?
đưa opt cho nó r mất {raw} thì báo ai
Mật khẩu dài {=12 ký tự} gồm {=1 chữ hoa} với {=1 số} được chưa?
Mật khẩu mới không được trùng {=5 mật khẩu} gần nhất là sao?
Đọc mã OTP xong {=30 giây} sau mất {raw}
quen mat khau app {bank} tu nam {year}
Mã CVV là gì, có {=3 số} hay {=4 số}?
Quên pass điện thoại, nhập sai {n} lần máy khoá {=60 phút}
Đặt mật khẩu theo ngày sinh có dễ bị mò không?
Chụp thẻ hai mặt gửi cho người ta, họ có số CVV rồi, {money} trong đó có mất không?
App {bank} báo mật khẩu không trùng khớp hoài
Bị lộ cả mật khẩu lẫn mã OTP, gọi {hot} khoá tài khoản phải không?
otp với pass khác nhau chỗ nào
Mật khẩu chưa đủ mạnh là lỗi gì, app {bank} bản {ver}
Đăng ký Smart OTP mất {fee} một tháng có đúng không?
Tôi cho mã OTP rồi nhưng cúp máy liền lúc {hour}, tiền còn {money}
Con nít bấm lộn mã PIN {n} lần ở cây {bank}
Mật khẩu tôi để con trai giữ, năm {year} nó đi lính rồi
Nó hỏi mã số sau thẻ, tôi cúp máy, {money} vẫn còn
""",
    ),
    _Group(
        "messages with nothing to mask",
        _SMS,
        False,
        """
Thong bao: Dien luc {place} se ngung cap dien luc {stime} {sdate} do no cuoc {vnd}. Xem {url}
[TB] Ban duoc hoan thue {vnd}. Dang nhap {url} truoc {sdate}
Giao hang that bai, cap nhat dia chi tai {url} trong {=24h}, phi {vnd}
CSGT: Phuong tien {plate} vi pham {sdate}, phat {vnd}, nop tai {url}
Vay nhanh {vnd} lai {=0%}, duyet {=5 phut}, khong can the chap
VCB Digibank cua quy khach dang nhap tren thiet bi la luc {stime}, bam {url} de huy
{bank} thong bao: he thong bao tri tu {stime} den {stime} ngay {sdate}. LH {hot}
Canh bao: KHONG cung cap OTP, mat khau, so the cho bat ky ai. {bank} {hot}
Quy khach da dang ky thanh cong SMS Banking, phi {vnd}/thang tu {sdate}
""",
    ),
    _Group(
        "lists and tables with nothing to mask",
        _CASUAL,
        False,
        """
Chi tháng này:⏎- điện {money}⏎- nước {money}⏎- mạng {fee}⏎Có app nào nhắc không?
Sao kê:⏎{sdate} {stime} -{vnd}⏎{sdate} {stime} +{vnd}⏎Dòng thứ hai là gì?
STT {=1}: nộp {money}⏎STT {=2}: nộp {money}⏎STT {=3}: chưa nộp
Ngày GD; Số tiền; Nội dung⏎{sdate}; {vnd}; tien cho⏎{sdate}; {vnd}; tien nha
Mã GD: {txn}⏎Trạng thái: thất bại⏎Mã lỗi: {err}
Mặt hàng | SL | Đơn giá⏎Gạo | {n} | {fee}⏎Nước mắm | {n} | {fee}⏎Tổng {money}, thối lại bao nhiêu?
1/ Mất {money} hôm {date}⏎2/ Mất tiếp {money}⏎3/ Báo {hot} chưa được
""",
    ),
    _Group(
        "numbers of transactions and of errors",
        _ANY,
        True,
        """
Số tham chiếu {txn}, tiền {money} trừ {=2 lần}
App báo mã lỗi {err} khi quét QR là lỗi gì?
Giao dịch {txn} ngày {date} chờ tra soát, {bank} hẹn {n} ngày làm việc
Mã đơn Shopee {txn} bị huỷ mà tiền {money} chưa hoàn
Mã vận đơn {txn} thu hộ {money}, tôi có đặt gì đâu
Nhập mã giảm giá {voucher} được bớt {fee} không?
Bản {ver} của app {bank} bị lỗi {err} từ {date}
Hồ sơ {dossier} nộp phí {fee} mà chưa thấy trạng thái
Chuyển {raw} báo lỗi {err}, tiền vẫn trừ
""",
    ),
    _Group(
        "hotlines and laws",
        _ANY,
        True,
        """
Gọi {hot} phải bấm phím mấy để khoá thẻ?
{hot} gọi cho tôi lúc {hour}, có phải số giả không?
Báo lừa đảo thì {=156} hay {=5656} hay {=113}?
{law} có bắt chợ {place} dùng hoá đơn điện tử không?
Nghe tivi nói {law} có hiệu lực từ {date}
Bị phạt bao nhiêu theo {law} nếu cho thuê tài khoản?
Tổng đài {hot} với {hot} cái nào của {bank}?
""",
    ),
    _Group(
        "people named in passing",
        _ANY,
        True,
        """
{who} hàng xóm bị lừa {money}, tôi giúp được gì?
Nó xưng {officer} ở công an {place}, đòi kết bạn Zalo
Tổ trưởng là {who} thu tiền điện {money} không có biên lai
Trang Facebook {nick} bán hàng, cọc {money} rồi chặn tôi
""",
    ),
    _Group(
        "scams told, nothing to mask",
        _ANY,
        True,
        """
Bạn quen trên mạng {n} tháng rủ đầu tư, tôi nạp {money}, giờ rút phải đóng thuế {=20%}
Có clip ghép mặt tôi, nó đòi {money} trước {hour} hôm nay
Họ bảo sim tôi bị khoá sau {=2 tiếng} nếu không chuẩn hoá
Mua vé xe về {place} trên mạng {fee} một vé, {n} vé, tới bến không có xe
Nhận việc gõ văn bản tại nhà, đặt cọc {money}, trả bài xong bị chê lỗi phạt {money}
Tôi bấm vào {url} thôi chứ chưa nhập gì hết, có sao không?
bị lừa {raw} qua app vay, lãi {=30%} {=7 ngày}, nó bêu mặt tôi lên mạng
ai đó ck nhầm cho tôi {money} rồi đòi trả gấp, trả thì có dính gì không
xe {plate} bị nhắn phạt nguội {money} qua {url}
Thầy bói online lấy {fee} rồi đòi thêm {money} giải hạn
""",
    ),
    _Group(
        "long stories with nothing to mask",
        _MARKED,
        False,
        """
Tôi nói thiệt là tôi chán lắm. Đi {bank} ở {place} từ {hour}, bốc số {=127}, ngồi tới {hour} mới tới lượt, cô nhân viên bảo thiếu giấy. Tôi {age} tuổi rồi, đi {n} cây số, tiền xe {fee}. Sao không nhắn trước cần mang gì?
Nhà có {n} người, tiền điện tháng {=6} là {money}, tháng {=7} nhảy lên {money} mà máy lạnh hư từ {date}. Thợ điện ghi {meter}, tôi xem đồng hồ {meter}. Theo {law} tôi được khiếu nại trong bao nhiêu ngày?
Con tôi học lớp {=8A}, trường thu {n} khoản, tổng {money}, bắt đóng qua app. Tôi không có app, ra {bank} thì mất phí {fee}. Cô giáo bảo hạn {date}. Tôi không biết mã nào với mã nào hết.
Chuyện chị bán bún kế bên: nó gọi nói shop được hoàn {money}, bảo đọc OTP. Chị không đọc. Nó gọi lại {n} lần, đổi giọng chửi. Chị báo {hot} thì được hướng dẫn chặn số. Vậy có cần làm gì nữa không?
Em nạp {money} vô ví, ví báo bảo trì tới {hour} {date}, em cần tiền đóng học phí gấp. Nhắn chăm sóc khách hàng {n} lần toàn máy trả lời. Bản app là {ver}, lỗi {err}. Mật khẩu em vẫn nhớ, OTP vẫn về, chỉ là không rút được.
""",
    ),
    _Group(
        "teencode and dialect with nothing to mask",
        _CASUAL,
        False,
        """
ck nhầm {money} cho ny cũ, đòi sao cho lịch sự mn =))
mk {age}t chưa có cccd gắn chip thì mở tk kiểu j
app {bank} bản {ver} lag vl, ck {fee} cx quay {n}p
otp k về, đổi sim từ {date} r
nó xin otp mà t k cho, t block lun lúc {hour}
chừ đóng tiền điện {money} ở mô rứa cháu
tui hổng xài thẻ, cầm {money} tiền mặt cho chắc, mắc chi mà bắt quét mã
u nhà em {age} tuổi giời rét không ra {place} lĩnh {money} được thì nhờ ai
hén nói đóng {fee} là có mã, mà mã chi mô tui có thấy
pass wifi là j v shop, ck {fee} nè
thik mua trả góp {money} {n} tháng có cần mk ngân hàng hk
""",
    ),
)

_GROUPS: Final = (*_WITH_SECRETS, *_PERSONAL, *_NOTHING)
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
            lines.update({line.text: line for line in _lines(group, template, random.Random(f"{seed} {template}"))})
    return list(lines.values())


def _lines(group: _Group, template: str, rng: random.Random) -> Iterator[Line]:
    found: set[str] = set()
    wanted = LINES_WITH_NOTHING if group in _NOTHING else LINES_PER_TEMPLATE
    for draw in range(_DRAWS):
        line = _said(group, template, group.voices[draw % len(group.voices)], rng)
        if line is not None and line.text not in found:
            found.add(line.text)
            yield line
        if len(found) == wanted:
            return


def _said(group: _Group, template: str, voice: str, rng: random.Random) -> Line | None:
    """Return the template in a voice with drawn values, or None where two values could be taken for each other."""
    say, pattern = _VOICES[voice], template
    if group.opened and rng.random() < 0.4:
        template = rng.choice(_OPENINGS) + template
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
            value = _worded(value, voice) if slot.worded else value
        parts[role].append(value)
        text += value
    text += say(template[at:].replace(_NEWLINE, "\n"))
    if _confusable(text, parts):
        return None
    fields = {role: tuple(values) for role, values in parts.items()}
    return Line(kind=group.kind, pattern=pattern, voice=voice, text=text, **fields)


def _worded(value: str, voice: str) -> str:
    """Return an amount, an hour or a name in the voice; speech leaves out no mark inside a number."""
    return value.lower() if voice == "run on" else _VOICES[voice](value)


def _confusable(text: str, parts: dict[str, list[str]]) -> bool:
    """Whether a value that has a part to play stands anywhere but where it was put."""
    gone = [*parts["secrets"], *parts["personal"]]
    if any(text.count(value) != 1 for value in gone):
        return True
    wide, values = [*gone, *parts["either"]], [value for role in parts.values() for value in role]
    return any(other != value and other in value for value in wide for other in values)
