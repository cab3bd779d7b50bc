"""Numbers in a message, and the words that name them.

A number says little by itself. `read` finds the words, the digits that belong together (with their shape: a date, an
amount, a phone…) and the names of numbers. `nlu.masking` and `nlu.personal` tell from these what a number is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlu.syllables import strip_marks

MASK: Final = "▒▒▒"
# What `nlu.personal` writes instead of personal data.
LABELS: Final = {
    "phone": "[số điện thoại]", "account": "[số tài khoản]", "id": "[căn cước]", "passport": "[hộ chiếu]",
    "email": "[email]", "name": "[tên]", "reference": "[mã]", "profile": "[trang cá nhân]", "plate": "[biển số]",
    "house": "[số nhà]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the text and what it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a group of digits ("digits") or something masked already ("hidden").

    `said` is lower case and without marks, unless the marks make it another word: "mà" is not "mã".
    """

    start: int
    end: int
    said: str
    kind: str


@dataclass(frozen=True, slots=True)
class Number:
    """Digits that belong together; the shape is one of `_SHAPE`, "card" (its check digit fits), "spelled", "plain"."""

    first: int
    last: int
    digits: str
    shape: str


@dataclass(frozen=True, slots=True)
class Name:
    """What a number is called, from the first to the last word; the kind is a key of `_NAMES`."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, what it holds, and where the names end (for looking them up by place)."""

    text: str
    plain: str
    words: list[Word]
    numbers: list[Number]
    names: list[Name]
    name_ends: list[int]

    def before(self, first: int, reach: int) -> Iterator[tuple[Name, list[Word]]]:
        """Yield the names up to `reach` words before a word, the nearest first, with the words between."""
        at = bisect_left(self.name_ends, first) - 1
        while at >= 0 and first - self.name_ends[at] - 1 <= reach:
            yield self.names[at], self.words[self.name_ends[at] + 1 : first]
            at -= 1

    def has_copula(self, first: int) -> bool:
        """Whether "là", "thành", a colon or "=" stands right before a word."""
        gap = self.plain[self.words[first - 1].end : self.words[first].start] if first else ""
        return first > 0 and (self.words[first - 1].said in COPULAS or any(c in gap for c in ":=>→"))

    def parted(self, left: int, right: int) -> bool:
        """Whether a sentence ends between two words."""
        return _SENTENCE_END.search(self.plain, self.words[left].end, self.words[right].start) is not None


