"""`cashless knowledge coverage`: which need each article meets, and which needs the facts cannot support."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

import yaml

from knowledge.article import PROVINCES, ApprovalState, Article, day_month_year

_FILE: Final = "knowledge/coverage.yml"
_STATES: Final[Mapping[ApprovalState, str]] = {"draft": "draft", "second_read": "second read", "approved": "approved"}


@dataclass(frozen=True, slots=True)
class Need:
    """What a citizen or trader needs to know.

    Attributes:
        area: the part of life it belongs to.
        need: in a few words.
        articles: ids of the articles that answer it.
        missing: why no article does, and whom people are sent to; empty when one does.
    """

    area: str
    need: str
    articles: tuple[str, ...]
    missing: str = ""


def needs() -> list[Need]:
    """Return the needs of `coverage.yml`, in its order.

    Raises:
        ValueError: an entry is no need, or has neither articles nor a reason.
    """
    text = resources.files("knowledge").joinpath("coverage.yml").read_text(encoding="utf-8")
    return [_need(area, entry) for area, entries in yaml.safe_load(text).items() for entry in entries]


def _need(area: str, entry: Mapping[str, Any]) -> Need:
    known = set(entry) <= {"need", "articles", "missing"} and isinstance(entry.get("need"), str)
    if not known or bool(entry.get("articles")) == bool(entry.get("missing")):
        raise ValueError(f"{_FILE}: {area}: {entry!r} is no need with either articles or the reason why there is none")
    return Need(area, entry["need"], tuple(entry.get("articles") or ()), entry.get("missing") or "")


def check_coverage(wanted: Sequence[Need], articles: Sequence[Article]) -> Iterator[str]:
    """Yield each article that no need names, and each name that is no article."""
    named = {article_id for need in wanted for article_id in need.articles}
    known = {article.id for article in articles}
    yield from (f"{_FILE}: {article_id} is no article" for article_id in sorted(named - known))
    yield from (f"{_FILE}: no need names {article_id}" for article_id in sorted(known - named))


def coverage_markdown(wanted: Sequence[Need], articles: Sequence[Article]) -> str:
    """Return `knowledge/COVERAGE.md`."""
    by_id = {article.id: article for article in articles}
    met = sum(bool(need.articles) for need in wanted)
    lines = [
        "# What the articles cover",
        "",
        "Written by `cashless knowledge coverage` from `knowledge/coverage.yml` and the articles; `.ci/run` fails when",
        "it is stale.",
        "",
        f"{len(articles)} articles, {sum(len(a.questions) for a in articles)} phrasings; "
        f"{met} of {len(wanted)} needs met, {len(wanted) - met} that the facts cannot support.",
        "",
        *_states(articles),
    ]
    for area in dict.fromkeys(need.area for need in wanted):
        lines += ["", f"## {area}", "", "| need | articles |", "|---|---|"]
        for need in wanted:
            if need.area == area:
                answers = "<br>".join(_link(by_id[key]) for key in need.articles if key in by_id)
                lines.append(f"| {need.need} | {answers or f'none: {need.missing}'} |")
    lines += [
        "",
        "## All articles",
        "",
        "| article | phrasings | where | sources | checked | review by | state |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(article) for article in sorted(articles, key=lambda a: (a.theme, a.id))]
    return "\n".join(lines) + "\n"


def _states(articles: Sequence[Article]) -> list[str]:
    counts = Counter(article.approval.state for article in articles)
    return [", ".join(f"{counts[state]} {name}" for state, name in _STATES.items() if counts[state]) + "."]


def _link(article: Article) -> str:
    return f"[{article.title}](articles/{article.theme}/{article.id}.md)"


def _row(article: Article) -> str:
    where = ", ".join(PROVINCES[province] for province in article.provinces) or "everywhere"
    return (
        f"| [{article.id}](articles/{article.theme}/{article.id}.md) | {len(article.questions)} | {where} "
        f"| {len(article.sources)} | {day_month_year(article.sources_checked_on)} "
        f"| {day_month_year(article.review_by)} | {_STATES[article.approval.state]} |"
    )
