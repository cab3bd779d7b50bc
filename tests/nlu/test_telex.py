from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.augment import as_telex
from nlu.syllables import ONSETS, RIMES, TONES, is_syllable, place_tone, strip_marks
from nlu.telex import decode_telex

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
    read = decode_telex(typed)
    # Keys that spell an English word stay; "uow" and "oo" are ươ and ô far oftener than uơ and oo.
    assert read == word or read == typed or any(rime in strip_marks(word) for rime in ("uo", "oo"))
    assert read == typed or is_syllable(read)


@given(st.text(st.characters(exclude_categories=())))
def test_any_word_is_decoded_or_stays(word: str) -> None:
    decoded = decode_telex(word)
    assert decoded == word or is_syllable(decoded)
