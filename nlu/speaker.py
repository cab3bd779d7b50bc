"""How a person speaks of themselves, what they call the assistant, and whether they ask for somebody else.

Vietnamese has no neutral "I" and "you": "bà" is a grandmother asking, or one told of by her grandchild. The words are
read as typed, in clauses, since the marks tell "cô" from "có". A word of kinship at the head of a clause is the speaker
unless what follows makes it somebody else ("bà tôi", "cô giáo", "ông gọi") or a call ("bác ơi"); as the object of a
request or as an owner it is the speaker when nobody else is. A text without marks is first given those that are
certain: "co" and "chi" stay "có" and "chỉ" outside the frames that leave no doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nlu.text import clean, strip_diacritics


@dataclass(frozen=True, slots=True)
class Speaker:
    """What one message tells about the person who typed it.

    Attributes:
        calls_self: the word for themselves ("tôi", "em", "bác", "bà" …); None when the message does not say.
        calls_us: the word for the assistant: con, cháu, em, anh, chị or bạn; None when the message does not say.
        for_another: whether they ask on behalf of somebody else.
    """

    calls_self: str | None
    calls_us: str | None
    for_another: bool


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Forms of address stand at the edges of a message, and a pasted page has none.
_MAX_CHARACTERS: Final = 2000
_PIECE: Final = re.compile(r"[^\W_]+|\n|[^\w\s]+")
_LENGTHENED: Final = re.compile(r"([^\W\d_])\1{2,}")
_CHAT: Final = {
    "e": "em", "iem": "em", "cưng": "em", "mk": "mình", "mik": "mình", "mih": "mình", "b": "bạn", "tôy": "tôi",
    "tuôi": "tui", "ko": "không", "k": "không", "kh": "không", "hok": "không", "hông": "không", "hổng": "không",
    "hong": "không", "nỏ": "không", "mún": "muốn", "mun": "muốn", "oi": "ơi", "ui": "ơi", "giùm": "giúp", "r": "rồi",
    "dùm": "giúp", "gium": "giúp", "dum": "giúp", "júp": "giúp", "jup": "giúp", "vs": "với", "bày": "chỉ", "cám": "cảm",
    "bac": "bác", "chau": "cháu", "hoi": "hỏi", "muon": "muốn", "giup": "giúp", "voi": "với", "doạ": "dọa",
}  # fmt: skip

_ELDERS: Final = _set("anh chị cô chú bác bà ông dì cậu mợ thím cụ o dượng")
_PRONOUNS: Final = _set("tôi tui tớ")
_JUNIORS: Final = _set("em cháu con")
_PERSONS: Final = _ELDERS | _PRONOUNS | _JUNIORS | {"mình"}
_US: Final = _set("em cháu con bạn anh chị")
_PARENTS: Final = _set("mẹ má mạ bố ba cha tía")
_KIN: Final = _PARENTS | {"chồng", "vợ"}
_FAMILY: Final = _PARENTS | _set("mệ ông bà dì cậu mợ thím chú bác cô dượng")

# Before the subject of a clause: particles, the end of "hôm qua" or "cái này", connectives.
_OPENERS: Final = _set(
    "| dạ vâng thưa ừ ờ à ủa ơ alo xin thế vậy rứa nhưng mà chứ vì tại do bởi thì là nên để giờ chừ nay qua kia nãy "
    "này trước ngoái đó ni sáng chiều tối hồi lúc khi nếu lỡ sao răng phải chắc tức rằng tưởng xong rồi hay hoặc còn "
    "thôi bữa"
)
_ADVERBS: Final = _set("vừa mới đang đã cũng vẫn cứ hay sẽ còn lại toàn có")
_TELLING: Final = _set(
    "muốn hỏi bị lỡ sợ lo quên không chưa định tính cần xin nhờ mất già ít mù lớn chịu đây nè chào cảm"
)
# After an elder: "bác tôi", "ông kia", "chị Hai"; one known by work, looks or whereabouts.
_POINTING: Final = _set("tôi tui tớ mình em cháu con nó hắn ấy ta kia đó nọ này nớ tê nội ngoại nào gì khác hai tư út")
_RANKS: Final = _set("ba năm sáu bảy tám chín mười")
_COUNTED: Final = _set("mươi nay tuổi chục trăm triệu nghìn ngàn lần ngày tháng hai mốt lăm tư")
_ROLES: Final = _set(
    "giáo bán công shipper ship nhân chủ thợ trưởng kế cán hàng thu y điều lễ khách lái tài tổ thôn xóm quản phụ "
    "nhà sếp bạn kỹ lao thầy đồng tổng trực giao gần cạnh bên bưu luật thẩm kiểm cảnh đại xe văn thuế tín môi cò hội "
    "trên dâu rể họ ruột trai gái xã bí cố cụ bé phóng mẹ hồ mặc giọng chuyên nhỏ đứng trong"
)
_COMPOUNDS: Final = _set(
    "bác-sĩ bác-sỹ bác-bỏ bà-con bà-bầu chú-ý chú-trọng chú-thích chú-cháu cô-đơn cô-lập anh-em chị-em ông-trời cụ-thể "
    "anh-hùng con-cháu công-cụ dụng-cụ đàn-bà đàn-ông thầy-cô yêu-cậu"
)
_SOME: Final = _ELDERS | _set("các mấy những một hai vài có thằng đứa cái tụi bọn trẻ")
# "bà em" is the grandmother of "em", "anh em" several people.
_SOME_OF_EM: Final = _SOME - _set("ông bà bác cô chú dì cậu mợ thím")
# What others do to the speaker, unless it is done to an institution or in vain.
_DONE_TO_US: Final = _set(
    "gọi nhắn kêu bảo nói đòi xưng dọa yêu hướng rủ dụ hứa mời ép khuyên chửi la mắng giục tự giới dặn thông điện"
)
_DONE_BY_US: Final = _set("hoài mãi tổng lên vậy thiệt thật nó ngân công số rồi")
_STILL_OLD: Final = _set("rồi cả yếu nên không mà quá lắm chẳng |")
_CALLED: Final = _set("| ơi à ạ")
# After a junior: "em gái", "cháu nội", "con ơi"; a child of whom a parent tells.
_NOT_ONESELF: Final = _set("gái trai tôi tui mình bé họ rể dâu út ruột ấy nó kia đó nào nhỏ nội ngoại ơi nhà")
_CHILDISH: Final = _set("lớp mẫu mầm sốt ốm tiêm nghịch")
# Parents tell of "con" as often as children speak of themselves: less is taken as said of oneself.
_CHILD_TELLS: Final = (
    "chào", "muốn hỏi", "muốn biết", "muốn báo", "muốn nhờ", "muốn xin", "muốn gặp", "cần hỏi", "hỏi chút", "hỏi xíu",
    "hỏi xí", "hỏi tí", "hỏi với", "hỏi ạ", "hỏi giúp", "hỏi |", "xin ", "cảm ơn", "sợ", "lỡ", "không dám",
    "không muốn", "không biết làm", "không biết phải", "không biết đóng", "mới 1",
)  # fmt: skip
# "bên mình" is the assistant's side, "một mình" alone.
_NOT_BEFORE_MINH: Final = _set("một bên shop tự quê nước người dân chồng vợ con em anh chị nhà cả tỉnh chợ với")

_ASKS: Final = _set("hỏi xin gặp nhờ biết")
_HELP: Final = _set("giúp hộ chỉ dẫn nhắc")
_EXPLAINS: Final = _HELP | _set("lại nói đọc thích")
_PASSES_ON: Final = _set("hỏi nói báo gửi nhắn trả khai làm")
_HELPED: Final = _set("với cái cách nha nhé nhá nghen nghe hí hỉ tí chút xíu đi ạ coi")
_GIVES: Final = _set(
    "cho của giúp hộ chỉ nhà máy tk stk quán sạp tiệm ý thoại bắt kêu bảo gọi lừa chồng vợ con cháu trai gái nội ngoại"
)
_GIVEN_AWAY: Final = _set("gửi nói biếu mua đóng nộp chuyển đưa lo")

_BEFORE_US: Final = _set(
    "ok oke okie đi nha nhé nhá nghen hả hử vậy thế rứa ủa à ờ ừ rồi được dạ vâng ạ nhỉ hén đó đấy thôi gì sao không "
    "chưa luôn quá lắm nữa nghe nào đâu đây dậy dzậy này"
)
_AFTER_US: Final = _set("ơi nha nhé nhá nghen ạ hỉ hí")
_NOT_CALLED: Final = _set("bà anh chị các mấy")
_LOOKS: Final = _set("xem coi tra")
_ASKED_OF_US: Final = (
    "là ai ", "là gì ", "là người thật", "là người hay", "là người máy", "là máy", "là robot", "là bot", "tên gì",
    "tên chi", "tên là gì", "làm được gì", "làm được chi", "làm được những", "giúp được", "biết gì", "biết chi",
    "có biết", "nói lại", "nói rõ", "nói gì", "nói vậy", "nói thế", "nói sao", "nói chi", "nói đi", "nói từ",
    "nói chậm", "nói kiểu", "trả lời", "hiểu nhầm", "hiểu lộn", "hiểu sai", "đọc lại", "nhắc lại", "gửi lại",
    "hỏi lại", "vừa nói", "vừa nhắn", "vừa bảo", "vừa trả lời", "bao nhiêu tuổi", "mấy tuổi", "hỏi gì", "hỏi chi",
    "bảo gì", "có mệt", "có người yêu", "ở đâu |", "khỏe không", "có phải là", "có phải người", "có phải máy",
    "có phải robot", "có phải bot", "có phải chatgpt", "có phải của", "có phải cán", "có phải nhân", "có phải công",
    "có phải ai",
)  # fmt: skip
_ASKED_OF_ANYBODY: Final = ("muốn gì ", "đang làm gì ", "ăn cơm ", "không hiểu à ")

_RELATIVES: Final = _FAMILY | _set("anh chị vợ chồng nội ngoại o mấy thằng đứa nhỏ người hàng cụ sếp phụ")
_ASKED_TO: Final = _FAMILY | _set("anh chị vợ chồng bạn xóm nội ngoại")
_ONESELF: Final = _PRONOUNS | _JUNIORS | _set("mình chị anh cô chú bác")
_NEAR: Final = ("hàng xóm", "gần nhà", "cạnh nhà", "kế bên")
# "mẹ tôi bảo đóng tiền": the speaker asks for themselves.
_TOLD_BY: Final = _set("bảo kêu nói dặn cho đưa giao gửi gọi la ơi gì chi là phải |")
_NO_LONGER: Final = ("hỏi mượn", "qua đời", "mất rồi", "mất năm", "mất lâu", "mất hôm", "mất để", "mất |")

# The weight of a claim that nothing else in the message outweighs.
_CERTAIN: Final = 9

# Words that stay themselves without marks; "con" is mostly "còn".
_MARKS: Final = {
    strip_diacritics(word): word
    for word in (
        "ông thím không chưa bị già rồi mất dạ thưa chào cảm ơn được gặp nhờ cần định quên gọi kêu bảo gửi mình là gì "
        "gái trai giáo công hộ nhắc bạn biết hiểu trả lời nhầm người thật máy tên chồng vợ mẹ bố ngoại hàng xóm cách "
        "cái chút xíu nhé hả vậy thế ủa đi vâng nữa luôn sao để sĩ nhà phải của ấy làm từ vừa thằng nhiều trước lớp "
        "điện đòi vì"
    ).split()
}
_IN_FRAMES: Final = {"co": "cô", "ba": "bà", "chi": "chị", "di": "dì", "chu": "chú", "cau": "cậu", "cu": "cụ", "o": "o"}
_TELLS_UNMARKED: Final = _set("muốn bị già chào")
_BEFORE_CON: Final = _set("cho giúp dạ thưa hỏi")
_BEFORE_CON_AT_END: Final = _set("ok đi nhé nghen hả vậy thế ủa rồi được dạ vâng gì sao luôn nữa ơn chào")
_BEFORE_TOI: Final = _set("moi sap den hom di ra chieu buoi gui len ve đi gửi")
_AFTER_TOI: Final = _set("nay mai qua han no ngay thang dau day gio")


def speaker_of(text: str) -> Speaker:
    """Return what the message, as it was typed, tells about its speaker. Never raises; linear in the length."""
    words = _words(text[:_MAX_CHARACTERS])
    for_another = any(rule(words, i) for i in _places(words) for rule in (_asks_for, _was_sent, _tells_of, _corrects))
    us = _calls_us(words, only_calls=for_another)
    me = _calls_self(words, for_another=for_another)
    return Speaker(me, us if us != me else None, for_another)


def _words(text: str) -> list[str]:
    """Return the words, clauses parted and the whole padded by "|", a proper name after a person as "ấy"."""
    pieces = _PIECE.findall(_LENGTHENED.sub(r"\1", clean(text)))
    letters = [piece for piece in pieces if piece[0].isalpha()]
    # Where most words have capitals they name nobody.
    cased = 2 * sum(piece[0].isupper() for piece in letters) < len(letters)
    words = ["|"] * 4
    for piece in pieces:
        word = piece.lower()
        named = cased and piece[0].isupper() and piece[1:].islower() and words[-1] in _ELDERS | _JUNIORS
        word = "ấy" if named and word not in _PERSONS else _CHAT.get(word, word)
        if words[-1] == "c" and word in _TELLING:
            words[-1] = "chị"
        words.append(word if word[0].isalnum() else "|")
        if word == "ơi":
            words.append("|")
    words += ["|"] * 4
    return _with_marks(words) if all(piece.isascii() for piece in letters) else words


def _places(words: list[str]) -> range:
    """Return the places within the padding."""
    return range(4, len(words) - 4)


def _with_marks(words: list[str]) -> list[str]:
    """Return the words of a text typed without marks, with those marks that are certain."""
    said = [_MARKS.get(word, word) for word in words]
    for i in _places(words):
        word, before, after = words[i], said[i - 1], said[i + 1]
        if word in _IN_FRAMES:
            # "cau hoi" is a question, "chi co cach" the only way, "co muon" is "có muốn".
            asks = before in ("cho", "để") and after in _ASKS and word != "cau"
            helped = before in ("chi", "chỉ", *_HELP) and (after == "với" or (before == "giúp" and after in _US))
            owns = (before == "của" and after in ("|", "ne", "rồi")) or (before == "máy" and after == "ne")
            tells = before == "|" and word in ("ba", "chu") and (after in _TELLS_UNMARKED or after.isdecimal())
            called = word == "chi" and (after == "ơi" or before == "chào")
            if asks or helped or owns or tells or called or (word == "ba" and after in ("noi", "ngoại", "hàng")):
                said[i] = _IN_FRAMES[word]
                said[i - 1] = "chỉ" if before == "chi" else before
            elif word == "o" or (word == "chi" and after in _PERSONS and said[i + 2] == "với"):
                said[i] = "ở" if word == "o" else "chỉ"
        elif word == "toi":
            said[i] = "tới" if after in _AFTER_TOI or before in _BEFORE_TOI else "tôi"
        elif word == "tui" and after in ("no", "xach"):
            said[i] = "tụi"
        elif word == "anh" and after not in _TELLING | {"ơi"} and before not in ("giúp", "cho", "chỉ", "hộ"):
            said[i] = "ảnh" if before not in _BEFORE_CON_AT_END else "anh"
        elif word == "noi":
            said[i] = "nội" if words[i - 1] in ("ba", "ong") else "nói"
        elif word == "ma" and before in ("giúp", "hộ"):
            said[i] = "má"
        elif word == "con":
            called = after == "ơi" or (before in _BEFORE_CON_AT_END and after == "|")
            said[i] = "con" if called or before in _BEFORE_CON or after in ("chào", "gái", "trai", "là") else "còn"
    return said


def _clause(words: list[str], start: int) -> str:
    """Return up to six words from there, not past the end of the clause."""
    part = words[start : start + 6]
    return " ".join(part[: part.index("|") + 1] if "|" in part else part) + " "


def _heads(words: list[str], i: int) -> bool:
    return words[i - 1] in _OPENERS or (words[i - 1] in _US and words[i - 2] in ("chào", "ơn"))


def _calls_self(words: list[str], *, for_another: bool) -> str | None:
    places = [i for i in _places(words) if words[i] in _PERSONS]
    # Whoever is told of once ("bà tôi …", "bác ơi") is not the speaker elsewhere in the same message.
    others = {words[i] for i in places if words[i] in _ELDERS and (_is_another(words, i) or words[i + 1] == "ơi")}
    spouse_or_parent = any(words[i - 1] in _KIN and words[i] not in _ELDERS for i in places)
    if spouse_or_parent or any(words[i] in _ELDERS and words[i + 1] in ("nội", "ngoại") for i in places):
        # "mẹ tôi bị lừa, bà khóc suốt"
        others |= {"ông", "bà", "cụ", "anh", "chị"}
    claims = [(_claim(words, i, others, for_another=for_another), -i, words[i]) for i in places]
    if any(word in _PRONOUNS and weight for weight, _, word in claims):
        # "tôi có đứa em, em bị lừa"
        claims = [claim for claim in claims if claim[2] not in _JUNIORS or claim[0] == _CERTAIN]
    weight, _, word = max(claims, default=(0, 0, ""))
    return word if weight else None


def _claim(words: list[str], i: int, others: set[str], *, for_another: bool) -> int:
    """Return how surely the person at this place is the speaker; 0 when it is not."""
    word, before, after = words[i], words[i - 1], words[i + 1]
    compound = f"{before}-{word}" in _COMPOUNDS or f"{word}-{after}" in _COMPOUNDS
    if word in others or compound or after == "ơi" or _is_us(words, i):
        return 0
    if _requests(words, i):
        return _CERTAIN
    if word in _PRONOUNS:
        return 4
    if word == "mình":
        return 0 if before in _NOT_BEFORE_MINH else 2
    return _claim_of_junior(words, i) if word in _JUNIORS else _claim_of_elder(words, i, for_another=for_another)


def _requests(words: list[str], i: int) -> bool:
    """Whether it says "cho bà hỏi", "chỉ bà với", "bà chào cháu", which nobody says of a third person."""
    first, before, after, last = *words[i - 2 : i], *words[i + 1 : i + 3]
    if before in ("cho", "để") and after in _ASKS:
        return first not in _PASSES_ON
    if before == "cho" and after == "với":
        return not _EXPLAINS.isdisjoint(words[i - 5 : i - 1])
    if first not in _PASSES_ON and (before in _HELP or (before == "cho" and first in _EXPLAINS)):
        return after in _HELPED or (after in _US and last in _AFTER_US | {"|"})
    return _heads(words, i) and _clause(words, i + 1).startswith(("chào ", "xin chào ", "cảm ơn ", "xin cảm ơn "))


def _claim_of_elder(words: list[str], i: int, *, for_another: bool) -> int:
    served = words[i + 2] in ("giúp", "hộ") and words[i + 3] in _JUNIORS
    if _acts_on_speaker(words, i) or served:
        return 0
    if _heads(words, i) and words[i + 1] not in _CALLED and not for_another:
        return 6 if words[i + 1] in _TELLING else 4 * (words[i - 1] != "để")
    return int(
        words[i] != "cụ"
        and words[i - 1] in _GIVES
        and _GIVEN_AWAY.isdisjoint(words[max(i - 6, 0) : i - 1])
        and not for_another
    )


def _claim_of_junior(words: list[str], i: int) -> int:
    word, before, after = words[i], words[i - 1], words[i + 1]
    clause, heads = _clause(words, i + 1), _heads(words, i)
    if (
        after in _NOT_ONESELF
        or before in (_SOME_OF_EM if word == "em" else _SOME)
        or clause.startswith(_ASKED_OF_ANYBODY)
    ):
        return 0
    if before in (_PARENTS if word == "con" else _KIN) | {"nội", "ngoại"} and words[i - 2] not in ("hai", "cả", "vợ"):
        return 3
    if word == "con":
        return 6 if heads and clause.startswith(_CHILD_TELLS) else 0
    if before == "nhà" or (before in ("giúp", "hộ") and after == "|" and words[i - 2] not in _PASSES_ON):
        return 3
    if word == "cháu" and (not heads or after == "|" or (after != "là" and not _CHILDISH.isdisjoint(clause.split()))):
        return 0
    return 6 if heads and after in _TELLING else 3


def _is_another(words: list[str], i: int) -> bool:
    """Whether this elder is somebody told of: "bà tôi", "cô giáo", "một ông", "chú Ba"."""
    word, after, last = words[i], words[i + 1], words[i + 2]
    if words[i - 1] in _SOME or after in _ELDERS:
        return True
    if after in _RANKS:
        return last not in _COUNTED | _RANKS
    if after == "già":
        return last not in _STILL_OLD
    if after == "ở" or (after == "nhà" and last == "ở"):
        return not _DONE_TO_US.isdisjoint(_clause(words, i + 2).split())
    return after in _POINTING or after in _ROLES or (word == "o" and after == "đâu")


def _acts_on_speaker(words: list[str], i: int) -> bool:
    verb = i + 1
    while words[verb] in _ADVERBS:
        verb += 1
    return words[verb] in _DONE_TO_US and words[verb + 1] not in _DONE_BY_US and not words[verb + 1].isdecimal()


def _calls_us(words: list[str], *, only_calls: bool) -> str | None:
    weight, _, word = max(((_is_us(words, i), -i, words[i]) for i in _places(words)), default=(0, 0, ""))
    # Who tells of others may well say "em giúp bà" of themselves: then only a call counts.
    return word if weight > only_calls else None


def _is_us(words: list[str], i: int) -> int:
    """Return how surely the assistant is meant: 3 by a call, 2 at the end of a clause, 1 by a request, 0 not at all."""
    before, after = words[i - 1], words[i + 1]
    if words[i] not in _US:
        return 0
    if after == "ơi":
        return 0 if before in _NOT_CALLED else 3
    if before in _BEFORE_US and _ends(words, i):
        return 2
    return int(_is_asked(words, i) or _is_spoken_to(words, i))


def _ends(words: list[str], i: int) -> bool:
    return words[i + 1] == "|" or (words[i + 1] in _AFTER_US and words[i + 2] == "|")


def _is_asked(words: list[str], i: int) -> bool:
    """Whether the assistant is the subject here: "em tên gì", "cháu xem giúp bà", "con chỉ cô cách"."""
    if not _heads(words, i):
        return False
    verb = i + 1 + (words[i + 1] in _LOOKS)
    verb += words[verb] == "hướng"
    helped = verb + 1 + (words[verb + 1] == "cho")
    helps = words[verb] in ("giúp", "chỉ", "dẫn", "cho") and words[helped] in _PERSONS
    taught = words[verb] in ("chỉ", "dẫn") and words[i] in _JUNIORS and words[helped] in _ELDERS
    return (helps and (taught or words[helped + 1] in _HELPED | _ASKS | {"|", "xem"})) or _clause(
        words, i + 1
    ).startswith(_ASKED_OF_US)


def _is_spoken_to(words: list[str], i: int) -> bool:
    """Whether the assistant is the object here: "chỉ bà với cháu", "cho bà hỏi con", "chào em", "nhờ em xem"."""
    third, first, before, after = *words[i - 3 : i], words[i + 1]
    if (first, words[i]) == ("anh", "chị"):
        return False
    ends = _ends(words, i)
    return (
        (before == "với" and ends and third in _HELP)
        or (before == "hỏi" and third in ("cho", "để") and (ends or after in _HELPED | {"này", "về"}))
        or (before in ("chào", "ơn") and (ends or after in _AFTER_US | {"nhiều", "lắm", "trước"}))
        or (before == "nhờ" and (ends or after in _LOOKS | _HELP | {"hướng", "kiểm", "với"}))
        or (before == "ý" and first in ("đúng", "trúng", "trật"))
        or before in ("như", "chúc", "yêu")
        or (third == "chào" and ends)
        or (before == "gọi" and after == "là")
    )


def _is_relative(words: list[str], i: int) -> bool:
    word, after = words[i], words[i + 1]
    if word in _JUNIORS:
        return after in _NOT_ONESELF | {"bạn"} and after != "ơi"
    return (word in _RELATIVES and (word, after) != ("o", "đâu")) or (word == "bạn" and after in _ONESELF)


def _asks_for(words: list[str], i: int) -> bool:
    """Whether "hỏi giúp mẹ", "khai hộ bà" or "hỏi cho má" stands here."""
    instead = words[i + 1] in ("giúp", "hộ", "thay")
    if words[i] == "hỏi" and (instead or words[i + 1] == "cho"):
        return _is_relative(words, i + 2 + (instead and words[i + 2] == "cho"))
    written = words[i] in ("khai", "nhắn", "gõ", "làm") and words[i + 1] in ("hộ", "thay")
    return written and _is_relative(words, i + 2 + (words[i + 2] == "cho"))


def _was_sent(words: list[str], i: int) -> bool:
    """Whether "chồng tôi nhờ hỏi" or "mẹ nhờ em hỏi" has its "nhờ" here."""
    if words[i] != "nhờ":
        return False
    sender = words[i - 1] in _ASKED_TO or (words[i - 1] in _ONESELF and words[i - 2] in _ASKED_TO)
    return sender and "hỏi" in _clause(words, i + 1).split()[:3]


def _tells_of(words: list[str], i: int) -> bool:
    """Whether an elder of the family or a neighbour is the subject here: "mẹ em bị lừa", "bà hàng xóm mất thẻ"."""
    word, after = words[i], words[i + 1]
    if words[i - 1] not in _OPENERS or word not in _FAMILY | {"anh", "chị", "cụ", "người"}:
        return False
    near = next((j + 2 for j in (i + 1, i + 2) if f"{words[j]} {words[j + 1]}" in _NEAR), 0)
    if (word in ("ông", "bà") and after in ("nội", "ngoại")) or (word in _PARENTS and after in ("chồng", "vợ")):
        verb = i + 2 + (words[i + 2] in _ONESELF)
    elif (
        (word in _PARENTS and after in _JUNIORS)
        or (word, after) in (("ông", "em"), ("bà", "em"))
        or (word in _FAMILY and after in _PRONOUNS | {"mình"})
    ):
        verb = i + 2
    elif near:
        verb = near
    else:
        return False
    verb += words[verb] in ("vừa", "có", "hay")
    return words[verb] not in _TOLD_BY and f"{words[verb]} {words[verb + 1]}" not in _NO_LONGER


def _corrects(words: list[str], i: int) -> bool:
    """Whether "của chị tôi chứ không phải tôi" or "không phải tôi, là ba tôi" has its "không" here."""
    if words[i] != "không" or words[i + 1] != "phải":
        return False
    mine = i + 2 + (words[i + 2] == "của")
    if words[mine] not in _ONESELF:
        return False
    rest = [word for word in words[mine + 1 : mine + 6] if word not in ("đâu", "|", "mà")]
    said = words[i - 4 : i]
    return (len(rest) > 1 and rest[0] in ("là", "của") and _is_relative(rest, 1)) or any(
        said[k] in ("là", "của") and said[k + 1] in _FAMILY | {"anh", "chị"} for k in range(len(said) - 1)
    )
