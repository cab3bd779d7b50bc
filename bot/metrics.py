"""Prometheus metrics. No label ever holds text, an address or a person's data."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.delivery.inbox import InboxRow

REGISTRY = CollectorRegistry()
TURNS = Counter("cashless_turns", "Turns taken, by kind of reply.", ["kind"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "cashless_turn_seconds",
    "Time to choose a reply.",
    registry=REGISTRY,
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5),
)
ACCEPTED = Counter("cashless_messages_accepted", "Messages accepted, by channel.", ["channel"], registry=REGISTRY)
WAITING = Gauge("cashless_inbox_waiting", "Messages that wait for their turn.", registry=REGISTRY)
OLDEST_SECONDS = Gauge("cashless_inbox_oldest_seconds", "Age of the oldest waiting message.", registry=REGISTRY)
DEAD = Gauge("cashless_inbox_dead", "Messages whose turn failed for good.", registry=REGISTRY)


def render(session: Session, now: datetime) -> bytes:
    """Return all metrics in the Prometheus text format, the inbox's as they are now."""
    waits = (InboxRow.done_at.is_(None), InboxRow.dead_at.is_(None))
    count, oldest = session.execute(select(func.count(), func.min(InboxRow.received_at)).where(*waits)).one()
    dead = session.scalar(select(func.count()).where(InboxRow.dead_at.is_not(None)))
    WAITING.set(count)
    OLDEST_SECONDS.set((now - oldest).total_seconds() if oldest else 0.0)
    DEAD.set(dead or 0)
    return generate_latest(REGISTRY)
