"""The command line as people use it: in a process of its own, with a data folder of its own."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from actions.batch import Batch, BatchQuestion
from actions.conversations import start_conversation
from actions.database.session import Database
from actions.dialogue.decision import Brain
from actions.dialogue.state import DialogueState
from actions.privacy.crypto import Keyring
from actions.privacy.ending import EVENT_KEYS_KEPT
from actions.turn import Desk, accept_message, inbound, take_turn
from bot.cli import main
from bot.settings import decode_key
from knowledge.article import articles_folder
from knowledge.directory.entries import Checked, directory_folder, read_directory
from knowledge.directory.verify import ENOUGH_BANKS
from knowledge.model import read_pointer, use_model
from tests.conftest import POSTGRES, skip_or_fail

QUESTION = "đóng tiền điện qua app ngân hàng thế nào"
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
COMMANDS = (
    "run",
    "web",
    "worker",
    "migrate",
    "train",
    "chat",
    "ask",
    "replay",
    "evaluate",
    "key",
    "knowledge",
    "directory",
    "replies",
)


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The lines of standard output, each one JSON object."""
        return [json.loads(line) for line in self.out.splitlines()]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from bot.cli import main; main()", *arguments]


@dataclass(frozen=True)
class Shell:
    """Runs `cashless …` with one data folder, in a terminal so wide or in a pipe."""

    data: Path
    columns: int | None = None

    def environment(self, **values: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CASHLESS_", "COLUMNS"))}
        kept |= {"COLUMNS": str(self.columns)} if self.columns else {}
        settings = {"DATA_DIR": str(self.data)} | values
        return kept | {f"CASHLESS_{name}": value for name, value in settings.items()}

    def process(self, *arguments: str, stdin: bytes = b"", **values: str) -> Result:
        """Run the command in a process of its own, as people do."""
        done = subprocess.run(
            command(*arguments),
            input=stdin,
            capture_output=True,
            check=False,
            cwd=self.data.parent,
            env=self.environment(**values),
            timeout=120,
        )
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in result.err, result.err
        return result

    def __call__(self, *arguments: str, stdin: bytes = b"", **values: str) -> Result:
        """Run the command in this process: the same way, without starting Python for each."""
        streams = [io.TextIOWrapper(io.BytesIO(content), "utf-8", write_through=True) for content in (stdin, b"", b"")]
        with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
            for name in os.environ.keys() - self.environment().keys():
                patch.delenv(name)
            for name, value in self.environment(**values).items():
                patch.setenv(name, value)
            patch.chdir(self.data.parent)
            patch.setattr(sys, "argv", ["cashless", *arguments])
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            status = 0
            try:
                main()
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else int(end.code is not None)
            warnings.simplefilter("ignore", ResourceWarning)  # a process that ends closes its database by ending
            gc.collect()
        out, err = (stream.buffer.getvalue().decode() for stream in streams[1:])
        return Result(status, out, err)


def data_folder(folder: Path, trained: Path) -> Path:
    (folder / "data" / "models").mkdir(parents=True)
    (folder / "data" / "models" / trained.name).symlink_to(trained)
    # Held, so that nobody who edits an article during the tests makes every command train a model.
    pointer = {"model": trained.name, "previous": None, "held": True}
    (folder / "data" / "models" / "current.json").write_text(json.dumps(pointer))
    return folder / "data"


@pytest.fixture(scope="module")
def trained(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trained model, in a folder that no other run tidies away."""
    pointer = read_pointer(models)
    assert pointer is not None
    return shutil.copytree(models / pointer.model, tmp_path_factory.mktemp("trained") / pointer.model)


@pytest.fixture
def cashless(tmp_path: Path, trained: Path) -> Shell:
    return Shell(data_folder(tmp_path, trained))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, trained: Path) -> Shell:
    """A data folder for commands that change nothing."""
    return Shell(data_folder(tmp_path_factory.mktemp("shared"), trained))


def one_line(result: Result, *words: str) -> str:
    """Return the message of a refused command: one line that holds the words."""
    assert result.status == 1, result
    assert result.out == ""
    (line,) = result.err.splitlines()
    for word in words:
        assert word in line
    return line


# -- ask -----------------------------------------------------------------------------------------------------

STRANGE = {
    "empty": "",
    "spaces": "  \t\n ",
    "zero-width": "\u200b\u200d\ufeff",
    "control": "\x00\x07\x1b[31m",
    "huge": "đóng tiền điện " * 7_000,
    "one huge word": "a" * 100_000,
    "decomposed": unicodedata.normalize("NFD", QUESTION),
    "emoji": "💡🔌 đóng tiền điện ở đâu 🙏🏽👨‍👩‍👧",
    "html": "<script>alert('đóng tiền điện')</script><img src=x onerror=alert(1)>",
    "sql": "đóng tiền điện'; DROP TABLE inbox; --",
    "format": "{operator} %s ${HOME} {{7*7}} đóng tiền điện",
    "full-width": "ＤＯＮＧ　ＴＩＥＮ　ＤＩＥＮ",
    "right to left": "\u202eđóng tiền điện\u202c",
    "foreign": "電気代はどこで払えますか",
    "digits": "0" * 500,
}


@pytest.fixture(scope="module")
def file_answers(shared: Shell) -> Result:
    """What `ask` made of one file with a byte order mark, broken lines and every strange text."""
    lines = [
        json.dumps({"id": 1, "text": QUESTION, "now": "2026-11-22T08:00:00+07:00"}),  # line 1
        '{"id": 2, "text": ',
        json.dumps({"id": 3, "question": "no text"}) + "\r",
        "",
        "[1, 2]",  # line 5
        json.dumps({"id": ["any", {"thing": None}], "text": "mất phí không", "context": ["đóng tiền nước ở đâu"]}),
        json.dumps({"id": 7, "text": "x", "now": "yesterday"}),
        *(
            json.dumps({"id": name, "text": text}, ensure_ascii=name == "control") + "\r"
            for name, text in STRANGE.items()
        ),
        '{"text": "vay tiền ở đâu"}',
    ]
    path = shared.data.parent / "questions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode() + b'\n{"text": "kh\xc3\xb4ng ph\xff"}')
    return shared.process("ask", str(path))


def test_a_broken_line_is_named_by_number_and_the_rest_goes_on(file_answers: Result) -> None:
    assert file_answers.status == 1
    errors = file_answers.err.splitlines()
    assert [line.partition(":")[0] for line in errors] == ["line 2", "line 3", "line 5", "line 7"]
    ids = [answer["id"] for answer in file_answers.answers]
    assert ids == [1, ["any", {"thing": None}], *STRANGE, None, None]


def test_every_answer_has_exactly_the_keys_and_types_of_the_contract(file_answers: Result) -> None:
    types = {
        "id": object, "text": str, "kind": str, "act": str, "theme": str | None, "article": str | None,
        "article_version": str | None, "model_version": str, "confidence": float | int, "band": str,
        "alternatives": list, "answers": list, "reply": str, "buttons": list, "ms": float | int,
    }  # fmt: skip
    part = {key: types[key] for key in list(types)[2:10]} | {"reply": str}
    alternative = {"article": str, "theme": str, "title": str, "confidence": float | int}
    button = {"label": str, "payload": str}

    def check(value: dict[str, Any], expected: dict[str, Any]) -> None:
        assert list(value) == list(expected)
        for key, kind in expected.items():
            assert isinstance(value[key], kind), key

    kinds = set()
    for answer in file_answers.answers:
        check(answer, types)
        for held, expected in (("alternatives", alternative), ("answers", part), ("buttons", button)):
            for value in answer[held]:
                check(value, expected)
        assert 0 <= answer["confidence"] <= 1
        assert answer["band"] in ("answer", "choices", "fallback")
        assert answer["reply"].strip()
        assert (answer["article"] is None) == (answer["article_version"] is None)
        assert "<script>" not in answer["reply"]
        kinds.add(answer["kind"])
    assert kinds <= {"answer", "choices", "fallback", "smalltalk", "human", "fraud_report", "emergency", "distress"}
    assert {"answer", "fallback"} <= kinds


def test_the_text_comes_back_as_it_was_sent(file_answers: Result) -> None:
    by_id = {str(answer["id"]): answer for answer in file_answers.answers}
    assert all(by_id[name]["text"] == text for name, text in STRANGE.items())
    assert file_answers.answers[-1]["text"].startswith("không ph")


def test_a_decomposed_text_means_what_the_composed_one_means(file_answers: Result) -> None:
    composed, decomposed = (
        next(answer for answer in file_answers.answers if answer["id"] == wanted) for wanted in (1, "decomposed")
    )
    assert decomposed["article"] == composed["article"]
    assert decomposed["confidence"] == composed["confidence"]


def test_a_context_is_used(file_answers: Result) -> None:
    assert file_answers.answers[1]["theme"] == "water"


def test_one_question_is_answered_in_words(shared: Shell, brain: Brain) -> None:
    result = shared.process("ask", QUESTION)
    expected = Batch(Brain(brain.model, operator="")).ask(BatchQuestion(None, QUESTION, (), None))
    assert (result.status, result.err) == (0, "")
    assert result.out.rstrip("\n") == expected["reply"]


def test_a_dash_means_standard_input_and_output(shared: Shell) -> None:
    lines = f'{{"id": 1, "text": "{QUESTION}"}}\r\nbroken\r\n{{"id": 3, "text": "chào"}}'
    result = shared.process("ask", "-", "--output", "-", stdin=lines.encode())
    assert result.status == 1
    assert [answer["id"] for answer in result.answers] == [1, 3]
    assert result.err.startswith("line 2")


def test_a_byte_order_mark_on_standard_input_is_no_broken_line(shared: Shell) -> None:
    result = shared("ask", "-", stdin=b'\xef\xbb\xbf{"id": 1, "text": "ch\xc3\xa0o"}\n')
    assert [answer["id"] for answer in result.answers] == [1], result.err
    assert result.status == 0


def test_answers_go_into_a_file(shared: Shell, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps({"id": "a", "text": QUESTION}), encoding="utf-8")
    result = shared("ask", str(tmp_path / "q.jsonl"), "--output", str(tmp_path / "a.jsonl"))
    assert (result.status, result.out, result.err) == (0, "", "")
    answer = json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8"))
    assert (answer["id"], answer["kind"]) == ("a", "answer")


def test_half_a_surrogate_pair_does_not_stop_the_file(shared: Shell, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"id": 1, "text": "\ud83d đóng tiền điện"}) + '\n{"id": 2, "text": "chào"}\n')
    result = shared("ask", str(path))
    assert result.answers[-1]["id"] == 2


def test_a_missing_file_is_named(shared: Shell) -> None:
    for verb in ("ask", "replay"):
        one_line(shared(verb, "nowhere.jsonl"), "nowhere.jsonl")


def test_an_output_that_cannot_be_written_is_named(shared: Shell, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"text": "chào"}')
    one_line(shared("ask", str(tmp_path / "q.jsonl"), "--output", str(tmp_path / "no" / "a.jsonl")), "a.jsonl")


# -- replay and evaluate -------------------------------------------------------------------------------------


def test_conversations_are_replayed(shared: Shell) -> None:
    dialogue = {"id": "d", "turns": [{"user": "chào"}, {"user": "đóng tiền nước ở đâu"}, {"user": "mất phí không"}]}
    lines = [json.dumps(dialogue), '{"id": "e", "turns": "none"}', '{"id": "f", "turns": []}']
    result = shared("replay", "-", stdin="\n".join(lines).encode())
    assert result.status == 1
    assert result.err.startswith("line 2")
    first, last = result.answers
    assert list(first) == ["id", "turns"]
    assert last == {"id": "f", "turns": []}
    assert [turn["user"] for turn in first["turns"]] == [turn["user"] for turn in dialogue["turns"]]
    assert [(turn["kind"], turn["theme"]) for turn in first["turns"]][1:] == [("answer", "water")] * 2
    assert all(turn["reply"].strip() for turn in first["turns"])


LABELLED = [
    {"text": QUESTION, "theme": "electricity", "style": ["plain"]},
    {"text": "dong tien nuoc o dau", "theme": "water", "style": ["nodiacritic", "short"]},
    {"text": "giá vàng hôm nay bao nhiêu một chỉ", "theme": "out_of_scope"},
]


def test_an_evaluation_prints_the_promises_figures(shared: Shell) -> None:
    lines = [*LABELLED, {"text": "no label"}]
    result = replace(shared, columns=200)("evaluate", "-", stdin="\n".join(map(json.dumps, lines)).encode())
    assert result.status == 1
    assert result.err.startswith("line 4")
    for name in ("electricity", "water", "out_of_scope", "plain", "nodiacritic", "short", "calibration error"):
        assert name in result.out
    (everything,) = (line for line in result.out.splitlines() if "all" in line and "%" in line)
    assert [cell.strip() for cell in everything.strip("│").split("│")][1:3] == ["3", "100.0%"]


def test_the_names_in_an_evaluation_can_be_read_in_a_pipe(shared: Shell) -> None:
    themes = ("fraud_advice", "fraud_report", "einvoice_trader")
    lines = [{"text": QUESTION, "theme": theme, "style": ["nodiacritic"]} for theme in themes]
    result = shared("evaluate", "-", stdin="\n".join(map(json.dumps, lines)).encode())
    assert all(name in result.out for name in (*themes, "nodiacritic"))


def test_an_evaluation_of_nothing_is_no_error(shared: Shell) -> None:
    result = shared("evaluate", "-")
    assert result.status == 0
    assert "–" in result.out


# -- articles ------------------------------------------------------------------------------------------------


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    shutil.copytree(articles_folder() / "water", folder / "water")
    return folder


def test_a_broken_article_is_named_with_its_line(cashless: Shell, articles: Path) -> None:
    path = next(iter(sorted((articles / "water").glob("*.md"))))
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("review_by:"))
    lines[at] = "review_by: next year"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = cashless("knowledge", "check", str(articles))
    assert result.status == 1
    assert any(line.startswith(f"{path}:{at + 1}: ") for line in result.out.splitlines())


def test_a_folder_without_articles_is_refused(cashless: Shell, tmp_path: Path) -> None:
    assert cashless("knowledge", "check", str(tmp_path / "nothing")).status == 1


def test_an_approval_is_written_into_the_article(cashless: Shell, articles: Path) -> None:
    values = ("--name", 'Nguyễn "Thử"', "--agency", "Cơ quan: Thử", "--on", "2026-11-20")
    result = cashless("knowledge", "approve", "water-pay", *values, ARTICLES_DIR=str(articles))
    assert result.status == 0
    text = (articles / "water" / "water-pay.md").read_text(encoding="utf-8")
    assert "state: approved" in text
    assert "2026-11-20" in text


@pytest.mark.parametrize(("article", "on"), [("no-such-article", "2026-11-20"), ("water-pay", "20/11/2026")])
def test_a_wrong_approval_is_refused(cashless: Shell, articles: Path, article: str, on: str) -> None:
    before = (articles / "water" / "water-pay.md").read_bytes()
    values = ("--name", "Nguyễn Thử", "--agency", "Cơ quan Thử", "--on", on)
    result = cashless("knowledge", "approve", article, *values, ARTICLES_DIR=str(articles))
    one_line(result, article if article.startswith("no") else on)
    assert (articles / "water" / "water-pay.md").read_bytes() == before


def test_what_comes_nearest_is_printed_on_request(cashless: Shell, articles: Path) -> None:
    assert "~" not in cashless("knowledge", "check", str(articles)).out
    lines = cashless("knowledge", "check", "--neighbours", "2", str(articles)).out.splitlines()
    assert sum(" ~ water-" in line for line in lines) == 2


def test_what_is_due_is_printed_with_its_owner(cashless: Shell, articles: Path) -> None:
    late, early = (("--on", day, "--within", "0") for day in ("2099-01-01", "2026-11-01"))
    result = cashless("knowledge", "due", *late, ARTICLES_DIR=str(articles))
    count = len(list((articles / "water").glob("*.md")))
    assert (result.status, len(result.out.splitlines())) == (0, count)
    assert cashless("knowledge", "due", *early, ARTICLES_DIR=str(articles)).out == ""
    letters = cashless("knowledge", "due", *late, "--by-owner", ARTICLES_DIR=str(articles), OPERATOR="Tổ Thử").out
    assert letters.startswith("Kính gửi: ")
    assert letters.count("Trân trọng,\nTổ Thử") == letters.count("Kính gửi: ")


def test_leaflets_and_pictures_are_written(cashless: Shell, articles: Path, tmp_path: Path) -> None:
    to = tmp_path / "in" / "ra"
    result = cashless("knowledge", "leaflet", "water-pay", "--to", str(to), ARTICLES_DIR=str(articles))
    assert result.status == 0
    assert (to / "water-pay.pdf").read_bytes().startswith(b"%PDF-")
    assert (to / "water-pay.png").read_bytes().startswith(b"\x89PNG")
    assert len(list(to.iterdir())) == 2


@pytest.mark.parametrize(("values", "named"), [(("no-such",), "no-such"), (("--province", "hue"), "hue")])
def test_a_leaflet_of_nothing_is_refused(
    cashless: Shell, articles: Path, tmp_path: Path, values: tuple[str, ...], named: str
) -> None:
    to = tmp_path / "in"
    one_line(cashless("knowledge", "leaflet", *values, "--to", str(to), ARTICLES_DIR=str(articles)), named)
    assert not to.exists()


# -- the directory and the assistant's own words -------------------------------------------------------------


@pytest.fixture
def plain(tmp_path: Path) -> Shell:
    """A data folder with nothing in it: for commands that need no model."""
    (tmp_path / "data").mkdir()
    return Shell(tmp_path / "data")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the shipped directory."""
    return Path(
        shutil.copytree(directory_folder(), tmp_path / "directory", ignore=shutil.ignore_patterns("*.py*", "__*"))
    )


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_shipped_directory_passes_its_check(plain: Shell) -> None:
    result = plain("directory", "check")
    assert (result.status, result.out) == (0, "")
    assert f"{len(read_directory(directory_folder()).entries)} bodies, 0 problems" in result.err


def test_a_problem_of_the_directory_is_named(plain: Shell, directory: Path) -> None:
    change(directory / "banks.yml", "short: Vietcombank\n", f"short: {'V' * 60}\n")
    result = plain("directory", "check", DIRECTORY_DIR=str(directory))
    assert result.status == 1
    assert [line.partition(":")[0] for line in result.out.splitlines()] == ["vietcombank"]
    assert "1 problems" in result.err


@pytest.mark.parametrize(
    "verb", [("directory", "check"), ("directory", "verify"), ("replies", "check"), ("knowledge", "check")]
)
def test_a_directory_that_cannot_be_read_is_named(plain: Shell, directory: Path, verb: tuple[str, ...]) -> None:
    one_line(plain(*verb, DIRECTORY_DIR=str(directory / "nowhere")), "agencies.yml")
    change(directory / "banks.yml", "kind: bank\n", "kind: shop\n")
    one_line(plain(*verb, DIRECTORY_DIR=str(directory)), "banks.yml", "kind")


def test_broken_yaml_in_the_directory_is_named_with_its_line(plain: Shell, directory: Path) -> None:
    (directory / "hotlines.yml").write_text("- id: police\n  name: a: b\n", encoding="utf-8")
    result = plain("directory", "check", DIRECTORY_DIR=str(directory))
    assert (result.status, result.out) == (1, "")
    assert "hotlines.yml" in result.err
    assert "line 2" in result.err
    assert "Traceback" not in result.err


def test_without_a_body_the_call_sheet_is_printed(plain: Shell) -> None:
    result = plain("directory", "verify")
    assert result.status == 0
    assert len(result.out.splitlines()) == sum(len(body.phones) for body in read_directory(directory_folder()).entries)
    assert "vietcombank\tVietcombank\t1900 545413\t" in result.out
    assert f"0 banks verified; production wants {ENOUGH_BANKS}" in result.err


@pytest.mark.parametrize("wrong", [False, True])
def test_a_call_is_recorded_in_the_directory_that_is_set(plain: Shell, directory: Path, wrong: bool) -> None:
    shipped = (directory_folder() / "banks.yml").read_bytes()
    values = ("--number", "1900558818", "--by", 'Bà "Tư"', "--how", "gọi thử", "--on", "2026-12-01")
    flag = ("--wrong",) if wrong else ()
    result = plain("directory", "verify", "agribank", *values, *flag, DIRECTORY_DIR=str(directory))
    assert (result.status, result.out) == (0, "")
    assert "banks.yml" in result.err
    read_directory.cache_clear()
    (phone,) = read_directory(directory).by_id["agribank"].phones
    called = Checked('Bà "Tư"', date(2026, 12, 1), "gọi thử")
    assert (phone.verified, phone.refuted) == ((None, called) if wrong else (called, None))
    assert phone.is_shown is not wrong
    sheet = plain("directory", "verify", DIRECTORY_DIR=str(directory))
    assert f"{0 if wrong else 1} banks verified" in sheet.err
    assert 'Bà "Tư"' in sheet.out
    assert (directory_folder() / "banks.yml").read_bytes() == shipped


WHO = ("--by", "Bà Tư", "--how", "gọi thử")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("agribank", *WHO), "--number"),
        (("no-such-bank", "--number", "1900558818", *WHO), "no-such-bank"),
        (("agribank", "--number", "1900 558 818", *WHO), "1900 558 818"),
        (("agribank", "--number", "1900558818", "--how", "gọi thử"), "who called"),
        (("agribank", "--number", "1900558818", "--by", "Bà Tư"), "how it was checked"),
        (("agribank", "--number", "1900558818", *WHO, "--on", "1/12/2026"), "--on"),
    ],
)
def test_a_call_that_says_too_little_is_refused(
    plain: Shell, directory: Path, arguments: tuple[str, ...], word: str
) -> None:
    before = contents(directory)
    one_line(plain("directory", "verify", *arguments, DIRECTORY_DIR=str(directory)), word)
    assert contents(directory) == before


