"""The emergency: first aid before anything else, once per incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from actions.dialogue import wording
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.offering import article_choices
from nlu.acts import EMERGENCY, Act, Understanding
from nlu.features import synonym_groups
from nlu.questions import is_question
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
_TELLS_ON: Final = ("report_fraud", "correct", "deny", "affirm", "not_helpful", "lost_device")


def emergency(turn: Turn, understanding: Understanding) -> Decision | None:
    """Return first aid or comfort, or None when the message is no emergency."""
    distress = understanding.confidence("distress")
    if distress >= _EMERGENCY_FROM:
        return act_reply(turn, "distress", "distress", wording.first_aid("distress"), confidence=distress)
    confidence = understanding.confidence(EMERGENCY)
    said = synonym_groups(understanding.normal_form)
    needed = _EMERGENCY_FROM if len(tokens(understanding.normal_form)) > _FEW_WORDS else _EMERGENCY_IN_FEW_WORDS_FROM
    if confidence < needed or (said & _OWN_MISTAKE and not said & _SCAMMER):
        return None
    branch = next(act.name for act in understanding.acts if act.name.startswith(EMERGENCY))
    return first_aid(turn, branch, confidence)


def first_aid_lasts(turn: Turn) -> bool:
    """Whether first aid was given a short while ago: the same incident does not ring the alarm again."""
    given_at = turn.state.emergency_at
    return given_at is not None and turn.now - given_at < _INCIDENT_LASTS


def tells_of_incident(turn: Turn) -> bool:
    """Whether the person is telling of a fraud that happened: what they go on to say belongs to it."""
    told_at = turn.state.told_at
    return told_at is not None and turn.now - told_at < _INCIDENT_LASTS


def more_of_incident(turn: Turn, understanding: Understanding) -> Decision | None:
    """Return what to do next when somebody goes on telling of the incident; None for a question or another act."""
    if not tells_of_incident(turn) or is_question(understanding.normal_form):
        return None
    best = understanding.acts[0] if understanding.acts else None
    answers_us = turn.state.asked_back and best is not None and best.name in ("affirm", "deny")
    if answers_us or (best is not None and best.confidence >= _STEERS_FROM and not _may_be_more(best)):
        return None
    return what_next(turn, "report_fraud", 1.0)


def first_aid(turn: Turn, branch: str, confidence: float) -> Decision:
    """Return the first aid of this branch; for more about the same incident, what to do next."""
    if first_aid_lasts(turn):
        return what_next(turn, branch, confidence)
    decision = act_reply(
        turn, "emergency", branch, wording.first_aid(branch), theme="fraud_report", confidence=confidence
    )
    return replace(decision, state=replace(decision.state, emergency_at=turn.now, told_at=turn.now))


def what_next(turn: Turn, act: str, confidence: float) -> Decision:
    """Return what to do after first aid, for more about the same incident."""
    choices = article_choices(turn, ("report-where", "report-what-to-keep", "scam-get-money-back"))
    text = wording.first_aid("emergency_again")
    decision = act_reply(turn, "fraud_report", act, text, choices, theme="fraud_report", confidence=confidence)
    return replace(decision, state=replace(decision.state, told_at=turn.now))


def _may_be_more(act: Act) -> bool:
    return act.theme in _OF_FRAUD or act.name in _TELLS_ON or act.name.startswith(EMERGENCY)
