"""Tickets as files, lists and figures name them: what stands in columns, without the rest of their life."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from desk.ticket import DRILL


class Veiled(Protocol):
    """Of a ticket of any form: what must be known before it is told."""

    @property
    def number(self) -> int:
        """As people name it."""

    @property
    def anonymous(self) -> bool:
        """Whoever reported it wants to be named nowhere (S4-30)."""

    @property
    def discreet(self) -> bool:
        """About a person's conduct (S3-02, S4-28)."""

    @property
    def veiled(self) -> tuple[int, ...]:
        """Reporters told nowhere: who complained of a person, or anonymously (S4-30)."""


class Headed(NamedTuple):
    """A ticket of which nothing but the journal is to be written down."""

    id: int
    number: int
    opened_at: datetime
    source: str
    topic: str | None
    anonymous: bool
    accused: list[int]
    discreet: bool = False
    veiled: tuple[int, ...] = ()


class Filed(NamedTuple):
    """A ticket to be written down. A tuple of plain values: an archive has very many.

    First what figures are counted from, then what only files have.
    """

    id: int
    opened_at: datetime
    accused: list[int]
    number: int
    status: str
    kind: str
    category: str | None
    class_: int
    topic: str | None
    building: str | None
    unit: str | None
    floor: str | None
    area: str | None
    owner: int | None
    source: str
    round: int
    reporters: int
    households: int
    keywords: list[str]
    attitude: int | None
    outcome: int | None
    home: str | None
    urgency: str
    door: str | None
    text: str
    result: str | None
    done_at: datetime | None
    anonymous: bool
    reporter: int
    discreet: bool = False
    veiled: tuple[int, ...] = ()

    @property
    def drill(self) -> bool:
        """演练: no matter of anybody's."""
        return self.source == DRILL


def in_columns(tickets: Iterable[Filed]) -> Any:
    """At least one ticket as a `Filed` of columns: loops over those are C's."""
    return Filed._make(zip(*tickets, strict=True))
