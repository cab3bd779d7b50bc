"""Whole conversations, replayed through the way of a message; asserted on act, theme and state, never on wording.

Each line of `*.jsonl` is one conversation: turns with what the person types ("user") or presses ("press"), and what has
to come of it ("expect"). A value may be a list: any of these is right; an act may end in * for all that begin so. "xfail" says what is known to go wrong in a conversation.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.conversations import start_conversation
from actions.database.session import create_in_memory
from actions.dialogue.decision import Brain, Decision
from actions.dialogue.offering import opening
from actions.dialogue.state import DialogueState
from actions.privacy.crypto import Keyring
from actions.turn import Desk, accept_message, inbound, take_turn
from tests.conftest import NOW

CONVERSATIONS = [
    json.loads(line)
    for path in sorted(Path(__file__).parent.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]


# What goes wrong in these is known and said in docs/quality.md; a strict xfail fails as soon as it goes right.
KNOWN_AT_MOST = 27


def _case(conversation: dict[str, Any]) -> Any:
    known = conversation.get("xfail")
    marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
    return pytest.param(conversation, id=conversation["id"], marks=marks)


def test_there_are_enough_and_each_asserts_something() -> None:
    assert len(CONVERSATIONS) >= 60
    assert len({c["id"] for c in CONVERSATIONS}) == len(CONVERSATIONS)
    assert all(any(turn.get("expect") for turn in c["turns"]) for c in CONVERSATIONS)
    assert sum("xfail" in c for c in CONVERSATIONS) <= KNOWN_AT_MOST


@pytest.mark.parametrize("conversation", [_case(c) for c in CONVERSATIONS])
def test_conversation(conversation: dict[str, Any], brain: Brain) -> None:
    desk = Desk(create_in_memory(), Keyring(bytes(32)), brain, clock=lambda: NOW)
    with desk.database.write() as session:
        state = DialogueState(offered=opening(brain).choices)
        row = start_conversation(session, desk.keys, channel="web", address="t", state=state, now=NOW)
    found: list[str] = []
    for number, turn in enumerate(conversation["turns"]):
        message = replace(inbound(turn.get("user", "…")), payload=turn.get("press"))
        accept_message(desk, row, channel="web", event_key=str(number), message=message)
        handled = take_turn(desk)
        assert handled is not None
        assert handled.decision is not None
        problems = _problems(handled.decision, turn.get("expect", {}))
        found += [f"turn {number + 1} {turn.get('user') or turn.get('press')!r}: {problem}" for problem in problems]
    assert not found, "\n".join(found)


def _problems(decision: Decision, expect: dict[str, Any]) -> list[str]:
    found: dict[str, Any] = {
        "act": decision.act,
        "kind": decision.kind,
        "theme": decision.theme,
        "article": decision.article,
    }
    problems = [
        f"{key} is {found[key]!r}, not {wanted!r}"
        for key, wanted in expect.items()
        if key in found and not _is(found[key], wanted)
    ]
    if "answers" in expect and [part.theme for part in decision.answers] != expect["answers"]:
        problems.append(f"answers are {[part.theme for part in decision.answers]}, not {expect['answers']}")
    for key, wanted in expect.get("state", {}).items():
        if not _is(getattr(decision.state, key), wanted):
            problems.append(f"state.{key} is {getattr(decision.state, key)!r}, not {wanted!r}")
    assert set(expect) <= {*found, "answers", "state"}, f"unknown expectation in {sorted(expect)}"
    return problems


def _is(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return any(_is(found, one) for one in wanted)
    if isinstance(wanted, str) and wanted.endswith("*"):
        return isinstance(found, str) and found.startswith(wanted[:-1])
    return bool(found == wanted)
