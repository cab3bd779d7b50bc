"""No logic depends on a wording: with every reply reworded, all tests of logic still pass."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.dialogue.wording import replies_folder
from tests.conftest import REPLIES, ROOT

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# Not what may be reworded, but what names things.
_NAMES = ("key", "articles")
LOGIC = (
    "tests/conversations", "tests/actions/test_choose.py", "tests/actions/test_turn.py", "tests/actions/test_themes.py",
    "tests/actions/test_forget.py", "tests/actions/test_interleavings.py", "tests/actions/test_batch.py",
)  # fmt: skip


def reworded(content: Any) -> Any:
    """Return the content of a wording file with every text replaced by other words; placeholders stay."""
    if isinstance(content, dict):
        return {key: value if key in _NAMES else reworded(value) for key, value in content.items()}
    if isinstance(content, list):
        return [reworded(entry) for entry in content]
    return " ".join(["Lời khác hẳn,", *_PLACEHOLDER.findall(content), f"chữ thứ {len(content)}."])


def reword_all(folder: Path) -> None:
    for path in replies_folder().glob("*.yml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        (folder / path.name).write_text(yaml.safe_dump(reworded(content), allow_unicode=True), encoding="utf-8")


def test_rewording_leaves_no_text_as_it_was(tmp_path: Path) -> None:
    reword_all(tmp_path)
    for path in replies_folder().glob("*.yml"):
        before = yaml.safe_load(path.read_text(encoding="utf-8"))
        after = yaml.safe_load((tmp_path / path.name).read_text(encoding="utf-8"))
        if isinstance(before, dict):
            assert before.keys() == after.keys()
            assert all(before[key] != after[key] for key in before)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_reply_can_be_reworded(tmp_path: Path) -> None:
    reword_all(tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *LOGIC],
        cwd=ROOT,
        env={**os.environ, REPLIES: str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-5000:]
