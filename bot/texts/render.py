"""From a notice to the words that somebody reads."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.texts import clean
from bot.texts.template import Field, Template, parse
from desk.notices import Button, Fact, Notice, Who, Word

LANGUAGES = ("zh_CN", "zh_TW", "en")
DEFAULT = "zh_CN"
LABEL = 20  # characters of a button that a phone still shows, three in a row

_HOUR = 60  # minutes
_DAY = 24 * _HOUR


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A notice in words: plain text, and rows of buttons as (key, label)."""

    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Every text in every language, by language and key."""

    templates: Mapping[str, Mapping[str, Template]]

    @classmethod
    def load(cls, languages: Iterable[str] = LANGUAGES) -> "Texts":
        """The texts that come with the desk; raises TemplateError for one that cannot be read."""
        return cls(templates=MappingProxyType({language: _read(language) for language in languages}))

    def render(self, notice: Notice, language: str, zone: ZoneInfo) -> Rendered:
        """The notice in that language (an unknown one: Simplified Chinese), moments in `zone`.

        Never raises for what the facts contain; a key without a text shows its last part.
        """
        voice = self.speaker(language, zone)
        rows = tuple(tuple((button.key, voice.label(button)) for button in row) for row in notice.buttons)
        return Rendered(text=voice.said(notice), buttons=rows)

    def speaker(self, language: str, zone: ZoneInfo, names: Mapping[int, str] | None = None) -> "Speaker":
        """Who says many notices in one language and zone, without their buttons; `names`: of persons."""
        return Speaker(texts=self, language=language, zone=zone, names=names or {})

    def template(self, key: str, language: str) -> Template | None:
        """The text of a key, else the Simplified Chinese one."""
        return self.templates.get(language, {}).get(key) or self.templates[DEFAULT].get(key)


@cache  # the files come with the program
def _read(language: str) -> Mapping[str, Template]:
    files = resources.files("bot.texts").joinpath(language).iterdir()
    pairs = [pair for file in files for pair in tomllib.loads(file.read_text(encoding="utf-8")).items()]
    return MappingProxyType({key: parse(text) for key, text in pairs})


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """One language and zone."""

    texts: Texts
    language: str
    zone: ZoneInfo
    names: Mapping[int, str]

    def say(self, key: str, facts: Mapping[str, Fact]) -> str:
        """The text of a key with these facts."""
        template = self.texts.template(key, self.language)
        if template is None:
            return clean.line(key.rpartition(".")[2])
        return template.fill(lambda field: self.show(facts.get(field.name), field))

    def label(self, button: Button) -> str:
        """What stands on a button."""
        label = button.label
        text = label if isinstance(label, str) else self.said(label or Word(f"button.{button.verb}"))
        return clean.line(text, LABEL)

    def show(self, fact: Fact, field: Field) -> str:
        """One fact; "" for nothing: None, False, 0, an empty text or list, a person without a name."""
        if isinstance(fact, Who):
            fact = self.names.get(fact.person or 0)
        if not fact:
            return ""
        if isinstance(fact, str):
            return _words(fact, field.how)
        if isinstance(fact, Word | Notice):
            return _fitted(self.said(fact), field.how)
        if isinstance(fact, Sequence):
            return self.listed(fact, field)
        return self.moment(fact) if isinstance(fact, datetime) else self.number(fact, field.how or "")

    def said(self, told: Word | Notice) -> str:
        """A text of its own, without buttons."""
        return self.say(told.key, told.facts if isinstance(told, Notice) else {})

    def listed(self, facts: Sequence[Fact], field: Field) -> str:
        """The items with `how` between them, each on a line of its own where the text does not say."""
        shown = [self.show(fact, Field(field.name)) for fact in facts]
        return ("\n" if field.how is None else field.how).join(filter(None, shown))

    def number(self, number: float, how: str) -> str:
        """`minutes`: as a span of time; `many`: only from two up; `ticket|tickets`: with its noun."""
        if how == "minutes":
            return self.span(int(number))
        if how == "many":
            return str(number) if number > 1 else ""
        one, bar, more = how.partition("|")
        return f"{number} {one if number == 1 else more}" if bar else str(number)

    def span(self, minutes: int) -> str:
        """35分钟, 2小时5分, 3天4小时: two units at most."""
        if minutes < _HOUR:
            return self.say("form.minutes", {"minutes": minutes})
        if minutes < _DAY:
            return self.say("form.hours", {"hours": minutes // _HOUR, "minutes": minutes % _HOUR})
        return self.say("form.days", {"days": minutes // _DAY, "hours": minutes % _DAY // _HOUR})

    def moment(self, moment: datetime) -> str:
        """11月22日 15:37: never 今天 or 明天, which would be wrong when a card is read later."""
        local = moment.astimezone(self.zone)
        month = Word(f"form.month.{local.month}")
        return self.say("form.moment", {"month": month, "day": local.day, "time": f"{local:%H:%M}"})


def _fitted(text: str, how: str | None) -> str:
    """A text within another: whole, or its first `how` characters."""
    return clean.clipped(text, int(how)) if how and how.isdecimal() else text


def _words(text: str, how: str | None) -> str:
    """`text`: somebody's words with their line breaks; `brief`: their beginning; else one short line."""
    if how == "text":
        return clean.lines(text)
    if how == "brief":
        return clean.clipped(clean.lines(text), clean.BRIEF)
    return clean.line(text)
