from __future__ import annotations

import base64
import os
import stat
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from actions.dialogue.human import HumanDesk
from bot.serving import desk_for
from bot.settings import (
    Settings,
    SettingsError,
    decode_key,
    load_settings,
    make_key,
    master_key,
    settings_table,
)
from knowledge.article import articles_folder
from knowledge.directory.entries import Checked, Directory, Entry, Phone, directory_folder
from knowledge.directory.holidays import read_holidays
from knowledge.directory.verify import ENOUGH_BANKS
from tests.conftest import ROOT

KEY = base64.b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "ENVIRONMENT": "production",
    "MASTER_KEY": KEY,
    "DATABASE_URL": "postgresql://tro-ly:bi-mat@db/tro_ly",
    "OPERATOR": "Ngân hàng Nhà nước Khu vực 9",
}

Put = Callable[..., None]


@pytest.fixture(autouse=True)
def _empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A working folder without a `.env` of anybody's."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Put:
    """Sets environment variables, named without their prefix; None takes one away."""

    def put(**values: str | None) -> None:
        for name, value in values.items():
            if value is None:
                monkeypatch.delenv(f"CASHLESS_{name}", raising=False)
            else:
                monkeypatch.setenv(f"CASHLESS_{name}", value)

    return put


def refusal() -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load_settings()
    return str(refused.value).splitlines()


def refused_names() -> list[str]:
    return [line.partition(":")[0] for line in refusal()]


# -- defaults and sources ------------------------------------------------------------------------------------


def test_without_any_setting_it_is_a_trial_on_this_machine() -> None:
    settings = load_settings()
    assert settings.environment == "trial"
    assert settings.host == "127.0.0.1"
    assert settings.database == f"sqlite:///{Path('.cashless') / 'cashless.db'}"
    assert settings.models == Path(".cashless/models")
    assert settings.articles == articles_folder()
    assert not settings.require_approved


