"""What a turn decides on and with: the brain, the message with its state, and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from actions.dialogue.state import DialogueState
from actions.messages import Choice, Inbound, Kind, Outbound
from knowledge.find import Band, Candidate
from knowledge.model import Model

LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Brain:
    """What a turn needs besides the message: the model and what the operator has set.

    Attributes:
        operator: who runs the assistant, as shown to people.
        human_phone: the operator's own number with somebody at it, or None.
        require_approved: answer only from approved articles.
    """

    model: Model
    operator: str
    human_phone: str | None = None
    require_approved: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What the assistant does with one message.

    Attributes:
        kind: what sort of reply.
        theme: one of the design's themes, or None.
        article: the id of the article given, or None.
        confidence: calibrated probability that the theme is right.
        band: what that probability allows.
        candidates: the likeliest articles, best first.
        replies: what the person reads.
        state: the conversation afterwards.
    """

    kind: Kind
    theme: str | None
    article: str | None
    confidence: float
    band: Band
    candidates: tuple[Candidate, ...]
    replies: tuple[Outbound, ...]
    state: DialogueState


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on its way through the dialogue."""

    brain: Brain
    state: DialogueState
    message: Inbound
    now: datetime

    @property
    def today(self) -> date:
        """The day where the people are."""
        return self.now.astimezone(LOCAL).date()


def act_reply(
    turn: Turn, kind: Kind, theme: str | None, confidence: float, text: str, choices: tuple[Choice, ...]
) -> Decision:
    """Return the decision to say this and nothing else; the state stays."""
    reply = Outbound(kind, text, choices=choices, theme=theme)
    band: Band = {"choices": "choices", "fallback": "fallback"}.get(kind, "answer")  # type: ignore[assignment]
    return Decision(kind, theme, None, confidence, band, (), (reply,), turn.state)