# Words that mean what the tables below say only with these marks, or typed without any.
_MARKED: Final = {
    strip_marks(group.split("|")[0]): frozenset(group.split("|"))
    for group in (
        "mã|mả thẻ đọc nhập là|lả năm từ|tư đến tiền phí giá đồng|đóng ngàn nghìn tỷ|tỉ trừ rút lừa trả nộp cọc phạt "
        "nạp không|hông một|mốt hai ba bốn lăm nhăm sáu bảy|bẩy tám chín mươi|mười điều gọi đuôi phòng số lần ngày giờ "
        "tháng củ|cũ luật soạn chữ|chú"
    ).split()
}
_DIGIT_WORDS: Final = dict(
    zip("khong mot hai ba bon tu nam lam nham sau bay tam chin muoi".split(), "01234455567890", strict=True)
)
_NAMES: Final = {
    "cvv": "cvv, cvv2, cvc, cvc2, csc, ccv, ccv2, cvvv, cvx, c v v, c v c, so bi mat, so bao mat, mat sau, mat sau "
    "the, sau the, sau lung the, lung the, phia sau, phia sau the, dang sau, dang sau the, 3 so cuoi mat sau, 3 so "
    "cuoi sau the",
    "code": "otp, opt, otb, ottp, o t p, o te pe, p i n, token, authenticator, so xac nhan, so xac thuc, mxn, mxt, "
    "mat ma, code, passcode, pass code, one time password, one time pin, pin, smartotp, otp thanh toan, ma giao dich "
    "mot lan",
    "password": "mat khau, mat khau dang nhap, mat khau mot lan, mat khau dung mot lan, matkhau, matkhua, mat khua, "
    "mat kau, mat kahu, mk, mkhau, m khau, mk khau, pass, password, passwd, pass word, passw, pw, pwd, pasword, "
    "passwork, paswork, passwort, pas word, passworld, pssword, passwrod",
    "weak": "ma, ma so, day ma",
    "read": "doc, nhap, day so, chuoi so, hang so",
    "card": "the, so the, visa, mastercard, master card, card, napas, jcb, amex, so tren the, ma so the",
    "account": "tk, tai khoan, tai khoang, tkhoan, account, acc",
    "own account": "stk, so tk, tk so, so tai khoan, so tai khoang, tai khoan so",
    "phone": "sdt, so dien thoai, dien thoai, dt, phone, tel, zalo, momo, so lien lac, so lien he, di dong, di động",
    "call": "goi, goi so, lien he, lh, hotline, tong dai, duong day nong, dau so",
    "id": "cccd, can cuoc, can cuoc cong dan, cmnd, cmt, cmtnd, chung minh, chung minh thu, chung minh nhan dan, ho "
    "chieu, passport, dinh danh, so dinh danh",
    "reference": "mkh, makh, mst, mshs, mssv, msnv, msv, kh, don hang, van don, hoa don, bien lai, phieu, voucher, so "
    "giao dich, so gd, so ho so, so ho sơ, ho so, ho sơ, so hop dong, hop dong, so hoa don, bhxh, so bao hiem, bhyt, "
    "danh bo, so tham chieu, so bao danh, but toan, ref, trace, seri, serial, imei, cong to, bien so, bien so xe",
    "public": "so hieu, huy hieu, tieu muc",
    "amount": "so tien, so du, sd, han muc, hoc phi, tien, tong, phi, gia, luong, chi so, so dien, dung luong",
    "nothing": "dang nhap, thu nhap, nhap vien, nhap hoc, nhap hang, nhap khau, sap nhap, xam nhap, doc bao, ma tuy, "
    "ma so duong, nhan tien, chuyen tien, gui tien, nap tien, rut tien, quoc gia, gia dinh, gia han, "
    "gia mao, danh gia, nam a, nam a bank",
    "place": "nghi dinh, nd, thong tu, quyet dinh, qd, cong van, luat, ke hoach, dieu, chi thi, nghi quyet, phong, "
    "km, quoc lo, ql, so nha, nha so, nam, ngay, thang, so dau, so cuoi, so duoi, duoi, soan, soan tin, soan tin "
    "nhan, pin du phong, sac pin, sac, pin dien thoai, cuc pin, phien ban, ban app, ban ung dung, version, ma loi, ma "
    "so loi, bao loi, loi so, app loi, gap loi, hien loi, ra loi, error, error code, cong to ghi, dong ho ghi, tho "
    "ghi, dien luc ghi, chot so",
}
# What stands behind "mã" or "mã số"; the first 14 references before it, too.
_MA: Final = {
    "cvv": "bi mat, bao mat",
    "code": "giao dich otp, xac nhan, xac thuc, xac minh, xn, xt, mo khoa, khoa, truy cap, dang nhap, dang ky, kich "
    "hoat, code, sms, tin nhan, mot lan, dung mot lan, an toan, rut tien, uy quyen, khoi phuc, bao ve, 2fa, duyet",
    "id": "dinh danh, can cuoc, cong dan",
    "reference": "khach hang, kh, don hang, giao dich, gd, hoc sinh, hs, sinh vien, sv, hoc vien, ho so, ho sơ, hop "
    "dong, hoa don, don, khach, giao vien, thue, bien lai, bien nhan, phieu, thanh toan, gioi thieu, giam gia, khuyen "
    "mai, voucher, uu dai, nhan vien, can bo, bao hiem, bhxh, bhyt, bao hiem xa hoi, the bhyt, danh bo, danh ba, danh "
    "bạ, diem, tham chieu, tra cuu, tra soat, khieu nai, ho, ho gia dinh, ho kinh doanh, doanh nghiep, cua hang, san "
    "pham, van don, van chuyen, kien hang, phan anh, yeu cau, dat cho, dat hang, ve, benh nhan, kham benh, lo trinh, "
    "vach, qr, dien, nuoc, vu viec, may, dai ly, cong to, dong ho, lop, truong, lenh, phien, but toan, du thuong, "
    "hang, thue bao, hop tac vien, cong tac vien, thanh vien, hoi vien, nguoi nop, nop tien, chung tu, to khai",
    "public": "vung, buu chinh, buu dien, buu cuc, xa, tinh, huyen, phuong, chung khoan, nganh, chi nhanh, ngân hang, "
    "ngan hang, nh, swift, citad, chuong, tieu muc, quoc gia, bank, bin",
}
# "mật khẩu" by the keys of Telex and VNI, the accents wherever they may be.
_MAT: Final = "mat maatj maajt mataj matja majat matj maat ma65t mat65 ma6t5 mat56".split()
_KHAU: Final = "khau khaaur khaauru khaaru khauar khaura kharua kharau khaur khaau kha63u khau63 kha6u3 khau36".split()
_KIND_OF: Final = (
    {f"{ma} {noun}": kind for kind, nouns in _MA.items() for noun in nouns.split(", ") for ma in ("ma", "ma so")}
    | {f"{noun} {ma}": "reference" for noun in _MA["reference"].split(", ")[:14] for ma in ("ma", "ma so")}
    | {f"{word} code": "code" for word in "verification confirmation security login access activation sms".split()}
    | {f"{n} {so}": "read" for n in "4 bon 6 sau 8 tam".split() for so in ("so", "chu so", "con so", "ky tu so")}
    | {f"{n} {so} {at}": "cvv" for n in ("3", "ba") for so in ("so", "chu so", "con so") for at in ("sau", "o sau")}
    | {f"{n} so {at}": "place" for n in "3 4 bon 6 sau".split() for at in ("dau", "cuoi")}
    | {f"{mat} {khau}": "password" for mat in _MAT for khau in _KHAU}
    | {phrase: kind for kind, phrases in _NAMES.items() for phrase in phrases.split(", ")}
)
# How many words the longest name has that begins with a word.
_LONGEST: Final = {phrase.split()[0]: phrase.count(" ") + 1 for phrase in sorted(_KIND_OF, key=lambda p: p.count(" "))}
# Between a name and its number: "số tài khoản của nó ở Vietcombank là 1903…".
FILLERS: Final = frozenset(
    "la cua em toi minh mk tui tao con chau anh chi co chu bac ong ba me no ho bon chung nay do kia ay so moi cu ngan "
    "hang nh bank tai o ben vietcombank vcb agribank bidv vietinbank techcombank tcb mb mbbank acb vpbank sacombank "
    "tpbank vib shb hdbank msb lpbank viettel vnpt app nguoi nhan lua dao duoc cap ten trang the atm dang nhap tren "
    "thi chinh cai day ca vao den qua ve lai dien thoai di dong khach nha vo chong dat hien dung cung thanh cong ty "
    "facebook fb zalo momo vneid internet banking smart giao dich gmail email wifi sim mang tk khoan ngân roi luon "
    "xong lo cho gui tin kt toanbo dk huy khoa digibank smartbanking icloud iphone ipay tien an".split()
)
COPULAS: Final = frozenset(("la", "laf", "la2", "thanh", "sang", "is"))
_MONEY: Final = frozenset("dong d vnd trieu nghin ngan ty usd tr k cu mah kwh km kg diem".split())
COUNTS: Final = frozenset(
    "phut giay lan so ngay gio thang nam ky chu con nguoi tuoi tram ho xa phuong loai cai buoc lop nghin".split()
)
UNIT: Final = r"(?:k|tr|trieu|ty|d|dong|vnd|nghin|ngan|usd|h|g|p|ph|phut|s|giay|cu|m|km|kg|mah|kwh|w|gb|mb)\d*"
_PARTICLE: Final = r"(?:a|ah|nha|nhe|nhen|ne|roi|do|thoi|luon|la|otp|cho|nghe|voi)"
_WORD: Final = re.compile(
    rf"(?P<hidden>{MASK}|{'|'.join(re.escape(strip_marks(label)) for label in LABELS.values())})"
    rf"|(?:otp|opt)(?=\d)|(?:pin|c[cv]v2?|cvc|mk|pass|stk|tk|sdt|ma|la|so|cccd|cmnd)(?=\d{{3,19}}(?:{_PARTICLE})?(?![^\W_]))"
    rf"|(?P<digits>\d+(?=(?:{UNIT}|{_PARTICLE})?(?![^\W_])))|[^\W_]+"
)
_JOIN: Final = re.compile(r"[ \u00a0]{1,2}|[.\-–_]| [-–] ")
_SINGLES_JOIN: Final = re.compile(r"[ \u00a0,\-–_]{1,3}|\.")
_SENTENCE_END: Final = re.compile(r"[.!?;]\s|\n")
_CARD_JOIN: Final = re.compile(
    r"(?![.;]\s)[\s,.;:/–_-]{1,3}(?:(?:roi|toi|tiep|theo|va|den|xong|sau|do|la|nua|thi|ke|cuoi|giua|(?:4|bon) so)"
    r"[\s,.;:-]{1,3}){0,5}"
)
_S: Final = r"(?:[ .,–-]|  | [–-] |\)[ .-]?)?"
_SHAPE: Final = re.compile(
    r"(?P<date>(?:\d{1,2}([/.-])\d{1,2}\2(?:19|20)\d\d|(?:19|20)\d\d([/.-])\d{1,2}\3\d{1,2}"
    r"|\d{1,2}/\d{1,2}(?:/\d\d)?|(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d)(?!\d))"
    r"|(?P<time>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<law>\d{1,5}/(?:(?:19|20)\d\d(?!\d)(?:/[a-z]\S{0,12})?|[a-z]\S{0,12}|\d{1,3}(?!\d)))"
    rf"|(?P<phone>(?:(?:00)?84{_S}(?:\(?0\))?{_S}|0{_S})"
    rf"(?:[35789](?:{_S}\d){{8}}|2(?:{_S}\d){{9}}|1{_S}[2689](?:{_S}\d){{8}})(?!\d))"
    r"|(?P<citizen>0\d\d(?:[ .-]?\d){9}(?![ .-]?\d))"  # three digits of the place, century and sex, year, six more
    r"|(?P<hotline>1[89]00(?:[ .-]?\d){4,6}(?!\d))"
    r"|(?P<amount>(?:[1-9]\d{0,2}(?:\.\d{3}){2,6}|[1-9]\d{0,2}(?:,\d{3}){1,6}(?:\.\d\d)?"
    r"|[1-9]\d{0,2}(?:[. ]\d{3}){0,5}[. ]000)(?!\.?\d))"
)


