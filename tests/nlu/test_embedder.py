from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.embedding import StaticEmbedder, embedder_folder, load_static_embedder
from nlu.text import normalise

NEEDED = ("tokenizer.json", "model.safetensors")


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return load_static_embedder(embedder_folder())


def cosine(embedder: StaticEmbedder, one: str, other: str) -> float:
    first, second = embedder.encode([normalise(one), normalise(other)])
    return float(first @ second)


def test_the_shipped_folder_is_whole(embedder: StaticEmbedder) -> None:
    note = json.loads((embedder_folder() / "training.json").read_text(encoding="utf-8"))
    assert embedder.vectors.shape[1] == note["dimensions"]
    assert re.fullmatch("[0-9a-f]{64}", note["data_sha256"])
    assert max(embedder.rows.values()) < len(embedder.vectors)
    assert len(set(embedder.rows.values())) == len(embedder.rows)
    assert np.isfinite(embedder.vectors).all()


def test_it_is_used_without_torch_and_sentence_transformers() -> None:
    code = (
        "import sys; from knowledge.search.embedding import *\n"
        "assert load_static_embedder(embedder_folder()).encode(['đóng tiền điện']).any()\n"
        "print([n for n in ('torch', 'sentence_transformers', 'transformers', 'tokenizers', 'sklearn') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=())) | st.sampled_from(["đóng tiền", "mất thẻ"]), max_size=4
    )
)
def test_vectors_have_length_one_or_nothing_is_known(embedder: StaticEmbedder, texts: list[str]) -> None:
    vectors = embedder.encode([normalise(text) for text in texts])
    assert vectors.shape == (len(texts), embedder.vectors.shape[1])
    assert vectors.dtype == np.float32
    for length in np.linalg.norm(vectors, axis=1):
        assert length == pytest.approx(1, abs=1e-5) or length == 0


def test_a_known_text_has_a_vector_and_an_unknown_one_has_none(embedder: StaticEmbedder) -> None:
    known, unknown, empty = embedder.encode(["đóng tiền điện", "qwrtzxcv", ""])
    assert float(np.linalg.norm(known)) == pytest.approx(1, abs=1e-5)
    assert not unknown.any()
    assert not empty.any()


@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("đóng tiền điện ở đâu", "nộp tiền điện chỗ nào", "thẻ bị nuốt ở cây atm"),
        ("quên mã pin thẻ atm", "em không nhớ mã pin của thẻ", "lương hưu chưa về"),
        ("chuyển nhầm tài khoản", "chuyển khoản nhầm số rồi", "đóng tiền nước"),
    ],
)
def test_texts_of_one_meaning_are_nearer(embedder: StaticEmbedder, asked: str, near: str, far: str) -> None:
    assert cosine(embedder, asked, near) > cosine(embedder, asked, far)


def test_the_same_words_without_marks_stay_near(embedder: StaticEmbedder) -> None:
    assert cosine(embedder, "đóng tiền điện ở đâu", "dong tien dien o dau") > 0.5


@pytest.mark.parametrize("missing", NEEDED)
def test_a_missing_file_is_an_os_error(tmp_path: Path, missing: str) -> None:
    for name in NEEDED:
        if name != missing:
            (tmp_path / name).write_bytes((embedder_folder() / name).read_bytes())
    with pytest.raises(OSError):
        load_static_embedder(tmp_path)
