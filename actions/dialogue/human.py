"""People of the operator at a phone: when somebody is there, and when next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

_DAYS: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_HOURS: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)")
_LOOK_AHEAD: Final = 30


@dataclass(frozen=True, slots=True)
class OpenHours:
    """A stretch of one weekday (Monday is 0) in which somebody is there."""

    weekday: int
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class HumanDesk:
    """The operator's own people.

    Attributes:
        phone: their number.
        hours: when somebody is there, in local time; empty when the operator has not said.
        holidays: days on which nobody is there.
    """

    phone: str
    hours: tuple[OpenHours, ...] = ()
    holidays: frozenset[date] = frozenset()

    def is_open(self, local: datetime) -> bool:
        """Whether somebody is there at this local time."""
        return local.date() not in self.holidays and any(
            open_.weekday == local.weekday() and open_.begins <= local.time() < open_.ends for open_ in self.hours
        )

    def next_open(self, local: datetime) -> datetime | None:
        """Return the next time, after this local time, at which somebody comes; None when not within a month."""
        return min((begins for begins in self._begins(local) if begins > local), default=None)

    def _begins(self, local: datetime) -> Iterator[datetime]:
        for ahead in range(_LOOK_AHEAD):
            day = local.date() + timedelta(days=ahead)
            if day not in self.holidays:
                for open_ in self.hours:
                    if open_.weekday == day.weekday():
                        yield datetime.combine(day, open_.begins, tzinfo=local.tzinfo)


def parse_hours(text: str) -> tuple[OpenHours, ...]:
    """Return the hours in a text like "T2-T6 07:30-11:30 13:30-17:00; T7 07:30-11:30".

    Raises:
        ValueError: a part is no such thing, or ends before it begins.
    """
    return tuple(open_ for part in text.split(";") if part.strip() for open_ in _parse_part(part.strip()))


def _parse_part(part: str) -> Iterator[OpenHours]:
    days, *stretches = part.split()
    for weekday in _weekdays(days):
        if not stretches:
            raise ValueError(f"{part!r} has no hours; write it like T2-T6 07:30-11:30 13:30-17:00")
        for stretch in stretches:
            match = _HOURS.fullmatch(stretch)
            if match is None:
                raise ValueError(f"{stretch!r} is no time like 07:30-11:30")
            hour, minute, end_hour, end_minute = (int(group) for group in match.groups())
            begins, ends = time(hour, minute), time(end_hour, end_minute)
            if ends <= begins:
                raise ValueError(f"{stretch!r} ends before it begins")
            yield OpenHours(weekday, begins, ends)


def _weekdays(days: str) -> Iterable[int]:
    first, _, last = days.upper().partition("-")
    if first not in _DAYS or (last and last not in _DAYS):
        raise ValueError(f"{days!r} is no day like T2, CN or T2-T6")
    if _DAYS.index(last or first) < _DAYS.index(first):
        raise ValueError(f"{days!r} ends before it begins")
    return range(_DAYS.index(first), _DAYS.index(last or first) + 1)
