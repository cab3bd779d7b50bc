"""Replies to dialogue acts: greetings, thanks, a wish for a person, insults, "say that again"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from actions.dialogue import helpful, wording
from actions.dialogue.chosen import turn_to
from actions.dialogue.commands import COMMAND, forget, privacy
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.emergency import first_aid, tells_of_incident, what_next
from actions.dialogue.offering import give, given_article, go_back, greet, menu_choices, step_by_step, steps
from actions.dialogue.person import person
from actions.messages import Choice
from knowledge.article import Article
from nlu.acts import ASK, OUT_OF_SCOPE, Understanding
from nlu.text import tokens

# From which confidence an act is taken as meant. Short ones are near-certain when they are meant at all; small talk
# looks like much that is not ours.
_ACT_FROM: Final = 0.3
_ONE_WORD_FROM: Final = 0.2
_ACTS_FROM: Final = {
    "smalltalk": 0.6,
    "affirm": 0.5,
    "deny": 0.5,
    "correct": 0.5,
    "skip": 0.5,
    "back": 0.5,
    "stop": 0.5,
    "report_fraud": 0.5,
    "next": 0.4,
    "helpful": 0.5,
    "not_helpful": 0.4,
}
# An act has to be so many times as sure as that something is asked: "không, ý tôi là tiền nước" asks about water.
_CLEARLY: Final = 1.5
# Help with a crime is refused when in doubt.
_CLEARLY_FROM: Final = {"illegal_help": 1.0}
_ENDS_TELLING: Final = ("stop", "goodbye", "thanks")
# A rating counts in the theme log: it has to be meant as one.
_RATES_FROM: Final = 0.8
# Acts that are said in the same words: together they are sure that it is one of them.
_NO: Final = ("deny", "correct", "not_helpful")
_YES: Final = ("affirm", "helpful")
_ALIKE: Final = dict.fromkeys(_NO, _NO) | dict.fromkeys(_YES, _YES)
_CHAT: Final = "greeting_smalltalk"

_Reply = Callable[[Turn, Understanding, float], Decision]


def reply_to_act(turn: Turn, understanding: Understanding) -> Decision | None:
    """Return the reply to a dialogue act, or None when something is asked."""
    if not understanding.acts:
        return None
    best = understanding.acts[0]
    if best.theme is not None or best.name not in _REPLIES:
        return None
    confidence = sum(act.confidence for act in understanding.acts if act.name in _ALIKE.get(best.name, (best.name,)))
    asked = understanding.confidence(ASK)
    if confidence < _from_when(best.name, understanding) or _CLEARLY_FROM.get(best.name, _CLEARLY) * asked > confidence:
        return None
    # "được", "hiểu rồi" after "did you mean" is a yes, whatever else it may be.
    name = "affirm" if best.name in _YES and turn.state.asked_back else best.name
    decision = _REPLIES[name](turn, understanding, confidence)
    if name in _ENDS_TELLING:
        decision = replace(decision, state=replace(decision.state, told_at=None))
    return decision if decision.act == "pick" else replace(decision, act=name)


def _from_when(act: str, understanding: Understanding) -> float:
    """Return the confidence from which the act is meant; one word alone asks for nothing and is some act."""
    return _ONE_WORD_FROM if len(tokens(understanding.normal_form)) == 1 else _ACTS_FROM.get(act, _ACT_FROM)


def _chat(key: str, *, with_menu: bool = False) -> _Reply:
    def reply(turn: Turn, _: Understanding, confidence: float) -> Decision:
        text = wording.say(key, operator=turn.brain.operator)
        choices = menu_choices() if with_menu else ()
        return act_reply(turn, "smalltalk", key, text, choices, theme=_CHAT, confidence=confidence)

    return reply


def _refusal(key: str) -> _Reply:
    def reply(turn: Turn, _: Understanding, confidence: float) -> Decision:
        return act_reply(turn, "fallback", key, wording.say(key), theme=OUT_OF_SCOPE, confidence=confidence)

    return reply


def _report(turn: Turn, _: Understanding, confidence: float) -> Decision:
    article = given_article(turn, "report-where")
    if article is None:
        return first_aid(turn, "emergency_money_sent", confidence)
    given = give(turn, article, confidence, ())
    intro = wording.first_aid("fraud_report")
    reply = replace(given.replies[0], kind="fraud_report", text=f"{intro}\n\n{given.replies[0].text}")
    return replace(given, kind="fraud_report", replies=(reply,), state=replace(given.state, told_at=turn.now))


def _status(turn: Turn, _: Understanding, confidence: float) -> Decision:
    return act_reply(turn, "fraud_report", "status", wording.say("status"), theme="fraud_report", confidence=confidence)


def _affirm(turn: Turn, understanding: Understanding, confidence: float) -> Decision:
    # "được", "xem đi" takes the first thing that was asked about; after a plain answer it only means "I see".
    if turn.state.asked_back and (chosen := turn_to(turn, turn.state.offered[0].payload)) is not None:
        return chosen
    return _chat("acknowledged")(turn, understanding, confidence)


def _steps_asked(turn: Turn, _: Understanding, confidence: float) -> Decision:
    article = _in_hand(turn)
    return steps(turn, article) if article else _which_steps(turn, confidence)


def _simpler(turn: Turn, _: Understanding, confidence: float) -> Decision:
    """Read out one step at a time, from the first."""
    article = _in_hand(turn)
    return step_by_step(turn, article, 0) if article else _which_steps(turn, confidence)


def _next(turn: Turn, _: Understanding, confidence: float) -> Decision:
    article = given_article(turn, turn.state.article)
    return step_by_step(turn, article, turn.state.step) if article else _which_steps(turn, confidence)


def _in_hand(turn: Turn) -> Article | None:
    """Return the article that is talked about: the first of those just asked about, else the last one given."""
    first = turn.state.offered[0].payload if turn.state.asked_back else ""
    return given_article(turn, first.removeprefix("article:")) or given_article(turn, turn.state.article)


def _which_steps(turn: Turn, confidence: float) -> Decision:
    if tells_of_incident(turn):
        return what_next(turn, "report_fraud", confidence)
    return act_reply(
        turn, "choices", "steps", wording.say("which_steps"), menu_choices(), theme=_CHAT, confidence=confidence
    )


def _repeat(turn: Turn, understanding: Understanding, confidence: float) -> Decision:
    article = given_article(turn, turn.state.article)
    if article is None:
        return _chat("repeat_nothing", with_menu=True)(turn, understanding, confidence)
    if turn.state.step:
        return step_by_step(turn, article, turn.state.step - 1)
    return give(turn, article, confidence, ())


def _correct(turn: Turn, understanding: Understanding, confidence: float) -> Decision:
    forgotten = replace(turn, state=replace(turn.state, theme=None, article=None, asked=""))
    return _chat("correct", with_menu=True)(forgotten, understanding, confidence)


def _forget(turn: Turn, _: Understanding, confidence: float) -> Decision:
    """Ask first: what is forgotten does not come back, and the wish was only understood, not typed as /forget."""
    confirm = f"{COMMAND}:forget"
    if turn.state.asked_back and turn.state.offered[0].payload == confirm:
        return forget(turn)
    choices = (
        Choice(wording.say("forget_yes"), confirm),
        Choice(wording.say("forget_no"), "menu:"),
    )
    return act_reply(turn, "choices", "forget", wording.say("forget"), choices, theme=_CHAT, confidence=confidence)


def _rated(value: str) -> _Reply:
    def reply(turn: Turn, understanding: Understanding, confidence: float) -> Decision:
        if confidence < _RATES_FROM:
            unsure = _chat("acknowledged") if value == helpful.YES else _correct
            return unsure(turn, understanding, confidence)
        rated = helpful.rate(turn, value) or _chat("acknowledged")(turn, understanding, confidence)
        if value == helpful.YES:
            return rated
        # "không phải, tôi hỏi cái khác": what comes next is not about this any more.
        return replace(rated, state=replace(rated.state, theme=None, article=None, asked=""))

    return reply


_REPLIES: Final[dict[str, _Reply]] = {
    "greet": lambda turn, _, confidence: act_reply(
        turn, "smalltalk", "greet", greet(turn.brain).text, menu_choices(), theme=_CHAT, confidence=confidence
    ),
    "menu": _chat("menu", with_menu=True),
    "thanks": _chat("thanks"),
    "goodbye": _chat("goodbye"),
    "smalltalk": _chat("smalltalk"),
    "about_assistant": _chat("about"),
    "affirm": _affirm,
    "deny": _chat("declined"),
    "stop": _chat("stop"),
    "skip": _chat("declined"),
    "back": lambda turn, _understanding, _confidence: go_back(turn),
    "correct": _correct,
    "repeat": _repeat,
    "simpler": _simpler,
    "next": _next,
    "steps": _steps_asked,
    "human": person,
    "forget": _forget,
    "privacy": lambda turn, _understanding, _confidence: privacy(turn),
    "helpful": _rated(helpful.YES),
    "not_helpful": _rated(helpful.NO),
    "status": _status,
    "for_somebody_else": _chat("for_somebody_else", with_menu=True),
    "report_fraud": _report,
    "abuse": _refusal("abuse"),
    "injection": _refusal("injection"),
    "other_peoples_data": _refusal("other_peoples_data"),
    "illegal_help": _refusal("illegal_help"),
}
