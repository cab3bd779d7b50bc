"""Times inside this process: a whole turn and its parts, over questions as people type them."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from actions.batch import LocalConversation
from actions.database.session import create_in_memory
from actions.dialogue.choose import choose
from actions.dialogue.decision import Brain
from actions.dialogue.state import DialogueState
from actions.turn import inbound
from nlu.text import strip_diacritics
from tests.benchmarks.yardstick import Sample, sample, timed

VOICES = Path(__file__).resolve().parent.parent / "evaluation" / "voices"
_NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
WARM_UP = 20


def voices(folder: Path = VOICES) -> list[str]:
    """Return what the evaluation voices ask, with and without diacritics, each once, well mixed."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    typed = [json.loads(line)["text"] for line in lines if line.strip()]
    mixed = list(dict.fromkeys([*typed, *(strip_diacritics(text) for text in typed)]))
    random.Random(0).shuffle(mixed)
    return mixed


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process on one core, where the system allows it."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def turns(brain: Brain, questions: Sequence[str]) -> Sample:
    """Time whole turns: accept, inbox, lane, choose, outbox, confirm; each in a conversation of its own."""
    database = create_in_memory()
    conversations = [LocalConversation(brain, database=database, now=_NOW) for _ in questions]
    measured = _sample(questions, lambda at: conversations[at].say(questions[at], _NOW))
    database.dispose()
    return measured


def choosing(brain: Brain, questions: Sequence[str]) -> Sample:
    """Time the decision alone."""
    state = DialogueState()
    return _sample(questions, lambda at: choose(brain, state, inbound(questions[at]), _NOW))


def understanding(brain: Brain, questions: Sequence[str]) -> Sample:
    """Time `understand()` alone."""
    engine = brain.model.engine
    return _sample(questions, lambda at: engine.understand(questions[at], _NOW))


def finding(brain: Brain, questions: Sequence[str]) -> Sample:
    """Time `find()` alone, on what was understood before."""
    knowledge = brain.model.knowledge
    understood = [brain.model.engine.understand(question, _NOW) for question in questions]
    return _sample(questions, lambda at: knowledge.find(understood[at], today=_NOW.date()))


def _sample(questions: Sequence[str], act: Callable[[int], object]) -> Sample:
    """Time the action on every question but the first few, which warm up what is loaded on first use."""
    first = min(WARM_UP, len(questions) // 2)
    for at in range(first):
        act(at)
    with one_core():
        return sample(len(questions) - first, lambda at: timed(lambda: act(first + at)))
