"""The rows of the table: what is measured, what was promised, and how both are shown."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rich.table import Table

from tests.benchmarks.yardstick import Sample

_FACTORS = {"ms": 1000.0, "s": 1.0, "MB": 1e-6}


@dataclass(frozen=True, slots=True)
class Row:
    """What is measured.

    Attributes:
        name: as it is read in the table.
        unit: ms, s or MB.
        promise: the most it may be, in that unit; None when nothing is promised.
    """

    name: str
    unit: str
    promise: float | None = None


ROWS: Mapping[str, Row] = {
    "turn_p50": Row("one turn in process, p50", "ms", 5),
    "turn_p99": Row("one turn in process, p99", "ms", 20),
    "choose_p50": Row("choose() alone, p50", "ms"),
    "choose_p99": Row("choose() alone, p99", "ms"),
    "understand_p50": Row("understand(), p50", "ms"),
    "find_p50": Row("find(), p50", "ms"),
    "ask_first": Row("cashless ask, uncompiled", "s"),
    "ask_best": Row("cashless ask, best", "s", 2),
    "ask_median": Row("cashless ask, median", "s", 2),
    "ready_median": Row("cashless run to ready, median", "s", 3),
    "memory": Row("cashless run, memory", "MB", 300),
    "training": Row("cashless train", "s", 60),
    "install": Row("a default install", "MB", 600),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.

    Attributes:
        key: of its row.
        value: in the row's unit; None when it was not measured.
        ratio: the time as a multiple of the yardstick's, at the same percentile; None for what is no time.
    """

    key: str
    value: float | None = None
    ratio: float | None = None

    @property
    def row(self) -> Row:
        return ROWS[self.key]

    @property
    def met(self) -> bool | None:
        """Whether the promise is met; None when there is none or nothing was measured."""
        if self.value is None or self.row.promise is None:
            return None
        return self.value <= self.row.promise


def time_figure(key: str, measured: Sample, percentile: float) -> Figure:
    """Return the figure of a time."""
    return Figure(key, measured.percentile(percentile) * _FACTORS[ROWS[key].unit], measured.ratio(percentile))


def size_figure(key: str, size: int) -> Figure:
    """Return the figure of a number of bytes."""
    return Figure(key, size * _FACTORS["MB"])


def figures_table(figures: Sequence[Figure], yardsticks: Sequence[float]) -> Table:
    """Return all rows as a table; what was not measured is there too."""
    measured = {figure.key: figure for figure in figures}
    table = Table("", "measured", "promise", "", "in yardsticks", caption=_caption(yardsticks))
    for key, row in ROWS.items():
        figure = measured.get(key, Figure(key))
        table.add_row(
            row.name,
            "–" if figure.value is None else f"{figure.value:.{_digits(figure.value)}f} {row.unit}",
            "–" if row.promise is None else f"≤ {row.promise:g} {row.unit}",
            {True: "met", False: "missed", None: "–"}[figure.met],
            "–" if figure.ratio is None else f"{figure.ratio:.{_digits(figure.ratio)}f}",
        )
    return table


def figures_json(figures: Sequence[Figure], yardsticks: Sequence[float], now: datetime) -> dict[str, Any]:
    """Return the same figures for a program to read."""
    return {
        "measured_at": now.isoformat(timespec="seconds"),
        "machine": {
            "cores": os.cpu_count(),
            "load": _load(),
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "yardstick_ms": [round(seconds * 1000, 3) for seconds in yardsticks],
        "figures": [{**asdict(f), **asdict(f.row), "met": f.met} for f in figures],
    }


def _caption(yardsticks: Sequence[float]) -> str:
    spread = " to ".join(f"{bound * 1000:.2f}" for bound in (min(yardsticks), max(yardsticks)))
    return f"{os.cpu_count()} cores, load {_load():.1f}, yardstick {spread} ms, Python {platform.python_version()}"


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _digits(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 2
