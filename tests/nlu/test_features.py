from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.features import features, synonym_groups
from nlu.text import normalise, read_lexicon, strip_diacritics

SENTENCES = [
    "đóng tiền điện ở đâu",
    "quên mã khách hàng rồi tra chỗ nào",
    "ví điện tử có an toàn không",
    "cô bán rau muốn dán mã qr ở sạp",
    "lương hưu tháng này chưa về",
]


def of_kind(found: list[str], *kinds: str) -> list[str]:
    return [feature for feature in found if feature.startswith(kinds)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_text_without_marks_still_shares_the_plain_view(sentence: str) -> None:
    typed, bare = features(normalise(sentence)), features(strip_diacritics(normalise(sentence)))
    assert of_kind(typed, "u:", "b:") == of_kind(bare, "u:", "b:")
    assert len(of_kind(typed, "u:")) == len(sentence.split())
    assert of_kind(typed, "w:") == [f"w:{word}" for word in sentence.split()]


def test_marks_tell_words_apart() -> None:
    assert "w:chợ" in features("chợ")
    assert "w:chợ" not in features("cho")
    assert "u:cho" in features("chợ")


@pytest.mark.parametrize(
    ("one", "other", "group"),
    [
        ("đóng tiền điện", "thanh toán điện", "pay"),
        ("quên mật khẩu", "quên mã pin", "password"),
        ("bị lừa", "bị gạt", "cheated"),
        ("nhờ con nộp hộ", "trả giúp mẹ", "help"),
        ("tiền học phí", "nhà trường thu", "school"),
    ],
)
def test_words_of_one_meaning_share_their_group(one: str, other: str, group: str) -> None:
    assert f"g:{group}" in features(normalise(one))
    assert f"g:{group}" in features(normalise(other))
    assert group in synonym_groups(normalise(one))


def test_a_lone_word_without_marks_is_in_no_group() -> None:
    assert "g:market" in features("chợ")
    assert "g:market" not in features("cho")


def test_a_phrase_without_marks_is_in_its_group() -> None:
    assert "g:cheated" in features("bi lua mat tien")
    assert "g:parent" in features("ba ma o que")


def test_a_text_without_a_synonym_is_in_no_group() -> None:
    assert synonym_groups("trời xanh") == frozenset()


def test_every_synonym_as_people_type_it_reaches_its_group() -> None:
    missed = [
        (group, phrase.strip(), normalise(phrase))
        for group, phrases in read_lexicon("synonyms").items()
        for phrase in phrases.split(";")
        if f"g:{group}" not in features(normalise(phrase))
    ]
    assert missed == []


@given(st.integers(min_value=1000, max_value=10**18), st.sampled_from(["mã {}", "stk {} nhé", "{} đồng", "gọi {}"]))
def test_a_long_number_leaves_no_digit_behind(number: int, pattern: str) -> None:
    found = features(normalise(pattern.format(number)))
    assert [feature for feature in found if any(c.isdigit() for c in feature)] == []
    assert of_kind(found, "x:")


@pytest.mark.parametrize(
    ("typed", "feature"),
    [
        ("mất 2.000.000 đ", "x:money"), ("mất 15tr", "x:money"), ("mất 500k", "x:money"), ("mất 50000", "x:money"),
        ("gọi 0912345678", "x:long"), ("năm 2025", "x:number"), ("gọi 156", "x:156"), ("https://lua.xyz/a", "x:link"),
    ],
)  # fmt: skip
def test_numbers_and_links_count_by_their_kind(typed: str, feature: str) -> None:
    assert feature in features(normalise(typed))


def test_two_links_are_the_same_to_the_ranking() -> None:
    assert features(normalise("bấm https://a.vn/x")) == features(normalise("bấm https://b.com/y?z=1"))


def test_repeated_words_count_as_often_as_they_occur() -> None:
    assert features("điện điện").count("u:dien") == 2


def test_nothing_has_no_features() -> None:
    assert features("") == []
