"""From scores to probabilities: a separate head for "is this ours at all?", and a temperature for "which one?".

No raw retrieval score rejects what is out of scope; a small logistic model over signals of all rankings does. It is
fitted at every training on the calibration voices, which no ranking has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SIGNALS: Final = (
    "log_ask",  # log of the engine's confidence that something of ours is asked
    "log_out_of_scope",
    "ask_margin",  # log ratio of the two
    "background",  # log odds of the background class among the articles
    "cosine",
    "cosine_margin",
    "lexical",
    "linear_top",  # log probability of the best article
    "known_words",
    "agreement",  # share of the rankings whose best article has the fused winner's theme
)
_PENALTY: Final = 1.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns signals and fused scores into probabilities.

    Attributes:
        mean, scale: of each signal on the calibration voices.
        weights, bias: of the logistic head over the standardised signals.
        temperature: divides the fused scores before the softmax.
        answer_from: probability of the best theme from which one article is given outright.
        choices_from: probability of being in scope from which choices are offered.
    """

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    temperature: float
    answer_from: float
    choices_from: float

    def in_scope(self, signals: Sequence[float]) -> float:
        """Return the probability that an article answers the message."""
        standard = (np.array(signals) - np.array(self.mean)) / np.array(self.scale)
        score = float(standard @ np.array(self.weights)) + self.bias
        return float(1.0 / (1.0 + np.exp(-score)))

    def shares(self, fused: Floats) -> Floats:
        """Return each article's share, given that one of them answers; shape (articles,), sum 1."""
        exponents = np.exp((fused - fused.max()) / self.temperature)
        return np.asarray(exponents / exponents.sum(), dtype=np.float32)

    def to_json(self) -> dict[str, Any]:
        """Return the calibration as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Calibration:
        """Return the calibration that `to_json` wrote."""
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


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


def fit_calibration(observations: Sequence[Observation]) -> Calibration:
    """Return the calibration that fits the observations.

    The bands are set on cross-validated probabilities: `choices_from` keeps 96 % of what is in scope, `answer_from` is the lowest
    probability from which at most 2 % of the answers would be wrong.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (training only)
    from sklearn.model_selection import StratifiedKFold, cross_val_predict  # noqa: PLC0415

    signals = np.array([o.signals for o in observations])
    in_scope = np.array([bool(o.right.any()) for o in observations])
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-6
    standard = (signals - mean) / scale
    head = LogisticRegression(C=_PENALTY, max_iter=1000)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    held_out = cross_val_predict(head, standard, in_scope, cv=folds, method="predict_proba")[:, 1]
    head.fit(standard, in_scope)
    temperature = _fit_temperature([o for o in observations if o.right.any()])
    unbanded = Calibration(
        tuple(map(float, mean)), tuple(map(float, scale)), tuple(map(float, head.coef_[0])),
        float(head.intercept_[0]), temperature, 1.0, 0.0,
    )  # fmt: skip
    return _with_bands(unbanded, observations, held_out)


def _fit_temperature(observations: Sequence[Observation]) -> float:
    def loss(temperature: float) -> float:
        total = 0.0
        for o in observations:
            scaled = (o.fused - o.fused.max()) / temperature
            exponents = np.exp(scaled)
            total -= float(np.log(exponents[o.right].sum() / exponents.sum() + 1e-9))
        return total

    return float(min(np.geomspace(0.05, 5.0, 60), key=loss))


def _with_bands(unbanded: Calibration, observations: Sequence[Observation], held_out: Floats) -> Calibration:
    kept = np.sort(held_out[[bool(o.right.any()) for o in observations]])
    choices_from = float(kept[int(0.04 * len(kept))])
    tops = []
    for o, probability in zip(observations, held_out, strict=True):
        shares = unbanded.shares(o.fused)
        tops.append((float(probability * shares.max()), bool(o.right[int(shares.argmax())])))
    answer_from = 0.95
    wrong, given = 0, 0
    for probability, right in sorted(tops, reverse=True):
        given += 1
        wrong += not right
        if wrong > 0.02 * given + 1:
            break
        answer_from = probability
    return Calibration(
        **{**asdict(unbanded), "answer_from": max(answer_from, 0.2), "choices_from": min(choices_from, 0.5)}
    )
