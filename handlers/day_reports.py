"""日报: drawn up at 17:30, commented on by 9:00, then read by the managers (S4-23)."""

from datetime import date, datetime, time, timedelta

from desk import day_report
from desk.change import to_role
from desk.digest import overdue
from desk.errors import Refused
from desk.figures.facts import Matter
from desk.hours import Calendar, working_days
from desk.kind import ASKING
from desk.notices import Fact, Notice, Who
from desk.people import Role, RoomKind, Site
from desk.privacy import masked
from desk.reading import Category
from desk.ticket import Ticket
from handlers import digests, spot_checks
from handlers.figures import span_of
from handlers.post import Post
from handlers.standing import settle_loose
from handlers.tools import Tools
from handlers.turn import Turn
from handlers.veil import as_read
from storage.day_reports import DayReport

DRAWN_UP = time(17, 30)  # S4-23: before leaving
DUE = time(9)  # S4-23: commented on by then
ITSELF = time(9, 31)  # house: managers are not kept waiting for a comment that does not come
ROOM = timedelta(minutes=31)  # for a comment once it was asked for
_GRACE = timedelta(minutes=5)  # between a job's time and its being done; house
_FURTHEST = 7  # days back that a report reaches where there is none before; house
_NOW = frozenset("今天 现在 現在 today now".split())
_WORDS = 500  # characters of a comment
_DAY = timedelta(days=1)


def draw_up(tools: Tools, site: Site, now: datetime) -> None:
    """At the end of a working day: the draft, to the head of customer service."""
    calendar = tools.book.calendar(site)
    day = _meant(calendar, now)
    last = tools.uow.day_reports.latest(site.id)
    if not calendar.is_workday(day) or (last and last.day >= day):
        return
    said = _body(tools, site, now, day, last)
    key = tools.uow.day_reports.add(DayReport(site=site.id, day=day, until=now, body=said))
    told = to_role(Role.CS_LEAD, day_report.draft(key, day, said), card=_card(key))
    Post(tools=tools, site=site, now=now).tell(told)


def remind(tools: Tools, site: Site, now: datetime) -> None:
    """At 9:00 of a working day: what still waits for a comment."""
    if not tools.book.calendar(site).is_workday(tools.book.calendar(site).local(now).date()):
        return
    for report in tools.uow.day_reports.unsent(site.id):
        draft = day_report.draft(report.id, report.day, report.body)
        at = max(_today(tools, site, now, ITSELF), now + ROOM)
        facts: dict[str, Fact] = {"day": day_report.named(report.day), "at": at}
        notice = Notice("dayreport.remind", facts, draft.buttons)
        Post(tools=tools, site=site, now=now).tell(
            to_role(Role.CS_LEAD, notice, card=f"{_card(report.id)}-due")
        )


def itself(tools: Tools, site: Site, now: datetime) -> None:
    """What nobody commented on goes out without, and says so."""
    calendar = tools.book.calendar(site)
    if not calendar.is_workday(calendar.local(now).date()):
        return
    for report in tools.uow.day_reports.unsent(site.id):
        if now >= calendar.at(next(working_days(calendar, report.day + _DAY)), ITSELF):
            _send(Post(tools=tools, site=site, now=now), report, None, None)


def send(turn: Turn) -> Notice:
    """A tap on 发出: it goes out as it stands."""
    _commenter(turn)
    report = turn.tools.uow.day_reports.get(turn.key)
    if report is None or report.site != turn.site.id:
        raise Refused("unknown_button")
    return _sent(turn, report, None)


def command(turn: Turn) -> Notice:
    """日报: the newest; 日报 今天: up to now; 日报 with other words: the lead's comment, and it goes out."""
    _reader(turn)
    if turn.words in _NOW:
        day = turn.calendar.local(turn.now).date()
        last = turn.tools.uow.day_reports.latest(turn.site.id)
        said = _body(turn.tools, turn.site, turn.now, day, last, live=True)
        return Notice("dayreport.live", {"day": day_report.named(day), "body": said})
    report = turn.tools.uow.day_reports.latest(turn.site.id)
    if report is None:
        raise Refused("dayreport_none")
    if turn.words:
        _commenter(turn)
        return _sent(turn, report, masked(turn.words[:_WORDS]))
    if report.sent_at is None:
        draft = day_report.draft(report.id, report.day, report.body)
        return draft if turn.head else Notice(draft.key, draft.facts)
    return as_read(turn.tools, turn.person, _card_sent(report))


def _sent(turn: Turn, report: DayReport, comment: str | None) -> Notice:
    if report.sent_at is None:
        _send(Post(tools=turn.tools, site=turn.site, now=turn.now), report, turn.person.id, comment)
        return Notice("done.day_report", {"by": Who(turn.person.id), "at": turn.now})
    if comment:
        raise Refused("dayreport_sent", by=Who(report.sent_by), at=report.sent_at)
    return Notice("done.day_report", {"by": Who(report.sent_by), "at": report.sent_at})


