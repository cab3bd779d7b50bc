"""One question, one answer, for other services: nothing is stored."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from actions.batch import answer_json
from actions.dialogue.choose import choose
from actions.dialogue.context import state_from_context
from actions.turn import Desk, inbound
from bot.channels.web import MAX_CHARACTERS, ButtonOut


class QuestionIn(BaseModel):
    """A question."""

    text: str = Field(max_length=MAX_CHARACTERS)
    context: list[str] = Field(default=[], max_length=10, description="What was said just before, in words.")


class AlternativeOut(BaseModel):
    """An article that may answer."""

    article: str
    theme: str
    title: str
    confidence: float


class PartOut(BaseModel):
    """One of the answers, when several things were asked."""

    kind: str
    act: str
    theme: str | None
    article: str | None
    article_version: str | None
    model_version: str
    confidence: float
    band: str
    reply: str


class AnswerOut(PartOut):
    """An answer, the same as a line of `cashless ask`."""

    alternatives: list[AlternativeOut]
    answers: list[PartOut]
    buttons: list[ButtonOut]


def ask_router(desk: Desk) -> APIRouter:
    """Return the route that answers one question."""
    router = APIRouter(prefix="/api/v1", tags=["ask"])

    @router.post("/ask")
    def ask(question: QuestionIn) -> AnswerOut:
        """Answer one question. Nothing is stored, so there is no memory of an earlier one but `context`."""
        now: datetime = desk.clock()
        state = state_from_context(desk.brain, question.context, now)
        decision = choose(desk.brain, state, inbound(question.text), now)
        return AnswerOut.model_validate(answer_json(desk.brain, decision))

    return router