def test_the_shipped_wordings_pass_their_check(plain: Shell) -> None:
    result = plain("replies", "check")
    assert (result.status, result.out) == (0, "")
    assert result.err.startswith("0 problems")


def test_who_is_not_in_the_directory_is_missed_in_wordings_and_articles(plain: Shell, directory: Path) -> None:
    change(directory / "utilities.yml", "group: power\n", "group: light\n")
    for verb in ("replies", "knowledge"):
        result = plain(verb, "check", DIRECTORY_DIR=str(directory))
        assert result.status == 1
        assert result.out.strip()
        assert all("{call:power}" in line for line in result.out.splitlines())


# -- the model -----------------------------------------------------------------------------------------------


def test_there_is_no_going_back_without_an_earlier_model(cashless: Shell) -> None:
    one_line(cashless("train", "--back"), "no earlier model")


def test_going_back_holds_the_earlier_model(cashless: Shell, trained: Path) -> None:
    folder = cashless.data / "models"
    (folder / "earlier").symlink_to(trained)
    use_model(folder, "earlier")
    use_model(folder, trained.name)
    assert cashless("train", "--back").status == 0
    back = read_pointer(folder)
    assert back is not None
    assert (back.model, back.held) == ("earlier", True)
    result = cashless("ask", "-", stdin=f'{{"text": "{QUESTION}"}}'.encode())
    assert result.answers[0]["model_version"] == "earlier"
    assert "held" in result.err


