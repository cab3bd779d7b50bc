"""The web chat's API, the pages and the operations' routes, with a real worker on a real database."""

from __future__ import annotations

import json
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import Response
from sqlalchemy import func, select

from actions.conversations import ConversationRow
from actions.database.migrate import upgrade
from actions.database.session import Database
from actions.database.tables import TABLES
from actions.delivery.inbox import InboxRow
from actions.delivery.outbox import OutboxRow
from actions.dialogue import wording
from actions.dialogue.decision import Brain, Retention
from actions.privacy.crypto import Keyring
from actions.privacy.ending import EVENT_KEYS_KEPT
from actions.privacy.forget import read_tombstones
from actions.themes.log import ThemeRow
from actions.turn import Desk, take_turn
from bot.app import MAX_BODY_BYTES, create_app
from bot.channels.web import MAX_CHARACTERS
from bot.settings import Settings
from knowledge.article import PROVINCES
from tests.conftest import NOW, Clock

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks for httpx2 in place of httpx
    from starlette.testclient import TestClient

QUESTION = "đóng tiền điện qua app ngân hàng thế nào"
VIETNAMESE = re.compile(r"[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]", re.IGNORECASE)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, operator="Sở Thử nghiệm", idle_minutes=30)


@pytest.fixture
def app(settings: Settings, desk: Desk) -> FastAPI:
    return create_app(settings, desk, with_worker=True)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def quiet(settings: Settings, desk: Desk) -> Iterator[TestClient]:
    """A web process without a worker: nothing is answered until somebody takes a turn."""
    with TestClient(create_app(settings, desk, with_worker=False)) as client:
        yield client


