"""`cashless evaluate`: the promises of the design, measured on a labelled file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

OUT_OF_SCOPE: Final = "out_of_scope"
_ANSWERED: Final = ("answer", "smalltalk", "human", "fraud_report", "emergency", "distress")
_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """One labelled question and what the assistant did with it.

    Attributes:
        theme: its label.
        styles: how it is typed.
        right_first: the first candidate of an answer or of choices has a right theme.
        right_in_three: one of the first three has.
        given: it got an answer or choices.
        outright: it got one answer rather than choices.
        recognised: it was said that this is not ours (or a theme that is right too was given).
        emergency: first aid was given.
        confidence: of the decision.
    """

    theme: str
    styles: tuple[str, ...]
    right_first: bool
    right_in_three: bool
    given: bool
    outright: bool
    recognised: bool
    emergency: bool
    confidence: float

    @property
    def in_scope(self) -> bool:
        """Whether the question is one of ours."""
        return self.theme != OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Measures:
    """The promises' figures over some verdicts, each a share in [0, 1] or None where there is nothing to measure."""

    questions: int
    right_first: float | None
    right_in_three: float | None
    given: float | None
    outright: float | None
    wrong_outright: float | None
    out_of_scope_recognised: float | None


def judge(label: dict[str, Any], answer: dict[str, Any]) -> Verdict:
    """Return the verdict on an answer (a line of `cashless ask`) to a labelled question."""
    right = {label["theme"], *(label.get("accept") or ())}
    kind = answer["kind"]
    given = kind != "fallback"
    first = given and answer["theme"] in right
    three = first or (given and any(a["theme"] in right for a in answer["alternatives"][:3]))
    return Verdict(
        theme=label["theme"],
        styles=tuple(label.get("style") or ()),
        right_first=first,
        right_in_three=three,
        given=given,
        outright=kind in _ANSWERED,
        recognised=not given or answer["theme"] in right,
        emergency=kind == "emergency",
        confidence=float(answer["confidence"]),
    )


def measure(verdicts: Sequence[Verdict]) -> Measures:
    """Return the promises' figures."""
    ours = [v for v in verdicts if v.in_scope]
    outright = [v for v in verdicts if v.outright]
    return Measures(
        questions=len(verdicts),
        right_first=_share(ours, lambda v: v.right_first),
        right_in_three=_share(ours, lambda v: v.right_in_three),
        given=_share(ours, lambda v: v.given),
        outright=_share(ours, lambda v: v.outright),
        wrong_outright=_share(outright, lambda v: not (v.right_first if v.in_scope else v.recognised)),
        out_of_scope_recognised=_share([v for v in verdicts if not v.in_scope], lambda v: v.recognised),
    )


def expected_calibration_error(verdicts: Sequence[Verdict]) -> float | None:
    """Return the mean distance of confidence and accuracy over ten bins of confidence (Guo et al., 2017).

    Taken over all questions that got an answer or choices; an out-of-scope one among them counts as wrong.
    """
    given = [v for v in verdicts if v.given]
    bins: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in given:
        bins[min(int(verdict.confidence * _BINS), _BINS - 1)].append(verdict)
    if not given:
        return None
    gaps = (
        len(held) * abs(sum(v.confidence for v in held) / len(held) - sum(v.right_first for v in held) / len(held))
        for held in bins.values()
    )
    return sum(gaps) / len(given)


def by_group(verdicts: Sequence[Verdict], groups: Callable[[Verdict], Sequence[str]]) -> dict[str, Measures]:
    """Return the figures of each group (a verdict may be in several), sorted by name."""
    held: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for group in groups(verdict):
            held[group].append(verdict)
    return {group: measure(held[group]) for group in sorted(held)}


def _share(verdicts: Sequence[Verdict], holds: Callable[[Verdict], bool]) -> float | None:
    return sum(map(holds, verdicts)) / len(verdicts) if verdicts else None
