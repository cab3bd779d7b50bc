"""Commands that are typed with a slash, the same on every channel: /help, /privacy, /forget."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from actions.dialogue import wording
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.offering import greet, menu_choices
from actions.dialogue.person import person
from actions.dialogue.state import DialogueState

COMMAND: Final = "command"
_TYPED: Final = re.compile(r"^/([a-z]{2,20})(?:@\w+)?\s*$", re.IGNORECASE)


def typed_command(text: str) -> str | None:
    """Return the payload of a typed command ("/help"), or None."""
    match = _TYPED.match(text)
    return f"{COMMAND}:{match.group(1).lower()}" if match else None


def run_command(turn: Turn, name: str) -> Decision:
    """Return what the command does; for one that does not exist, the help."""
    return _COMMANDS.get(name, help_)(turn)


def help_(turn: Turn) -> Decision:
    """Return what the assistant can do, and the commands."""
    return act_reply(turn, "smalltalk", "help", wording.say("help"), menu_choices(), theme="greeting_smalltalk")


def privacy(turn: Turn) -> Decision:
    """Return what is kept, how long, and how to have it erased."""
    kept = turn.brain.retention
    text = wording.say(
        "privacy",
        operator=turn.brain.operator,
        idle_minutes=str(kept.idle_minutes),
        event_days=str(kept.event_days),
        theme_days=str(kept.theme_days),
    )
    return act_reply(turn, "smalltalk", "privacy", text, theme="greeting_smalltalk")


def forget(turn: Turn) -> Decision:
    """Return the decision to forget the person; the reply has the receipt and is made when it is done."""
    return replace(act_reply(turn, "smalltalk", "forget", ""), forgets=True, state=DialogueState())


def _menu(turn: Turn) -> Decision:
    return act_reply(turn, "smalltalk", "menu", wording.say("menu"), menu_choices(), theme="greeting_smalltalk")


def _start(turn: Turn) -> Decision:
    greeting = greet(turn.brain)
    decision = act_reply(turn, "smalltalk", "greet", greeting.text, greeting.choices, theme="greeting_smalltalk")
    return replace(decision, state=DialogueState(emergency_at=turn.state.emergency_at))


_COMMANDS: Final[Mapping[str, Callable[[Turn], Decision]]] = {
    "start": _start,
    "help": help_,
    "menu": _menu,
    "privacy": privacy,
    "forget": forget,
    "human": lambda turn: person(turn, None, 1.0),
}
