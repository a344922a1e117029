"""What stands in the sheets of an archive and the files of an export: one row a ticket, visit, quote."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.archiving.cells import Cell, Column
from bot.archiving.page import Page
from bot.archiving.voice import Voice
from desk.clocks import ClockKind
from desk.figures.facts import COUNTED
from desk.filed import Filed, Veiled
from desk.journal import Entry
from desk.kind import Kind
from desk.quotes import CONSENTED, itemised

if TYPE_CHECKING:
    from storage.bundles import Bundle

Row = tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table: its name, its columns, and what some tickets have in it."""

    name: str
    columns: tuple[str, ...]  # as programs read them; the headings stand in the texts, in the same order
    across: Callable[[Page], Sequence[Column]]  # those rows as columns; none where there are no rows

    def rows(self, page: Page) -> Iterable[Row]:
        """The rows that these tickets have in it."""
        return zip(*self.across(page), strict=True)


def _each(rows: "Callable[[Bundle, Voice], Iterable[Row]]") -> Callable[[Page], Sequence[Column]]:
    """Of tables in which most tickets have no row, or several."""
    return lambda page: [*zip(*[row for one in page.bundles for row in rows(one, page.voice)], strict=True)]


_ON_SLIPS = (ClockKind.SIGN, ClockKind.ARRIVE)
_NAMED = ("status", "source", "kind", "category", "class", "urgency", "topic")


def register(page: Page) -> Sequence[Column]:
    """登记表: each matter in one row."""
    ticket = page.tickets
    columns = (ticket.status, ticket.source, ticket.kind, ticket.category, ticket.class_, ticket.urgency)
    topics = [topic or "其他" for topic in ticket.topic]
    status, *words = page.words(_NAMED, (*columns, topics))
    return (
        ticket.number,
        page.opened,
        *words,
        *page.where,
        page.reporters,
        page.phones,
        ticket.households,
        page.texts,
        page.owners,
        status,
        page.results,
        *page.resolved,
        ticket.attitude,
        ticket.outcome,
        ticket.round,
        [len(one.photos) for one in page.bundles],
    )


REGISTER = Sheet(
    name="register",
    columns=(
        *("number opened_at source kind category class urgency topic building unit door area".split()),
        *("reporter phone households text owner status result due_at solved_at in_time".split()),
        *("attitude outcome round photos".split()),
    ),
    across=register,
)


def slips(page: Page) -> Sequence[Column]:
    """维修单: each repair as its slip says it."""
    repairs = page.only(Kind.REPAIR)
    if repairs is None:
        return ()
    ticket = repairs.tickets
    return (
        ticket.number,
        repairs.opened,
        *repairs.where,
        repairs.reporters,
        repairs.texts,
        repairs.owners,
        *map(repairs.met, _ON_SLIPS),
        repairs.at(ticket.done_at),
        repairs.results,
        *zip(*[_agreed(one, page.voice) for one in repairs.bundles], strict=True),
        ticket.attitude,
        ticket.outcome,
    )


def _agreed(one: "Bundle", voice: Voice) -> tuple[Cell, Cell, Cell]:
    """The amount that was accepted, by whom, and when."""
    agreed = [quote for quote in one.quotes if quote.state in CONSENTED]
    if not agreed:
        return None, None, None
    last = agreed[-1]
    return last.total.decimal, voice.party(one.ticket, last.signed_by), voice.at(last.signed_at)


SLIPS = Sheet(
    name="slips",
    columns=(
        *("number opened_at building unit door area reporter text owner signed_at arrived_at".split()),
        *("done_at result amount accepted_by accepted_at attitude outcome".split()),
    ),
    across=slips,
)


def _revisits(one: "Bundle", voice: Voice) -> Iterator[Row]:
    """回访记录表: each attempt."""
    for visit in one.visits:
        yield (
            one.ticket.number,
            voice.at(visit.at),
            voice.reporter(one.ticket, one.reporter),
            *_where(one.ticket, voice),
            voice.text(one.ticket, one.ticket.text),
            voice.who(visit.person),
            voice.word(f"mode.{visit.mode}"),
            voice.word(f"filed.{visit.state}"),
            visit.attitude,
            visit.outcome,
            voice.party(one.ticket, visit.signed_by),
            voice.who(visit.reviewed_by),
            voice.at(visit.reviewed_at),
            voice.text(one.ticket, visit.opinion),
        )


