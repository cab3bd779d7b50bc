"""A fixed piece of work, timed beside every measurement: what is slow on a busy machine is slow for it too."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

_WORD = re.compile(r"\w+")
_TEXT = "đóng tiền điện ở đâu, chuyển khoản nhầm 200.000 đồng thì gọi 1900 9999 " * 40
_WEIGHTS = np.linspace(-1.0, 1.0, 400 * 300, dtype=np.float32).reshape(400, 300)
_TIMES = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """Times of the same thing, with the yardstick's times in between; all in seconds."""

    seconds: tuple[float, ...]
    yardsticks: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """Return the time that this share (in per cent) of the sample does not exceed."""
        return float(np.percentile(self.seconds, share))

    @property
    def yardstick(self) -> float:
        """The yardstick's time while this was measured."""
        return statistics.median(self.yardsticks)


def yardstick() -> float:
    """Return how many seconds the fixed work takes now: numpy, a regular expression, a dictionary."""
    times = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        for _ in range(10):
            counts: dict[str, int] = {}
            for word in _WORD.findall(_TEXT):
                counts[word] = counts.get(word, 0) + 1
            np.argsort(_WEIGHTS.sum(axis=1) * len(counts), kind="stable")
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def sample(times: int, measure: Callable[[int], float], every: int = 1) -> Sample:
    """Return the seconds that `measure(n)` reports for n = 0, 1, …, with a yardstick before every so many.

    Args:
        times: how often to measure.
        measure: does the n-th thing and returns its seconds.
        every: how many measurements share a yardstick.
    """
    seconds, yardsticks = [], []
    for at in range(times):
        if at % every == 0:
            yardsticks.append(yardstick())
        seconds.append(measure(at))
    yardsticks.append(yardstick())
    return Sample(tuple(seconds), tuple(yardsticks))


def timed(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
