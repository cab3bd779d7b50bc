"""Personal data is masked in logs and statistics: phones, accounts, papers, codes, links, names.

What readers of a log need stays: amounts, dates, hours, short public numbers, hotlines, law numbers, banks, communes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlu.masking import PASSES, has_unit, is_priced, mask_secrets, replace
from nlu.numbers import FILLERS, LABELS, Number, Reading, Span, read
from nlu.passwords import addresses, codes
from nlu.syllables import is_plain_syllable, strip_marks

_NAMED: Final = frozenset(("account", "own account", "phone", "call", "id", "reference", "public", "amount", "place"))
_TAKES_WORDS: Final = frozenset(("account", "own account", "id", "reference"))
_NOT_ITS_NUMBER: Final = frozenset(
    "mat het tru chuyen rut lua tang hoan tien gia nop dong tra vay coc phat nap mua hon khoang tong con du bi bay "
    "duoc them nhan no thieu thua sau truoc trong tu han".split()
)
_PERSON: Final = (
    r"(?:toi|em|minh|tui|tao|con|chau|anh|chi|co|chu|bac|ong|ba|me|bo|cha|ma|vo|chong|mk|be|no|ban|trai|gai|e|t|"
    r"hoc sinh|sinh vien|hoc vien|hs|sv|phu huynh|ph|benh nhan|khach hang|kh|chu ho|nguoi dan|nguoi|dau|cho|nha)"
)
_HONORIFICS: Final = (
    "ông ong bà anh chị chi cô co chú chu bác bac thầy thay dì cậu cau mợ bé be cụ em cháu chau vợ vo chồng chong bạn "
    "ban mẹ me cha con thằng thang ba bố má dượng thím mệ"
)
_PEOPLE: Final = frozenset((*_HONORIFICS.split(), *"tôi toi tui là la tên ten".split()))
# With a capital amid a sentence these begin a place's name: "Ba Tơ", "Vo Nhai", "Bac Kan".
_DOUBTFUL: Final = frozenset("ba bac vo con co cô chu cau ban me chi".split())
# Behind these a name stands, however it is typed.
_SAID: Final = re.compile(
    rf"(?<![^\W_])(?:{_PERSON} ten(?: that| day du| goi| that su)?(?: la)?"
    rf"|ten(?: cua)?(?: {_PERSON}){{1,3}}(?: (?:tren|trong|o|theo|ghi)(?: [a-z]{{2,10}}){{1,4}}?)?(?: la|(?= ?:))"
    rf"|ho (?:va )?ten(?: day du)?(?: {_PERSON}){{0,2}}(?: la)?|ten(?: that| day du| goi)? la)(?![^\W_])[ :=-]{{1,3}}"
)
# Behind these a name may stand: it shows by its capitals or its surname.
_MAYBE: Final = re.compile(
    r"(?<![^\W_])(?:ten(?: chu)?(?: tai khoan| tk| the| stk)?|chu (?:tai khoan|tk|the|stk|ho|shop)(?: ten)?|ctk|"
    r"(?:ten )?nguoi (?:nhan|thu huong|huong|chuyen|gui|ban|mua|nop|dai dien)(?: ten)?|khach hang|dai dien|ky ten|"
    r"dung ten|gap|thu huong|(?:fb|facebook|zalo|nick|nick name)(?: ten)?|"
    r"(?:toi|tui|em|minh|con|chau|mk|e|day|do|ay|no|ba|me|vo|chong|chu|chi|anh|ong) la)(?: la)?(?![^\W_])[ :=-]{1,3}"
)
_HONORIFIC: Final = re.compile(rf"(?<![^\W_])(?:{_HONORIFICS.replace(' ', '|')}) ", re.IGNORECASE)

_SURNAMES: Final = frozenset(
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trương đoàn lương cao mai tô tạ hà "
    "lâm trịnh lưu quách từ thái châu vương đàm bạch triệu nông ma hứa tăng tống kiều la mạc nghiêm chu tôn thân quan "
    "lại giang văn phùng đào hán khổng ninh bế lò vi sùng giàng lục cù sầm nhâm giáp thẩm tiêu liêu khúc âu lường "
    "quàng tòng chẩu thào".split()
)
_GIVEN: Final = frozenset(
    "an anh ân bảo bích bình cẩm cẩn châu chi chiến chính cúc cường cương dân danh diễm diễn diệp diệu doan du dung "
    "dũng duy duyên dương đại đạo đạt điền định đông đức gia giang giao hà hải hạnh hảo hân hậu hằng hiền hiển hiệp "
    "hiếu hoa hoà hòa hoài hoan hoàn hoàng hồng huân huệ hùng huy huyền huỳnh hưng hương hường hữu khải khang khánh "
    "khoa khôi khương kiên kiệt kiều kim kỳ lam lan lành lâm lân lê lệ liên liễu linh loan long lộc lợi luân lực "
    "lương ly lý mai mạnh mẫn mi minh mơ mỹ my na nam nga ngà ngân nghĩa ngọc nguyên nguyệt nhã nhàn nhân nhật nhi "
    "nhung như nhựt oanh phát phi phong phú phúc phước phượng phương quang quân quế quốc quy quý quyên quyền quyết "
    "quỳnh sang san sáng sen sinh sơn sương tài tâm tân tấn thạch thái thanh thành thảo thắm thắng thạnh thi thìn "
    "thiên thiện thịnh thoa thơ thơm thu thuận thục thuý thúy thuỳ thùy thuỷ thủy thư thương thường thy tiên tiến tín "
    "tình toàn tố trà trang trâm trân trí triều trinh trọng trúc trung trường tú tuân tuấn tuệ tùng tuyên tuyến tuyết "
    "tường tươi khiêm bách chương hào kha nghi nghị phụng thiệu thuần trạch triết vỹ xoan đan liêm ngoan khuê khuyên "
    "lụa luyến uyên vân văn vi viên việt vinh vĩnh vũ vui vượng vy xuân xuyến yên yến".split()
)
_UPPER_SURNAMES: Final = frozenset("le vo vu ngo ly duong luong cao mai ha ho do".split())
_BIRTH_ORDER: Final = frozenset("tu sau bay tam chin muoi ut".split())
_MIDDLE: Final = frozenset("văn thị van thi".split())
_LETTERS: Final = re.compile(r"(?<![^\W_])[a-z]{1,5}-$")
_TO: Final = frozenset("vao qua sang den toi cho".split())
# Words that are none's name, though some sound like one: "em tên gì", "tên đăng nhập", "em tên Thảo ở Đức Phổ".
_NO_NAME: Final = frozenset(
    "ở à ạ ơi oi có cần không ko k đang đã xin cho với và thì mà nhưng vì năm sinh quê nhà tại từ đến tới dạ nha hả "
    "đây đó kia này rồi mới vừa đi làm bán mua nộp đóng trả chuyển gửi nhận lên xuống vào ra qua về tôi em mình tui "
    "con anh chị bạn cô chú bác ông bà cháu người tuổi xã phường thôn tổ huyện tỉnh tp gì sao nào ai đâu cái là được "
    "nó họ chưa cũng còn hay hoặc lại mất hết nói gọi đọc lừa trên dưới trong ngoài như để khi thấy biết giúp quên "
    "đổi đăng tài mở khoá khóa thẻ mật mã phải chỉ vẫn của do bên cùng theo tên chủ hiện sống thường trú vay nợ tiền "
    "ngân công nhân viên nông giáo bộ cán điện đường học lớp bệnh trường chợ trước sau giờ hôm nay địa chồng vợ mẹ "
    "cha ba má bố thầy khách hàng việt đúng trùng thật dùng chính tính tầm khoảng bao mấy vui lòng hai luôn yêu báo "
    "kiểm tra cập liên hoá hóa đơn ngày tháng chức quốc uỷ phó giám trưởng tin đề phòng sở cục thuế bạc nghề dân tộc "
    "nữ giới thân quen ruột ý trai gái chào hỏi muốn bị số hiểm".split()
)
_NO_NAME_PLAIN: Final = frozenset(map(strip_marks, _NO_NAME))
_GIVEN_PLAIN: Final = frozenset(map(strip_marks, _GIVEN))
_SURNAMES_PLAIN: Final = frozenset(map(strip_marks, _SURNAMES))
_CLEAR_SURNAMES: Final = _SURNAMES.union(
    "nguyen tran pham huynh hoang phan dang bui truong dinh trinh doan".split()
) - frozenset("ma la chu quan lại cao mai hà thân từ văn vi lò tô".split())
# A name behind these is a street's, a commune's, a school's, an office's.
_PLACE: Final = frozenset(
    "kho đường duong phố pho phường phuong xã xa trường truong thcs thpt thôn thon chợ cầu khu kcn viện vien ấp xóm "
    "xom bản huyện huyen tp tỉnh tinh hẻm hem ngõ kiệt kiet quận quan bệnh bến ngã đảo học quy ở o tại tai gần gan "
    "nhánh nhanh lực luc bhxh ubnd trấn quê que ngoài ngoai trú tru trạm ga sân làng lang buôn buon quán đội doi điện "
    "dien cơ cán ngân qua vùng ngụ ngu an về ve trên tren".split()
)
# A given name that these make another word: "Việt kiều", "Bảo vệ", "Thư ký", "Ngân hàng".
_COMPOUND: Final = frozenset(
    "thôn thon quỹ nhập nhap hàng hang hiểm hiem khoản khoan lực luc viên vien đình kiều kieu vệ ve ký ky trưởng "
    "truong sĩ quan mại nam tịch tich phủ phu đốc phí phi".split()
)
# Middle names that are common words, too; no name before these: "Tuấn công an".
_SECOND: Final = frozenset("công cong quốc quoc chính chinh như nhu bá ba đăng dang thế the viết viet chí chi".split())
_NO_SECOND: Final = frozenset("an ty nhân nhan chức chuc tác tac trình trinh chứng chung".split())

_NO_FAMILY: Final = frozenset("la the tu chu ma".split())
_NO_PAIR: Final = frozenset(("thanh toan", "thanh cong", "cong an", "cong vien", "an toan", "quan tam", "hai long"))


def mask_personal(text: str) -> str:
    """Return the text with secrets and personal data masked, each by a short Vietnamese label.

    Amounts, dates, hours, short public numbers, hotlines, law numbers, banks and communes stay. Never raises;
    masking a masked text changes nothing.
    """
    masked = mask_secrets(text).text
    for _ in range(PASSES):
        spans = _personal(read(masked))
        if not spans:
            break
        masked = mask_secrets(replace(masked, spans, LABELS | {"path": ""})).text
    return masked


def _personal(reading: Reading) -> list[Span]:
    """Return what to mask, in order; where two overlap, the kind that is found more surely."""
    covered = bytearray(len(reading.text))
    spans: list[Span] = []
    for find in (addresses, codes, _numbers, _names):
        for span in find(reading):
            if not any(covered[span.start : span.end]):
                covered[span.start : span.end] = b"\1" * (span.end - span.start)
                if span.kind:
                    spans.append(span)
    return sorted(spans, key=lambda span: span.start)


def _numbers(reading: Reading) -> Iterator[Span]:
    plain, words = reading.plain, reading.words
    for number in reading.numbers:
        kind = _kind(reading, number)
        if kind:
            start, end = words[number.first].start, words[number.last].end
            if kind == "phone":
                start -= len(plain[max(0, start - 2) : start]) - len(plain[max(0, start - 2) : start].rstrip("(+"))
            elif kind == "reference" and (letters := _LETTERS.search(plain, max(0, start - 6), start)):
                start = letters.start()  # "TN-0137418"
            elif kind == "reference" and (branch := re.compile(r"-\d{3}(?!\d)").match(plain, end)):
                end = branch.end()  # a tax code's branch
            yield Span(start, end, kind)


def _kind(reading: Reading, number: Number) -> str:  # noqa: PLR0911  (rules in order: the first that fits)
    """Return the kind of personal data a number is, or "": the nearest name, then shape and length."""
    digits, size, shape = number.digits, len(number.digits), number.shape
    if shape in ("date", "time", "law") or size < 4:
        return ""
    kind, near = _named(reading, number)
    unit = has_unit(reading, number)
    round_sum = digits.endswith("000") and (size <= 6 or (size <= 9 and not near))
    if kind in ("account", "own account") and size >= 5 and not unit and not round_sum:
        return "account"
    if kind == "id" and size >= 8:
        return "id"
    if kind == "reference" and not unit and shape != "amount":
        return "" if (size == 4 and "1900" <= digits <= "2099") or (round_sum and not near) else "reference"
    if shape in ("phone", "citizen"):
        return "phone" if shape == "phone" else "id"
    bare = digits[0] != "0" and (size <= 9 or digits.endswith("00"))
    if (
        shape in ("hotline", "amount")
        or unit
        or kind == "public"
        or (kind == "amount" and bare and size <= 12)
        or (kind == "place" and size <= 5)
    ):
        return ""
    if kind in ("phone", "call") and size >= 7 and not digits.endswith("0000"):
        return "phone"
    return _by_length(reading, number)


def _named(reading: Reading, number: Number) -> tuple[str, bool]:
    """Return what the nearest name that may be this number's says it is, and whether it stands right before."""
    for name, gap in reading.before(number.first, 8):
        if reading.parted(name.last, number.first):
            break
        others = [word.said for word in gap if word.said not in FILLERS]
        no_amount = name.kind == "amount" and len(number.digits) >= 8 and not number.digits.endswith("00")
        if name.kind in _NAMED and not others and not no_amount:
            return name.kind, not gap
        # "Số tài khoản số đẹp 687742", "số tài khoản thu học phí 101131208"
        no_sum = number.shape != "amount" or (len(number.digits) >= 9 and not number.digits.endswith("00"))
        takes_words = name.kind in _TAKES_WORDS and no_sum and len(others) <= 3
        if takes_words and not _NOT_ITS_NUMBER.intersection(others):
            return name.kind, False
    return "", False


