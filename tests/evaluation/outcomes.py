"""Labelled questions put to the assistant, and what became of each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from actions.batch import Batch, parse_question
from actions.evaluate import Verdict, judge

FOLDER: Final = Path(__file__).parent
VOICES: Final = FOLDER / "voices"
OUTSIDE: Final = FOLDER / "outside.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question got, without its words.

    Attributes:
        id: of the question.
        verdict: of the measure.
        given: the theme of the reply, or None where nothing was given.
        article: the article that came first, or None.
        version: of that article.
        satisfies: whether the reading found in it (or in the reply) what the question must get; None: not read.
        why: the reading's remark.
    """

    id: str
    verdict: Verdict
    given: str | None
    article: str | None
    version: str | None
    satisfies: bool | None = None
    why: str = ""


def read_labelled(path: Path) -> list[dict[str, Any]]:
    """Return the labelled questions of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def voices() -> dict[str, list[dict[str, Any]]]:
    """Return the test voices' questions, by voice."""
    return {path.stem: read_labelled(path) for path in sorted(VOICES.glob("*.jsonl"))}


def outcomes(batch: Batch, questions: Iterable[dict[str, Any]]) -> list[Outcome]:
    """Return what each labelled question got."""
    found = []
    for number, label in enumerate(questions, start=1):
        answer = batch.ask(parse_question(number, label))
        verdict = judge(label, answer)
        given = answer["theme"] if verdict.given else None
        found.append(Outcome(str(label["id"]), verdict, given, answer["article"], answer["article_version"]))
    return found


def read_outcomes(path: Path) -> list[Outcome]:
    """Return kept outcomes."""
    rows = read_labelled(path) if path.exists() else []
    return [
        Outcome(**{**row, "verdict": Verdict(**{**row["verdict"], "styles": tuple(row["verdict"]["styles"])})})
        for row in rows
    ]


def keep_outcomes(path: Path, found: Iterable[Outcome]) -> None:
    """Write outcomes; what a reader said of the same version of the same article stays."""
    read = {(o.id, o.article, o.version): o for o in read_outcomes(path)}
    rows = []
    for outcome in found:
        row = asdict(outcome)
        before = read.get((outcome.id, outcome.article, outcome.version))
        if before is not None:
            row |= {"satisfies": before.satisfies, "why": before.why}
        rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    path.write_text("".join(rows), encoding="utf-8")
