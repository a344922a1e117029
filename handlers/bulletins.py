"""Public notices (公告): posted, listed, over; later reports that fit one are answered by it (S2-34)."""

import re
from datetime import datetime, timedelta

from desk.bulletins import POSTERS, TOPIC_OF, Bulletin
from desk.errors import Refused
from desk.hours import Calendar
from desk.notices import Button, Fact, Notice, Word, row
from desk.people import Person, RoomKind, Site
from desk.reading import Intent, Place
from desk.scope import Scope, scope
from handlers.one_by_one import each
from handlers.opening import Report, open_ticket
from handlers.post import Post
from handlers.scene import Scene, answer, with_person
from handlers.tools import Tools
from handlers.turn import Turn
from nlp.spans import Span, span_of
from storage.bulletins import Answered

_WHAT = 12  # characters of what will be missing
_REASON = 200
_JUST = timedelta(days=90)  # house: a day so long ago is not meant of next year
_LEAP = (2, 29)
_YEAR = re.compile(r"\d{4}")


def bulletin(turn: Turn) -> Notice:
    """公告: posted to the residents where one was written, else the list of those that stand."""
    if not turn.words:
        return _listed(turn)
    posted = turn.tools.uow.bulletins.post(_written(turn, _poster(turn)))
    post = Post(tools=turn.tools, site=turn.site, now=turn.now)
    for kind in (RoomKind.RESIDENTS, RoomKind.STAFF):
        post.to_rooms(kind, Notice("bulletin", _facts(posted, turn.calendar, turn.now)))
    facts: dict[str, Fact] = {
        "number": posted.number,
        "short": Notice("bulletin.short") if posted.short else None,
    }
    return Notice("done.bulletin", facts)


def _poster(turn: Turn) -> Person:
    if turn.person.role not in POSTERS:
        raise Refused("bulletin_desk")
    if turn.scene.in_public:
        raise Refused("bulletin_elsewhere")
    return turn.person


def _written(turn: Turn, by: Person) -> Bulletin:
    """What was typed: 停电 5-12 9:00-17:00 3栋 4栋 原因; raises Refused with how it is written."""
    what, _, rest = turn.words.partition(" ")
    local = turn.calendar.local(turn.now)
    topic = TOPIC_OF.get(what.lower()) or turn.tools.reader.read(what, local).topic
    if topic is None or len(what) > _WHAT:
        raise Refused("bulletin_what", word=what[:_WHAT])
    span = span_of(rest, local)
    if span is None or (span.end or span.start) < local.replace(hour=0, minute=0, second=0, microsecond=0):
        raise Refused("bulletin_when", what=what)
    if span.end is not None and span.end <= local:
        raise Refused("bulletin_past", end=span.end)
    _ensure_coming(span, rest, local)
    said = _whom(turn, span.rest, what)
    return Bulletin(
        site=turn.site.id,
        topic=topic,
        what=what,
        reason=said.rest[:_REASON] or None,
        buildings=said.places,
        starts_at=span.start,
        ends_at=span.end,
        posted_at=turn.now,
        by=by.id,
    )


def _ensure_coming(span: Span, typed: str, local: datetime) -> None:
    """A day that is just over is a slip of the pen, and not next year's."""
    before = span.start.replace(year=local.year) if (span.start.month, span.start.day) != _LEAP else local
    if span.start.year > local.year and local - before < _JUST and not _YEAR.search(typed):
        raise Refused("bulletin_gone", day=f"{before.month}-{before.day}", year=str(span.start.year))


def _whom(turn: Turn, words: str, what: str) -> Scope:
    """Of whom it is; refused where that is no building: it would go out for the whole site."""
    said = scope(words)
    local = turn.calendar.local(turn.now)
    area = turn.tools.reader.parts(said.rest, local).place.area if said.rest and not said.places else None
    unclear = said.unclear or (area if area and area == said.rest else None)
    if unclear:
        raise Refused("bulletin_where", place=unclear, what=what)
    return said


def _listed(turn: Turn) -> Notice:
    bulletins = turn.tools.uow.bulletins
    person = turn.scene.person
    counts = person is not None and person.is_staff and not turn.scene.in_public
    lines: list[Fact] = [
        Notice(
            "bulletin.line", _facts(one, turn.calendar, turn.now, bulletins.count(one.id) if counts else 0)
        )
        for one in bulletins.standing(turn.site.id)
    ]
    return Notice("bulletins", {"lines": lines}) if lines else Notice("bulletins.none")


def end(turn: Turn) -> Notice:
    """撤公告: it is over, or will not be."""
    _poster(turn)
    number = int(turn.words) if turn.words.isascii() and turn.words.isdigit() else 0
    known = turn.tools.uow.bulletins.numbered(turn.site.id, number)
    if known is None:
        raise Refused("no_such_bulletin", number=turn.words[:9] or None)
    if known.ended_at is not None:
        raise Refused("bulletin_ended", number=known.number, at=known.ended_at)
    answered = _over(turn.tools, turn.site, known, turn.now)
    return Notice("done.end_bulletin", {"number": known.number, "answered": answered})


