"""Public holidays, from `holidays.yml` beside this module."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.article import Loader
from knowledge.directory.entries import DirectoryError


@lru_cache(maxsize=4)
def read_holidays(folder: Path) -> frozenset[date]:
    """Return the public holidays in the folder's `holidays.yml`.

    Raises:
        DirectoryError: the file is missing, or an entry has no day.
    """
    path = folder / "holidays.yml"
    try:
        days = [entry["on"] for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)["days"]]  # noqa: S506  (a safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, KeyError, TypeError) as error:
        raise DirectoryError(f"{path}: cannot be read ({error})") from error
    for day in days:
        if type(day) is not date:
            raise DirectoryError(f"{path}: {day!r} is no day like 2026-09-02")
    return frozenset(days)
