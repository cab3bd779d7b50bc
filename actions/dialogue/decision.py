"""What a turn decides on and with: the brain, the message with its state, and the decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from actions.dialogue.human import HumanDesk
from actions.dialogue.state import DialogueState
from actions.messages import Choice, Inbound, Kind, Outbound
from knowledge.directory.entries import Directory, directory_folder, read_directory
from knowledge.directory.places import Places, read_places
from knowledge.find import Band, Candidate
from knowledge.model import Model
from nlu.acts import ASK

LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is kept, as published by /privacy.

    Attributes:
        idle_minutes: silence after which a web conversation is wiped.
        event_days: days for which the keys of events stay, without any text, to act on each once.
        theme_days: days after which the masked text and the person's key leave the theme log.
    """

    idle_minutes: int = 30
    event_days: int = 7
    theme_days: int = 90


@dataclass(frozen=True, slots=True)
class Brain:
    """What a turn needs besides the message: the model, the directory, and what the operator has set.

    Attributes:
        operator: who runs the assistant, as shown to people.
        human: the operator's own people at a phone, or None.
        require_approved: answer only from approved articles.
        retention: how long what is kept.
        directory: who is who.
        places: the provinces and their communes.
    """

    model: Model
    operator: str
    human: HumanDesk | None = None
    require_approved: bool = False
    retention: Retention = Retention()
    directory: Directory = field(default_factory=lambda: read_directory(directory_folder()))
    places: Places = field(default_factory=lambda: read_places(directory_folder()))


@dataclass(frozen=True, slots=True)
class Decision:
    """What the assistant does with one message.

    Attributes:
        kind: what sort of reply.
        act: what the message was taken to do: an act of `nlu/data`, `ask_<theme>`, or what was chosen ("pick").
        theme: one of the design's themes, or None.
        article: the id of the article given, or None.
        confidence: calibrated probability that the theme is right.
        band: what that probability allows.
        candidates: the likeliest articles, best first.
        replies: what the person reads.
        state: the conversation afterwards.
        said: the words that this answers; for one of two questions its own.
        parts: the decision on each question when several were asked.
        helpful: what the person said of the last answer, or None.
        forgets: whether the person wants everything forgotten.
    """

    kind: Kind
    act: str
    theme: str | None
    article: str | None
    confidence: float
    band: Band
    candidates: tuple[Candidate, ...]
    replies: tuple[Outbound, ...]
    state: DialogueState
    said: str = ""
    parts: tuple[Decision, ...] = ()
    helpful: bool | None = None
    forgets: bool = False

    @property
    def answers(self) -> tuple[Decision, ...]:
        """The decision on each question: its parts, or itself."""
        return self.parts or (self,)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on its way through the dialogue.

    Attributes:
        brain: what it is decided with.
        state: the conversation so far.
        message: what came in.
        now: timezone-aware.
        text: what is read of the message: without the names of communes, which say nothing of what is asked.
    """

    brain: Brain
    state: DialogueState
    message: Inbound
    now: datetime
    text: str

    @property
    def today(self) -> date:
        """The day where the people are."""
        return self.now.astimezone(LOCAL).date()


def asking(theme: str) -> str:
    """Return the act of asking about the theme."""
    return f"{ASK}{theme}"


def act_reply(
    turn: Turn,
    kind: Kind,
    act: str,
    text: str,
    choices: tuple[Choice, ...] = (),
    *,
    theme: str | None = None,
    confidence: float = 1.0,
) -> Decision:
    """Return the decision to say this and nothing else; the state stays."""
    reply = Outbound(kind, text, choices=choices, theme=theme)
    band: Band = {"choices": "choices", "fallback": "fallback"}.get(kind, "answer")  # type: ignore[assignment]
    return Decision(kind, act, theme, None, confidence, band, (), (reply,), turn.state, said=turn.message.text)
