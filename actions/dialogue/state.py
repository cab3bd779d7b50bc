"""What the dialogue remembers between two turns. Stored sealed, and gone when the conversation ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from actions.messages import Choice

MAX_TRAIL: Final = 5


@dataclass(frozen=True, slots=True)
class DialogueState:
    """The state of one conversation.

    Attributes:
        theme: what was talked about last, or None.
        article: the article given last, or None.
        trail: the articles given before it, the latest last, to go back to.
        asked: the last question in words, to read "thế còn nước?" with.
        offered: the choices of the last reply, so that "2" means the second.
        asked_back: whether the last reply asked which of them is meant, so that "được" takes the first.
        step: how many of the article's steps were read out one by one.
        address: how the person is addressed ("bác"), or None for the default.
        for_another: whether the person asks for somebody else.
        province: the province it is about, or None when nobody said.
        province_asked: whether it was asked for; that is done once.
        commune: the commune it is about, by its official name, or None.
        place_said: the words for a place that may be several, or None.
        emergency_at: when first aid was given, or None; it is given once per incident.
        aid_given: for what first aid was given since then.
        distress_at: when the person last said something desperate, or None.
        told_at: when the person last told of a fraud that happened, or None; what follows belongs to it.
        logged: the row of the theme log that holds what was answered last, or None; thumbs go there.
        unpicked: the row whose question was just answered by choices, or None; the choice goes there.
        turns: how many turns there have been.
    """

    theme: str | None = None
    article: str | None = None
    trail: tuple[str, ...] = ()
    asked: str = ""
    offered: tuple[Choice, ...] = ()
    asked_back: bool = False
    step: int = 0
    address: str | None = None
    for_another: bool = False
    province: str | None = None
    province_asked: bool = False
    commune: str | None = None
    place_said: str | None = None
    emergency_at: datetime | None = None
    aid_given: tuple[str, ...] = ()
    distress_at: datetime | None = None
    told_at: datetime | None = None
    logged: UUID | None = None
    unpicked: UUID | None = None
    turns: int = 0


STATE = TypeAdapter(DialogueState)