REVISITS = Sheet(
    name="revisits",
    columns=(
        *("number at reporter building unit door area text by mode state attitude outcome".split()),
        *("signed_by reviewed_by reviewed_at opinion".split()),
    ),
    across=_each(_revisits),
)


def _quotes(one: "Bundle", voice: Voice) -> Iterator[Row]:
    """报价: each version that was sent."""
    for quote in one.quotes:
        yield (
            one.ticket.number,
            quote.version,
            voice.word(f"quotestate.{quote.state}"),
            itemised(quote),
            quote.total.decimal,
            quote.currency.value,
            voice.who(quote.made_by),
            voice.at(quote.made_at),
            voice.party(one.ticket, quote.decided_by),
            voice.at(quote.decided_at),
            voice.text(one.ticket, voice.reason(quote.reason)),
            voice.party(one.ticket, quote.signed_by),
            voice.at(quote.signed_at),
        )


QUOTES = Sheet(
    name="quotes",
    columns=(
        *("number version state items amount currency made_by made_at decided_by decided_at".split()),
        *("reason signed_by signed_at".split()),
    ),
    across=_each(_quotes),
)


def _journal(one: "Bundle", voice: Voice) -> Iterator[Row]:
    """处理过程: each entry of the journal (S3-12)."""
    for entry in one.entries:
        words = voice.entry(one.ticket, entry)
        yield (one.ticket.number, voice.at(entry.at), *entry_cells(one.ticket, entry, words, voice))


def entry_cells(ticket: Veiled, entry: Entry, words: str, voice: Voice) -> Row:
    """What, by whom, for whom, in words: without the ticket's number and the moment."""
    by, circle = voice.party(ticket, entry.actor), voice.word(f"filed.{entry.audience}")
    return (voice.did(entry), by, circle, words)


JOURNAL = Sheet(
    name="journal", columns=("number", "at", "kind", "by", "audience", "text"), across=_each(_journal)
)


def _clocks(one: "Bundle", voice: Voice) -> Iterator[Row]:
    """时限: each promise with its rule, and what became of it."""
    for clock in one.clocks:
        verdict = clock.verdict(voice.until) if clock.counts else "cancelled"
        yield (
            one.ticket.number,
            voice.word(f"clock.{clock.kind}"),
            voice.at(clock.started_at),
            voice.at(clock.due_at),
            voice.at(clock.met_at),
            voice.at(clock.paused_at),
            voice.at(clock.cancelled_at),
            voice.word(f"filed.{verdict}"),
            _rule(clock.rule, voice),
        )


def _rule(rule: str, voice: Voice) -> str:
    """60 minutes, S0-28: in words."""
    promised, _, clause = rule.partition(", ")
    amount, _, unit = promised.partition(" ")
    return f"{amount} {voice.word(f'unit.{unit}')}, {clause}" if rule[:1].isdigit() else rule


CLOCKS = Sheet(
    name="clocks",
    columns=tuple("number clock started_at due_at met_at paused_at cancelled_at state rule".split()),
    across=_each(_clocks),
)


def _feedback(one: "Bundle", voice: Voice) -> Iterator[Row]:
    """评价: what the reporter said, and what was said when somebody asked again."""
    ticket = one.ticket
    if ticket.attitude is not None or ticket.outcome is not None:
        at = voice.at(ticket.done_at)
        yield (ticket.number, voice.word("filed.confirm"), at, ticket.attitude, ticket.outcome, ticket.round)
    for visit in one.visits:
        if visit.attitude is not None or visit.outcome is not None:
            how, at = voice.word("filed.revisit"), voice.at(visit.at)
            yield (ticket.number, how, at, visit.attitude, visit.outcome, ticket.round)


FEEDBACK = Sheet(
    name="feedback",
    columns=("number", "source", "at", "attitude", "outcome", "round"),
    across=_each(_feedback),
)

ARCHIVED = (REGISTER, SLIPS, REVISITS, QUOTES)
ARCHIVED_CLOCKS = (*COUNTED, *_ON_SLIPS)  # what is counted, and what columns show
EXPORTED = (REGISTER, JOURNAL, CLOCKS, FEEDBACK)


def _where(ticket: Filed, voice: Voice) -> Row:
    """As `Page.where`."""
    door = ticket.door if voice.persons and not ticket.veiled else None
    return (ticket.building, ticket.unit, door, ticket.area)