@pytest.fixture(scope="module")
def site(brain: Brain, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One running assistant for whatever does not look into the database."""
    folder = tmp_path_factory.mktemp("site")
    database = Database(f"sqlite:///{folder / 'site.db'}")
    upgrade(database)
    desk = Desk(database, Keyring(bytes(range(32))), brain)
    with TestClient(create_app(Settings(data_dir=folder, operator="Sở Thử nghiệm"), desk, with_worker=True)) as client:
        yield client


class Visitor:
    """Somebody who talks to the web chat."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        response = client.post("/api/v1/sessions")
        assert response.status_code == 201
        self.session = response.json()
        self.seen = max(reply["seq"] for reply in self.session["replies"])
        self.headers = {"Authorization": f"Bearer {self.session['token']}"}

    def send(self, text: str, **values: Any) -> Response:
        body = {"event_key": str(uuid4()), "text": text} | values
        return self.client.post("/api/v1/messages", json=body, headers=self.headers)

    def fetch(self, after: int | None = None, wait: float = 20) -> list[dict[str, Any]]:
        params = {"after": self.seen if after is None else after, "wait": wait}
        response = self.client.get("/api/v1/replies", params=params, headers=self.headers)
        assert response.status_code == 200, response.text
        replies: list[dict[str, Any]] = response.json()["replies"]
        return replies

    def ask(self, text: str, **values: Any) -> list[dict[str, Any]]:
        assert self.send(text, **values).status_code == 202
        replies = self.fetch()
        self.seen = max(reply["seq"] for reply in replies)
        return replies

    def end(self) -> Response:
        return self.client.delete("/api/v1/sessions", headers=self.headers)


def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("did not happen")


def payloads(desk: Desk) -> list[bytes | None]:
    with desk.database.read() as session:
        columns = (InboxRow.payload, OutboxRow.payload, ConversationRow.state)
        return [value for column in columns for value in session.scalars(select(column))]


def question_row(desk: Desk) -> ThemeRow:
    with desk.database.read() as session:
        return session.scalars(select(ThemeRow)).one()


def detail(response: Response) -> str:
    said = response.json()["detail"]
    assert isinstance(said, str)
    assert VIETNAMESE.search(said), said
    return said


# -- a conversation ------------------------------------------------------------------------------------------


def test_a_conversation_begins_with_the_greeting_and_the_menu(site: TestClient) -> None:
    visitor = Visitor(site)
    (greeting,) = visitor.session["replies"]
    assert greeting["kind"] == "smalltalk"
    assert "Sở Thử nghiệm" in greeting["text"]
    assert [b["payload"] for b in greeting["buttons"]] == [f"menu:{entry.key}" for entry in wording.menu()]
    assert greeting["in_reply_to"] is None
    assert visitor.session["idle_seconds"] == 30 * 60
    assert len(visitor.session["token"]) >= 40
    assert Visitor(site).session["token"] != visitor.session["token"]


def test_a_question_is_accepted_and_answered_by_the_worker(client: TestClient) -> None:
    visitor, key = Visitor(client), str(uuid4())
    response = visitor.send(QUESTION, event_key=key)
    assert (response.status_code, response.json()) == (202, {"status": "accepted"})
    (reply,) = visitor.fetch()
    assert (reply["kind"], reply["theme"], reply["in_reply_to"]) == ("answer", "electricity", key)
    assert reply["article"]
    assert reply["source"]
    assert reply["seq"] == visitor.seen + 1
    assert reply["sections"]
    assert set(reply["sections"][0]) == {"title", "ordered", "items"}
    assert [set(button) for button in reply["buttons"]] == [{"label", "payload"}] * len(reply["buttons"])


def test_a_conversation_remembers(client: TestClient) -> None:
    visitor = Visitor(client)
    assert visitor.ask("đóng tiền nước ở đâu")[0]["theme"] == "water"
    assert visitor.ask("mất phí không")[0]["theme"] == "water"
    assert visitor.ask("1")[0]["article"]


def test_a_button_sends_its_payload(site: TestClient) -> None:
    visitor = Visitor(site)
    visitor.ask("Quảng Ngãi", payload="province:quang-ngai")  # who has said where they are is not asked
    button = visitor.session["replies"][0]["buttons"][1]
    (submenu,) = visitor.ask(button["label"], payload=button["payload"])
    assert submenu["kind"] == "choices"
    (answer,) = visitor.ask(submenu["buttons"][0]["label"], payload=submenu["buttons"][0]["payload"])
    assert answer["kind"] == "answer"
    assert f"article:{answer['article']}" == submenu["buttons"][0]["payload"]


def test_several_replies_of_a_turn_come_in_order_and_to_one_message(client: TestClient) -> None:
    visitor, key = Visitor(client), str(uuid4())
    replies = visitor.ask("đóng tiền điện ở đâu, còn tiền nước đóng ở đâu", event_key=key)
    assert [reply["kind"] for reply in replies] == ["answer", "answer", "choices"]
    assert [reply["theme"] for reply in replies[:2]] == ["electricity", "water"]
    assert [reply["seq"] for reply in replies] == [2, 3, 4]
    assert {reply["in_reply_to"] for reply in replies} == {key}
    assert [bool(reply["buttons"]) for reply in replies] == [False, False, True]


def test_an_answer_that_depends_on_the_province_is_followed_by_the_question_for_it_once(client: TestClient) -> None:
    visitor = Visitor(client)
    answer, question = visitor.ask("đóng tiền điện ở đâu")
    assert (answer["kind"], answer["theme"]) == ("answer", "electricity")
    assert (question["kind"], question["seq"]) == ("choices", answer["seq"] + 1)
    assert [button["payload"] for button in question["buttons"]] == [f"province:{key}" for key in PROVINCES]
    (noted,) = visitor.ask(question["buttons"][0]["label"], payload=question["buttons"][0]["payload"])
    assert noted["kind"] == "smalltalk"
    (again,) = visitor.ask("đóng tiền điện ở đâu")
    assert again["article"] == answer["article"]


def test_a_second_answer_can_be_confirmed_later_than_the_first(client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.send("đóng tiền điện ở đâu")
    first, second = visitor.fetch()
    assert visitor.fetch(after=first["seq"], wait=0) == [second]
    assert visitor.fetch(after=second["seq"], wait=0) == []


def test_visitors_do_not_see_each_other(site: TestClient) -> None:
    first, second = Visitor(site), Visitor(site)
    first.ask("đóng tiền nước ở đâu")
    assert second.fetch(after=1, wait=0) == []
    assert second.ask("mất phí không")[0]["theme"] != "water"


def test_a_poll_waits_for_the_reply_that_comes_later(quiet: TestClient, desk: Desk) -> None:
    visitor, got = Visitor(quiet), []
    poll = threading.Thread(target=lambda: got.extend(visitor.fetch(wait=25)))
    poll.start()
    visitor.send(QUESTION)
    assert poll.is_alive()
    take_turn(desk)
    poll.join(timeout=30)
    assert [reply["theme"] for reply in got] == ["electricity"]


def test_a_poll_ends_empty_handed_when_its_time_is_up(quiet: TestClient) -> None:
    visitor = Visitor(quiet)
    visitor.send(QUESTION)
    assert visitor.fetch(wait=0.05) == []


def test_many_polls_of_one_conversation_all_get_the_reply(client: TestClient) -> None:
    visitor = Visitor(client)
    got: list[list[dict[str, Any]]] = []
    polls = [threading.Thread(target=lambda: got.append(visitor.fetch())) for _ in range(3)]
    for poll in polls:
        poll.start()
    visitor.send(QUESTION)
    for poll in polls:
        poll.join(timeout=30)
    assert [[reply["seq"] for reply in replies] for replies in got] == [[2]] * 3


def test_a_reply_can_be_fetched_again_until_it_is_confirmed(client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.send(QUESTION)
    first = visitor.fetch(after=1)
    assert visitor.fetch(after=1) == first
    assert visitor.fetch(after=2, wait=0) == []
    assert visitor.fetch(after=1, wait=0) == []  # it was confirmed and wiped


def test_the_same_event_acts_once_however_often_it_is_sent(client: TestClient, desk: Desk) -> None:
    visitor, key = Visitor(client), str(uuid4())
    assert [visitor.send(QUESTION, event_key=key).status_code for _ in range(3)] == [202] * 3
    visitor.seen = visitor.fetch()[-1]["seq"]
    assert visitor.send(QUESTION, event_key=key.upper()).status_code == 202  # the same UUID
    assert [reply["kind"] for reply in visitor.ask("cảm ơn trợ lý nhé")] == ["smalltalk"]
    with desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(InboxRow)) == 2
        assert session.scalar(select(func.count()).select_from(OutboxRow)) == 3


def test_a_double_tap_at_the_same_moment_acts_once(client: TestClient, desk: Desk) -> None:
    visitor, key = Visitor(client), str(uuid4())
    codes: list[int] = []
    taps = [
        threading.Thread(target=lambda: codes.append(visitor.send(QUESTION, event_key=key).status_code))
        for _ in range(6)
    ]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    assert codes == [202] * 6
    assert len(visitor.fetch()) == 1
    with desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(InboxRow)) == 1


def test_two_visitors_may_use_the_same_event_key(client: TestClient) -> None:
    key = str(uuid4())
    for visitor in (Visitor(client), Visitor(client)):
        visitor.send(QUESTION, event_key=key)
        assert [reply["in_reply_to"] for reply in visitor.fetch()] == [key]


def test_a_masked_secret_warns_and_reaches_no_database(client: TestClient, desk: Desk) -> None:
    visitor = Visitor(client)
    visitor.ask("Quảng Ngãi", payload="province:quang-ngai")
    replies = visitor.ask("mã OTP là 735201 thì đóng tiền điện qua app được không")
    assert len(replies) == 2
    assert "735201" not in json.dumps(replies)
    with desk.database.read() as session:
        sealed = session.scalars(select(OutboxRow)).all()
        opened = [desk.keys.open("outbox", "payload", row.id, row.payload) for row in sealed if row.payload]
    assert opened
    assert not any(b"735201" in value for value in opened)


# -- the end -------------------------------------------------------------------------------------------------


def test_an_ended_conversation_is_wiped_in_the_database(client: TestClient, desk: Desk) -> None:
    visitor = Visitor(client)
    visitor.ask(QUESTION)
    assert any(payloads(desk))
    assert visitor.end().status_code == 204
    assert set(payloads(desk)) == {None}
    with desk.database.read() as session:
        assert session.scalars(select(ConversationRow.ended_at)).one() == NOW


def test_an_ended_conversation_is_refused_in_vietnamese(client: TestClient) -> None:
    visitor = Visitor(client)
    visitor.end()
    for response in (visitor.send(QUESTION), client.get("/api/v1/replies", headers=visitor.headers)):
        assert response.status_code == 401
        detail(response)
    assert visitor.end().status_code == 204  # ending twice is no error


def test_ending_one_conversation_leaves_the_others(client: TestClient) -> None:
    over, going_on = Visitor(client), Visitor(client)
    over.end()
    assert going_on.ask(QUESTION)[0]["theme"] == "electricity"


def test_a_silent_conversation_is_refused_and_then_wiped(client: TestClient, desk: Desk, clock: Clock) -> None:
    visitor = Visitor(client)
    visitor.ask(QUESTION)
    clock.now = NOW + timedelta(minutes=30)
    assert visitor.fetch(wait=0) == []
    clock.now = NOW + timedelta(minutes=31)
    response = visitor.send(QUESTION)
    assert response.status_code == 401
    detail(response)
    until(lambda: set(payloads(desk)) == {None})


def test_questions_lose_text_and_person_after_the_operators_days(settings: Settings, desk: Desk, clock: Clock) -> None:
    brain = replace(desk.brain, retention=Retention(theme_days=3))
    with TestClient(create_app(settings, replace(desk, brain=brain), with_worker=True)) as client:
        Visitor(client).ask(QUESTION)
        clock.now = NOW + timedelta(days=3)
        until(lambda: payloads(desk)[-1] is None)  # the worker has tidied: the silent conversation is wiped
        assert question_row(desk).text is not None
        clock.now = NOW + timedelta(days=3, minutes=1)
        until(lambda: question_row(desk).text is None)
    row = question_row(desk)
    assert (row.person_key, row.commune) == (None, None)
    assert (row.act, row.theme) == ("ask_electricity", "electricity")


def test_a_message_counts_as_activity(client: TestClient, clock: Clock) -> None:
    visitor = Visitor(client)
    for minutes in (20, 40, 60):
        clock.now = NOW + timedelta(minutes=minutes)
        assert visitor.ask(QUESTION)


# -- privacy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "payload"), [("/privacy", None), ("Quyền riêng tư", "command:privacy")])
def test_privacy_shows_the_operators_numbers(settings: Settings, desk: Desk, text: str, payload: str | None) -> None:
    brain = replace(desk.brain, retention=Retention(idle_minutes=17, event_days=6, theme_days=45))
    with TestClient(create_app(settings, replace(desk, brain=brain), with_worker=True)) as client:
        (reply,) = Visitor(client).ask(text, payload=payload)
    assert re.findall(r"\d+", reply["text"]) == ["17", "6", "45"]
    assert desk.brain.operator in reply["text"]


def test_the_published_days_for_event_keys_are_those_of_the_code(desk: Desk) -> None:
    assert timedelta(days=desk.brain.retention.event_days) == EVENT_KEYS_KEPT


def test_a_visitor_is_forgotten_and_gets_a_receipt(settings: Settings, desk: Desk, tmp_path: Path) -> None:
    desk = replace(desk, tombstones=tmp_path / "apart")
    with TestClient(create_app(settings, desk, with_worker=True)) as client:
        visitor, other = Visitor(client), Visitor(client)
        other.ask(QUESTION)
        visitor.ask(QUESTION)
        visitor.ask("học phí nộp qua app nào")
        (reply,) = visitor.ask("/forget")
        (tombstone,) = read_tombstones(tmp_path / "apart")
        assert tombstone.receipt in reply["text"]
        assert "2" in re.findall(r"\d+", reply["text"].partition(tombstone.receipt)[0])
        with desk.database.read() as session:
            assert session.scalar(select(func.count()).select_from(ThemeRow)) == 1
            states = session.scalars(select(ConversationRow.state)).all()
            assert [state is None for state in sorted(states, key=bool)] == [True, False]
        (after,) = visitor.ask("học phí nộp qua app nào")
        assert after["theme"] == "tuition"
        assert other.ask("mất phí không")[0]["theme"] == "electricity"


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic dXNlcjpwYXNz", "bearer\t'; DROP TABLE conversations; --"],
)
def test_without_the_right_token_nothing_is_given(site: TestClient, authorization: str | None) -> None:
    Visitor(site).ask(QUESTION)
    headers = {} if authorization is None else {"Authorization": authorization}
    body = {"event_key": str(uuid4()), "text": "x"}
    for response in (
        site.get("/api/v1/replies", headers=headers),
        site.post("/api/v1/messages", json=body, headers=headers),
    ):
        assert response.status_code == 401
        detail(response)


