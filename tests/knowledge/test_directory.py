"""Who is who: which numbers are shown, what calling them changes, and what the shipped directory says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actions.dialogue.wording import replies_folder
from knowledge.article import PROVINCES, Loader, articles_folder, read_articles
from knowledge.directory.check import MAX_ANSWERS_FOR, MAX_SHORT, check_directory
from knowledge.directory.entries import (
    FILES,
    Checked,
    Directory,
    DirectoryError,
    Entry,
    Phone,
    directory_folder,
    read_directory,
)
from knowledge.directory.holidays import read_holidays
from knowledge.directory.verify import call_sheet, record, verified_banks
from knowledge.placeholders import ADDRESS, fill
from nlu.acts import THEMES

DAY = date(2026, 12, 1)
CALLED = Checked("Bà Tư", DAY, "gọi thử, có người trả lời")

AGENCIES = f"""\
# Whom everybody finds.
- id: everybody
  kind: agency
  name: Nơi hỏi mọi việc
  short: nơi hỏi
  themes: [{", ".join(THEMES)}]
  answers_for: mọi việc
  reach: quầy tại xã
  source: thử nghiệm
  date: "2026-11"
"""
BANKS = """\
# Banks; a comment that stays.
- id: bank-high
  kind: bank
  name: Ngân hàng Một
  short: Bank Một
  aliases: [một]
  bin: "970001"
  phones:
    - {number: "1900 111", what: "tổng đài", confidence: high, source: "trang của ngân hàng", date: "2026-11", verified: null}
    - {number: "6111", what: "nhắn tin", confidence: medium, source: "báo", date: "2026-11"}
  reach: số in sau thẻ
  source: thử nghiệm
  date: "2026-11"

# Another one.
- id: bank-low
  kind: bank
  name: Ngân hàng Hai
  short: Bank Hai
  phones:
    - {number: "1900 222", what: "tổng đài", confidence: low, source: "nghe nói", date: "2026-11", verified: null}
  reach: số in sau thẻ
  source: thử nghiệm
  date: "2026-11"

- id: wallet
  kind: wallet
  name: Ví Thử
  short: Ví Thử
  phones:
    - {number: "1900 333", what: "tổng đài", confidence: low, source: "nghe nói", date: "2026-11", verified: null}
  reach: mục trợ giúp trong app
  source: thử nghiệm
  date: "2026-11"
"""
UTILITIES = """\
- id: power-qn
  kind: utility
  name: Điện lực Một
  short: ĐL Một
  group: power
  provinces: [quang-ngai]
  themes: [electricity]
  answers_for: tiền điện
  phones:
    - {number: "19001", what: "tổng đài", confidence: high, source: "trang", date: "2026-11", verified: null}
  reach: số ghi trên hóa đơn
  source: thử nghiệm
  date: "2026-11"

- id: power-tn
  kind: utility
  name: Điện lực Hai
  short: ĐL Hai
  group: power
  provinces: [thai-nguyen]
  themes: [electricity]
  answers_for: tiền điện
  reach: số ghi trên hóa đơn
  source: thử nghiệm
  date: "2026-11"
"""
HOTLINES = """\
- id: police
  kind: hotline
  name: Số khẩn cấp
  short: "113"
  phones:
    - {number: "113", what: "khẩn cấp", confidence: high, source: "báo", date: "2026-11", verified: null}
  reach: bấm 113
  source: thử nghiệm
  date: "2026-11"
