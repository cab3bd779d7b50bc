"""What a message does, and how an engine says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

# The themes of docs/architecture.md that have articles; the others (greeting, human, out of scope) are acts.
THEMES: Final = (
    "electricity", "water", "tuition", "hospital", "tax", "fees_fines", "social_security", "qr_trader",
    "einvoice_trader", "ecommerce", "account_card", "wallet", "mobile_money", "transfer_problem",
    "security_howto", "fraud_advice", "fraud_report", "plan_policy",
)  # fmt: skip
ASK: Final = "ask_"
OUT_OF_SCOPE: Final = "out_of_scope"
EMERGENCY: Final = "emergency_"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a message does, with the engine's confidence in [0, 1].

    The name is an act of `nlu/data/*.yml` ("greet", "emergency_money_sent", "out_of_scope/loan") or `ask_<theme>`.
    """

    name: str
    confidence: float

    @property
    def theme(self) -> str | None:
        """The theme of an `ask_<theme>` act, else None."""
        return self.name.removeprefix(ASK) if self.name.startswith(ASK) else None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What an engine made of one message.

    Attributes:
        text: the message as it was typed, secrets masked.
        normal_form: see `nlu.text.normalise`.
        acts: the likeliest acts, best first, confidences summing to at most 1.
    """

    text: str
    normal_form: str
    acts: tuple[Act, ...]

    def confidence(self, prefix: str) -> float:
        """Return the summed confidence of all acts whose name starts with the prefix."""
        return sum(act.confidence for act in self.acts if act.name.startswith(prefix))


class Engine(Protocol):
    """Reads a message. The embedded engine runs in process; a Rasa server can stand in for it."""

    def understand(self, text: str, now: datetime) -> Understanding:
        """Return what the text does. Never raises on any text; `now` is timezone-aware."""
        ...