def test_the_token_is_not_in_the_database(client: TestClient, desk: Desk) -> None:
    token = Visitor(client).session["token"]
    with desk.database.read() as session:
        row = session.scalars(select(ConversationRow)).one()
        assert token not in (row.address_hash, str(row.id))


# -- what clients may send -----------------------------------------------------------------------------------


def test_a_message_may_be_as_long_as_said_and_no_longer(site: TestClient) -> None:
    visitor = Visitor(site)
    assert visitor.send("đ" * MAX_CHARACTERS).status_code == 202
    response = visitor.send("đ" * (MAX_CHARACTERS + 1))
    assert response.status_code == 422
    detail(response)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "x"},
        {"event_key": "not-a-uuid", "text": "x"},
        {"event_key": None, "text": "x"},
        {"event_key": "01890000-0000-7000-8000-000000000001"},
        {"event_key": "01890000-0000-7000-8000-000000000001", "text": None},
        {"event_key": "01890000-0000-7000-8000-000000000001", "text": 5},
        {"event_key": "01890000-0000-7000-8000-000000000001", "text": ["x"]},
        {"event_key": "01890000-0000-7000-8000-000000000001", "text": "x", "payload": {"a": 1}},
        {"event_key": "01890000-0000-7000-8000-000000000001", "text": "x", "payload": "p" * 101},
        [],
        "text",
        None,
    ],
)
def test_a_wrong_body_is_refused_in_vietnamese(site: TestClient, body: Any) -> None:
    response = site.post("/api/v1/messages", json=body, headers=Visitor(site).headers)
    assert response.status_code == 422
    detail(response)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"{'text': 'x'}", b"\xff\xfe", b"[" * 5000, b'{"event_key": "x", "text": "\xed\xa0\x80"}', b"\x00"],
)
def test_a_body_that_is_no_json_is_refused_in_vietnamese(site: TestClient, content: bytes) -> None:
    headers = Visitor(site).headers | {"Content-Type": "application/json"}
    response = site.post("/api/v1/messages", content=content, headers=headers)
    assert response.status_code in (400, 422)
    detail(response)