"""
MADE_UP = dict(zip(FILES, (AGENCIES, BANKS, UTILITIES, HOTLINES), strict=True))
HOLIDAYS = 'source: thử nghiệm\ndays:\n  - {"on": 2026-02-17, name: Tết}\n'


class Folder:
    """A folder with a small directory that has no problem, but for what a test changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        for name, text in MADE_UP.items():
            self.file(name).write_text(text, encoding="utf-8")
        self.file("holidays").write_text(HOLIDAYS, encoding="utf-8")

    def file(self, name: str) -> Path:
        return self.path / f"{name}.yml"

    def change(self, name: str, old: str, new: str) -> Path:
        path = self.file(name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} has to be there once"
        path.write_text(text.replace(old, new), encoding="utf-8")
        read_directory.cache_clear()
        return path

    def content(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.path.iterdir())}

    @property
    def directory(self) -> Directory:
        return read_directory(self.path)

    def phone(self, entry: str, number: str) -> Phone:
        return next(phone for phone in self.directory.by_id[entry].phones if phone.number == number)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "directory")


@pytest.fixture(scope="module")
def shipped() -> Directory:
    return read_directory(directory_folder())


def phone(confidence: Any = "high", **results: Checked) -> Phone:
    return Phone("1900 111", "tổng đài", confidence, "báo", "2026-11", **results)


def entry(*phones: Phone, short: str = "Bank Một", provinces: tuple[str, ...] = ()) -> Entry:
    return Entry(
        "bank", "bank", "Ngân hàng Một", short, "báo", "2026-11", "số in sau thẻ", provinces=provinces, phones=phones
    )


# -- which numbers are shown ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        (True, phone("high")),
        (False, phone("medium")),
        (False, phone("low")),
        (True, phone("high", verified=CALLED)),
        (True, phone("medium", verified=CALLED)),
        (True, phone("low", verified=CALLED)),
        (False, phone("high", refuted=CALLED)),
        (False, phone("medium", refuted=CALLED)),
        (False, phone("low", refuted=CALLED)),
        (False, phone("high", verified=CALLED, refuted=CALLED)),
    ],
)
def test_a_number_is_shown_when_its_source_is_sure_or_it_was_called_and_never_when_wrong(
    shown: bool, number: Phone
) -> None:
    assert number.is_shown is shown
    assert entry(number).phone == (number if shown else None)
    assert (number.number in entry(number).contact) is shown


def test_a_contact_is_the_body_with_its_first_number_that_may_be_shown() -> None:
    wrong, unsure = phone("high", refuted=CALLED), phone("low")
    second = Phone("1900 999", "tổng đài", "high", "báo", "2026-11")
    assert entry(wrong, unsure, second).contact == "Bank Một 1900 999"
    assert entry(unsure).contact == entry().contact == "Bank Một (số in sau thẻ)"
    assert entry(phone(), short="1900 111").contact == "1900 111"


@pytest.mark.parametrize(
    ("key", "province", "called"),
    [
        ("bank-high", None, "Bank Một 1900 111"),
        ("bank-high", "thai-nguyen", "Bank Một 1900 111"),
        ("bank-low", None, "Bank Hai (số in sau thẻ)"),
        ("police", None, "113"),
        ("power-tn", "quang-ngai", "ĐL Hai (số ghi trên hóa đơn)"),
        ("power", "quang-ngai", "ĐL Một 19001"),
        ("power", "thai-nguyen", "ĐL Hai (số ghi trên hóa đơn)"),
        ("power", None, "ĐL Một 19001 (Quảng Ngãi) hoặc ĐL Hai (số ghi trên hóa đơn) (Thái Nguyên)"),
    ],
)
def test_whom_to_call(folder: Folder, key: str, province: str | None, called: str) -> None:
    assert folder.directory.call(key, province) == called


def test_what_is_not_in_the_directory_cannot_be_called(folder: Folder) -> None:
    directory = folder.directory
    for key in ("", "nobody", "Power", "bank"):
        assert not directory.knows(key)
        with pytest.raises(KeyError):
            directory.call(key, None)
    assert [directory.knows(key) for key in ("power", "power-qn", "wallet")] == [True] * 3


def test_only_a_group_depends_on_the_province(folder: Folder) -> None:
    directory = folder.directory
    assert directory.by_province("power")
    assert not any(directory.by_province(key) for key in ("power-qn", "bank-high", "nobody"))


