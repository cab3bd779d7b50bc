"""The one function that chooses what to do: what was chosen, emergency, acts, then finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from actions.dialogue import wording
from actions.dialogue.acts import reply_to_act
from actions.dialogue.chosen import is_number, still_offered, turn_to, typed_choice
from actions.dialogue.decision import Brain, Decision, Turn, act_reply
from actions.dialogue.emergency import emergency
from actions.dialogue.followup import lean_on_topic
from actions.dialogue.offering import KEPT_CANDIDATES, did_you_mean, give, menu_choices
from actions.dialogue.state import DialogueState
from actions.messages import Choice, Inbound, Outbound
from knowledge.find import Candidate, Topic, theme_probability
from nlu.acts import OUT_OF_SCOPE, Understanding
from nlu.embedded import MAX_CHARACTERS

_OUTSIDE_FROM: Final = 0.4


def choose(brain: Brain, state: DialogueState, message: Inbound, now: datetime) -> Decision:
    """Return what to do with the message.

    Args:
        brain: the model and the operator's settings.
        state: the conversation so far.
        message: what came in, cleaned and masked.
        now: timezone-aware.
    """
    turn = Turn(brain, state, message, now)
    decision = _choose(turn)
    replies = decision.replies
    if message.masked:
        replies = (Outbound("smalltalk", wording.say("masked")), *replies)
    if len(message.text) > MAX_CHARACTERS:
        replies = (Outbound("smalltalk", wording.say("too_long")), *replies)
    offered = replies[-1].choices if replies else ()
    state = replace(decision.state, offered=offered, turns=state.turns + 1)
    return replace(decision, replies=replies, state=state)


def _choose(turn: Turn) -> Decision:
    understanding = turn.brain.model.engine.understand(turn.message.text, turn.now)
    payload = turn.message.payload or typed_choice(turn.state, understanding.normal_form)
    if payload is not None and (chosen := turn_to(turn, payload)) is not None:
        return chosen
    if is_number(understanding.normal_form):
        return act_reply(
            turn, "fallback", None, 1.0, wording.say("no_such_number"), still_offered(turn) or menu_choices()
        )
    if not understanding.normal_form:
        return act_reply(turn, "fallback", None, 1.0, wording.say("empty"), menu_choices())
    return emergency(turn, understanding) or reply_to_act(turn, understanding) or _find(turn, understanding)


def _find(turn: Turn, understanding: Understanding) -> Decision:
    candidates = _candidates(turn, understanding, None)
    band = turn.brain.model.knowledge.band(candidates)
    if turn.state.theme is not None:
        stands_alone = band == "answer"
        leaning = lean_on_topic(turn.brain.model, understanding, turn.state.theme, turn.now, stands_alone=stands_alone)
        if leaning is not None:
            candidates = _candidates(turn, leaning, Topic(turn.state.theme, turn.state.article))
            band = turn.brain.model.knowledge.band(candidates)
    if band == "answer":
        return give(turn, candidates[0].article, min(theme_probability(candidates), 1.0), tuple(candidates))
    if band == "choices":
        return did_you_mean(turn, tuple(candidates))
    return _say_so(turn, understanding, tuple(candidates))


def _candidates(turn: Turn, understanding: Understanding, topic: Topic | None) -> list[Candidate]:
    return turn.brain.model.knowledge.find(
        understanding, topic, today=turn.today, require_approved=turn.brain.require_approved
    )


def _say_so(turn: Turn, understanding: Understanding, candidates: tuple[Candidate, ...]) -> Decision:
    topics = [a for a in understanding.acts if a.name.startswith(OUT_OF_SCOPE)]
    topic = topics[0].name.partition("/")[2] if topics else ""
    if topics and topics[0].confidence >= _OUTSIDE_FROM and wording.has_elsewhere(topic):
        text = wording.elsewhere(topic)
        choices: tuple[Choice, ...] = ()
    else:
        text = wording.say("dont_know")
        choices = menu_choices()
    confidence = 1.0 - min(sum(c.probability for c in candidates), 1.0)
    reply = Outbound("fallback", text, choices=choices, theme=OUT_OF_SCOPE)
    return Decision(
        "fallback", OUT_OF_SCOPE, None, confidence, "fallback", candidates[:KEPT_CANDIDATES], (reply,), turn.state
    )
