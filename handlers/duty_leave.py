"""Duty during leave: whoever stands in hears which shifts become theirs (S2-13)."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from desk.change import to_person
from desk.errors import Refused
from desk.leave import Absence
from desk.notices import Fact, Notice, Who
from desk.people import Person, Site
from desk.roster import Shift
from handlers.duty_officer import doing
from handlers.post import Post
from handlers.tools import Tools

SHOWN = 8  # shifts of one message; the rest is counted
_DAY = timedelta(days=1)


def done_by(tools: Tools, site: Site, absence: Absence, now: datetime) -> dict[int, int]:
    """Who does the shifts that begin during the leave, by shift; those that are over count no more."""
    return {one.id: doing(tools, one).id for one in _during(tools, site, absence, now)}


def _during(tools: Tools, site: Site, absence: Absence, now: datetime) -> list[Shift]:
    calendar = tools.book.calendar(site)
    first, last = calendar.at(absence.first, time()), calendar.at(absence.last + _DAY, time())
    return [one for one in tools.uow.roster.beginning(site.id, first, last) if one.ends_at > now]


def tell_changed(post: Post, absence: Absence, before: dict[int, int], by: Person) -> None:
    """Whoever has duty because of the leave, and the head who agreed to it."""
    shifts = _during(post.tools, post.site, absence, post.now)
    moved = [one for one in shifts if doing(post.tools, one).id != before.get(one.id)]
    for person in dict.fromkeys(doing(post.tools, one).id for one in moved):
        tell(post, person, absence.person, [one for one in moved if doing(post.tools, one).id == person])
    if moved:
        tell(post, by.id, absence.person, moved)


def tell(post: Post, person: int, away: int, shifts: list[Shift]) -> None:
    """One message with the shifts that somebody on leave does not do, and who does."""
    lines: list[Fact] = [_line(post.tools, one) for one in shifts[:SHOWN]]
    facts: dict[str, Fact] = {"person": Who(away), "lines": lines, "more": max(0, len(shifts) - SHOWN)}
    post.tell(to_person(person, Notice("duty.leave", facts), aloud=True))


def _line(tools: Tools, shift: Shift) -> Notice:
    facts: dict[str, Fact] = {
        "starts": shift.starts_at,
        "ends": shift.ends_at,
        "officer": Who(doing(tools, shift).id),
    }
    return Notice("roster.line", facts)


def ensure_there(tools: Tools, shift: Shift, colleague: int) -> None:
    """Raises Refused where the colleague would be on leave: somebody else would do the shift."""
    if doing(tools, replace(shift, person=colleague)).id != colleague:
        raise Refused("swap_away", colleague=Who(colleague))