def test_the_bodies_of_a_theme_are_those_that_serve_the_province(folder: Folder) -> None:
    def found(theme: str, province: str | None) -> list[str]:
        return [body.id for body in folder.directory.of_theme(theme, province)]

    assert sorted(found("electricity", "quang-ngai")) == ["everybody", "power-qn"]
    assert sorted(found("electricity", "thai-nguyen")) == ["everybody", "power-tn"]
    assert sorted(found("electricity", None)) == ["everybody", "power-qn", "power-tn"]
    with_number = [body.phone is not None for body in folder.directory.of_theme("electricity", None)]
    assert with_number == sorted(with_number, reverse=True)
    assert found("water", "quang-ngai") == ["everybody"]
    assert found("no theme", None) == []


# -- files that cannot be used -------------------------------------------------------------------------------

BROKEN = {
    "broken YAML": ("name: Ví Thử", "name: Ví: Thử"),
    "a control character": ("name: Ví Thử", "name: Ví\x07Thử"),
    "an unknown key": ("  aliases: [một]", "  alias: [một]"),
    "an unknown key of a number": ('confidence: medium, source: "báo"', 'confidence: medium, page: 5, source: "báo"'),
    "a missing key": ("  name: Ví Thử\n", ""),
    "an unknown kind": ("kind: wallet", "kind: vi"),
    "an unknown confidence": ("confidence: medium", "confidence: sure"),
    "a number that is none": ('number: "6111"', "number: [6111]"),
    "an entry that is none": ("- id: wallet\n  kind: wallet\n", "- wallet\n- id: wallet\n  kind: wallet\n"),
    "a result without a day": ('date: "2026-11"}', 'date: "2026-11", verified: {by: A, how: b}}'),
    "a day that does not exist": ('date: "2026-11"}', 'date: "2026-11", verified: {by: A, how: b, on: 2026-02-30}}'),
    "an id that stands twice": ("- id: wallet\n", "- id: bank-low\n"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_cannot_be_used_is_named(folder: Folder, what: str) -> None:
    path = folder.change("banks", *BROKEN[what])
    with pytest.raises(DirectoryError) as refused:
        read_directory(folder.path)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"id: x\n", b"null\n", b"\xff\xfe\n", b"just words\n"])
def test_a_file_that_is_no_list_is_named(folder: Folder, content: bytes) -> None:
    folder.file("hotlines").write_bytes(content)
    with pytest.raises(DirectoryError, match=r"hotlines\.yml"):
        read_directory(folder.path)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: Folder, name: str) -> None:
    folder.file(name).unlink()
    with pytest.raises(DirectoryError, match=rf"{name}\.yml"):
        read_directory(folder.path)


def test_an_id_that_stands_in_two_files_is_named(folder: Folder) -> None:
    folder.change("hotlines", "- id: police\n", "- id: wallet\n")
    with pytest.raises(DirectoryError, match="'wallet'"):
        read_directory(folder.path)


# -- holidays ------------------------------------------------------------------------------------------------


def test_holidays_are_read_as_days(folder: Folder) -> None:
    assert read_holidays(folder.path) == {date(2026, 2, 17)}


@pytest.mark.parametrize(
    "content",
    ["", "days:\n", "days: 5\n", "- 2026-02-17\n", "holidays: []\n", "days: [2026-02-17]\n", "days: [{name: Tết}]\n",
     'days: [{"on": 17/2/2026}]\n', 'days: [{"on": 2026-02-17 07:00:00}]\n', 'days: [{"on": 2026-02-30}]\n',
     'days: [{"on": null}]\n', "days: [\n", "days: \x07\n"],
)  # fmt: skip
def test_holidays_that_are_none_are_refused_with_their_file(folder: Folder, content: str) -> None:
    folder.file("holidays").write_text(content, encoding="utf-8")
    with pytest.raises(DirectoryError, match=r"holidays\.yml"):
        read_holidays(folder.path)


