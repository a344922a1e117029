"""调查: asked in private twice a year, reminded once, its result to the managers (S2-125)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from unicodedata import normalize

from desk import remedies, surveys
from desk.change import to_person
from desk.errors import Refused
from desk.notices import Fact, Notice
from desk.people import Person, Role, RoomKind, Site
from desk.privacy import masked
from desk.surveys import Ballot, Survey
from handlers.addresses import reached
from handlers.post import Post
from handlers.remedies import propose, tell
from handlers.standing import settle_loose
from handlers.tools import Tools
from handlers.turn import Turn
from handlers.veil import as_read

_START = frozenset("开始 開始 start".split())
_NO = frozenset("不参加 不參加 no".split())
_REMARKS = re.compile(r"(?:意见|意見|remarks)\s*(\d{1,3})?", re.IGNORECASE)
_TYPED = re.compile(r"([1-5])\s*(?:分|星|stars?)?", re.IGNORECASE)
CARD = "survey-"


def daily(tools: Tools, site: Site, now: datetime) -> None:
    """Begins, reminds once half-way, and ends."""
    rules = tools.book.standard(site.standard).improve
    calendar = tools.book.calendar(site)
    today = calendar.local(now).date()
    post = Post(tools=tools, site=site, now=now)
    last = tools.uow.surveys.latest(site.id)
    if last and last.closed_at is None:
        _go_on(post, last)
    elif (
        today.month in rules.survey_months
        and today.day >= rules.survey_day
        and calendar.is_workday(today)
        and not (last and last.name.startswith(f"{today:%Y-%m}"))
    ):
        _start(post, f"{today:%Y-%m}")


def _start(post: Post, name: str) -> Mapping[str, Fact]:
    """Ask everybody who can be asked privately; returns how many, and how many could not be."""
    days = post.tools.book.standard(post.site.standard).improve.survey_days
    people = post.tools.uow.people.of(post.site.id)
    residents = [one for one in people if one.active and one.role is Role.RESIDENT]
    asked = [one for one in residents if post.reached(one)]
    unreached = len(residents) - len(asked)
    calendar = post.tools.book.calendar(post.site)
    begun = calendar.local(post.now)
    survey = Survey(
        site=post.site.id,
        name=name,
        started_at=post.now,
        ends_at=calendar.at(begun.date() + timedelta(days=days), time(begun.hour, begun.minute)),
        unreached=unreached,
    )
    kept = replace(survey, id=post.tools.uow.surveys.add(survey))
    for person in asked:
        ballot = Ballot(survey=kept.id, person=person.id)
        post.tools.uow.surveys.keep(ballot)
        _ask(post, kept, ballot, _card(ballot))
    counted: dict[str, Fact] = {"asked": str(len(asked)), "unreached": unreached or None}
    post.to_rooms(
        RoomKind.MANAGERS, Notice("survey.started", {"name": name, "ends": kept.ends_at, **counted})
    )
    return counted


def _go_on(post: Post, survey: Survey) -> None:
    if survey.over(post.now):
        _end(post, survey)
    elif (
        survey.reminded_at is None
        and post.now >= survey.started_at + (survey.ends_at - survey.started_at) / 2
    ):
        post.tools.uow.surveys.reminded(survey.id, post.now)
        for ballot in post.tools.uow.surveys.ballots(survey.id):
            if ballot.next_item:
                _ask(post, survey, ballot, f"{_card(ballot)}-again")


def _end(post: Post, survey: Survey) -> None:
    post.tools.uow.surveys.close(survey.id, post.now)
    ballots = post.tools.uow.surveys.ballots(survey.id)
    target = post.tools.book.standard(post.site.standard).improve.survey_target
    post.to_rooms(RoomKind.MANAGERS, _result(post, survey))
    short = surveys.below(ballots, target)
    if not _judged(post, survey, surveys.scores(ballots)[""].percent, target) and short is not None:
        propose(
            post,
            remedies.Remedy(site=post.site.id, month=survey.name, cause=remedies.SURVEY, tickets=short),
        )


def _judged(post: Post, survey: Survey, percent: float | None, target: int) -> bool:
    """Whether the last survey's action is still under way; this one tells whether it helped (S2-125)."""
    live = [one for one in post.tools.uow.remedies.live(post.site.id) if one.cause == remedies.SURVEY]
    for old in live:
        told = surveys.told(percent or 0, target)
        seen = old if percent is None else remedies.judged(old, survey.name, told)
        post.tools.uow.remedies.save(seen)
        tell(post, seen, survey.name)
    return bool(live)


def _result(post: Post, survey: Survey) -> Notice:
    """How it stands; whoever said nothing and cannot be written to any more was not reached."""
    ballots = post.tools.uow.surveys.ballots(survey.id)
    target = post.tools.book.standard(post.site.standard).improve.survey_target
    silent = [one.person for one in ballots if not one.scores and not one.declined]
    lost = sum(not reached(post.tools, person) for person in silent)
    shown = replace(survey, closed_at=post.now) if survey.over(post.now) else survey
    return surveys.result(shown, ballots, target, lost)


