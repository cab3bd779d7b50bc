"""The worker: takes turns as long as messages wait, and tidies up in between."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from actions.privacy.ending import end_idle_conversations, forget_finished
from actions.themes.log import anonymise
from actions.turn import Desk, Handled, take_turn
from bot import metrics

logger = logging.getLogger(__name__)

_POLL_SECONDS: Final = 0.1
_AFTER_ERROR_SECONDS: Final = 1.0
_TURNS_AT_A_TIME: Final = 1000
_TIDY_EVERY: Final = timedelta(minutes=1)


class Worker:
    """Takes turns in a thread of its own."""

    def __init__(self, desk: Desk, on_turn: Callable[[], None] = lambda: None) -> None:
        """Make a worker.

        Args:
            desk: what a turn needs; its brain's retention says what is tidied up when.
            on_turn: is called after each turn, to wake who waits for a reply.
        """
        self._desk = desk
        self._on_turn = on_turn
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._tidied_at: datetime | None = None
        self._thread = threading.Thread(target=self.run, name="cashless-worker", daemon=True)

    def start(self) -> None:
        """Begin in the background."""
        self._thread.start()

    def wake(self) -> None:
        """Look at the inbox now rather than at the next poll."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the turn in hand and end."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def run(self) -> None:
        """Take turns until stopped. A database that is gone is waited for."""
        while not self._stop.is_set():
            try:
                self._tidy()
                if not self._take_turns():
                    self._wake.wait(_POLL_SECONDS)
                self._wake.clear()
            except Exception as error:  # noqa: BLE001  (a worker that ends in silence answers nobody)
                logger.error("the worker stumbled over %s, trying again", type(error).__name__)
                self._stop.wait(_AFTER_ERROR_SECONDS)

    def _take_turns(self) -> int:
        """Take the turns that wait, so many at most that tidying is not put off for ever; return how many."""
        taken = 0
        while taken < _TURNS_AT_A_TIME and not self._stop.is_set():
            handled = take_turn(self._desk)
            if handled is None:
                break
            taken += 1
            _count(handled)
            self._on_turn()
        return taken

    def _tidy(self) -> None:
        now = self._desk.clock()
        if self._tidied_at is not None and now - self._tidied_at < _TIDY_EVERY:
            return
        self._tidied_at = now
        kept = self._desk.brain.retention
        idle, before = timedelta(minutes=kept.idle_minutes), now - timedelta(days=kept.theme_days)
        tidied = [0, 0, 0]
        more = True
        while more and not self._stop.is_set():
            with self._desk.database.write() as session:
                just_now = (
                    end_idle_conversations(session, "web", idle, now),
                    forget_finished(session, now),
                    anonymise(session, before),
                )
            tidied = [sum(pair) for pair in zip(tidied, just_now, strict=True)]
            more = any(just_now)
        if any(tidied):
            logger.info("ended %d idle conversations, deleted %d finished rows, anonymised %d questions", *tidied)


def _count(handled: Handled) -> None:
    kind = handled.decision.kind if handled.decision else "none"
    metrics.TURNS.labels(kind=kind).inc()
    metrics.TURN_SECONDS.observe(handled.seconds)
