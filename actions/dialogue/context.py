"""What was said just before, in words, as a state: for a batch line or an API call that has no conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from actions.dialogue.decision import LOCAL, Brain
from actions.dialogue.state import DialogueState

_SPEAKER: Final = re.compile(r"^\s*(?:bot|trợ lý|người hỏi|người dùng|user|khách)\s*:\s*", re.IGNORECASE)


def state_from_context(brain: Brain, context: Sequence[str], now: datetime) -> DialogueState:
    """Return the state in which the topic is what the context talks about; later lines win."""
    state = DialogueState()
    for line in context:
        understanding = brain.model.engine.understand(_SPEAKER.sub("", line).strip(' “”"'), now)
        candidates = brain.model.knowledge.find(
            understanding, today=now.astimezone(LOCAL).date(), require_approved=brain.require_approved
        )
        if brain.model.knowledge.band(candidates) != "fallback":
            best = candidates[0].article
            state = replace(state, theme=best.theme, article=best.id, asked=understanding.text)
    return state
