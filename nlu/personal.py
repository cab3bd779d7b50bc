"""Personal data is masked in logs and statistics: phones, accounts, papers, codes, links, names.

What readers of a log need stays: amounts, dates, hours, short public numbers, hotlines, law numbers, banks, communes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlu.masking import PASSES, is_priced, mask_secrets, replace
from nlu.numbers import FILLERS, LABELS, Number, Reading, Span, read, unit_after
from nlu.syllables import is_plain_syllable, strip_marks

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
_CUSTOMER: Final = re.compile(r"(?<![^\W_])p[a-h](?:(?:[ .-]?[0-9a-z]){11}|(?:[ .-]?\d){8,14})(?![^\W_])")
_HOUSE_NUMBER: Final = r"(\d{1,4}[a-z]?(?:[/-]\d{1,4}[a-z]?){0,3})(?![^\W_])"
_HOUSE: Final = re.compile(
    rf"(?<![^\W_])(?:so nha|nha so|hem|kiet|ngo|ngach|can ho)[ :]{{1,3}}{_HOUSE_NUMBER}"
    rf"|(?<![^\W_])(?:so|dia chi|o|tai)[ :]{{1,3}}{_HOUSE_NUMBER}(?= (?:duong|hem|kiet|ngo|ngach|pho) )"
)
_NAMED: Final = frozenset(("account", "own account", "phone", "call", "id", "reference", "public", "amount", "place"))
_PERSON: Final = (
    r"(?:toi|em|minh|tui|tao|con|chau|anh|chi|co|chu|bac|ong|ba|me|bo|cha|ma|vo|chong|mk|be|no|ban|trai|gai|e|t|"
    r"hoc sinh|khach hang|chu ho|nguoi dan|nguoi|dau|cho|nha)"
)
# Behind these a name stands, however it is typed.
_SAID: Final = re.compile(
    rf"(?<![^\W_])(?:{_PERSON} ten(?: that| day du| goi| that su)?(?: la)?"
    rf"|ten(?: cua)?(?: {_PERSON}){{1,3}}(?: la|(?= ?:))"
    rf"|ho (?:va )?ten(?: day du)?(?: {_PERSON}){{0,2}}(?: la)?|ten(?: that| day du| goi)? la)(?![^\W_])[ :=-]{{1,3}}"
)
# Behind these a name may stand: it shows by its capitals or its surname.
_MAYBE: Final = re.compile(
    r"(?<![^\W_])(?:ten(?: chu)?(?: tai khoan| tk| the| stk)?|chu (?:tai khoan|tk|the|stk)(?: ten)?|ctk|dung ten|"
    r"(?:ten )?nguoi (?:nhan|thu huong|huong|chuyen|gui|ban|mua)(?: ten)?|"
    r"thu huong|(?:fb|facebook|zalo|nick|nick name)(?: ten)?|"
    r"(?:toi|tui|em|minh|con|chau|mk|e|day|do|ay|no) la)(?: la)?(?![^\W_])[ :=-]{1,3}"
)
_HONORIFIC: Final = re.compile(
    r"(?<![^\W_])(?:ông|ong|bà|anh|chị|chi|cô|co|chú|chu|bác|bac|thầy|thay|dì|cậu|cau|mợ|bé|cụ|em|cháu|chau|vợ|vo|chồng|"
    r"chong|bạn|mẹ|cha|con|thằng|thang) ",
    re.IGNORECASE,
)

_SURNAMES: Final = frozenset(
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trương đoàn lương cao mai tô "
    "tạ hà lâm trịnh lưu quách từ thái châu vương đàm bạch triệu nông ma hứa tăng tống kiều la mạc nghiêm chu "
    "tôn thân quan lại giang văn phùng đào hán khổng ninh bế lò vi sùng giàng".split()
)
_GIVEN: Final = frozenset(
    "an anh ân bảo bích bình cẩm cẩn châu chi chiến chính cúc cường cương dân danh diễm diễn diệp diệu doan du "
    "dung dũng duy duyên dương đại đạo đạt điền định đông đức gia giang giao hà hải hạnh hảo hân hậu hằng hiền "
    "hiển hiệp hiếu hoa hoà hòa hoài hoan hoàn hoàng hồng huân huệ hùng huy huyền huỳnh hưng hương hường hữu "
    "khải khang khánh khoa khôi khương kiên kiệt kiều kim kỳ lam lan lành lâm lân lê lệ liên liễu linh loan "
    "long lộc lợi luân lực lương ly lý mai mạnh mẫn mi minh mơ mỹ my na nam nga ngà ngân nghĩa ngọc nguyên "
    "nguyệt nhã nhàn nhân nhật nhi nhung như nhựt oanh phát phi phong phú phúc phước phượng phương quang quân "
    "quế quốc quy quý quyên quyền quyết quỳnh sang san sáng sen sinh sơn sương tài tâm tân tấn thạch thái "
    "thanh thành thảo thắm thắng thạnh thi thìn thiên thiện thịnh thoa thơ thơm thu thuận thục thuý thúy thuỳ "
    "thùy thuỷ thủy thư thương thường thy tiên tiến tín tình toàn tố trà trang trâm trân trí triều trinh trọng "
    "trúc trung trường tú tuân tuấn tuệ tùng tuyên tuyến tuyết tường tươi uyên vân văn vi viên việt vinh vĩnh "
    "vũ vui vượng vy xuân xuyến yên yến".split()
)
_UPPER_SURNAMES: Final = frozenset("le vo vu ngo ly duong luong cao mai ha ho do".split())
_BIRTH_ORDER: Final = frozenset("tu sau bay tam chin muoi ut".split())
_MIDDLE: Final = frozenset("văn thị van thi".split())
_IN_CODES: Final = ("-", ".", "/", "_")
_TO: Final = frozenset("vao qua sang den toi cho".split())
# What goes on after a name, or is none: "em tên Thảo ở Đức Phổ", "chị ơi".
_NO_NAME: Final = frozenset(
    "ở o à ạ ơi oi muốn muon hỏi bị số sđt sdt đt stk tk cccd cmnd có cần không ko hông k đang đã xin nhờ cho "
    "với và thì mà nhưng vì năm sinh quê nhà tại từ đến tới dạ nha nhé nghe nè nhen hen hả hở đây đó này kia "
    "rồi mới vừa đi làm bán mua nộp đóng trả chuyển gửi nhận lên xuống vào vô ra qua về tôi em mình tui con "
    "anh chị bạn cô chú bác ông bà cháu người tuổi xã phường thôn tổ huyện tỉnh tp gì sao nào ai đâu "
    "cái là được nó họ chưa cũng còn hay hoặc lại mất hết kêu bảo nói gọi đọc đòi lừa trên dưới trong ngoài "
    "như để khi lúc nếu thấy biết giúp quên đổi đăng tài mở khoá khóa thẻ mật mã otp pin phải chỉ sẽ vẫn của "
    "do bên cùng theo tên chủ hiện sống thường trú trọ vay nợ tiền ngân công nhân viên nông giáo bộ "
    "cán điện đường học lớp bệnh trường chợ trước sau giờ hôm nay địa chồng vợ mẹ cha ba má bố thầy "
    "khách hàng vcb bidv agribank mb momo zalo facebook fb viettel vnpt evn vietcombank vietinbank techcombank "
    "sacombank acb vpbank tpbank mbbank việt sai đúng khác trùng thật dùng thiệt "
    "chắc tính kinh cỡ tầm khoảng bao mấy vui lòng hai chính luôn xong yêu cầu báo kiểm tra cập nhật liên hệ "
    "lấy hoá hóa đơn ngày tháng bây chức quốc ubnd ủy uỷ ban chuyên phó giám trưởng shipper nhắn tin "
    "đề nghị phòng sở chi cục thuế kho bạc nghề dân tộc nữ giới uy thân quen ruột ý tiết trai gái"
    "".split()
)
_NO_NAME_PLAIN: Final = frozenset(map(strip_marks, _NO_NAME))
_GIVEN_PLAIN: Final = frozenset(map(strip_marks, _GIVEN))
_SURNAMES_PLAIN: Final = frozenset(map(strip_marks, _SURNAMES))
_CLEAR_SURNAMES: Final = _SURNAMES.union(
    "nguyen tran pham huynh hoang phan dang bui truong dinh trinh doan".split()
) - frozenset("ma la chu quan lại cao mai hà thân từ văn vi lò tô".split())
# A name behind these is a street's, a commune's, a school's.
_PLACE: Final = frozenset(
    "đường duong phố pho phường phuong xã xa trường truong thcs thpt thôn thon chợ cầu khu kcn viện vien ấp "
    "huyện huyen tp tỉnh tinh hẻm hem ngõ kiệt kiet quận quan bệnh bến ngã đảo học quy ".split()
)
_COMPOUND: Final = frozenset("hàng hang hiểm hiem khoản khoan lực luc viên vien đình".split())


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
    for find in (_web, _houses, _codes, _numbers, _names):
        for span in find(reading):
            if not any(covered[span.start : span.end]):
                covered[span.start : span.end] = b"\1" * (span.end - span.start)
                if span.kind:
                    spans.append(span)
    return sorted(spans, key=lambda span: span.start)


def _web(reading: Reading) -> Iterator[Span]:
    for match in _WEB.finditer(reading.plain):
        for kind in ("email", "profile"):
            if match.group(kind):
                yield Span(match.start(), match.end(), kind)
        for host, path in (("host", "path"), ("site", "rest")):
            if match.group(host):
                yield Span(match.start(), match.end(host), "")  # kept: no name or number is looked for in it
                if match.group(path):
                    yield Span(match.start(path), match.end(path), "path")


def _houses(reading: Reading) -> Iterator[Span]:
    for match in _HOUSE.finditer(reading.plain):
        group = 1 if match.group(1) else 2
        yield Span(match.start(group), match.end(group), "house")


def _codes(reading: Reading) -> Iterator[Span]:
    """Yield customer codes, number plates, and words of letters and digits."""
    plain, words = reading.plain, reading.words
    for match in _CUSTOMER.finditer(plain):
        if sum(c.isdigit() for c in match.group()) >= 7:
            yield Span(match.start(), match.end(), "reference")
    for match in _PLATE.finditer(plain):
        yield Span(match.start(), match.end(), "plate")
    for at, word in enumerate(words):
        digits = sum(c.isdigit() for c in word.said)
        if word.kind != "word" or not digits or digits == len(word.said):
            continue
        near = [name.kind for name, gap in reading.before(at, 4) if all(w.said in FILLERS for w in gap)][:1]
        if digits >= 5 or (digits >= 2 and near in (["reference"], ["id"], ["own account"])):
            first = last = at
            while last + 1 < min(len(words), at + 8) and plain[words[last].end : words[last + 1].start] in _IN_CODES:
                last += 1
            while first > max(0, at - 8) and plain[words[first - 1].end : words[first].start] in ("-", "_"):
                first -= 1
            kind = "passport" if re.fullmatch(r"[a-z]\d{7,8}", word.said) else "reference"
            yield Span(words[first].start, words[last].end, kind)


def _numbers(reading: Reading) -> Iterator[Span]:
    plain, words = reading.plain, reading.words
    for number in reading.numbers:
        kind = _kind(reading, number)
        if kind:
            start, end = words[number.first].start, words[number.last].end
            if kind == "phone":
                start -= len(plain[max(0, start - 2) : start]) - len(plain[max(0, start - 2) : start].rstrip("(+"))
            elif kind == "reference" and (branch := re.compile(r"-\d{3}(?!\d)").match(plain, end)):
                end = branch.end()  # a tax code's branch
            yield Span(start, end, kind)


def _kind(reading: Reading, number: Number) -> str:  # noqa: PLR0911  (rules in order: the first that fits)
    """Return the kind of personal data a number is, or "": the nearest name, then shape and length."""
    digits, size, shape = number.digits, len(number.digits), number.shape
    kind = ""
    for name, gap in reading.before(number.first, 8):
        if reading.parted(name.last, number.first):
            break
        if name.kind in _NAMED and all(word.said in FILLERS for word in gap):
            kind = name.kind
            break
    if shape in ("date", "time", "law") or size < 4:
        return ""
    unit = unit_after(reading.plain, reading.words, number.last) and shape not in ("phone", "hotline")
    if kind in ("account", "own account") and size >= 6 and not unit:
        return "account"
    if kind == "id" and size >= 8:
        return "id"
    if kind == "reference" and not unit and shape != "amount" and not (size == 4 and "1900" <= digits <= "2099"):
        return "reference"
    if shape == "phone":
        return "phone"
    if (
        shape in ("hotline", "amount")
        or unit
        or kind == "public"
        or (kind == "amount" and size <= 12)
        or (kind == "place" and size <= 5)
    ):
        return ""
    if kind in ("phone", "call") and size >= 7 and not digits.endswith("0000"):
        return "phone"
    return _by_length(reading, number)


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
    shouted = reading.text.isupper()
    for pattern, text in ((_SAID, plain), (_MAYBE, plain), (_HONORIFIC, reading.text)):
        for match in pattern.finditer(text):
            first = place_of.get(match.end())
            if first is not None and not (pattern is _HONORIFIC and _inside_a_name(reading, match.start(), place_of)):
                last = _end_of_name(reading, first, lower=pattern is _SAID, capital=not shouted)
                if last >= first:
                    yield Span(words[first].start, words[last].end, "name")
    for at, word in enumerate(words):
        upper = not shouted and _is_upper(reading, at)
        surname = _typed(reading, at) in _CLEAR_SURNAMES or (upper and _typed(reading, at) in _UPPER_SURNAMES)
        if surname and (at == 0 or _typed(reading, at - 1) not in _PLACE):
            last = _end_of_name(reading, at, lower=False, capital=upper)
            middle = at < last and _typed(reading, at + 1) in _MIDDLE
            if last - at >= 2 and (middle or (upper and all(_is_upper(reading, i) for i in range(at, last + 1)))):
                yield Span(word.start, words[last].end, "name")


def _inside_a_name(reading: Reading, start: int, place_of: dict[int, int]) -> bool:
    """Whether "anh", "chi" is part of a place's or person's name: "đường Bà Triệu", "Ho Chi Minh"."""
    at = place_of.get(start, 0)
    before = reading.words[at - 1].start if at else 0
    capitals = reading.text[start].isupper() and reading.text[before].isupper()
    return at > 0 and (_typed(reading, at - 1) in _PLACE or (capitals and not reading.text.isupper()))


def _typed(reading: Reading, at: int) -> str:
    word = reading.words[at]
    return reading.text[word.start : word.end].lower()


def _is_upper(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return reading.text[word.start : word.end].isupper()


def _end_of_name(reading: Reading, first: int, *, lower: bool, capital: bool) -> int:
    """Return the last word of the name that begins at a word, or the word before: nobody is named here.

    Args:
        reading: the text.
        first: where the name would begin.
        lower: whether a name in small letters counts even without a surname.
        capital: whether capitals alone make a name.
    """
    words, last = reading.words, first - 1
    family = _typed(reading, first) in _SURNAMES or _plain(reading, first) in _SURNAMES_PLAIN
    for at in range(first, min(first + 5, len(words))):
        if not _plain(reading, at).isalpha() or (
            at > first and reading.plain[words[at - 1].end : words[at].start] != " "
        ):
            break
        upper = capital and reading.text[words[at].start].isupper()
        if not _belongs(reading, at, at - first, family=family, upper=upper, lower=lower):
            break
        last = at
    alone = last == first and not lower and not (capital and reading.text[words[first].start].isupper())
    return first - 1 if alone else last


def _belongs(reading: Reading, at: int, place: int, *, family: bool, upper: bool, lower: bool) -> bool:  # noqa: PLR0911
    typed, plain = _typed(reading, at), _plain(reading, at)
    unmarked = typed.isascii()
    no_name = typed in _NO_NAME or (unmarked and plain in _NO_NAME_PLAIN)
    given = typed in _GIVEN or (unmarked and plain in _GIVEN_PLAIN)
    if place == 0:
        surname = typed in _SURNAMES or (unmarked and plain in _SURNAMES_PLAIN)
        compound = at + 1 < len(reading.words) and _typed(reading, at + 1) in _COMPOUND
        if no_name and (compound or not (given or surname or plain in _BIRTH_ORDER) or not (upper or lower)):
            return False
        return (
            (upper and is_plain_syllable(plain))
            or typed in _CLEAR_SURNAMES
            or (lower and (surname or is_plain_syllable(plain)))
        )
    if family and place <= 2 and (typed in _MIDDLE or (unmarked and (given or len(plain) == 1) and plain != "o")):
        return True
    if given and (upper or (family and place <= 2)):
        return True
    if no_name:
        following = _plain(reading, at + 1) if at + 1 < len(reading.words) else ""
        ends = not following.isalpha() or following in _NO_NAME_PLAIN
        return unmarked and given and ends and lower
    if upper:
        return True
    return place < 4 and (given or typed in _SURNAMES or (family and place <= 2 and is_plain_syllable(plain)))


def _plain(reading: Reading, at: int) -> str:
    word = reading.words[at]
    return reading.plain[word.start : word.end]