def test_missing_holidays_are_refused_with_their_file(folder: Folder) -> None:
    folder.file("holidays").unlink()
    with pytest.raises(DirectoryError, match=r"holidays\.yml"):
        read_holidays(folder.path)


@pytest.mark.parametrize("first", [date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26)])
def test_the_new_year_is_a_holiday_with_its_eve_and_two_days_after(first: date) -> None:
    # The first days of the lunar years, as printed; the eve and two days after are free in every schedule.
    days = {date.fromordinal(first.toordinal() + n) for n in (-1, 0, 1, 2)}
    assert days <= read_holidays(directory_folder())


@pytest.mark.parametrize("year", [2026, 2027, 2028])
@pytest.mark.parametrize("month_day", [(1, 1), (4, 30), (5, 1), (9, 2), (11, 24)])
def test_the_days_of_the_solar_calendar_are_holidays(year: int, month_day: tuple[int, int]) -> None:
    assert date(year, *month_day) in read_holidays(directory_folder())


def test_an_ordinary_day_is_no_holiday() -> None:
    ordinary = {date(2026, 11, 23), date(2026, 2, 15), date(2026, 2, 23), date(2027, 2, 12), date(2026, 9, 3)}
    assert not ordinary & read_holidays(directory_folder())


# -- calling the numbers -------------------------------------------------------------------------------------


def test_the_call_sheet_has_every_number_and_those_nobody_called_first(folder: Folder) -> None:
    record(folder.path, "bank-high", "1900 111", right=True, by="Bà Tư", on=DAY, how="gọi thử")
    record(folder.path, "wallet", "1900 333", right=False, by="Ông Năm", on=DAY, how="thuê bao không có")
    rows = [line.split("\t") for line in call_sheet(folder.directory)]
    numbers = [(body.id, one.number) for body in folder.directory.entries for one in body.phones]
    assert sorted((row[0], row[2]) for row in rows) == sorted(numbers)
    assert [row[2] for row in rows].index("1900 111") == len(rows) - 1
    by_number = {row[2]: row for row in rows}
    assert "Bà Tư" in by_number["1900 111"][4]
    assert "Ông Năm" in by_number["1900 333"][4]
    assert "medium" in by_number["6111"][4]
    assert all(row[1].strip() and row[5].strip() for row in rows)


def test_the_shipped_call_sheet_has_every_shipped_number(shipped: Directory) -> None:
    lines = list(call_sheet(shipped))
    assert len(lines) == sum(len(body.phones) for body in shipped.entries) > 20
    assert all(line.count("\t") == 5 for line in lines)


def test_a_number_that_was_right_is_shown_from_then_on(folder: Folder) -> None:
    assert not folder.phone("bank-low", "1900 222").is_shown
    path = record(folder.path, "bank-low", "1900 222", right=True, by=CALLED.by, on=CALLED.on, how=CALLED.how)
    assert path == folder.file("banks")
    assert folder.phone("bank-low", "1900 222").verified == CALLED
    assert folder.directory.call("bank-low", None) == "Bank Hai 1900 222"


@pytest.mark.parametrize(("body", "number"), [("bank-high", "1900 111"), ("bank-high", "6111"), ("police", "113")])
def test_a_number_that_was_wrong_is_not_shown_any_more(folder: Folder, body: str, number: str) -> None:
    record(folder.path, body, number, right=False, by=CALLED.by, on=CALLED.on, how=CALLED.how)
    assert folder.phone(body, number).refuted == CALLED
    assert not folder.phone(body, number).is_shown


@pytest.mark.parametrize("right", [(True, True), (False, False), (True, False), (False, True), (False, True, False)])
def test_the_latest_call_counts(folder: Folder, right: tuple[bool, ...]) -> None:
    for turn, was_right in enumerate(right, start=1):
        day = date(2026, 12, turn)
        record(folder.path, "bank-low", "1900 222", right=was_right, by=f"Lần {turn}", on=day, how="gọi {thử}")
    number = folder.phone("bank-low", "1900 222")
    latest, other = (number.verified, number.refuted) if right[-1] else (number.refuted, number.verified)
    assert other is None
    assert latest is not None
    assert (latest.by, latest.on) == (f"Lần {len(right)}", date(2026, 12, len(right)))
    assert number.is_shown is right[-1]
    assert folder.file("banks").read_text(encoding="utf-8").count("Lần ") == 1


