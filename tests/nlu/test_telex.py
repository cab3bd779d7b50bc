from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nlu.syllables import ONSETS, RIMES, TONES, is_syllable, place_tone, split_tone, strip_marks
from nlu.telex import decode_telex
from nlu.text import normalise
from tests.nlu.telex_keys import as_telex

SYLLABLES = st.builds(
    lambda onset, rime, tone: place_tone(onset + rime, tone),
    st.sampled_from(sorted(ONSETS)),
    st.sampled_from(sorted(RIMES)),
    st.sampled_from(["", *TONES.values()]),
).filter(is_syllable)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddongs", "đóng"), ("tieenf", "tiền"), ("ddieenj", "điện"), ("nuwowcs", "nước"), ("nuowcs", "nước"),
        ("chuyeenr", "chuyển"), ("khoanr", "khoản"), ("nguwowif", "người"), ("thuees", "thuế"), ("dduwowcj", "được"),
        ("dongd", "đong"), ("dieenjd", "điện"), ("khoong", "không"), ("hocj", "học"), ("maats", "mất"), ("lawms", "lắm"),
    ],
)  # fmt: skip
def test_left_over_keys_become_the_syllable(typed: str, meant: str) -> None:
    assert decode_telex(typed) == meant


@pytest.mark.parametrize("word", ["app", "pass", "box", "wifi", "web", "gas", "visa", "scan", "teen", "free", "room"])
def test_an_english_word_stays(word: str) -> None:
    assert decode_telex(word) == word


@pytest.mark.parametrize(
    "word",
    ["momo", "zalo", "zalopay", "vnpay", "vietcombank", "facebook", "gmail", "shopee", "viettel", "online", "internet",
     "website", "iphone", "banking", "agribank", "reset", "test", "list", "otp", "sms", "shipper", "email", "qr", "etax"],
)  # fmt: skip
def test_brands_and_loan_words_of_the_domain_stay(word: str) -> None:
    assert decode_telex(word) == word


@pytest.mark.parametrize("word", "tien dien nuoc chuyen khoan hoc phi nguoi tai sao the nao an moi vi".split())
def test_a_word_typed_without_marks_stays(word: str) -> None:
    assert decode_telex(word) == word


@given(SYLLABLES)
def test_a_syllable_with_marks_stays(word: str) -> None:
    # "oo" is left out: "khoong" is the keys of "không" far oftener than a syllable of its own.
    assert "oo" in strip_marks(word) or decode_telex(word) == word


@given(SYLLABLES)
def test_what_was_pressed_is_read_back(word: str) -> None:
    typed = as_telex(word)
    # "oo" are the keys of ô far oftener than a rime of its own.
    assume("oo" not in word and "oo" not in strip_marks(word))
    read = decode_telex(typed)
    # "uow" and "uaw" are ươ and ưa far oftener; short keys may spell an English word. What is not read back stays.
    may_stay = len(typed) <= 4 or any(rime in split_tone(word)[0] for rime in ("uơ", "quă"))
    assert read == word or (may_stay and read == typed)


@given(st.text(st.characters(exclude_categories=())))
def test_any_word_is_decoded_or_stays(word: str) -> None:
    decoded = decode_telex(word)
    assert decoded == word or is_syllable(decoded)


@pytest.mark.parametrize("sentence", ["đóng tiền điện ở đâu", "quên mật khẩu ngân hàng", "học phí trường trả chậm"])
def test_the_keys_that_were_pressed_are_read_back(sentence: str) -> None:
    assert normalise(as_telex(sentence)) == sentence
