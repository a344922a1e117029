"""What a site says of itself: how one pays, and who else is there to turn to (S2-61, S2-69, S4-29)."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.hooks import Hook


@dataclass(frozen=True, kw_only=True)
class Body:
    """Another organisation (外单位) that can do what the company may not."""

    name: str
    phone: str = ""
    topics: tuple[str, ...] = ()  # of TOPICS: what it is there for


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Platforms, by name, and what a site does not use of them; each has something that stands in for it."""

    closed: frozenset[str] = frozenset()  # nothing is sent there, and its rooms are not heard
    buttonless: frozenset[str] = frozenset()  # a choice is numbers, or a link
    listless: frozenset[str] = frozenset()  # lists are plain text
    unpainted: frozenset[str] = frozenset()  # a card that changes is posted anew


@dataclass(frozen=True, kw_only=True)
class Local:
    """The site's own words and neighbours."""

    pay: str = ""  # how paid work is paid for; empty: with the management bill (S2-53)
    bodies: tuple[Body, ...] = ()
    hooks: tuple[Hook, ...] = ()  # other systems that are told of ticket events


def fitting(bodies: Sequence[Body], topic: str | None) -> list[Body]:
    """All of them, those for the topic first."""
    return sorted(bodies, key=lambda body: topic not in body.topics)


def meant(bodies: Sequence[Body], words: str) -> tuple[Body, str] | None:
    """The body that the words begin with, and the words behind it: the longest name counts."""
    for body in sorted(bodies, key=lambda one: -len(one.name)):
        if words.startswith(body.name):
            return body, words.removeprefix(body.name).strip(" ,，:：")
    return None