def test_a_missing_model_folder_is_named(cashless: Shell, trained: Path) -> None:
    (cashless.data / "models" / trained.name).unlink()
    one_line(cashless.process("ask", QUESTION), trained.name, "cashless train")


@pytest.mark.parametrize("part", ["articles.json", "phrasings.safetensors", "calibration.json"])
def test_a_damaged_model_is_named(cashless: Shell, trained: Path, part: str) -> None:
    folder = cashless.data / "models" / trained.name
    folder.unlink()
    shutil.copytree(trained, folder)
    (folder / part).write_bytes((folder / part).read_bytes()[:50])
    result = cashless("ask", QUESTION)
    assert result.status == 1
    assert trained.name in result.err
    assert "cashless train" in result.err


def test_a_damaged_pointer_to_the_model_is_named(cashless: Shell) -> None:
    (cashless.data / "models" / "current.json").write_text('{"model": ')
    result = cashless("ask", QUESTION)
    assert result.status == 1
    assert "current.json" in result.err
    assert "cashless train" in result.err


# -- settings and databases ----------------------------------------------------------------------------------


def test_a_wrong_setting_is_one_line(shared: Shell) -> None:
    one_line(shared("ask", QUESTION, PORT="none"), "CASHLESS_PORT")


def test_a_port_in_use_is_named(cashless: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = cashless("run", "--port", port)
    assert result.status == 1
    last = result.err.splitlines()[-1]
    assert "CASHLESS_PORT" in last
    assert port in last


def test_a_database_that_is_a_folder_is_named(cashless: Shell, tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    for verb in ("migrate", "run"):
        result = cashless(verb, DATABASE_URL=f"sqlite:///{tmp_path / 'folder.db'}", MASTER_KEY=KEY)
        one_line(result, "folder.db")


def test_a_database_that_is_something_else_is_named_and_left_alone(cashless: Shell, tmp_path: Path) -> None:
    path = tmp_path / "garbage.db"
    path.write_bytes(b"not a database, but somebody's only copy of something" * 100)
    before = path.read_bytes()
    settings = {"DATABASE_URL": f"sqlite:///{path}", "MASTER_KEY": KEY}
    one_line(cashless("migrate", **settings), "garbage.db")
    one_line(cashless.process("run", **settings), "garbage.db")
    assert path.read_bytes() == before


def test_a_server_that_is_not_there_is_named_without_its_password(cashless: Shell) -> None:
    line = one_line(cashless("migrate", DATABASE_URL="postgresql://u:bi-mat-lam@127.0.0.1:1/d"), "127.0.0.1")
    assert "bi-mat-lam" not in line


@pytest.mark.parametrize("url", ["mysql://u:bi-mat-lam@h/d", "bi-mat-lam"])
def test_a_database_of_an_unknown_kind_is_refused(cashless: Shell, url: str) -> None:
    assert "bi-mat-lam" not in one_line(cashless("migrate", DATABASE_URL=url), "CASHLESS_DATABASE_URL")


def test_a_data_folder_that_is_a_file_is_named(cashless: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    one_line(cashless("migrate", DATA_DIR=str(tmp_path / "file")), "CASHLESS_DATA_DIR")


def test_migrating_the_embedded_database_may_be_repeated(cashless: Shell) -> None:
    first, second = cashless("migrate"), cashless("migrate")
    assert (first.status, second.status) == (0, 0)
    assert first.err == second.err
    assert (cashless.data / "cashless.db").is_file()


@pytest.mark.parametrize("verb", ["web", "worker"])
def test_only_run_makes_a_key(cashless: Shell, verb: str) -> None:
    one_line(cashless(verb), "CASHLESS_MASTER_KEY")
    assert not (cashless.data / "master.key").exists()


@pytest.fixture
def empty_postgres() -> Iterator[str]:
    """The URL of a PostgreSQL database without any table."""
    name = f"cashless_empty_{uuid4().hex[:12]}"
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
    except psycopg.OperationalError as error:
        skip_or_fail(f"no PostgreSQL at {POSTGRES}: {error}")
    yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_server_without_this_versions_tables_waits_for_migrate(cashless: Shell, empty_postgres: str) -> None:
    settings = {"DATABASE_URL": empty_postgres, "MASTER_KEY": KEY}
    one_line(cashless("worker", **settings), "cashless migrate")
    assert cashless("migrate", **settings).status == 0
    with serving(cashless, "worker", **settings) as started:
        assert "ready" in started.said.lower()


# -- privacy -------------------------------------------------------------------------------------------------


def test_privacy_says_what_the_settings_say(shared: Shell) -> None:
    settings = {"IDLE_MINUTES": "17", "THEME_DAYS": "45", "OPERATOR": "Sở Thử nghiệm"}
    result = shared("ask", "/privacy", **settings)
    assert result.status == 0
    assert re.findall(r"\d+", result.out) == ["17", str(EVENT_KEYS_KEPT.days), "45"]
    assert "Sở Thử nghiệm" in result.out


@pytest.fixture
def forgotten(cashless: Shell, brain: Brain) -> str:
    """The receipt of somebody who asked something and was forgotten, in the shell's own database."""
    assert cashless("migrate").status == 0
    database, keys = Database(f"sqlite:///{cashless.data / 'cashless.db'}"), Keyring(decode_key(KEY))
    desk = Desk(database, keys, brain, tombstones=cashless.data / "tombstones")
    with database.write() as session:
        row = start_conversation(session, keys, channel="web", address="token", state=DialogueState(), now=desk.clock())
    replies = []
    for text in (QUESTION, "/forget"):
        assert accept_message(desk, row, channel="web", event_key=uuid4().hex, message=inbound(text))
        handled = take_turn(desk)
        assert handled is not None
        assert handled.decision is not None
        replies.append(handled.decision.replies[-1].text)
        if text == QUESTION:
            shutil.copy(cashless.data / "cashless.db", cashless.data / "backup.db")
            for end in ("-wal", "-shm"):
                shutil.copy(cashless.data / f"cashless.db{end}", cashless.data / f"backup.db{end}")
    database.dispose()
    (receipt,) = re.findall(r"XOA-\w{4}-\w{4}", replies[-1])
    return str(receipt)


def test_a_receipt_is_answered_with_nothing_left(cashless: Shell, forgotten: str) -> None:
    for arguments in ((forgotten,), ()):
        result = cashless("forgotten", *arguments, MASTER_KEY=KEY)
        assert (result.status, result.err) == (0, "")
        receipt, at, left = result.out.strip().split("\t")
        assert (receipt, left) == (forgotten, "0 left")
        assert datetime.fromisoformat(at).utcoffset() == timedelta(0)


def test_a_restored_backup_is_cleaned_before_a_receipt_is_answered(cashless: Shell, forgotten: str) -> None:
    for end in ("", "-wal", "-shm"):
        (cashless.data / f"cashless.db{end}").unlink(missing_ok=True)
        (cashless.data / f"backup.db{end}").rename(cashless.data / f"cashless.db{end}")
    result = cashless("forgotten", forgotten, MASTER_KEY=KEY)
    assert result.status == 0
    assert result.out.endswith("\t0 left\n")
    assert "backup" in result.err
    assert cashless("forgotten", forgotten, MASTER_KEY=KEY).err == "", "the second time there is nothing to erase"


def test_an_unknown_receipt_is_refused(cashless: Shell, forgotten: str) -> None:
    one_line(cashless("forgotten", "XOA-AAAA-AAAA", MASTER_KEY=KEY), "tombstones")
    assert forgotten != "XOA-AAAA-AAAA"


def test_without_any_receipt_there_is_nothing_to_show(cashless: Shell) -> None:
    one_line(cashless("forgotten", MASTER_KEY=KEY), str(cashless.data / "tombstones"))


@pytest.mark.parametrize("verb", ["forgotten", "worker", "run"])
def test_a_broken_tombstone_stops_every_process_and_is_named(cashless: Shell, forgotten: str, verb: str) -> None:
    path = cashless.data / "tombstones" / f"{forgotten}.json"
    path.write_text("{")
    result = cashless(verb, MASTER_KEY=KEY)
    assert (result.status, result.out) == (1, "")
    assert str(path) in result.err.splitlines()[-1]


def test_tombstones_may_lie_somewhere_else(cashless: Shell, forgotten: str, tmp_path: Path) -> None:
    (cashless.data / "tombstones").rename(tmp_path / "elsewhere")
    one_line(cashless("forgotten", forgotten, MASTER_KEY=KEY), "tombstones")
    result = cashless("forgotten", forgotten, MASTER_KEY=KEY, TOMBSTONES_DIR=str(tmp_path / "elsewhere"))
    assert result.out.startswith(forgotten)


# -- running -------------------------------------------------------------------------------------------------


class Started:
    """A command that goes on until it is told to end."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said = ""

    def __enter__(self) -> Started:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line
            if "eady" in line:
                return self
        self.process.wait(timeout=10)
        raise AssertionError(f"it did not start: {self.said}")

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(timeout=10)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def end(self, number: signal.Signals) -> int:
        """Send the signal, hear the command out and return its exit status."""
        self.process.send_signal(number)
        assert self.process.stderr is not None
        self.said += self.process.stderr.read()
        return self.process.wait(timeout=30)


def serving(shell: Shell, *arguments: str, **values: str) -> Started:
    process = subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=shell.data.parent,
        env=shell.environment(**values),
    )
    return Started(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_run_starts_everything_on_embedded_defaults_and_ends_on_a_signal(cashless: Shell) -> None:
    port = free_port()
    key_file = cashless.data / "master.key"
    with (
        serving(cashless, "run", "--port", str(port)) as started,
        httpx.Client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        assert str(key_file) in started.said
        assert key_file.read_text().strip() not in started.said
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
        assert "server" not in client.get("/healthz").headers
        session = client.post("/api/v1/sessions").json()
        headers = {"Authorization": f"Bearer {session['token']}"}
        body = {"event_key": str(uuid4()), "text": QUESTION}
        assert client.post("/api/v1/messages", json=body, headers=headers).status_code == 202
        replies = client.get("/api/v1/replies", params={"after": 1, "wait": 20}, headers=headers, timeout=30)
        assert [reply["theme"] for reply in replies.json()["replies"]] == ["electricity"]
        assert started.end(signal.SIGTERM) in (0, -signal.SIGTERM)


def test_ending_while_a_page_waits_for_a_reply_is_no_error(cashless: Shell) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/api/v1"
    with serving(cashless, "run", "--port", str(port)) as started:
        headers = {"Authorization": f"Bearer {httpx.post(f'{url}/sessions').json()['token']}"}

        def wait_for_a_reply() -> None:
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(f"{url}/replies", params={"after": 1, "wait": 25}, headers=headers, timeout=30)

        page = threading.Thread(target=wait_for_a_reply)
        page.start()
        for _ in range(3):  # by then the poll is under way
            assert httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
        assert started.end(signal.SIGTERM) in (0, -signal.SIGTERM)
        page.join(timeout=30)
    assert " ERROR " not in started.said
    assert "Traceback" not in started.said


def test_the_terminal_chat_ends_with_its_input(shared: Shell) -> None:
    result = replace(shared, columns=200)(
        "chat", stdin=f"{QUESTION}\n1\n/thoat\nnot read any more\n".encode(), OPERATOR="Sở Thử nghiệm"
    )
    assert result.status == 0
    assert "Sở Thử nghiệm" in result.out
    assert shared("chat").status == 0


# -- the rest ------------------------------------------------------------------------------------------------


def test_help_lists_every_command(shared: Shell) -> None:
    result = shared("--help")
    assert result.status == 0
    assert all(f" {name} " in result.out for name in COMMANDS)


def test_an_unknown_command_is_refused(shared: Shell) -> None:
    assert shared("askk", QUESTION).status == 2


def test_a_printed_key_is_one_that_the_settings_take(shared: Shell) -> None:
    first, second = (shared("key").out.strip() for _ in range(2))
    assert len(decode_key(first)) == 32
    assert first != second