@pytest.mark.parametrize(("body", "number"), [("bank-high", "1900 111"), ("bank-high", "6111"), ("wallet", "1900 333")])
def test_nothing_else_changes(folder: Folder, body: str, number: str) -> None:
    before = folder.content()
    record(folder.path, body, number, right=True, by="Bà Tư", on=DAY, how="gọi thử")
    after = folder.content()
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == ["banks.yml"]
    old, new = (content["banks.yml"].decode().splitlines() for content in (before, after))
    (at,) = (n for n, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1])
    assert f'number: "{number}"' in old[at]
    assert new[at].startswith(old[at].removesuffix("}").removesuffix(", verified: null"))


ODD = [
    'Bà "Tư" Xoài', "O'Brien", "a: b, c] # d", "[x]", "- z", "null", "yes", "5", "2026-01-01", "\\n \\ \\u0041", "*&!|>%@`",
    "Trần Thị Bé 😀", "r\\1 \\g<0>", "dòng\nhai", "\ttab", "N\u0303", "- id: wallet", "---",
    ', verified: null', '", refuted: null',
]  # fmt: skip


def one_line(said: str) -> str:
    return " ".join(said.split())


@pytest.mark.parametrize("said", ODD)
def test_odd_names_are_kept_as_given(folder: Folder, said: str) -> None:
    for was_right in (True, False):
        record(folder.path, "bank-low", "1900 222", right=was_right, by=said, on=DAY, how=f"gọi {said}")
    assert folder.phone("bank-low", "1900 222").refuted == Checked(one_line(said), DAY, one_line(f"gọi {said}"))
    assert len(folder.directory.entries) == 7


@pytest.mark.parametrize("said", ["{", "}", "{y}", "}}{{", "}, refuted: null", "{call:power}"])
def test_braces_do_not_break_the_file(folder: Folder, said: str) -> None:
    for was_right in (True, False, True):
        record(folder.path, "bank-low", "1900 222", right=was_right, by=f"Tư {said}", on=DAY, how=said)
    number = folder.phone("bank-low", "1900 222")
    assert number.is_shown
    assert number.refuted is None
    assert number.verified is not None
    assert number.verified.by.startswith("Tư ")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=20), st.booleans())
@example("B\udce0 T\u01b0", True)  # typed in a terminal that is not UTF-8
@example("gia đình 👨\u200d👩\u200d👧", False)
@example("Bà\x80Tư", True)
@example("Bà\x85Tư", True)
@example("Bà\u2028Tư", True)
@example("\ufffe", True)
def test_any_name_is_written_or_refused_and_the_file_stays_whole(folder: Folder, said: str, was_right: bool) -> None:
    before = folder.content()
    try:
        record(folder.path, "bank-low", "1900 222", right=was_right, by=said, on=DAY, how="gọi thử")
    except DirectoryError:
        after = folder.content()
        folder.file("banks").write_bytes(before["banks.yml"])
        assert after == before
    read_directory.cache_clear()
    assert len(folder.directory.entries) == 7


@pytest.mark.parametrize(("by", "how"), [("", "gọi thử"), ("Bà Tư", ""), (" \t", "gọi thử"), ("Bà Tư", "\u00a0")])
def test_a_result_without_who_or_how_is_refused(folder: Folder, by: str, how: str) -> None:
    before = folder.content()
    with pytest.raises(DirectoryError):
        record(folder.path, "bank-low", "1900 222", right=True, by=by, on=DAY, how=how)
    assert folder.content() == before


