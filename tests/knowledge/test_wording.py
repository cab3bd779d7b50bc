"""What people read: its placeholders, and the wording that is never used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.forbidden import problems_of_wording
from knowledge.placeholders import ADDRESS, called, fill, is_address, names

NEVER_USE = Path(__file__).resolve().parents[2] / "knowledge" / "never_use.tsv"
ROWS = [
    line.split("\t") for line in NEVER_USE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
]
CONTACTS = {"power": "EVNCPC 19001909", "own-bank": "số in sau thẻ", "braces": "{anh/chị}", "": "không ai"}


def filled(text: str, address: str = "bác") -> str:
    return fill(text, address=address, call=CONTACTS.__getitem__)


# -- placeholders --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("Gọi ngay.", "Gọi ngay."),
        ("{Anh/chị} gọi nhé.", "Bác gọi nhé."),
        ("Mời {anh/chị} gọi.", "Mời bác gọi."),
        ("{Anh/chị} ơi, {anh/chị} gọi {call:power}.", "Bác ơi, bác gọi EVNCPC 19001909."),
        ("{call:power}", "EVNCPC 19001909"),
        ("{call:power}; {call:own-bank}", "EVNCPC 19001909; số in sau thẻ"),
        ("{anh/chị}{anh/chị}", "bácbác"),
        # Of another name, or none at all: left as it stands.
        ("{operator} và {}", "{operator} và {}"),
        ("{ANH/CHỊ} {anh/chị } { call:power}", "{ANH/CHỊ} {anh/chị } { call:power}"),
        ("một { ngoặc", "một { ngoặc"),
        ("một } ngoặc", "một } ngoặc"),
        ("{{anh/chị}}", "{bác}"),
        # What was filled in is not read again.
        ("{call:braces}", "{anh/chị}"),
    ],
)
def test_placeholders_are_filled(text: str, read: str) -> None:
    assert filled(text) == read


@pytest.mark.parametrize(
    ("address", "beginning"),
    [("anh/chị", "Anh/chị"), ("bác", "Bác"), ("bà", "Bà"), ("ông", "Ông"), ("o", "O"), ("", "")],
)
def test_a_sentence_begins_with_a_capital(address: str, beginning: str) -> None:
    assert filled("{Anh/chị} gọi {anh/chị}", address) == f"{beginning} gọi {address}"


def test_who_is_not_known_cannot_be_called() -> None:
    with pytest.raises(KeyError):
        filled("{call:nobody}")


@given(st.text(st.characters(exclude_characters="{}")))
@example("anh/chị call:power")
def test_a_text_without_braces_stays_as_it_is(text: str) -> None:
    assert filled(text) == text
    assert names(text) == list(called(text)) == []


@given(st.text(alphabet="{}ab/ :", max_size=30))
def test_whatever_the_braces_nothing_but_ours_is_filled(text: str) -> None:
    assert fill(text, address="bác", call=lambda key: f"<{key}>") == text
    assert not any(map(is_address, names(text)))


def test_the_names_of_placeholders_come_in_their_order() -> None:
    text = "{Anh/chị} gọi {call:power}, {anh/chị} hoặc {call:tax}: {operator} {}"
    assert names(text) == ["Anh/chị", "call:power", "anh/chị", "call:tax", "operator", ""]
    assert list(called(text)) == ["power", "tax"]
    assert [name for name in names(text) if is_address(name)] == ["Anh/chị", "anh/chị"]


# -- wording that is never used ------------------------------------------------------------------------------


def test_every_row_says_what_to_write_instead_and_why() -> None:
    assert len(ROWS) > 10
    assert all(len(row) == 3 and all(cell.strip() == cell != "" for cell in row) for row in ROWS)
    assert len({never for never, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("never", "use"), [(never, use) for never, use, _ in ROWS])
@pytest.mark.parametrize("case", [str.lower, str.upper, str.capitalize, str.title])
@pytest.mark.parametrize("frame", ["{}", "Dạ, {} nhé.", "“{}”", "({})", "xem:{}!"])
def test_each_forbidden_wording_is_found_in_any_case(never: str, use: str, case, frame: str) -> None:
    text = frame.format(case(never))
    problems = list(problems_of_wording(text))
    assert any(repr(never) in problem and repr(use) in problem for problem in problems)


@pytest.mark.parametrize("use", [use for _, use, _ in ROWS])
def test_what_is_written_instead_is_not_forbidden_itself(use: str) -> None:
    assert list(problems_of_wording(use)) == []


@pytest.mark.parametrize("never", [never for never, _, _ in ROWS])
def test_a_forbidden_wording_inside_another_word_is_no_problem(never: str) -> None:
    assert list(problems_of_wording(f"x{never}x")) == []


@pytest.mark.parametrize(
    "text", ["Mời anh/chị gọi.", "Anh/chị gọi.", "ANH/CHỊ GỌI", "{anh/chị} và anh/chị", "anh/chị}"]
)
def test_the_person_is_never_addressed_but_by_a_placeholder(text: str) -> None:
    (problem,) = problems_of_wording(text)
    assert f"{{{ADDRESS}}}" in problem


@pytest.mark.parametrize("text", ["{}", "gọi { }", "{\t} nhé"])
def test_a_placeholder_without_a_name_is_a_problem(text: str) -> None:
    (problem,) = problems_of_wording(text)
    assert "empty" in problem


@pytest.mark.parametrize(
    "text",
    ["", "Gọi ngân hàng ngay.", "{Anh/chị} gọi {call:power}, {anh/chị} nhé.", "anh chị em", "chatbots", "Robot", "bot"],
)
def test_other_wording_is_no_problem(text: str) -> None:
    assert list(problems_of_wording(text)) == []


@given(st.text())
def test_any_text_can_be_checked(text: str) -> None:
    assert all(problem.strip() for problem in problems_of_wording(text))
