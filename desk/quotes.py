"""Quotes (报价): what a repair will cost, line by line, and what the resident said to exactly that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from desk.money import Currency, Money, shown, total
from desk.notices import Fact, Notice

LINES = 12  # of one quote; house
REMIND = timedelta(hours=4)  # working time until who was asked is reminded, then until it waits; house
NEWS = 2  # working days until a matter that waits for an answer is looked at again; house


class QuoteState(StrEnum):
    """The life of one version."""

    DRAFT = "draft"  # being put together, nobody else has seen it
    REVIEW = "review"  # something in it is not on the list: the head of engineering judges (S2-89)
    RETURNED = "returned"  # judged: not like this
    ASKED = "asked"  # the resident is asked
    AGREED = "agreed"  # 同意: this version, and no other, may be done and billed (S2-91)
    REFUSED = "refused"  # 不同意, with a reason (S2-91)
    VOID = "void"  # replaced by a newer version, or taken back
    SIGNED = "signed"  # 验收: done, tested and signed for with its total (S2-93)


OPEN = frozenset({QuoteState.REVIEW, QuoteState.ASKED})  # somebody owes an answer
CONSENTED = frozenset({QuoteState.AGREED, QuoteState.SIGNED})
REASONS = ("price", "own", "later", "other")  # why a quote is refused


class Material(StrEnum):
    """What the fitter found of the resident's own material (S2-92)."""

    GOOD = "good"  # 合格
    BAD = "bad"  # 不合格
    POOR = "poor"  # 质量不佳


@dataclass(frozen=True, kw_only=True)
class Line:
    """One item of a quote; it keeps the price that it was made under."""

    item: str
    unit: str
    price: int  # of one, in minor units
    quantity: Decimal
    listed: int | None = None  # id of the listed price; None: judged by the head of engineering
    own: bool = False  # the resident provides the material (业主自备)


@dataclass(frozen=True, kw_only=True)
class Quote:
    """One version of what the work on a ticket will cost; its lines never change once it is sent."""

    id: int
    ticket: int
    version: int  # from 1, per ticket
    state: QuoteState
    currency: Currency
    lines: tuple[Line, ...]
    made_by: int
    made_at: datetime
    judged_by: int | None = None
    judged_at: datetime | None = None
    remark: str | None = None  # of whoever judged it
    asked_at: datetime | None = None
    decided_by: int | None = None  # who agreed or refused
    decided_at: datetime | None = None
    reason: str | None = None  # why it was refused
    step: int = 0
    next_at: datetime | None = None  # when the resident is reminded next
    material: Material | None = None
    material_by: int | None = None
    material_at: datetime | None = None
    warned_by: int | None = None  # who tapped 已知晓
    warned_at: datetime | None = None
    signed_by: int | None = None
    signed_at: datetime | None = None

    @property
    def total(self) -> Money:
        """The sum of its lines."""
        return total([amount(line, self.currency) for line in self.lines], self.currency)

    @property
    def unlisted(self) -> bool:
        """Whether somebody has to judge its feasibility and price (S2-89)."""
        return any(line.listed is None for line in self.lines)

    @property
    def own(self) -> bool:
        """Whether the resident provides some of the material."""
        return any(line.own for line in self.lines)

    @property
    def unchecked(self) -> bool:
        """Whether nobody has looked at the resident's own material yet (S2-92)."""
        return self.own and self.material is None


def amount(line: Line, currency: Currency) -> Money:
    """What a line comes to."""
    return Money(minor=line.price, currency=currency).times(line.quantity)


def latest(quotes: Iterable[Quote]) -> Quote | None:
    """The version that counts: the newest that was sent."""
    sent = [one for one in quotes if one.state is not QuoteState.DRAFT]
    return max(sent, key=lambda one: one.version, default=None)


def undone(quotes: Iterable[Quote]) -> Quote | None:
    """The version that was agreed to last and holds no more: what the resident knows of the price (S2-90)."""
    known = [one for one in quotes if one.state is QuoteState.VOID and one.decided_at is not None]
    return max(known, key=lambda one: one.version, default=None)


def bill(quotes: Iterable[Quote]) -> Quote | None:
    """What may be billed: the newest version, where the resident has agreed to exactly that."""
    newest = latest(quotes)
    return newest if newest and newest.state in CONSENTED else None


def lines_of(quote: Quote) -> Sequence[Fact]:
    """Each line in words, with what it comes to."""
    return [_line(line, quote.currency) for line in quote.lines]


def itemised(quote: Quote) -> str:
    """换锁芯 2把 × 80.00；…: each line as finance checks it."""
    return "；".join(
        f"{line.item} {shown(line.quantity)}{line.unit} × {Decimal(line.price).scaleb(-2)}"
        for line in quote.lines
    )


def _line(line: Line, currency: Currency) -> Notice:
    facts: dict[str, Fact] = {
        "item": line.item,
        "quantity": shown(line.quantity),
        "unit": line.unit,
        "price": str(Money(minor=line.price, currency=currency)),
        "amount": str(amount(line, currency)),
    }
    return Notice("quote.line_own" if line.own else "quote.line", facts)
