"""An article to hand out as an A5 leaflet (PDF), and its short answer to pass on in a chat as a picture (PNG)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from importlib import resources
from pathlib import Path
from typing import Any, Final, Literal

from knowledge.article import Article
from knowledge.directory.entries import Directory
from knowledge.placeholders import ADDRESS, fill

PICTURE_SIZE: Final = (1080, 1350)  # pixels; the templates' points at 144 per inch
_PPI: Final = 144.0
_PDF_STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]  # archivable, and readable by a screen reader


def leaflet_pdf(article: Article, directory: Directory, *, operator: str, province: str | None = None) -> bytes:
    """Return the article as a PDF of one A5 sheet, fonts embedded, the same bytes for the same article.

    Args:
        article: what is printed.
        directory: whom `{call:…}` names.
        operator: the body that runs the assistant, as people read it.
        province: whose numbers are printed; None prints those of both.
    """
    return _typeset("leaflet.typ", article, directory, operator, province, "pdf")


def answer_png(article: Article, directory: Directory, *, operator: str, province: str | None = None) -> bytes:
    """Return the short answer with its source as a PNG of `PICTURE_SIZE`; arguments as for `leaflet_pdf`."""
    return _typeset("picture.typ", article, directory, operator, province, "png")


def _typeset(
    template: str,
    article: Article,
    directory: Directory,
    operator: str,
    province: str | None,
    form: Literal["pdf", "png"],
) -> bytes:
    import typst  # noqa: PLC0415  (large; loaded when something is printed)

    folder = Path(str(resources.files("knowledge").joinpath("typeset")))
    content = json.dumps(_content(article, directory, operator, province), ensure_ascii=False)
    return typst.compile(
        str(folder / template),
        font_paths=[str(folder / "fonts")],
        ignore_system_fonts=True,
        format=form,
        ppi=_PPI,
        sys_inputs={"content": content},
        pdf_standards=[*_PDF_STANDARDS],
        timestamp=datetime.combine(article.sources_checked_on, time(), UTC),
    )


def _content(article: Article, directory: Directory, operator: str, province: str | None) -> dict[str, Any]:
    def read(text: str) -> str:
        return fill(text, address=ADDRESS, call=lambda key: directory.call(key, province))

    def read_all(texts: Sequence[str]) -> list[str]:
        return [read(text) for text in texts]

    return {
        "id": article.id,
        "version": article.version,
        "theme": article.theme,
        "title": article.title,
        "operator": operator,
        "answer": read(article.answer),
        "sections": [{"title": s.title, "ordered": s.ordered, "items": read_all(s.items)} for s in article.sections],
        "source": article.citation,
    }