def test_half_a_surrogate_pair_is_refused_or_answered(site: TestClient) -> None:
    visitor = Visitor(site)
    content = json.dumps({"event_key": str(uuid4()), "text": "\ud83d đóng tiền điện"})
    headers = visitor.headers | {"Content-Type": "application/json"}
    response = site.post("/api/v1/messages", content=content, headers=headers)
    assert response.status_code in (202, 422)
    assert visitor.ask(QUESTION)


@pytest.mark.parametrize("length", [str(MAX_BODY_BYTES + 1), "999999999999", "-1", "1e3", "abc"])
def test_a_body_that_claims_to_be_huge_is_refused_unread(site: TestClient, length: str) -> None:
    response = site.post("/api/v1/messages", content=b"{}", headers={"Content-Length": length})
    assert response.status_code == 413
    detail(response)
    assert response.headers["Content-Security-Policy"]


def test_a_large_body_is_refused(site: TestClient) -> None:
    response = Visitor(site).send("a" * MAX_BODY_BYTES)
    assert response.status_code == 413
    detail(response)


def test_a_body_without_a_length_is_refused(site: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"event_key": "'
        yield b'x"}'

    response = site.post("/api/v1/messages", content=pieces(), headers=Visitor(site).headers)
    assert response.status_code == 413
    detail(response)


@pytest.mark.parametrize("params", [{"after": -1}, {"after": "x"}, {"wait": 26}, {"wait": -1}, {"wait": "nan"}])
def test_a_wrong_poll_is_refused_in_vietnamese(site: TestClient, params: dict[str, Any]) -> None:
    response = site.get("/api/v1/replies", params=params, headers=Visitor(site).headers)
    assert response.status_code == 422
    detail(response)


def test_a_number_larger_than_any_database_knows_is_refused_or_passed_over(client: TestClient) -> None:
    visitor = Visitor(client)
    response = client.get("/api/v1/replies", params={"after": 10**30}, headers=visitor.headers)
    assert response.status_code in (200, 422)


@pytest.mark.parametrize(
    "payload",
    ["article:no-such-article", "article:<script>alert(1)</script>", "menu:no-such-entry", "steps:../../etc/passwd",
     "javascript:alert(1)", "\x00", "menu:fraud\n", "article:", "{{7*7}}"],
)  # fmt: skip
def test_a_tampered_payload_is_harmless(site: TestClient, payload: str) -> None:
    replies = Visitor(site).ask(QUESTION, payload=payload)
    assert [(reply["kind"], reply["theme"]) for reply in replies] == [("answer", "electricity")]
    assert "<script>" not in json.dumps(replies)


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "🙏", "<script>alert(1)</script>", "'; DROP TABLE inbox; --", "\x00"]
)
def test_every_text_gets_a_reply(site: TestClient, text: str) -> None:
    replies = Visitor(site).ask(text)
    assert replies[-1]["text"]
    assert "<script>" not in json.dumps(replies)


