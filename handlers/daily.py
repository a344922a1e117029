"""A site's recurring jobs: the overdue digest and the daily news of overdue tickets, and tidying up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desk.change import to_reporters
from desk.digest import daily_news, news_owed
from desk.hours import next_at
from desk.people import RoomKind, Site
from handlers import duty_log, progress, roster
from handlers.post import Post
from handlers.tools import Tools

SEEN_FOR = timedelta(days=3)  # platforms deliver again within 24 h


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something done every day at a wall-clock time of the site."""

    at: time
    do: Callable[[Tools, Site, datetime], None]


def digest(tools: Tools, site: Site, now: datetime) -> None:
    """The managers' room: what is overdue, who has it, how late (S0-43)."""
    notice = progress.digest(tools, site, now)
    Post(tools=tools, site=site, now=now).to_rooms(RoomKind.MANAGERS, notice)


def news(tools: Tools, site: Site, now: datetime) -> None:
    """A line to every reporter of an overdue ticket (S0-36, S0-37)."""
    for ticket in news_owed(progress.owed(tools, site, now), now):
        post = Post(tools=tools, site=site, now=now, ticket=ticket)
        post.tell(to_reporters(daily_news(ticket)))


def tidy(tools: Tools, _site: Site, now: datetime) -> None:
    """Forget which updates were seen long ago."""
    tools.uow.seen.forget_before(now - SEEN_FOR)


JOBS: Mapping[str, Job] = {
    "digest": Job(at=time(8, 40), do=digest),  # S0-43
    "news": Job(at=time(9, 3), do=news),  # S0-36; off the hour, when everybody's reminders come
    "duty_log": Job(at=time(8, 47), do=duty_log.ask_to_confirm),  # S2-22; the hour is house
    "roster": Job(at=time(9, 13), do=roster.remind),  # S2-06; the hour is house
    "tidy": Job(at=time(4, 17), do=tidy),
}


def arm(tools: Tools, site: Site, now: datetime) -> None:
    """See to it that every job of the site has a time."""
    for kind, job in JOBS.items():
        tools.uow.timers.arm(site.id, kind, next_at(tools.book.calendar(site), now, job.at))


def fire(tools: Tools, now: datetime) -> int:
    """Do the jobs that are due, each once however many days were missed; returns how many."""
    owed = tools.uow.timers.due(now)
    for key, kind, _due_at in owed:
        site = tools.uow.sites.get(key)
        job = JOBS.get(kind)
        if job is not None:
            job.do(tools, site, now)
        at = job.at if job else time(3)
        tools.uow.timers.rearm(key, kind, next_at(tools.book.calendar(site), now, at))
    return len(owed)
