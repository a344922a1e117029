"""A resident's reply to a message about a ticket: from a reporter more details, from others 我也遇到."""

from datetime import datetime

from desk.change import Told, to_person
from desk.errors import Refused
from desk.moves import joining
from desk.notices import Fact, Notice, Who
from desk.ticket import Ticket
from handlers import feedback, questions
from handlers.act import Act
from handlers.opening import attach
from handlers.post import Post
from handlers.scene import Scene, answer, with_person
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
            messages = (incoming.message,) if incoming.message else ()
            photos = attach(scene, tools, ticket, now, messages=messages, photos=incoming.photos)
            if incoming.text:
                questions.add(act)
            if photos:
                act.again().record(joining.photographed(act.again().ticket, now, act.person, len(photos)))
            if incoming.text or photos:
                _to_owner(act.again(), photos)
    except Refused as refused:
        if scene.room is None:
            answer(scene, tools, refused.notice, now, ticket)


def _join_if_meant(act: Act) -> None:
    """Another household's words count as 我也遇到 only where they say so; chatter below a card is not."""
    if any(word in act.arg for word in _ME_TOO):
        feedback.join(act)


_ME_TOO = ("我也", "我家也", "我们也", "也是", "+1", "同样", "一样", "咱家也", "我哋都", "me too", "Me too")


def _to_owner(act: Act, photos: tuple[int, ...]) -> None:
    if act.ticket.owner is None:
        return
    facts: dict[str, Fact] = {"number": act.ticket.number, "by": Who(act.person.id), "words": act.arg or None}
    told: Told = to_person(act.ticket.owner, Notice("relay", facts), aloud=True)
    Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket).tell(told, photos)