# -- one question, one answer --------------------------------------------------------------------------------


def count_rows(desk: Desk) -> int:
    with desk.database.read() as session:
        return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES)


def test_a_question_of_another_service_is_answered_and_nothing_stored(client: TestClient, desk: Desk) -> None:
    response = client.post("/api/v1/ask", json={"text": QUESTION})
    assert response.status_code == 200
    answer = response.json()
    assert (answer["kind"], answer["theme"], answer["band"]) == ("answer", "electricity", "answer")
    assert set(answer) == {
        "kind", "act", "theme", "article", "article_version", "model_version", "confidence", "band", "reply",
        "alternatives", "answers", "buttons",
    }  # fmt: skip
    assert answer["act"] == "ask_electricity"
    assert [set(part) for part in answer["answers"]] == [set(answer) - {"alternatives", "answers", "buttons"}]
    assert answer["reply"].splitlines()[-1].startswith(desk.brain.model.knowledge.article(answer["article"]).citation)
    assert count_rows(desk) == 0


def test_questions_of_another_service_do_not_follow_each_other(site: TestClient) -> None:
    alone = site.post("/api/v1/ask", json={"text": "mất phí không"}).json()
    site.post("/api/v1/ask", json={"text": "đóng tiền nước ở đâu"})
    assert site.post("/api/v1/ask", json={"text": "mất phí không"}).json() == alone
    context = {"text": "mất phí không", "context": ["đóng tiền nước ở đâu"]}
    assert site.post("/api/v1/ask", json=context).json()["theme"] == "water"


