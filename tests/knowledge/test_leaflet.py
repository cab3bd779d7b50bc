"""The A5 leaflet and the picture, read back by other programs."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from PIL import Image

from knowledge.article import Article, articles_folder, read_article, read_articles
from knowledge.directory.entries import Directory, directory_folder, read_directory
from knowledge.leaflet import PICTURE_SIZE, answer_png, leaflet_pdf

A5 = (419.5, 595.3)  # points


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_directory(directory_folder())


@pytest.fixture(scope="module")
def article() -> Article:
    return read_article(articles_folder() / "electricity" / "electricity-still-unpaid.md")


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_leaflet_says_all_that_the_article_says(article: Article, directory: Directory) -> None:
    read = pypdf.PdfReader(io.BytesIO(leaflet_pdf(article, directory, operator="Sở Thử nghiệm")))
    text = words(" ".join(page.extract_text() for page in read.pages))
    for part in ("Sở Thử nghiệm", article.title, article.citation, article.version, *article.sections[0].items):
        assert words(part) in text
    assert "EVNCPC 19001909 (Quảng Ngãi)" in text
    assert "EVNNPC 19006769 (Thái Nguyên)" in text
    assert "{" not in text
    assert read.metadata is not None
    assert read.metadata.title == article.title


def test_a_province_gets_its_own_number(article: Article, directory: Directory) -> None:
    made = leaflet_pdf(article, directory, operator="Sở Thử nghiệm", province="quang-ngai")
    text = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "19001909" in text
    assert "19006769" not in text


def test_the_fonts_are_in_the_file_and_the_file_repeats(article: Article, directory: Directory) -> None:
    made = leaflet_pdf(article, directory, operator="Sở Thử nghiệm")
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in pypdf.PdfReader(io.BytesIO(made)).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("/FontFile2" in font and "NotoSans" in font["/FontName"] for font in fonts)
    assert made == leaflet_pdf(article, directory, operator="Sở Thử nghiệm")


def test_every_article_fits_on_one_sheet_and_one_picture(directory: Directory) -> None:
    for article in read_articles(articles_folder()):
        pages = pypdf.PdfReader(io.BytesIO(leaflet_pdf(article, directory, operator="Sở Thử nghiệm"))).pages
        assert len(pages) <= 2, article.id
        assert tuple(map(float, pages[0].mediabox[2:])) == pytest.approx(A5, abs=0.5)
    # The longest answer is the hardest to fit.
    longest = max(
        read_articles(articles_folder()), key=lambda a: len(a.answer) + 3 * len(re.findall(r"\{call", a.answer))
    )
    picture = Image.open(io.BytesIO(answer_png(longest, directory, operator="Sở Thử nghiệm")))
    assert picture.size == PICTURE_SIZE