@pytest.mark.parametrize(
    ("body", "number", "named"),
    [
        ("nobody", "1900 222", "'nobody'"),
        ("", "1900 222", "''"),
        ("bank", "1900 222", "'bank'"),
        ("bank-low", "1900 111", "'1900 111'"),
        ("bank-low", "1900222", "'1900222'"),
        ("bank-low", "", "''"),
        ("power-tn", "19001", "'19001'"),
    ],
)
def test_an_unknown_body_or_number_is_named(folder: Folder, body: str, number: str, named: str) -> None:
    before = folder.content()
    with pytest.raises(DirectoryError) as refused:
        record(folder.path, body, number, right=True, by="Bà Tư", on=DAY, how="gọi thử")
    assert named in str(refused.value)
    assert folder.content() == before


@pytest.mark.parametrize("was_right", [True, False])
@pytest.mark.parametrize(
    "written",
    [
        '    - {number: "1900 222", what: "x", confidence: high, source: "y", date: "2026-11"}  # a note\n',
        '    - number: "1900 222"\n      what: x\n      confidence: high\n      source: y\n      date: "2026-11"\n',
        '    - {number: "1900 222", what: "x", confidence: high,\n       source: "y", date: "2026-11"}\n',
    ],
    ids=["with a note behind it", "in block style", "over two lines"],
)
def test_a_number_written_another_way_is_recorded_or_refused(folder: Folder, written: str, was_right: bool) -> None:
    text = folder.file("banks").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if "1900 222" in line)
    folder.change("banks", line, written)
    before = folder.content()
    try:
        record(folder.path, "bank-low", "1900 222", right=was_right, by="Bà Tư", on=DAY, how="gọi thử")
    except DirectoryError:
        assert folder.content() == before
    else:
        assert folder.phone("bank-low", "1900 222").is_shown is was_right


def test_a_number_of_a_directory_that_cannot_be_read_is_not_recorded(folder: Folder) -> None:
    folder.change("hotlines", "kind: hotline", "kind: xe-om")
    before = folder.content()
    with pytest.raises(DirectoryError, match=r"hotlines\.yml"):
        record(folder.path, "bank-low", "1900 222", right=True, by="Bà Tư", on=DAY, how="gọi thử")
    assert folder.content() == before


def test_every_shipped_number_can_be_recorded(tmp_path: Path, shipped: Directory) -> None:
    copy = tmp_path / "directory"
    copy.mkdir()
    for name in FILES:
        shutil.copy(directory_folder() / f"{name}.yml", copy)
    for body in shipped.entries:
        for one in body.phones:
            record(copy, body.id, one.number, right=False, by="Bà Tư", on=DAY, how="gọi thử")
    fresh = read_directory(copy)
    assert [body.id for body in fresh.entries] == [body.id for body in shipped.entries]
    assert all(one.refuted == Checked("Bà Tư", DAY, "gọi thử") for body in fresh.entries for one in body.phones)
    for name in FILES:
        old, new = ((where / f"{name}.yml").read_text(encoding="utf-8") for where in (directory_folder(), copy))
        comments = [line for line in old.splitlines() if line.lstrip().startswith("#")]
        assert [line for line in new.splitlines() if line.lstrip().startswith("#")] == comments


def test_verified_banks_are_banks_with_a_number_that_was_called(folder: Folder) -> None:
    def called(body: str, number: str, *, right: bool = True) -> int:
        record(folder.path, body, number, right=right, by="Bà Tư", on=DAY, how="gọi thử")
        return verified_banks(folder.directory)

    assert verified_banks(folder.directory) == 0
    assert called("wallet", "1900 333") == 0
    assert called("police", "113") == 0
    assert called("bank-low", "1900 222", right=False) == 0
    assert called("bank-high", "1900 111") == 1
    assert called("bank-high", "6111") == 1
    assert called("bank-low", "1900 222") == 2
    assert called("bank-low", "1900 222", right=False) == 1


