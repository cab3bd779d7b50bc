"""Where a number in an article comes from: every one has to stand in a source, in the directory, or among its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from knowledge.article import Article, Source
from knowledge.directory.entries import Directory

# "1.000", "24/7", "17/2024", "1/7/2025", "9,5": digits joined by one separator each.
_FIGURE: Final = re.compile(r"\d+(?:[./,:-]\d+)*")


def untraced_figures(article: Article, directory: Directory) -> Iterator[tuple[str, str]]:
    """Yield each number that people read in the article and that has no origin, with the text it stands in.

    An origin is a line of a source (`states`, its title, number, section or date), a number of the directory, or
    `own_figures`: suggestions and examples of the author, which state no fact.
    """
    shown = [phone.number for entry in directory.entries for phone in entry.phones if phone.is_shown]
    known = {*_figures([*shown, *article.own_figures])}
    for source in article.sources:
        known |= _of_source(source)
    for text in (article.title, article.answer, *(item for section in article.sections for item in section.items)):
        for figure in _figures([text]):
            if figure not in known:
                yield figure, text


def _of_source(source: Source) -> set[str]:
    lines = [source.title, source.number or "", source.section or "", *source.states]
    return {*_figures(lines), *_ways_to_write(source.date)}


def _ways_to_write(day: str | None) -> Iterator[str]:
    """Yield 2025-07-01 as 1/7/2025, 01/07/2025, 7/2025 and 2025."""
    if day is None:
        return
    year, *rest = day.split("-")
    yield year
    if rest:
        yield f"{int(rest[0])}/{year}"
    if len(rest) == 2:
        yield f"{int(rest[1])}/{int(rest[0])}/{year}"
        yield f"{rest[1]}/{rest[0]}/{year}"


def _figures(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _FIGURE.findall(text)
