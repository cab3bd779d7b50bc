"""`find`: the only ranking of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from knowledge.article import Article
from knowledge.search.calibrate import Calibration, Observation
from knowledge.search.embedding import Embedder, PhrasingIndex
from knowledge.search.fuse import Floats, fuse
from knowledge.search.lexical import LexicalIndex
from nlu.acts import ASK, OUT_OF_SCOPE, THEMES, Understanding
from nlu.features import features
from nlu.linear import LinearModel, Vector

_FLOOR: Final = 1e-4

Band = Literal["answer", "choices", "fallback"]


@dataclass(frozen=True, slots=True)
class Topic:
    """What was talked about just before; a follow-up is read with it."""

    theme: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article and the calibrated probability that its theme is what was asked for."""

    article: Article
    probability: float


def theme_probability(candidates: Sequence[Candidate]) -> float:
    """Return the probability that the first candidate's theme is right: all that its articles have together."""
    return sum(c.probability for c in candidates if c.article.theme == candidates[0].article.theme)


@dataclass(frozen=True, slots=True)
class _Scores:
    fused: Floats
    signals: tuple[float, ...]


@dataclass(frozen=True, repr=False)
class Knowledge:
    """The articles with everything that finds one, as one trained model.

    Attributes:
        articles: sorted by id.
        within: tells the articles of one theme apart; its labels are their ids, in the same order.
        lexical: BM25 over all that they say.
        embedder: makes vectors of texts.
        phrasings: the vectors of all phrasings.
        calibration: makes probabilities of scores.
        version: of the model.
    """

    articles: tuple[Article, ...]
    within: LinearModel
    lexical: LexicalIndex
    embedder: Embedder
    phrasings: PhrasingIndex
    calibration: Calibration
    version: str

    @cached_property
    def theme_numbers(self) -> npt.NDArray[np.int64]:
        """The number of each article's theme, shape (articles,)."""
        return np.array([THEMES.index(article.theme) for article in self.articles], dtype=np.int64)

    @cached_property
    def _places_of_themes(self) -> tuple[npt.NDArray[np.intp], ...]:
        """The places of each theme's articles."""
        return tuple(np.flatnonzero(self.theme_numbers == number) for number in np.unique(self.theme_numbers))

    def article(self, article_id: str) -> Article | None:
        """Return the article of this id, or None."""
        return next((a for a in self.articles if a.id == article_id), None)

    def find(
        self,
        understanding: Understanding,
        topic: Topic | None = None,
        *,
        today: date,
        require_approved: bool = False,
    ) -> list[Candidate]:
        """Return the articles that may answer, best first.

        Args:
            understanding: what an engine made of the message.
            topic: what was talked about before, for a message that leans on it.
            today: articles outside their validity on this day are left out.
            require_approved: leave out what no agency has approved.
        """
        if not understanding.normal_form or not self.articles:
            return []
        scores = self._scores(understanding, topic)
        probability = self.calibration.probabilities(scores.signals, scores.fused, self.theme_numbers)
        order = np.argsort(-probability, kind="stable")
        ranked = ((self.articles[at], float(probability[at])) for at in order)
        return [
            Candidate(article, p)
            for article, p in ranked
            if article.is_given_on(today, require_approved=require_approved)
        ]

    def band(self, candidates: Sequence[Candidate]) -> Band:
        """Return what the candidates' probabilities allow: one answer, "did you mean", or saying so."""
        if not candidates:
            return "fallback"
        if theme_probability(candidates) >= self.calibration.answer_from:
            return "answer"
        in_scope = sum(c.probability for c in candidates)
        return "choices" if in_scope >= self.calibration.choices_from else "fallback"

    def observe(self, understanding: Understanding, topic: Topic | None, themes: frozenset[str]) -> Observation:
        """Return what the rankings see of a labelled question, for fitting the calibration."""
        scores = self._scores(understanding, topic)
        right = np.array([article.theme in themes for article in self.articles])
        return Observation(scores.signals, scores.fused, right)

    def _scores(self, understanding: Understanding, topic: Topic | None) -> _Scores:
        found = features(understanding.normal_form)
        themes = {act.theme: act.confidence for act in understanding.acts if act.theme}
        theme = np.log(np.array([themes.get(a.theme, 0.0) for a in self.articles]) + _FLOOR)
        vector = self.within.vectoriser.vector(found)
        linear = np.logaddexp(theme + self._log_shares(vector), np.log(_FLOOR))
        embedding = self.phrasings.scores(self.embedder.encode([understanding.normal_form])[0])
        lexical = self.lexical.scores(found)
        fused = fuse(linear, embedding, lexical, theme, self._topic_share(topic))
        winner = self.articles[int(fused.argmax())].theme
        winners = [self.articles[int(ranking.argmax())].theme for ranking in (linear, embedding, lexical, theme)]
        ask = understanding.confidence(ASK) + understanding.confidence("report_fraud")
        outside = understanding.confidence(OUT_OF_SCOPE)
        cosines = np.sort(embedding)
        signals = (
            float(np.log(ask + _FLOOR)),
            float(np.log(outside + _FLOOR)),
            float(np.log((ask + _FLOOR) / (outside + _FLOOR))),
            float(cosines[-1]),
            float(cosines[-1] - cosines[-min(4, len(cosines))]),
            float(lexical.max()),
            float(linear.max()),
            vector.known,
            sum(w == winner for w in winners) / len(winners),
        )
        return _Scores(fused, signals)

    def _log_shares(self, vector: Vector) -> Floats:
        """Return the log probability of each article, given that its theme is right; shape (articles,)."""
        scores = self.within.scores(vector)
        shares = np.zeros_like(scores)
        for of_theme in self._places_of_themes:
            highest = scores[of_theme].max()
            shares[of_theme] = scores[of_theme] - highest - np.log(np.exp(scores[of_theme] - highest).sum())
        return shares

    def _topic_share(self, topic: Topic | None) -> Floats:
        if topic is None:
            return np.zeros(len(self.articles), dtype=np.float32)
        return np.array([float(a.theme == topic.theme) for a in self.articles], dtype=np.float32)
