"""The chat page in a real browser against the real application: a phone, a keyboard, a lost network, a screen reader."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from sqlalchemy import select

from actions.conversations import ConversationRow
from actions.database.migrate import upgrade
from actions.database.session import Database
from actions.delivery.inbox import InboxRow
from actions.delivery.outbox import OutboxRow
from actions.dialogue import wording
from actions.dialogue.decision import Brain
from actions.privacy.crypto import Keyring
from actions.turn import Desk
from bot.app import create_app
from bot.settings import Settings
from knowledge.placeholders import ADDRESS, fill
from tests.conftest import skip_or_fail

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Route, expect, sync_playwright

    MISSING = ""
except ImportError as error:
    MISSING = f"{error.name} is not installed; run: uv sync --group browser"

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--no-first-run",
]  # fmt: skip
# A minute and a half in a real browser: with the slow ones, so that the default run stays short.
pytestmark = pytest.mark.slow

QUESTION = "đóng tiền điện qua app ngân hàng thế nào"
FOLLOW_UP = "đóng tiền nước ở đâu"


@dataclass
class Assistant:
    """The application that runs, and a look into its database."""

    url: str
    desk: Desk = field(repr=False)

    @property
    def citations(self) -> set[str]:
        """The lines that may stand under an answer."""
        return {article.citation for article in self.desk.brain.model.knowledge.articles}

    def newest(self) -> ConversationRow:
        """Return the conversation that began last."""
        with self.desk.database.read() as session:
            return session.scalars(select(ConversationRow).order_by(ConversationRow.id.desc())).first()  # type: ignore[return-value]

    def stored(self, conversation: ConversationRow) -> list[bytes | None]:
        """Return every sealed value of the conversation."""
        with self.desk.database.read() as session:
            values = [session.get_one(ConversationRow, conversation.id).state]
            for row in (InboxRow, OutboxRow):
                values += session.scalars(select(row.payload).where(row.conversation_id == conversation.id))
            return values

    def messages(self, conversation: ConversationRow) -> int:
        """Return how many messages were accepted in the conversation."""
        with self.desk.database.read() as session:
            return len(session.scalars(select(InboxRow.id).where(InboxRow.conversation_id == conversation.id)).all())


@dataclass
class Visit:
    """A page that is open, and what went on behind it."""

    page: Page
    context: BrowserContext
    citations: set[str] = field(repr=False)
    requests: list[str] = field(default_factory=list)
    sent: list[tuple[str, str | None]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    harmless: str = "\0"

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def box(self) -> Locator:
        return self.page.locator("#message")

    @property
    def choices(self) -> Locator:
        return self.log.get_by_role("listitem").get_by_role("button")

    @property
    def thumbs(self) -> Locator:
        return self.log.get_by_role("group", name="Câu trả lời này thế nào?")

    def thumb(self, name: str) -> Locator:
        return self.thumbs.get_by_role("button", name=name, exact=True)

    def note_sent(self, request: Request) -> None:
        """Remember the text and the payload of a message that the page sends."""
        if request.method == "POST" and request.url.endswith("/messages"):
            said = json.loads(request.post_data or "")
            self.sent.append((said["text"], said["payload"]))

    def script(self, *turns: list[dict[str, Any]]) -> None:
        """From here on answer each message with the replies of the next turn, whatever the assistant would say."""
        waiting: list[dict[str, Any]] = []
        coming = iter(turns)
        seqs = count(1_000)

        def take_message(route: Route) -> None:
            key = json.loads(route.request.post_data or "")["event_key"]
            waiting.extend(reply | {"seq": next(seqs), "in_reply_to": key} for reply in next(coming))
            route.fulfill(status=202, json={"status": "accepted"})

        def give_replies(route: Route) -> None:
            given = waiting[:]
            waiting.clear()
            route.fulfill(json={"replies": given})

        self.page.route("**/api/v1/messages", take_message)
        self.page.route("**/api/v1/replies*", give_replies)
        self.page.reload()  # ends the poll that waits at the server

    def answers(self) -> int:
        """Return how many answers stand in the log, each known by its source."""
        said = self.log.text_content() or ""
        return sum(said.count(citation) for citation in self.citations)

    def wait_for_answers(self, count: int) -> None:
        """Wait until so many answers stand in the log."""
        for _ in range(400):
            if self.answers() == count:
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"{self.answers()} answers, not {count}")

    def write(self, text: str) -> None:
        """Type a message and send it with Enter."""
        self.box.fill(text)
        self.box.press("Enter")

    def ask(self, text: str) -> None:
        """Write a question and wait for its answer."""
        before = self.answers()
        self.write(text)
        self.wait_for_answers(before + 1)

    def focused(self, expression: str) -> Any:
        return self.page.evaluate(f"(() => {{ const at = document.activeElement; return {expression}; }})()")

    def tab_until(self, expression: str) -> None:
        """Press Tab until the element in focus satisfies the expression about `at`."""
        for _ in range(40):
            self.page.keyboard.press("Tab")
            if self.focused(expression):
                return
        pytest.fail(f"Tab never reached {expression}")

    def occurrences(self, text: str) -> int:
        return (self.log.text_content() or "").count(text)


Open = Callable[..., Visit]


def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("did not happen")


@pytest.fixture(scope="module")
def assistant(brain: Brain, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("browser")
    database = Database(f"sqlite:///{folder / 'chat.db'}")
    upgrade(database)
    desk = Desk(database, Keyring(bytes(range(32))), brain)
    settings = Settings(data_dir=folder, operator="Sở Thử nghiệm", human_phone="0255 000 111")
    config = uvicorn.Config(
        create_app(settings, desk, with_worker=True), port=0, log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Assistant(f"http://127.0.0.1:{port}", desk)
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if MISSING:
        skip_or_fail(MISSING)
    if not Path(CHROMIUM).is_file():
        skip_or_fail(f"there is no {CHROMIUM}; install Debian's chromium or set CHROMIUM")
    with sync_playwright() as playwright:
        expect.set_options(timeout=20_000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, assistant: Assistant) -> Iterator[Open]:
    """Opens pages on a phone; afterwards nothing may have gone wrong or gone elsewhere."""
    visits: list[Visit] = []

    def open_page(path: str = "/", **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, "locale": "vi-VN"} | options)
        visit = Visit(context.new_page(), context, assistant.citations)
        context.on("request", lambda request: visit.requests.append(request.url))
        context.on("request", visit.note_sent)
        visit.page.on("console", lambda said: visit.errors.append(said.text) if said.type == "error" else None)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.set_default_timeout(20_000)
        visits.append(visit)
        visit.page.goto(assistant.url + path)
        return visit

    yield open_page
    for visit in visits:
        visit.context.close()
        foreign = [url for url in visit.requests if urlsplit(url).netloc != urlsplit(assistant.url).netloc]
        assert [url for url in foreign if not url.startswith("data:")] == []
        assert [error for error in visit.errors if visit.harmless not in error] == []


@pytest.fixture
def visit(open_page: Open) -> Visit:
    """The chat page with its greeting."""
    visit = open_page()
    expect(visit.choices).to_have_count(len(wording.menu()))
    return visit


# -- talking -------------------------------------------------------------------------------------------------


def test_the_page_greets_on_a_phone_without_being_asked(visit: Visit) -> None:
    expect(visit.log).to_contain_text("Sở Thử nghiệm")
    assert visit.log.get_attribute("aria-live") == "polite"
    expect(visit.choices.first).to_contain_text(wording.menu()[0].label)
    expect(visit.box).to_be_visible()
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert visit.page.evaluate("document.documentElement.lang") == "vi"


def test_a_question_gets_an_answer_with_its_source(visit: Visit, assistant: Assistant) -> None:
    visit.ask(QUESTION)
    assert visit.occurrences(QUESTION) == 1
    said = visit.log.text_content() or ""
    brain = assistant.desk.brain
    given = [
        article
        for article in brain.model.knowledge.articles
        if fill(article.answer, address=ADDRESS, call=lambda key: brain.directory.call(key, None)) in said
    ]
    assert [article.theme for article in given] == ["electricity"]
    assert given[0].citation in said
    assert visit.box.input_value() == ""
    assert assistant.messages(assistant.newest()) == 1


def test_the_send_button_sends_too(visit: Visit) -> None:
    visit.box.fill(QUESTION)
    visit.page.locator("#send").click()
    visit.wait_for_answers(1)


def test_the_details_of_an_answer_fold_open(visit: Visit) -> None:
    visit.ask(QUESTION)
    details = visit.log.locator("details").first
    item = details.get_by_role("listitem").first
    expect(item).not_to_be_visible()
    details.locator("summary").click()
    expect(item).to_be_visible()
    details.locator("summary").press("Enter")
    expect(item).not_to_be_visible()


def test_a_choice_can_be_made_with_the_keyboard_alone(visit: Visit, assistant: Assistant) -> None:
    visit.tab_until("at.closest('#log') && at.tagName === 'BUTTON'")
    assert visit.focused("at.textContent").endswith(wording.menu()[0].label)
    visit.tab_until("at.closest('#log') && at.tagName === 'BUTTON'")
    assert visit.focused("getComputedStyle(at).outlineStyle") != "none"
    visit.page.keyboard.press("Enter")
    article = assistant.desk.brain.model.knowledge.article(wording.menu()[1].articles[0])
    assert article is not None
    expect(visit.log).to_contain_text(article.title)
    visit.tab_until(f"at.textContent.includes({json.dumps(article.title)})")
    visit.page.keyboard.press("Enter")
    expect(visit.log).to_contain_text(article.citation)


def test_a_question_can_be_asked_with_the_keyboard_alone(visit: Visit) -> None:
    visit.tab_until("at.id === 'message'")
    visit.page.keyboard.type(QUESTION)
    visit.page.keyboard.press("Enter")
    visit.wait_for_answers(1)
    assert visit.focused("at.id") == "message"


def test_a_typed_number_chooses(visit: Visit) -> None:
    submenu = wording.menu()[1]
    visit.write("2")
    expect(visit.choices).to_have_count(len(wording.menu()) + len(submenu.articles))
    visit.ask("1")


def test_choices_that_are_past_cannot_be_pressed(visit: Visit, assistant: Assistant) -> None:
    first = visit.choices.nth(2)
    visit.ask(QUESTION)
    expect(first).to_have_attribute("aria-disabled", "true")
    first.click(force=True)
    visit.ask(FOLLOW_UP)
    assert assistant.messages(assistant.newest()) == 2


def test_someone_who_was_cheated_gets_first_aid_with_one_tap(visit: Visit) -> None:
    visit.page.locator("#fraud").click()
    expect(visit.log).to_contain_text(wording.first_aid("emergency_money_sent").splitlines()[0])
    expect(visit.log.locator("a[href='tel:113']").first).to_be_visible()


def test_markup_in_a_message_stays_text(visit: Visit) -> None:
    text = "<img src=x onerror=alert(1)><b>đóng tiền điện</b> ở đâu"
    visit.write(text)
    expect(visit.log.get_by_text(text)).to_have_count(1)
    assert visit.log.locator("img, b").count() == 0


@pytest.mark.parametrize(("label", "payload"), [("Quyền riêng tư", "command:privacy"), ("Trợ giúp", "command:help")])
def test_privacy_and_help_are_one_tap_away(visit: Visit, label: str, payload: str) -> None:
    button = visit.page.get_by_role("button", name=label, exact=True)
    button.dblclick()
    expect(visit.log.get_by_text(label, exact=True)).to_have_count(1)
    expect(visit.log.locator(".theirs")).to_have_count(2)
    assert visit.sent == [(label, payload)]
    expect(button).to_be_visible()


# -- thumbs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "other", "sent"),
    [("Hữu ích", "Chưa đúng ý", ("👍", "helpful:yes")), ("Chưa đúng ý", "Hữu ích", ("👎", "helpful:no"))],
)
def test_an_answer_is_rated_once(visit: Visit, name: str, other: str, sent: tuple[str, str]) -> None:
    expect(visit.thumbs).to_have_count(0)
    visit.ask(QUESTION)
    expect(visit.thumb(name)).to_have_attribute("aria-pressed", "false")
    for thumb in (visit.thumb(name), visit.thumb(other)):
        box = thumb.bounding_box()
        assert box is not None and min(box["width"], box["height"]) >= 44
    visit.thumb(name).click()
    said = visit.log.locator(".theirs")
    expect(said).to_have_count(3)
    for _ in range(2):
        expect(visit.thumb(name)).to_have_attribute("aria-pressed", "true")
        expect(visit.thumb(other)).to_have_attribute("aria-pressed", "false")
        expect(visit.log.locator(".mine").last).to_contain_text(name)
        visit.thumb(name).click(force=True)
        visit.thumb(other).click(force=True)
        visit.page.reload()
    assert visit.sent == [(QUESTION, None), sent]


def test_what_is_forgotten_is_not_left_on_the_page(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.box.fill("/forget")
    visit.box.press("Enter")
    expect(visit.log).to_contain_text("XOA-")
    assert visit.occurrences(QUESTION) == 0
    assert visit.answers() == 0
    assert QUESTION not in visit.page.evaluate("JSON.stringify(sessionStorage)")
    visit.page.reload()
    expect(visit.log).to_contain_text("XOA-")
    assert visit.occurrences(QUESTION) == 0
    visit.ask(QUESTION)


def test_thumbs_stand_under_the_newest_answer_until_something_is_said(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask(FOLLOW_UP)
    expect(visit.thumbs).to_have_count(1)
    expect(visit.log.locator(".theirs").last.get_by_role("button", name="Hữu ích")).to_be_visible()
    visit.context.set_offline(True)
    visit.harmless = "ERR_INTERNET_DISCONNECTED"
    visit.write("cảm ơn")
    expect(visit.thumbs).to_have_count(0)
    visit.context.set_offline(False)
    visit.page.locator("#fraud").click()
    expect(visit.log.locator(".kind-emergency")).to_have_count(1)
    expect(visit.thumbs).to_have_count(0)


def test_an_answer_can_be_rated_with_the_keyboard_alone(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.locator("#log").focus()
    visit.tab_until("at.textContent === 'Hữu ích'")
    assert visit.focused("getComputedStyle(at).outlineStyle") != "none"
    visit.page.keyboard.press("Enter")
    expect(visit.thumb("Hữu ích")).to_have_attribute("aria-pressed", "true")
    assert visit.focused("at.textContent") == "Hữu ích"
    assert visit.sent[-1] == ("👍", "helpful:yes")


# -- several replies in one turn -----------------------------------------------------------------------------


def reply(kind: str, text: str, *buttons: str) -> dict[str, Any]:
    """Return a reply as the API gives it; a button's payload is its label."""
    choices = [{"label": label, "payload": label} for label in buttons]
    return {"kind": kind, "text": text, "sections": [], "source": None, "buttons": choices}