def read(text: str) -> Reading:
    """Return the words, numbers and names of a text."""
    plain = "".join(map(_plain_char, text))  # letter for letter: the places are those of the typed text
    words = [
        Word(m.start(), m.end(), _said(m.group(), text[m.start() : m.end()].lower()), m.lastgroup or "word")
        for m in _WORD.finditer(plain)
    ]
    names = list(_names(plain, words))
    named = frozenset(i for name in names if name.first < name.last for i in range(name.first, name.last + 1))
    return Reading(text, plain, words, list(_numbers(plain, words, named)), names, [name.last for name in names])


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    if "\uff01" <= char <= "\uff5e":
        char = chr(ord(char) - 0xFEE0)  # full-width letters and digits
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    return (strip_marks(char)[:1] or char).lower()[:1] or char


def _said(plain: str, typed: str) -> str:
    marked = _MARKED.get(plain)
    return plain if marked is None or typed in marked or typed.replace("đ", "d") == plain else typed


def _names(plain: str, words: list[Word]) -> Iterator[Name]:
    at = 0
    while at < len(words):
        longest = min(_LONGEST.get(words[at].said, 0), len(words) - at)
        for length in range(longest, 0, -1):
            kind = _KIND_OF.get(" ".join(word.said for word in words[at : at + length]))
            if kind and not _SENTENCE_END.search(plain, words[at].end, words[at + length - 1].start):
                yield Name(at, at + length - 1, kind)
                at += length
                break
        else:
            at += 1


