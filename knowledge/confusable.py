"""Which articles the engine may take for each other: the nearest phrasings across articles, by its own cosines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from knowledge.article import Article
from knowledge.search.embedding import Embedder, Floats
from knowledge.tables import read_table
from nlu.text import normalise

# Above this two phrasings differ by a word that the vectors hardly see; below it the other rankings tell them apart.
TOO_NEAR: Final = 0.92


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two articles and their nearest phrasings.

    Attributes:
        first, second: the articles; `first.id < second.id`.
        phrasings: the phrasing of each.
        cosine: of the two, in [-1, 1].
    """

    first: Article
    second: Article
    phrasings: tuple[str, str]
    cosine: float

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of both."""
        return self.first.id, self.second.id

    def __str__(self) -> str:
        return f"{self.cosine:.2f} {self.first.id} {self.phrasings[0]!r} ~ {self.second.id} {self.phrasings[1]!r}"


def nearest_neighbours(articles: Sequence[Article], embedder: Embedder, count: int) -> list[Neighbours]:
    """Return the `count` pairs of articles whose phrasings come nearest, the nearest first, each pair once."""
    if not articles:
        return []
    phrasings = [(*article.questions, article.title) for article in articles]
    vectors = [embedder.encode([normalise(phrasing) for phrasing in of_one]) for of_one in phrasings]
    starts = np.cumsum([0, *map(len, phrasings)])[:-1]
    everything = np.vstack(vectors)
    by_phrasing = np.maximum.reduceat(everything @ everything.T, starts, axis=0)
    by_article = np.triu(np.maximum.reduceat(by_phrasing, starts, axis=1), k=1)
    ranked = np.argsort(-by_article, axis=None)[:count]
    return [_neighbours(articles, phrasings, vectors, *divmod(int(at), len(articles))) for at in ranked]


def _neighbours(
    articles: Sequence[Article], phrasings: Sequence[tuple[str, ...]], vectors: Sequence[Floats], a: int, b: int
) -> Neighbours:
    cosines = vectors[a] @ vectors[b].T
    row, column = divmod(int(cosines.argmax()), cosines.shape[1])
    return Neighbours(articles[a], articles[b], (phrasings[a][row], phrasings[b][column]), float(cosines[row, column]))


def unexplained(neighbours: Sequence[Neighbours], explained: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield each pair that is too near without a reason in `explained`, and each reason that explains nothing."""
    near = {n.pair: n for n in neighbours if n.cosine >= TOO_NEAR}
    for pair in sorted(near.keys() - explained.keys()):
        yield f"too near, say why in knowledge/confusable.tsv or reword: {near[pair]}"
    for pair in sorted(explained.keys() - near.keys()):
        yield f"knowledge/confusable.tsv: {' and '.join(pair)} are not too near"


def explanations() -> dict[tuple[str, str], str]:
    """Return why two articles may stand so near, by their ids, from `confusable.tsv`."""
    return {(first, second): why for first, second, why in read_table("confusable")}
