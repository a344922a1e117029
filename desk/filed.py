"""Tickets as files, lists and figures name them: what stands in columns, without the rest of their life."""

from datetime import datetime
from typing import NamedTuple, Protocol

from desk.clocks import ClockKind
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
    """A ticket to be written down. A tuple of plain values: an archive has very many."""

    id: int
    number: int
    opened_at: datetime
    source: str
    kind: str
    category: str | None
    class_: int
    urgency: str
    topic: str | None
    building: str | None
    unit: str | None
    door: str | None
    area: str | None
    text: str
    owner: int | None
    status: str
    result: str | None
    done_at: datetime | None
    attitude: int | None
    outcome: int | None
    round: int
    anonymous: bool
    accused: list[int]
    reporter: int
    households: int
    discreet: bool = False
    veiled: tuple[int, ...] = ()

    @property
    def drill(self) -> bool:
        """演练: no matter of anybody's."""
        return self.source == DRILL


class Kept(NamedTuple):
    """A clock to be written down."""

    kind: ClockKind
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    paused_at: datetime | None
    cancelled_at: datetime | None
    rule: str
