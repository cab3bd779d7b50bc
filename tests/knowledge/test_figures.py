"""Where an article's numbers come from, and which terms stand alone."""

from __future__ import annotations

import pytest

from knowledge.article import articles_folder, read_article, read_articles
from knowledge.directory.entries import Directory, directory_folder, read_directory
from knowledge.figures import untraced_figures
from knowledge.forbidden import bare_jargon
from tests.knowledge.conftest import Shelf

SOURCE = "    url: https://thu.example.vn/trang\n"


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_directory(directory_folder())


def untraced(shelf: Shelf, directory: Directory, answer: str, *changes: tuple[str, str]) -> list[str]:
    path = shelf.put("wallet-thu", ("Câu trả lời ngắn.", answer), *changes)
    return [figure for figure, _ in untraced_figures(read_article(path), directory)]


@pytest.mark.parametrize(
    ("answer", "states"),
    [
        ("Mỗi tháng tối đa 300 triệu đồng.", "hạn mức 300 triệu đồng mỗi tháng"),
        ("Từ 1/7/2025, trên 1.000.000 đ.", "từ 1/7/2025 áp dụng cho khoản trên 1.000.000 đ"),
        ("Tăng 0,5 % mỗi năm.", "mức 0,5 %"),
    ],
)
def test_a_number_needs_a_source_that_states_it(shelf: Shelf, directory: Directory, answer: str, states: str) -> None:
    assert untraced(shelf, directory, answer) != []
    stated = (SOURCE, f'{SOURCE}    states:\n      - "{states}"\n')
    assert untraced(shelf, directory, answer, stated) == []


def test_a_part_of_a_number_is_another_number(shelf: Shelf, directory: Directory) -> None:
    stated = (SOURCE, f'{SOURCE}    states: ["hạn mức 1300 triệu, 30 lần, 3.000 đ"]\n')
    assert untraced(shelf, directory, "Tối đa 300 triệu, 3 lần.", stated) == ["300", "3"]


def test_numbers_and_dates_of_sources_count(shelf: Shelf, directory: Directory) -> None:
    changes = (("number: null", "number: 41/2025/TT-NHNN"), ('date: "2025-12"', 'date: "2025-11-05"'))
    assert untraced(shelf, directory, "Thông tư 41/2025, ngày 5/11/2025, từ tháng 11/2025.", *changes) == []
    assert untraced(shelf, directory, "Thông tư 41/2026, ngày 6/11/2025.", *changes) == ["41/2026", "6/11/2025"]


def test_numbers_of_the_directory_need_no_source(shelf: Shelf, directory: Directory) -> None:
    assert untraced(shelf, directory, "Gọi 113.") == []


def test_the_authors_own_figures_are_declared(shelf: Shelf, directory: Directory) -> None:
    own = ("valid_from: null", 'valid_from: null\nown_figures: ["1.000 đ"]')
    assert untraced(shelf, directory, "Thử bằng 1.000 đ.", own) == []
    assert untraced(shelf, directory, "Thử bằng 2.000 đ.", own) == ["2.000"]


def test_every_number_of_the_shipped_articles_stands_in_a_source(directory: Directory) -> None:
    found = [(a.id, figure) for a in read_articles(articles_folder()) for figure, _ in untraced_figures(a, directory)]
    assert found == []


def test_a_term_needs_plain_words_where_it_comes_first() -> None:
    plain = "Nhờ ngân hàng tìm xem tiền đi đâu (tra soát)."
    assert list(bare_jargon([plain, "Xin số hồ sơ tra soát."])) == []
    assert [text for text, _ in bare_jargon(["Xin tra soát.", plain])] == ["Xin tra soát."]
    assert list(bare_jargon(["Mang căn cước ra quầy."])) == []
