from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.augment import variants
from nlu.text import normalise, strip_diacritics

SENTENCES = ["đóng tiền điện ở đâu vậy", "em không biết chuyển khoản như thế nào", "ok", "quên mật khẩu"]


@given(st.text(st.characters(codec="utf-8")), st.integers(min_value=0, max_value=9))
def test_the_text_itself_comes_first_and_the_same_variants_every_time(text: str, count: int) -> None:
    made = variants(text, count)
    assert made[0] == text
    assert len(made) == count + 1
    assert variants(text, count) == made


def test_variants_are_the_same_on_every_machine() -> None:
    code = f"from nlu.augment import variants; print(ascii([variants(s, 12) for s in {SENTENCES!r}]))"
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == ascii([variants(sentence, 12) for sentence in SENTENCES])


def test_more_variants_only_add_to_fewer() -> None:
    assert variants(SENTENCES[0], 9)[:4] == variants(SENTENCES[0], 3)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_one_copy_in_three_differs_by_its_marks_alone(sentence: str) -> None:
    assert variants(sentence, 9)[1::3] == [strip_diacritics(sentence)] * 3


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_variant_is_without_words(sentence: str) -> None:
    assert all(normalise(variant) for variant in variants(sentence, 60))


def test_variants_are_not_all_alike() -> None:
    made = set(variants(SENTENCES[1], 30))
    assert len(made) > 10
    assert any("ck" in variant.split() or "ko" in variant.split() or "k" in variant.split() for variant in made)
