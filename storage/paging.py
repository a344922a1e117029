"""The tickets of a span of time, some at a time, by statements of any form."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import TypeVar

from desk.filed import Filed, Headed
from desk.ticket import is_discreet
from storage.ready import Reading, Row, tuple_of

PAGE = 500  # tickets in memory at a time

S = TypeVar("S")
_UNVEILED = (False, ())  # the rest of both
_Ticket = TypeVar("_Ticket", Filed, Headed)


def paged(
    reading: Reading[S], statement: S, reporters: Callable[[int], S], made: type[_Ticket], among: Row
) -> Iterator[list[_Ticket]]:
    """Those that the statement gives of a `span` (`among`: site, first, last), in order."""
    values: Row = {**among, "after": among["first"], "key": 0, "most": PAGE}
    while columns := reading.columns(statement, values):
        rows = zip(*columns, *map(repeat, _UNVEILED), strict=False)
        found: list[_Ticket] = list(map(tuple_of, repeat(made), rows))
        yield _veiled(reading, reporters, found)
        values |= {"after": found[-1].opened_at, "key": found[-1].id}


def _veiled(reading: Reading[S], reporters: Callable[[int], S], tickets: list[_Ticket]) -> list[_Ticket]:
    """With what makes some of them discreet, and their reporters, where those are told nowhere."""
    discreet = {one.id for one in tickets if is_discreet(one.topic, one.accused)}
    people: defaultdict[int, list[int]] = defaultdict(list)
    apart = [one.id for one in tickets if one.anonymous or one.id in discreet]
    for ticket, person in reading.plain_among(reporters, apart):
        people[ticket].append(person)
    if not apart:
        return tickets
    return [
        one._replace(discreet=one.id in discreet, veiled=tuple(people[one.id]))
        if one.anonymous or one.id in discreet
        else one
        for one in tickets
    ]
