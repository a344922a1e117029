"""Who complained: 查看反映人, each look in the journal (S4-30); 匿名 for whoever asks (C9)."""

import re
from datetime import datetime

from desk.change import to_person
from desk.errors import Refused
from desk.moves import sensitive
from desk.moves.table import Move, ensure, permitted
from desk.notices import Button, Fact, Notice, Word, row
from desk.people import RoomKind
from desk.standards import Standard
from desk.ticket import Ticket
from handlers.act import Act
from handlers.incoming import Kind
from handlers.post import Post
from handlers.scene import Scene, answer
from handlers.surviving import around, surviving
from handlers.tools import Tools


def look(act: Act) -> Notice:
    """反映人: the names, to this person alone."""
    ensure(Move.IDENTITY, act.person, act.ticket)
    if act.scene.room is not None:
        raise Refused("say_in_private")
    identity = act.tools.book.standard(act.ticket.standard).conduct.anonymous
    act.record(sensitive.look(act.ticket, act.now, act.person, identity))
    people = act.tools.uow.people.named(act.ticket.reporters)
    names: list[Fact] = [
        f"{people[key].name}（{people[key].home}）" if people[key].home else people[key].name
        for key in act.ticket.reporters
        if key in people
    ]
    shown = Notice("identity.shown", {"number": act.ticket.number, "names": names})
    Post(tools=act.tools, site=act.scene.site, now=act.now).tell(to_person(act.person.id, shown))
    return Notice("done.identity", {"number": act.ticket.number})


def hide(act: Act) -> Notice:
    """匿名: what that costs is said, and taken back by a tap."""
    return _set(act, anonymous=True)


def unhide(act: Act) -> Notice:
    """实名: the name is told again to who works on it."""
    return _set(act, anonymous=False)


def _set(act: Act, *, anonymous: bool) -> Notice:
    ensure(Move.HIDE, act.person, act.ticket)
    if act.scene.room is not None:
        raise Refused("say_in_private")
    _hide_all(act, anonymous=anonymous)
    terms = _terms(act.ticket, act.tools.book.standard(act.ticket.standard), anonymous=anonymous)
    if act.scene.incoming.kind is not Kind.TAP:
        return terms
    answer(act.scene, act.tools, terms, act.now, act.ticket)  # a tap's own answer passes by
    return Notice("done.hide", {"number": act.ticket.number})


def _hide_all(act: Act, *, anonymous: bool) -> None:
    """The ticket and what it is within: those who reported it are among the reporters of all of them."""
    outer = around(act.tools, act.ticket)
    last = (act.ticket, *outer)[-1]
    ensure(Move.HIDE, None, last)  # what goes on, not what stands still within it
    lent = lent_to(act.tools, act.ticket)
    shared = last.anonymous and len(last.reporters) > 1
    change = sensitive.hide(act.ticket, act.now, act.person, anonymous=anonymous, shared=shared, lent=lent)
    if change.entries:
        act.record(change)
    for one in outer:
        if one.anonymous is not anonymous:
            act.record(sensitive.veil(one, act.now, anonymous=anonymous, other=act.ticket.number))


def lent_to(tools: Tools, ticket: Ticket) -> bool:
    """Whether it is anonymous only for the sake of what is within it."""
    said = [one for one in tools.uow.journal.of(ticket.id) if one.kind in ("hidden", "unhidden")]
    return bool(said) and said[-1].kind == "hidden" and said[-1].facts.get("other") is not None


def _terms(ticket: Ticket, standard: Standard, *, anonymous: bool) -> Notice:
    """What being anonymous costs, or that it is over."""
    verb = "unhide" if anonymous else "hide"
    heard = Notice("identity.heard") if anonymous and ticket.room is not None else None
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "heard": heard,
        "after": Word(f"identity.after.{standard.revisit.anonymous}"),
        "seen": Word(f"identity.by.{standard.conduct.anonymous}") if anonymous else None,
    }
    key = "identity.hidden" if anonymous else "identity.open"
    return Notice(key, facts, (row(Button(verb=verb, ticket=ticket.id)),))


_WANTED = (
    *(
        "别让他知道是我",
        "别让她知道是我",
        "别让他们知道是我",
        "别告诉他是我",
        "別讓他知道是我",
        "別讓他們知道是我",
    ),
    *("匿名", "anonymous", "别说是我", "別說是我", "不要说是我", "不要說是我", "唔好話係我", "唔好讲係我"),
    *("唔好講係我", "don't say it was me", "do not say it was me", "don't tell them it was me"),
)  # also of a line that follows

_UNWANTED = re.compile(
    r"(?:不(?:用|要|必|需要?|须|須|想|愿意?|是)?|[无無][需须須]|[别別]|唔(?:使|需要?|係)|没有?|沒有?)匿名"
    r"|(?:not|no need to (?:be|stay)|needn't be|don't (?:need|have|want) to be) anonymous"
)


def asked_since(act: Act) -> None:
    """A further line in private that asks for it: 别说是我说的."""
    if act.scene.room is not None or act.ticket.anonymous or act.ticket.ended or not wanted(act.arg):
        return
    if permitted(Move.HIDE, act.person, act.ticket):
        answer(act.scene, act.tools, hide(act.again()), act.now)


def wanted(words: str) -> bool:
    """Whether they ask for it; 不用匿名，就说是我说的 does not."""
    said = _UNWANTED.sub(" ", words.lower())
    return any(one in said for one in _WANTED)


def hidden_at_once(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> Ticket:
    """A report that says 匿名 in private is anonymous before anybody is told of it."""
    aloud = scene.room is not None and not ticket.discreet
    if (
        aloud
        or not wanted(ticket.text)
        or scene.person is None
        or not permitted(Move.HIDE, scene.person, ticket)
    ):
        return ticket
    change = sensitive.hide(ticket, now, scene.person, anonymous=True)
    tools.uow.tickets.save(change.ticket)
    tools.uow.journal.add(ticket.id, change.entries)
    return change.ticket


def asked_at_once(act: Act) -> None:
    """Who is anonymous from the start hears what that costs; of a person's conduct one may be."""
    scene, tools, ticket = act.scene, act.tools, act.ticket
    if act.scene.person is None or (ticket.ended and ticket.merged_into is None):
        return
    if ticket.anonymous:
        terms = _terms(ticket, tools.book.standard(ticket.standard), anonymous=True)
        answer(scene, tools, terms, act.now)
    elif ticket.discreet:
        offered = row(Button(verb="hide", ticket=ticket.id))
        notice = Notice("identity.offer", {"number": ticket.number}, (offered,))
        answer(scene, tools, notice, act.now)


def latest(scene: Scene, tools: Tools) -> int | None:
    """The number of the report that 匿名 alone is about: the newest that goes on."""
    if scene.person is None or (scene.room is not None and scene.room.kind is not RoomKind.PRIVATE):
        return None
    own = [one for one in tools.uow.tickets.reported_by(scene.person.id) if one.reporter == scene.person.id]
    return next((one.number for one in own if not surviving(tools, one).ended), None)