def test_the_environment_wins_over_a_file_and_a_file_over_dotenv(put: Put, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CASHLESS_PORT=8001\nCASHLESS_OPERATOR=dotenv\nCASHLESS_IDLE_MINUTES=7\n")
    (tmp_path / "port").write_text("8002\n")
    (tmp_path / "operator").write_text("from the file\n")
    put(PORT="8003", PORT_FILE=str(tmp_path / "port"), OPERATOR_FILE=str(tmp_path / "operator"))
    settings = load_settings()
    assert (settings.port, settings.operator, settings.idle_minutes) == (8003, "from the file", 7)
    assert load_settings(port=8004).port == 8004


def test_every_setting_may_be_read_from_a_file(put: Put, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{KEY}\n")
    put(MASTER_KEY_FILE=str(secret))
    key = load_settings().master_key
    assert key is not None
    assert key.get_secret_value() == KEY


def test_a_file_that_is_not_there_is_refused_by_name(put: Put, tmp_path: Path) -> None:
    put(DATABASE_URL_FILE=str(tmp_path / "nowhere"))
    (line,) = refusal()
    assert line.startswith("CASHLESS_DATABASE_URL_FILE: ")
    assert "nowhere" in line


def test_a_folder_in_place_of_a_file_is_refused_by_name(put: Put, tmp_path: Path) -> None:
    put(MASTER_KEY_FILE=str(tmp_path))
    assert refused_names() == ["CASHLESS_MASTER_KEY_FILE"]


def test_a_file_that_is_no_text_is_refused_by_name(put: Put, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(bytes(range(128, 160)))
    put(MASTER_KEY_FILE=str(tmp_path / "key"))
    assert refused_names()[0].startswith("CASHLESS_MASTER_KEY")


def test_a_wrong_value_in_a_file_is_refused_like_any_other(put: Put, tmp_path: Path) -> None:
    (tmp_path / "port").write_text("not a port")
    put(PORT_FILE=str(tmp_path / "port"))
    assert refused_names() == ["CASHLESS_PORT"]


def test_an_unknown_setting_in_dotenv_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CASHLESS_OPERATER=Sở Công Thương\nCASHLESS_PORT=8001\n", encoding="utf-8")
    assert refused_names() == ["CASHLESS_OPERATER"]


def test_a_misspelt_setting_in_the_environment_is_refused_by_name(put: Put) -> None:
    put(OPERATER="Sở Công Thương")
    assert refused_names() == ["CASHLESS_OPERATER"]


def test_a_file_may_be_named_in_dotenv(tmp_path: Path) -> None:
    (tmp_path / "operator").write_text("Sở Công Thương\n", encoding="utf-8")
    (tmp_path / ".env").write_text(f"CASHLESS_OPERATOR_FILE={tmp_path / 'operator'}\n")
    assert load_settings().operator == "Sở Công Thương"


def test_a_dotenv_shared_with_other_programs_is_fine(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("POSTGRES_PASSWORD=x\n# a note\n\nCASHLESS_PORT=8001\n")
    assert load_settings().port == 8001


# -- wrong values --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "http"),
        ("IDLE_MINUTES", "0"),
        ("IDLE_MINUTES", "100000"),
        ("REQUIRE_APPROVED", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
        ("THEME_DAYS", "0"),
        ("THEME_DAYS", "366"),
        ("THEME_DAYS", "a month"),
        ("HUMAN_HOURS", "always"),
        ("HUMAN_HOURS", "T2-T6"),
        ("HUMAN_HOURS", "T8 07:30-11:30"),
        ("HUMAN_HOURS", "T2 11:30-07:30"),
        ("HUMAN_HOURS", "T6-T2 07:30-11:30"),
        ("HUMAN_HOURS", "T2 07:30-11:30; T3 7h30"),
        ("HUMAN_HOLIDAYS", "05/02/2027"),
        ("HUMAN_HOLIDAYS", "2027-02-30"),
        ("HUMAN_HOLIDAYS", "2027-02-05, 2027-02-06"),
        ("HUMAN_HOLIDAYS", "2027-02-05 Tết"),
        ("EMBED_ORIGINS", "quangngai.gov.vn"),
        ("EMBED_ORIGINS", "https://quangngai.gov.vn/"),
        ("EMBED_ORIGINS", "https://*.gov.vn"),
        ("EMBED_ORIGINS", "https://a.vn; script-src *"),
        ("EMBED_ORIGINS", "https://a.vn 'unsafe-inline'"),
        ("MASTER_KEY", "not base64!"),
        ("MASTER_KEY", "khóa"),
        ("MASTER_KEY", base64.b64encode(bytes(31)).decode()),
        ("MASTER_KEY", base64.b64encode(bytes(33)).decode()),
        ("MASTER_KEY", KEY[:-1]),
        ("MASTER_KEY", ""),
    ],
)
def test_a_wrong_value_is_refused_by_its_name_alone(put: Put, name: str, value: str) -> None:
    put(**{name: value})
    (line,) = refusal()
    assert line.startswith(f"CASHLESS_{name}: ")


def test_a_refused_key_is_not_repeated(put: Put) -> None:
    put(MASTER_KEY="a-secret-that-is-no-key")
    assert "a-secret" not in "\n".join(refusal())


def test_several_wrong_values_are_all_named(put: Put) -> None:
    put(PORT="0", LOG_LEVEL="LOUD")
    assert sorted(refused_names()) == ["CASHLESS_LOG_LEVEL", "CASHLESS_PORT"]


def test_secrets_do_not_show(put: Put) -> None:
    put(MASTER_KEY=KEY, DATABASE_URL="postgresql://u:bi-mat@h/d")
    shown = repr(load_settings()) + str(load_settings())
    assert KEY not in shown
    assert "bi-mat" not in shown


# -- the operator's people -----------------------------------------------------------------------------------


def test_without_a_phone_nobody_is_there(put: Put) -> None:
    assert load_settings().human is None
    put(HUMAN_PHONE="")  # as Docker Compose passes a variable that nobody has set
    assert load_settings().human is None


def test_a_phone_without_hours_says_nothing_of_when() -> None:
    assert load_settings(human_phone="0255 000 111").human == HumanDesk(
        "0255 000 111", (), read_holidays(directory_folder())
    )


def test_the_hours_are_those_of_the_setting_but_on_public_and_own_holidays(put: Put) -> None:
    put(
        HUMAN_PHONE="0255 000 111",
        HUMAN_HOURS="T2-T6 07:30-11:30; T7 08:00-09:00",
        HUMAN_HOLIDAYS="2026-12-01 2026-12-03",
    )
    human = load_settings().human
    assert human is not None
    there = [day for day in range(1, 32) if human.is_open(datetime(2026, 12, day, 8, 30))]
    assert there == [day for day in range(1, 32) if date(2026, 12, day).weekday() < 6 and day not in (1, 3)]
    assert not human.is_open(datetime(2026, 9, 2, 8, 30))


def test_hours_need_a_phone_that_somebody_answers(put: Put) -> None:
    for name, value in (("HUMAN_HOURS", "T2-T6 07:30-11:30"), ("HUMAN_HOLIDAYS", "2026-12-01")):
        put(**{name: value})
        assert refused_names() == ["CASHLESS_HUMAN_PHONE"]
        put(HUMAN_PHONE="0255 000 111")
        assert load_settings().human is not None
        put(**{name: None}, HUMAN_PHONE=None)


def test_hours_without_a_phone_are_named_beside_the_rest(put: Put) -> None:
    put(**PRODUCTION, HUMAN_HOURS="T2-T6 07:30-11:30")
    put(OPERATOR=None)
    assert sorted(refused_names()) == ["CASHLESS_HUMAN_PHONE", "CASHLESS_OPERATOR"]


def test_hours_without_a_phone_do_not_hide_a_missing_key(put: Put) -> None:
    put(**PRODUCTION, HUMAN_HOURS="T2-T6 07:30-11:30")
    put(MASTER_KEY=None)
    assert sorted(refused_names()) == ["CASHLESS_HUMAN_PHONE", "CASHLESS_MASTER_KEY"]


# -- folders -------------------------------------------------------------------------------------------------


def test_the_folders_are_the_shipped_ones_and_those_of_the_data_unless_they_are_set(put: Put, tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.directory == directory_folder()
    assert settings.tombstones == Path(".cashless/tombstones")
    assert load_settings(data_dir=tmp_path).tombstones == tmp_path / "tombstones"
    put(DIRECTORY_DIR=str(tmp_path / "directory"), TOMBSTONES_DIR=str(tmp_path / "apart"))
    settings = load_settings()
    assert (settings.directory, settings.tombstones) == (tmp_path / "directory", tmp_path / "apart")


def test_the_holidays_are_those_of_the_directory_that_is_set(tmp_path: Path) -> None:
    (tmp_path / "holidays.yml").write_text('days: [{"on": 2026-12-07}]\n', encoding="utf-8")
    human = load_settings(human_phone="0255 000 111", directory_dir=tmp_path).human
    assert human is not None
    assert human.holidays == {date(2026, 12, 7)}


def test_the_days_of_the_theme_log_are_ninety_unless_they_are_set(put: Put) -> None:
    assert load_settings().theme_days == 90
    for days in ("1", "365"):
        put(THEME_DAYS=days)
        assert load_settings().theme_days == int(days)


# -- banks whose numbers somebody has called -----------------------------------------------------------------


def told_at_the_start(folder: Path, environment: str, verified: int) -> list[str]:
    """Return what a process says when it starts with so many banks verified."""
    called = Checked("Bà Tư", date(2026, 12, 1), "gọi thử")
    phones = [
        Phone("1900 111", "tổng đài", "high", "báo", "2026-11", verified=called if n < verified else None)
        for n in range(12)
    ]
    banks = tuple(
        Entry(f"bank-{n}", "bank", "Ngân hàng", "Bank", "báo", "2026-11", "app", phones=(phone,))
        for n, phone in enumerate(phones)
    )
    brain: Any = SimpleNamespace(directory=Directory(banks))
    said: list[str] = []
    settings = Settings(environment=environment, data_dir=folder, master_key=KEY)
    desk = desk_for(settings, brain, embedded=False, tell=said.append)
    desk.database.dispose()
    assert desk.rehearsal is (environment == "trial")
    assert desk.tombstones == folder / "tombstones"
    return said


@pytest.mark.parametrize("verified", [0, ENOUGH_BANKS - 1])
def test_production_warns_while_too_few_banks_were_called(tmp_path: Path, verified: int) -> None:
    (line,) = told_at_the_start(tmp_path, "production", verified)
    assert line.startswith("Warning")
    assert f" {verified} banks" in line
    assert "cashless directory verify" in line


@pytest.mark.parametrize(("environment", "verified"), [("production", ENOUGH_BANKS), ("production", 12), ("trial", 0)])
def test_nobody_is_warned_when_enough_were_called_or_in_a_trial(
    tmp_path: Path, environment: str, verified: int
) -> None:
    assert told_at_the_start(tmp_path, environment, verified) == []


# -- unsafe where it runs ------------------------------------------------------------------------------------


def test_production_starts_with_everything_said(put: Put) -> None:
    put(**PRODUCTION, HOST="0.0.0.0", EMBED_ORIGINS="https://quangngai.gov.vn https://thainguyen.gov.vn")
    assert load_settings().environment == "production"


@pytest.mark.parametrize("missing", ["MASTER_KEY", "DATABASE_URL", "OPERATOR"])
def test_production_refuses_to_start_without(put: Put, missing: str) -> None:
    put(**PRODUCTION)
    put(**{missing: None})
    assert refused_names() == [f"CASHLESS_{missing}"]


def test_production_names_everything_that_is_missing_at_once(put: Put) -> None:
    put(ENVIRONMENT="production", HOST="0.0.0.0", EMBED_ORIGINS="http://a.vn")
    assert sorted(refused_names()) == [
        "CASHLESS_DATABASE_URL",
        "CASHLESS_EMBED_ORIGINS",
        "CASHLESS_MASTER_KEY",
        "CASHLESS_OPERATOR",
    ]


def test_production_refuses_the_embedded_database(put: Put) -> None:
    put(**PRODUCTION)
    put(DATABASE_URL="sqlite:////srv/cashless.db")
    assert refused_names() == ["CASHLESS_DATABASE_URL"]


def test_production_refuses_an_origin_that_is_not_encrypted(put: Put) -> None:
    put(**PRODUCTION, EMBED_ORIGINS="https://quangngai.gov.vn http://thainguyen.gov.vn")
    assert refused_names() == ["CASHLESS_EMBED_ORIGINS"]
    put(ENVIRONMENT="trial")
    assert load_settings().embed_origins


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.vn", ""])
def test_an_address_others_can_reach_needs_an_explicit_key(put: Put, host: str) -> None:
    put(HOST=host)
    assert refused_names() == ["CASHLESS_MASTER_KEY"]
    put(MASTER_KEY=KEY)
    assert load_settings().host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_alone_needs_none(put: Put, host: str) -> None:
    put(HOST=host)
    assert load_settings().host == host


def test_a_host_given_on_the_command_line_is_judged_too() -> None:
    with pytest.raises(SettingsError, match="CASHLESS_MASTER_KEY"):
        load_settings(host="0.0.0.0")


# -- the master key ------------------------------------------------------------------------------------------


def test_made_keys_are_good_and_never_the_same() -> None:
    keys = {make_key() for _ in range(20)}
    assert len(keys) == 20
    assert all(len(decode_key(key)) == 32 for key in keys)


def test_an_embedded_run_makes_a_key_once_for_this_user_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new" / "data")
    mask = os.umask(0)
    try:
        key, made = master_key(settings, may_make=True)
    finally:
        os.umask(mask)
    assert made == settings.data_dir / "master.key"
    assert made is not None
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert master_key(settings, may_make=True) == (key, None)
    assert master_key(settings, may_make=False) == (key, None)
    assert len(key) == 32


def test_a_set_key_is_used_and_no_file_made(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, master_key=KEY)
    assert master_key(settings, may_make=True) == (bytes(range(32)), None)
    assert list(tmp_path.iterdir()) == []


def test_only_an_embedded_run_makes_a_key(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CASHLESS_MASTER_KEY"):
        master_key(Settings(data_dir=tmp_path), may_make=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o602])
def test_a_key_file_that_others_can_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    path.write_text(KEY)
    path.chmod(mode)
    with pytest.raises(SettingsError, match="chmod 600") as refused:
        master_key(Settings(data_dir=tmp_path), may_make=True)
    assert str(path) in str(refused.value)
    path.chmod(0o600)
    assert master_key(Settings(data_dir=tmp_path), may_make=True) == (bytes(range(32)), None)


@pytest.mark.parametrize("content", [b"", b"short", KEY[:-4].encode(), bytes(range(128, 160)), b"a" * 10_000])
def test_a_damaged_key_file_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(SettingsError, match=r"master\.key"):
        master_key(Settings(data_dir=tmp_path), may_make=True)
    assert path.read_bytes() == content


# -- documentation -------------------------------------------------------------------------------------------


def test_the_documentation_of_the_settings_is_up_to_date() -> None:
    """Mended by: uv run python -c "from bot.settings import settings_table; print(settings_table(), end='')"."""
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    heading, sentence, table = text.split("\n\n", 2)
    assert heading.startswith("# ")
    assert sentence.endswith(".")
    assert table == settings_table()


def test_every_setting_is_in_the_table_and_says_what_it_does() -> None:
    rows = [row.split(" | ") for row in settings_table().splitlines()[2:]]
    assert [row[0] for row in rows] == [f"| `CASHLESS_{name.upper()}`" for name in Settings.model_fields]
    assert all(len(row) == 3 and row[2].removesuffix(" |").strip() not in ("", "None") for row in rows)
