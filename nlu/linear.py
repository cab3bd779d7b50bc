"""A linear classifier over the two-view features: fitted with scikit-learn, served with numpy alone."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save_file

from nlu.features import features

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]

_STEPS: Final = 25
# The weighted loss is a mean over many classes, so its gradient is small from the start.
_TOLERANCE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Vector:
    """A text's features as a sparse tf-idf vector of length 1.

    Attributes:
        indices: positions in the vocabulary, shape (n,).
        values: weights, shape (n,), Euclidean norm 1 (or empty).
        known: share of the text's word features that the vocabulary holds, in [0, 1].
    """

    indices: npt.NDArray[np.int64]
    values: Floats
    known: float


@dataclass(frozen=True, slots=True, repr=False)
class Vectoriser:
    """Turns features into tf-idf vectors: 1 + log(tf), idf = 1 + log((1 + n) / (1 + df)), norm 1."""

    vocabulary: dict[str, int]
    idf: Floats

    @classmethod
    def fit(cls, documents: Sequence[Sequence[str]], min_count: int = 2) -> Vectoriser:
        """Return a vectoriser over the features that occur in at least `min_count` documents."""
        frequency: Counter[str] = Counter()
        for document in documents:
            frequency.update(set(document))
        kept = sorted(feature for feature, count in frequency.items() if count >= min_count)
        counts = np.array([frequency[feature] for feature in kept], dtype=np.float32)
        idf = 1.0 + np.log((1.0 + len(documents)) / (1.0 + counts))
        return cls({feature: at for at, feature in enumerate(kept)}, idf.astype(np.float32))

    def vector(self, found: Sequence[str]) -> Vector:
        """Return the vector of a feature list; unknown features are left out."""
        counts = Counter(found)
        known = {at: count for f, count in counts.items() if (at := self.vocabulary.get(f)) is not None}
        indices = np.fromiter(known, dtype=np.int64, count=len(known))
        tf = 1.0 + np.log(np.fromiter(known.values(), dtype=np.float32, count=len(known)))
        values = (tf * self.idf[indices]).astype(np.float32)
        norm = float(np.linalg.norm(values))
        words = [f for f in counts if f.startswith("u:")]
        share = sum(f in self.vocabulary for f in words) / len(words) if words else 0.0
        return Vector(indices, values / norm if norm else values, share)


@dataclass(frozen=True, slots=True, repr=False)
class LinearModel:
    """Multinomial logistic regression.

    Attributes:
        labels: the classes, in the order of the columns.
        weights: shape (features, classes); in half precision, of which a text needs few rows.
        bias: shape (classes,).
    """

    vectoriser: Vectoriser
    labels: tuple[str, ...]
    weights: Halves
    bias: Floats

    def scores(self, vector: Vector) -> Floats:
        """Return each class's log probability but for a constant, shape (classes,)."""
        return np.asarray(vector.values @ self.weights[vector.indices].astype(np.float32) + self.bias)

    def probabilities(self, vector: Vector) -> Floats:
        """Return the class probabilities, shape (classes,)."""
        scores = self.scores(vector)
        exponents = np.exp(scores - scores.max())
        return np.asarray(exponents / exponents.sum(), dtype=np.float32)

    def save(self, folder: Path, name: str) -> None:
        """Write `<name>.safetensors` and `<name>.json` into the folder."""
        save_file(
            {"weights": self.weights, "bias": self.bias, "idf": self.vectoriser.idf}, folder / f"{name}.safetensors"
        )
        names = {"labels": list(self.labels), "vocabulary": list(self.vectoriser.vocabulary)}
        (folder / f"{name}.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, name: str) -> LinearModel:
        """Return the model saved under this name.

        Raises:
            OSError: a file is missing.
        """
        names = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        arrays = load_file(folder / f"{name}.safetensors")
        vocabulary = {feature: at for at, feature in enumerate(names["vocabulary"])}
        vectoriser = Vectoriser(vocabulary, arrays["idf"])
        return cls(vectoriser, tuple(names["labels"]), arrays["weights"], arrays["bias"])


def fit_linear(normal_forms: Sequence[str], labels: Sequence[str], *, strength: float) -> LinearModel:
    """Return a classifier fitted on normal forms and their labels, each class weighing the same in total.

    Args:
        normal_forms: the examples, see `nlu.text.normalise`.
        labels: one label per example.
        strength: scikit-learn's C, the inverse of the L2 penalty.
    """
    return fit_groups(normal_forms, labels, ["all"] * len(labels), strength=strength)


def fit_groups(
    normal_forms: Sequence[str], labels: Sequence[str], groups: Sequence[str], *, strength: float
) -> LinearModel:
    """Return a classifier whose labels are told apart within each group of labels, and not across groups.

    As many small fits cost far less than one large one. The scores of two labels compare only within their group.

    Args:
        normal_forms: the examples, see `nlu.text.normalise`.
        labels: one label per example.
        groups: the group of each example's label.
        strength: scikit-learn's C, the inverse of the L2 penalty.
    """
    documents = [features(form) for form in normal_forms]
    vectoriser = Vectoriser.fit(documents)
    vectors = [vectoriser.vector(document) for document in documents]
    names = sorted(set(labels))
    weights = np.zeros((len(vectoriser.vocabulary), len(names)), dtype=np.float16)
    bias = np.zeros(len(names), dtype=np.float32)
    for group in sorted(set(groups)):
        rows = [at for at, of in enumerate(groups) if of == group]
        found, used, columns, constants = _fit([vectors[at] for at in rows], [labels[at] for at in rows], strength)
        places = np.array([names.index(name) for name in found])
        weights[np.ix_(used, places)], bias[places] = columns, constants
    return LinearModel(vectoriser, tuple(names), weights, bias)


def _fit(
    vectors: Sequence[Vector], labels: Sequence[str], strength: float
) -> tuple[list[str], npt.NDArray[np.int64], Floats, Floats]:
    """Return the classes, the features used, their weights, shape (used, classes), and the classes' constants."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415  (training only)
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    rows = np.repeat(np.arange(len(vectors)), [len(v.indices) for v in vectors])
    used, columns = np.unique(np.concatenate([v.indices for v in vectors]), return_inverse=True)
    if len(set(labels)) == 1:  # nothing to tell apart
        return [labels[0]], used, np.zeros((len(used), 1), dtype=np.float32), np.zeros(1, dtype=np.float32)
    values = np.concatenate([v.values for v in vectors])
    matrix = csr_matrix((values, (rows, columns)), shape=(len(vectors), len(used)))
    classifier = LogisticRegression(C=strength, class_weight="balanced", max_iter=_STEPS, tol=_TOLERANCE)
    with warnings.catch_warnings():
        # Stopping early is meant: more steps cost seconds and gain nothing on questions that were not seen.
        warnings.simplefilter("ignore", ConvergenceWarning)
        classifier.fit(matrix, np.array(labels))
    weights, bias = classifier.coef_, classifier.intercept_
    if len(classifier.classes_) == 2:  # scikit-learn keeps one row for two classes
        weights, bias = np.vstack([-weights, weights]) / 2, np.hstack([-bias, bias]) / 2
    classes = [str(label) for label in classifier.classes_]
    return classes, used, weights.T.astype(np.float32), bias.astype(np.float32)