def _ask(post: Post, survey: Survey, ballot: Ballot, card: str) -> None:
    post.tell(to_person(ballot.person, surveys.question(survey, ballot), card=card))


def _card(ballot: Ballot) -> str:
    return f"{CARD}{ballot.survey}p{ballot.person}"


def tapped(turn: Turn) -> Notice:
    """One to five for a question, or 不参加."""
    key, item, stars = (*turn.words.split("-"), "", "")[:3]
    survey = turn.tools.uow.surveys.get(int(key)) if key.isascii() and key.isdigit() else None
    person = turn.scene.person
    ballot = turn.tools.uow.surveys.ballot(survey.id, person.id) if survey and person else None
    if survey is None or ballot is None or survey.site != turn.site.id:
        raise Refused("unknown_button")
    if item == "no":
        return _kept(turn, survey, replace(ballot, declined=True))
    return _kept(
        turn, survey, surveys.answered(ballot, item, int(stars) if stars in "12345" and stars else 0)
    )


def command(turn: Turn) -> Notice:
    """调查: to residents their next question, to heads how it stands; 调查 开始: begin one by hand."""
    person, room = turn.scene.person, turn.scene.room
    if room is not None and room.kind is RoomKind.RESIDENTS:
        raise Refused("survey_private")
    if person is not None and person.role is Role.RESIDENT:
        return _residents(turn, person)
    if not (turn.head or turn.person.role is Role.HEADQUARTERS or (room and room.kind is RoomKind.MANAGERS)):
        raise Refused("survey_heads")
    last = turn.tools.uow.surveys.latest(turn.site.id)
    if turn.words in _START:
        return _by_hand(turn, last)
    if last is None:
        raise Refused("survey_none")
    if found := _REMARKS.fullmatch(turn.words):
        return _remarks(turn, last, int(found[1] or 1))
    return as_read(
        turn.tools, turn.person, _result(Post(tools=turn.tools, site=turn.site, now=turn.now), last)
    )


def _remarks(turn: Turn, last: Survey, page: int) -> Notice:
    """What residents wrote, in full: persons may be named there, so for heads, in private (S0-47)."""
    if not turn.head:
        raise Refused("survey_heads")
    if turn.scene.room is not None:
        raise Refused("in_private")
    return surveys.remarks(last, turn.tools.uow.surveys.ballots(last.id), page)


def _by_hand(turn: Turn, last: Survey | None) -> Notice:
    if not turn.head:
        raise Refused("survey_heads")
    if last and not last.over(turn.now):
        raise Refused("survey_running", ends=last.ends_at)
    today = turn.calendar.local(turn.now).date()
    name = f"{today:%Y-%m}" if last is None or not last.name.startswith(f"{today:%Y-%m}") else f"{today}"
    if last and last.name == name:
        raise Refused("survey_today")
    post = Post(tools=turn.tools, site=turn.site, now=turn.now)
    if last and last.closed_at is None:
        _end(post, last)
    return Notice("done.survey", _start(post, name))


def _residents(turn: Turn, person: Person) -> Notice:
    survey = turn.tools.uow.surveys.latest(turn.site.id)
    ballot = turn.tools.uow.surveys.ballot(survey.id, person.id) if survey else None
    if survey is None or ballot is None or survey.over(turn.now):
        raise Refused("survey_not_now")
    if turn.words in _NO:
        return _kept(turn, survey, replace(ballot, declined=True))
    ballot = replace(ballot, declined=False)  # whoever comes back takes part after all
    if not turn.words:
        turn.tools.uow.surveys.keep(ballot)
        return surveys.question(survey, ballot)
    stars = _TYPED.fullmatch(normalize("NFKC", turn.words))
    if stars is None:
        return _kept(turn, survey, surveys.remarked(ballot, masked(turn.words)))
    if ballot.next_item is None:
        raise Refused("survey_answered")
    return _kept(turn, survey, surveys.answered(ballot, ballot.next_item, int(stars[1])))


def _kept(turn: Turn, survey: Survey, ballot: Ballot) -> Notice:
    """Remember it; the card shows the next question. Too late: it says so."""
    if survey.over(turn.now):
        raise Refused("survey_over")
    turn.tools.uow.surveys.keep(ballot)
    post = Post(tools=turn.tools, site=turn.site, now=turn.now)
    settle_loose(post, _card(ballot), surveys.question(survey, ballot))
    if ballot.declined:
        return Notice("done.survey_declined")
    return Notice("done.survey_noted", {"done": str(len(ballot.scores)), "of": len(surveys.ITEMS)})
