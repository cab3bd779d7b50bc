"""Whoever wants a person: whom they are sent to, and that nobody is promised who is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.dialogue import wording
from actions.dialogue.choose import choose
from actions.dialogue.decision import LOCAL, Brain, Decision
from actions.dialogue.human import HumanDesk, OpenHours, parse_hours
from actions.dialogue.state import DialogueState
from actions.messages import Inbound
from knowledge.article import PROVINCES
from knowledge.directory.entries import Checked, Directory, directory_folder, read_directory
from knowledge.directory.holidays import read_holidays
from knowledge.directory.places import Places, read_places
from knowledge.placeholders import ADDRESS, fill
from nlu.acts import THEMES, Act, Understanding
from nlu.text import normalise

OPERATOR = "Sở Thử nghiệm"
PHONE = "0255 000 111"
OFFICE = "T2-T6 07:30-11:30 13:30-17:00; T7 07:30-11:30"


def at(text: str) -> datetime:
    """Return the local time: 23/11/2026 is a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


# -- hours ---------------------------------------------------------------------------------------------------


def hours(*stretches: tuple[int, str, str]) -> tuple[OpenHours, ...]:
    return tuple(
        OpenHours(day, time.fromisoformat(begins), time.fromisoformat(ends)) for day, begins, ends in stretches
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" ; ;", ()),
        ("T2 07:30-11:30", hours((0, "07:30", "11:30"))),
        ("T2 7:30-11:30", hours((0, "07:30", "11:30"))),
        ("CN 08:00-09:00", hours((6, "08:00", "09:00"))),
        ("t2 08:00-09:00", hours((0, "08:00", "09:00"))),
        ("T2-T2 08:00-09:00", hours((0, "08:00", "09:00"))),
        ("T6-CN 08:00-09:00", hours(*((day, "08:00", "09:00") for day in (4, 5, 6)))),
        ("T2-CN 00:00-23:59", hours(*((day, "00:00", "23:59") for day in range(7)))),
        ("T2 07:30-11:30 13:30-17:00", hours((0, "07:30", "11:30"), (0, "13:30", "17:00"))),
        ("T2 08:00-09:00;T4 08:00-09:00;", hours((0, "08:00", "09:00"), (2, "08:00", "09:00"))),
        (
            OFFICE,
            hours(
                *(s for day in range(5) for s in ((day, "07:30", "11:30"), (day, "13:30", "17:00"))),
                (5, "07:30", "11:30"),
            ),
        ),
    ],
)
def test_hours_are_read(text: str, expected: tuple[OpenHours, ...]) -> None:
    assert sorted(parse_hours(text), key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize(
    "text",
    ["T2", "T2-T6", "07:30-11:30", "T1 07:30-11:30", "T8 07:30-11:30", "T2-T9 07:30-11:30", "Mon 07:30-11:30",
     "thứ hai 07:30-11:30", "T2 07:30", "T2 07:30-", "T2 7h30-11h30", "T2 07:30 - 11:30", "T2 24:00-25:00",
     "T2 07:30-24:00", "T2 07:60-08:00", "T2 11:30-07:30", "T2 08:00-08:00", "T2 17:00-02:00", "T2 07:30-11:30,",
     "T2,T3 07:30-11:30", "T2 07:30-11:30 T3", "T6-T2 07:30-11:30", "CN-T2 08:00-09:00", "always"],
)  # fmt: skip
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_hours(text)


@given(st.text(alphabet="T2346CN-:; 0178", max_size=24))
def test_hours_are_either_refused_or_begin_before_they_end(text: str) -> None:
    try:
        parsed = parse_hours(text)
    except ValueError:
        return
    assert all(stretch.begins < stretch.ends and 0 <= stretch.weekday <= 6 for stretch in parsed)
    assert bool(parsed) == bool(text.replace(";", "").strip())


def desk(text: str = OFFICE, *holidays: str) -> HumanDesk:
    return HumanDesk(PHONE, parse_hours(text), frozenset(map(date.fromisoformat, holidays)))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23 07:29:59", False),
        ("2026-11-23 07:30:00", True),
        ("2026-11-23 11:29:59", True),
        ("2026-11-23 11:30:00", False),
        ("2026-11-23 12:30:00", False),
        ("2026-11-23 13:30:00", True),
        ("2026-11-23 16:59:59", True),
        ("2026-11-23 17:00:00", False),
        ("2026-11-23 00:00:00", False),
        ("2026-11-28 08:00:00", True),
        ("2026-11-28 14:00:00", False),
        ("2026-11-29 08:00:00", False),
        ("2026-11-24 08:00:00", False),
        ("2026-11-25 08:00:00", True),
    ],
)
def test_somebody_is_there_in_the_hours_but_on_no_holiday(moment: str, is_open: bool) -> None:
    assert desk(OFFICE, "2026-11-24").is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("text", "holidays", "now", "begins"),
    [
        (OFFICE, (), "2026-11-23 06:00", "2026-11-23 07:30"),
        (OFFICE, (), "2026-11-23 07:30", "2026-11-23 13:30"),
        (OFFICE, (), "2026-11-23 12:00", "2026-11-23 13:30"),
        (OFFICE, (), "2026-11-23 18:00", "2026-11-24 07:30"),
        (OFFICE, (), "2026-11-27 18:00", "2026-11-28 07:30"),
        (OFFICE, (), "2026-11-28 12:00", "2026-11-30 07:30"),
        (OFFICE, (), "2026-11-29 23:59", "2026-11-30 07:30"),
        (OFFICE, ("2026-11-24",), "2026-11-23 18:00", "2026-11-25 07:30"),
        (OFFICE, ("2026-11-30", "2026-12-01"), "2026-11-28 12:00", "2026-12-02 07:30"),
        (OFFICE, ("2026-11-24",), "2026-11-24 08:00", "2026-11-25 07:30"),
        ("T4 08:00-09:00", (), "2026-11-25 08:30", "2026-12-02 08:00"),
        ("T4 08:00-09:00", ("2026-12-02", "2026-12-09"), "2026-11-25 08:30", "2026-12-16 08:00"),
        ("T6 13:00-14:00; T6 08:00-09:00", (), "2026-11-27 07:00", "2026-11-27 08:00"),
        (OFFICE, (), "2026-12-31 18:00", "2027-01-01 07:30"),
    ],
)
def test_when_somebody_comes_next(text: str, holidays: tuple[str, ...], now: str, begins: str) -> None:
    assert desk(text, *holidays).next_open(at(now)) == at(begins)