@pytest.mark.parametrize(
    "body",
    [{}, {"text": 5}, {"text": "x" * 4001}, {"text": "x", "context": "y"}, {"text": "x", "context": ["y"] * 11}],
)
def test_a_wrong_question_is_refused_in_vietnamese(site: TestClient, body: dict[str, Any]) -> None:
    response = site.post("/api/v1/ask", json=body)
    assert response.status_code == 422
    detail(response)


# -- pages ---------------------------------------------------------------------------------------------------

PAGES = (
    "/",
    "/docs",
    "/openapi.json",
    "/healthz",
    "/readyz",
    "/metrics",
    "/static/chat.js",
    "/static/chat.css",
    "/nowhere",
)


def directives(response: Response) -> dict[str, str]:
    policy = response.headers["Content-Security-Policy"]
    return {name: value for name, _, value in (part.strip().partition(" ") for part in policy.split(";"))}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_the_security_headers(site: TestClient, path: str) -> None:
    response = site.get(path)
    policy = directives(response)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_only_the_documentation_may_style_inline(site: TestClient) -> None:
    assert [path for path in PAGES if "unsafe" in site.get(path).headers["Content-Security-Policy"]] == ["/docs"]
    assert "unsafe" not in directives(site.get("/docs"))["script-src"]


def test_replies_and_the_chat_page_are_not_kept_by_a_browser(site: TestClient) -> None:
    visitor = Visitor(site)
    assert site.get("/").headers["Cache-Control"] == "no-store"
    assert visitor.send(QUESTION).headers["Cache-Control"] == "no-store"
    response = site.get("/api/v1/replies", headers=visitor.headers)
    assert response.headers["Cache-Control"] == "no-store"


def test_only_the_named_sites_may_show_the_chat_in_a_frame(settings: Settings, desk: Desk) -> None:
    origins = "https://quangngai.gov.vn https://thainguyen.gov.vn"
    app = create_app(settings.model_copy(update={"embed_origins": origins}), desk, with_worker=False)
    with TestClient(app) as client:
        assert directives(client.get("/"))["frame-ancestors"] == f"'self' {origins}"