def test_of_two_answers_the_last_one_has_the_choices_and_the_thumbs(visit: Visit) -> None:
    visit.script([reply("answer", "Điện.", "Mã điện"), reply("answer", "Nước.", "Mã nước", "Phí nước")])
    visit.write("điện với nước")
    expect(visit.log).to_contain_text("Nước.")
    first, last = visit.log.locator(".theirs").all()[-2:]
    expect(first.get_by_role("button")).to_have_count(0)
    expect(last.get_by_role("listitem")).to_have_text(["1 ·Mã nước", "2 ·Phí nước"])
    expect(last.get_by_role("group")).to_have_count(1)
    visit.page.reload()
    expect(visit.log.get_by_role("button", name="1 ·").last).to_have_text("1 ·Mã nước")
    expect(visit.log.get_by_text("Mã điện")).not_to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_question_after_an_answer_has_the_choices_and_the_answer_keeps_its_thumbs(
    open_page: Open, scheme: str
) -> None:
    visit = open_page(viewport={"width": 360, "height": 640}, color_scheme=scheme, reduced_motion="reduce")
    expect(visit.choices).to_have_count(len(wording.menu()))
    visit.script(
        [
            reply("answer", "Gọi công ty điện lực.", "Mã điện"),
            reply("choices", "Ở tỉnh nào?", "Quảng Ngãi", "Thái Nguyên"),
        ],
        [reply("smalltalk", "Cảm ơn.")],
        [reply("smalltalk", "Đã ghi.")],
    )
    visit.write("mất điện gọi ai")
    expect(visit.log).to_contain_text("Ở tỉnh nào?")
    answer, question = visit.log.locator(".theirs").all()[-2:]
    expect(answer.get_by_role("button")).to_have_text(["Hữu ích", "Chưa đúng ý"])
    expect(question.get_by_role("button")).to_have_text(["1 ·Quảng Ngãi", "2 ·Thái Nguyên"])
    found = Axe().run(visit.page)
    assert found.violations_count == 0, found.generate_snapshot()
    question.get_by_role("button", name="Thái Nguyên").click()
    expect(visit.log).to_contain_text("Cảm ơn.")
    expect(question.get_by_role("button", name="Quảng Ngãi")).to_have_attribute("aria-disabled", "true")
    expect(visit.thumbs).to_have_count(0)
    assert visit.sent[-1] == ("Thái Nguyên", "Thái Nguyên")


