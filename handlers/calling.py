"""A message did not arrive: somebody is to phone, and taps when that is done (S1-02 wants customers told)."""

from desk.change import Change, Circle, Told
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import RoomKind
from handlers.act import Act
from handlers.post import Post
from handlers.standing import settle
from handlers.tools import Tools
from storage.letters import Letter

CARD = "call-"
REASONS = frozenset("scope left account quota late rejects servicer robot silent off muted".split())


def ask(tools: Tools, post: Post, letter: Letter, error: str, reason: str) -> None:
    """Tell the staff's room, else whoever has the matter, else the front desk."""
    ticket = post.ticket
    person = tools.uow.people.get(letter.person) if letter.person else None
    whom: Fact = Who(person.id) if person else letter.chat
    number = ticket.number if ticket else None
    facts: dict[str, Fact] = {"number": number, "whom": whom, "why": why(error, reason)}
    done = (row(Button(verb="called", ticket=ticket.id, arg=str(letter.id))),) if ticket and person else ()
    notice = Notice("undelivered", facts, buttons=done)
    card = f"{CARD}{letter.id}" if done else None
    rooms = [room.chat for room in tools.uow.rooms.of(post.site.id, RoomKind.STAFF)]
    owner = tools.uow.people.get(ticket.owner) if ticket and ticket.owner else None
    if owner and not rooms and person and owner.id != person.id and owner.active and post.reached(owner):
        post.to_person(owner, Told(circle=Circle.ONE, notice=notice, card=card))
        return
    post.to_rooms(RoomKind.STAFF, notice, card=card)


def why(error: str, reason: str) -> Fact:
    """The reason in words for people, else what the platform said."""
    return Word(f"why.{reason}") if reason in REASONS else error[:80]


def called(act: Act) -> Notice:
    """已电话: it is in the journal, and wherever somebody was asked to phone it says who did."""
    ensure(Move.SEE, act.person, act.ticket)
    if not act.person.is_staff:
        raise Refused("staff_list")
    mark = f"called {act.ticket.id} {act.arg}"
    known = act.tools.uow.seen.mark(mark)
    facts: dict[str, Fact] = {"number": act.ticket.number, "by": Who(int(known) if known else act.person.id)}
    if known and act.arg:
        return Notice("called", facts)
    act.tools.uow.seen.set_mark(mark, str(act.person.id))
    entry = Entry(kind="called", at=act.now, actor=act.person.id, audience=Audience.STAFF)
    act.record(Change(ticket=act.ticket, entries=(entry,)))
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    settle(post, f"{CARD}{act.arg}", post.named(Notice("called", facts)))
    return Notice("called", facts)
