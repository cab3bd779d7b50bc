"""A fixed piece of work, timed beside every measurement: what is slow on a busy machine is slow for it too."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

_WORD = re.compile(r"\w+")
_TEXT = "đóng tiền điện ở đâu, chuyển khoản nhầm 200.000 đồng thì gọi 1900 9999 " * 40
_WEIGHTS = np.linspace(-1.0, 1.0, 400 * 300, dtype=np.float32).reshape(400, 300)
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Sample:
    """Times of the same thing, with the yardstick's times in between; all in seconds."""

    seconds: tuple[float, ...]
    yardsticks: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """Return the time that this share (in per cent) of the sample does not exceed."""
        return float(np.percentile(self.seconds, share))

    def ratio(self, share: float) -> float:
        """Return that time as a multiple of what the same share of the yardsticks does not exceed.

        On a busy machine the slow ones among both have waited for a core, so the share has to be the same.
        """
        return self.percentile(share) / float(np.percentile(self.yardsticks, share))


def yardstick() -> float:
    """Return how many seconds the fixed work takes now: numpy, a regular expression, a dictionary."""
    started = time.perf_counter()
    for _ in range(_ROUNDS):
        counts: dict[str, int] = {}
        for word in _WORD.findall(_TEXT):
            counts[word] = counts.get(word, 0) + 1
        np.argsort(_WEIGHTS.sum(axis=1) * len(counts), kind="stable")
    return time.perf_counter() - started


def sample(times: int, measure: Callable[[int], float], yardsticks_each: int = 1) -> Sample:
    """Return the seconds that `measure(n)` reports for n = 0, 1, …, with yardsticks before each.

    Args:
        times: how often to measure.
        measure: does the n-th thing and returns its seconds.
        yardsticks_each: how many yardsticks to take before each measurement.
    """
    seconds, yardsticks = [], []
    for at in range(times):
        yardsticks += [yardstick() for _ in range(yardsticks_each)]
        seconds.append(measure(at))
    return Sample(tuple(seconds), tuple(yardsticks))


def timed(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
