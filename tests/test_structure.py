"""What the rooms may know of each other, what a command may load, what has to be documented."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings
from knowledge.model import read_pointer
from tests.conftest import ROOT

ROOMS = ("bot", "actions", "knowledge", "nlu")


def python(code: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def loaded_by(code: str, *arguments: str, **environment: str) -> set[str]:
    """Return the top-level modules in the process after the code ran."""
    code = f"import json, sys\n{code}\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    return set(json.loads(python(code, *arguments, **environment).splitlines()[-1]))


@pytest.fixture(scope="module")
def data_folder(models: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    pointer = read_pointer(models)
    assert pointer is not None
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(models / pointer.model, data / "models" / pointer.model)
    held = {"model": pointer.model, "previous": None, "held": True}  # whoever edits an article meanwhile
    (data / "models" / "current.json").write_text(json.dumps(held))
    return str(data)


def test_a_question_loads_neither_training_nor_a_web_server(data_folder: str) -> None:
    code = "from bot.cli import app; app(['ask', sys.argv[1]], standalone_mode=False)"
    loaded = loaded_by(code, "đóng tiền điện ở đâu", CASHLESS_DATA_DIR=data_folder)
    assert {"numpy", "sqlalchemy", "knowledge"} <= loaded  # it did answer
    assert loaded & {"sklearn", "scipy", "torch", "sentence_transformers", "datasets", "pandas"} == set()
    assert loaded & {"fastapi", "starlette", "uvicorn", "jinja2", "prometheus_client", "psycopg"} == set()


def test_understanding_loads_nothing_but_arithmetic() -> None:
    loaded = loaded_by("import nlu.embedded, knowledge.model")
    assert loaded & {"sqlalchemy", "alembic", "fastapi", "uvicorn", "httpx", "psycopg", "sklearn", "torch"} == set()


def test_turns_load_no_web_framework() -> None:
    loaded = loaded_by("import actions.turn, actions.batch, actions.privacy.ending, actions.database.migrate")
    assert loaded & {"fastapi", "starlette", "uvicorn", "typer"} == set()


def test_the_command_line_itself_loads_next_to_nothing() -> None:
    loaded = loaded_by("import bot.cli")
    assert loaded & {"numpy", "sqlalchemy", "fastapi", "cryptography", "pydantic_settings"} == set()


def test_the_rooms_keep_their_rules() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    said = python(code, "--no-cache")
    assert re.search(r"Contracts: [3-9] kept, 0 broken", said), said


def test_the_rules_name_every_room() -> None:
    rules = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert rooms == set(ROOMS)
    assert 'layers = ["bot", "actions", "knowledge", "nlu"]' in rules


def test_every_setting_is_documented() -> None:
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"`({PREFIX}[A-Z_]+)`", table)) == {
        f"{PREFIX}{name.upper()}" for name in Settings.model_fields
    }


def test_every_setting_that_is_named_anywhere_exists() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    documents = [
        path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("[Dd]ocker*")) if path.is_file()
    ]
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    for path in (*sources, *documents):
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8")))
        unknown = {n for n in named if n.removesuffix("_FILE") not in known and not n.startswith(f"{PREFIX}TEST_")}
        assert unknown <= {f"{PREFIX}X", f"{PREFIX}X_FILE"}, path


def test_only_one_room_knows_the_environment() -> None:
    for room in ("actions", "knowledge", "nlu"):
        for path in (ROOT / room).rglob("*.py"):
            assert not re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8")), path
