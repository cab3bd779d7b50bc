from __future__ import annotations

import unicodedata

import pytest

from nlu.syllables import (
    ONSETS,
    RIMES,
    TONES,
    is_plain_syllable,
    is_syllable,
    place_tone,
    split_onset,
    split_tone,
    strip_marks,
)

WORDS = """a à ạ ai ăn ấm anh ba bà bán bảng bánh biên biếu bìa bưởi cá các cách cạnh chưa chuyển chợ của cửa cứu dạ đâu
đường đợi được em gà gạo ghế ghi gì giá giấy giếng giờ giữa hóa hoài hưu huyện khoản khóa khỏe khuya không kéo kỳ lửa mất
mua mười muỗng nghe nghìn nghỉ người ngoài nguyễn nước ông phường qua quá quét quốc quyền quầy rượu số sửa thẻ thuế thúy
tiền toàn tòa tuần tuyết tuổi ủy ưu viện vừa xăng xoài xóa yêu yếu ý y""".split()
NOT_WORDS = "w zalo facebook ok bank ct kâ ghao ngha tiềnn đđ cac bat hoc mịg thuêê nhg q 12 pin1 đóngtiền xyz".split()


def every_syllable() -> list[tuple[str, str]]:
    return [(onset + rime, tone) for onset in ONSETS for rime in RIMES for tone in ("", *TONES.values())]


@pytest.mark.parametrize("word", WORDS)
def test_a_vietnamese_word_is_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", [*NOT_WORDS, "", "nghiênggg"])
def test_anything_else_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["bat", "bàt", "bảch", "tôp", "thich", "mãc"])
def test_a_rime_that_ends_in_a_stop_takes_only_two_tones(word: str) -> None:
    bare, _ = split_tone(word)
    assert not is_syllable(word)
    assert is_syllable(place_tone(bare, TONES["s"]))
    assert is_syllable(place_tone(bare, TONES["j"]))


def test_the_tone_of_every_syllable_can_be_taken_off_and_put_back() -> None:
    for bare, tone in every_syllable():
        written = place_tone(bare, tone)
        assert unicodedata.is_normalized("NFC", written)
        assert split_tone(written) == (bare, tone)


def test_every_syllable_without_its_marks_is_a_plain_syllable() -> None:
    for bare, tone in every_syllable():
        word = place_tone(bare, tone)
        if is_syllable(word):
            plain = strip_marks(word)
            assert plain.isascii()
            assert is_plain_syllable(plain), word


@pytest.mark.parametrize("word", ["facebook", "xyz", "tiền", "w", ""])
def test_other_words_are_no_plain_syllable(word: str) -> None:
    assert not is_plain_syllable(word)


@pytest.mark.parametrize(
    ("bare", "tone", "written"),
    [
        ("hoa", "f", "hòa"), ("thuy", "s", "thúy"), ("khoe", "r", "khỏe"), ("qua", "s", "quá"), ("gia", "f", "già"),
        ("gi", "f", "gì"), ("cua", "r", "của"), ("toan", "f", "toàn"), ("ngươi", "f", "người"), ("quyên", "f", "quyền"),
        ("ngoai", "f", "ngoài"), ("khuyu", "r", "khuỷu"), ("huynh", "f", "huỳnh"), ("mua", "f", "mùa"), ("y", "s", "ý"),
        ("uy", "r", "ủy"), ("đia", "j", "địa"), ("lưa", "r", "lửa"), ("tiên", "f", "tiền"), ("tai", "f", "tài"),
    ],
)  # fmt: skip
def test_the_tone_stands_where_people_write_it(bare: str, tone: str, written: str) -> None:
    assert place_tone(bare, TONES[tone]) == written


def test_a_word_without_a_tone_or_a_vowel_stays() -> None:
    assert place_tone("hoa", "") == "hoa"
    assert place_tone("ngh", TONES["s"]) == "ngh"


@pytest.mark.parametrize(
    ("bare", "parts"),
    [
        ("nghiêng", ("ngh", "iêng")),
        ("qua", ("qu", "a")),
        ("gia", ("gi", "a")),
        ("gi", ("g", "i")),
        ("ăn", ("", "ăn")),
        ("zalo", None),
        ("", None),
    ],
)
def test_a_syllable_is_parted_into_onset_and_rime(bare: str, parts: tuple[str, str] | None) -> None:
    assert split_onset(bare) == parts


def test_marks_are_stripped_and_everything_else_stays() -> None:
    assert strip_marks("Đóng tiền ở Quảng Ngãi: 2.000.000 đ 😀 <b>") == "Dong tien o Quang Ngai: 2.000.000 d 😀 <b>"
    assert strip_marks(unicodedata.normalize("NFD", "đường")) == "duong"
    assert strip_marks("日本") == "日本"
