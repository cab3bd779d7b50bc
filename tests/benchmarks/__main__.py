"""`python -m tests.benchmarks`: measure what the design promises about time and size, and print one table."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from actions.dialogue.decision import Brain
from knowledge.model import load_model
from tests.benchmarks import commands, in_process
from tests.benchmarks.figures import Figure, figures_json, figures_table, size_figure, time_figure
from tests.benchmarks.yardstick import Sample, yardstick
from tests.faults.processes import Processes


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure.

    Attributes:
        questions: what is asked in process.
        asked: how often `cashless ask` runs (once more before, with nothing compiled).
        starts: how often `cashless run` starts.
        chatted: how many questions the running server answers before its memory is read.
        training: the command of the training row.
        install: whether to install the product anew.
    """

    questions: Sequence[str]
    asked: int = 5
    starts: int = 3
    chatted: int = 200
    training: tuple[str, ...] = ("train",)
    install: bool = False


def measure(plan: Plan, folder: Path, models: Path | None = None) -> tuple[list[Figure], list[float]]:
    """Return all figures that could be measured, and the yardsticks taken on the way.

    Args:
        plan: how much to measure.
        folder: an empty folder for data and installation.
        models: trained models; None: those of the training row.
    """
    figures: list[Figure] = []
    yardsticks = [yardstick()]

    def part(name: str, act: Callable[[], list[Figure]]) -> None:
        print(f"  {name} …", file=sys.stderr, flush=True)
        try:
            figures.extend(act())
        except Exception as error:  # noqa: BLE001  (one thing that cannot be measured does not hide the others)
            print(f"  {name}: not measured: {error!r}", file=sys.stderr, flush=True)
        yardsticks.append(yardstick())

    training = Processes(folder / "training", None, {})
    part("training", lambda: _training(training, plan))
    trained = models or training.folder / "models"
    part("turns", lambda: _in_process(trained, plan))
    part("commands", lambda: _commands(folder / "data", trained, plan))
    if plan.install:
        part("installation", lambda: [size_figure("install", commands.installing(folder / "installed"))])
    return figures, yardsticks


def _training(processes: Processes, plan: Plan) -> list[Figure]:
    return [time_figure("training", commands.running_once(processes, *plan.training), 50)]


def _in_process(models: Path, plan: Plan) -> list[Figure]:
    brain = Brain(load_model(models), operator="–")
    measured: dict[str, Sample] = {
        "turn": in_process.turns(brain, plan.questions),
        "choose": in_process.choosing(brain, plan.questions),
        "understand": in_process.understanding(brain, plan.questions),
        "find": in_process.finding(brain, plan.questions),
    }
    return [
        *(time_figure(f"{name}_p50", times, 50) for name, times in measured.items()),
        *(time_figure(f"{name}_p99", measured[name], 99) for name in ("turn", "choose")),
    ]


def _commands(folder: Path, models: Path, plan: Plan) -> list[Figure]:
    with Processes(folder, models, {"run": "run"}) as processes:
        first = commands.asking(processes, plan.questions[:1])
        asked = commands.asking(processes, plan.questions[1 : plan.asked + 1])
        ready = commands.getting_ready(processes, plan.starts)
        memory = commands.memory_after(processes, plan.questions[: plan.chatted])
    return [
        time_figure("ask_first", first, 50),
        time_figure("ask_best", asked, 0),
        time_figure("ask_median", asked, 50),
        time_figure("ready_median", ready, 50),
        size_figure("memory", memory),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, write the JSON file. A missed promise is a figure, not an error."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--install", action="store_true", help="also install the product anew (takes long)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    options = parser.parse_args(arguments)
    plan = Plan(in_process.voices(), install=options.install)
    with tempfile.TemporaryDirectory(prefix="cashless-benchmarks-") as folder:
        show(*measure(plan, Path(folder)), options.json)


def show(figures: Sequence[Figure], yardsticks: Sequence[float], file: Path | None) -> None:
    """Print the table, and write the same figures to the file if there is one."""
    Console().print(figures_table(figures, yardsticks))
    if file is not None:
        figures_as_json = figures_json(figures, yardsticks, datetime.now(UTC))
        file.write_text(json.dumps(figures_as_json, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
