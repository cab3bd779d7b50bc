"""Which need each article meets."""

from __future__ import annotations

import pytest

from knowledge.article import articles_folder, read_articles
from knowledge.coverage import Need, check_coverage, coverage_markdown, needs
from tests.knowledge.conftest import Shelf


def test_every_shipped_article_has_its_place_and_the_file_is_fresh() -> None:
    articles, wanted = read_articles(articles_folder()), needs()
    assert list(check_coverage(wanted, articles)) == []
    written = (articles_folder().parent / "COVERAGE.md").read_text(encoding="utf-8")
    assert written == coverage_markdown(wanted, articles), "run `cashless knowledge coverage`"


def test_a_place_without_article_and_an_article_without_place_are_named(shelf: Shelf) -> None:
    shelf.put("wallet-mot")
    found = list(check_coverage([Need("Ví", "mở ví", ("wallet-hai",))], read_articles(shelf.folder)))
    assert [line.partition(": ")[2] for line in found] == ["wallet-hai is no article", "no need names wallet-mot"]


def test_a_need_without_article_says_why(shelf: Shelf) -> None:
    shelf.put("wallet-mot")
    wanted = [Need("Ví", "mở ví", ("wallet-mot",)), Need("Ví", "biểu phí", (), "không có nguồn; hỏi ví")]
    text = coverage_markdown(wanted, read_articles(shelf.folder))
    assert "1 of 2 needs met" in text
    assert "| mở ví | [Bài thử wallet-mot](articles/wallet/wallet-mot.md) |" in text
    assert "| biểu phí | none: không có nguồn; hỏi ví |" in text


@pytest.mark.parametrize("state", ["draft", "second read"])
def test_the_state_of_each_article_is_shown(shelf: Shelf, state: str) -> None:
    shelf.put("wallet-mot", ("state: draft", f"state: {state.replace(' ', '_')}"))
    text = coverage_markdown([Need("Ví", "mở ví", ("wallet-mot",))], read_articles(shelf.folder))
    assert f"1 {state}." in text
    assert f"| {state} |" in text
