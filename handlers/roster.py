"""The duty roster (值班表): shown, set day by day, missed when next month's is not there (S2-06, S2-07)."""

from datetime import date, datetime, timedelta

from desk.change import to_person, to_role
from desk.errors import Refused
from desk.handover import plan
from desk.hours import Calendar
from desk.notices import Fact, Notice, Who
from desk.people import HEADS, Person, Role, Site
from desk.roster import Duty, Shift, missing, next_month, span
from handlers import duty_leave
from handlers.duty_officer import doing
from handlers.post import Post
from handlers.tools import Tools
from handlers.turn import Turn
from storage.unit_of_work import UnitOfWork

_DAY = timedelta(days=1)
_REMINDED = 25  # day of the month (S2-06), and once more on its last


def roster(turn: Turn) -> Notice:
    """值班: who has duty; with a day and a name, who is to have it."""
    person = turn.person
    if not turn.words:
        return _shown(turn, turn.calendar.local(turn.now).date(), 2)
    day, name = turn.day()
    if not name:
        return _shown(turn, day, 1)
    if person.role not in {*HEADS, Role.FRONT_DESK}:
        raise Refused("roster_setters")
    return _set(turn, day, turn.colleague(name))


def place(
    uow: UnitOfWork, calendar: Calendar, duty: Duty, *, site: int, day: date, person: int, now: datetime
) -> Shift | None:
    """The shift of that day is that person's; None: it is over, and stays what it was."""
    starts_at, ends_at = span(calendar, duty, day)
    if ends_at <= now:
        return None
    step, next_at = plan(ends_at, now)
    draft = Shift(
        id=0, site=site, person=person, starts_at=starts_at, ends_at=ends_at, step=step, next_at=next_at
    )
    return uow.roster.put(draft)


def _set(turn: Turn, day: date, officer: Person) -> Notice:
    before = turn.shift(day)
    if before and before.person != officer.id and not turn.head:
        raise Refused("roster_swap")  # S2-13: no change without a head
    uow = turn.tools.uow
    shift = place(uow, turn.calendar, turn.duty, site=turn.site.id, day=day, person=officer.id, now=turn.now)
    if shift is None:
        raise Refused("duty_past")
    facts: dict[str, Fact] = {
        "by": Who(turn.person.id),
        "officer": Who(officer.id),
        "before": Who(before.person) if before and before.person != officer.id else None,
        "starts": shift.starts_at,
        "ends": shift.ends_at,
    }
    if before is None or before.person != officer.id:
        turn.log(Notice("dutylog.set", facts))
        _tell(turn, shift, officer, before.person if before else None)
    _say_running(turn, shift)
    if (stands_in := doing(turn.tools, shift).id) != officer.id:
        instead: dict[str, Fact] = {"officer": Who(officer.id), "instead": Who(stands_in)}
        turn.tell(to_person(turn.person.id, Notice("duty.instead", instead)))
        duty_leave.tell(Post(tools=turn.tools, site=turn.site, now=turn.now), stands_in, officer.id, [shift])
    return Notice("done.roster", facts)


def _say_running(turn: Turn, shift: Shift) -> None:
    """Today's shift, set past midnight, is the coming one: whose the running one stays."""
    running = turn.tools.uow.roster.at(turn.site.id, turn.now)
    local = turn.calendar.local
    today = local(turn.now).date()
    if running is None or local(running.starts_at).date() >= today or local(shift.starts_at).date() != today:
        return
    facts: dict[str, Fact] = {
        "officer": Who(doing(turn.tools, running).id),
        "ends": running.ends_at,
        "day": f"{local(running.starts_at):%m-%d}",
    }
    turn.tell(to_person(turn.person.id, Notice("duty.running", facts)))


def _tell(turn: Turn, shift: Shift, officer: Person, before: int | None) -> None:
    facts: dict[str, Fact] = {
        "by": Who(turn.person.id),
        "officer": Who(officer.id),
        "starts": shift.starts_at,
        "ends": shift.ends_at,
    }
    if officer.id != turn.person.id:
        turn.tell(to_person(officer.id, Notice("duty.given", facts), aloud=True))
    if before is not None and before != turn.person.id:
        turn.tell(to_person(before, Notice("duty.free", facts), aloud=True))


def _shown(turn: Turn, first: date, days: int) -> Notice:
    lines: list[Fact] = []
    for n in range(days):
        day = first + n * _DAY
        starts_at, ends_at = span(turn.calendar, turn.duty, day)
        running = turn.tools.uow.roster.at(turn.site.id, turn.now)
        if n == 0 and running and running.starts_at < starts_at <= running.ends_at and starts_at > turn.now:
            lines.append(_line(running.starts_at, running.ends_at, doing(turn.tools, running).id))
        shift = turn.shift(day)
        lines.append(_line(starts_at, ends_at, doing(turn.tools, shift).id if shift else None))
    return Notice("roster", {"lines": lines})


def _line(starts_at: datetime, ends_at: datetime, person: int | None) -> Notice:
    facts: dict[str, Fact] = {"starts": starts_at, "ends": ends_at, "officer": Who(person)}
    return Notice("roster.line" if person else "roster.nobody", facts)


def remind(tools: Tools, site: Site, now: datetime) -> None:
    """On the 25th, and on the month's last day: next month's roster is not complete (S2-06)."""
    calendar, duty = tools.book.calendar(site), tools.book.standard(site.standard).duty
    today = calendar.local(now).date()
    coming = next_month(today)
    if today.day != _REMINDED and today + _DAY != coming:
        return
    first, last = span(calendar, duty, coming)[0], span(calendar, duty, next_month(coming))[0]
    days = missing(calendar, duty, tools.uow.roster.beginning(site.id, first, last), coming)
    if days:
        facts: dict[str, Fact] = {"count": len(days), "first": span(calendar, duty, days[0])[0]}
        told = to_role(Role.CS_LEAD, Notice("roster.missing", facts))
        Post(tools=tools, site=site, now=now).tell(told)
