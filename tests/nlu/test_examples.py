from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from nlu.acts import EMERGENCY, OUT_OF_SCOPE
from nlu.examples import Example, act_examples
from nlu.text import normalise

# Laughter ("kkk") and a lone "k" (không) are the same letters: the classifier leaves it to the conversation.
SAME_WORDS_TWO_ACTS = {"không": {"deny", "smalltalk"}}


@pytest.fixture(scope="module")
def shipped() -> list[Example]:
    return act_examples()


def test_the_shipped_examples_are_read_the_same_every_time(shipped: list[Example]) -> None:
    assert len(shipped) > 2000
    assert act_examples() == shipped


def test_no_shipped_example_is_empty(shipped: list[Example]) -> None:
    assert [example for example in shipped if not normalise(example.text) or not example.act] == []


def test_no_shipped_example_teaches_two_acts(shipped: list[Example]) -> None:
    acts: dict[str, set[str]] = defaultdict(set)
    for example in shipped:
        acts[normalise(example.text)].add(example.act)
    assert {form: found for form, found in acts.items() if len(found) > 1} == SAME_WORDS_TWO_ACTS


def test_every_act_has_enough_examples_to_be_learnt(shipped: list[Example]) -> None:
    counts: dict[str, set[str]] = defaultdict(set)
    for example in shipped:
        counts[example.act].add(normalise(example.text))
    assert {act: len(forms) for act, forms in counts.items() if len(forms) < 8} == {}
    assert any(act.startswith(EMERGENCY) for act in counts)
    assert any(act.startswith(OUT_OF_SCOPE) for act in counts)


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_text("nlu:\n- intent: bye\n  examples: |\n    - chào nhé\n", encoding="utf-8")
    (tmp_path / "a.yml").write_text(
        "# lời chào\nnlu:\n- intent: greet\n  examples: |\n    - xin chào\n    -   dạ chào  \n    - \n",
        encoding="utf-8",
    )
    (tmp_path / "c.txt").write_text("no examples", encoding="utf-8")
    assert act_examples(tmp_path) == [
        Example("xin chào", "greet"), Example("dạ chào", "greet"), Example("chào nhé", "bye"),
    ]  # fmt: skip


BROKEN = {
    "empty": b"",
    "no examples": b"nlu:",
    "a list": b"- a\n- b",
    "words": b"just words",
    "numbers": b"nlu: [1, 2]",
    "a mapping": b"nlu: {a: 1}",
    "intent alone": b"nlu:\n- intent: greet\n",
    "other data": b"stories: []",
    "examples alone": b"nlu:\n- examples: |\n    - xin chao\n",
    "a number": b"nlu:\n- intent: greet\n  examples: 5\n",
    "no YAML": b"nlu: [unclosed",
    "control characters": b"\x00\x01",
    "UTF-16 without its mark": "nlu:\n- intent: greet\n  examples: |\n    - chào\n".encode("utf-16-le"),
    "UTF-16": "nlu:\n- intent: greet\n  examples: |\n    - chào\n".encode("utf-16"),
    "no UTF-8": b"nlu:\n- intent: a\n  examples: |\n    - \xff\xfe\n",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "good.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - chào\n", encoding="utf-8")
    (tmp_path / "hỏng.yml").write_bytes(content)
    with pytest.raises(ValueError, match=r"hỏng\.yml"):
        act_examples(tmp_path)
