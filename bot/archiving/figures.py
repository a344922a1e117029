"""The month's figures as rows: the same that the card shows, each with numerator and denominator (S2-64)."""

from collections.abc import Iterator
from decimal import Decimal

from bot.archiving.cells import Cell
from bot.archiving.voice import Voice
from desk.archives import named
from desk.figures.card_places import share
from desk.figures.measures import Rate, Score
from desk.figures.month import Month

FIGURES = ("name", "kept", "of", "percent", "late", "pending", "numbers")


def figure_rows(month: Month, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    """Counts, rates with the late ones named, scores."""
    for name in ("total", "not_counted", "second"):
        yield (voice.word(named(name).key), getattr(month, name), None, None, None, None, None)
    rates = {**{str(kind): rate for kind, rate in month.rates.items()}, "slips": month.slips}
    for name, rate in rates.items():
        yield _rate(voice.word(named(name).key), rate)
    for name, score in (("attitude", month.attitude), ("outcome", month.outcome)):
        yield _score(voice.word(named(name).key), score)


def _rate(name: str, rate: Rate) -> tuple[Cell, ...]:
    numbers = " ".join(f"#{number}" for number in rate.late)
    return (name, rate.kept, rate.of, _share(rate.percent), rate.missed, rate.pending, numbers)


def _score(name: str, score: Score) -> tuple[Cell, ...]:
    """Stars given over how many gave them; the share of the satisfied."""
    return (name, score.stars, score.given, _share(score.percent), None, None, None)


def _share(percent: float | None) -> Decimal | None:
    """As the card shows it."""
    shown = share(percent)
    return None if shown is None else Decimal(shown)
