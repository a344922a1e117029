"""The measures of a month: rates with their numerator and denominator, scores, lines of a list."""

from dataclasses import dataclass

TARGET = 100  # percent: all are answered (S0-28), handled (S0-31) and revisited (S0-38)
GOOD = 4  # stars; house: this or more counts as satisfied
_WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Rate:
    """In time ÷ all (S2-64); what is not due yet is in neither, and is told beside it (C20)."""

    kept: int = 0
    late: tuple[int, ...] = ()  # the numbers of the tickets that were late
    unnamed: int = 0  # late ones whose numbers are told nobody (S4-28)
    pending: int = 0

    @property
    def missed(self) -> int:
        """How many were late."""
        return len(self.late) + self.unnamed

    @property
    def of(self) -> int:
        """The denominator."""
        return self.kept + self.missed

    @property
    def percent(self) -> float | None:
        """0 … 100; None: nothing was due."""
        return _WHOLE * self.kept / self.of if self.of else None


@dataclass(frozen=True, kw_only=True)
class Score:
    """Stars given, 1 … 5 (S0-39)."""

    stars: int = 0
    given: int = 0
    good: int = 0  # how many gave GOOD or more

    @property
    def mean(self) -> float | None:
        """The average; None: nobody rated."""
        return self.stars / self.given if self.given else None

    @property
    def percent(self) -> float | None:
        """The share of the satisfied; None: nobody rated."""
        return _WHOLE * self.good / self.given if self.given else None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a list: how many tickets, and how many of those due were solved in time."""

    key: str
    count: int
    kept: int = 0
    of: int = 0

    @property
    def percent(self) -> float | None:
        """Solved in time; None: nothing was due."""
        return _WHOLE * self.kept / self.of if self.of else None


@dataclass(frozen=True, kw_only=True)
class Keyword:
    """A keyword with how often it was said this month and the month before."""

    word: str
    count: int
    before: int


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """One fault at one place again and again (S1-16)."""

    building: str | None
    area: str | None
    topic: str
    tickets: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """How the reader did (S0-24): what it was unsure of, and what people put right."""

    proposed: int = 0
    turned_down: int = 0  # of those: no complaint after all
    taken_back: int = 0  # registered by itself, and found to be none
    corrected: int = 0  # registered, with another category, kind or class


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A month in a few numbers, for comparing months."""

    total: int = 0
    resolve: Rate = Rate()
    respond: Rate = Rate()
    outcome: Score = Score()
    topics: dict[str, int] | None = None


def growth(now: int, before: int) -> int | None:
    """Percent more (or, negative, fewer) than before; None: there was nothing to compare with."""
    return round(_WHOLE * (now - before) / before) if before else None
