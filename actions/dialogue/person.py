"""A person to talk to: the body for what was asked about, and the operator's own people when somebody is there."""

from __future__ import annotations

from typing import Final

from actions.dialogue import lists, wording
from actions.dialogue.decision import LOCAL, Decision, Turn, act_reply
from nlu.acts import ASK, Understanding
from nlu.questions import bills
from nlu.text import normalise, strip_diacritics

_THEME_FROM: Final = 0.15
_MAX_BODIES: Final = 4
_ASKS_NUMBER: Final = ("so may", "so nao", "goi so")
_NAMES_NUMBER: Final = ("hotline", "tong dai", "so dien thoai", "sdt", "so goi", "so lien he")
_WANTS: Final = frozenset("xin cho can tim hoi biet may nao gi bao".split())
_KEYWORDS: Final = 4  # so few words are a search: "sdt vietcombank"
_TIME: Final = "%H:%M %d/%m"


def person(turn: Turn, understanding: Understanding | None, confidence: float) -> Decision:
    """Return whom to turn to: for the theme that the message or the conversation is about, else the most needed.

    Nobody is put through: the assistant cannot, and does not say so.
    """
    theme = _theme(turn, understanding)
    directory, province = turn.brain.directory, turn.state.province
    named = [directory.by_id[key] for key in lists.everybody_needs() if key in directory.by_id]
    entries = directory.of_theme(theme, province)[:_MAX_BODIES] if theme else [e for e in named if e.serves(province)]
    lines = dict.fromkeys(f"- {directory.contact(entry, province)}: {entry.answers_for}" for entry in entries)
    text = "\n".join([*_own_people(turn), wording.say("human"), *lines])
    return act_reply(turn, "human", "human", text, theme="human_agent", confidence=confidence)


def number_asked(turn: Turn) -> Decision | None:
    """Return the number of the body named in "tổng đài Vietcombank số mấy", or None when none is asked for."""
    words = normalise(turn.message.text)
    if not _asks_number(strip_diacritics(words)):
        return None
    named = turn.brain.directory.named(turn.message.text)
    if not named:
        return None
    lines = [f"- {turn.brain.directory.contact(entry, turn.state.province)}" for entry in named[:_MAX_BODIES]]
    text = "\n".join([wording.say("number_asked"), *lines])
    return act_reply(turn, "human", "human", text, theme="human_agent")


def _asks_number(plain: str) -> bool:
    """Whether the words ask for a number; one that is only named ("chuyển nhầm sđt rồi") is part of a story."""
    padded, words = f" {plain} ", plain.split()
    names = any(f" {name} " in padded for name in _NAMES_NUMBER)
    wanted = len(words) <= _KEYWORDS or not _WANTS.isdisjoint(words)
    return any(f" {ask} " in padded for ask in _ASKS_NUMBER) or (names and wanted)


def _theme(turn: Turn, understanding: Understanding | None) -> str | None:
    named = bills(understanding.normal_form) if understanding else []
    if named:
        return named[0].theme
    asked = [a for a in understanding.acts if a.theme and a.confidence >= _THEME_FROM] if understanding else []
    return asked[0].name.removeprefix(ASK) if asked else turn.state.theme


def _own_people(turn: Turn) -> list[str]:
    desk = turn.brain.human
    if desk is None:
        return []
    local = turn.now.astimezone(LOCAL)
    values = {"operator": turn.brain.operator, "phone": desk.phone}
    if not desk.hours:
        return [wording.say("human_operator", **values)]
    if desk.is_open(local):
        return [wording.say("human_open", **values)]
    begins = desk.next_open(local)
    if begins is None:
        return []
    return [wording.say("human_closed", **values, next=begins.strftime(_TIME))]