def test_nobody_comes_next_where_nobody_ever_is_or_not_within_a_month() -> None:
    assert desk("").next_open(at("2026-11-23 08:00")) is None
    every_monday = [date(2026, 11, 23).toordinal() + 7 * week for week in range(8)]
    holidays = [date.fromordinal(day).isoformat() for day in every_monday]
    assert desk("T2 08:00-09:00", *holidays).next_open(at("2026-11-23 08:00")) is None


def test_over_the_new_year_somebody_comes_after_the_holidays() -> None:
    staffed = HumanDesk(PHONE, parse_hours(OFFICE), read_holidays(directory_folder()))
    assert not staffed.is_open(at("2027-02-08 09:00"))
    begins = staffed.next_open(at("2027-02-05 09:00"))
    assert begins is not None
    assert begins > at("2027-02-10 23:59")
    assert staffed.is_open(begins)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)),
    st.sampled_from([OFFICE, "CN 08:00-09:00", "T2 00:00-00:01"]),
)
def test_whoever_comes_next_is_there_then(moment: datetime, text: str) -> None:
    staffed = HumanDesk(PHONE, parse_hours(text), read_holidays(directory_folder()))
    local = moment.replace(tzinfo=LOCAL)
    begins = staffed.next_open(local)
    assert begins is None or (begins > local and staffed.is_open(begins))


# -- asking for a person -------------------------------------------------------------------------------------

OPEN, NOON, SUNDAY, HOLIDAY = "2026-11-23 09:00", "2026-11-23 12:00", "2026-11-29 09:00", "2026-11-24 09:00"
STAFFED = desk(OFFICE, "2026-11-24")


