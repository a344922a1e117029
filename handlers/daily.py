"""A site's recurring jobs: lists and digests, the daily news of overdue tickets, tidying up."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType

from desk.hours import next_at
from desk.notices import Notice
from desk.people import RoomKind, Site
from handlers import (
    archives,
    away,
    coming_back,
    day_reports,
    digests,
    drafts,
    duty_log,
    hooks,
    income,
    months,
    remedies,
    revisit_plan,
    roster,
    slips,
    spot_checks,
    surveys,
    today,
)
from handlers.one_by_one import each
from handlers.post import Post
from handlers.tools import Book, Tools, Work
from storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

Count = Callable[[UnitOfWork, Book, Site, datetime], Work]
"""Looks at much and writes nothing; returns what is to be written. May be done beside the writer."""
Prepared = Mapping[tuple[int, str], Work]
"""What was counted, by site and job."""

SEEN_FOR = timedelta(days=3)  # platforms deliver again within 24 h
OFFERED_FOR = timedelta(days=30)  # a number typed later is no answer any more; house


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something done every day at a wall-clock time of the site."""

    at: time
    do: Work


def counting(count: Count) -> Work:
    """The job as one step, for whoever has not counted beforehand."""
    return lambda tools, site, now: count(tools.uow, tools.book, site, now)(tools, site, now)


def calendar(tools: Tools, site: Site, now: datetime) -> None:
    """The managers' room, once a year and site: the days of a coming year are not known yet."""
    day = tools.book.calendar(site).local(now).date()
    for year in tools.book.unknown_years(site, day):
        log.warning("%s: the make-up workdays of %s are not known yet", site.name, year)
        mark = f"year-told {site.id} {year}"
        if tools.uow.seen.mark(mark) is None:
            tools.uow.seen.set_mark(mark, day.isoformat())
            Post(tools=tools, site=site, now=now).to_rooms(
                RoomKind.MANAGERS, Notice("calendar.unknown", {"year": str(year)})
            )


def tidy(tools: Tools, _site: Site, now: datetime) -> None:
    """Forget which updates were seen, which reminders told, what was offered and lent, long ago."""
    tools.uow.seen.forget_before(now - SEEN_FOR)
    tools.uow.reminders.forget_before(now - SEEN_FOR)
    tools.uow.hook_events.forget_sent_before(now - hooks.KEPT)
    tools.uow.permits.forget_before(now - SEEN_FOR)  # WeCom's codes live 72 h (path 94888)
    tools.uow.offers.forget_before(now - OFFERED_FOR)


# Off the hour and the half hour, when everybody's messages go out and platforms hold some back; house, but
# where a clause prints the time.
JOBS: Mapping[str, Job] = {
    "leave": Job(
        at=time(8, 7), do=away.hand_on
    ),  # S2-13, on the first day; residents hear of it: not at night
    "leave_shift": Job(at=time(8, 33), do=away.hand_on),  # what came to whoever had the shift until then
    "back": Job(at=time(8, 37), do=coming_back.morning),  # S2-13: whoever is back has theirs back
    "calendar": Job(at=time(9, 17), do=calendar),
    "duty_log": Job(at=time(8, 47), do=duty_log.ask_to_confirm),  # S2-22; the hour is house
    "roster": Job(at=time(9, 13), do=roster.remind),  # S2-06; the hour is house
    "tidy": Job(at=time(4, 17), do=tidy),
    "revisit_plan": Job(at=time(9, 23), do=revisit_plan.daily),  # S2-100; the hour is house
    "today": Job(at=time(8, 30), do=today.morning),  # S4-22
    "month": Job(at=time(9, 7), do=months.monthly),  # S0-40: looks every day, so that a missed 1st is made up
    "archive": Job(at=time(9, 29), do=archives.monthly),  # S4-36; looks every day from the 10th; house
    "digest": Job(at=time(8, 43), do=digests.morning),  # S0-43
    "news": Job(at=drafts.OFFERED, do=drafts.offer),  # S0-36, S0-37
    "news_lead": Job(at=time(10, 1), do=drafts.lead),
    "news_manager": Job(at=time(11, 1), do=drafts.manager),
    "day_report": Job(at=day_reports.DRAWN_UP, do=day_reports.draw_up),  # S4-23
    "day_report_due": Job(at=day_reports.DUE, do=day_reports.remind),  # S4-23
    "day_report_itself": Job(at=day_reports.ITSELF, do=day_reports.itself),
    # S0-42: before the month's card, which shows them
    "remedies": Job(at=time(9, 6), do=counting(remedies.counted)),
    "spot_checks": Job(at=time(10, 7), do=spot_checks.daily),  # S0-45; the hour is house
    "survey": Job(at=time(10, 17), do=surveys.daily),  # S2-125; the hour is house
    "finance": Job(at=time(9, 23), do=income.remind),  # S2-95; the hour is house
    "slips": Job(at=time(16, 45), do=slips.workers),  # S2-94
    "slips_lead": Job(at=time(17, 1), do=slips.lead),  # S2-94
    "news_itself": Job(at=time(12, 1), do=drafts.itself),
}


