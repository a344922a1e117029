"""Staff say to the desk alone how a job goes: 到了, 门没人开, #1 下午三点再来."""

import re
from datetime import datetime

from desk.errors import Refused
from desk.going import Heed, heed
from desk.moves.table import Move, permitted
from desk.notices import Notice
from desk.people import DEPARTMENTS, Role
from desk.reading import Action, Intent, Place
from desk.talk import Talk, talk
from desk.ticket import Ticket
from handlers import helping, in_hand, progress, remarks, work
from handlers.act import Act
from handlers.post import Post
from handlers.scene import Scene, answer, at_site
from handlers.staff_focus import touched
from handlers.tools import Tools
from handlers.window import Line

_HANDS = frozenset({*DEPARTMENTS, Role.ENGINEERING_LEAD})
_NUMBERED = re.compile(
    r"\s*(?:[#＃]\s?([1-9]\d{0,8})(?:号单|號單|号|號)?|([1-9]\d{0,5})(?=[号號]?[单單](?![元位])|[\s,，:：])(?:[号號]?[单單])?)"
    r"[\s,，:：]*((?=.*[^\W\d_])\D.*)",
    re.DOTALL,
)


def numbered(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether a private line begins with a ticket's number; without # it has to be in their hands."""
    found = _NUMBERED.fullmatch(scene.incoming.text)
    if found is None or not _alone(scene):
        return False
    number, words = int(found[1] or found[2]), found[3].strip()
    mine = [one for one in in_hand.jobs(scene, tools) if one.number == number]
    ticket = mine[0] if len(mine) == 1 else tools.uow.tickets.numbered(scene.site.id, number)
    if found[1] is None and not mine:
        return False
    if ticket is None:
        answer(scene, tools, Refused("no_such_ticket", number=str(number)).notice, now)
        return True
    act = _act(scene, tools, now, ticket, words)
    if talk(words, tools.book.clears) is Talk.PROGRESS and permitted(Move.SEE, act.person, ticket):
        answer(scene, tools, progress.story(act), now, ticket)
    else:
        _say(act)
    return True


def heard(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether a private line of who works with their hands is about a job of theirs."""
    person, words = scene.person, scene.incoming.text
    if person is None or person.role not in _HANDS or not _alone(scene) or _polite(words, tools):
        return False
    jobs = in_hand.jobs(scene, tools) or _slips(scene, tools)
    read = tools.reader.read(words, tools.book.calendar(scene.site).local(now))
    reports = read.action is not Action.SILENT or read.intent is Intent.REPORT
    meant = _at(jobs, read.place)
    if reports and not _of_work(words, tools):
        if meant and read.place.building is None:
            _ask(scene, tools, now, remarks.which(meant, sure=False))
        return False
    if len(meant) > 1 and (last := touched(scene, tools, now)) and last.id in [one.id for one in meant]:
        meant = [last]
    if len(meant) == 1:
        _say(_act(scene, tools, now, meant[0], words))
    elif meant:
        _ask(scene, tools, now, remarks.which(meant))
    return bool(meant)


def _ask(scene: Scene, tools: Tools, now: datetime, which: Notice) -> None:
    """The words wait for the tap that says which job they are about."""
    line = Line(at=now, text=scene.incoming.text, message=scene.incoming.message)
    tools.uow.if_undone(tools.window.undo(scene.who))
    tools.window.clear(scene.who)
    tools.window.remember(scene.who, line)
    answer(scene, tools, which, now)


def arrived(scene: Scene, tools: Tools, now: datetime) -> Notice | None:
    """已到场 without a number, of the one job; None: there are several, or none."""
    jobs = in_hand.jobs(scene, tools)
    if len(jobs) > 1 and (last := touched(scene, tools, now)):
        jobs = [one for one in jobs if one.id == last.id] or jobs
    return work.arrive(_act(scene, tools, now, jobs[0], "")) if len(jobs) == 1 else None


def _alone(scene: Scene) -> bool:
    incoming = scene.incoming
    return scene.room is None and not incoming.photos and incoming.forwarded is None


def _polite(words: str, tools: Tools) -> bool:
    """Whether the words greet, nod, or are none: 👍, 1,2,3."""
    if not any(one.isalpha() for one in words):
        return True
    return helping.polite(words) or heed(words, tools.book.clears) is Heed.HEARD


def _of_work(words: str, tools: Tools) -> bool:
    """Whether a line that reads as a report tells how work goes: 门没人开, 换了水管还漏."""
    clears = tools.book.clears
    return any(clears.has(kind, words) for kind in ("on_the_job", "finished"))


def _at(jobs: list[Ticket], said: Place) -> list[Ticket]:
    """Those that may be meant by a line that names this place."""
    if said.building is None:
        return jobs
    return [one for one in jobs if one.place.building == said.building]


def _slips(scene: Scene, tools: Tools) -> list[Ticket]:
    """Before they are signed for, the slips that wait: 现在走不开."""
    open_ = tools.uow.tickets.unended(scene.site.id)
    return in_hand.slips(tools, scene.person, open_) if scene.person else []


def _act(scene: Scene, tools: Tools, now: datetime, ticket: Ticket, words: str) -> Act:
    there = at_site(scene, tools, ticket.site)
    return Act(scene=there, tools=tools, now=now, ticket=ticket, arg=words)


def _say(act: Act) -> None:
    try:
        receipt = remarks.heard(act)
    except Refused as refused:
        receipt = Post(tools=act.tools, site=act.scene.site, now=act.now).named(refused.notice)
    if receipt:
        answer(act.scene, act.tools, receipt, act.now, act.ticket)