def _send(post: Post, report: DayReport, by: int | None, comment: str | None) -> None:
    post.tools.uow.day_reports.send(report.id, post.now, by, comment)
    sent = post.tools.uow.day_reports.get(report.id) or report
    notice = _card_sent(sent)
    post.to_rooms(RoomKind.MANAGERS, notice)
    post.tell(to_role(Role.CENTRE_MANAGER, notice, but=by))
    gone = Notice("dayreport.gone", {"day": day_report.named(report.day), "by": Who(by), "at": post.now})
    settle_loose(post, _card(report.id), gone)


def _card(key: int) -> str:
    return f"dayreport-{key}"


def _card_sent(report: DayReport) -> Notice:
    facts: dict[str, Fact] = {
        "day": day_report.named(report.day),
        "figures": report.body,
        "by": Who(report.sent_by),
        "remark": report.comment,
    }
    return Notice("dayreport.sent" if report.sent_by else "dayreport.sent_itself", facts)


def _body(
    tools: Tools, site: Site, now: datetime, day: date, last: DayReport | None, *, live: bool = False
) -> Notice:
    uow, calendar = tools.uow, tools.book.calendar(site)
    earliest = calendar.at(day - _FURTHEST * _DAY, time())
    since = max(last.until, earliest) if last else calendar.at(day, time())
    rule = tools.book.standard(site.standard).matters
    open_ = [one for one in uow.tickets.unended(site.id) if not one.accused and not one.drill]
    finished = uow.tickets.all_seen(uow.figures.finished(site.id, since, now))
    done = [one for one in finished if not one.accused]
    nearest = next(working_days(calendar, day + _DAY))
    planned = calendar.at(day, DRAWN_UP)
    reported: list[Matter] = []
    came = span_of(uow, site, (since, now), now, rule=rule, seen=reported.append)
    told = day_report.Day(
        checks_left=len(spot_checks.standing(tools, site, now)[2]),
        planned=planned if not live and now > planned + _GRACE else None,
        since=since,
        until=now,
        came=came,
        came_numbers=[
            one.number for one in reported if one.counts and one.kind not in ASKING and not one.hidden
        ],
        emergencies=_sudden([*open_, *done], since),
        done=done,
        late=[one for one in overdue(digests.owed(tools, site, now), now) if not one.ticket.accused],
        next_day=nearest,
        owed=_owed(tools, calendar, open_, now, nearest),
        unreported=() if live or last is None else _gaps(calendar, last.day, day),
    )
    return day_report.body(told)


def _sudden(tickets: list[Ticket], since: datetime) -> list[Ticket]:
    """The emergencies among them, each once: what is done and not over yet stands in both lists."""
    found = {
        one.id: one for one in tickets if one.category is Category.EMERGENCIES and one.opened_at >= since
    }
    return list(found.values())


def _owed(
    tools: Tools, calendar: Calendar, tickets: list[Ticket], now: datetime, until: date
) -> list[Ticket]:
    """Those with a promise that falls due from now to the end of the next working day."""
    end = calendar.at(until + _DAY, time())

    def owed(ticket: Ticket) -> bool:
        return any(one.running and now < one.due_at < end for one in tools.uow.clocks.of(ticket.id))

    return [one for one in tickets if owed(one)]


def _gaps(calendar: Calendar, last: date, day: date) -> list[date]:
    """The working days between two reports."""
    days = ((last + n * _DAY) for n in range(1, min((day - last).days, 2 * _FURTHEST)))
    return [one for one in days if calendar.is_workday(one)]


def _meant(calendar: Calendar, now: datetime) -> date:
    """The day that ended last: today from 17:30 on, before it (the desk stood still) an earlier one."""
    day = calendar.local(now).date()
    return day if now + _GRACE >= calendar.at(day, DRAWN_UP) else day - _DAY


def _today(tools: Tools, site: Site, now: datetime, clock: time) -> datetime:
    calendar = tools.book.calendar(site)
    return calendar.at(calendar.local(now).date(), clock)


def _reader(turn: Turn) -> None:
    """The managers' room; privately the heads and headquarters."""
    room, person = turn.scene.room, turn.scene.person
    if room is not None and room.kind is RoomKind.MANAGERS:
        return
    if room is not None or person is None or not person.is_staff:
        raise Refused("dayreport_who")
    if person.role is not Role.HEADQUARTERS and not turn.head:
        raise Refused("dayreport_who")


def _commenter(turn: Turn) -> None:
    if not turn.head:
        raise Refused("dayreport_heads")