# -- checking ------------------------------------------------------------------------------------------------


RULES = {
    "short is short": ("banks", "short: Ví Thử", f"short: {'V' * 53}", f"wallet: short has 53 characters, at most {MAX_SHORT}"),
    "answers_for is short": (
        "agencies", "answers_for: mọi việc", f"answers_for: {'m' * 126}",
        f"everybody: answers_for has 126 characters, at most {MAX_ANSWERS_FOR}",
    ),
    "themes need answers_for": ("agencies", "  answers_for: mọi việc\n", "", "everybody: has themes but says not"),
    "a theme is ours": ("utilities", "[thai-nguyen]\n  themes: [electricity]", "[thai-nguyen]\n  themes: [gold]", "power-tn: theme 'gold'"),
    "a province is ours": ("banks", "  aliases: [một]", "  provinces: [ha-noi]", "bank-high: province 'ha-noi'"),
    "a bin has six digits": ("banks", '"970001"', '"97001"', "bank-high: bin '97001'"),
    "a number is one": ("banks", '"6111"', '"gọi 6111"', "bank-high: number 'gọi 6111'"),
    "a number is not right and wrong": (
        "banks", 'date: "2026-11"}',
        'date: "2026-11", verified: {by: A, on: 2026-11-01, how: b}, refuted: {by: A, on: 2026-11-01, how: b}}',
        "bank-high: number '6111' was found right and wrong",
    ),
    "a group serves both provinces": ("utilities", "  group: power\n  provinces: [thai-nguyen]", "  provinces: [thai-nguyen]", "group power: thai-nguyen has 0"),
    "a group serves no province twice": ("utilities", "provinces: [thai-nguyen]", "provinces: [quang-ngai, thai-nguyen]", "group power: quang-ngai has 2"),
    "every theme has somebody": ("agencies", ", water", "", None),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_told_once(folder: Folder, rule: str) -> None:
    name, old, new, begins = RULES[rule]
    shutil.copy(directory_folder() / "communes.yml", folder.path)
    folder.change(name, old, new)
    _, problems = check_directory(folder.path)
    if begins is None:
        assert problems == [f"water: nobody to turn to in {province}" for province in PROVINCES]
    else:
        (problem,) = problems
        assert problem.startswith(begins)


def test_a_directory_without_a_broken_rule_has_no_problem(folder: Folder) -> None:
    shutil.copy(directory_folder() / "communes.yml", folder.path)
    directory, problems = check_directory(folder.path)
    assert problems == []
    assert len(directory.entries) == 7


@pytest.mark.parametrize("name", [*FILES, "holidays", "communes"])
def test_a_directory_that_lacks_a_file_is_refused(folder: Folder, name: str) -> None:
    shutil.copy(directory_folder() / "communes.yml", folder.path)
    folder.file(name).unlink()
    with pytest.raises(DirectoryError, match=rf"{name}\.yml"):
        check_directory(folder.path)


# -- the shipped directory -----------------------------------------------------------------------------------


def test_the_shipped_directory_has_no_problem() -> None:
    directory, problems = check_directory(directory_folder())
    assert problems == []
    assert len(directory.entries) > 100


def read_by_people(directory: Directory) -> Iterator[tuple[str, str]]:
    """Yield everything that people can read, with where it stands: articles, the assistant's words, the directory."""
    texts = [
        (article.id, text)
        for article in read_articles(articles_folder())
        for text in (article.title, article.answer, *(item for s in article.sections for item in s.items))
    ]
    for path in sorted(replies_folder().glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
        texts += [(path.name, text) for text in strings(content)]
    for where, text in texts:
        for province in (None, *PROVINCES):
            yield where, fill(text, address=ADDRESS, call=lambda key, p=province: directory.call(key, p))
    for body in directory.entries:
        yield from ((body.id, text) for text in (body.contact, body.name, body.short, body.reach, body.answers_for))


def strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        yield from (text for value in content.values() for text in strings(value))
    elif isinstance(content, list):
        yield from (text for value in content for text in strings(value))


def pattern(number: str) -> str:
    """Return what finds the number however its digits are parted."""
    digits = [char for char in number if char.isdigit()]
    return rf"(?<!\d){'[ .()-]*'.join(digits)}(?!\d)"


def test_a_number_that_nobody_is_sure_of_stands_nowhere(shipped: Directory) -> None:
    hidden = {one.number for body in shipped.entries for one in body.phones if not one.is_shown}
    assert {one.confidence for body in shipped.entries for one in body.phones if not one.is_shown} == {"medium", "low"}
    anyone = re.compile("|".join(map(pattern, hidden)))
    found = {(where, match.group()) for where, text in read_by_people(shipped) for match in anyone.finditer(text)}
    assert found == set()


def test_the_search_for_a_number_sees_through_its_dots_and_blanks() -> None:
    seen = re.compile(pattern("0888 722 567"))
    assert all(seen.search(text) for text in ("gọi 0888722567.", "0888.722.567", "số (0888) 722-567"))
    assert not any(seen.search(text) for text in ("10888722567", "08887225670", "0888 722 56"))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("province", PROVINCES)
def test_every_theme_has_somebody_to_turn_to(shipped: Directory, theme: str, province: str) -> None:
    bodies = shipped.of_theme(theme, province)
    assert bodies
    assert all(body.answers_for and body.serves(province) for body in bodies)


@pytest.mark.parametrize(
    ("key", "province", "contact"),
    [
        ("power", "quang-ngai", "EVNCPC 19001909"),
        ("power", "thai-nguyen", "EVNNPC 19006769"),
        ("vietcombank", None, "Vietcombank 1900 545413"),
        ("police-113", None, "113"),
        ("state-bank", "quang-ngai", "NHNN Khu vực 9 (gửi văn bản đến trụ sở tại Đà Nẵng)"),
        ("state-bank", "thai-nguyen", "NHNN Khu vực 5 (gửi văn bản đến trụ sở tại Thái Nguyên)"),
    ],
)
def test_facts_that_people_are_told(shipped: Directory, key: str, province: str | None, contact: str) -> None:
    assert shipped.call(key, province) == contact


def successors(directory: Directory, name: str, province: str) -> dict[str, str]:
    """Return the group of each body of the province that took over from this one, with the functions it took over."""
    return {
        str(body.group): replaced.functions
        for body in directory.entries
        for replaced in body.replaces
        if name in replaced.name and body.provinces == (province,)
    }


@pytest.mark.parametrize("province", PROVINCES)
@pytest.mark.parametrize(
    ("before", "today"),
    [
        ("Sở Thông tin và Truyền thông", {"science-technology", "culture"}),
        ("Sở Lao động", {"home-affairs", "health", "education"}),
    ],
)
def test_a_body_that_is_gone_has_a_successor_for_each_function(
    shipped: Directory, province: str, before: str, today: set[str]
) -> None:
    functions = successors(shipped, before, province)
    assert set(functions) == today
    assert len(set(functions.values())) == len(today)
    assert not any(before in body.name for body in shipped.entries)


def test_what_was_plainly_abolished_answers_for_nothing_today(shipped: Directory) -> None:
    gone = (
        "Sở Thông tin và Truyền thông",
        "Sở Lao động",
        "UBND huyện",
        "tỉnh Kon Tum",
        "tỉnh Bắc Kạn",
        "Công an huyện",
    )
    assert not [
        body.id for body in shipped.entries for name in gone if name in f"{body.name} {body.short} {body.reach}"
    ]
    assert all(any(name in r.name for body in shipped.entries for r in body.replaces) for name in gone)


def test_a_successor_says_which_plan_still_names_the_old_body(shipped: Directory) -> None:
    named = {plan for body in shipped.entries for replaced in body.replaces for plan in replaced.named_in}
    assert named == {"KH144", "KH156"}
