"""What was chosen from an offer: by pressing a button, or by typing its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from actions.dialogue import wording
from actions.dialogue.commands import COMMAND, run_command
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.emergency import first_aid
from actions.dialogue.helpful import rate
from actions.dialogue.offering import (
    article_choices,
    give,
    given_article,
    menu_choices,
    step_by_step,
    steps,
)
from actions.dialogue.place import PLACE, PROVINCE, choose_place
from actions.dialogue.state import DialogueState
from actions.messages import Choice
from nlu.text import strip_diacritics

_LEAD: Final = "so|chon|cai|cau|muc|y|lua chon|phuong an|dong|viec|vu|ve|thu|la|da|u|lay|xem"
_TAIL: Final = "di|nha|nhe|a|do|nay|ay|luon|em|con|chau|ban|ad|giup|gium|tien|cung"
_NUMBER: Final = re.compile(
    rf"^(?P<lead>(?:(?:{_LEAD}) )*)(?P<number>\d\d?|mot|hai|ba|bon|tu|nam|nhat|nhi|dau|cuoi)(?: (?:{_TAIL}))*$"
)
_WORDS: Final = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "nhat": 1, "nhi": 2, "dau": 1}
# Without a lead these are other words: "năm", "đầu", "tư".
_ALONE: Final = frozenset(("mot", "hai", "ba", "bon"))
_LAST: Final = "cuoi"


def typed_choice(state: DialogueState, normal_form: str) -> str | None:
    """Return the payload of the choice whose number was typed ("2", "số 2", "cái thứ hai", "cái cuối"), or None."""
    number = _number(normal_form, len(state.offered))
    return state.offered[number - 1].payload if number is not None and 1 <= number <= len(state.offered) else None


def is_number(normal_form: str) -> bool:
    """Whether nothing but a number of a choice was typed."""
    return _number(normal_form, 0) is not None


def _number(normal_form: str, offered: int) -> int | None:
    match = _NUMBER.match(strip_diacritics(normal_form))
    if match is None:
        return None
    said, lead = match.group("number"), match.group("lead")
    if said.isdigit():
        return int(said)
    if not lead and said not in _ALONE:
        return None
    return offered if said == _LAST else _WORDS[said]


def still_offered(turn: Turn) -> tuple[Choice, ...]:
    """Return the choices of the last reply, without articles that may not be given any more."""
    split = ((choice, choice.payload.partition(":")) for choice in turn.state.offered)
    return tuple(c for c, (kind, _, value) in split if kind != "article" or given_article(turn, value) is not None)


def turn_to(turn: Turn, payload: str) -> Decision | None:
    """Return what the payload of a button asks for, or None when it is none of ours (a client can send anything)."""
    kind, _, value = payload.partition(":")
    return _KINDS[kind](turn, value) if kind in _KINDS else None


def _pick(turn: Turn, article_id: str) -> Decision | None:
    article = given_article(turn, article_id)
    return replace(give(turn, article, 1.0, ()), act="pick") if article else None


def _steps(turn: Turn, article_id: str) -> Decision | None:
    article = given_article(turn, article_id)
    return steps(turn, article) if article else None


def _next(turn: Turn, _: str) -> Decision | None:
    article = given_article(turn, turn.state.article)
    return step_by_step(turn, article, turn.state.step) if article else None


def _menu(turn: Turn, key: str) -> Decision | None:
    if not key:
        return act_reply(turn, "smalltalk", "menu", wording.say("menu"), menu_choices(), theme="greeting_smalltalk")
    if key == "fraud":
        return first_aid(turn, "emergency_money_sent", 1.0)
    entry = next((e for e in wording.menu() if e.key == key), None)
    if entry is None:
        return None
    choices = article_choices(turn, entry.articles)
    if not choices:
        return act_reply(turn, "fallback", "menu", wording.say("nothing_approved"), menu_choices())
    return act_reply(turn, "choices", "menu", wording.say("submenu"), choices)


_KINDS: Final[Mapping[str, Callable[[Turn, str], Decision | None]]] = {
    "article": _pick,
    "steps": _steps,
    "next": _next,
    "menu": _menu,
    COMMAND: run_command,
    "helpful": rate,
    PROVINCE: choose_place,
    PLACE: choose_place,
}
