from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.approve import approve
from knowledge.article import Approval, ArticleError, read_article, read_articles
from knowledge.check import check_articles
from knowledge.directory.entries import directory_folder, read_directory

DAY = date(2026, 12, 1)
DRAFT = "approval: {state: draft, name: null, agency: null, on: null}"
ODD = [
    'Bà "Tư" Xoài', "O'Brien", "a: b, c} # d", "[x]", "{y}", "- z", "null", "yes", "5", "2026-01-01", "\\n \\ \\u0041", "*&!|>%@`",
    "Trần Thị Bé 😀", "r\\1 \\g<0>", "dòng\nhai", "\ttab", "N\u0303", "approval: x", "---",
]  # fmt: skip


def test_an_approval_is_written_into_the_article(shelf) -> None:
    path = shelf.put()
    assert approve(shelf.folder, "wallet-thu", name="Bà Tư", agency="Sở Công Thương", on=DAY) == path
    article = read_article(path)
    assert article.approval == Approval("approved", "Bà Tư", "Sở Công Thương", DAY)
    assert check_articles(shelf.folder, read_directory(directory_folder()))[1] == []


def test_an_approved_article_names_the_agency_and_the_others_wait(shelf) -> None:
    shelf.put("wallet-a")
    shelf.put("wallet-b", ("state: draft", "state: second_read"))
    shelf.put()
    approve(shelf.folder, "wallet-thu", name="Bà Tư", agency="Sở Công Thương", on=DAY)
    citations = {article.id: article.citation for article in read_articles(shelf.folder)}
    assert citations["wallet-thu"].endswith("; Sở Công Thương duyệt 01/12/2026")
    assert citations["wallet-a"].endswith("; chờ cơ quan duyệt")
    assert citations["wallet-b"].endswith("; chờ cơ quan duyệt")


def test_nothing_else_in_the_file_changes(shelf) -> None:
    path = shelf.put()
    before = path.read_text(encoding="utf-8").splitlines()
    approve(shelf.folder, "wallet-thu", name="Bà Tư", agency="Sở", on=DAY)
    after = path.read_text(encoding="utf-8").splitlines()
    at = before.index(DRAFT)
    assert after[at].startswith("approval: {state: approved")
    assert before[:at] + before[at + 1 :] == after[:at] + after[at + 1 :]


def test_other_articles_are_left_alone(shelf) -> None:
    other = shelf.put("wallet-a")
    before = other.read_bytes()
    shelf.put()
    approve(shelf.folder, "wallet-thu", name="Bà Tư", agency="Sở", on=DAY)
    assert other.read_bytes() == before


def test_an_approval_over_several_lines_is_replaced_whole(shelf) -> None:
    path = shelf.put("wallet-thu", (DRAFT, "approval:\n  state: draft\n  name: null\n  agency: null\n  on: null"))
    approve(shelf.folder, "wallet-thu", name="Bà Tư", agency="Sở", on=DAY)
    assert read_article(path).approval == Approval("approved", "Bà Tư", "Sở", DAY)
    assert "draft" not in path.read_text(encoding="utf-8")


def test_the_word_approval_in_the_answer_is_no_approval(shelf) -> None:
    path = shelf.put("wallet-thu", ("Câu trả lời ngắn.", "approval: là duyệt."))
    approve(shelf.folder, "wallet-thu", name="Bà Tư", agency="Sở", on=DAY)
    assert read_article(path).answer == "approval: là duyệt."


def test_a_later_approval_takes_the_place_of_an_earlier_one(shelf) -> None:
    path = shelf.put()
    approve(shelf.folder, "wallet-thu", name="Bà Tư", agency="Sở", on=DAY)
    approve(shelf.folder, "wallet-thu", name="Ông Năm", agency="Ngân hàng Nhà nước", on=date(2027, 1, 2))
    assert read_article(path).approval == Approval("approved", "Ông Năm", "Ngân hàng Nhà nước", date(2027, 1, 2))


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_kept_as_given(shelf, name: str) -> None:
    path = shelf.put()
    approve(shelf.folder, "wallet-thu", name=name, agency=f"Sở {name}", on=DAY)
    approval = read_article(path).approval
    assert approval.name == name.strip()
    assert approval.agency == f"Sở {name}".strip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=20))
@example("B\udce0 T\u01b0")  # typed in a terminal that is not UTF-8
@example("Bà\x80Tư")
@example("Bà\x85Tư")
@example("Bà\u2028Tư")
@example("\ufffe")
def test_any_name_is_written_or_refused_and_the_article_stays_whole(shelf, name: str) -> None:
    path = shelf.put()
    before = path.read_bytes()
    try:
        approve(shelf.folder, "wallet-thu", name=name, agency="Sở", on=DAY)
    except ArticleError:
        assert path.read_bytes() == before
    else:
        assert read_article(path).approval.agency == "Sở"


def test_an_unknown_article_is_named(shelf) -> None:
    shelf.put()
    for article_id in ("wallet-none", "", "../wallet/wallet-thu", "wallet-thu.md"):
        with pytest.raises(ArticleError, match="no article") as raised:
            approve(shelf.folder, article_id, name="Bà Tư", agency="Sở", on=DAY)
        assert repr(article_id) in str(raised.value)


@pytest.mark.parametrize(("name", "agency"), [("", "Sở"), ("Bà Tư", ""), (" \t", "Sở"), ("Bà Tư", "\u00a0")])
def test_an_approval_without_a_name_or_an_agency_is_refused(shelf, name: str, agency: str) -> None:
    path = shelf.put()
    before = path.read_bytes()
    with pytest.raises(ArticleError):
        approve(shelf.folder, "wallet-thu", name=name, agency=agency, on=DAY)
    assert path.read_bytes() == before


def test_an_article_that_cannot_be_read_is_not_approved(shelf) -> None:
    path = shelf.put("wallet-thu", ("theme: wallet", "theme: xe-om"))
    before = path.read_bytes()
    with pytest.raises(ArticleError, match="xe-om"):
        approve(shelf.folder, "wallet-thu", name="Bà Tư", agency="Sở", on=DAY)
    assert path.read_bytes() == before


def test_a_missing_folder_has_no_article(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no article"):
        approve(tmp_path / "none", "wallet-thu", name="Bà Tư", agency="Sở", on=DAY)