def _by_length(reading: Reading, number: Number) -> str:
    digits, size = number.digits, len(number.digits)
    if size < 8:
        return ""
    if number.shape == "spelled":
        return "phone" if digits[0] == "0" else "account"
    if digits[0] != "0" and size <= 10 and digits.endswith("000"):
        return ""
    to_someone = number.first > 0 and reading.words[number.first - 1].said in _TO
    if size <= 9 and digits[0] != "0" and not to_someone and is_priced(reading, number):
        return ""
    return "id" if size == 12 and digits[0] == "0" else "account"


def _names(reading: Reading) -> Iterator[Span]:
    plain, words = reading.plain, reading.words
    place_of = {word.start: at for at, word in enumerate(words)}
    shouted = _is_shouted(reading)
    for pattern, text in ((_SAID, plain), (_MAYBE, plain), (_HONORIFIC, reading.text)):
        for match in pattern.finditer(text):
            first = place_of.get(match.end())
            if first is None or (pattern is _HONORIFIC and (shouted or _is_in_a_name(reading, first - 1))):
                continue
            last = _end_of_name(reading, first, lower=pattern is _SAID, capital=not shouted)
            if last >= first and (pattern is _SAID or _is_likely(reading, first, last, honoured=pattern is _HONORIFIC)):
                yield Span(words[first].start, words[last].end, "name")
    for at, word in enumerate(words):
        upper = not shouted and _is_capital(reading, at)
        surname = _typed(reading, at) in _CLEAR_SURNAMES or (upper and _typed(reading, at) in _UPPER_SURNAMES)
        if surname and not _is_behind_place(reading, at):
            last = _end_of_name(reading, at, lower=False, capital=upper)
            middle = at < last and _typed(reading, at + 1) in _MIDDLE and _is_capital(reading, at + 1) >= upper
            capitals = upper and all(_is_capital(reading, i) for i in range(at, last + 1))
            if last - at >= 2 and (middle or (capitals and not _is_in_a_name(reading, at))):
                yield Span(word.start, words[last].end, "name")