def test_a_second_reply_below_the_fold_is_pointed_at(open_page: Open) -> None:
    visit = open_page(viewport={"width": 360, "height": 640})
    expect(visit.choices).to_have_count(len(wording.menu()))
    visit.script([reply("answer", "Dòng.\n" * 20), reply("choices", "Ở tỉnh nào?", "Quảng Ngãi")])
    visit.write("mất điện gọi ai")
    visit.page.locator("#jump").click()
    expect(visit.log.get_by_role("button", name="Quảng Ngãi")).to_be_in_viewport()
    expect(visit.page.locator("#jump")).not_to_be_visible()


def test_the_same_choice_offered_again_at_once_can_be_pressed_at_once(visit: Visit) -> None:
    visit.script(*([reply("answer", f"Bước {n}.", "Bước tiếp theo")] for n in (1, 2, 3)))
    visit.write("dễ hiểu hơn")
    for n in (1, 2):
        expect(visit.log).to_contain_text(f"Bước {n}.")
        visit.page.evaluate("Date.now = () => 1_700_000_000_000")  # as quick as can be
        visit.choices.last.click()
    expect(visit.log).to_contain_text("Bước 3.")


# -- staying, leaving ----------------------------------------------------------------------------------------


def test_a_reload_keeps_the_transcript_once(visit: Visit, assistant: Assistant) -> None:
    visit.ask(QUESTION)
    before = visit.log.text_content()
    for _ in range(2):
        visit.page.reload()
        visit.wait_for_answers(1)
        assert visit.log.text_content() == before
    conversation = assistant.newest()
    visit.ask(FOLLOW_UP)
    assert visit.occurrences(QUESTION) == 1
    assert assistant.newest().id == conversation.id
    assert assistant.messages(conversation) == 2


