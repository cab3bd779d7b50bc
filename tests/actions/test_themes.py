"""The theme log, as turns write it: what adds a row, what is in it, and what is never in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from actions.conversations import ConversationRow, start_conversation
from actions.database.session import Database
from actions.dialogue.choose import choose
from actions.dialogue.decision import LOCAL, Brain, Decision
from actions.dialogue.state import DialogueState
from actions.privacy.crypto import Keyring, SealError
from actions.themes.log import ThemeRow, anonymise, count_of_person, forget_person, person_key, text_of
from actions.turn import Desk, accept_message, inbound, take_turn
from tests.conftest import NOW, Clock

ELECTRICITY = "đóng tiền điện qua app ngân hàng thế nào"
WATER = "quên mã khách hàng tiền nước"
VAGUE = ("quét mã qr", "mất phí không", "đóng tiền")
KNOWN_PROVINCE = DialogueState(province="quang-ngai")
MONDAY = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # 00:00 in Việt Nam


class Visitor:
    """Somebody who talks, by default one whose province is known, so that nothing is asked back."""

    def __init__(
        self,
        desk: Desk,
        *,
        channel: str = "web",
        address: str | None = None,
        state: DialogueState = KNOWN_PROVINCE,
    ) -> None:
        self.desk = desk
        self.address = address or uuid4().hex
        with desk.database.write() as session:
            self.conversation = start_conversation(
                session, desk.keys, channel=channel, address=self.address, state=state, now=desk.clock()
            )

    def send(self, text: str, payload: str | None = None) -> None:
        accept_message(
            self.desk, self.conversation, channel="web", event_key=uuid4().hex, message=inbound(text, payload)
        )

    def say(self, text: str, payload: str | None = None) -> Decision:
        self.send(text, payload)
        handled = take_turn(self.desk)
        assert handled is not None
        assert handled.decision is not None
        return handled.decision

    def ask_vaguely(self) -> Decision:
        """Ask something that is answered by choices, and return that decision."""
        for text in VAGUE:
            if choose(self.desk.brain, DialogueState(), inbound(text), NOW).kind == "choices":
                return self.say(text)
        pytest.fail("nothing of that is vague any more")


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return Visitor(desk)


def rows(desk: Desk) -> Sequence[ThemeRow]:
    with desk.database.read() as session:
        return session.scalars(select(ThemeRow).order_by(ThemeRow.at, ThemeRow.id)).all()


def texts(desk: Desk) -> list[str | None]:
    return [text_of(desk.keys, row) for row in rows(desk)]


def stored_bytes(database: Database) -> bytes:
    """Everything in the table, and on SQLite everything in the files of the database."""
    with database.read() as session:
        cells = [cell for row in session.execute(select(ThemeRow.__table__)) for cell in row]
    stored = b"|".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)
    if database.is_sqlite:
        assert database.url.database is not None
        for end in ("", "-wal"):
            with open(database.url.database + end, "rb") as file:  # noqa: PTH123  (the name is the URL's)
                stored += file.read()
    return stored


# -- what adds a row -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (ELECTRICITY, "ask_electricity"),
        ("hoc phi cua chau nop qua app nao", "ask_tuition"),
        ("mai có mưa không", "out_of_scope/"),
        ("mất điện thoại rồi", "lost_device"),
        ("gặp người thật", "human"),
        ("tra giúp tôi số dư tài khoản của bà Lan", "other_peoples_data"),
        ("mua tài khoản ngân hàng ở đâu", "illegal_help"),
        ("tôi bị lừa chuyển 5 triệu rồi", "emergency_money_sent"),
    ],
)
def test_a_question_adds_one_row(desk: Desk, visitor: Visitor, text: str, act: str) -> None:
    decision = visitor.say(text)
    (row,) = rows(desk)
    assert decision.act.startswith(act)
    assert (row.act, row.theme, row.at) == (decision.act, decision.theme, NOW)


def test_each_question_of_a_conversation_adds_its_own(desk: Desk, visitor: Visitor) -> None:
    for text in (ELECTRICITY, WATER, ELECTRICITY):
        visitor.say(text)
    assert [row.theme for row in rows(desk)] == ["electricity", "water", "electricity"]
    assert texts(desk) == [ELECTRICITY, WATER, ELECTRICITY]


def test_two_questions_in_one_message_add_two_rows_with_their_own_words(desk: Desk, visitor: Visitor) -> None:
    decision = visitor.say("đóng tiền điện ở đâu, còn học phí của con nộp qua app nào?")
    assert [part.theme for part in decision.parts] == ["electricity", "tuition"]
    assert [(row.theme, row.article) for row in rows(desk)] == [(p.theme, p.article) for p in decision.parts]
    electricity, tuition = texts(desk)
    assert electricity is not None
    assert tuition is not None
    assert ("điện" in electricity, "học phí" in electricity) == (True, False)
    assert ("điện" in tuition, "học phí" in tuition) == (False, True)


NO_QUESTIONS: list[tuple[str, str | None]] = [
    ("chào em", None),
    ("cảm ơn nhiều nhé", None),
    ("ok", None),
    ("menu", None),
    ("9", None),
    ("số 2", None),
    ("", None),
    ("🙏", None),
    ("👍", None),
    ("👎", None),
    ("Hữu ích", "helpful:yes"),
    ("em ở Quảng Ngãi", None),
    ("Thái Nguyên", "province:thai-nguyen"),
    ("/help", None),
    ("/privacy", None),
    ("/nothing", None),
    ("Các việc khác", "menu:"),
    ("xóa hết những gì tôi đã nói", None),
]


@pytest.mark.parametrize(("text", "payload"), NO_QUESTIONS)
def test_what_only_steers_the_conversation_adds_none(
    desk: Desk, visitor: Visitor, text: str, payload: str | None
) -> None:
    visitor.say(text, payload)
    assert rows(desk) == []


@pytest.mark.parametrize(
    "text", ["nói lại", "các bước", "dễ hiểu hơn", "chào em", "cảm ơn nhiều nhé", "em ở Quảng Ngãi"]
)
def test_what_follows_an_answer_without_asking_adds_none(desk: Desk, visitor: Visitor, text: str) -> None:
    visitor.say("học phí nộp qua app nào")
    before = texts(desk)
    visitor.say(text)
    assert texts(desk) == before


def test_the_greeting_of_a_conversation_adds_none(desk: Desk, visitor: Visitor) -> None:
    visitor.say("/start")
    assert rows(desk) == []


# -- what was picked -----------------------------------------------------------------------------------------


def test_a_picked_answer_goes_to_the_row_of_its_question(desk: Desk, visitor: Visitor) -> None:
    offered = visitor.ask_vaguely()
    (asked,) = rows(desk)
    assert (asked.band, asked.confidence) == ("choices", offered.confidence)
    picked = visitor.say("2")
    assert f"article:{picked.article}" == offered.replies[-1].choices[1].payload
    (row,) = rows(desk)
    assert (row.id, row.at, row.act, row.text) == (asked.id, asked.at, asked.act, asked.text)
    assert (row.theme, row.article) == (picked.theme, picked.article)
    assert row.article_version == picked.candidates[0].article.version
    assert (row.band, row.confidence) == ("choices", offered.confidence), "how sure the model was does not change"


def test_a_pick_leaves_a_question_that_was_answered_outright_alone(desk: Desk, visitor: Visitor) -> None:
    answered = visitor.say("học phí nộp qua app nào")
    (before,) = rows(desk)
    picked = visitor.say("1")
    assert picked.article != answered.article
    (row,) = rows(desk)
    assert (row.article, row.article_version) == (answered.article, before.article_version)


def test_a_pick_from_the_menu_without_any_question_adds_none(desk: Desk, visitor: Visitor) -> None:
    submenu = visitor.say("Việc thứ ba", "menu:" + menu_keys(visitor)[2])
    assert submenu.kind == "choices"
    assert visitor.say("1").kind == "answer"
    assert rows(desk) == []


def menu_keys(visitor: Visitor) -> list[str]:
    choices = visitor.say("menu").replies[-1].choices
    return [choice.payload.removeprefix("menu:") for choice in choices]


def test_a_pick_of_one_person_does_not_touch_anothers_question(desk: Desk, visitor: Visitor) -> None:
    visitor.ask_vaguely()
    (before,) = rows(desk)
    other = Visitor(desk)
    other.say("Học phí", "article:tuition-pay")
    (row,) = rows(desk)
    assert (row.theme, row.article) == (before.theme, before.article)


# -- thumbs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "payload", "helpful"),
    [
        ("👍", None, True),
        ("👎", None, False),
        ("👍🏽", None, True),
        ("Hữu ích", "helpful:yes", True),
        ("Chưa đúng ý", "helpful:no", False),
    ],
)
def test_thumbs_are_noted_on_the_row_of_the_last_question(
    desk: Desk, visitor: Visitor, text: str, payload: str | None, helpful: bool
) -> None:
    Visitor(desk).say(ELECTRICITY)
    visitor.say(ELECTRICITY)
    visitor.say(WATER)
    visitor.say(text, payload)
    assert [row.helpful for row in rows(desk)] == [None, None, helpful]
    assert rows(desk)[2].theme == "water"


def test_the_last_thumbs_count(desk: Desk, visitor: Visitor) -> None:
    visitor.say(ELECTRICITY)
    for text in ("👍", "👎", "👍", "👎"):
        visitor.say(text)
    assert [row.helpful for row in rows(desk)] == [False]


def test_thumbs_for_a_picked_answer_go_to_the_question_it_was_picked_for(desk: Desk, visitor: Visitor) -> None:
    visitor.ask_vaguely()
    visitor.say("1")
    visitor.say("👍")
    assert [row.helpful for row in rows(desk)] == [True]


def test_nobody_asked_means_nothing_is_rated(desk: Desk, visitor: Visitor) -> None:
    visitor.say(ELECTRICITY)
    Visitor(desk).say("👎")
    assert [row.helpful for row in rows(desk)] == [None]


# -- what is in a row ----------------------------------------------------------------------------------------


def test_a_row_says_what_was_decided_and_by_which_model(desk: Desk, visitor: Visitor) -> None:
    decision = visitor.say(ELECTRICITY)
    (row,) = rows(desk)
    assert decision.article is not None
    article = desk.brain.model.knowledge.article(decision.article)
    assert article is not None
    assert (row.act, row.theme, row.article, row.article_version) == (
        "ask_electricity", "electricity", article.id, article.version,
    )  # fmt: skip
    assert row.model_version == desk.brain.model.version
    assert (row.band, row.confidence) == ("answer", decision.confidence)
    assert 0.0 < row.confidence <= 1.0
    assert (row.helpful, row.for_another, row.rehearsal) == (None, False, True)


def test_what_was_not_known_has_no_article(desk: Desk, visitor: Visitor) -> None:
    decision = visitor.say("mai có mưa không")
    (row,) = rows(desk)
    assert (row.article, row.article_version) == (None, None)
    assert (row.theme, row.band, row.confidence) == ("out_of_scope", "fallback", decision.confidence)


def test_the_channel_is_that_of_the_conversation(desk: Desk) -> None:
    for channel in ("web", "telegram"):
        Visitor(desk, channel=channel).say(ELECTRICITY)
    assert sorted(row.channel for row in rows(desk)) == ["telegram", "web"]


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_trial_is_marked(desk: Desk, rehearsal: bool) -> None:
    Visitor(replace(desk, rehearsal=rehearsal)).say(ELECTRICITY)
    assert [row.rehearsal for row in rows(desk)] == [rehearsal]


def test_the_place_is_the_one_that_was_said(desk: Desk) -> None:
    visitor = Visitor(desk, state=DialogueState())
    visitor.say(ELECTRICITY)
    visitor.say("em ở xã Tịnh Khê")
    visitor.say(WATER)
    assert [(row.province, row.commune) for row in rows(desk)] == [(None, None), ("quang-ngai", "xã Tịnh Khê")]


def test_whom_it_is_asked_for_is_noted(desk: Desk, visitor: Visitor) -> None:
    visitor.say(ELECTRICITY)
    visitor.say("hỏi giúp bà ngoại: đóng tiền điện ở đâu")
    assert [row.for_another for row in rows(desk)] == [False, True]
    assert rows(desk)[1].province is None, "the grandmother's place is not the speaker's"


# -- what is never in a row ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "act", "theme"),
    [
        ("tôi bị lừa chuyển 5 triệu rồi", "emergency_money_sent", "fraud_report"),
        ("tui muốn báo cáo vụ lừa đảo", "report_fraud", "fraud_report"),
        ("vụ tôi báo hôm trước xử lý tới đâu rồi", "status", "fraud_report"),
        ("tôi không muốn sống nữa", "distress", None),
    ],
)
def test_of_what_is_told_in_need_no_word_is_kept(
    desk: Desk, visitor: Visitor, text: str, act: str, theme: str | None
) -> None:
    visitor.say(text)
    (row,) = rows(desk)
    assert (row.act, row.theme, row.text) == (act, theme, None)
    assert text_of(desk.keys, row) is None


def test_more_about_an_incident_is_not_kept_either(desk: Desk, visitor: Visitor) -> None:
    visitor.say("tôi bị lừa chuyển 5 triệu rồi")
    decision = visitor.say("nó tên Hùng số 0905123456")
    assert decision.kind == "fraud_report"
    assert [row.theme for row in rows(desk)] == ["fraud_report"] * 2
    assert texts(desk) == [None, None]


PERSONAL = {
    "đóng tiền điện cho số 0905 123 456 thế nào": ("0905", "123 456", "0905123456"),
    "đóng tiền nước vào số tài khoản 0071000123456 được không": ("0071000123456",),
    "tôi tên Nguyễn Văn Tám, đóng tiền điện qua app thế nào": ("Nguyễn", "Tám"),
    "đóng tiền điện qua app, email tam.xoai@gmail.com, thế nào": ("tam.xoai", "gmail"),
}


@pytest.mark.parametrize(("text", "secrets"), PERSONAL.items())
def test_personal_data_is_masked_before_it_is_sealed(
    desk: Desk, visitor: Visitor, text: str, secrets: tuple[str, ...]
) -> None:
    visitor.say(text)
    kept = texts(desk)
    assert len(kept) == 1
    assert kept[0] is not None
    assert "đóng tiền" in kept[0]
    for secret in secrets:
        assert secret not in kept[0]


def test_secrets_never_get_that_far(desk: Desk, visitor: Visitor) -> None:
    visitor.say("mã otp của em là 482913, đóng tiền điện qua app thế nào")
    assert not any("482913" in (text or "") for text in texts(desk))


def test_the_words_are_nowhere_in_the_stored_bytes(desk: Desk, visitor: Visitor) -> None:
    visitor.say("nhà trên đồi xoài đóng tiền điện qua app ngân hàng thế nào")
    assert texts(desk)[0] is not None
    stored = stored_bytes(desk.database)
    assert b"electricity" in stored, "this looks where it should"
    for word in ("xoài", "đồi", "đóng tiền", "ngân hàng"):
        assert word.encode() not in stored


def test_the_words_open_only_with_the_key_and_in_their_own_row(desk: Desk, visitor: Visitor) -> None:
    visitor.say(ELECTRICITY)
    visitor.say(WATER)
    first, second = rows(desk)
    with pytest.raises(SealError):
        text_of(Keyring(b"x" * 32), first)
    first.text = second.text
    with pytest.raises(SealError):
        text_of(desk.keys, first)


def test_the_address_is_not_in_the_stored_bytes(desk: Desk) -> None:
    visitor = Visitor(desk, channel="telegram", address="chat-5550123")
    visitor.say(ELECTRICITY)
    (row,) = rows(desk)
    assert b"5550123" not in stored_bytes(desk.database)
    assert row.person_key != visitor.conversation.address_hash


# -- one commit ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["choose", "save_state", "enqueue", "finish"])
def test_a_turn_that_fails_leaves_no_row_and_the_next_try_one(
    desk: Desk, visitor: Visitor, clock: Clock, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    visitor.send(ELECTRICITY)
    with monkeypatch.context() as patch:
        patch.setattr(f"actions.turn.{part}", broken)
        handled = take_turn(desk)
    assert handled is not None
    assert handled.decision is None
    assert rows(desk) == []
    clock.now += timedelta(minutes=1)
    assert take_turn(desk) is not None
    assert [(row.theme, row.at) for row in rows(desk)] == [("electricity", clock.now)]


def test_failed_thumbs_rate_nothing(
    desk: Desk, visitor: Visitor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    visitor.say(ELECTRICITY)
    visitor.send("👍")
    with monkeypatch.context() as patch:
        patch.setattr("actions.turn.finish", broken)
        take_turn(desk)
    assert [row.helpful for row in rows(desk)] == [None]


def test_the_same_event_is_counted_once(desk: Desk, visitor: Visitor) -> None:
    for _ in range(3):
        accept_message(desk, visitor.conversation, channel="web", event_key="tap", message=inbound(ELECTRICITY))
    while take_turn(desk) is not None:
        pass
    assert len(rows(desk)) == 1


# -- who asked -----------------------------------------------------------------------------------------------

ADDRESS_HASH = "5" * 64
KEYS = Keyring(bytes(range(32)))


def test_a_week_begins_on_monday_at_midnight_in_viet_nam() -> None:
    assert MONDAY.astimezone(LOCAL).isoformat() == "2026-11-23T00:00:00+07:00"
    before = person_key(KEYS, ADDRESS_HASH, MONDAY - timedelta(microseconds=1))
    week = [MONDAY + timedelta(days=day) for day in range(7)] + [MONDAY + timedelta(days=7, microseconds=-1)]
    after = person_key(KEYS, ADDRESS_HASH, MONDAY + timedelta(days=7))
    within = {person_key(KEYS, ADDRESS_HASH, at) for at in week}
    assert len(within) == 1
    assert len({before, *within, after}) == 3


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.integers(0, 14 * 24 * 60))
def test_two_moments_have_one_key_when_they_are_in_one_week(first: datetime, minutes_later: int) -> None:
    first = first.replace(tzinfo=LOCAL)
    second = first + timedelta(minutes=minutes_later)
    same_week = first.isocalendar()[:2] == second.isocalendar()[:2]
    keys = {person_key(KEYS, ADDRESS_HASH, at.astimezone(UTC)) for at in (first, second)}
    assert len(keys) == (1 if same_week else 2)


def test_each_person_and_each_master_key_has_its_own() -> None:
    found = {person_key(keys, address, NOW) for keys in (KEYS, Keyring(b"x" * 32)) for address in ("a" * 64, "b" * 64)}
    assert len(found) == 4
    assert all(len(key) == 64 for key in found)


def test_one_person_is_one_person_within_the_week_and_nobody_knows_in_the_next(desk: Desk, clock: Clock) -> None:
    first, other = Visitor(desk), Visitor(desk)
    clock.now = MONDAY - timedelta(minutes=2)
    first.say(ELECTRICITY)
    clock.now = MONDAY - timedelta(minutes=1)
    first.say(WATER)
    clock.now = MONDAY
    first.say(ELECTRICITY)
    clock.now = MONDAY + timedelta(minutes=1)
    other.say(ELECTRICITY)
    one, again, next_week, another = (row.person_key for row in rows(desk))
    assert one == again
    assert len({one, next_week, another}) == 3


def test_a_persons_rows_are_found_across_weeks_and_deleted(desk: Desk, clock: Clock) -> None:
    visitor, other = Visitor(desk), Visitor(desk)
    other.say(ELECTRICITY)
    for week in range(4):
        clock.now = NOW + timedelta(weeks=week)
        visitor.say(ELECTRICITY)
    person: dict[str, Any] = {"address_hash": visitor.conversation.address_hash, "until": clock.now}
    with desk.database.write() as session:
        assert count_of_person(session, desk.keys, **person, weeks=1) == 2
        assert count_of_person(session, desk.keys, **person, weeks=60) == 4
        until = {**person, "until": clock.now - timedelta(seconds=1)}
        assert count_of_person(session, desk.keys, **until, weeks=60) == 3
        assert forget_person(session, desk.keys, **until, weeks=60) == 3
        assert count_of_person(session, desk.keys, **person, weeks=60) == 1
        assert forget_person(session, desk.keys, **person, weeks=60) == 1
        assert forget_person(session, desk.keys, **person, weeks=60) == 0
    assert len(rows(desk)) == 1, "the other person's stays"


# -- after the retention -------------------------------------------------------------------------------------


def wipe(desk: Desk, before: datetime, limit: int = 500) -> int:
    with desk.database.write() as session:
        return anonymise(session, before, limit)


def test_after_the_retention_the_row_counts_and_tells_of_nobody(desk: Desk, clock: Clock) -> None:
    visitor = Visitor(desk, state=DialogueState(province="quang-ngai", commune="Tịnh Khê"))
    visitor.say(ELECTRICITY)
    visitor.say("👍")
    clock.now = NOW + timedelta(days=1)
    visitor.say(WATER)
    old, young = rows(desk)
    assert wipe(desk, NOW) == 0, "not a moment too soon"
    assert wipe(desk, NOW + timedelta(microseconds=1)) == 1
    wiped, still = rows(desk)
    assert (wiped.text, wiped.person_key, wiped.commune) == (None, None, None)
    kept = set(ThemeRow.__table__.columns.keys()) - {"text", "person_key", "commune"}
    assert {name: getattr(wiped, name) for name in kept} == {name: getattr(old, name) for name in kept}
    assert wiped.helpful is True
    assert (still.text, still.person_key, still.commune) == (young.text, young.person_key, "Tịnh Khê")
    assert wipe(desk, NOW + timedelta(microseconds=1)) == 0


def test_a_row_without_text_is_wiped_of_its_person_too(desk: Desk, visitor: Visitor) -> None:
    visitor.say("tôi bị lừa chuyển 5 triệu rồi")
    assert wipe(desk, NOW + timedelta(days=1)) == 1
    assert [row.person_key for row in rows(desk)] == [None]


def test_many_rows_are_wiped_little_by_little_the_oldest_first(desk: Desk, visitor: Visitor, clock: Clock) -> None:
    for minute in range(5):
        clock.now = NOW + timedelta(minutes=minute)
        visitor.say(ELECTRICITY)
    later = NOW + timedelta(days=90)
    left = []
    while wipe(desk, later, limit=2):
        left.append([row.text is None for row in rows(desk)])
    assert left == [[True] * 2 + [False] * 3, [True] * 4 + [False], [True] * 5]


def test_thumbs_for_a_wiped_row_are_still_noted(desk: Desk, visitor: Visitor) -> None:
    visitor.say(ELECTRICITY)
    wipe(desk, NOW + timedelta(days=1))
    visitor.say("👍")
    assert [(row.helpful, row.text) for row in rows(desk)] == [(True, None)]


def test_a_conversation_that_ends_leaves_its_rows(desk: Desk, visitor: Visitor, brain: Brain) -> None:
    from actions.privacy.ending import end_conversation

    visitor.say(ELECTRICITY)
    with desk.database.write() as session:
        row = session.get_one(ConversationRow, visitor.conversation.id)
        end_conversation(session, row, desk.clock())
    assert texts(desk) == [ELECTRICITY]
    assert rows(desk)[0].model_version == brain.model.version
