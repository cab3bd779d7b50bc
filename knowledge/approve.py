"""`cashless knowledge approve`: record in an article's file who approved it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Final

from knowledge.article import ArticleError, article_paths, parse_article, read_article

_APPROVAL: Final = re.compile(r"^approval:.*(?:\n[ ]+.*)*$", re.MULTILINE)


def approve(articles: Path, article_id: str, *, name: str, agency: str, on: date) -> Path:
    """Write the approval into the article's front matter and return its file.

    Raises:
        ArticleError: there is no such article, it cannot be read, or name or agency is empty.
    """
    path = next((p for p in article_paths(articles) if p.stem == article_id), None)
    if path is None:
        raise ArticleError(f"{articles}:1: there is no article {article_id!r}")
    if not name.strip() or not agency.strip():
        raise ArticleError(f"{path}:1: an approval names a person and an agency")
    read_article(path)
    values = f"name: {_quoted(name)}, agency: {_quoted(agency)}, on: {on.isoformat()}"
    text = _APPROVAL.sub(
        lambda _: f"approval: {{state: approved, {values}}}", path.read_text(encoding="utf-8"), count=1
    )
    approval = parse_article(text, path).approval
    if (approval.name, approval.agency, approval.on) != (name.strip(), agency.strip(), on):
        raise ArticleError(f"{path}:1: the name {name!r} or the agency {agency!r} cannot be written")
    # Written beside and put in place at once: a crash leaves the article as it was.
    fresh = path.with_suffix(".md.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
    return path


def _quoted(value: str) -> str:
    # A JSON string is a YAML string; what YAML does not allow stays escaped.
    return json.dumps(value.strip(), ensure_ascii=not value.isprintable())