class Engine:
    """Takes every message for a wish for a person, with something asked besides."""

    def __init__(self, *acts: tuple[str, float]) -> None:
        self.acts = tuple(Act(*act) for act in acts)

    def understand(self, text: str, now: datetime) -> Understanding:
        assert now.tzinfo is not None
        return Understanding(text, normalise(text), (Act("human", 0.7), *self.acts))


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_directory(directory_folder())


@cache
def places() -> Places:
    return read_places(directory_folder())


def brain(human: HumanDesk | None = None, *asked: tuple[str, float], directory: Directory | None = None) -> Brain:
    model: Any = SimpleNamespace(engine=Engine(*asked), knowledge=SimpleNamespace(article=lambda _: None))
    directory = directory or read_directory(directory_folder())
    return Brain(model, operator=OPERATOR, human=human, directory=directory, places=places())


def want_a_person(
    wanted: Brain, now: str = OPEN, *, theme: str | None = None, province: str | None = None, payload: str | None = None
) -> Decision:
    state = DialogueState(theme=theme, province=province)
    return choose(wanted, state, Inbound("gặp người thật", payload), at(now).astimezone(UTC))


def lines(decision: Decision) -> list[str]:
    (reply,) = decision.replies
    return reply.text.splitlines()


def said(key: str, **values: str) -> list[str]:
    return fill(wording.say(key, **values), address=ADDRESS, call=str).splitlines()


def own_people(decision: Decision) -> list[str]:
    """Return the keys of the wordings about the operator's own people that the reply uses."""
    values = {"operator": OPERATOR, "phone": PHONE}
    whole = "\n".join(lines(decision))
    found = [key for key in ("human_operator", "human_open") if "\n".join(said(key, **values)) in lines(decision)]
    before, after = "\n".join(said("human_closed", **values, next="\0")).split("\0")
    return [*found, *(["human_closed"] if before in whole and after in whole else [])]


NEVER_THERE = HumanDesk(PHONE, parse_hours("T2 08:00-09:00"), frozenset(map(date.fromordinal, range(739_000, 741_000))))


@pytest.mark.parametrize(
    ("human", "now", "keys"),
    [
        (None, OPEN, []),
        (None, SUNDAY, []),
        (STAFFED, OPEN, ["human_open"]),
        (STAFFED, NOON, ["human_closed"]),
        (STAFFED, SUNDAY, ["human_closed"]),
        (STAFFED, HOLIDAY, ["human_closed"]),
        (HumanDesk(PHONE), OPEN, ["human_operator"]),
        (HumanDesk(PHONE), SUNDAY, ["human_operator"]),
        (NEVER_THERE, OPEN, []),
    ],
)
@pytest.mark.parametrize("payload", [None, "command:human"])
def test_the_operators_people_are_named_only_as_they_are(
    human: HumanDesk | None, now: str, keys: list[str], payload: str | None
) -> None:
    decision = want_a_person(brain(human), now, payload=payload)
    assert (decision.kind, decision.act, decision.theme) == ("human", "human", "human_agent")
    assert own_people(decision) == keys
    assert any(PHONE in line for line in lines(decision)) is bool(keys)
    assert "\n".join(said("human")) in "\n".join(lines(decision))


@pytest.mark.parametrize(
    ("now", "begins"),
    [(NOON, "13:30 23/11"), (SUNDAY, "07:30 30/11"), (HOLIDAY, "07:30 25/11"), ("2026-11-23 05:00", "07:30 23/11")],
)
def test_where_nobody_is_there_it_says_when_somebody_comes(now: str, begins: str) -> None:
    reply = lines(want_a_person(brain(STAFFED), now))
    assert reply[0] == "\n".join(said("human_closed", operator=OPERATOR, phone=PHONE, next=begins))


def test_the_hours_are_those_of_the_place() -> None:
    in_utc = datetime(2026, 11, 23, 0, 45, tzinfo=UTC)  # 07:45 where the people are
    decision = choose(brain(STAFFED), DialogueState(), Inbound("gặp người thật"), in_utc)
    assert own_people(decision) == ["human_open"]


def bodies(decision: Decision) -> list[str]:
    """Return the lines that name whom to turn to."""
    return [line for line in lines(decision) if line.startswith("- ")]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("province", [None, *PROVINCES])