def test_a_reload_before_the_answer_loses_and_doubles_nothing(visit: Visit, assistant: Assistant) -> None:
    visit.write(QUESTION)
    visit.page.reload()
    visit.wait_for_answers(1)
    assert visit.occurrences(QUESTION) == 1
    assert assistant.messages(assistant.newest()) == 1


def test_ending_wipes_the_page_the_browser_and_the_server(visit: Visit, assistant: Assistant) -> None:
    visit.ask(QUESTION)
    conversation = assistant.newest()
    assert any(assistant.stored(conversation))
    visit.page.locator("#end").click()
    dialog = visit.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    visit.page.locator("#confirm-yes").click()
    expect(dialog).not_to_be_visible()
    expect(visit.log).not_to_contain_text(QUESTION)
    visit.wait_for_answers(0)
    kept = visit.page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage) + document.cookie")
    assert QUESTION not in kept
    until(lambda: set(assistant.stored(conversation)) == {None})
    expect(visit.choices).to_have_count(len(wording.menu()))
    visit.ask(FOLLOW_UP)
    assert assistant.newest().id != conversation.id


def test_ending_can_be_thought_better_of(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.locator("#end").click()
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("dialog")).not_to_be_visible()
    assert visit.occurrences(QUESTION) == 1
    visit.page.locator("#end").click()
    visit.page.locator("#confirm-no").click()
    assert visit.occurrences(QUESTION) == 1


