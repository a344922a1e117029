"""One matter, many people: how a site counts them, and what it does about the same matter told again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from desk.people import Person
from desk.reading import Class
from desk.ticket import Ticket


class Again(StrEnum):
    """What becomes of a report that is surely about an open matter (C14)."""

    MERGE = "merge"  # one record, at once; a tap takes it apart again
    HINT = "hint"  # staff are asked
    APART = "apart"  # it is a ticket of its own, and nobody is asked


class Counted(StrEnum):
    """Who is counted towards a group complaint (群体性投诉)."""

    HOUSEHOLDS = "households"  # two people of one home once
    PERSONS = "persons"  # 五人, as S0-02 prints it


@dataclass(frozen=True, kw_only=True)
class Matters:
    """What the standard says of matters that many report, or one reports twice."""

    group: int = 5  # so many make it a class 1 (S0-02)
    near: int = 3  # from so many on the managers are warned; house
    count: Counted = Counted.HOUSEHOLDS  # S0-02
    same_person: Again = Again.MERGE  # S2-112, C14
    others: Again = Again.MERGE  # another household, where it is sure; house
    within: timedelta = timedelta(hours=72)  # between two reports of one person (S2-112)
    second: timedelta = timedelta(days=14)  # after the end, the same again is a 二次投诉 (S0-09); house

    def counted(self, ticket: Ticket) -> int:
        """How many it counts on a ticket."""
        return self.many(ticket.households, len(ticket.reporters))

    def many(self, households: int, persons: int) -> int:
        """Whichever of them it counts."""
        return households if self.count is _HOUSEHOLDS else persons

    def is_group(self, ticket: Ticket) -> bool:
        """Whether that is a group complaint (S0-02)."""
        return self.counted(ticket) >= self.group

    def is_near(self, ticket: Ticket) -> bool:
        """Whether it is about to become one."""
        return self.near <= self.counted(ticket) < self.group


DEFAULT = Matters()
_HOUSEHOLDS = Counted.HOUSEHOLDS  # looked up for each ticket of a month


def with_reporters(ticket: Ticket, people: Iterable[int], homes: Mapping[int, str]) -> Ticket:
    """The ticket with these reporters too, each once."""
    added = tuple(dict.fromkeys(one for one in people if one not in ticket.reporters))
    return replace(ticket, reporters=(*ticket.reporters, *added), homes={**homes, **ticket.homes})


def homes(*people: Person) -> dict[int, str]:
    """The homes that are known, by person id."""
    return {one.id: one.household for one in people if one.household}


def raised(ticket: Ticket, rule: Matters, least: Class = Class.THREE) -> Ticket:
    """The ticket as many people make it, or as a ticket of class `least` within it does; never milder."""
    class_ = min(ticket.class_, least, Class.ONE if rule.is_group(ticket) else Class.THREE)
    return replace(ticket, class_=class_)


_KEYS = ("group", "near", "count", "same_person", "others", "within_hours", "second_days")


def parse_matters(data: Mapping[str, object], errors: list[str]) -> Matters:
    """The `matter` table of a standard; what is wrong in it is added to `errors`."""
    if unknown := sorted(set(data) - set(_KEYS)):
        errors.append(f"matter: unknown keys {', '.join(unknown)}: allowed are {', '.join(_KEYS)}")
    group = _whole(data, "group", DEFAULT.group, 2, errors)
    near = _whole(data, "near", min(DEFAULT.near, group), 2, errors)
    if near > group:
        errors.append(f"matter: near is {near}: it must not be more than group, which is {group}")
    return Matters(
        group=group,
        near=near,
        count=Counted(_word(data, "count", DEFAULT.count, list(Counted), errors)),
        same_person=Again(_word(data, "same_person", DEFAULT.same_person, list(Again), errors)),
        others=Again(_word(data, "others", DEFAULT.others, list(Again), errors)),
        within=timedelta(hours=_whole(data, "within_hours", 72, 1, errors)),
        second=timedelta(days=_whole(data, "second_days", 14, 1, errors)),
    )


def _whole(data: Mapping[str, object], key: str, default: int, least: int, errors: list[str]) -> int:
    value = data.get(key, default)
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= _MOST:
        return value
    errors.append(f"matter: {key} is {value!r}: it must be a whole number from {least} to {_MOST}")
    return default


_MOST = 1000


def _word(
    data: Mapping[str, object], key: str, default: StrEnum, allowed: list[StrEnum], errors: list[str]
) -> str:
    value = data.get(key, default)
    if value in allowed:
        return str(value)
    errors.append(f"matter: {key} is {value!r}: allowed are {', '.join(allowed)}")
    return default
