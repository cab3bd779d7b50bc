"""Every module that owns tables, imported so that the metadata is complete."""

from __future__ import annotations

from actions.conversations import ConversationRow
from actions.database.base import Base
from actions.delivery.inbox import InboxRow
from actions.delivery.lanes import LaneRow
from actions.delivery.outbox import OutboxRow
from actions.themes.log import ThemeRow

METADATA = Base.metadata
TABLES = (ConversationRow, InboxRow, LaneRow, OutboxRow, ThemeRow)
