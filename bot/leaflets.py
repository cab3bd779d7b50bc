"""Articles to take along: the A5 leaflet and the picture of the short answer, for whoever has the article's id."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from fastapi import APIRouter, HTTPException, Response

from actions.dialogue.decision import LOCAL
from actions.turn import Desk
from knowledge.article import Article
from knowledge.leaflet import answer_png, leaflet_pdf

Province = Literal["quang-ngai", "thai-nguyen"]


def leaflets_router(desk: Desk) -> APIRouter:
    """Return the routes of leaflets and pictures."""
    router = APIRouter(prefix="/articles", tags=["leaflets"])
    brain = desk.brain

    @lru_cache(maxsize=64)
    def made(form: Literal["pdf", "png"], article_id: str, province: Province | None) -> bytes:
        make = leaflet_pdf if form == "pdf" else answer_png
        return make(given(article_id), brain.directory, operator=brain.operator, province=province)

    def given(article_id: str) -> Article:
        article = brain.model.knowledge.article(article_id)
        today = desk.clock().astimezone(LOCAL).date()
        if article is None or not article.is_given_on(today, require_approved=brain.require_approved):
            raise HTTPException(404)
        return article

    @router.get("/{article_id}.pdf", response_class=Response, responses={200: {"content": {"application/pdf": {}}}})
    def leaflet(article_id: str, province: Province | None = None) -> Response:
        """The article as an A5 leaflet, with the numbers of one province or of both. 404: no such article today."""
        given(article_id)
        name = {"Content-Disposition": f'inline; filename="{article_id}.pdf"'}
        return Response(made("pdf", article_id, province), media_type="application/pdf", headers=name)

    @router.get("/{article_id}.png", response_class=Response, responses={200: {"content": {"image/png": {}}}})
    def picture(article_id: str, province: Province | None = None) -> Response:
        """The short answer as a picture to pass on. 404: no such article today."""
        given(article_id)
        name = {"Content-Disposition": f'inline; filename="{article_id}.png"'}
        return Response(made("png", article_id, province), media_type="image/png", headers=name)

    return router