COUNTED: Mapping[str, Count] = {"remedies": remedies.counted}  # what would keep intake waiting

_HOUR = timedelta(hours=1)
# What people see first, then who is above, then the desk by itself: how long after the one before, at least,
# where several were missed together. In that order.
_CLIMBS: Mapping[str, tuple[str, timedelta]] = {
    "news": ("news", timedelta()),
    "news_lead": ("news", _HOUR),
    "news_manager": ("news", _HOUR),
    "news_itself": ("news", _HOUR),
    "day_report_due": ("day_report", timedelta()),
    "day_report": ("day_report", timedelta()),
    "day_report_itself": ("day_report", day_reports.ROOM),
}
_RANK = {kind: rank for rank, kind in enumerate(_CLIMBS, start=1)}
_ASIDE = 3  # minutes; house
_GONE = Job(at=time(3, 11), do=tidy)  # when a job is looked at that an older version armed


def arm(tools: Tools, site: Site, now: datetime) -> None:
    """See to it that every job of the site has a time."""
    for kind, job in JOBS.items():
        tools.uow.timers.arm(site.id, kind, _next(tools, site, job, now))


def _next(tools: Tools, site: Site, job: Job, now: datetime) -> datetime:
    """Its next time; where people read WeCom, which is slow then, not on the hour or the half hour."""
    crowded = job.at.minute % 30 == 0
    wecom = crowded and any(room.platform.startswith("wecom") for room in tools.uow.rooms.of(site.id))
    at = job.at.replace(minute=job.at.minute + _ASIDE) if wecom else job.at
    return next_at(tools.book.calendar(site), now, at)


def prepare(uow: UnitOfWork, book: Book, now: datetime) -> Prepared:
    """Count for the jobs that are due by `now`, in a look beside the writer."""
    owed = [(key, kind) for key, kind in uow.timers.owed(now) if kind in COUNTED]
    return {(key, kind): _counted(uow, book, uow.sites.get(key), kind, now) for key, kind in owed}


def _counted(uow: UnitOfWork, book: Book, site: Site, kind: str, now: datetime) -> Work:
    """What breaks here breaks where it is to be written, and there nothing else waits for it."""
    try:
        return COUNTED[kind](uow, book, site, now)
    except Exception:
        log.exception("%s of %s cannot be counted", kind, site.name)
        return JOBS[kind].do


def fire(tools: Tools, now: datetime, prepared: Prepared = MappingProxyType({})) -> int:
    """Do the jobs that are due, each once however many days were missed; returns how many."""
    owed = sorted(tools.uow.timers.due(now), key=lambda one: _RANK.get(one[1], 0))
    taken: dict[tuple[int, str], datetime] = {}  # by site and climb: when its last step is taken
    for key, kind, _due_at in owed:
        site = tools.uow.sites.get(key)
        job = JOBS.get(kind)
        climb, gap = _CLIMBS.get(kind, (kind, timedelta()))
        at = taken.get((key, climb), now - gap) + gap
        taken[key, climb] = at
        if at > now and _midnight(tools, site, now) > at:
            tools.uow.timers.rearm(key, kind, at)
            continue
        tools.uow.timers.rearm(key, kind, _next(tools, site, job or _GONE, now))
        if job is not None and at <= now:
            _do(tools, site, kind, prepared.get((key, kind), job.do), now)
    return len(owed)


def _do(tools: Tools, site: Site, kind: str, work: Work, now: datetime) -> None:
    each(
        tools,
        now,
        {f"{kind} of site {site.id}": work},
        lambda do: do(tools, site, now),
        lambda _, later: tools.uow.timers.rearm(site.id, kind, later),
        site=lambda _: site.id,
    )


def _midnight(tools: Tools, site: Site, now: datetime) -> datetime:
    """The site's next midnight: what climbs from then on begins anew that morning."""
    return next_at(tools.book.calendar(site), now, time())
