"""Carrying out what a move does to the clocks of its ticket."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from desk import clocks as rules
from desk.clocks import Clock, ClockKind, ClockMove, Op
from desk.hours import Calendar
from desk.people import Site
from desk.promised import there
from desk.refit import Fitted, refitted
from desk.standards import Standard, due_at, measure
from desk.ticket import Ticket
from handlers.tools import Tools

_PLAIN: Mapping[Op, Callable[[Clock, datetime], Clock]] = {
    Op.MEET: rules.met,
    Op.PAUSE: rules.paused,
    Op.HOLD: rules.paused,
    Op.CANCEL: rules.cancelled,
}


(_TO_COME,) = rules.start(ClockKind.ARRIVE)


def apply(
    tools: Tools, site: Site, ticket: Ticket, moves: tuple[ClockMove, ...], now: datetime
) -> list[Clock]:
    """Start, keep, pause, resume or cancel the ticket's clocks, in the order given; returns those kept."""
    kept = []
    standard = tools.book.standard(ticket.standard)
    before = [clock for clock in tools.uow.clocks.of(ticket.id) if clock.running]
    clocks = list(before)  # as they will stand, new ones behind
    running = {clock.kind: at for at, clock in enumerate(clocks)}
    for move in moves:
        if move.kind is ClockKind.ARRIVE and move.op is Op.START and ClockKind.APPOINTMENT in running:
            continue  # the agreed hour holds, also for whoever has the job next (S2-88)
        if move == _TO_COME and ticket.helpers and there(tools.uow.journal.of(ticket.id)):
            continue  # they are there already
        at = running.pop(move.kind, None)
        if move.op is Op.START:
            if at is not None:
                clocks[at] = rules.cancelled(clocks[at], now)
            if started := _started(tools, site, ticket, move, now):
                running[move.kind] = len(clocks)
                clocks.append(started)
        elif at is not None:
            calendar = measure(standard.limit(move.kind, ticket), tools.book.calendar(site))
            clocks[at] = _changed(standard, clocks[at], move.op, now, calendar)
            if clocks[at].running:
                running[move.kind] = at
            elif move.op is Op.MEET:
                kept.append(clocks[at])
    _keep(tools, before, clocks)
    return kept


def _keep(tools: Tools, before: list[Clock], clocks: list[Clock]) -> None:
    for was, clock in zip(before, clocks, strict=False):
        if clock != was:
            tools.uow.clocks.save(clock)
    tools.uow.clocks.add_all(clocks[len(before) :])


def _started(tools: Tools, site: Site, ticket: Ticket, move: ClockMove, now: datetime) -> Clock | None:
    standard = tools.book.standard(ticket.standard)
    due, rule = move.due, move.rule
    if due is None:
        limit = standard.limit(move.kind, ticket)
        if limit is None:
            return None
        due, rule = due_at(limit, tools.book.calendar(site), now), limit.rule
    fresh = Clock(id=0, ticket=ticket.id, kind=move.kind, started_at=now, due_at=due, rule=rule)
    return _armed(standard, fresh, now)


def _armed(standard: Standard, fresh: Clock, now: datetime) -> Clock:
    clock = standard.begun(fresh, now)
    return replace(clock, next_at=_from(now, standard.next_at(clock)))


def refit(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> list[Fitted]:
    """Let the promises hold that the standard makes to the ticket as it is now; returns what changed."""
    standard = tools.book.standard(ticket.standard)
    running = {clock.kind: clock for clock in tools.uow.clocks.of(ticket.id) if clock.running}
    changes = refitted(
        ticket,
        tools.uow.journal.of(ticket.id),
        running,
        now,
        standard=standard,
        calendar=tools.book.calendar(site),
    )
    for change in changes:
        if change.before:
            tools.uow.clocks.save(rules.replaced(change.before, now))
        if change.after:
            tools.uow.clocks.add(_armed(standard, change.after, now))
    return changes


def _changed(standard: Standard, clock: Clock, op: Op, now: datetime, calendar: Calendar | None) -> Clock:
    if op is Op.RESUME:
        going = rules.resumed(clock, now, calendar)
        return replace(going, next_at=_from(now, standard.next_at(going)))
    if op is Op.PAUSE and clock.agreed:
        return clock
    return _PLAIN[op](clock, now)


def _from(now: datetime, moment: datetime | None) -> datetime | None:
    """What is owed already is owed now: so what lies in the past was missed, by nobody having looked."""
    return moment and max(moment, now)
