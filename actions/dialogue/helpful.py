"""Thumbs up and down: what the person thinks of the last answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from actions.dialogue import wording
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.offering import given_article, related_choices
from actions.messages import Choice

YES: Final = "yes"
NO: Final = "no"
_THUMBS: Final = {"👍": YES, "👎": NO}
_SKIN_TONES: Final = str.maketrans("", "", "🏻🏼🏽🏾🏿\ufe0f ")


def thumb(text: str) -> str | None:
    """Return the payload for a message that is nothing but thumbs, or None."""
    marks = set(text.translate(_SKIN_TONES))
    return f"helpful:{_THUMBS[marks.pop()]}" if len(marks) == 1 and marks <= set(_THUMBS) else None


def rate(turn: Turn, value: str) -> Decision | None:
    """Return the reply to thumbs, with the rating of the last answer; None for any other value."""
    if value == YES:
        article = given_article(turn, turn.state.article)
        choices = related_choices(turn, article) if article else ()
        return replace(act_reply(turn, "smalltalk", "helpful", wording.say("helpful"), choices), helpful=True)
    if value == NO:
        return replace(
            act_reply(turn, "choices", "not_helpful", wording.say("not_helpful"), _other_ways(turn)), helpful=False
        )
    return None


def _other_ways(turn: Turn) -> tuple[Choice, ...]:
    """Return what may help where the answer did not: neighbouring articles, and a person."""
    article = given_article(turn, turn.state.article)
    related = related_choices(turn, article) if article else ()
    return (*related, Choice(wording.say("ask_a_person"), "command:human"))
