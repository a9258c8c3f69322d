"""What can be set from outside: environment variables that begin with SANSHEN_.

One class reads and validates them all; a value that makes no sense stops the start with one
sentence that names the variable and says what to write. `docs/settings.md` lists them; a test
compares the two.
"""

import difflib
import ipaddress
import os
import re
import sys
import zoneinfo
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NoReturn, Self
from urllib.parse import urlsplit

import dj_database_url
from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from config.settings.places import ROOT

PREFIX = "SANSHEN_"
#: What everybody who runs a server calls its address.
ELASTICSEARCH = "ELASTICSEARCH_URL"


class Role(StrEnum):
    """Which half of the system a process is."""

    ALL = "all"
    EDITING = "editing"
    PUBLIC = "public"


class Nonsense(ValueError):
    """A variable has a value we cannot work with. The message is the sentence to show."""


class Environment(BaseModel):
    """The variables. A description is what to write, and ends the sentence of a refusal."""

    model_config = ConfigDict(extra="forbid", validate_default=True)

    data: Path = Field(
        Path("var"),
        description="a folder this process may write to, absolute or relative to the project",
    )
    role: Role = Field(Role.ALL, description="all, editing or public")
    secret_key: SecretStr | None = Field(
        None, description="at least 50 random characters, the same for every process"
    )
    database_url: str = Field(
        "", description="sqlite:////absolute/path or postgres://user:password@host:5432/name"
    )
    editing_host: str = Field(
        "", description="the host name of the editing side, for example edit.example.gov.cn"
    )
    public_host: str = Field(
        "", description="the host name of the public site, for example www.example.gov.cn"
    )
    behind_proxy: bool = Field(
        False,
        description="yes when a proxy of ours sets X-Forwarded-Proto and X-Forwarded-For, "
        "otherwise no",
    )
    proof_minutes: int = Field(
        15,
        ge=1,
        le=480,
        description="how many minutes a password or code proves that somebody who signs is there, "
        "a number from 1 to 480",
    )
    second_factor: Literal["", "optional", "signers", "everybody"] = Field(
        "",
        description="optional, signers (who review or administer) or everybody; "
        "empty, the demo says optional and production signers",
    )
    idle_minutes: int = Field(
        30,
        ge=5,
        le=480,
        description="after how many idle minutes a session ends, a number from 5 to 480",
    )
    session_hours: int = Field(
        8, ge=1, le=24, description="after how many hours a session ends, a number from 1 to 24"
    )
    lock_after: int = Field(
        5,
        ge=3,
        le=20,
        description="how many failed sign-ins shut an account for a while, a number from 3 to 20",
    )
    lock_minutes: int = Field(
        15,
        ge=5,
        le=1440,
        description="for how many minutes they shut it, a number from 5 to 1440",
    )
    password_days: int = Field(
        90,
        ge=0,
        le=366,
        description="after how many days a password has to be changed, a number to 366, 0 for "
        "never; the demo never asks",
    )
    language: Literal["zh-hans", "en"] = Field("zh-hans", description="zh-hans or en")
    time_zone: str = Field(
        "Asia/Shanghai", description="a name of the time zone database, for example Asia/Shanghai"
    )
    search_engine: Literal["embedded", "elastic"] = Field(
        "embedded", description="embedded or elastic"
    )
    elasticsearch_url: str = Field(
        "",
        description="http:// or https://, user:password@ when it asks for them, host:port; "
        "without it ELASTICSEARCH_URL counts",
    )
    elasticsearch_index: str = Field(
        "sanshen", description="a name of small letters, digits and hyphens, a letter first"
    )
    elasticsearch_certificates: str = Field(
        "", description="a file of certificates to trust instead of the system's, or nothing"
    )
    schedule: bool = Field(
        True,
        description="yes when the server runs the periodic tasks itself, no when a timer of the "
        "machine runs run_schedule every minute",
    )
    review_hours: int = Field(
        24,
        ge=1,
        le=2000,
        description="how many hours each stage of review has, a number from 1 to 2000",
    )
    correction_days: int = Field(
        3,
        ge=1,
        le=90,
        description="how many days a mistake found in a public item has, a number from 1 to 90",
    )
    listen: str = Field("127.0.0.1", description="an IP address of this machine")
    port: int = Field(8000, ge=1, le=65535, description="a number from 1 to 65535")
    email_host: str = Field("", description="the host name of a mail server, or nothing")
    email_port: int = Field(25, ge=1, le=65535, description="a number from 1 to 65535")
    email_user: str = Field("", description="the account at the mail server, or nothing")
    email_password: SecretStr = Field(SecretStr(""), description="the password of that account")
    email_encryption: Literal["none", "starttls", "tls"] = Field(
        "none", description="none, starttls or tls"
    )
    email_from: str = Field(
        "sanshen@localhost", description="the address that mail comes from, name@host"
    )
    alarm_to: str = Field(
        "", description="the mail addresses that hear of alarms, with commas between, or nothing"
    )
    anchor_to: str = Field(
        "",
        description="the mail addresses that get the head of the chains every day, with commas "
        "between, or nothing",
    )
    anchor_folder: Path | None = Field(
        None, description="a folder for the daily files with the head of the chains, or nothing"
    )
    mirror: str = Field(
        "", description="a file that gets every audit entry as a line of JSON, - or nothing"
    )
    test_database: Literal["sqlite", "postgresql"] = Field(
        "sqlite", description="sqlite or postgresql"
    )

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return (ROOT / value.expanduser()).resolve()

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, value: str) -> str:
        if value not in zoneinfo.available_timezones():
            raise ValueError("unknown time zone")
        return value

    @field_validator("listen")
    @classmethod
    def _address(cls, value: str) -> str:
        return str(ipaddress.ip_address("127.0.0.1" if value == "localhost" else value))

    @field_validator("editing_host", "public_host")
    @classmethod
    def _host_name(cls, value: str) -> str:
        if value and not all(part.replace("-", "a").isalnum() for part in value.split(".")):
            raise ValueError("not a host name")
        return value.lower()

    @field_validator("email_from")
    @classmethod
    def _mail_address(cls, value: str) -> str:
        if not all(value.partition("@")):
            raise ValueError("not an address")
        return value

    @field_validator("alarm_to", "anchor_to")
    @classmethod
    def _mail_addresses(cls, value: str) -> str:
        found = [each.strip() for each in value.split(",") if each.strip()]
        for each in found:
            cls._mail_address(each)
        return ",".join(found)

    @field_validator("anchor_folder")
    @classmethod
    def _absolute_or_none(cls, value: Path | None) -> Path | None:
        return None if value is None else (ROOT / value.expanduser()).resolve()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and value.partition("://")[0] not in {"sqlite", "postgres", "postgresql"}:
            raise ValueError("unknown database")
        if value:
            dj_database_url.parse(value)
        return value

    @field_validator("elasticsearch_url")
    @classmethod
    def _address_of_a_server(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("not an address")
        if parts.query or parts.fragment:
            raise ValueError("more than an address")
        port = parts.port or {"http": 9200, "https": 443}[parts.scheme]
        host = parts.netloc if parts.port else f"{parts.netloc.rstrip(':')}:{port}"
        return f"{parts.scheme}://{host}{parts.path.rstrip('/')}"

    @field_validator("elasticsearch_index")
    @classmethod
    def _name_of_an_index(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,99}", value):
            raise ValueError("not a name")
        return value

    @field_validator("elasticsearch_certificates")
    @classmethod
    def _file(cls, value: str) -> str:
        if value and not Path(value).is_file():
            raise ValueError("no such file")
        return value

    @model_validator(mode="after")
    def _default_database(self) -> Self:
        if not self.database_url:
            self.database_url = f"sqlite:///{self.data / 'sanshen.sqlite3'}"
        return self

    @property
    def database(self) -> dict[str, Any]:
        """Return the database as Django wants it."""
        return dict(dj_database_url.parse(self.database_url))

    @classmethod
    def what_to_write(cls, name: str) -> str:
        """Return the words that end a refusal of the variable with this name."""
        return str(cls.model_fields[name.lower()].description)

    @property
    def listens_on_loopback(self) -> bool:
        """Say whether only this machine can reach the process."""
        return ipaddress.ip_address(self.listen).is_loopback


def read(variables: Mapping[str, str | None]) -> Environment:
    """Validate the variables that carry our prefix; raise `Nonsense` for the first bad one.

    >>> read({"SANSHEN_PORT": "http"})
    Traceback (most recent call last):
    config.settings.environment.Nonsense: SANSHEN_PORT is 'http': write a number from 1 to 65535.
    """
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in variables.items()
        if name.startswith(PREFIX) and value
    }
    for name in given:
        _refuse_unknown(name)
    if unprefixed := variables.get(ELASTICSEARCH):
        given.setdefault("elasticsearch_url", unprefixed)
    if given.get("search_engine") == "elastic" and not given.get("elasticsearch_url"):
        raise Nonsense(
            f"{PREFIX}SEARCH_ENGINE is 'elastic', and {PREFIX}ELASTICSEARCH_URL says nothing: "
            f"write {Environment.what_to_write('elasticsearch_url')}."
        )
    try:
        return Environment.model_validate(given)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
    field = Environment.model_fields[name]
    # A secret must not end up in a terminal or a log.
    secret = "SecretStr" in str(field.annotation) or name in {"database_url", "elasticsearch_url"}
    value = "not usable" if secret else repr(given.get(name, field.default))
    raise Nonsense(
        f"{PREFIX}{name.upper()} is {value}: write {Environment.what_to_write(name)}."
    ) from None


def load() -> Environment:
    """Read the process environment and, below it, the file `.env`; stop with a sentence."""
    try:
        return read({**dotenv_values(ROOT / ".env"), **os.environ})
    except Nonsense as sentence:
        refuse(str(sentence))


def refuse(sentence: str) -> NoReturn:
    """End the process before it has started, with one sentence and no traceback."""
    sys.exit(sentence)


def _refuse_unknown(name: str) -> None:
    if name in Environment.model_fields:
        return
    near = difflib.get_close_matches(name, Environment.model_fields, n=1)
    hint = f"did you mean {PREFIX}{near[0].upper()}?" if near else "docs/settings.md lists ours."
    raise Nonsense(f"{PREFIX}{name.upper()} is not a setting: {hint}")