def test_the_chat_page_names_the_operator_and_escapes_it(settings: Settings, desk: Desk) -> None:
    operator = "Sở <b>Thử</b> & nghiệm"
    app = create_app(settings.model_copy(update={"operator": operator}), desk, with_worker=False)
    with TestClient(app) as client:
        page = client.get("/").text
    assert operator not in page
    assert "Sở &lt;b&gt;Thử&lt;/b&gt; &amp; nghiệm" in page


def test_a_trial_says_so_and_production_does_not(settings: Settings, desk: Desk) -> None:
    pages = []
    for environment in ("trial", "production"):
        app = create_app(settings.model_copy(update={"environment": environment}), desk, with_worker=False)
        with TestClient(app) as client:
            pages.append(client.get("/").text)
    assert len(pages[0]) > len(pages[1])


def links(html: str) -> list[str]:
    return re.findall(r'(?:src|href)="([^"]+)"', html)


def test_a_page_can_be_asked_for_without_its_body(site: TestClient) -> None:
    assert site.head("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_every_asset_of_a_page_is_served_from_here(site: TestClient, path: str) -> None:
    assets = [link for link in links(site.get(path).text) if not link.startswith(("#", "tel:"))]
    assert assets
    for asset in assets:
        assert asset.startswith("/static/")
        assert site.get(asset).status_code == 200


def test_nothing_served_points_to_another_host(site: TestClient) -> None:
    own = [f"/static/{path.name}" for path in (Path(create_app.__code__.co_filename).parent / "web/static").iterdir()]
    assert {"/static/chat.js", "/static/chat.css"} <= set(own)
    for path in ("/", "/docs", "/static/swagger/swagger-ui.css", *own):
        text = site.get(path).text
        foreign = [url for url in re.findall(r"https?://[^\s\"'<>)]+", text) if "//www.w3.org/" not in url]
        assert foreign == [], path
        assert not re.findall(r"""(?:src|href|url|import)\s*[=(]\s*["']?//""", text), path
        assert "@import" not in text


def test_the_script_writes_words_and_never_markup(site: TestClient) -> None:
    script = site.get("/static/chat.js").text
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script)


def test_no_page_holds_inline_script_or_style(site: TestClient) -> None:
    for path in ("/", "/docs"):
        page = site.get(path).text
        assert not re.search(
            r"<script(?![^>]*\bsrc=)[^>]*>|<style|\son[a-z]+=|\sstyle=|javascript:", page, re.IGNORECASE
        )


def test_nothing_outside_the_static_folder_is_served(site: TestClient) -> None:
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/",
    ):
        assert site.get(path).status_code in (404, 405)


def test_the_api_describes_every_route(site: TestClient) -> None:
    paths = site.get("/openapi.json").json()["paths"]
    methods = {(path, method) for path, entry in paths.items() for method in entry}
    assert methods == {
        ("/api/v1/sessions", "post"),
        ("/api/v1/sessions", "delete"),
        ("/api/v1/messages", "post"),
        ("/api/v1/replies", "get"),
        ("/api/v1/ask", "post"),
        ("/articles/{article_id}.pdf", "get"),
        ("/articles/{article_id}.png", "get"),
        ("/healthz", "get"),
        ("/readyz", "get"),
        ("/metrics", "get"),
    }
    assert all(entry[method]["description"] for entry in paths.values() for method in entry)


# -- operations ----------------------------------------------------------------------------------------------


def test_a_healthy_process_says_so(client: TestClient, desk: Desk) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["model"] == desk.brain.model.version


@pytest.fixture
def cut_off(settings: Settings, desk: Desk, tmp_path: Path) -> Iterator[TestClient]:
    """A web process whose database is gone."""
    gone = Database(f"sqlite:///{tmp_path / 'gone' / 'cashless.db'}")
    with TestClient(create_app(settings, replace(desk, database=gone), with_worker=False)) as client:
        yield client


def test_without_its_database_a_process_lives_and_is_not_ready(cut_off: TestClient) -> None:
    assert cut_off.get("/healthz").status_code == 200
    assert cut_off.get("/").status_code == 200
    response = cut_off.get("/readyz")
    assert response.status_code == 503
    assert "gone" not in detail(response)


