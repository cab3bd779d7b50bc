"""An article: one sourced answer in YAML front matter and Markdown. How to write one: docs/writing-articles.md."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from nlu.acts import THEMES

SECTION_TITLES: Final = ("Các bước", "Lưu ý", "Nếu gặp trục trặc")
AUDIENCES: Final = ("citizen", "trader", "pensioner", "parent", "student")
PROVINCES: Final = {"quang-ngai": "Quảng Ngãi", "thai-nguyen": "Thái Nguyên"}
ApprovalState = Literal["draft", "second_read", "approved"]
APPROVAL_STATES: Final[tuple[ApprovalState, ...]] = ("draft", "second_read", "approved")

_FRONT_MATTER: Final = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_ITEM: Final = re.compile(r"^(?:- |\d+\. )(.+)$")
_KEYS: Final = frozenset(
    "id theme title audience provinces owner questions related sources sources_checked_on valid_from valid_until "
    "review_by approval".split()
)
_OPTIONAL_KEYS: Final = frozenset({"own_figures"})
_SOURCE_KEYS: Final = frozenset("title issuer number date section url states".split())


class Loader(yaml.CSafeLoader):
    """YAML 1.2's booleans: `on`, `yes` and `no` are words (an approval has an `on`, a question may be "no")."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class ArticleError(ValueError):
    """An article file that cannot be read. The message is `file:line: what is wrong`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article's facts stand.

    Attributes:
        states: what it says that the article uses, each in a few words of ours, with its numbers.
    """

    title: str
    issuer: str
    number: str | None = None
    date: str | None = None
    section: str | None = None
    url: str | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Who stands behind an article. A name and an agency are there only when that person reviewed it."""

    state: ApprovalState
    name: str | None = None
    agency: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A folded part of an answer: steps, notes, or what to do when it goes wrong."""

    title: str
    ordered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Article:
    """One answer with its source, the questions it answers and the state of its approval.

    Attributes:
        own_figures: numbers in it that are the author's suggestion or example and state no fact.
    """

    id: str
    theme: str
    title: str
    audience: tuple[str, ...]
    provinces: tuple[str, ...]
    owner: str
    questions: tuple[str, ...]
    related: tuple[str, ...]
    sources: tuple[Source, ...]
    sources_checked_on: date
    valid_from: date | None
    valid_until: date | None
    review_by: date
    approval: Approval
    answer: str
    sections: tuple[Section, ...]
    version: str
    own_figures: tuple[str, ...] = ()
    path: Path | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return f"<Article {self.id} {self.version}>"

    @cached_property
    def citation(self) -> str:
        """The line under the answer: the first source, the day it was checked, who approved it or that it waits."""
        line = f"Theo {self.sources[0].title}, đối chiếu {day_month_year(self.sources_checked_on)}"
        approval = self.approval
        if approval.state == "approved" and approval.on is not None:
            return f"{line}; {approval.agency} duyệt {day_month_year(approval.on)}"
        return f"{line}; chờ cơ quan duyệt"

    def is_given_on(self, day: date, *, require_approved: bool = False) -> bool:
        """Whether the assistant may answer from it on this day."""
        if self.valid_from is not None and day < self.valid_from:
            return False
        if self.valid_until is not None and day > self.valid_until:
            return False
        return self.approval.state == "approved" or not require_approved


def day_month_year(day: date) -> str:
    """Return the date as Vietnamese readers write it, dd/mm/yyyy."""
    return day.strftime("%d/%m/%Y")


def articles_folder() -> Path:
    """Return the folder of the shipped articles."""
    return Path(str(resources.files("knowledge").joinpath("articles")))


def article_paths(folder: Path) -> list[Path]:
    """Return the article files under the folder, in a fixed order."""
    return sorted(folder.glob("*/*.md"))


def read_articles(folder: Path) -> list[Article]:
    """Return all articles of the folder, sorted by id.

    Raises:
        ArticleError: a file cannot be read as an article.
    """
    return sorted((read_article(path) for path in article_paths(folder)), key=lambda a: a.id)


def read_article(path: Path) -> Article:
    """Return the article in the file.

    Raises:
        ArticleError: the file is no article; the message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"{path}:1: cannot be read ({error})") from error
    return parse_article(text, path)


def parse_article(text: str, path: Path) -> Article:
    """Return the article in the text of a file.

    Raises:
        ArticleError: the text is no article; the message names file and line.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise ArticleError(f"{path}:1: front matter between two lines of --- is missing")
    front, body = match.groups()
    meta = _front_matter(path, front)
    answer, sections = _body(path, body, first_line=front.count("\n") + 4)
    try:
        return _article(meta, answer, sections, hashlib.sha256(text.encode()).hexdigest()[:12], path)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # Every message begins with the key it is about.
        key = re.split(r"\W", str(error).lstrip("'"), maxsplit=1)[0]
        raise ArticleError(f"{path}:{_line_of(front, key)}: front matter: {error}") from error


def _line_of_bad_value(front: str) -> int:
    """Return the line of the first value that is none by itself: a day that does not exist, a control character."""
    for number, line in enumerate(front.splitlines(), start=2):
        try:
            yaml.load(line.strip(), Loader=Loader)  # noqa: S506  (a safe loader)
        except (yaml.MarkedYAMLError, ArticleError):
            continue
        except (yaml.YAMLError, ValueError):
            return number
    return 2


