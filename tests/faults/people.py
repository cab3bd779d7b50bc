"""People in the web chat who never give up: the load under which processes are killed."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import httpx

_RETRY_SECONDS = 0.1
# Each asks one thing, whatever was said before: it adds one row to the theme log.
_QUESTIONS = (
    "muốn đóng tiền điện bằng điện thoại thì làm sao",
    "tien nuoc thang nay tra o dau vay em",
    "chuyển khoản nhầm cho người lạ thì lấy lại kiểu gì",
    "cho hỏi mã QR ở sạp có bị ai dán đè không",
    "hoc phi cua chau nop qua app nao",
    "mã otp của tôi là 482913, đưa cho họ được không",
    "có người gọi tự xưng công an bắt chuyển tiền",
    "hôm nay trời có mưa không",
    "app ngan hang khong vo duoc, quen mat khau roi",
    "lương hưu nhận qua thẻ thì rút ở đâu",
)
_NO_QUESTIONS = ("chào em", "cảm ơn nhiều nghe", "???")
# The number of a choice asks something or not: the menu's first is the victim's, others only pick.
_EITHER = ("1",)


class _GaveUpError(Exception):
    """The run is over before the conversation is."""


class Progress:
    """How far all people together have come, and how far they may go."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._begun = 0
        self._limit = 0
        self.acknowledged = 0
        self.stopped = False

    def allow(self, limit: int) -> None:
        """Let people send so many messages in all before they wait."""
        with self._changed:
            self._limit = limit
            self._changed.notify_all()

    def stop(self) -> None:
        """Make everybody give up."""
        with self._changed:
            self.stopped = True
            self._changed.notify_all()

    def begin(self) -> bool:
        """Wait until the next message may be sent; False when everybody gives up."""
        with self._changed:
            self._changed.wait_for(lambda: self.stopped or self._begun < self._limit)
            self._begun += 1
            return not self.stopped

    def note(self) -> None:
        """Count an acknowledged message."""
        with self._changed:
            self.acknowledged += 1


class Person(threading.Thread):
    """Holds one conversation: sends in order, each message until it is acknowledged, and reads the replies.

    Attributes:
        token: the secret of the conversation.
        keys: event keys of the acknowledged messages, in the order in which they were sent.
        replies: sequence number of each reply and the event key it answers (None: the greeting).
        cut: how many requests reached a process that died before it answered.
        again: how many acknowledged messages were sent once more.
        error: what ended the conversation early.
    """

    def __init__(self, url: str, messages: int, seed: int, progress: Progress) -> None:
        super().__init__(name=f"person-{seed}", daemon=True)
        self.token = ""
        self.keys: list[str] = []
        self.replies: dict[int, str | None] = {}
        self.cut = 0
        self._failed = 0
        self.again = 0
        self.error: BaseException | None = None
        self._url = url
        self._messages = messages
        self._random = random.Random(seed)
        self._progress = progress
        self._texts: dict[str, str] = {}
        self._confirmed = 0

    @property
    def waits_for(self) -> set[str]:
        """Event keys that were acknowledged and have no reply yet."""
        return set(self.keys) - set(self.replies.values())

    def asks(self, key: str) -> bool | None:
        """Return whether the message asks something; None when that depends on what was offered before."""
        text = self._texts[key]
        return None if text in _EITHER else text in _QUESTIONS

    def run(self) -> None:
        try:
            with (
                httpx.Client(base_url=self._url, trust_env=False, timeout=30) as client,
                ThreadPoolExecutor(1) as second_tap,
            ):
                self._start(client)
                for _ in range(self._messages):
                    if not self._progress.begin():
                        return
                    self._say_something(client, second_tap)
                    if self._random.random() < 0.3:
                        self._read(client)
                while self.waits_for:
                    self._read(client, wait=1)
                for key in self._random.sample(self.keys, min(3, len(self.keys))):
                    self._send_again(client, key)
                self._read(client, confirm_all=True)
        except _GaveUpError:
            return  # what is missing then, the judge finds
        except BaseException as error:  # noqa: BLE001  (the test shows it)
            self.error = error

    def _start(self, client: httpx.Client) -> None:
        response = self._insist(client, "POST", "/api/v1/sessions")
        session = response.json()
        self.token = session["token"]
        client.headers["Authorization"] = f"Bearer {self.token}"
        self._note(session["replies"])

    def _say_something(self, client: httpx.Client, second_tap: ThreadPoolExecutor) -> None:
        key = str(UUID(int=self._random.getrandbits(128), version=4))
        self._texts[key] = self._random.choice(_QUESTIONS + _NO_QUESTIONS + _EITHER)
        before = self._failed
        tapped = second_tap.submit(self._post, client, key) if self._random.random() < 0.1 else None
        self._post(client, key)
        self.keys.append(key)
        self._progress.note()
        if tapped:
            tapped.result()
            self.again += 1
        if self._failed > before and self._random.random() < 0.5:
            self._send_again(client, self._random.choice(self.keys))
        elif self._random.random() < 0.1:
            self._send_again(client, key)

    def _send_again(self, client: httpx.Client, key: str) -> None:
        self._post(client, key)
        self.again += 1

    def _post(self, client: httpx.Client, key: str) -> None:
        self._insist(client, "POST", "/api/v1/messages", json={"event_key": key, "text": self._texts[key]})

    def _read(self, client: httpx.Client, wait: float = 0, *, confirm_all: bool = False) -> None:
        params = {"after": self._confirmed, "wait": wait}
        self._note(self._insist(client, "GET", "/api/v1/replies", params=params).json()["replies"])
        # Now and then a page closes before it has shown a reply: unconfirmed, the same comes again.
        if confirm_all or self._random.random() < 0.8:
            self._confirmed = max(self.replies)
        if confirm_all:
            self._insist(client, "GET", "/api/v1/replies", params={"after": self._confirmed})
            left = self._insist(client, "GET", "/api/v1/replies").json()["replies"]
            assert left == [], f"confirmed replies came again: {left}"

    def _note(self, replies: list[dict[str, object]]) -> None:
        for reply in replies:
            seq, key = reply["seq"], reply["in_reply_to"]
            assert isinstance(seq, int)
            assert key is None or isinstance(key, str)
            assert self.replies.setdefault(seq, key) == key, f"reply {seq} was one thing and then another"

    def _insist(self, client: httpx.Client, method: str, path: str, **request: object) -> httpx.Response:
        """Return the answer to a request that is made again for as long as nobody answers it."""
        while not self._progress.stopped:
            try:
                response = client.request(method, path, **request)  # type: ignore[arg-type]
            except httpx.TransportError as error:
                self._failed += 1
                self.cut += not isinstance(error, httpx.ConnectError)
            else:
                if response.is_success:
                    return response
                assert response.is_server_error, f"{method} {path}: {response.status_code} {response.text}"
            time.sleep(_RETRY_SECONDS)
        raise _GaveUpError
