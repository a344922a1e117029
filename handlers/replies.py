"""A resident's reply to a message about a ticket: from a reporter more details, from others 我也遇到."""

import re
from dataclasses import replace
from datetime import datetime

from desk.change import to_person
from desk.errors import Refused
from desk.moves.joining import BURST
from desk.notices import Notice
from desk.people import Person
from desk.ticket import Status, Ticket
from handlers import apart, feedback, pictured, questions, unsettled
from handlers.act import Act
from handlers.post import Post
from handlers.scene import Scene, answer, with_person
from handlers.surviving import surviving
from handlers.tools import Tools


def reply(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> None:
    """Words and photos go into the ticket and to whoever has it (the relay's way back)."""
    scene = with_person(scene, tools)
    incoming = scene.incoming
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=incoming.text)
    try:
        if act.person.id not in ticket.reporters:
            _join_if_meant(act)
        else:
            photos = () if apart.accuses(act) else pictured.kept(act)
            if incoming.text and apart.received(done := questions.add(act.again())):
                post = Post(tools=tools, site=scene.site, now=now, ticket=ticket)
                post.tell(to_person(act.person.id, done))
                return
            if incoming.text or photos:
                pictured.to_owner(act.again(), photos)
            if incoming.text and scene.room is None and ticket.status is Status.DONE:
                unsettled.asked(act.again())
    except Refused as refused:
        if scene.room is None:
            answer(scene, tools, refused.notice, now, ticket)


def numbered(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether it was #4 还是不亮: a reply to a ticket of theirs that is not over."""
    found, person = _NUMBERED.match(scene.incoming.text), scene.person
    told = tools.uow.tickets.numbered(scene.site.id, int(found[1])) if found and person else None
    ticket = surviving(tools, told) if told else None
    if found is None or person is None or ticket is None or ticket.ended or person.id not in ticket.reporters:
        return False
    meant = replace(scene, incoming=replace(scene.incoming, text=found[2]))
    reply(meant, tools, ticket, now)
    if scene.room is None and ticket.status is not Status.DONE:
        answer(scene, tools, Notice("added", {"number": ticket.number}), now, ticket)
    return True


_NUMBERED = re.compile(r"\s*[#＃](\d{1,9})[\s,，:：]+(\S.*)", re.DOTALL)


def _join_if_meant(act: Act) -> None:
    """Another household's words count as 我也遇到 only where they say so; chatter below a card is not."""
    if any(word in act.arg for word in _ME_TOO):
        feedback.join(act)


_ME_TOO = ("我也", "我家也", "我们也", "也是", "+1", "同样", "一样", "咱家也", "我哋都", "me too", "Me too")


def below(scene: Scene, tools: Tools, now: datetime) -> bool:
    """我家也是 below a card, not in reply to it: counted where it can mean only that matter (S0-02)."""
    words, person = scene.incoming.text, scene.person
    if person is None or scene.room is None or len(words) > _SHORT or not _OURS_TOO.search(words):
        return False
    room = scene.room.id
    told = [one for one in tools.uow.tickets.unended(scene.site.id) if one.room == room]
    fresh = [one for one in told if now - one.opened_at <= BURST and one.status is not Status.PROPOSED]
    if len(fresh) != 1 or not _shared(fresh[0], person):
        return False
    try:
        feedback.join(Act(scene=scene, tools=tools, now=now, ticket=fresh[0]))
    except Refused:
        return False  # theirs already
    return True


def _shared(ticket: Ticket, person: Person) -> bool:
    """Whether it can be the same in that person's home: of another building it is another matter."""
    if person.building is None or ticket.discreet or ticket.asking or ticket.place.room:
        return False
    here = ((ticket.place.building, person.building), (ticket.place.unit, person.unit))
    return ticket.place.building is not None and all(there in (None, home) for there, home in here)


_SHORT = 20  # characters; house
_OURS_TOO = re.compile(
    r"^\+1$|(?:我家|我们家|我們家|咱家|我们这|我們這|我们单元|我們單元|我们楼|我們樓|我哋)[^，,。]{0,3}也(?:是|一样|一樣|这样|這樣|坏|壞|停|没|沒|冇|漏|不)"
)