def test_without_its_database_a_visitor_is_asked_to_come_back(cut_off: TestClient) -> None:
    headers = {"Authorization": "Bearer token"}
    body = {"event_key": str(uuid4()), "text": "x"}
    for response in (
        cut_off.post("/api/v1/sessions"),
        cut_off.post("/api/v1/messages", json=body, headers=headers),
        cut_off.get("/api/v1/replies", headers=headers),
        cut_off.delete("/api/v1/sessions", headers=headers),
    ):
        assert response.status_code == 503
        detail(response)
    assert cut_off.post("/api/v1/ask", json={"text": QUESTION}).status_code == 200


def test_a_server_that_is_not_there_is_not_ready_either(settings: Settings, desk: Desk) -> None:
    away = Database("postgresql://root@127.0.0.1:1/nowhere")
    with TestClient(create_app(settings, replace(desk, database=away), with_worker=False)) as client:
        assert client.get("/readyz").status_code == 503
        assert client.get("/metrics").status_code == 503


def test_the_worker_waits_for_a_database_that_comes_back(
    settings: Settings, desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "late"
    late = Database(f"sqlite:///{folder / 'cashless.db'}")
    with TestClient(create_app(settings, replace(desk, database=late), with_worker=True)) as client:
        until(lambda: any(record.name == "bot.worker" for record in caplog.records))
        folder.mkdir()
        upgrade(late)
        assert Visitor(client).ask(QUESTION)[0]["theme"] == "electricity"


def test_metrics_count_and_hold_no_words(client: TestClient, desk: Desk) -> None:
    def value(name: str) -> float:
        line = next(line for line in client.get("/metrics").text.splitlines() if line.startswith(name))
        return float(line.rpartition(" ")[2])

    visitor, key = Visitor(client), str(uuid4())
    visitor.ask("chào trợ lý")
    before = value('cashless_messages_accepted_total{channel="web"}')
    visitor.ask("nhà bà Tư Xoài ở Mộ Đức đóng tiền điện 0905000111", event_key=key)
    text = client.get("/metrics").text
    assert value('cashless_messages_accepted_total{channel="web"}') == before + 1
    assert value("cashless_inbox_waiting") == 0
    assert value("cashless_inbox_dead") == 0
    for secret in ("Xoài", "0905000111", "Mộ Đức", key, visitor.session["token"], "electricity"):
        assert secret not in text
    labels = set(re.findall(r'(\w+)="', text))
    assert labels <= {"kind", "channel", "le"}


def test_metrics_show_what_waits(quiet: TestClient, clock: Clock) -> None:
    Visitor(quiet).send(QUESTION)
    clock.now = NOW + timedelta(seconds=90)
    lines = quiet.get("/metrics").text.splitlines()
    assert "cashless_inbox_waiting 1.0" in lines
    assert "cashless_inbox_oldest_seconds 90.0" in lines


def test_no_words_reach_the_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    visitor = Visitor(client)
    visitor.ask("nhà bà Tư Xoài đóng tiền điện", payload="article:Xoài")
    visitor.send("Xoài" * 2000)
    visitor.end()
    assert "Xoài" not in caplog.text
    assert visitor.session["token"] not in caplog.text


# -- leaflets and pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "media", "begin"), [("pdf", "application/pdf", b"%PDF-"), ("png", "image/png", b"\x89PNG")]
)
def test_an_article_can_be_taken_along(client: TestClient, form: str, media: str, begin: bytes) -> None:
    answer = client.get(f"/articles/water-pay.{form}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.content.startswith(begin)
    assert client.get(f"/articles/water-pay.{form}?province=quang-ngai").status_code == 200
    assert client.get(f"/articles/water-pay.{form}?province=hue").status_code == 422
    for nothing in ("no-such-article", "..%2fwater-pay", "water-pay.pdf"):
        assert client.get(f"/articles/{nothing}.{form}").status_code == 404


def test_what_may_not_be_given_may_not_be_taken_along(settings: Settings, desk: Desk) -> None:
    strict = replace(desk, brain=replace(desk.brain, require_approved=True))
    with TestClient(create_app(settings, strict, with_worker=False)) as client:
        assert client.get("/articles/water-pay.pdf").status_code == 404
