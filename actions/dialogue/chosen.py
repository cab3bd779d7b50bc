"""What was chosen from an offer: by pressing a button, or by typing its number."""

from __future__ import annotations

import re
from typing import Final

from actions.dialogue import wording
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.emergency import first_aid
from actions.dialogue.offering import article_choices, give, given_article, menu_choices, steps
from actions.dialogue.state import DialogueState
from actions.messages import Choice

_NUMBER: Final = re.compile(r"^(?:số |chọn |cái |câu |mục |so |chon |cai |cau |muc )?(\d)\s*[.)·]?$")


def typed_choice(state: DialogueState, normal_form: str) -> str | None:
    """Return the payload of the choice whose number was typed ("2", "số 2"), or None."""
    match = _NUMBER.match(normal_form)
    if match and 1 <= int(match.group(1)) <= len(state.offered):
        return state.offered[int(match.group(1)) - 1].payload
    return None


def still_offered(turn: Turn) -> tuple[Choice, ...]:
    """Return the choices of the last reply, without articles that may not be given any more."""
    split = ((choice, choice.payload.partition(":")) for choice in turn.state.offered)
    return tuple(c for c, (kind, _, value) in split if kind == "menu" or given_article(turn, value) is not None)


def is_number(normal_form: str) -> bool:
    """Whether nothing but a number of a choice was typed."""
    return _NUMBER.match(normal_form) is not None


def turn_to(turn: Turn, payload: str) -> Decision | None:
    """Return what the payload of a button asks for, or None when it is none of ours (a client can send anything)."""
    kind, _, value = payload.partition(":")
    if kind == "article" and (article := given_article(turn, value)) is not None:
        return give(turn, article, 1.0, ())
    if kind == "steps" and (article := given_article(turn, value)) is not None:
        return steps(turn, article)
    if kind == "menu":
        return _menu(turn, value)
    return None


def _menu(turn: Turn, key: str) -> Decision | None:
    if not key:
        return act_reply(turn, "smalltalk", "greeting_smalltalk", 1.0, wording.say("menu"), menu_choices())
    if key == "fraud":
        return first_aid(turn, "emergency_money_sent", 1.0)
    entry = next((e for e in wording.menu() if e.key == key), None)
    if entry is None:
        return None
    choices = article_choices(turn, entry.articles)
    if not choices:
        return act_reply(turn, "fallback", None, 1.0, wording.say("nothing_approved"), menu_choices())
    return act_reply(turn, "choices", None, 1.0, wording.say("submenu"), choices)
