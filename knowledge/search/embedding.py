"""Questions as vectors: a static embedder, served by numpy, and an exact FAISS index over all phrasings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from nlu.features import features

Floats = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns normal forms into unit vectors."""

    def encode(self, normal_forms: Sequence[str]) -> Floats:
        """Return one vector a text, shape (texts, dimensions), Euclidean norm 1 or 0."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class StaticEmbedder:
    """The mean of its features' vectors: sentence-transformers' StaticEmbedding without torch.

    Attributes:
        rows: position of each feature.
        vectors: shape (features, dimensions).
    """

    rows: dict[str, int]
    vectors: Floats

    def encode(self, normal_forms: Sequence[str]) -> Floats:
        """Return one vector a text; see `Embedder`. A text without a known feature gets zeros."""
        encoded = np.zeros((len(normal_forms), self.vectors.shape[1]), dtype=np.float32)
        for row, form in enumerate(normal_forms):
            known = [at for f in features(form) if (at := self.rows.get(f)) is not None]
            if known:
                mean = self.vectors[known].mean(axis=0)
                encoded[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return encoded


def embedder_folder() -> Path:
    """Return the folder of the shipped embedder, in sentence-transformers' format."""
    return Path(str(resources.files("nlu").joinpath("embedder")))


def load_static_embedder(folder: Path) -> StaticEmbedder:
    """Return the embedder saved in a sentence-transformers folder with one StaticEmbedding module.

    Raises:
        OSError: a file is missing.
    """
    from safetensors.numpy import load_file  # noqa: PLC0415  (heavy things import on use)

    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = tokenizer["model"]["vocab"]
    rows = {feature: at for feature, at in vocabulary.items() if not feature.startswith("[")}
    weights = load_file(folder / "model.safetensors")["embedding.weight"]
    return StaticEmbedder(rows, weights.astype(np.float32))


class PhrasingIndex:
    """An exact inner-product index (FAISS IndexFlatIP) over all phrasings of all articles."""

    def __init__(self, vectors: Floats, owners: npt.NDArray[np.int64], articles: int) -> None:
        """Build the index.

        Args:
            vectors: one unit vector a phrasing, shape (phrasings, dimensions).
            owners: position of the article of each phrasing, shape (phrasings,).
            articles: how many articles there are.
        """
        import faiss  # noqa: PLC0415  (heavy things import on use)

        faiss.omp_set_num_threads(1)  # a query is too small to share out, and a turn has one core
        self._index: Any = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        self.vectors = vectors
        self.owners = owners
        self._articles = articles

    def scores(self, vector: Floats) -> Floats:
        """Return each article's best cosine with the query vector, shape (articles,)."""
        similarities, found = self._index.search(vector.reshape(1, -1), self._index.ntotal)
        best = np.full(self._articles, -1.0, dtype=np.float32)
        np.maximum.at(best, self.owners[found[0]], similarities[0])
        return best
