"""The assistant's own words: what an editor may get wrong is found, and what the code says is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.dialogue import wording
from actions.dialogue.lint import MAX_FIRST_AID, MAX_LABEL, MAX_REPLY, VALUES, check_replies
from actions.dialogue.lists import address_of, lost_things
from knowledge.article import PROVINCES, articles_folder, read_articles
from knowledge.directory.entries import Directory, directory_folder, read_directory
from knowledge.placeholders import ADDRESS, called, fill, is_address, names
from tests.conftest import ROOT

Replies = dict[str, Any]


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_directory(directory_folder())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped wordings, to break."""
    return Path(shutil.copytree(wording.replies_folder(), tmp_path / "replies"))


def read(name: str, folder: Path | None = None) -> Replies:
    path = (folder or wording.replies_folder()) / f"{name}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def change(folder: Path, name: str, key: str, text: object) -> None:
    content = read(name, folder)
    assert key in content
    content[key] = text
    (folder / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


GENERAL = read("general")

# -- checking ------------------------------------------------------------------------------------------------


def test_the_shipped_wordings_have_no_problem(directory: Directory) -> None:
    assert check_replies(directory) == []


def test_a_copy_of_the_shipped_wordings_has_none_either(directory: Directory, folder: Path) -> None:
    assert check_replies(directory, folder) == []


# what is wrong: (file, key, the text that is wrong, a word of the problem)
FAULTS: dict[str, tuple[str, str, object, str]] = {
    "first aid is too long": ("emergency", "emergency_money_sent", "a" * (MAX_FIRST_AID + 1), f"{MAX_FIRST_AID + 1}"),
    "comfort is too long": ("emergency", "distress", "a" * (MAX_FIRST_AID + 1), f"{MAX_FIRST_AID}"),
    "a reply is too long": ("general", "thanks", "a" * (MAX_REPLY + 1), f"{MAX_REPLY + 1}"),
    "a topic's reply is too long": ("out_of_scope", "loan", "a" * (MAX_REPLY + 1), f"{MAX_REPLY + 1}"),
    "a button is too long": ("general", "next_step", "a" * (MAX_LABEL + 1), f"{MAX_LABEL + 1}"),
    "a value is missing": ("general", "human_operator", "Người trực: {phone}.", "{operator} is missing"),
    "another value is missing": ("general", "forgotten", "Đã xóa lúc {time}: {count} dòng.", "{receipt} is missing"),
    "a value is not known": ("general", "thanks", "Chào {name}.", "{name} is filled by nobody"),
    "a value belongs elsewhere": ("general", "stop", "Gọi {phone}.", "{phone} is filled by nobody"),
    "first aid has no values": ("emergency", "fraud_report", "Gọi {phone}.", "{phone} is filled by nobody"),
    "the address is misspelt": ("general", "thanks", "Chào {anh chị}.", "{anh chị} is filled by nobody"),
    "who is called is not known": ("out_of_scope", "power_service", "Gọi {call:evn}.", "{call:evn}"),
    "a forbidden wording": ("general", "goodbye", "Chào Quý Khách.", "quý khách"),
    "a promise that nobody keeps": ("emergency", "fraud_report", "Tiền chắc chắn sẽ lấy lại được.", "chắc chắn"),
    "a person is promised": ("general", "stop", "Đang chuyển máy, xin chờ.", "đang chuyển máy"),
    "the address is written out": ("general", "goodbye", "Chào anh/chị.", "{anh/chị}"),
    "an empty text": ("general", "goodbye", "", "empty"),
    "blanks": ("emergency", "distress", " \n", "empty"),
    "nothing at all": ("general", "goodbye", None, "empty"),
    "shouting": ("emergency", "emergency_again", "Gọi ngân hàng NGAY!!", "shouts"),
    "asking loudly": ("general", "menu", "Cần gì ạ??", "shouts"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_named(directory: Directory, folder: Path, fault: str) -> None:
    name, key, text, word = FAULTS[fault]
    change(folder, name, key, text)
    (problem,) = check_replies(directory, folder)
    assert problem.startswith(f"{name}.yml: {key}: ")
    assert word in problem


@pytest.mark.parametrize(
    ("label", "word"), [("M" * (MAX_LABEL + 1), f"{MAX_LABEL + 1}"), ("", "empty"), ("Hỏi chatbot", "chatbot")]
)
def test_the_menus_labels_are_checked_too(directory: Directory, folder: Path, label: str, word: str) -> None:
    menu = read("menu", folder)
    menu[1]["label"] = label
    (folder / "menu.yml").write_text(yaml.safe_dump(menu, allow_unicode=True), encoding="utf-8")
    (problem,) = check_replies(directory, folder)
    assert problem.startswith(f"menu.yml: {menu[1]['key']}: ")
    assert word in problem


def test_all_faults_are_told_at_once(directory: Directory, folder: Path) -> None:
    change(folder, "general", "thanks", "")
    change(folder, "general", "stop", "Chào quý khách!!")
    change(folder, "emergency", "distress", "Gọi {call:nobody}.")
    assert len(check_replies(directory, folder)) == 4


def test_texts_as_long_as_may_be_are_no_fault(directory: Directory, folder: Path) -> None:
    change(folder, "emergency", "emergency_money_sent", "a" * MAX_FIRST_AID)
    change(folder, "general", "thanks", "a" * MAX_REPLY)
    change(folder, "general", "next_step", "a" * MAX_LABEL)
    assert check_replies(directory, folder) == []


# -- saying --------------------------------------------------------------------------------------------------


def values_of(key: str) -> dict[str, str]:
    return {name: f"⟨{name}⟩" for name in VALUES.get(key, ())}


@pytest.mark.parametrize("key", GENERAL)
def test_every_wording_can_be_said(key: str) -> None:
    said = wording.say(key, **values_of(key))
    assert said == said.strip() != ""
    assert all(value in said for value in values_of(key).values())
    assert all(is_address(name) or name.startswith("call:") for name in names(said))


@pytest.mark.parametrize(("key", "missing"), [(key, name) for key, named in VALUES.items() for name in named])
def test_a_missing_value_is_an_error(key: str, missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        wording.say(key, **{name: value for name, value in values_of(key).items() if name != missing})


def test_a_wording_that_does_not_exist_is_an_error() -> None:
    for say in (wording.say, wording.first_aid, wording.elsewhere):
        with pytest.raises(KeyError):
            say("no such wording")


def test_values_are_said_as_they_are_and_others_passed_over() -> None:
    said = wording.say("human_operator", operator="Sở {phone} \\1", phone="0255 {operator}", other="x")
    assert "Sở {phone} \\1" in said
    assert "0255 {operator}" in said
    assert wording.say("thanks", operator="Sở Thử nghiệm") == wording.say("thanks")


@pytest.mark.parametrize("address", [None, "bác", "bà"])
def test_a_text_that_calls_nobody_is_addressed(address: str | None) -> None:
    said = wording.addressed("{Anh/chị} gọi, {anh/chị} nhé {operator}", address)
    assert said == f"{(address or ADDRESS).capitalize()} gọi, {address or ADDRESS} nhé {{operator}}"
    with pytest.raises(KeyError, match="call:power"):
        wording.addressed("Gọi {call:power}", address)


def test_what_is_said_without_a_directory_calls_nobody() -> None:
    for key in ("greeting", "failed", "forgotten"):
        assert list(called(GENERAL[key])) == []
        assert wording.addressed(wording.say(key, **values_of(key)))


@pytest.mark.parametrize("name", ["general", "emergency", "out_of_scope"])
def test_every_wording_reads_without_a_brace_once_it_is_filled(directory: Directory, name: str) -> None:
    for key, text in read(name).items():
        raw = wording.say(key, **values_of(key)) if name == "general" else text
        for province in (None, *PROVINCES):
            read_text = fill(raw, address="bác", call=lambda to, p=province: directory.call(to, p))
            assert not re.search(r"[{}]", read_text), key
            assert len(read_text) <= MAX_REPLY, key


# -- what the code and the files know of each other ----------------------------------------------------------


@pytest.fixture(scope="module")
def sources() -> str:
    """The code that says something; the check alone says nothing."""
    paths = [path for path in (ROOT / "actions").rglob("*.py") if path.name != "lint.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("key", GENERAL)
def test_every_wording_is_said_somewhere(sources: str, key: str) -> None:
    assert re.search(rf"[\"']{key}[\"']", sources)


@pytest.mark.parametrize("key", read("emergency"))
def test_every_first_aid_is_given_somewhere(sources: str, key: str) -> None:
    by_the_engine = yaml.safe_load((ROOT / "nlu" / "data" / "safety.yml").read_text(encoding="utf-8"))["nlu"]
    assert key in {entry["intent"] for entry in by_the_engine} or re.search(rf"[\"']{key}[\"']", sources)


def test_every_wording_with_values_exists() -> None:
    assert set(VALUES) <= set(GENERAL)


@pytest.fixture(scope="module")
def articles() -> set[str]:
    return {article.id for article in read_articles(articles_folder())}


def test_every_article_of_the_menu_exists_and_is_there_once(articles: set[str]) -> None:
    ids = [article for entry in wording.menu() for article in entry.articles]
    assert ids
    assert set(ids) <= articles
    assert len(set(ids)) == len(ids)


def test_every_article_on_what_was_lost_exists(articles: set[str]) -> None:
    assert {thing.article for thing in lost_things()} <= articles
    assert [thing for thing in lost_things() if not thing.words] == [lost_things()[-1]]


# -- address -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calls_self", "calls_us", "address"),
    [
        *((elder, None, elder) for elder in ("anh", "chị", "cô", "chú", "bác", "bà", "ông", "cụ", "dì", "o")),
        *((younger, None, "bạn") for younger in ("em", "con", "cháu")),
        (None, "con", "bác"),
        (None, "cháu", "bác"),
        ("tôi", "cháu", "bác"),
        ("mình", "con", "bác"),
        ("bà", "cháu", "bà"),
        ("ông", "con", "ông"),
        ("chị", "em", "chị"),
        ("em", "anh", "bạn"),
        ("cháu", "anh", "bạn"),
        (None, None, None),
        ("tôi", None, None),
        ("tui", "em", None),
        (None, "anh", None),
        (None, "bạn", None),
        ("", "", None),
        ("no such word", "nor this", None),
    ],
)
def test_people_are_addressed_as_they_speak(calls_self: str | None, calls_us: str | None, address: str | None) -> None:
    assert address_of(calls_self, calls_us) == address
