"""Notices (通知): typed facts to be told to somebody. Words live in texts files, shapes in platforms.

A notice is a text key and its facts. A fact is a plain value, a `Word` (itself a text key), a moment
(an aware datetime, shown in the site's zone) or a list of facts or notices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True)
class Word:
    """A word that each language has its own text for, by key ("category.fees")."""

    key: str


@dataclass(frozen=True)
class Who:
    """A person, by id: shown by name; filled in when the notice becomes a letter."""

    person: int | None


@dataclass(frozen=True, kw_only=True)
class Button:
    """One thing the reader may tap."""

    verb: str  # what it does; also the label's text key "button.<verb>" unless `label` is given
    ticket: int = 0  # id of the ticket meant; 0: none
    arg: str = ""
    label: "str | Word | Notice | None" = None

    @property
    def key(self) -> str:
        """Its data as platforms carry it: "v1:accept:12" or "v1:rate:12:5" (Telegram: ≤ 64 bytes)."""
        return ":".join(["v1", self.verb, str(self.ticket), *([self.arg] if self.arg else [])])


@dataclass(frozen=True)
class Notice:
    """What is to be told: `key` names the text, `facts` fill it, `buttons` stand below it."""

    key: str
    facts: Mapping[str, "Fact"] = field(default_factory=lambda: MappingProxyType({}))
    buttons: tuple[tuple[Button, ...], ...] = ()  # rows


Fact: TypeAlias = "str | int | float | bool | datetime | Word | Who | Notice | Sequence[Fact] | None"


def numbered(number: int) -> Notice:
    """A ticket's number, as #12: a plain text would be taken for a home's where residents read (S2-04)."""
    return Notice("form.ticket", {"number": number})


def row(*buttons: Button) -> tuple[Button, ...]:
    """One row of buttons."""
    return buttons


OF_SITE = frozenset("ask number month month_late late drafts".split())  # whose `ticket` is a site's id
_LONGEST = 64  # bytes of a button's data


def of_site(notice: Notice, site: int) -> Notice:
    """The same, its buttons for that site's figures: who is at several taps them in one private chat."""

    def told(button: Button) -> Button:
        named = replace(button, ticket=site)
        return named if button.verb in OF_SITE and len(named.key.encode()) <= _LONGEST else button

    return replace(notice, buttons=tuple(tuple(map(told, line)) for line in notice.buttons))


def parse_button(key: str) -> Button | None:
    """The button that a platform hands back; None for anything that no notice of ours carries."""
    version, _, rest = key.partition(":")
    verb, _, tail = rest.partition(":")
    number, _, arg = tail.partition(":")
    if version != "v1" or not verb.isidentifier() or not number.isascii() or not number.isdigit():
        return None
    return Button(verb=verb, ticket=int(number[:18]), arg=arg)
