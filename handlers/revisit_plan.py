"""回访计划: what is due this week and by whom, and how the month's rates stand (S2-100, S2-116, C7)."""

from datetime import datetime, timedelta

from desk.cards import running
from desk.change import to_role
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.matter import matter
from desk.moves import revisiting
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Role, Site
from desk.sampling import Meter
from desk.ticket import Status, Ticket
from handlers.post import Post
from handlers.record import record
from handlers.revisers import reviser
from handlers.revisit_draw import month_of
from handlers.stand_in import deputies
from handlers.tools import Tools
from handlers.turn import Turn

SHOWN = 12
_WEEK = timedelta(days=7)
_MONDAY = 0
_LAST_DAYS = timedelta(days=5)  # before the month ends a shortage is told each day; house
_KEPT = timedelta(days=7)  # what nobody revisits is filed after it, once its month is over; house
_OVER = (Status.DONE, Status.CONFIRMED)


def asked(turn: Turn) -> Notice:
    """The plan at any time, for the heads."""
    if not turn.head:
        raise Refused("review_heads")
    return plan(turn.tools, turn.site, turn.now)


def daily(tools: Tools, site: Site, now: datetime) -> None:
    """On Mondays the plan; in a month's last days what is missing of its rates, while there is time."""
    local = tools.book.calendar(site).local(now)
    month = month_of(tools, site, now)
    post = Post(tools=tools, site=site, now=now)
    if local.weekday() == _MONDAY and (_due(tools, site, now) or tools.uow.revisits.month(site.id, month)):
        post.tell(to_role(Role.CS_LEAD, plan(tools, site, now)))
        post.tell(to_role(Role.CENTRE_MANAGER, plan(tools, site, now)))
    if month_of(tools, site, now + _LAST_DAYS) != month:
        short = [one for one in tools.uow.revisits.month(site.id, month) if one.short]
        if short:
            post.tell(to_role(Role.CS_LEAD, _shortage(tools, site, month, short)))
    _file(tools, site, now)


def plan(tools: Tools, site: Site, now: datetime) -> Notice:
    """What is due within a week, the soonest first, and the month's meters."""
    due = _due(tools, site, now)
    meters: list[Fact] = [
        _meter(one) for one in tools.uow.revisits.month(site.id, month_of(tools, site, now))
    ]
    away = deputies(tools, site, now)
    staff = [one for one in tools.uow.people.staff(site.id) if one.id not in away]
    lines: list[Fact] = []
    for ticket, at in due[:SHOWN]:
        who = reviser(tools, ticket, staff)
        facts: dict[str, Fact] = {
            "number": ticket.number,
            "matter": Notice("matter.discreet") if ticket.discreet else matter(ticket),
            "who": Who(who.id if who else None),
            "due": at,
            "round": ticket.round,
        }
        lines.append(Notice("revisitplan.line", facts))
    return Notice("revisitplan", {"count": str(len(due)), "lines": lines, "meters": meters})


def _due(tools: Tools, site: Site, now: datetime) -> list[tuple[Ticket, datetime]]:
    found = []
    for ticket in tools.uow.tickets.unended(site.id):
        clock = running(tools.uow.clocks.of(ticket.id), ClockKind.REVISIT) if ticket.status in _OVER else None
        if clock and clock.due_at <= now + _WEEK and not ticket.accused:
            found.append((ticket, clock.due_at))
    return sorted(found, key=lambda pair: pair[1])


def _meter(meter: Meter) -> Notice:
    facts: dict[str, Fact] = {
        "rule": _rule(meter.rule),
        "share": meter.share,
        "visited": str(meter.visited),
        "target": str(meter.target),
        "finished": meter.finished,
        "exempt": meter.exempt,
        "short": meter.short,
    }
    return Notice("revisitplan.meter", facts)


def _rule(rule: str) -> Notice:
    """In words: "3 days, S2-101"."""
    promised, _, clause = rule.partition(", ")
    amount, _, unit = promised.partition(" ")
    return Notice("revisitplan.rule", {"amount": amount, "unit": Word(f"unit.{unit}"), "clause": clause})


def _shortage(tools: Tools, site: Site, month: str, short: list[Meter]) -> Notice:
    """Which rates are missed, and tickets with which they can still be reached, a tap each."""
    tickets = tools.uow.tickets.all_seen(tools.uow.revisits.spare(site.id, month))
    open_ = [one for one in tickets if one.status in _OVER and not one.discreet][:SHOWN]
    buttons = [Button(verb="revisit", ticket=one.id, label=f"#{one.number}") for one in open_]
    rows = tuple(row(*buttons[at : at + 4]) for at in range(0, len(buttons), 4))
    return Notice("revisitplan.short", {"meters": [_meter(one) for one in short]}, rows)


def _file(tools: Tools, site: Site, now: datetime) -> None:
    """What was finished in an earlier month and is not to be revisited is closed."""
    month = month_of(tools, site, now)
    for ticket in tools.uow.tickets.unended(site.id):
        if ticket.status not in _OVER or ticket.done_at is None or ticket.done_at > now - _KEPT:
            continue
        waits = running(tools.uow.clocks.of(ticket.id), ClockKind.REVISIT)
        if waits is None and month_of(tools, site, ticket.done_at) != month:
            record(tools, site, revisiting.retired(ticket, now), now)
