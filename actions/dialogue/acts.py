"""Replies to dialogue acts: greetings, thanks, a wish for a person, insults, "say that again"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from actions.dialogue import wording
from actions.dialogue.chosen import turn_to
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.emergency import first_aid
from actions.dialogue.offering import give, given_article, greet, menu_choices, steps
from nlu.acts import ASK, OUT_OF_SCOPE, Understanding

# From which confidence an act is taken as meant. Short ones are near-certain when they are meant at all; small talk
# looks like much that is not ours.
_ACT_FROM: Final = 0.3
_ACTS_FROM: Final = {
    "smalltalk": 0.6,
    "affirm": 0.5,
    "deny": 0.5,
    "correct": 0.5,
    "skip": 0.5,
    "back": 0.5,
    "stop": 0.5,
    "report_fraud": 0.5,
}
# An act has to be so many times as sure as that something is asked: "không, ý tôi là tiền nước" asks about water.
_CLEARLY: Final = 1.5

_Reply = Callable[[Turn, float], Decision]


def reply_to_act(turn: Turn, understanding: Understanding) -> Decision | None:
    """Return the reply to a dialogue act, or None when something is asked."""
    if not understanding.acts:
        return None
    best = understanding.acts[0]
    asked = understanding.confidence(ASK)
    if (
        best.theme is not None
        or best.confidence < _ACTS_FROM.get(best.name, _ACT_FROM)
        or _CLEARLY * asked > best.confidence
    ):
        return None
    return _REPLIES[best.name](turn, best.confidence) if best.name in _REPLIES else None


def _smalltalk(key: str, *, with_menu: bool = False) -> _Reply:
    def reply(turn: Turn, confidence: float) -> Decision:
        text = wording.say(key, operator=turn.brain.operator)
        return act_reply(turn, "smalltalk", "greeting_smalltalk", confidence, text, menu_choices() if with_menu else ())

    return reply


def _refusal(key: str) -> _Reply:
    def reply(turn: Turn, confidence: float) -> Decision:
        return act_reply(turn, "fallback", OUT_OF_SCOPE, confidence, wording.say(key), ())

    return reply


def _human(turn: Turn, confidence: float) -> Decision:
    text = wording.say("human")
    if turn.brain.human_phone:
        own = wording.say("human_operator", operator=turn.brain.operator, phone=turn.brain.human_phone)
        text = f"{own}\n{text}"
    return act_reply(turn, "human", "human_agent", confidence, text, ())


def _report(turn: Turn, confidence: float) -> Decision:
    article = given_article(turn, "report-where")
    if article is None:
        return first_aid(turn, "emergency_money_sent", confidence)
    given = give(turn, article, confidence, ())
    intro = wording.first_aid("fraud_report")
    reply = replace(given.replies[0], kind="fraud_report", text=f"{intro}\n\n{given.replies[0].text}")
    return replace(given, kind="fraud_report", replies=(reply,))


def _status(turn: Turn, confidence: float) -> Decision:
    return act_reply(turn, "fraud_report", "fraud_report", confidence, wording.say("status"), ())


def _affirm(turn: Turn, confidence: float) -> Decision:
    # "được", "xem đi" after an offer takes the first thing offered.
    if turn.state.offered and (chosen := turn_to(turn, turn.state.offered[0].payload)) is not None:
        return chosen
    return _smalltalk("acknowledged")(turn, confidence)


def _steps_asked(turn: Turn, confidence: float) -> Decision:
    article = given_article(turn, turn.state.article)
    if article is None:
        return act_reply(turn, "choices", "greeting_smalltalk", confidence, wording.say("which_steps"), menu_choices())
    return steps(turn, article)


def _repeat(turn: Turn, confidence: float) -> Decision:
    article = given_article(turn, turn.state.article)
    if article is None:
        return _smalltalk("repeat_nothing", with_menu=True)(turn, confidence)
    return give(turn, article, confidence, ())


def _correct(turn: Turn, confidence: float) -> Decision:
    forgotten = replace(turn, state=replace(turn.state, theme=None, article=None))
    return _smalltalk("correct", with_menu=True)(forgotten, confidence)


_REPLIES: Final[dict[str, _Reply]] = {
    "greet": lambda turn, confidence: act_reply(
        turn, "smalltalk", "greeting_smalltalk", confidence, greet(turn.brain).text, menu_choices()
    ),
    "menu": _smalltalk("menu", with_menu=True),
    "thanks": _smalltalk("thanks"),
    "goodbye": _smalltalk("goodbye"),
    "smalltalk": _smalltalk("smalltalk"),
    "about_assistant": _smalltalk("about"),
    "affirm": _affirm,
    "deny": _smalltalk("declined"),
    "stop": _smalltalk("stop"),
    "skip": _smalltalk("declined"),
    "back": _smalltalk("menu", with_menu=True),
    "correct": _correct,
    "repeat": _repeat,
    "simpler": _steps_asked,
    "steps": _steps_asked,
    "human": _human,
    "forget": _smalltalk("forget"),
    "status": _status,
    "for_somebody_else": _smalltalk("for_somebody_else", with_menu=True),
    "report_fraud": _report,
    "abuse": _refusal("abuse"),
    "injection": _refusal("injection"),
    "other_peoples_data": _refusal("other_peoples_data"),
    "illegal_help": _refusal("illegal_help"),
}
