"""Reads training examples: Rasa NLU YAML, the one format both engines are trained from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Example:
    """One training sentence and the act it is an example of."""

    text: str
    act: str


def act_examples(folder: Path | None = None) -> list[Example]:
    """Return every example in the folder's `*.yml` files (the shipped `nlu/data` by default), in a fixed order.

    Raises:
        ValueError: a file is no Rasa NLU YAML; the message names it.
    """
    root = folder or Path(str(resources.files("nlu").joinpath("data")))
    return [example for path in sorted(root.glob("*.yml")) for example in _read(path)]


def _read(path: Path) -> list[Example]:
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
        return [
            Example(line[2:].strip(), entry["intent"])
            for entry in entries
            for line in entry["examples"].splitlines()
            if line.startswith("- ") and line[2:].strip()
        ]
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: not Rasa NLU YAML ({error})") from error
