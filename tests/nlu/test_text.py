from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlu.features import features
from nlu.masking import mask_secrets
from nlu.syllables import ONSETS, RIMES, TONES, place_tone
from nlu.text import clean, is_url, normalise, read_lexicon, strip_diacritics, tokens
from tests.nlu.telex_keys import as_telex

ANY = st.text(st.characters(exclude_categories=()))  # lone surrogates and unassigned characters too
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
TYPED = st.text(f"aăâbcdđeêghiklmnoôơpqrstuưvxyAĐƠ0123456789 .,:/-_@\n\t\u200b\u200d\u00a0{MARKS}")
LEXICON_WORDS = sorted(
    {part for name in ("teencode", "dialect") for row in read_lexicon(name).items() for part in (*row, *row[1].split())}
)
SYLLABLES = st.builds(
    lambda onset, rime, tone: place_tone(onset + rime, tone),
    st.sampled_from(sorted(ONSETS)),
    st.sampled_from(sorted(RIMES)),
    st.sampled_from(["", *TONES.values()]),
)
NUMBERS = st.from_regex(r"[0-9]{1,4}([.,][0-9]{3})?(k|tr|m|h|củ|đ)?[0-9]?", fullmatch=True)
CHAT = st.lists(
    st.one_of(
        st.sampled_from(LEXICON_WORDS), SYLLABLES, SYLLABLES.map(as_telex), SYLLABLES.map(strip_diacritics), NUMBERS
    ),
    max_size=6,
).map(" ".join)
TEXTS = ANY | TYPED | CHAT
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
@example("acc ri")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_how_the_marks_are_encoded_makes_no_difference(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert clean(decomposed) == clean(text)
    assert normalise(decomposed) == normalise(text)


@given(TEXTS)
def test_a_clean_text_shows_all_its_characters(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert [c for c in cleaned if c != "\n" and unicodedata.category(c) in INVISIBLE] == []
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned


@given(TEXTS)
def test_a_normal_form_is_words_and_single_spaces(text: str) -> None:
    normal_form = normalise(text)
    assert [c for c in normal_form if c != " " and unicodedata.category(c)[0] in "CMZ"] == []
    assert tokens(normal_form) == normal_form.split(" ") or normal_form == ""
    assert normal_form == normal_form.lower()


@given(TEXTS)
def test_case_makes_no_difference(text: str) -> None:
    # Letters like ß have no single upper-case form.
    upper = text.upper()
    if upper.lower() == text.lower():
        assert normalise(upper) == normalise(text)


@given(TEXTS)
def test_no_text_is_too_odd_for_the_features(text: str) -> None:
    normal_form = normalise(text)
    assert bool(features(normal_form)) == bool(normal_form)


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "\n ", "đóng tiền điện ", "1", "1 ", "😀", "\u0301", "e\u0301", "\u200b", "k dc ", "www.", "ddongs ", "otp ",
     "mã otp là ", "otp la la ", "mật khẩu là ", "<b>", "1.", "4111 ", "ma   ", "\u00a0", ": = ", "\ud800"],
)  # fmt: skip
def test_a_pasted_book_is_read(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert clean(clean(text)) == clean(text)
    normal_form = normalise(text)
    assert isinstance(features(normal_form), list)
    assert len(mask_secrets(clean(text)).text) <= len(text)


@pytest.mark.parametrize(
    "text",
    ["😀😀", "<b>đóng tiền</b>", "<script>alert('x')</script>", "'; DROP TABLE users; --", "2.000.000 đ", "15tr", "0912 345 678",
     "1/7/2025 lúc 10h30", "https://cskh.cpc.vn/tra-cuu?ma=PC05&x=%20", "cskh.cpc.vn", "a@b.vn", "{{7*7}} ${x} %s", "100%"],
)  # fmt: skip
def test_cleaning_keeps_what_was_typed(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  đóng\ttiền  \r\n\r\n điện ", "đóng tiền\nđiện"),
        ("đ\u200bóng\ufeff ti\u00adền", "đóng tiền"),
        ("đóng\u00a0tiền\u3000điện", "đóng tiền điện"),
        ("đóng\x00tiền\x1b[31m", "đóng tiền [31m"),
        ("\u202eđóng\u202c", "đóng"),
        ("tiê\u200d\u0300n", "tiền"),
        ("dòng một\u2028dòng hai", "dòng một dòng hai"),
        ("\ud800ok", "ok"),
        (" \u200b\n", ""),
    ],
)
def test_cleaning_removes_what_nobody_meant_to_type(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize("text", ["😀😀", "👨‍👩‍👧❤️", "!!! ??? ...", "", "  \n ", "___", "“”"])
def test_a_text_without_words_is_empty(text: str) -> None:
    assert normalise(text) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ĐÓNG TIỀN Điện", "đóng tiền điện"),
        ("𝐦ấ𝐭 ｔｉền", "mất tiền"),
        ("hoà thuý khoẻ tuỳ qúa", "hòa thúy khỏe tùy quá"),
        ("ddongs tieenf ddieenj", "đóng tiền điện"),
        ("điiiiii ạạạạ", "đi ạ"),
        ("e k bik ck ntn", "em không biết chuyển khoản như thế nào"),
        ("tháng ni đóng răng rứa", "tháng này đóng sao vậy"),
        ("chi trả và chi phí", "chi trả và chi phí"),
        ("thang ni dong rang", "thang ni dong rang"),
        ("đóng <b>tiền</b>; điện?", "đóng b tiền b điện"),
    ],
)
def test_spellings_of_the_same_words_meet(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15tr", "15 triệu"), ("500k", "500 nghìn"), ("2tr5", "2 triệu 5"), ("3h30", "3 giờ 30"), ("20m", "20 triệu"),
        ("5 củ", "5 củ"), ("1,5tr", "1,5 triệu"), ("1,5k", "1,5 nghìn"), ("2.000.000đ", "2.000.000 đ"),
    ],
)  # fmt: skip
def test_a_number_is_parted_from_its_unit(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize("number", ["2.000.000", "15", "0912345678", "1,5", "19001909", "051099001234"])
def test_a_number_stays_as_typed(number: str) -> None:
    assert number in tokens(normalise(f"số {number} đó"))


@pytest.mark.parametrize("url", ["https://cskh.cpc.vn/tra-cuu?ma=1&k=v", "http://lua-dao.xyz/k/tr", "www.momo.vn/ck"])
def test_a_web_address_stays_one_word(url: str) -> None:
    normal_form = normalise(f"bấm vô {url} được không")
    assert url in tokens(normal_form)
    assert [word for word in tokens(normal_form) if is_url(word)] == [url]


@given(st.integers(min_value=0, max_value=10**15))
def test_the_digits_of_a_number_are_kept(number: int) -> None:
    for text in (f"mất {number}tr rồi", f"{number}k", f"mã {number}", f"{number:,} đồng"):
        assert re.sub(r"\D", "", normalise(text)) == str(number)


def test_every_chat_form_is_resolved() -> None:
    wrong = {typed: normalise(typed) for typed, meant in read_lexicon("teencode").items() if normalise(typed) != meant}
    assert wrong == {}


def test_every_dialect_word_is_resolved_in_a_text_with_marks() -> None:
    wrong = {
        typed: normalise(f"đó {typed} đó")
        for typed, meant in read_lexicon("dialect").items()
        if normalise(f"đó {typed} đó") != f"đó {meant} đó"
    }
    assert wrong == {}


def test_stripping_leaves_ascii_of_any_vietnamese_text() -> None:
    assert strip_diacritics("Nộp viện phí ở Thái Nguyên, được không ạ?") == "Nop vien phi o Thai Nguyen, duoc khong a?"
