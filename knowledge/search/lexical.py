"""BM25 over everything an article says. A weak vote: it finds the rare word that the questions never used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from knowledge.article import Article
from nlu.features import features
from nlu.text import normalise

_K1: Final = 1.2
_B: Final = 0.6


@dataclass(frozen=True, slots=True, repr=False)
class LexicalIndex:
    """BM25 weights of every feature in every article (Robertson and Zaragoza, 2009).

    Attributes:
        rows: position of each feature.
        weights: shape (features, articles); in half precision, of which a text needs few rows.
        idf: shape (features,).
    """

    rows: dict[str, int]
    weights: npt.NDArray[np.float16]
    idf: npt.NDArray[np.float32]

    def scores(self, found: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return each article's score, shape (articles,), as a share of what the query could reach at most."""
        at = np.array(sorted({self.rows[f] for f in found if f in self.rows}), dtype=np.int64)
        unknown = len({f for f in found if f not in self.rows})
        reachable = float(self.idf[at].sum()) * (_K1 + 1) + unknown * float(self.idf.max(initial=1.0))
        if not len(at):
            return np.zeros(self.weights.shape[1], dtype=np.float32)
        return np.asarray(self.weights[at].sum(axis=0, dtype=np.float32) / reachable, dtype=np.float32)


def build_lexical(articles: Sequence[Article]) -> LexicalIndex:
    """Return the index of the articles, in their order; questions count three times as much as the body."""
    documents = [Counter(_document(article)) for article in articles]
    rows = {feature: at for at, feature in enumerate(sorted({f for d in documents for f in d}))}
    counts = np.zeros((len(rows), len(documents)), dtype=np.float32)
    for column, document in enumerate(documents):
        for feature, count in document.items():
            counts[rows[feature], column] = count
    lengths = counts.sum(axis=0)
    present = (counts > 0).sum(axis=1)
    idf = np.log(1.0 + (len(documents) - present + 0.5) / (present + 0.5)).astype(np.float32)
    norm = _K1 * (1.0 - _B + _B * lengths / max(float(lengths.mean()), 1.0))
    weights = idf[:, None] * counts * (_K1 + 1.0) / (counts + norm[None, :])
    return LexicalIndex(rows, weights.astype(np.float16), idf)


def _document(article: Article) -> list[str]:
    questions = [f for text in (article.title, *article.questions) for f in features(normalise(text))]
    body = [article.answer, *(item for section in article.sections for item in section.items)]
    return questions * 3 + [f for text in body for f in features(normalise(text))]
