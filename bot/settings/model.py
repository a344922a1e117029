"""What can be set. Each key's "what to write" stands in bot/terminal/*.toml under [write]."""

import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationInfo,
)

from bot.settings.reading import Reading, RoomReading
from bot.settings.shapes import Section, Text, Texts, is_http, is_https, listed, matches
from bot.settings.wecom import Wecom, WecomUse
from desk.hooks import EVENTS
from desk.hours import Blocks, check_blocks, parse_block
from desk.reading import TOPICS
from nlp.fold import fold
from nlp.places import place_of

_Households = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
STANDARDS = Path(__file__).parents[1] / "standards"


def _is_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(name)
    return name


@cache
def _regions() -> frozenset[str]:
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line[:2] for line in table.splitlines() if not line.startswith("#"))


def _is_region(code: str) -> str:
    if code not in _regions():
        raise ValueError(code)
    return code


def _is_standard(name: str, info: ValidationInfo) -> str:
    """A preset, or one of those of one's own below the data directory."""
    folders = [STANDARDS, *((info.context or {}).get("standards", ()))]
    if not re.fullmatch(r"[\w-]+", name) or not any((one / f"{name}.toml").is_file() for one in folders):
        raise ValueError(name)
    return name


def _is_database(url: str) -> str:
    """A SQLite file or a PostgreSQL database; one in memory would forget its tickets."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and len(parts.path) > 1 and not parts.netloc and ":memory:" not in url:
        return url
    if parts.scheme == "postgresql+psycopg" and len(parts.path) > 1:
        return url
    raise ValueError(parts.scheme)


class Database(Section):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(_is_database)] = Field(default="sqlite:///desk.db", repr=False)

    @property
    def shown(self) -> str:
        """The URL without its password."""
        return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", self.url)

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        prefix = "sqlite:///"
        return Path(self.url.removeprefix(prefix).partition("?")[0]) if self.url.startswith(prefix) else None


class Web(Section):
    """Where callbacks, health and the browser chat listen."""

    host: Text = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)


class Telegram(Section):
    """One bot account."""

    token: Annotated[SecretStr, matches(r"\d+:[A-Za-z0-9_-]+")]
    base_url: Annotated[str, AfterValidator(is_http)] = "https://api.telegram.org/bot"
    base_file_url: Annotated[str, AfterValidator(is_http)] = "https://api.telegram.org/file/bot"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: Annotated[str, AfterValidator(is_https)] | None = None
    webhook_secret: Annotated[SecretStr, matches(r"[A-Za-z0-9_-]{1,256}")] | None = None


def _are_blocks(written: tuple[str, ...]) -> tuple[str, ...]:
    if written:
        check_blocks(tuple(map(_block, written)))
    return written


def _day(written: Any) -> Any:
    return date.fromisoformat(written) if isinstance(written, str) else written


def _is_hours(written: str) -> str:
    _block(written)
    return written


def _block(written: str) -> tuple[time, time]:
    """Two times written as 8:30-12:00; raises ValueError."""
    block = parse_block(written)
    if block is None:
        raise ValueError(written)
    return block


class Day(Section):
    """A day that is otherwise at a site than the calendar says."""

    date: Annotated[date, BeforeValidator(_day)]
    works: bool
    why: Text


def _is_tower(written: str) -> str:
    """A building as tickets name it: 03, 3栋 and 三号楼 are 3."""
    return place_of(fold(f"{written}栋").text).building or written.upper()


class Building(Section):
    """One building of a site."""

    name: Annotated[Text, AfterValidator(_is_tower)]
    households: _Households


def _are_topics(written: tuple[str, ...]) -> tuple[str, ...]:
    if not set(written) <= set(TOPICS):
        raise ValueError(written)
    return written


class OtherBody(Section):
    """Another organisation that people can be referred to."""

    name: Text
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    topics: Annotated[Texts, AfterValidator(_are_topics)] = ()


def _are_events(written: tuple[str, ...]) -> tuple[str, ...]:
    if not set(written) <= set(EVENTS):
        raise ValueError(written)
    return written


class ConfiguredHook(Section):
    """Another system of the company that is told of ticket events."""

    url: Annotated[str, AfterValidator(is_http)] = Field(repr=False)
    secret: Annotated[SecretStr, matches(r"\S{16,200}")]
    events: Annotated[Texts, AfterValidator(_are_events)] = EVENTS
    words: bool = False


class ConfiguredSite(Section):
    """One compound as the file names it."""

    name: Text
    region: Annotated[str, AfterValidator(_is_region)] = "CN"
    timezone: Annotated[str, AfterValidator(_is_zone)] = "Asia/Shanghai"
    language: Literal["zh_CN", "zh_TW", "en"] = "zh_CN"
    standard: Annotated[str, AfterValidator(_is_standard)] = "s0"
    hours: Annotated[
        tuple[Annotated[Text, AfterValidator(_is_hours)], ...],
        BeforeValidator(listed),
        AfterValidator(_are_blocks),
    ] = ()
    days: tuple[Day, ...] = Field(default=(), validation_alias="day")
    pay: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    bodies: tuple[OtherBody, ...] = Field(default=(), validation_alias="body")
    households: _Households | None = None
    buildings: tuple[Building, ...] = Field(default=(), validation_alias="building")
    reading: Reading = Reading()
    rooms: tuple[RoomReading, ...] = Field(default=(), validation_alias="room")
    hooks: tuple[ConfiguredHook, ...] = Field(default=(), validation_alias="webhook")
    use: WecomUse = Field(default=WecomUse(), validation_alias="wecom")  # its own word on [wecom.use]

    @property
    def blocks(self) -> Blocks:
        """The opening hours as times; empty: the usual ones."""
        return tuple(map(_block, self.hours))


class Written(Section):
    """What stands in the file and the environment."""

    database: Database = Database()
    web: Web = Web()
    telegram: Telegram | None = None
    wecom: Wecom | None = None
    sites: tuple[ConfiguredSite, ...] = Field(validation_alias="site", min_length=1)


class Settings(Written):
    """Everything that is set, with the directory that holds the desk's files; paths are absolute."""

    data: Path

    @property
    def surfaces(self) -> Wecom | None:
        """WeCom with what some site uses of it: off is only what is off at each."""
        if self.wecom is None:
            return None
        off = frozenset[str].intersection(*(site.use.off(self.wecom.use) for site in self.sites))
        use = {name: "off" if name in off else "auto" for name in WecomUse.model_fields}
        return self.wecom.model_copy(update={"use": WecomUse.model_validate(use)})

    def secrets(self) -> frozenset[str]:
        """Every value that no log and no message may show."""
        password = urlsplit(self.database.url).password
        known = {password, unquote(password)} if password else set()
        return frozenset(known | set(_secrets_of(self)))


def _secrets_of(value: object) -> Iterator[str]:
    if isinstance(value, SecretStr):
        yield value.get_secret_value()
    elif isinstance(value, BaseModel):
        for _name, inner in value:
            yield from _secrets_of(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _secrets_of(inner)
