"""The emergency: first aid before anything else, once per incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from actions.dialogue import wording
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.offering import article_choices
from nlu.acts import EMERGENCY, Understanding
from nlu.features import synonym_groups
from nlu.questions import has_question, is_question
from nlu.text import tokens

_EMERGENCY_FROM: Final = 0.5
# "chuyển tiền" alone tells of no emergency, "bị lừa rồi" does.
_EMERGENCY_IN_FEW_WORDS_FROM: Final = 0.7
_FEW_WORDS: Final = 2
# Whoever says this was not cheated but mistyped; the alarm is for the others.
_OWN_MISTAKE: Final = frozenset(("wrong", "notarrive", "twice"))
_SCAMMER: Final = frozenset(("cheated", "otp", "password", "link", "app", "police", "fakebill"))
_INCIDENT_LASTS: Final = timedelta(minutes=30)
# An act this sure steers the conversation ("cảm ơn", "dừng"), or asks about something else.
_STEERS_FROM: Final = 0.5
_OF_FRAUD: Final = ("fraud_report", "fraud_advice")
_WORSE: Final = ("emergency_money_sent", "emergency_secrets_given")
_IN_NEED: Final = ("emergency", "distress", "fraud_report")
_LEAVES_DISTRESS: Final = ("thanks", "goodbye", "stop", "forget", "privacy", "pick")
_TELLS_ON: Final = ("report_fraud", "correct", "deny", "affirm", "not_helpful", "lost_device", "other_peoples_data")


def emergency(turn: Turn, understanding: Understanding) -> Decision | None:
    """Return first aid or comfort, or None when the message is no emergency."""
    distress = understanding.confidence("distress")
    if distress >= _EMERGENCY_FROM:
        return comfort(turn, "distress", distress)
    confidence = understanding.confidence(EMERGENCY)
    said = synonym_groups(understanding.normal_form)
    needed = _EMERGENCY_FROM if len(tokens(understanding.normal_form)) > _FEW_WORDS else _EMERGENCY_IN_FEW_WORDS_FROM
    if confidence < needed or (said & _OWN_MISTAKE and not said & _SCAMMER):
        return None
    branch = next(act.name for act in understanding.acts if act.name.startswith(EMERGENCY))
    return first_aid(turn, branch, confidence)


def tells_of_incident(turn: Turn) -> bool:
    """Whether the person is telling of a fraud that happened: what they go on to say belongs to it."""
    told_at = turn.state.told_at
    return told_at is not None and turn.now - told_at < _INCIDENT_LASTS


def more_of_incident(turn: Turn, understanding: Understanding, act: Decision | None) -> Decision | None:
    """Return what to do next when somebody goes on telling of the incident; None for a question or another act.

    Args:
        turn: the turn.
        understanding: the message.
        act: the reply to the act that the message was taken for, or None.
    """
    if not tells_of_incident(turn) or is_question(understanding.normal_form):
        return None
    answers_us = turn.state.asked_back and act is not None and act.act in ("affirm", "deny", "pick")
    steers = act is not None and act.act not in _TELLS_ON
    best = understanding.acts[0] if understanding.acts else None
    asks = best is not None and best.confidence >= _STEERS_FROM and best.theme not in (None, *_OF_FRAUD)
    return None if answers_us or steers or asks else what_next(turn, "report_fraud", 1.0)


def comfort(turn: Turn, wording_key: str, confidence: float) -> Decision:
    """Return words for somebody who does not want to live, and who can be with them; nothing else beside it."""
    decision = act_reply(turn, "distress", "distress", wording.first_aid(wording_key), confidence=confidence)
    return replace(decision, state=replace(decision.state, distress_at=turn.now, theme=None, article=None, asked=""))


def stays_with(turn: Turn, decision: Decision) -> Decision:
    """Return the decision; for somebody who was in distress a moment ago, words of comfort instead of a menu."""
    said_at = turn.state.distress_at
    if said_at is None or turn.now - said_at >= _INCIDENT_LASTS:
        return decision
    asked = decision.kind in ("answer", "choices") and has_question(turn.message.text)
    if asked or decision.kind in _IN_NEED or decision.act in _LEAVES_DISTRESS:
        return decision
    return comfort(turn, "distress_again", 1.0)


def first_aid(turn: Turn, branch: str, confidence: float) -> Decision:
    """Return the first aid of this branch; for more about the same incident, what to do next.

    Aid is given once an incident, and again only when it got worse: money sent, or a secret given.
    """
    state = turn.state
    lasts = state.emergency_at is not None and turn.now - state.emergency_at < _INCIDENT_LASTS
    given = state.aid_given if lasts else ()
    if given and (branch in given or branch not in _WORSE):
        return what_next(turn, branch, confidence)
    decision = act_reply(
        turn, "emergency", branch, wording.first_aid(branch), theme="fraud_report", confidence=confidence
    )
    # What was talked about before is over: what is asked now is about this.
    after = replace(
        decision.state, emergency_at=turn.now, told_at=turn.now, aid_given=(*given, branch),
        theme="fraud_report", article=None, asked="",
    )  # fmt: skip
    return replace(decision, state=after)


def what_next(turn: Turn, act: str, confidence: float) -> Decision:
    """Return what to do after first aid, for more about the same incident."""
    choices = article_choices(turn, ("report-where", "report-what-to-keep", "scam-get-money-back"))
    text = wording.first_aid("emergency_again")
    decision = act_reply(turn, "fraud_report", act, text, choices, theme="fraud_report", confidence=confidence)
    return replace(decision, state=replace(decision.state, told_at=turn.now))
