"""Slips of the finger mended towards known words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.slips import Slips

SLIPS = Slips.fit(["đóng tiền điện chuyển khoản nhầm"] * 8 + ["chuyện lạ"] * 3 + ["hiếm"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuyeen", "chuyen"),  # a key pressed twice
        ("chuen", "chuyen"),  # one lost
        ("chuyrn", "chuyen"),  # a neighbour
        ("chuyne", "chuyen"),  # two swapped
        ("đnóg", "dong"),
        ("khỏan", "khỏan"),  # known but for its mark
        ("tiền", "tiền"),
        ("dien", "dien"),
    ],
)
def test_one_slip_is_mended(typed: str, meant: str) -> None:
    assert SLIPS.mend(typed) == meant


@pytest.mark.parametrize("kept", ["la", "hiem", "chuyenkhoan", "pa13", "12345", "https://chuyeen.vn", "xyzxyz", ""])
def test_what_is_no_slip_of_a_known_word_stays(kept: str) -> None:
    assert SLIPS.mend(kept) == kept


def test_the_commoner_word_is_meant() -> None:
    slips = Slips.fit(["tien"] * 20 + ["bien"] * 8)
    assert slips.mend("zien") == "tien"


@given(st.text(max_size=60))
def test_mending_never_raises_and_mends_once(text: str) -> None:
    words = " ".join(text.split())
    once = SLIPS.mend(words)
    assert SLIPS.mend(once) == once
    assert len(once.split()) == len(words.split())