def _over(tools: Tools, site: Site, known: Bulletin, now: datetime, *, itself: bool = False) -> int:
    """The residents hear that it is over, or will not be; returns how many reports it answered."""
    tools.uow.bulletins.end(known.id, now)
    answered = tools.uow.bulletins.count(known.id)
    key = "bulletin.cancelled" if now < known.starts_at else "bulletin.timeup" if itself else "bulletin.over"
    post = Post(tools=tools, site=site, now=now)
    calendar = tools.book.calendar(site)
    post.to_rooms(RoomKind.RESIDENTS, Notice(key, _facts(known, calendar, now)))
    post.to_rooms(RoomKind.STAFF, Notice("bulletin.ended", _facts(known, calendar, now, answered)))
    return answered


def fire(tools: Tools, now: datetime) -> int:
    """Those whose time is up are over; returns how many."""
    return each(
        tools,
        now,
        {f"bulletin {one.id}": one for one in tools.uow.bulletins.due(now)},
        lambda one: _over(tools, tools.uow.sites.get(one.site), one, now, itself=True),
        lambda one, _at: tools.uow.bulletins.end(one.id, now),  # over it is, though nobody heard it
        site=lambda one: one.site,
    )


def answered(scene: Scene, tools: Tools, report: Report, now: datetime) -> bool:
    """Whether a notice tells the writer what they need: said in one line, the report kept and counted."""
    reading = report.reading
    if reading.intent is Intent.ENQUIRY:
        return _asked(scene, tools, report, now)
    if reading.intent is not Intent.REPORT or reading.topic is None:
        return False
    home = _home(scene)
    known = tools.uow.bulletins.about(scene.site.id, reading.topic)
    fitting = next((one for one in known if one.answers(reading, home, now)), None)
    if fitting is None:
        return False
    scene = with_person(scene, tools)
    kept = Answered(
        bulletin=fitting.id,
        person=scene.person.id if scene.person else 0,
        chat=scene.incoming.chat,
        words=report.text,
        messages=report.messages,
        photos=report.photos,
        at=now,
    )
    key = tools.uow.bulletins.answered(kept)
    tools.window.clear(scene.who)
    buttons = row(Button(verb="still", arg=str(key)))
    facts = _facts(fitting, tools.book.calendar(scene.site), now)
    answer(scene, tools, Notice("bulletin.answer", facts, (buttons,)), now)
    return True


def _home(scene: Scene) -> Place:
    person = scene.person
    return Place(building=person.building, unit=person.unit) if person else Place()


def _asked(scene: Scene, tools: Tools, report: Report, now: datetime) -> bool:
    """A question that a notice answers; what was asked is not kept."""
    home = report.reading.place if report.reading.place.building else _home(scene)
    known = tools.uow.bulletins.standing(scene.site.id)
    meant = next((one for one in known if one.asked_for(report.text, home, now)), None)
    if meant is None:
        return False
    facts = _facts(meant, tools.book.calendar(scene.site), now)
    answer(scene, tools, Notice("bulletin.told", facts), now)
    return True


def still(turn: Turn) -> Notice:
    """情况不同，仍要登记: the report becomes a ticket as if there were no notice."""
    person = turn.scene.person
    bulletins = turn.tools.uow.bulletins
    if person is None:
        raise Refused("unknown_person")
    kept = bulletins.answer(turn.key) if turn.words else bulletins.latest_answer(person.id)
    if kept is None or kept.person != person.id:
        raise Refused("still_whose")
    before = turn.tools.uow.tickets.seen(kept.ticket) if kept.ticket else None
    if before is not None:
        raise Refused("still_done", number=before.number)
    reading = turn.tools.reader.read(kept.words, turn.calendar.local(turn.now))
    here = kept.chat == turn.scene.incoming.chat
    report = Report(
        text=kept.words, messages=kept.messages if here else (), photos=kept.photos, reading=reading
    )
    ticket = open_ticket(turn.scene, turn.tools, report, turn.now)
    bulletins.registered(kept.id, ticket.id)
    return Notice("done.still", {"number": ticket.number})


def _facts(bulletin: Bulletin, calendar: Calendar, now: datetime, answered: int = 0) -> dict[str, Fact]:
    """What can be said of it; the year only where it is not this one."""
    buildings: list[Fact] = [_place(one) for one in bulletin.buildings]
    year = calendar.local(bulletin.starts_at).year
    return {
        "number": bulletin.number,
        "what": Word(f"outage.{bulletin.topic}") if bulletin.what.lower() in TOPIC_OF else bulletin.what,
        "where": buildings or Notice("bulletin.everywhere"),
        "year": str(year) if year != calendar.local(now).year else None,
        "start": bulletin.starts_at,
        "end": bulletin.ends_at,
        "reason": bulletin.reason,
        "answered": answered,
    }


def _place(named: str) -> Notice:
    building, _, unit = named.partition("-")
    parts: list[Fact] = [Notice("place.building", {"name": building})]
    return Notice("place", {"parts": [*parts, *([Notice("place.unit", {"name": unit})] if unit else [])]})
