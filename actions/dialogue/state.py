"""What the dialogue remembers between two turns. Stored sealed, and gone when the conversation ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from actions.messages import Choice


@dataclass(frozen=True, slots=True)
class DialogueState:
    """The state of one conversation.

    Attributes:
        theme: what was talked about last, or None.
        article: the article given last, or None.
        offered: the choices of the last reply, so that "2" means the second.
        emergency_at: when first aid was given, or None; it is given once per incident.
        turns: how many turns there have been.
    """

    theme: str | None = None
    article: str | None = None
    offered: tuple[Choice, ...] = ()
    emergency_at: datetime | None = None
    turns: int = 0


STATE = TypeAdapter(DialogueState)
