"""The web chat's channel: a JSON API that the page, and any other client, talks to."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Response, status
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from actions.conversations import ConversationRow, find_conversation, start_conversation
from actions.delivery.outbox import Delivery, confirm, enqueue, unsent
from actions.dialogue.offering import opening
from actions.dialogue.state import DialogueState
from actions.privacy.ending import end_conversation
from actions.turn import Desk, accept_message, inbound
from bot import metrics

CHANNEL: Final = "web"
MAX_CHARACTERS: Final = 4000
_FIRST_LOOK_SECONDS: Final = 0.02
_SLOWEST_LOOK_SECONDS: Final = 2.0
_ENDED: Final = "Cuộc trò chuyện đã kết thúc. Mời anh/chị bắt đầu lại."


@dataclass(frozen=True)
class WebChat:
    """What the web channel needs.

    Attributes:
        desk: where messages go.
        idle: silence after which a conversation has ended.
        wake_worker: tells a worker in this process that a message waits.
        hub: wakes those who wait for a reply.
    """

    desk: Desk
    idle: timedelta
    wake_worker: Callable[[], None]
    hub: Hub


class Hub:
    """Wakes long polls in this process when something may have happened. A hint: the database is the truth."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Event()
        self.closed = False

    def close(self) -> None:
        """Let everybody who waits go, now and from now on: the server is about to end."""
        self.closed = True
        self.poke()

    def poke(self) -> None:
        """Wake everybody who waits; may be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake_all)

    async def wait(self, seconds: float) -> bool:
        """Wait for a poke, at most so long; return whether one came."""
        self._loop = asyncio.get_running_loop()
        changed = self._changed
        try:
            await asyncio.wait_for(changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _wake_all(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


class SectionOut(BaseModel):
    """A folded part of a reply."""

    title: str
    ordered: bool
    items: list[str]


class ButtonOut(BaseModel):
    """A choice; send its label as text and its payload as payload."""

    label: str
    payload: str


class ReplyOut(BaseModel):
    """A reply of the assistant."""

    seq: int = Field(description="Its number in the conversation.")
    in_reply_to: str | None = Field(description="The event key of the message it answers.")
    kind: str
    text: str
    sections: list[SectionOut]
    source: str | None
    buttons: list[ButtonOut]
    theme: str | None
    article: str | None
    forgets: bool = Field(description="Whether what was said before is erased; a client that still shows it wipes it.")


class RepliesOut(BaseModel):
    """Replies in order."""

    replies: list[ReplyOut]


class SessionOut(BaseModel):
    """A new conversation."""

    token: str = Field(description="Secret of this conversation; send it as `Authorization: Bearer …`.")
    idle_seconds: int
    replies: list[ReplyOut]


class MessageIn(BaseModel):
    """A message of the person."""

    event_key: UUID = Field(description="Made by the client; the same key acts once, however often it is sent.")
    text: str = Field(max_length=MAX_CHARACTERS)
    payload: str | None = Field(None, max_length=100, description="The payload of the pressed button.")


class AcceptedOut(BaseModel):
    """The message is stored and will be answered."""

    status: str = "accepted"


def _token(authorization: Annotated[str, Header()] = "") -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, _ENDED)
    return token


Token = Annotated[str, Depends(_token)]


def web_router(chat: WebChat) -> APIRouter:
    """Return the routes of the web chat."""
    router = APIRouter(prefix="/api/v1", tags=["chat"])
    desk = chat.desk

    def running(token: str) -> ConversationRow:
        with desk.database.read() as session:
            conversation = find_conversation(session, desk.keys, CHANNEL, token)
        if conversation is None or desk.clock() - conversation.active_at > chat.idle:
            raise HTTPException(status.HTTP_401_UNAUTHORIZED, _ENDED)
        return conversation

    @router.post("/sessions", status_code=status.HTTP_201_CREATED)
    def start() -> SessionOut:
        """Begin a conversation; the first reply is the greeting with the menu."""
        token = secrets.token_urlsafe(32)
        now = desk.clock()
        greeting = opening(desk.brain)
        with desk.database.write() as session:
            state = DialogueState(offered=greeting.choices)
            row = start_conversation(session, desk.keys, channel=CHANNEL, address=token, state=state, now=now)
            enqueue(session, desk.keys, row, [greeting], inbox_id=None, event_key=None, now=now)
            replies = unsent(session, desk.keys, row.id, after=0)
        return SessionOut(
            token=token,
            idle_seconds=int(chat.idle.total_seconds()),
            replies=[_reply_out(delivery) for delivery in replies],
        )

    @router.post("/messages", status_code=status.HTTP_202_ACCEPTED)
    def send(message: MessageIn, token: Token) -> AcceptedOut:
        """Store a message. It is answered even if this process dies right after the response."""
        conversation = running(token)
        accepted = accept_message(
            desk,
            conversation,
            channel=CHANNEL,
            event_key=f"{conversation.id}:{message.event_key}",
            message=replace(inbound(message.text), payload=message.payload),
        )
        if accepted:
            metrics.ACCEPTED.labels(channel=CHANNEL).inc()
        chat.wake_worker()
        chat.hub.poke()
        return AcceptedOut()

    @router.get("/replies")
    async def replies(
        token: Token,
        after: Annotated[
            int, Query(ge=0, le=2**31 - 1, description="The last number that has arrived; it is wiped here.")
        ] = 0,
        wait: Annotated[float, Query(ge=0, le=25, description="Seconds to wait for a reply.")] = 0,
    ) -> RepliesOut:
        """Return the replies after a number, as soon as there are some or the time is up."""
        conversation = await run_in_threadpool(running, token)
        await run_in_threadpool(_confirm, desk, conversation.id, after)
        deadline = asyncio.get_running_loop().time() + wait
        look_in = _FIRST_LOOK_SECONDS
        while True:
            found = await run_in_threadpool(_unsent, desk, conversation.id, after)
            left = deadline - asyncio.get_running_loop().time()
            if found or left <= 0 or chat.hub.closed:
                return RepliesOut(replies=[_reply_out(delivery) for delivery in found])
            poked = await chat.hub.wait(min(look_in, left))
            look_in = _FIRST_LOOK_SECONDS if poked else min(look_in * 2, _SLOWEST_LOOK_SECONDS)

    @router.delete("/sessions", status_code=status.HTTP_204_NO_CONTENT)
    def end(token: Token) -> Response:
        """End the conversation and wipe what was said."""
        with desk.database.write() as session:
            conversation = find_conversation(session, desk.keys, CHANNEL, token)
            if conversation is not None:
                end_conversation(session, conversation, desk.clock())
        return Response(status_code=status.HTTP_204_NO_CONTENT)

    return router


def _confirm(desk: Desk, conversation: UUID, up_to: int) -> None:
    if up_to:
        with desk.database.read() as session:
            waiting = unsent(session, desk.keys, conversation, after=0)
        if any(delivery.seq <= up_to for delivery in waiting):
            with desk.database.write() as session:
                confirm(session, conversation, up_to, desk.clock())


def _unsent(desk: Desk, conversation: UUID, after: int) -> list[Delivery]:
    with desk.database.read() as session:
        return unsent(session, desk.keys, conversation, after)


def _reply_out(delivery: Delivery) -> ReplyOut:
    reply = delivery.reply
    return ReplyOut(
        seq=delivery.seq,
        in_reply_to=delivery.event_key.partition(":")[2] if delivery.event_key else None,
        kind=reply.kind,
        text=reply.text,
        sections=[SectionOut(title=s.title, ordered=s.ordered, items=list(s.items)) for s in reply.sections],
        source=reply.source,
        buttons=[ButtonOut(label=c.label, payload=c.payload) for c in reply.choices],
        theme=reply.theme,
        article=reply.article,
        forgets=reply.forgets,
    )
