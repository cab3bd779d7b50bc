"""Settings: environment variables or `.env`, prefix `CASHLESS_`; each may be read from a file named by `…_FILE`.

`docs/settings.md` is generated from this class; a test fails when it is not up to date.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from actions.dialogue.human import HumanDesk, parse_hours
from actions.privacy.crypto import KEY_BYTES
from knowledge.article import articles_folder
from knowledge.directory.entries import directory_folder
from knowledge.directory.holidays import read_holidays

PREFIX: Final = "CASHLESS_"
_TESTS: Final = "CASHLESS_TEST_"
_ENV_FILE: Final = ".env"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_UNSAID_OPERATOR: Final = "đơn vị chưa khai báo"


class SettingsError(Exception):
    """Settings that are wrong or unsafe. The message names each setting and what to do."""


class Settings(BaseSettings):
    """All settings of the assistant."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    environment: Literal["trial", "production"] = Field(
        "trial", description="`production` refuses to start while anything is missing or unsafe."
    )
    operator: str = Field(
        _UNSAID_OPERATOR, description="The body that runs the assistant, as people read it in the greeting."
    )
    human_phone: str | None = Field(
        None,
        description="The operator's own number, shown to people who want a person; leave unset if nobody is there.",
    )
    human_hours: str = Field(
        "",
        description="When somebody answers there: `T2-T6 07:30-11:30 13:30-17:00; T7 07:30-11:30` (T2 is Monday).",
    )
    human_holidays: str = Field(
        "",
        description="Space-separated days, besides the public holidays, on which nobody is there: `2027-02-05`.",
    )
    data_dir: Path = Field(
        Path(".cashless"), description="Folder for the embedded database, the master key and the trained models."
    )
    database_url: SecretStr | None = Field(
        None, description="`postgresql://user:password@host/name`; unset: SQLite in the data folder."
    )
    master_key: SecretStr | None = Field(
        None,
        description="32 bytes in base64 that seal what is stored; unset: `run` makes a 0600 file in the data folder.",
    )
    articles_dir: Path | None = Field(None, description="Folder of the articles; unset: the shipped ones.")
    directory_dir: Path | None = Field(
        None, description="Folder of the directory (numbers, places, holidays); unset: the shipped one."
    )
    tombstones_dir: Path | None = Field(
        None,
        description="Folder that remembers who was forgotten, kept apart from the database's backup; "
        "unset: in the data folder.",
    )
    require_approved: bool = Field(False, description="`1`: answer only from articles that an agency has approved.")
    host: str = Field("127.0.0.1", description="Address the web server binds to.")
    port: int = Field(8080, ge=1, le=65535, description="Port the web server binds to.")
    embed_origins: str = Field(
        "",
        description="Space-separated origins that may show the web chat in a frame, e.g. `https://quangngai.gov.vn`.",
    )
    idle_minutes: int = Field(
        30, ge=1, le=24 * 60, description="Minutes of silence after which a web conversation is wiped."
    )
    theme_days: int = Field(
        90, ge=1, le=365, description="Days after which questions lose their text and person in the theme log."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @field_validator("embed_origins")
    @classmethod
    def _check_origins(cls, value: str) -> str:
        for origin in value.split():
            scheme, _, rest = origin.partition("://")
            if scheme not in ("https", "http") or not rest or any(c in rest for c in "/;,'\"*"):
                raise ValueError(f"{origin!r} is no origin like https://quangngai.gov.vn")
        return value

    @field_validator("human_phone")
    @classmethod
    def _no_blank_phone(cls, value: str | None) -> str | None:
        # docker-compose passes a variable that is not set as an empty one.
        return (value or "").strip() or None

    @field_validator("human_hours")
    @classmethod
    def _check_hours(cls, value: str) -> str:
        parse_hours(value)
        return value

    @field_validator("human_holidays")
    @classmethod
    def _check_holidays(cls, value: str) -> str:
        for day in value.split():
            date.fromisoformat(day)
        return value

    @field_validator("master_key")
    @classmethod
    def _check_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            decode_key(value.get_secret_value())
        return value

    @property
    def articles(self) -> Path:
        """The folder of the articles."""
        return self.articles_dir or articles_folder()

    @property
    def directory(self) -> Path:
        """The folder of the directory."""
        return self.directory_dir or directory_folder()

    @property
    def tombstones(self) -> Path:
        """The folder that remembers who was forgotten."""
        return self.tombstones_dir or self.data_dir / "tombstones"

    @property
    def human(self) -> HumanDesk | None:
        """The operator's own people at a phone, or None."""
        if self.human_phone is None:
            return None
        own = {date.fromisoformat(day) for day in self.human_holidays.split()}
        return HumanDesk(self.human_phone, parse_hours(self.human_hours), read_holidays(self.directory) | own)

    @property
    def models(self) -> Path:
        """The folder of the trained models."""
        return self.data_dir / "models"

    @property
    def database(self) -> str:
        """The database's URL."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'cashless.db'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, the first one winning: arguments, the environment, `.env`."""
        del env_settings, dotenv_settings, file_secret_settings
        in_file = {name: value for name, value in dotenv_values(_ENV_FILE).items() if value is not None}
        return init_settings, _Named(settings_cls, os.environ), _Named(settings_cls, in_file)


class _Named(PydanticBaseSettingsSource):
    """Reads `CASHLESS_X`, or the file that `CASHLESS_X_FILE` names (Docker and systemd secrets), from a mapping.

    A misspelt `CASHLESS_…` name is refused rather than overlooked; other names are somebody else's.
    """

    def __init__(self, settings_cls: type[BaseSettings], named: Mapping[str, str]) -> None:
        super().__init__(settings_cls)
        self._named = named

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        name = f"{PREFIX}{field_name.upper()}"
        if name in self._named:
            return self._named[name], field_name, False
        path = self._named.get(f"{name}_FILE")
        if path is None:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{name}_FILE: {path} cannot be read ({error})") from error

    def __call__(self) -> dict[str, Any]:
        known = {f"{PREFIX}{name.upper()}{end}" for name in self.settings_cls.model_fields for end in ("", "_FILE")}
        for name in self._named:
            if name.startswith(PREFIX) and name not in known and not name.startswith(_TESTS):
                raise SettingsError(f"{name}: there is no such setting")
        values = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in values.items() if value is not None}


