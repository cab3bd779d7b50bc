"""docs/quality.md: the promises as measured, by theme, style and voice, with the distance where one is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from actions.batch import Batch
from actions.evaluate import Measures, Verdict, by_group, expected_calibration_error, measure
from tests.evaluation.outcomes import FOLDER, OUTSIDE, Outcome, outcomes, read_outcomes, voices
from tests.evaluation.twins import TWINS

# As typed with care: of these a twin is made by rule, and the two are compared.
_CAREFUL: Final = frozenset(
    "plain short formal long northern dialect southern multi emergency forwarded codeswitch near_domain adversarial".split()
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One figure of the design.

    Attributes:
        name: what is promised.
        goal: the bound, in per cent or as a plain number.
        at_least: whether the figure has to reach the goal or to stay under it.
        value: the figure of some verdicts, or None.
        percent: whether it is a share.
    """

    name: str
    goal: float
    at_least: bool
    value: Callable[[Sequence[Verdict]], float | None]
    percent: bool = True


def _of(name: str) -> Callable[[Sequence[Verdict]], float | None]:
    return lambda verdicts: getattr(measure(verdicts), name)


PROMISES: Final = (
    Promise("right first", 0.93, True, _of("right_first")),
    Promise("right within three", 0.97, True, _of("right_in_three")),
    Promise("answered outright", 0.75, True, _of("outright")),
    Promise("wrong when answered outright", 0.02, False, _of("wrong_outright")),
    Promise("in scope, given an answer or choices", 0.95, True, _of("given")),
    Promise("out of scope recognised", 0.90, True, _of("out_of_scope_recognised")),
    Promise("expected calibration error", 0.03, False, expected_calibration_error, percent=False),
)


def render(batch: Batch, articles: int) -> str:
    """Return the document, everything but the outside sample measured now.

    Args:
        batch: what answers.
        articles: how many articles it knows.
    """
    labelled = voices()
    by_voice = {voice: outcomes(batch, questions) for voice, questions in labelled.items()}
    everything = [outcome for found in by_voice.values() for outcome in found]
    verdicts = [o.verdict for o in everything]
    outside = read_outcomes(OUTSIDE)
    environment = Environment(loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, trim_blocks=True)
    environment.filters["percent"] = _percent
    return environment.get_template("quality.md.j2").render(
        promises=[_row(p, verdicts, [o.verdict for o in outside]) for p in PROMISES],
        questions=len(verdicts),
        traps=sum(not v.in_scope for v in verdicts),
        voices={voice: measure([o.verdict for o in found]) for voice, found in by_voice.items()},
        themes=by_group(verdicts, lambda v: (v.theme,)),
        styles={s: m for s, m in by_group(verdicts, lambda v: v.styles).items() if m.questions >= 10},
        twins=_twins(batch, labelled, by_voice),
        hand=_by_hand(labelled, by_voice),
        read=_read(outside),
        articles=articles,
        confusions=_confusions(everything),
    )


def _row(promise: Promise, verdicts: Sequence[Verdict], outside: Sequence[Verdict]) -> dict[str, str]:
    value = promise.value(verdicts)
    bound = "≥" if promise.at_least else "≤"
    missed = value is not None and (value < promise.goal if promise.at_least else value > promise.goal)
    scale, unit = (100, " %") if promise.percent else (1, "")

    def shown(number: float | None) -> str:
        return "–" if number is None else f"{number * scale:.{1 if promise.percent else 3}f}{unit}"

    goal = f"{bound} {promise.goal * scale:g}{unit}"
    distance = shown(abs(value - promise.goal)) if missed and value is not None else "kept"
    return {"name": promise.name, "goal": goal, "voices": shown(value), "outside": shown(promise.value(outside)),
            "distance": distance}  # fmt: skip


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}".replace("%", " %")


def _careful(label: Mapping[str, Any]) -> bool:
    return set(label["style"]) <= _CAREFUL and not label.get("context") and label["text"] != label["text"].upper()


def _twins(
    batch: Batch, labelled: Mapping[str, list[dict[str, Any]]], by_voice: Mapping[str, list[Outcome]]
) -> dict[str, tuple[int, Measures, Measures]]:
    """Return, by kind of twin, how many there are, the figures of the originals and those of the twins."""
    pairs = [
        (label, outcome.verdict)
        for voice, questions in labelled.items()
        for label, outcome in zip(questions, by_voice[voice], strict=True)
        if _careful(label)
    ]
    made = {}
    for name, retype in TWINS.items():
        changed = [(label, v) for label, v in pairs if retype(label["text"]) != label["text"]]
        twins = outcomes(batch, [{**label, "text": retype(label["text"])} for label, _ in changed])
        made[name] = (len(changed), measure([v for _, v in changed]), measure([o.verdict for o in twins]))
    return made


def _by_hand(
    labelled: Mapping[str, list[dict[str, Any]]], by_voice: Mapping[str, list[Outcome]]
) -> tuple[int, Measures, Measures]:
    verdict_of = {o.id: o.verdict for found in by_voice.values() for o in found}
    pairs = [
        (verdict_of[label["twin_of"]], verdict_of[label["id"]])
        for questions in labelled.values()
        for label in questions
        if "twin_of" in label
    ]
    return len(pairs), measure([a for a, _ in pairs]), measure([b for _, b in pairs])


def _read(outside: Sequence[Outcome]) -> dict[str, Any]:
    """Return how many in-scope outside questions were read, and the share whose first answer holds what it must."""
    ours = [o for o in outside if o.verdict.in_scope]
    read = [o for o in ours if o.satisfies is not None]
    share = sum(bool(o.satisfies) for o in read) / len(read) if read else None
    return {"of": len(ours), "read": len(read), "satisfied": share}


def _confusions(everything: Sequence[Outcome]) -> list[tuple[str, str, int]]:
    """Return the commonest pairs of a question's theme and of the theme that it got instead, with how many."""
    wrong = [o for o in everything if not (o.verdict.right_first if o.verdict.in_scope else o.verdict.recognised)]
    counted = Counter((o.verdict.theme, o.given or "nothing") for o in wrong)
    return [(asked, given, count) for (asked, given), count in counted.most_common(12)]