def test_another_tab_is_another_conversation(visit: Visit, open_page: Open, assistant: Assistant) -> None:
    visit.ask(QUESTION)
    other = open_page()
    expect(other.choices).to_have_count(len(wording.menu()))
    assert other.occurrences(QUESTION) == 0


# -- a lost network ------------------------------------------------------------------------------------------


def test_a_message_sent_offline_is_sent_once_when_the_network_is_back(visit: Visit, assistant: Assistant) -> None:
    visit.harmless = "ERR_INTERNET_DISCONNECTED"
    visit.ask(FOLLOW_UP)
    conversation = assistant.newest()
    visit.context.set_offline(True)
    visit.write(QUESTION)
    expect(visit.log.get_by_text(QUESTION)).to_have_count(1)
    visit.page.wait_for_timeout(1_500)  # it tries, and fails, more than once
    assert assistant.messages(conversation) == 1
    visit.context.set_offline(False)
    visit.wait_for_answers(2)
    visit.page.wait_for_timeout(500)
    assert assistant.messages(conversation) == 2
    assert visit.occurrences(QUESTION) == 1
    expect(visit.page.locator("#offline")).not_to_be_visible()


def test_messages_written_offline_arrive_in_order(visit: Visit, assistant: Assistant) -> None:
    visit.harmless = "ERR_INTERNET_DISCONNECTED"
    visit.context.set_offline(True)
    for text in (QUESTION, FOLLOW_UP):
        visit.write(text)
    visit.context.set_offline(False)
    visit.wait_for_answers(2)
    text = visit.log.text_content() or ""
    assert text.index(QUESTION) < text.index(FOLLOW_UP)
    assert assistant.messages(assistant.newest()) == 2


