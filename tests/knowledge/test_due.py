"""Which articles are due, and the letters to their owners."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.article import read_article, read_articles
from knowledge.directory.entries import directory_folder, read_directory
from knowledge.due import due_articles, review_requests
from tests.knowledge.conftest import Shelf

REVIEW = date(2027, 5, 22)  # of the shelf's articles


@pytest.mark.parametrize(
    ("today", "within", "due"),
    [(date(2027, 5, 21), 0, False), (REVIEW, 0, True), (date(2027, 4, 22), 30, True), (date(2027, 4, 21), 30, False)],
)
def test_an_article_is_due_by_its_review_day(shelf: Shelf, today: date, within: int, due: bool) -> None:
    article = read_article(shelf.put())
    assert bool(due_articles([article], today, within)) == due


def test_the_end_of_validity_comes_first(shelf: Shelf) -> None:
    article = read_article(shelf.put("wallet-thu", ("valid_until: null", "valid_until: 2026-12-31")))
    [before] = due_articles([article], date(2026, 12, 31), 0)
    [after] = due_articles([article], date(2027, 1, 1), 0)
    assert (before.by, before.expired, after.expired) == (date(2026, 12, 31), False, True)
    assert article.is_given_on(date(2026, 12, 31))
    assert not article.is_given_on(date(2027, 1, 1))


def test_each_owner_gets_one_letter_about_its_own_articles(shelf: Shelf) -> None:
    shelf.put("wallet-mot", ("Câu trả lời ngắn.", "{Anh/chị} gọi {call:vietcombank}."))
    shelf.put("wallet-hai")
    shelf.put("wallet-ba", ("owner: Sở Thử nghiệm", "owner: Ngân hàng Thử"))
    due = due_articles(read_articles(shelf.folder), REVIEW, 0)
    letters = list(review_requests(due, read_directory(directory_folder()), operator="Tổ vận hành"))
    assert [letter.splitlines()[0] for letter in letters] == ["Kính gửi: Ngân hàng Thử", "Kính gửi: Sở Thử nghiệm"]
    assert [("wallet-ba" in x, "wallet-mot" in x, "wallet-hai" in x) for x in letters] == [
        (True, False, False),
        (False, True, True),
    ]
    assert "Anh/chị gọi Vietcombank 1900 545413." in letters[1]
    assert "22/05/2027" in letters[1]
    assert all(letter.endswith("Trân trọng,\nTổ vận hành\n") for letter in letters)