def _is_shouted(reading: Reading) -> bool:
    """Whether nearly all words are in capitals, which then tell nothing."""
    said = [reading.text[word.start : word.end] for word in reading.words if word.kind == "word"]
    said = [word for word in said if len(word) > 1 and word.isalpha()]
    return sum(word.isupper() for word in said) * 10 >= len(said) * 6 > 0


def _is_in_a_name(reading: Reading, at: int) -> bool:
    """Whether a word is part of a longer name: the "Bà" of "đường Bà Triệu", the "Huynh" of "Sa Huynh"."""
    if at == 0 or _is_behind_place(reading, at):
        return at > 0
    if not reading.parted(at - 1, at) and _typed(reading, at) in _DOUBTFUL and _is_capital(reading, at):
        return True
    if not _adjoin(reading, at - 1) or _typed(reading, at - 1) in _PEOPLE:
        return False
    return _is_capital(reading, at - 1) and _is_capital(reading, at) and is_plain_syllable(_plain(reading, at - 1))


def _is_behind_place(reading: Reading, at: int) -> bool:
    """Whether "ở", "xã", "đường" or a house number stands right before."""
    if at == 0 or not _adjoin(reading, at - 1):
        return False
    if reading.words[at - 1].kind == "hidden":
        return reading.text.endswith(LABELS["house"], 0, reading.words[at - 1].end)
    house = reading.words[at - 1].kind == "digits" and len(reading.words[at - 1].said) <= 3
    return house or _typed(reading, at - 1) in _PLACE


