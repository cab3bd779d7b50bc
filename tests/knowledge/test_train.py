from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import knowledge
import nlu
from knowledge.article import ArticleError
from knowledge.model import read_pointer, source_version
from knowledge.train import calibration_questions, read_questions, train
from nlu.acts import THEMES


def content(models: Path) -> dict[str, bytes]:
    return {str(path.relative_to(models)): path.read_bytes() for path in models.rglob("*") if path.is_file()}


def test_two_trainings_give_the_same_bytes(small) -> None:
    one, other = content(small.models), content(small.models_again)
    assert len(one) == 11
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_the_model_is_named_by_its_sources(small) -> None:
    pointer = read_pointer(small.models)
    assert pointer is not None
    assert pointer.model == source_version(small.articles)


CHANGES = """
import json, shutil, sys
from pathlib import Path
from knowledge.model import source_version
import knowledge
root = Path.cwd()
assert Path(knowledge.__file__).is_relative_to(root)
articles = root / "articles"
versions = {"at first": source_version(articles)}

def changed(name, path, text=None):
    before = path.read_bytes() if path.exists() else None
    path.write_bytes((before or b"") + b"\\n" if text is None else text.encode())
    versions[name] = source_version(articles)
    path.unlink() if before is None else path.write_bytes(before)

pay = articles / "electricity" / "electricity-pay.md"
changed("an article", pay)
changed("a new article", articles / "tax" / "tax-new.md")
changed("an example", next((root / "nlu" / "data").glob("*.yml")))
changed("new examples", root / "nlu" / "data" / "zz.yml")
changed("a word", root / "nlu" / "lexicon" / "teencode.tsv")
changed("a calibration question", next((root / "knowledge" / "calibration").glob("*.jsonl")))
changed("code of nlu", root / "nlu" / "features.py")
changed("code of knowledge", root / "knowledge" / "train.py")
changed("code of the search", root / "knowledge" / "search" / "fuse.py")
changed("the embedder", root / "nlu" / "embedder" / "model.safetensors")
pay.rename(pay.with_name("electricity-paying.md"))
versions["a renamed article"] = source_version(articles)
pay.with_name("electricity-paying.md").rename(pay)
shutil.move(pay, root / "kept.md")
versions["a removed article"] = source_version(articles)
shutil.move(root / "kept.md", pay)
versions["everything as it was"] = source_version(articles)
changed("a note beside the articles", articles / "README.md", "note")
changed("a note in the code", root / "nlu" / "README.md", "note")
print(json.dumps(versions))
"""


def test_the_version_changes_with_all_that_is_trained_from(small, tmp_path: Path) -> None:
    for package in (nlu, knowledge):
        folder = Path(package.__file__).parent
        ignored = shutil.ignore_patterns("__pycache__", "articles")
        shutil.copytree(folder, tmp_path / folder.name, ignore=ignored)
    shutil.copytree(small.articles, tmp_path / "articles")
    run = subprocess.run([sys.executable, "-c", CHANGES], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    versions = json.loads(run.stdout)
    same = {name for name, version in versions.items() if version == versions["at first"]}
    assert same == {"at first", "everything as it was", "a note beside the articles", "a note in the code"}
    assert len(set(versions.values())) == len(versions) - len(same) + 1


def test_the_version_is_the_same_wherever_the_articles_are(small, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(small.articles, tmp_path / "elsewhere")
    assert source_version(elsewhere) == source_version(small.articles)


@pytest.mark.parametrize("folder", ["none", "empty"])
def test_a_folder_without_articles_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match=re.escape(f"no article in {tmp_path / folder}")):
        train(tmp_path / folder, tmp_path / "models", lambda step: None)
    assert not (tmp_path / "models").exists()


def test_a_broken_article_is_named_and_nothing_is_trained(shelf, tmp_path: Path) -> None:
    shelf.put("wallet-a")
    path = shelf.put("wallet-b", ("owner: Sở Thử nghiệm", "owner: Sở: Thử nghiệm"))
    with pytest.raises(ArticleError) as raised:
        train(shelf.folder, tmp_path / "models", lambda step: None)
    assert str(raised.value).startswith(f"{path}:7: ")
    assert not (tmp_path / "models").exists()


def test_the_shipped_calibration_questions_are_labelled() -> None:
    questions = calibration_questions()
    assert len(questions) > 300
    assert len({question.id for question in questions}) == len(questions)
    assert all(question.text.strip() and question.themes for question in questions)
    in_scope = [question for question in questions if question.themes & set(THEMES)]
    assert len(in_scope) > 200
    assert len(questions) - len(in_scope) > 50


def test_a_question_is_read_with_what_was_said_before(tmp_path: Path) -> None:
    path = tmp_path / "farmer.jsonl"
    rows = [
        {"id": "a", "text": "đóng ở đâu", "theme": "water"},
        {"id": "b", "text": "mất phí không", "theme": "tax", "accept": ["wallet"], "context": "nộp thuế"},
        {"id": "c", "text": "rồi sao nữa", "theme": "tax", "context": ["một", "hai"], "style": ["short"]},
    ]
    path.write_text("\n\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    first, second, third = read_questions(path)
    assert (first.themes, first.context) == (frozenset({"water"}), ())
    assert (second.themes, second.context) == (frozenset({"tax", "wallet"}), ("nộp thuế",))
    assert third.context == ("một", "hai")
    assert calibration_questions(tmp_path) == [first, second, third]


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'"x"', b"5", b"null", b'{"id": 1, "theme": "tax"}', b'{"id": 1, "text": "x"}', b"\xff\xfe"]
)
def test_a_broken_question_is_named_with_its_line(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "farmer.jsonl"
    path.write_bytes(b'{"id": "a", "text": "x", "theme": "tax"}\n\n' + line + b"\n")
    with pytest.raises(ValueError, match=r"farmer\.jsonl:3: "):
        read_questions(path)