def test_whom_to_turn_to_follows_what_was_talked_about_and_the_province(
    directory: Directory, theme: str, province: str | None
) -> None:
    expected = [
        f"- {directory.contact(body, province)}: {body.answers_for}" for body in directory.of_theme(theme, province)
    ]
    found = bodies(want_a_person(brain(), theme=theme, province=province))
    assert 1 <= len(found) <= 4
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(expected))[:4]


@pytest.mark.parametrize("province", [None, *PROVINCES])
def test_nobody_is_named_twice(province: str | None) -> None:
    for theme in (None, *THEMES):
        found = bodies(want_a_person(brain(), theme=theme, province=province))
        assert len(set(found)) == len(found), theme


def test_what_is_asked_counts_more_than_what_was_talked_about(directory: Directory) -> None:
    asked = want_a_person(brain(None, ("ask_electricity", 0.2)), theme="tax", province="quang-ngai")
    assert bodies(asked) == [f"- {b.contact}: {b.answers_for}" for b in directory.of_theme("electricity", "quang-ngai")]
    hardly_asked = want_a_person(brain(None, ("ask_electricity", 0.1)), theme="tax", province="quang-ngai")
    assert bodies(hardly_asked) == bodies(want_a_person(brain(), theme="tax", province="quang-ngai"))


def test_of_what_is_asked_the_likeliest_counts() -> None:
    asked = want_a_person(brain(None, ("ask_water", 0.25), ("ask_tax", 0.2)), province="quang-ngai")
    assert bodies(asked) == bodies(want_a_person(brain(), theme="water", province="quang-ngai"))


@pytest.mark.parametrize("province", PROVINCES)
def test_without_a_theme_those_whom_everybody_may_need_are_named(directory: Directory, province: str) -> None:
    found = bodies(want_a_person(brain(), province=province))
    assert 2 <= len(found) <= 4
    assert f"- {directory.call('power', province)}" in [line.partition(":")[0] for line in found]
    assert any(line.startswith(f"- {directory.by_id['own-bank'].contact}:") for line in found)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("sđt vietcombank", True),
        ("cho hỏi số điện thoại của Vietcombank", True),
        ("vietcombank số mấy em ơi", True),
        ("lỡ chuyển vietcombank nhầm sđt rồi huhu", False),
        ("đổi sđt nhận tin nhắn Vietcombank hết mất buổi sáng", False),
    ],
)
def test_a_number_is_given_to_who_asks_for_one(text: str, asked: bool) -> None:
    decision = choose(brain(None), DialogueState(), Inbound(text), at("2026-11-23 09:00"))
    assert ("Vietcombank 1900 545413" in "\n".join(lines(decision))) == asked


def test_a_number_that_nobody_is_sure_of_is_never_given(directory: Directory) -> None:
    hidden = {phone.number for body in directory.entries for phone in body.phones if not phone.is_shown}
    assert hidden
    for theme in (None, *THEMES):
        for province in (None, *PROVINCES):
            reply = "\n".join(lines(want_a_person(brain(), theme=theme, province=province)))
            assert not [number for number in hidden if number in reply]


def test_a_number_that_was_called_is_given_and_one_that_was_wrong_is_not(directory: Directory) -> None:
    called = Checked("Bà Tư", date(2026, 12, 1), "gọi thử")

    def reply(result: str) -> str:
        entries = tuple(
            replace(body, phones=tuple(replace(phone, **{result: called}) for phone in body.phones))
            for body in directory.entries
        )
        wanted = brain(directory=Directory(entries))
        return "\n".join(bodies(want_a_person(wanted, theme="social_security", province="quang-ngai")))

    number = directory.by_id["social-insurance-quang-ngai"].phones[0].number
    assert number in reply("verified")
    assert number not in reply("refuted")


def test_asking_for_a_person_leaves_the_conversation_as_it_is() -> None:
    decision = want_a_person(brain(STAFFED), theme="water", province="thai-nguyen")
    assert (decision.state.theme, decision.state.province) == ("water", "thai-nguyen")
    assert decision.article is None
    assert decision.band == "answer"
