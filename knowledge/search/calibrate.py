"""From scores to probabilities: one head for "is this ours at all?", one for "is the best theme the right one?".

No raw retrieval score rejects what is out of scope; a small logistic model over signals of all rankings does. Both
heads are fitted at every training on the calibration voices, which no ranking has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

SIGNALS: Final = (
    "log_ask",  # log of the engine's confidence that something of ours is asked
    "log_out_of_scope",
    "ask_margin",  # log ratio of the two
    "cosine",
    "cosine_margin",
    "lexical",
    "linear_top",  # log probability of the best article, by theme and within it
    "known_words",
    "agreement",  # share of the rankings whose best article has the fused winner's theme
)
SHARE_SIGNALS: Final = (
    "theme_share",  # log odds of the best theme's share
    "theme_margin",  # log ratio of the best and the second theme's share
)
_PENALTY: Final = 0.3
_KEPT_IN_SCOPE: Final = 0.96
_WRONG_AT_MOST: Final = 0.035
_NEVER_ANSWER_BELOW: Final = 0.5
_OTHERS_AT_MOST: Final = 0.49
_EDGE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Head:
    """A logistic model over standardised signals.

    Attributes:
        mean, scale, weights: one value a signal.
        bias: the constant term.
    """

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, signals: Sequence[float]) -> float:
        """Return the probability in [0, 1]."""
        standard = (np.array(signals) - np.array(self.mean)) / np.array(self.scale)
        return float(1.0 / (1.0 + np.exp(-(float(standard @ np.array(self.weights)) + self.bias))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns signals and fused scores into probabilities.

    Attributes:
        in_scope: probability that an article answers the message, from `SIGNALS`.
        right: probability that the best theme is right, from `SIGNALS` and `SHARE_SIGNALS`.
        temperature: divides the fused scores before the softmax.
        answer_from: probability of the best theme from which one article is given outright.
        choices_from: probability of being in scope from which choices are offered.
    """

    in_scope: Head
    right: Head
    temperature: float
    answer_from: float
    choices_from: float

    def probabilities(self, signals: Sequence[float], fused: Floats, themes: npt.NDArray[np.int64]) -> Doubles:
        """Return each article's probability, shape (articles,).

        Those of the best theme sum to the probability that it is right, all of them to that of being in scope.

        Args:
            signals: in the order of `SIGNALS`.
            fused: fused score per article.
            themes: number of each article's theme.
        """
        shares = article_shares(fused, self.temperature)
        best, extra = share_signals(shares, themes)
        of_best = themes == best
        right = self.right.probability((*signals, *extra))
        left = max(self.in_scope.probability(signals) - right, 0.0)
        inside, outside = shares[of_best].sum(), shares[~of_best].sum()
        scaled = np.where(of_best, shares * (right / max(inside, _EDGE)), shares * (left / max(outside, _EDGE)))
        # A doubted winner leaves much to the others, but never so much that one of them would be given outright.
        largest = float(np.bincount(themes[~of_best], weights=scaled[~of_best], minlength=1).max())
        scaled[~of_best] *= min(1.0, _OTHERS_AT_MOST / max(largest, _EDGE))
        return np.asarray(scaled, dtype=np.float64)

    def to_json(self) -> dict[str, Any]:
        """Return the calibration as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Calibration:
        """Return the calibration that `to_json` wrote."""
        return cls(**{**values, "in_scope": _head(values["in_scope"]), "right": _head(values["right"])})


def _head(values: dict[str, Any]) -> Head:
    return Head(tuple(values["mean"]), tuple(values["scale"]), tuple(values["weights"]), values["bias"])


@dataclass(frozen=True, slots=True)
class Observation:
    """One calibration question as the rankings saw it.

    Attributes:
        signals: in the order of `SIGNALS`.
        fused: fused score per article.
        right: per article, whether its theme is right for the question; all False when it is out of scope.
    """

    signals: tuple[float, ...]
    fused: Floats
    right: npt.NDArray[np.bool_]


def article_shares(fused: Floats, temperature: float) -> Doubles:
    """Return each article's share, given that one of them answers; shape (articles,), sum 1."""
    exponents = np.exp((fused - fused.max()).astype(np.float64) / temperature)
    return np.asarray(exponents / exponents.sum())


def share_signals(shares: Doubles, themes: npt.NDArray[np.int64]) -> tuple[int, tuple[float, float]]:
    """Return the best article's theme and the `SHARE_SIGNALS`."""
    by_theme = np.bincount(themes, weights=shares)
    best = int(themes[int(shares.argmax())])
    first = float(by_theme[best])
    second = float(np.delete(by_theme, best).max(initial=0.0))
    odds = np.log((first + _EDGE) / (1.0 - first + _EDGE))
    return best, (float(odds), float(np.log((first + _EDGE) / (second + _EDGE))))


def fit_calibration(observations: Sequence[Observation], themes: npt.NDArray[np.int64]) -> Calibration:
    """Return the calibration that fits the observations.

    The bands are set on cross-validated probabilities: `choices_from` keeps 96 % of what is in scope; `answer_from` is
    the lowest probability from which at most 3.5 % of the answers would be wrong (many of these are labels on the
    border of two themes).
    """
    signals = np.array([o.signals for o in observations])
    in_scope = np.array([bool(o.right.any()) for o in observations])
    temperature = _fit_temperature([o for o in observations if o.right.any()])
    shares = [article_shares(o.fused, temperature) for o in observations]
    extra = np.array([share_signals(s, themes)[1] for s in shares])
    right = np.array([bool(o.right[int(s.argmax())]) for o, s in zip(observations, shares, strict=True)])
    scope_head, held_out_scope = _fit_head(signals, in_scope)
    right_head, held_out_right = _fit_head(np.hstack([signals, extra]), right)
    kept = np.sort(np.maximum(held_out_scope, held_out_right)[in_scope])
    return Calibration(
        in_scope=scope_head,
        right=right_head,
        temperature=temperature,
        answer_from=_answer_from(held_out_right, right),
        choices_from=float(kept[int((1.0 - _KEPT_IN_SCOPE) * len(kept))]),
    )


def _fit_head(signals: Doubles, labels: npt.NDArray[np.bool_]) -> tuple[Head, Doubles]:
    """Return a head fitted on all, and each one's probability from a head that had not seen it (ten folds)."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (training only)
    from sklearn.model_selection import StratifiedKFold, cross_val_predict  # noqa: PLC0415

    mean, scale = signals.mean(axis=0), signals.std(axis=0) + _EDGE
    standard = (signals - mean) / scale
    model = LogisticRegression(C=_PENALTY, max_iter=2000)
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    held_out = cross_val_predict(model, standard, labels, cv=folds, method="predict_proba")[:, 1]
    model.fit(standard, labels)
    weights = tuple(map(float, model.coef_[0]))
    return Head(tuple(map(float, mean)), tuple(map(float, scale)), weights, float(model.intercept_[0])), held_out


def _fit_temperature(observations: Sequence[Observation]) -> float:
    def loss(temperature: float) -> float:
        return -sum(float(np.log(article_shares(o.fused, temperature)[o.right].sum() + _EDGE)) for o in observations)

    return float(min(np.geomspace(0.1, 5.0, 40), key=loss))


def _answer_from(probabilities: Doubles, right: npt.NDArray[np.bool_]) -> float:
    order = np.argsort(-probabilities, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    allowed = np.flatnonzero(wrong <= _WRONG_AT_MOST)
    lowest = float(probabilities[order[allowed[-1]]]) if len(allowed) else 1.0
    return max(lowest, _NEVER_ANSWER_BELOW)
