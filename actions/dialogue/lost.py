"""A lost phone, SIM, card or bag: lock first, before anything is asked or offered."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from actions.dialogue import lists
from actions.dialogue.decision import Decision, Turn
from actions.dialogue.offering import give, given_article
from nlu.acts import Understanding
from nlu.text import strip_diacritics

_LOST: Final = "lost_device"
_LOST_FROM: Final = 0.5


def lock_first(turn: Turn, understanding: Understanding) -> Decision | None:
    """Return the lock steps for what was lost, or None when nothing was."""
    confidence = understanding.confidence(_LOST)
    if confidence < _LOST_FROM:
        return None
    said = f" {strip_diacritics(understanding.normal_form)} "
    for entry in lists.lost_things():
        article = given_article(turn, entry.article)
        named = not entry.words or _has(said, entry.words)
        if article and named and not _has(said, entry.not_with):
            return replace(give(turn, article, confidence, ()), act=_LOST)
    return None


def _has(said: str, words: tuple[str, ...]) -> bool:
    return any(f" {word} " in said for word in words)