def _front_matter(path: Path, front: str) -> dict[str, Any]:
    try:
        meta = yaml.load(front, Loader=Loader)  # noqa: S506  (a safe loader)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        raise ArticleError(f"{path}:{line}: YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:  # a control character, or a day like 2026-02-30
        raise ArticleError(f"{path}:{_line_of_bad_value(front)}: YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(meta, dict):
        raise ArticleError(f"{path}:2: front matter is no mapping")
    for key in sorted(map(str, (set(meta) - _OPTIONAL_KEYS) ^ _KEYS)):
        what = "is missing" if key in _KEYS else "is not a known key"
        raise ArticleError(f"{path}:{_line_of(front, key)}: {key} {what}")
    return meta


def _line_of(front: str, key: str) -> int:
    for number, line in enumerate(front.splitlines(), start=2):
        if line.startswith(f"{key}:"):
            return number
    return 2


def _article(meta: Mapping[str, Any], answer: str, sections: tuple[Section, ...], version: str, path: Path) -> Article:
    return Article(
        id=_text(meta, "id"),
        theme=_choice(meta, "theme", THEMES),
        title=_text(meta, "title"),
        audience=_choices(meta, "audience", AUDIENCES),
        provinces=_choices(meta, "provinces", tuple(PROVINCES)),
        owner=_text(meta, "owner"),
        questions=_texts(meta, "questions"),
        related=_texts(meta, "related"),
        sources=tuple(_source(entry) for entry in meta["sources"] or ()),
        sources_checked_on=_required_date(meta, "sources_checked_on"),
        valid_from=_date(meta, "valid_from"),
        valid_until=_date(meta, "valid_until"),
        review_by=_required_date(meta, "review_by"),
        approval=_approval(meta["approval"]),
        answer=answer,
        sections=sections,
        version=version,
        own_figures=_texts(meta, "own_figures") if "own_figures" in meta else (),
        path=path,
    )


def _text(meta: Mapping[str, Any], key: str, where: str = "") -> str:
    value = meta[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where}{key} has to be text, not {value!r}")
    return value.strip()


def _texts(meta: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = meta[key] or []
    if not isinstance(values, list) or not all(isinstance(v, str | int | float) for v in values):
        raise ValueError(f"{key} has to be a list of texts")
    return tuple(str(v).strip() for v in values)


def _choice(meta: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = _text(meta, key)
    if value not in allowed:
        raise ValueError(f"{key} {value!r} is none of {', '.join(allowed)}")
    return value


def _choices(meta: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    values = _texts(meta, key)
    for value in values:
        if value not in allowed:
            raise ValueError(f"{key} {value!r} is none of {', '.join(allowed)}")
    return values


def _date(meta: Mapping[str, Any], key: str, where: str = "") -> date | None:
    value = meta.get(key)
    if value is not None and type(value) is not date:
        raise ValueError(f"{where}{key} has to be a date like 2026-11-22, not {value!r}")
    return value


def _required_date(meta: Mapping[str, Any], key: str) -> date:
    value = _date(meta, key)
    if value is None:
        raise ValueError(f"{key} has to be a date like 2026-11-22")
    return value


def _source(entry: Any) -> Source:
    if not isinstance(entry, dict) or not {"title", "issuer"} <= set(entry) <= _SOURCE_KEYS:
        keys = sorted(set(entry) ^ _SOURCE_KEYS) if isinstance(entry, dict) else [repr(entry)]
        raise ValueError(
            f"sources: a source has title, issuer, number, date, section, url, states; see {', '.join(map(str, keys))}"
        )
    number, date_, section, url = (
        None if entry.get(key) is None else str(entry[key]) for key in ("number", "date", "section", "url")
    )
    states = _texts(entry, "states") if "states" in entry else ()
    title, issuer = _text(entry, "title", "sources: "), _text(entry, "issuer", "sources: ")
    return Source(title, issuer, number, date_, section, url, states)


def _approval(entry: Any) -> Approval:
    if not isinstance(entry, dict) or entry.get("state") not in APPROVAL_STATES:
        state = entry.get("state") if isinstance(entry, dict) else entry
        raise ValueError(f"approval: state {state!r} is none of {', '.join(APPROVAL_STATES)}")
    return Approval(entry["state"], entry.get("name"), entry.get("agency"), _date(entry, "on", "approval: "))


def _body(path: Path, body: str, first_line: int) -> tuple[str, tuple[Section, ...]]:
    answer: list[str] = []
    sections: list[Section] = []
    title, ordered = "", False
    items: list[str] = []
    for number, line in enumerate(body.splitlines(), start=first_line):
        stripped = line.strip()
        if stripped.startswith("#"):
            sections.extend(_section(title, items, ordered))
            title, items, ordered = stripped.removeprefix("## "), [], False
            if title not in SECTION_TITLES:
                raise ArticleError(f"{path}:{number}: heading {stripped!r} is none of {', '.join(SECTION_TITLES)}")
        elif not title:
            answer.append(stripped)
        elif stripped:
            item = _ITEM.match(stripped)
            if item is None:
                raise ArticleError(f"{path}:{number}: under a heading every line is a list item")
            ordered = ordered or not stripped.startswith("- ")
            items.append(item.group(1).strip())
    sections.extend(_section(title, items, ordered))
    return "\n".join(answer).strip(), tuple(sections)


def _section(title: str, items: list[str], ordered: bool) -> Iterator[Section]:
    if title and items:
        yield Section(title, ordered, tuple(items))
