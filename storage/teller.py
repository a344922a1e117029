"""The tickets of a span of time and what their journal says, for whoever has statements for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from desk.filed import Headed
from storage.paging import paged
from storage.ready import Reading
from storage.told import BETWEEN, Told

S = TypeVar("S")


@dataclass(frozen=True)
class Questions(Generic[S]):
    """What is asked: a span's tickets; who reported so many of them; what so many tell."""

    heads: S
    reporters: Callable[[int], S]
    told: Callable[[int], S]


class Teller(Generic[S]):
    """What the journal says of many tickets."""

    def __init__(self, reading: Reading[S], questions: Questions[S]) -> None:
        self._reading, self._questions = reading, questions

    def heads(self, site: int, first: datetime, last: datetime) -> Iterator[list[Headed]]:
        """The tickets that were reported from `first` to before `last`, in that order, some at a time."""
        ask = self._questions
        span = {"site": site, "first": first, "last": last}
        return paged(self._reading, ask.heads, ask.reporters, Headed, span)

    def of(self, tickets: Iterable[int], newest: int) -> Iterator[Told]:
        """A ticket's id, and its entries in the order in which they were written, each as a text.

        It has the hour of UTC at `HOUR` and the rest to the second at `PAST_HOUR`, the same by minutes, and
        from `SAYS` on what it says.
        """
        for ticket, entries in self._reading.plain_among(self._questions.told, tickets, newest=newest):
            yield ticket, sorted(entries.split(BETWEEN))
