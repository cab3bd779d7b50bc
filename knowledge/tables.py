"""The small tables beside this package's code: tab-separated, a line a row, lines that start with # are notes."""

from __future__ import annotations

from importlib import resources


def read_table(name: str) -> list[tuple[str, ...]]:
    """Return the rows of `knowledge/<name>.tsv`."""
    text = resources.files("knowledge").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return [tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")]
