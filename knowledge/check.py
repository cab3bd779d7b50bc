"""`cashless knowledge check`: what is wrong with the articles, as `file:line: message`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from knowledge.article import SECTION_TITLES, Article, ArticleError, article_paths, read_article
from knowledge.directory.entries import Directory
from knowledge.figures import untraced_figures
from knowledge.forbidden import bare_jargon, problems_of_wording
from knowledge.placeholders import called, is_address, names
from nlu.text import normalise

MAX_ANSWER: Final = 500
MAX_TITLE: Final = 60
MAX_SOURCE_TITLE: Final = 80
MAX_ITEM: Final = 220
MAX_ITEMS: Final = 7
MIN_QUESTIONS: Final = 10
MAX_RELATED: Final = 4
# Numbers that people are warned of; the directory has the true ones.
_FAKE_NUMBERS: Final = ("1900.292900",)

_At = Callable[[str, str], str]

_ID: Final = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_HOTLINE: Final = re.compile(r"\b1[89]00[ .]?\d{2,}(?:[ .]?\d+)*")
_SOURCE_DATE: Final = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
_URL: Final = re.compile(r"^https?://[^\s]+\.[^\s]+$")
_MARKDOWN: Final = re.compile(r"\*\*|__|`|\]\(|^\s*\||<[a-z]+|https?://")


def check_articles(folder: Path, directory: Directory) -> tuple[list[Article], list[str]]:
    """Return the readable articles and every problem found, each `file:line: message`, in the order of the files.

    Args:
        folder: of the articles.
        directory: whom `{call:…}` may name.
    """
    articles: list[Article] = []
    problems: list[str] = []
    for path in article_paths(folder):
        try:
            article = read_article(path)
        except ArticleError as error:
            problems.append(str(error))
            continue
        articles.append(article)
        problems.extend(_check_one(article, path, directory))
    problems.extend(_check_together(articles))
    return articles, problems


def _check_one(article: Article, path: Path, directory: Directory) -> Iterator[str]:
    def at(needle: str, message: str) -> str:
        return f"{path}:{_line(article, needle)}: {message}"

    if article.id != path.stem or not _ID.match(article.id):
        yield at("id:", f"id {article.id!r} has to be the file's name, of a-z, 0-9 and -")
    if article.theme != path.parent.name:
        yield at("theme:", f"theme {article.theme!r} has to be the folder's name")
    if len(article.title) > MAX_TITLE:
        yield at("title:", f"title has {len(article.title)} characters, at most {MAX_TITLE}")
    if not article.audience:
        yield at("audience:", "audience is empty")
    if len(article.related) > MAX_RELATED:
        yield at("related:", f"{len(article.related)} related articles, at most {MAX_RELATED}")
    yield from _check_questions(article, path)
    yield from _check_sources(article, at)
    yield from _check_dates(article, at)
    yield from _check_approval(article, at)
    yield from _check_answer(article, at)
    yield from _check_sections(article, at)
    yield from _check_wording(article, directory, at)


def _check_questions(article: Article, path: Path) -> Iterator[str]:
    if len(article.questions) < MIN_QUESTIONS:
        yield f"{path}:{_line(article, 'questions:')}: {len(article.questions)} questions, at least {MIN_QUESTIONS}"
    seen: set[str] = set()
    for number, question in enumerate(article.questions):
        form = normalise(question)
        if form in seen:
            yield f"{path}:{_question_line(article, number)}: question twice: {question!r}"
        seen.add(form)


def _check_sources(article: Article, at: _At) -> Iterator[str]:
    if not article.sources:
        yield at("sources:", "no source: a fact without a source does not go in")
    for source in article.sources:
        if len(source.title) > MAX_SOURCE_TITLE:
            yield at(source.title, f"source title has {len(source.title)} characters, at most {MAX_SOURCE_TITLE}")
        if source.date is not None and not _SOURCE_DATE.match(source.date):
            yield at(source.title, f"source date {source.date!r} is no 2026, 2026-11 or 2026-11-22")
        if source.url is not None and not _URL.match(source.url):
            yield at(source.url, f"source url {source.url!r} is no web address")


def _check_dates(article: Article, at: _At) -> Iterator[str]:
    if article.review_by <= article.sources_checked_on:
        yield at("review_by:", "review_by has to come after sources_checked_on")
    if article.valid_from and article.valid_until and article.valid_until < article.valid_from:
        yield at("valid_until:", "valid_until comes before valid_from")


def _check_approval(article: Article, at: _At) -> Iterator[str]:
    approval = article.approval
    named = [approval.name, approval.agency, approval.on]
    if approval.state == "approved" and not all(named):
        yield at("approval:", "approved needs name, agency and date of who approved")
    if approval.state != "approved" and any(named):
        yield at("approval:", f"{approval.state} names nobody: nobody has approved")


def _check_answer(article: Article, at: _At) -> Iterator[str]:
    lines = article.answer.splitlines()
    if not lines:
        yield at("", "the short answer is missing")
        return
    if len(article.answer) > MAX_ANSWER:
        yield at(lines[0], f"the short answer has {len(article.answer)} characters, at most {MAX_ANSWER}")
    if article.answer.startswith("Để ") or article.answer.lower().startswith(article.title.lower()):
        yield at(lines[0], "the short answer does not begin with the answer")
    yield from _check_plain(lines, at)


def _check_sections(article: Article, at: _At) -> Iterator[str]:
    latest = -1
    for section in article.sections:
        order = SECTION_TITLES.index(section.title)
        if order <= latest:
            yield at(f"## {section.title}", f"sections come once each, in the order {', '.join(SECTION_TITLES)}")
        latest = max(latest, order)
        if len(section.items) > MAX_ITEMS:
            yield at(f"## {section.title}", f"{len(section.items)} items, at most {MAX_ITEMS}")
        for item in section.items:
            if len(item) > MAX_ITEM:
                yield at(item, f"item has {len(item)} characters, at most {MAX_ITEM}")
        yield from _check_plain(section.items, at)


def _check_wording(article: Article, directory: Directory, at: _At) -> Iterator[str]:
    texts = [article.title, *article.answer.splitlines(), *(item for s in article.sections for item in s.items)]
    for text in texts:
        for problem in problems_of_wording(text):
            yield at(text, problem)
        for name in names(text):
            if not is_address(name) and not name.startswith("call:"):
                yield at(text, f"placeholder {{{name}}} is not known")
        for key in called(text):
            if not directory.knows(key):
                yield at(text, f"{{call:{key}}} is not in the directory")
        for number in _HOTLINE.findall(text):
            if number not in _FAKE_NUMBERS:
                yield at(text, f"the number {number} belongs in the directory: write {{call:…}}")
    for text, problem in bare_jargon(texts):
        yield at(text, problem)
    for figure, text in untraced_figures(article, directory):
        if any(figure in number for number in _HOTLINE.findall(text)) and figure not in _FAKE_NUMBERS:
            continue  # named above
        yield at(text, f"the number {figure} stands in no source: add what the source says to its `states`")


def _check_plain(texts: Iterable[str], at: _At) -> Iterator[str]:
    for text in texts:
        if _MARKDOWN.search(text):
            yield at(text, "plain text only: no bold, code, links, tables or HTML")


def _check_together(articles: Iterable[Article]) -> Iterator[str]:
    by_id: dict[str, Article] = {}
    by_title: dict[str, Article] = {}
    by_question: dict[str, Article] = {}
    for article in articles:
        for seen, key, what in ((by_id, article.id, "id"), (by_title, article.title, "title")):
            if key in seen:
                yield f"{article.path}:{_line(article, f'{what}:')}: {what} {key!r} is also that of {seen[key].path}"
            seen[key] = article
        for number, question in enumerate(article.questions):
            other = by_question.setdefault(normalise(question), article)
            if other is not article:
                where = _question_line(article, number)
                yield f"{article.path}:{where}: question {question!r} is also in {other.path}"
    for article in by_id.values():
        for related in article.related:
            if related not in by_id or related == article.id:
                yield f"{article.path}:{_line(article, 'related:')}: related {related!r} is no other article"


def _lines(article: Article) -> list[str]:
    return article.path.read_text(encoding="utf-8").splitlines() if article.path else []


def _line(article: Article, needle: str) -> int:
    """Return the number of the line with these words: a key where it begins one, anything else where it stands last."""
    lines = _lines(article)
    if needle.endswith(":"):
        return next((n for n, line in enumerate(lines, 1) if line.startswith(needle)), 1)
    return next((n for n in range(len(lines), 0, -1) if needle and needle in lines[n - 1]), 1)


def _question_line(article: Article, number: int) -> int:
    """Return the number of the line of the article's question of this number, counted from 0."""
    start = _line(article, "questions:")
    items = [n for n, line in enumerate(_lines(article), 1) if n > start and line.lstrip().startswith("- ")]
    return items[number] if number < len(items) else start
