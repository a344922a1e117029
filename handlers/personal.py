"""我的资料, 删除我的资料: what the desk holds of a resident, and their wish to be forgotten (S2-04)."""

from dataclasses import replace
from datetime import datetime

from desk.change import to_person, to_role
from desk.errors import Refused
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role
from handlers.forgetting import forget
from handlers.post import Post
from handlers.scene import Scene
from handlers.tools import Tools
from handlers.turn import Turn
from storage.wishes import Wish

_SHOWN = 12


def mine(scene: Scene, tools: Tools, _now: datetime) -> Notice:
    """Everything in short; the whole of it as a file comes from the office."""
    person = _resident(scene)
    held = tools.uow.personal.held(person.id)
    tickets = tools.uow.tickets.reported_by(person.id)
    contact = tools.uow.contacts.get(person.id)
    numbers: list[Fact] = [
        Notice("mydata.ticket", {"number": one.number, "status": Word(f"status.{one.status}")})
        for one in tickets[:_SHOWN]
    ]
    facts: dict[str, Fact] = {
        "name": person.name,
        "home": person.home,
        "phone": contact.phone if contact else None,
        "accounts": [one.platform for one in tools.uow.people.addresses(person.id)],
        "tickets": numbers,
        "count": len(tickets),
        "photos": len(held["photos"]),
        "letters": len(held["letters"]),
    }
    return Notice("mydata", facts, (row(Button(verb="forget", arg="ask")),))


def wish(scene: Scene, _tools: Tools, _now: datetime) -> Notice:
    """What it means, and one more tap: nothing is deleted by a slip."""
    _resident(scene)
    return Notice("forget.sure", buttons=(row(Button(verb="forget", arg="wish", label=Word("forget.yes"))),))


def tapped(turn: Turn) -> Notice:
    """Asked, confirmed by the resident, or decided by an administrator."""
    what, _, key = turn.words.partition("-")
    if what == "ask":
        Post(tools=turn.tools, site=turn.site, now=turn.now).tell(
            to_person(_resident(turn.scene).id, wish(turn.scene, turn.tools, turn.now))
        )
        return Notice("forget.below")
    if what == "wish":
        return _wished(turn)
    if what in ("grant", "deny") and key.isascii() and key.isdigit():
        return _decided(turn, int(key), granted=what == "grant")
    raise Refused("unknown_button")


def _resident(scene: Scene) -> Person:
    if scene.person is None:
        raise Refused("unknown_person")
    if scene.room is not None:
        raise Refused("in_private")
    if scene.person.is_staff:
        raise Refused("forget_staff", name=scene.person.name)
    return scene.person


def _wished(turn: Turn) -> Notice:
    person = _resident(turn.scene)
    known = turn.tools.uow.wishes.get(person.id)
    if known is not None and known.decided_at is None:
        return Notice("forget.asked")
    turn.tools.uow.wishes.keep(Wish(person=person.id, asked_at=turn.now))
    buttons = row(
        Button(verb="forget", arg=f"grant-{person.id}", label=Word("forget.grant")),
        Button(verb="forget", arg=f"deny-{person.id}", label=Word("forget.deny")),
    )
    tickets = len(turn.tools.uow.tickets.reported_by(person.id))
    notice = Notice("forget.wish", {"person": Who(person.id), "count": tickets}, (buttons,))
    Post(tools=turn.tools, site=turn.site, now=turn.now).tell(to_role(_deciders(turn), notice))
    return Notice("forget.asked")


def _deciders(turn: Turn) -> Role:
    """Administrators; a site that has none asks the head of its service centre."""
    staff = turn.tools.uow.people.staff(turn.site.id)
    return Role.ADMIN if any(one.role is Role.ADMIN for one in staff) else Role.CENTRE_MANAGER


def _decided(turn: Turn, key: int, *, granted: bool) -> Notice:
    if turn.person.role is not _deciders(turn):
        raise Refused("forget_admin")
    asked = turn.tools.uow.wishes.get(key)
    if asked is None:
        raise Refused("unknown_button")
    person = turn.tools.uow.people.get(key)
    if person.site != turn.site.id:
        raise Refused("unknown_button")
    if asked.decided_at is not None:
        answer = Word("forget.granted" if asked.granted else "forget.denied")
        return Notice("forget.by", {"by": Who(asked.decided_by), "at": asked.decided_at, "answer": answer})
    _tell(turn, person, granted=granted)
    decided = replace(asked, decided_by=turn.person.id, decided_at=turn.now, granted=granted)
    turn.tools.uow.wishes.keep(decided)
    return Notice("forget.granted" if granted else "forget.denied")


def _tell(turn: Turn, person: Person, *, granted: bool) -> None:
    """The last message goes to where they were reached; after it nothing leads there any more."""
    post = Post(tools=turn.tools, site=turn.site, now=turn.now)
    reached = post.reached(person)
    if granted:
        forget(turn.tools.uow, person, turn.now, turn.person.id)
    if reached:
        notice = Notice("forget.done" if granted else "forget.refused")
        post.to_chat(reached.platform, reached.account, notice, person.language)
