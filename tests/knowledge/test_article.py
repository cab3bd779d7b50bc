from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.article import (
    Approval,
    Article,
    ArticleError,
    Section,
    Source,
    article_paths,
    articles_folder,
    day_month_year,
    read_article,
    read_articles,
)

DRAFT = "{state: draft, name: null, agency: null, on: null}"


def test_an_article_is_read_with_all_it_says(shelf) -> None:
    article = read_article(shelf.put())
    assert article.id == "wallet-thu"
    assert article.theme == "wallet"
    assert article.title == "Bài thử wallet-thu"
    assert article.audience == ("citizen",)
    assert article.provinces == ()
    assert len(article.questions) == 10
    assert article.sources == (
        Source("Trang thử nghiệm", "Sở Thử nghiệm", None, "2025-12", None, "https://thu.example.vn/trang"),
    )
    assert article.sources_checked_on == date(2026, 11, 22)
    assert article.review_by == date(2027, 5, 22)
    assert (article.valid_from, article.valid_until) == (None, None)
    assert article.approval == Approval("draft")
    assert article.answer == "Câu trả lời ngắn."
    assert article.sections == (
        Section("Các bước", ordered=True, items=("Bước đầu.", "Bước sau.")),
        Section("Lưu ý", ordered=False, items=("Giữ biên lai.",)),
        Section("Nếu gặp trục trặc", ordered=False, items=("Gọi số in sau thẻ.",)),
    )


def test_sections_may_be_left_out(shelf) -> None:
    path = shelf.put()
    path.write_text(path.read_text(encoding="utf-8").partition("\n## ")[0] + "\n", encoding="utf-8")
    assert read_article(path).sections == ()


def test_an_answer_may_have_paragraphs(shelf) -> None:
    article = read_article(shelf.put("wallet-thu", ("Câu trả lời ngắn.", "Câu một.\nCâu hai.\n\nCâu ba.")))
    assert article.answer == "Câu một.\nCâu hai.\n\nCâu ba."


def test_a_keyword_question_may_be_a_number(shelf) -> None:
    assert "156" in read_article(shelf.put("wallet-thu", ("- câu một của wallet-thu", "- 156"))).questions


def test_the_version_is_that_of_the_text(shelf) -> None:
    path = shelf.put()
    before = read_article(path).version
    assert read_article(path).version == before
    path.write_text(path.read_text(encoding="utf-8").replace("biên lai", "hóa đơn"), encoding="utf-8")
    assert read_article(path).version != before


def test_windows_line_ends_make_no_difference(shelf) -> None:
    path = shelf.put()
    before = read_article(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_article(path) == before


def test_articles_are_read_sorted_by_id(shelf) -> None:
    shelf.put("wallet-b")
    shelf.put("wallet-a")
    shelf.put("wallet-c", theme="account_card")
    assert [article.id for article in read_articles(shelf.folder)] == ["wallet-a", "wallet-b", "wallet-c"]
    assert [path.stem for path in article_paths(shelf.folder)] == ["wallet-c", "wallet-a", "wallet-b"]


def test_only_articles_are_read(shelf) -> None:
    path = shelf.put()
    (shelf.folder / "README.md").write_text("no article", encoding="utf-8")
    (path.parent / "wallet-thu.md.orig").write_text("no article", encoding="utf-8")
    assert len(read_articles(shelf.folder)) == 1


@pytest.mark.parametrize(
    ("approval", "end"),
    [
        (DRAFT, "; chờ cơ quan duyệt"),
        (DRAFT.replace("draft", "second_read"), "; chờ cơ quan duyệt"),
        (
            '{state: approved, name: Bà Tư, agency: "Sở Công Thương", on: 2026-12-01}',
            "; Sở Công Thương duyệt 01/12/2026",
        ),
    ],
)
def test_the_citation_says_who_approved_or_that_it_waits(shelf, approval: str, end: str) -> None:
    citation = read_article(shelf.put("wallet-thu", (DRAFT, approval))).citation
    assert citation.startswith("Theo Trang thử nghiệm, đối chiếu 22/11/2026")
    assert citation.endswith(end)
    assert "Bà Tư" not in citation


def test_every_shipped_article_waits_or_names_its_agency() -> None:
    for article in read_articles(articles_folder()):
        assert article.citation.startswith(f"Theo {article.sources[0].title}, ")
        if article.approval.state == "approved":
            assert str(article.approval.agency) in article.citation
        else:
            assert article.citation.endswith("; chờ cơ quan duyệt")


def valid(shelf, first: str, last: str) -> Article:
    changes = ("valid_from: null", f"valid_from: {first}"), ("valid_until: null", f"valid_until: {last}")
    return read_article(shelf.put("wallet-thu", *changes))


@pytest.mark.parametrize(
    ("first", "last", "day", "given_out"),
    [
        ("null", "null", date(1999, 1, 1), True),
        ("2026-12-01", "null", date(2026, 11, 30), False),
        ("2026-12-01", "null", date(2026, 12, 1), True),
        ("null", "2026-12-31", date(2026, 12, 31), True),
        ("null", "2026-12-31", date(2027, 1, 1), False),
        ("2026-12-01", "2026-12-31", date(2026, 12, 15), True),
    ],
)
def test_an_article_is_given_within_its_validity(shelf, first: str, last: str, day: date, given_out: bool) -> None:
    assert valid(shelf, first, last).is_given_on(day) is given_out


def test_an_unapproved_article_can_be_held_back(shelf) -> None:
    day = date(2026, 12, 24)
    for state in ("draft", "second_read"):
        article = read_article(shelf.put("wallet-thu", ("state: draft", f"state: {state}")))
        assert article.is_given_on(day)
        assert not article.is_given_on(day, require_approved=True)
    approved = read_article(
        shelf.put("wallet-thu", (DRAFT, "{state: approved, name: Bà Tư, agency: Sở, on: 2026-12-01}"))
    )
    assert approved.is_given_on(day, require_approved=True)


def test_dates_are_written_as_vietnamese_readers_write_them() -> None:
    assert day_month_year(date(2026, 1, 9)) == "09/01/2026"


FRONTS = st.text("idthemsources:[]{}-&*!|>'\"%@#?,0123456789 \n\t\x00\x07\ud800\u2028é", max_size=60)
ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.tuples(st.sampled_from(["id:", "questions:", "sources:", "valid_from:", "approval:", "related:"]), FRONTS | ANY)
)
def test_a_file_is_an_article_or_an_article_error(shelf, change: tuple[str, str]) -> None:
    key, value = change
    path = shelf.put()
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(key))
    lines[at] = f"{key} {value}"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    try:
        read_article(path)
    except ArticleError as error:
        assert str(error).startswith(f"{path}:")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | ANY.map(lambda text: f"---\n{text}\n---\n{text}".encode("utf-8", "surrogatepass")))
def test_any_bytes_are_an_article_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(content)
    with pytest.raises(ArticleError):
        read_article(path)


def test_a_file_that_is_not_there_is_an_article_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"x\.md:1: "):
        read_article(tmp_path / "x.md")
