"""`python -m tests.evaluation`: measure the promises on the test voices and write docs/quality.md.

With `--check` nothing is written: the run fails when a figure in the document is more than a point away from what is
measured now, or when anything else in it would be written otherwise. With `--outside FILE` the labelled questions of a
file that stays outside this repository are measured as well; their outcomes are kept without their words.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Final

from actions.batch import Batch
from actions.dialogue.decision import Brain
from bot.settings import Settings
from knowledge.model import Model, load_model, read_pointer, source_version
from knowledge.train import train
from tests.evaluation.outcomes import OUTSIDE, keep_outcomes, outcomes, read_labelled
from tests.evaluation.quality import render

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "quality.md"
_NUMBER: Final = re.compile(r"[+−-]?\d+(?:\.\d+)?")
_TOLERANCE: Final = 1.0  # points; another processor rounds otherwise


def main() -> int:
    """Measure, then write or check; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with docs/quality.md instead of writing it")
    parser.add_argument("--outside", type=Path, help="a JSONL file of labelled questions that stays outside")
    arguments = parser.parse_args()
    model = _model()
    batch = Batch(Brain(model, operator="Tổ thử nghiệm"))
    if arguments.outside:
        keep_outcomes(OUTSIDE, outcomes(batch, read_labelled(arguments.outside)))
    text = render(batch, len(model.knowledge.articles))
    if not arguments.check:
        DOCUMENT.write_text(text, encoding="utf-8")
        return 0
    problems = differences(DOCUMENT.read_text(encoding="utf-8"), text)
    for problem in problems:
        print(problem, file=sys.stderr)
    return bool(problems)


def differences(written: str, measured: str) -> list[str]:
    """Return the lines of the document that are not what is measured now."""
    pairs = list(zip(written.splitlines(), measured.splitlines(), strict=False))
    found = [f"docs/quality.md: {was!r}; now {now!r}" for was, now in pairs if not _same(was, now)]
    if len(written.splitlines()) != len(measured.splitlines()):
        found.append("docs/quality.md: not as many lines as would be written now")
    return found


def _same(was: str, now: str) -> bool:
    if _NUMBER.sub("#", was) != _NUMBER.sub("#", now):
        return False
    numbers = zip(_NUMBER.findall(was), _NUMBER.findall(now), strict=True)
    return all(abs(float(a.replace("−", "-")) - float(b.replace("−", "-"))) <= _TOLERANCE for a, b in numbers)


def _model() -> Model:
    settings = Settings()
    pointer = read_pointer(settings.models)
    if pointer is None or pointer.model != source_version(settings.articles):
        train(settings.articles, settings.models, lambda step: print(f"  {step} …", file=sys.stderr))
    return load_model(settings.models)


if __name__ == "__main__":
    sys.exit(main())
