"""Counting a site's month from what is stored; beside the writer, since it looks at a year."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.figures.asking import EVER, Query
from desk.figures.behind import Standing
from desk.figures.facts import Matter
from desk.figures.month import Count, Month
from desk.figures.numbers import Counting, Number
from desk.figures.opening import Opening
from desk.figures.period import Period
from desk.figures.replies import reply_to
from desk.figures.replying import Reply
from desk.figures.tally import Tally
from desk.figures.terms import ENDS, HANDED, Measure
from desk.homes import NO_HOMES, Homes
from desk.hours import Calendar
from desk.matters import DEFAULT, Matters
from desk.notices import Notice
from desk.people import Site
from handlers.tools import Book
from storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]


def month_of(
    uow: UnitOfWork,
    site: Site,
    period: Period,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
    *,
    rule: Matters = DEFAULT,
) -> Month:
    """The site's month, as it stands at `now`; `progress` is told the tickets done and in all.

    `rule`: how the site's standard counts a group complaint.
    """
    last = period.ends(ZoneInfo(site.timezone))
    return counting(uow, site, period, now, progress, rule=rule, last=last).month()


def counting(
    uow: UnitOfWork,
    site: Site,
    period: Period,
    now: datetime,
    progress: Progress,
    *,
    rule: Matters,
    last: datetime,
) -> Count:
    """The same, with those tickets alone that were reported before `last`."""
    zone = ZoneInfo(site.timezone)
    count = Count(period, now, zone, uow.figures.departments(site.id), rule)
    everything = uow.figures.count(site.id, count.first, last)
    done = 0
    for page in uow.figures.pages(site.id, count.first, last, zone, period.begins(zone)):
        count.add(page)
        done += len(page)
        progress(done, everything)
    return count


def counting_at(uow: UnitOfWork, site: Site, now: datetime, book: Book) -> Counting:
    """What is to be known beside a site's tickets to say where they count."""
    calendar = book.calendar(site)
    return Counting(
        until=calendar.local(now),
        departments=uow.figures.departments(site.id),
        rule=book.standard(site.standard).matters,
        calendar=calendar,
        homes=book.homes(site),
    )


def replied(
    uow: UnitOfWork,
    site: Site,
    query: Query,
    now: datetime,
    start: int = 0,
    *,
    calendar: Calendar,
    rule: Matters = DEFAULT,
    homes: Homes = NO_HOMES,
) -> Notice:
    """The answer to a question, as it stands at `now`, its list from the `start`-th ticket on."""
    counting = Counting(
        until=calendar.local(now),
        departments=uow.figures.departments(site.id),
        rule=rule,
        calendar=calendar,
        homes=homes,
    )
    reply = counted(uow, site, query, counting, start)
    since = begun(uow, site, query)
    against = None
    if query.against:
        against = reply.against(counted(uow, site, query.earlier, counting), since)
    people = uow.people.named(reply.persons())
    names = {key: person.name for key, person in people.items()}
    return reply.notice(names, against, begun=since)


def begun(uow: UnitOfWork, site: Site, query: Query) -> date:
    """The day of the first record: before it nothing can be compared."""
    first = uow.tickets.numbered(site.id, 1)
    return first.opened_at.astimezone(ZoneInfo(site.timezone)).date() if first else query.last


def counted(uow: UnitOfWork, site: Site, query: Query, counting: Counting, start: int = 0) -> Reply:
    """All that counts for a question at one site."""
    reply, zone = reply_to(query, counting, start), ZoneInfo(site.timezone)
    mend, ends = query.measure is Measure.MEND, query.measure in ENDS  # ends: reported on any day
    first = datetime.combine(EVER if ends else query.first, time(), zone).astimezone(UTC)
    last = datetime.combine(query.last + timedelta(days=1), time(), zone).astimezone(UTC) + query.night
    handed = query.measure in HANDED
    for page in uow.figures.pages(site.id, first, last, zone, first if mend else last, handed=handed):
        reply.add(page)
    return reply


def standing(uow: UnitOfWork, site: Site, period: Period, counting: Counting) -> Standing:
    """Which tickets stand behind each number of the month."""
    zone = ZoneInfo(site.timezone)
    found = Standing(period, counting, zone)
    for page in uow.figures.pages(site.id, found.first, period.ends(zone), zone, period.begins(zone)):
        found.add(page)
    return found


def opened(uow: UnitOfWork, number: Number, month: Standing, *, persons: bool) -> Notice:
    """What stands behind a number of that month; with `persons` also who had what."""
    opening = Opening(number, month)
    people = uow.people.named(opening.persons()) if persons else {}
    return opening.notice({key: one.name for key, one in people.items()} if persons else None)


def span_of(
    uow: UnitOfWork,
    site: Site,
    span: tuple[datetime, datetime],
    now: datetime,
    *,
    rule: Matters = DEFAULT,
    seen: Callable[[Matter], object] = lambda _matter: None,
) -> Tally:
    """What was reported from the first moment to before the second, counted as a month is.

    `seen` is handed each ticket.
    """
    zone = ZoneInfo(site.timezone)
    tally = Tally(now, {}, rule)
    for page in uow.figures.pages(site.id, *span, zone, span[0]):
        tally.add(page)
        for matter in page:
            seen(matter)
    return tally
