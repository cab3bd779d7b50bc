"""Tables for the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from actions.evaluate import Measures, Verdict, by_group, expected_calibration_error, measure

_PIPE_WIDTH = 140
_COLUMNS = ("questions", "right first", "within 3", "given", "outright", "wrong outright", "out of scope seen")


def print_evaluation(verdicts: Sequence[Verdict]) -> None:
    """Print the promises' figures: all, by theme, by style, and the calibration error."""
    console = Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH)
    for title, rows in (
        ("all", {"all": measure(verdicts)}),
        ("theme", by_group(verdicts, lambda v: (v.theme,))),
        ("style", by_group(verdicts, lambda v: v.styles)),
    ):
        table = Table(title, *_COLUMNS)
        for name, measures in rows.items():
            table.add_row(name, *_cells(measures))
        console.print(table)
    error = expected_calibration_error(verdicts)
    console.print(f"expected calibration error: {'–' if error is None else f'{error:.3f}'}")


def _cells(m: Measures) -> list[str]:
    shares = (m.right_first, m.right_in_three, m.given, m.outright, m.wrong_outright, m.out_of_scope_recognised)
    return [str(m.questions), *("–" if share is None else f"{share:.1%}" for share in shares)]