def test_a_message_whose_receipt_got_lost_acts_once(visit: Visit, assistant: Assistant) -> None:
    visit.harmless = "ERR_CONNECTION_RESET"
    lost: list[int] = []
    received: list[int] = []

    def lose_two_receipts(route: Route) -> None:
        response = route.fetch()  # the server has it, whatever the page hears
        if len(lost) < 2:
            lost.append(response.status)
            route.abort("connectionreset")
        else:
            route.fulfill(response=response)
            received.append(response.status)

    visit.page.route("**/api/v1/messages", lose_two_receipts)
    visit.write(QUESTION)
    visit.write(FOLLOW_UP)
    for _ in range(400):
        if len(received) == 2:
            break
        visit.page.wait_for_timeout(50)
    assert (lost, received) == ([202, 202], [202, 202])
    assert assistant.messages(assistant.newest()) == 2
    visit.wait_for_answers(2)
    visit.page.reload()
    visit.wait_for_answers(2)
    assert visit.occurrences(QUESTION) == 1


# -- for everybody -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_on_the_start_page_nor_after_an_answer(open_page: Open, scheme: str) -> None:
    visit = open_page(color_scheme=scheme, reduced_motion="reduce")
    expect(visit.choices).to_have_count(len(wording.menu()))
    axe = Axe()
    start = axe.run(visit.page)
    assert start.violations_count == 0, start.generate_snapshot()
    visit.ask(QUESTION)
    visit.log.locator("summary").first.click()
    answered = axe.run(visit.page)
    assert answered.violations_count == 0, answered.generate_snapshot()
    visit.thumb("Chưa đúng ý").click()
    expect(visit.thumb("Chưa đúng ý")).to_have_attribute("aria-pressed", "true")
    rated = axe.run(visit.page)
    assert rated.violations_count == 0, rated.generate_snapshot()
    visit.page.locator("#fraud").click()
    expect(visit.log.locator("a[href='tel:113']").first).to_be_visible()
    urgent = axe.run(visit.page)
    assert urgent.violations_count == 0, urgent.generate_snapshot()
    visit.page.locator("#end").click()
    expect(visit.page.get_by_role("dialog")).to_be_visible()
    asked = axe.run(visit.page)
    assert asked.violations_count == 0, asked.generate_snapshot()


def test_nothing_sticks_out_of_a_small_phone(open_page: Open) -> None:
    visit = open_page(viewport={"width": 320, "height": 568})
    expect(visit.choices).to_have_count(len(wording.menu()))
    visit.ask(QUESTION)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_script_the_page_says_whom_to_call(open_page: Open) -> None:
    visit = open_page(java_script_enabled=False)
    expect(visit.page.locator("a[href='tel:113']").first).to_be_visible()
    expect(visit.box).not_to_be_visible()


def test_the_documentation_works_without_the_internet(open_page: Open) -> None:
    visit = open_page("/docs", viewport={"width": 1280, "height": 800})
    for path in ("/api/v1/ask", "/api/v1/messages", "/healthz"):
        expect(visit.page.get_by_text(path, exact=True).first).to_be_visible()
