"""The one function that chooses what to do: what was chosen, emergency, acts, then finding."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from actions.dialogue import lists, wording
from actions.dialogue.acts import reply_to_act
from actions.dialogue.chosen import is_number, still_offered, turn_to, typed_choice
from actions.dialogue.commands import COMMAND, typed_command
from actions.dialogue.decision import Brain, Decision, Turn, act_reply
from actions.dialogue.emergency import emergency, more_of_incident, stays_with, tells_of_incident, what_next
from actions.dialogue.finding import NOT_UNDERSTOOD, correction, find
from actions.dialogue.helpful import thumb
from actions.dialogue.lost import lock_first
from actions.dialogue.offering import menu_choices
from actions.dialogue.person import number_asked
from actions.dialogue.place import ask_province, note_place, place_told
from actions.dialogue.state import DialogueState
from actions.messages import Inbound, Outbound
from knowledge.placeholders import ADDRESS, fill
from nlu.acts import Understanding
from nlu.embedded import MAX_CHARACTERS
from nlu.questions import asks
from nlu.speaker import speaker_of
from nlu.text import normalise

# What is said around a question.
_POLITE: Final = ("thanks", "greet", "goodbye", "affirm", "for_somebody_else")
_CLAUSE_END: Final = re.compile(r"[,:;.?!\n]+")


def choose(brain: Brain, state: DialogueState, message: Inbound, now: datetime) -> Decision:
    """Return what to do with the message.

    Args:
        brain: the model, the directory and the operator's settings.
        state: the conversation so far.
        message: what came in, cleaned and masked.
        now: timezone-aware.
    """
    turn = Turn(brain, state, message, now, message.text)
    if message.payload is None:
        turn = note_place(_note_speaker(turn))
    decision = ask_province(turn, _choose(turn))
    replies = decision.replies
    if message.masked:
        replies = (Outbound("smalltalk", wording.say("masked")), *replies)
    if len(message.text) > MAX_CHARACTERS:
        replies = (Outbound("smalltalk", wording.say("too_long")), *replies)
    last = replies[-1] if replies else None
    after = replace(
        decision.state,
        offered=last.choices if last else (),
        asked_back=last is not None and last.kind == "choices" and _takes_yes(last),
        turns=state.turns + 1,
    )
    return _filled(brain, replace(decision, replies=replies, state=after))


def _takes_yes(reply: Outbound) -> bool:
    """Whether "được" to these choices takes the first: a yes tells no province."""
    return bool(reply.choices) and reply.choices[0].payload.startswith(("article:", COMMAND))


def _choose(turn: Turn) -> Decision:
    words = normalise(turn.message.text[:MAX_CHARACTERS])
    payload = turn.message.payload or _typed(turn, words)
    if payload is not None and (chosen := turn_to(turn, payload)) is not None:
        # A number or a label are not words of theirs.
        return replace(chosen, said="")
    if is_number(words):
        return act_reply(
            turn, "fallback", "number", wording.say("no_such_number"), still_offered(turn) or menu_choices()
        )
    if not words:
        return act_reply(turn, "fallback", "empty", wording.say("empty"), menu_choices())
    engine = turn.brain.model.engine
    # Need is read in the whole message; what is asked, without the names of places.
    whole = engine.understand(turn.message.text, turn.now)
    understanding = whole if turn.text == turn.message.text else engine.understand(turn.text, turn.now)
    decision = (
        emergency(turn, whole)
        or lock_first(turn, whole)
        or place_told(turn)
        or number_asked(turn)
        or correction(turn)
        or _asked_besides(turn, understanding)
        or _act(turn, understanding)
        or _find(turn, understanding)
    )
    return stays_with(turn, decision)


def _act(turn: Turn, understanding: Understanding) -> Decision | None:
    reply = reply_to_act(turn, understanding)
    return more_of_incident(turn, understanding, reply) or reply


def _asked_besides(turn: Turn, understanding: Understanding) -> Decision | None:
    """Return the decision on the question in "cảm ơn em, cho hỏi tiền điện đóng ở đâu", or None when there is none."""
    if not understanding.acts or understanding.acts[0].name not in _POLITE:
        return None
    engine = turn.brain.model.engine
    clauses = [engine.understand(clause, turn.now) for clause in _CLAUSE_END.split(turn.text) if clause.strip()]
    question = [c.text.strip() for c in clauses if c.acts and c.acts[0].name not in _POLITE]
    text = ", ".join(question)
    if len(question) == len(clauses) or not asks(normalise(text)):
        return None
    decision = find(replace(turn, text=text), engine.understand(text, turn.now))
    return decision if decision.kind != "fallback" else None


def _find(turn: Turn, understanding: Understanding) -> Decision:
    decision = find(turn, understanding)
    # Somebody in need who cannot make themselves understood is told what to do next, not that we know nothing.
    if decision.act == NOT_UNDERSTOOD and tells_of_incident(turn):
        return what_next(turn, "report_fraud", 1.0)
    return decision


def _typed(turn: Turn, normal_form: str) -> str | None:
    """Return the payload for a command, thumbs, or the number of a choice; None for words."""
    text = turn.message.text
    return typed_command(text) or thumb(text) or typed_choice(turn.state, normal_form)


def _note_speaker(turn: Turn) -> Turn:
    """Return the turn with how the person is to be addressed, and for whom they ask."""
    speaker = speaker_of(turn.message.text)
    state = turn.state
    if speaker.for_another and not state.for_another:
        # Somebody else's place and age are not those of who was asked for before.
        state = replace(state, for_another=True, province=None, commune=None, place_said=None, address=None)
        state = replace(state, province_asked=False)
    # What they call themselves says it; what they call the assistant only hints at it.
    address = lists.address_of(speaker.calls_self, None) or state.address or lists.address_of(None, speaker.calls_us)
    return replace(turn, state=replace(state, address=address))


def _filled(brain: Brain, decision: Decision) -> Decision:
    """Return the decision with the placeholders of its replies filled."""
    state = decision.state

    def text(raw: str) -> str:
        return fill(raw, address=state.address or ADDRESS, call=lambda key: brain.directory.call(key, state.province))

    def reply(raw: Outbound) -> Outbound:
        return replace(
            raw,
            text=text(raw.text),
            sections=tuple(replace(s, items=tuple(text(item) for item in s.items)) for s in raw.sections),
        )

    parts = tuple(replace(part, replies=tuple(reply(r) for r in part.replies)) for part in decision.parts)
    return replace(decision, replies=tuple(reply(r) for r in decision.replies), parts=parts)