def _is_full(reading: Reading, first: int) -> bool:
    """Whether a middle and a given name stand behind a surname, however they are typed."""
    following = [_plain(reading, at) for at in range(first + 1, min(first + 3, len(reading.words)))]
    names = all(word in _GIVEN_PLAIN or word in _MIDDLE or word in _SECOND for word in following)
    return names and len(following) == 2 and " ".join(following) not in _NO_PAIR


def _is_likely(reading: Reading, first: int, last: int, *, honoured: bool) -> bool:
    """Whether words behind "ông", "tôi là" are a name and no office: "Thảo", "Nguyễn Văn A", but not "Kế toán"."""
    if honoured and not _is_capital(reading, first):
        return False
    plain = _plain(reading, first)
    given = [_is_given(reading, at) for at in range(first, last + 1)]
    capitals = any(given) and all(_is_capital(reading, at) for at in range(first, last + 1))
    if last > first:
        return capitals or given[0] or plain in _SURNAMES_PLAIN
    return (given[0] and plain not in ("truong", "phu")) or plain in _BIRTH_ORDER


def _is_given(reading: Reading, at: int) -> bool:
    typed = _typed(reading, at)
    return typed in _GIVEN or (typed.isascii() and typed in _GIVEN_PLAIN)


def _adjoin(reading: Reading, at: int) -> bool:
    """Whether only a space stands between a word and the next."""
    return reading.plain[reading.words[at].end : reading.words[at + 1].start] == " "