def _numbers(plain: str, words: list[Word], named: frozenset[int]) -> Iterator[Number]:
    starts = [word.start for word in words]
    at = 0
    while at < len(words):
        counted = at > 0 and words[at - 1].said in ("lan", "thu", "buoc") and at - 1 not in named
        counted = counted and "." not in plain[words[at - 1].end : words[at].start]
        number = None if counted else _spelled(plain, words, named, at)
        if number is None and words[at].kind == "digits":
            if counted and len(words[at].said) == 1:  # "lần 2: 4829"
                number = Number(at, at, words[at].said, "plain")
            elif shape := _SHAPE.match(plain, words[at].start):
                last = bisect_left(starts, shape.end()) - 1
                number = Number(at, last, re.sub(r"\D", "", shape.group()), shape.lastgroup or "plain")
            else:
                number = _card(plain, words, at) or _joined(plain, words, at)
        if number:
            yield number
        at = number.last + 1 if number else at + 1


def _spelled(plain: str, words: list[Word], named: frozenset[int], at: int) -> Number | None:
    """Return "bốn tám hai chín", also with some of it in digits."""
    if at in named:
        return None
    digits, in_words, last, join = "", 0, at - 1, ""
    for word in words[at : at + 24]:
        digit = _DIGIT_WORDS.get(word.said) or (word.said if word.kind == "digits" and len(word.said) == 1 else "")
        gap = plain[words[last].end : word.start] if digits else ""
        parted = digits and (gap != (join or gap) or not re.fullmatch(r"[ ,.–-]{1,3}", gap))
        if not digit or last + 1 in named or parted:
            break
        digits, in_words, last, join = digits + digit, in_words + (word.kind != "digits"), last + 1, gap
    if last > at and words[last].kind == "digits" and unit_after(plain, words, last):
        digits, last = digits[:-1], last - 1  # "bốn tám hai chín 2 phút"
    if len(digits) in (5, 7, 9, 11) and words[last].said in ("khong", "tu") and last + 1 < len(words):
        digits, last = digits[:-1], last - 1  # "… một năm không đúng"
    if in_words < 2 or len(digits) < 3:
        return None
    if (len(digits) == 3 or "muoi" in (word.said for word in words[at : last + 1])) and unit_after(plain, words, last):
        return None  # "hai mươi lăm phút"
    return Number(at, last, digits, "card" if len(digits) >= 13 and passes_luhn(digits) else "spelled")


