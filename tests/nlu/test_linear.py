from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nlu.features import features
from nlu.linear import LinearModel, Vectoriser, fit_linear

TEXTS = {
    "điện": ["đóng tiền điện", "tiền điện tháng này", "hóa đơn điện", "trả tiền điện"],
    "nước": ["đóng tiền nước", "tiền nước tháng này", "hóa đơn nước", "trả tiền nước"],
    "thuế": ["nộp thuế", "thuế tháng này", "nộp tờ khai thuế", "trả thuế"],
}
NEW = ["tiền điện đóng ở đâu", "nước", "thuế hộ kinh doanh", "dong tien dien", "xyz", ""]


def fitted(*labels: str) -> LinearModel:
    pairs = [(text, label) for label in labels for text in TEXTS[label]]
    return fit_linear([text for text, _ in pairs], [label for _, label in pairs], strength=10.0)


@pytest.fixture(scope="module")
def linear() -> LinearModel:
    return fitted("điện", "nước", "thuế")


def best(linear: LinearModel, text: str) -> str:
    return linear.labels[int(linear.probabilities(linear.vectoriser.vector(features(text))).argmax())]


def test_it_learns_what_it_was_shown(linear: LinearModel) -> None:
    for label, texts in TEXTS.items():
        assert [best(linear, text) for text in texts] == [label] * 4
    assert best(linear, "dong tien dien") == "điện"


def test_two_classes_are_enough() -> None:
    linear = fitted("điện", "nước")
    assert best(linear, "tiền điện") == "điện"
    assert best(linear, "tiền nước") == "nước"
    assert linear.probabilities(linear.vectoriser.vector(features("nước"))).shape == (2,)


def test_probabilities_sum_to_one(linear: LinearModel) -> None:
    for text in NEW:
        probabilities = linear.probabilities(linear.vectoriser.vector(features(text)))
        assert probabilities.shape == (3,)
        assert probabilities.min() >= 0
        assert float(probabilities.sum()) == pytest.approx(1, abs=1e-5)


def test_a_saved_model_says_the_same(linear: LinearModel, tmp_path: Path) -> None:
    linear.save(tmp_path, "themes")
    loaded = LinearModel.load(tmp_path, "themes")
    assert loaded.labels == linear.labels
    for text in [*NEW, *(text for texts in TEXTS.values() for text in texts)]:
        before = linear.probabilities(linear.vectoriser.vector(features(text)))
        after = loaded.probabilities(loaded.vectoriser.vector(features(text)))
        np.testing.assert_allclose(after, before, atol=1e-2)


def test_two_fits_save_the_same_bytes(linear: LinearModel, tmp_path: Path) -> None:
    linear.save(tmp_path, "one")
    fitted("điện", "nước", "thuế").save(tmp_path, "other")
    for suffix in ("safetensors", "json"):
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"other.{suffix}").read_bytes()


def test_a_missing_file_is_an_os_error(linear: LinearModel, tmp_path: Path) -> None:
    linear.save(tmp_path, "themes")
    (tmp_path / "themes.safetensors").unlink()
    with pytest.raises(OSError):
        LinearModel.load(tmp_path, "themes")
    with pytest.raises(OSError):
        LinearModel.load(tmp_path, "nothing")


def test_serving_imports_no_scikit_learn_and_no_scipy(linear: LinearModel, tmp_path: Path) -> None:
    linear.save(tmp_path, "themes")
    code = (
        "import sys; from pathlib import Path; from nlu.features import features; from nlu.linear import LinearModel\n"
        "m = LinearModel.load(Path(sys.argv[1]), 'themes')\n"
        "m.probabilities(m.vectoriser.vector(features('dong tien')))\n"
        "print([n for n in ('sklearn', 'scipy', 'torch', 'joblib') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_vector_has_length_one_and_says_how_much_it_knows() -> None:
    vectoriser = Vectoriser.fit([["u:dien", "u:tien"], ["u:nuoc", "u:tien"], ["u:dien", "u:nuoc"]])
    vector = vectoriser.vector(["u:dien", "u:dien", "u:tien", "u:vang", "u:bac"])
    assert float(np.linalg.norm(vector.values)) == pytest.approx(1, abs=1e-6)
    assert vector.known == 0.5
    assert len(vector.indices) == 2


def test_a_text_of_unknown_words_has_an_empty_vector() -> None:
    vectoriser = Vectoriser.fit([["u:dien"], ["u:dien"]])
    assert len(vectoriser.vector(["u:vang"]).indices) == 0
    assert vectoriser.vector(["u:vang"]).known == 0
    assert vectoriser.vector([]).known == 0


def test_a_feature_seen_once_is_not_learnt_and_a_rare_one_weighs_more() -> None:
    vectoriser = Vectoriser.fit([["u:tien", "u:dien"], ["u:tien", "u:dien"], ["u:tien"], ["u:vang"]])
    assert set(vectoriser.vocabulary) == {"u:tien", "u:dien"}
    weights = dict(zip(vectoriser.vocabulary, vectoriser.idf, strict=True))
    assert weights["u:dien"] > weights["u:tien"]
