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

_EMERGENCY_FROM: Final = 0.5
# Whoever says this was not cheated but mistyped; the alarm is for the others.
_OWN_MISTAKE: Final = frozenset(("wrong", "notarrive", "twice"))
_SCAMMER: Final = frozenset(("cheated", "otp", "password", "link", "app", "police", "fakebill"))
_FIRST_AID_LASTS: Final = timedelta(minutes=30)


def emergency(turn: Turn, understanding: Understanding) -> Decision | None:
    """Return first aid or comfort, or None when the message is no emergency."""
    distress = understanding.confidence("distress")
    if distress >= _EMERGENCY_FROM:
        return act_reply(turn, "distress", None, distress, wording.first_aid("distress"), ())
    confidence = understanding.confidence(EMERGENCY)
    said = synonym_groups(understanding.normal_form)
    if confidence < _EMERGENCY_FROM or (said & _OWN_MISTAKE and not said & _SCAMMER):
        return None
    branch = next(act.name for act in understanding.acts if act.name.startswith(EMERGENCY))
    return first_aid(turn, branch, confidence)


def first_aid(turn: Turn, branch: str, confidence: float) -> Decision:
    """Return the first aid of this branch; for more about the same incident, what to do next."""
    given_at = turn.state.emergency_at
    if given_at is not None and turn.now - given_at < _FIRST_AID_LASTS:
        # Once per incident: more about the same does not ring the alarm again.
        choices = article_choices(turn, ("report-where", "report-what-to-keep", "scam-get-money-back"))
        text = wording.first_aid("emergency_again")
        return act_reply(turn, "fraud_report", "fraud_report", confidence, text, choices)
    decision = act_reply(turn, "emergency", "fraud_report", confidence, wording.first_aid(branch), ())
    return replace(decision, state=replace(decision.state, emergency_at=turn.now))