def _card(plain: str, words: list[Word], at: int) -> Number | None:
    """Return a number with the check digit of a card, however it is parted."""
    digits, last, sizes = words[at].said, at, [len(words[at].said)]
    found: dict[int, Number] = {}
    while len(digits) <= 19 and digits[0] in "234569":
        even = set(sizes[:-1]) <= {sizes[0]} and (sizes[-1] <= sizes[0] or (len(sizes) == 2 and min(sizes) >= 4))
        whole = len(sizes) == 1 and len(digits) >= 13
        known = len(digits) in (15, 16, 19) or sizes in ([4, 4, 4, 1], [4, 4, 4, 2], [4, 6, 4])  # old Visa, Diners
        if (whole or (known and (even or sizes in ([4, 6, 5], [4, 6, 4])))) and passes_luhn(digits):
            found[len(digits)] = Number(at, last, digits, "card")
        follows = [i for i in range(last + 1, min(last + 8, len(words))) if words[i].kind == "digits"]
        if len(follows) > 1 and words[follows[0]].said == "4" and words[follows[0] + 1].said == "so":
            del follows[0]  # "4111 1111, 4 số cuối …"
        if not follows or not _CARD_JOIN.fullmatch(plain, words[last].end, words[follows[0]].start):
            break
        last = follows[0]
        digits += words[last].said
        sizes.append(len(words[last].said))
    usual = (19, 16) if digits.startswith("9704") else (16, 19)
    return next((found[n] for n in (*usual, 15, *found) if n in found), None)


def _joined(plain: str, words: list[Word], at: int) -> Number:
    """Return the group of digits with those that go on with it: "48 29 15", "1903 6512 3456 78"."""
    last, total = at, len(words[at].said)
    while last + 1 < len(words) and words[last + 1].kind == "digits":
        size, following = len(words[last].said), len(words[last + 1].said)
        short = max(size, following) <= 4 and not (size == 1 and following == 4)
        alike = short or {size, following} <= {5, 6} or (total >= 8 and size <= 6 and following <= 6)
        join = _SINGLES_JOIN if size == following == 1 else _JOIN
        if not alike or total + following > 19 or not join.fullmatch(plain, words[last].end, words[last + 1].start):
            break
        glued = plain[words[last + 1].end : words[last + 1].end + 1].isalpha()
        unit = unit_after(plain, words, last + 1) if glued else ""
        shape = _SHAPE.match(plain, words[last + 1].start)
        if (shape and shape.lastgroup != "citizen") or unit not in ("", "d", "dong", "vnd"):
            break
        last, total = last + 1, total + following
    sizes = [len(word.said) for word in words[at : last + 1]]
    odd_one = last > at and (sizes[-1] < sizes[-2] or (set(sizes) == {1} and len(sizes) in (5, 7, 9)))
    if odd_one and unit_after(plain, words, last) not in ("", "d", "dong", "vnd"):
        last -= 1  # "4829 2 phút"
    return Number(at, last, "".join(word.said for word in words[at : last + 1]), "plain")


def passes_luhn(digits: str) -> bool:
    """Whether the check digit fits (ISO/IEC 7812)."""
    return sum(sum(divmod(int(d) * (1 + at % 2), 10)) for at, d in enumerate(reversed(digits))) % 10 == 0


def unit_after(plain: str, words: list[Word], last: int) -> str:
    """Return the unit behind a number ("k", "trieu", "phut"), or ""."""
    end = words[last].end
    if plain[end : end + 1] in ("%", "$", "₫", "€") or plain[end : end + 2] == " %":
        return "%"
    if last + 1 == len(words):
        return ""
    gap, said = plain[end : words[last + 1].start], words[last + 1].said
    if not gap:
        return said if re.fullmatch(UNIT, said) else ""
    bank = last + 2 < len(words) and (said, words[last + 2].said) in (("ngan", "hang"), ("nam", "a"))
    return said if not gap.strip() and not bank and (said in _MONEY or said in COUNTS) else ""