def load_settings(**overrides: Any) -> Settings:
    """Return the settings.

    Raises:
        SettingsError: a setting is wrong, or unsafe where the assistant runs; the message names every one.
    """
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        raise SettingsError("\n".join(_problem(e) for e in error.errors())) from error
    problems = _unsafe(settings)
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def _problem(error: Mapping[str, Any]) -> str:
    name = PREFIX + "_".join(str(part) for part in error["loc"]).upper()
    return f"{name}: {error['msg'].removeprefix('Value error, ')}"


def _unsafe(settings: Settings) -> list[str]:
    problems = []
    if (settings.human_hours or settings.human_holidays) and settings.human_phone is None:
        problems.append(f"{PREFIX}HUMAN_PHONE: hours are set, but no phone that somebody answers")
    if settings.host not in _LOOPBACK and settings.master_key is None:
        problems.append(
            f"{PREFIX}MASTER_KEY: has to be set before the server binds to {settings.host} "
            f"(or set {PREFIX}HOST=127.0.0.1)"
        )
    if settings.environment == "trial":
        return problems
    if settings.master_key is None and settings.host in _LOOPBACK:
        problems.append(f"{PREFIX}MASTER_KEY: production needs it; make one with `cashless key`")
    if settings.database_url is None or not settings.database.startswith("postgresql"):
        problems.append(f"{PREFIX}DATABASE_URL: production needs a postgresql:// database")
    if settings.operator == _UNSAID_OPERATOR:
        problems.append(f"{PREFIX}OPERATOR: production has to say who runs the assistant")
    if any(origin.startswith("http://") for origin in settings.embed_origins.split()):
        problems.append(f"{PREFIX}EMBED_ORIGINS: production allows https:// origins only")
    return problems


def decode_key(text: str) -> bytes:
    """Return the key's bytes.

    Raises:
        ValueError: it is not 32 bytes in base64.
    """
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("is no base64") from error
    if len(key) != KEY_BYTES:
        raise ValueError(f"has {len(key)} bytes, not {KEY_BYTES}")
    return key


def make_key() -> str:
    """Return a fresh random master key in base64."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def master_key(settings: Settings, *, may_make: bool) -> tuple[bytes, Path | None]:
    """Return the master key, and the file it was just written to when it was made now.

    Args:
        settings: where the key is set, or the data folder for the embedded one.
        may_make: whether to make a key (embedded `run`) or refuse.

    Raises:
        SettingsError: there is no key, it is damaged, or others may read its file.
    """
    if settings.master_key is not None:
        return decode_key(settings.master_key.get_secret_value()), None
    path = settings.data_dir / "master.key"
    if path.exists():
        return _read_key(path), None
    if not may_make:
        raise SettingsError(f"{PREFIX}MASTER_KEY: is not set, and {path} does not exist; `cashless key` makes one")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(make_key() + "\n")
    return _read_key(path), path


def _read_key(path: Path) -> bytes:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingsError(f"{path}: others may read the master key; run: chmod 600 {path}")
    try:
        return decode_key(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error


def settings_table() -> str:
    """Return the Markdown table of all settings that stands in `docs/settings.md`."""
    lines = ["| setting | default | what it does |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "–" if field.default is None else f"`{field.default}`" if str(field.default) else "–"
        lines.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"
