"""The program measures what it says it measures; how fast the product is, is no test."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from tests.benchmarks import commands, in_process
from tests.benchmarks.__main__ import Plan, measure, show
from tests.benchmarks.figures import ROWS, Figure, figures_json, figures_table, size_figure, time_figure
from tests.benchmarks.yardstick import Sample, sample

QUESTIONS = (
    "đóng tiền điện qua app nào",
    "tien nuoc tra o dau",
    "lỡ chuyển nhầm tiền thì sao",
    "mã QR ở sạp bị dán đè",
)


def text_of(figures: list[Figure]) -> str:
    console = Console(width=200, record=True, file=Path(os.devnull).open("w"))  # noqa: SIM115
    with console.file:
        console.print(figures_table(figures, [0.001, 0.002]))
    return console.export_text()


@pytest.mark.slow
def test_everything_but_the_installation_is_measured(models: Path, tmp_path: Path) -> None:
    plan = Plan(QUESTIONS, asked=1, starts=1, chatted=3, training=("key",))
    figures, yardsticks = measure(plan, tmp_path, models)
    assert {figure.key for figure in figures} == set(ROWS) - {"install"}
    assert len(figures) == len(ROWS) - 1
    for figure in figures:
        assert figure.value is not None
        assert figure.value > 0
        assert (figure.ratio is None) == (figure.row.unit == "MB")
    assert len(yardsticks) == 4


def test_a_part_that_fails_does_not_hide_the_others(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").touch()  # no server can start here
    figures, _ = measure(Plan(QUESTIONS, training=("no-such-command",)), tmp_path, models)
    assert {"turn_p50", "turn_p99", "find_p50"} <= {figure.key for figure in figures}
    assert {"training", "ready_median"}.isdisjoint(figure.key for figure in figures)
    assert capsys.readouterr().err.count("not measured") == 2


def test_the_table_has_every_row_with_its_promise(tmp_path: Path) -> None:
    lines = text_of([]).splitlines()
    for row in ROWS.values():
        line = next(line for line in lines if f" {row.name} " in line)
        assert row.promise is None or f"≤ {row.promise:g} {row.unit}" in line
        assert "met" not in line


def test_the_table_says_what_is_met_and_what_is_missed() -> None:
    text = text_of([Figure("turn_p50", 5.0, 2.5), Figure("turn_p99", 20.1, 9.0), Figure("find_p50", 0.5, 0.2)])
    turn, worst, find = (
        next(line for line in text.splitlines() if ROWS[key].name in line)
        for key in ("turn_p50", "turn_p99", "find_p50")
    )
    assert " met " in turn
    assert " missed " in worst
    assert not {"met", "missed"} & set(find.split())


def test_a_time_is_shown_beside_the_yardstick_of_the_same_percentile() -> None:
    measured = Sample(seconds=(0.002, 0.004, 0.009), yardsticks=(0.001, 0.002, 0.003))
    assert time_figure("turn_p50", measured, 50) == Figure("turn_p50", pytest.approx(4.0), pytest.approx(2.0))
    assert time_figure("ask_best", measured, 0) == Figure("ask_best", pytest.approx(0.002), pytest.approx(2.0))
    assert time_figure("turn_p99", measured, 100).ratio == pytest.approx(3.0)
    assert size_figure("memory", 250_000_000) == Figure("memory", 250.0)


def test_yardsticks_are_taken_before_each_measurement() -> None:
    seen = []
    measured = sample(3, lambda at: seen.append(at) or float(at), yardsticks_each=2)
    assert seen == [0, 1, 2]
    assert measured.seconds == (0.0, 1.0, 2.0)
    assert len(measured.yardsticks) == 6
    assert min(measured.yardsticks) > 0


def test_the_file_holds_the_same_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = [Figure("turn_p50", 4.0, 2.0), Figure("memory", 301.0)]
    file = tmp_path / "figures.json"
    show(figures, [0.001], file)
    assert ROWS["turn_p50"].name in capsys.readouterr().out
    written = json.loads(file.read_text("utf-8"))
    assert [(f["key"], f["value"], f["unit"], f["promise"], f["met"]) for f in written["figures"]] == [
        ("turn_p50", 4.0, "ms", 5, True),
        ("memory", 301.0, "MB", 300, False),
    ]
    assert written["yardstick_ms"] == [1.0]


def test_the_json_says_when_and_where() -> None:
    taken = figures_json([], [0.001], datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    assert taken["measured_at"] == "2026-11-22T03:00:00+00:00"
    assert taken["machine"]["cores"] == os.cpu_count()


def test_there_are_enough_different_questions() -> None:
    asked = in_process.voices()
    assert len(asked) >= 500 + in_process.WARM_UP
    assert len(set(asked)) == len(asked)


def test_one_core_is_given_back() -> None:
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system does not bind processes to cores")
    before = os.sched_getaffinity(0)
    with in_process.one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_the_size_of_a_folder_counts_a_file_with_two_names_once(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"x" * 1_000_000)
    once = commands.size_of(tmp_path)
    (tmp_path / "again").hardlink_to(tmp_path / "deep" / "file")
    assert once >= 1_000_000
    assert commands.size_of(tmp_path) == once