def _typed(reading: Reading, at: int) -> str:
    word = reading.words[at]
    return reading.text[word.start : word.end].lower()


def _is_capital(reading: Reading, at: int) -> bool:
    return reading.text[reading.words[at].start].isupper()


def _end_of_name(reading: Reading, first: int, *, lower: bool, capital: bool) -> int:
    """Return the last word of the name that begins at a word, or the word before: nobody is named here.

    With `lower`, a name in small letters counts even without a surname; with `capital`, capitals alone make a name.
    """
    words, last, cased = reading.words, first - 1, capital and _is_capital(reading, first)
    family = _typed(reading, first) in _SURNAMES or _plain(reading, first) in _SURNAMES_PLAIN
    for at in range(first, min(first + 5, len(words))):
        if not _plain(reading, at).isalpha() or (at > first and not _adjoin(reading, at - 1)):
            break
        upper = capital and _is_capital(reading, at)
        if not _belongs(reading, at, at - first, family=family, cased=cased, upper=upper, lower=lower):
            break
        last = at
    alone = last == first and not lower and not (capital and _is_capital(reading, first))
    return first - 1 if alone else last


def _belongs(reading: Reading, at: int, place: int, *, family: bool, cased: bool, upper: bool, lower: bool) -> bool:  # noqa: PLR0911
    typed, plain = _typed(reading, at), _plain(reading, at)
    following = _typed(reading, at + 1) if at + 1 < len(reading.words) and _adjoin(reading, at) else ""
    unmarked = typed.isascii()
    no_name = typed in _NO_NAME or (unmarked and plain in _NO_NAME_PLAIN)
    given = _is_given(reading, at)
    if place == 0:
        surname = typed in _SURNAMES or (unmarked and plain in _SURNAMES_PLAIN)
        if surname and plain not in _NO_FAMILY and _is_full(reading, at):
            return True
        if following in _COMPOUND and not lower:
            return False
        also_a_name = given or surname or plain in _BIRTH_ORDER
        if no_name and (following in _COMPOUND or not also_a_name or not (upper or lower)):
            return False
        return typed in _CLEAR_SURNAMES or ((upper or lower) and (is_plain_syllable(plain) or (lower and surname)))
    if family and place <= 2 and (typed in _MIDDLE or (unmarked and (given or len(plain) == 1) and plain != "o")):
        return True
    if cased and not upper:
        return family and given and place <= 3 and not no_name
    if family and place == 1 and typed in _SECOND and following not in _NO_SECOND and following.isalpha():
        return True
    behind_middle = family and lower and place == 2 and _typed(reading, at - 1) in _MIDDLE
    if (given and (upper or (family and place <= 2))) or (behind_middle and unmarked and not following.isalpha()):
        return True
    if no_name:
        ends = not following.isalpha() or strip_marks(following) in _NO_NAME_PLAIN
        return unmarked and given and ends and lower
    if upper:
        return is_plain_syllable(plain) or len(plain) == 1
    return place < 4 and (given or typed in _SURNAMES or (family and place <= 2 and is_plain_syllable(plain)))


def _plain(reading: Reading, at: int) -> str:
    word = reading.words[at]
    return reading.plain[word.start : word.end]
