"""Staff move a matter among themselves: 退单, 上报, 协办; a head says who is complained of."""

from dataclasses import replace

from desk import routing
from desk.cards import running
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.moves import jobs, joining
from desk.moves import people as moves
from desk.moves.opening import hand_over
from desk.moves.table import Move, ensure
from desk.notices import Button, Notice, Who, Word, row
from desk.people import DEPARTMENTS, Person, Role
from desk.reading import Class, Place, Reading
from desk.ticket import UNFINISHED, Status, Ticket
from handlers import apart, clears
from handlers.act import Act
from handlers.assigning import responsible
from handlers.choices import offer, settle
from handlers.post import Post
from handlers.stand_in import deputies

_DEPARTMENT = {
    Role.ENGINEER: ("工程", "工程部", "engineer", "engineering"),
    Role.SECURITY: ("秩序", "秩序部", "保安", "安保", "security"),
    Role.CLEANER: ("保洁", "保洁部", "保潔", "cleaner", "cleaning"),
    Role.GARDENER: ("绿化", "绿化部", "綠化", "gardener", "gardening"),
}


def give_back(act: Act) -> Notice:
    """退单, with the reason in words."""
    before = sum(entry.kind == "returned" for entry in act.tools.uow.journal.of(act.ticket.id))
    act.record(moves.give_back(act.ticket, act.now, act.person, act.arg, times=before + 1))
    return Notice("done.return", {"number": act.ticket.number})


def escalate(act: Act) -> Notice:
    """上报, with the reason in words."""
    uow = act.tools.uow
    holder = uow.people.get(act.ticket.owner) if act.ticket.owner else act.person
    staff = uow.people.staff(act.ticket.site)
    owner = routing.above(act.ticket, staff, holder, deputies(act.tools, act.scene.site, act.now))
    act.record(moves.escalate(act.ticket, act.now, act.person, owner, act.arg))
    return Notice("done.escalate", {"number": act.ticket.number, "owner": Who(owner.id) if owner else None})


def assist(act: Act) -> Notice:
    """协办: first which department, then it is done."""
    ensure(Move.ASSIST, act.person, act.ticket)
    if not act.arg:
        return _offer_departments(act)
    helper = _helper(act, act.arg.lstrip("@ "))
    act.record(moves.assist(act.ticket, act.now, act.person, helper))
    done = Notice("done.assist", {"number": act.ticket.number, "helper": Who(helper.id)})
    settle(act, "assist", done)
    return Notice("done.assist", {"number": act.ticket.number, "helper": helper.name})


def _helper(act: Act, word: str) -> Person:
    """The person meant, by department or by name; raises Refused."""
    uow = act.tools.uow
    staff = uow.people.staff(act.ticket.site)
    roles = [role for role, words in _DEPARTMENT.items() if word.lower() in words]
    if roles:
        away = deputies(act.tools, act.scene.site, act.now)
        found = routing.helper(act.ticket, staff, roles[0], uow.tickets.load(act.ticket.site), away)
    else:
        found = next((one for one in staff if one.name == word and routing.may_own(one, act.ticket)), None)
    if found is None:
        raise Refused("no_helper", word=word[:20])
    return found


def _offer_departments(act: Act) -> Notice:
    buttons = [
        Button(verb="assist", ticket=act.ticket.id, arg=str(role), label=Word(f"role.{role}"))
        for role in DEPARTMENTS
    ]
    offer(act, "assist", Notice("choose.assist", {"number": act.ticket.number}, (row(*buttons),)))
    return Notice("choose.assist", {"number": act.ticket.number})


def accuse(act: Act) -> Notice:
    """被投诉: a head names who is complained of."""
    ensure(Move.ACCUSE, act.person, act.ticket)
    staff = act.tools.uow.people.staff(act.ticket.site)
    named = [one for one in staff if one.name == act.arg.lstrip("@ ")]
    if not named or named[0].id == act.person.id:
        raise Refused("no_such_person", name=act.arg[:20], names=None)
    bar(act, tuple(one.id for one in named), act.person)
    return Notice("done.accuse", {"number": act.ticket.number, "person": named[0].name})


def bar(act: Act, accused: tuple[int, ...], actor: Person | None = None) -> None:
    """Keep the ticket from these; where one of them has it, whoever it now belongs to gets it."""
    ticket = act.ticket
    owner = None
    if ticket.owner in accused:
        barred = moves.barred(ticket, accused)
        owner = responsible(act.tools, barred, act.tools.uow.people.get(ticket.reporter), act.now)
    act.record(moves.accuse(ticket, act.now, accused, owner, actor=actor))


def hear(act: Act, words: str, reading: Reading, place: Place | None = None) -> Ticket:
    """Further words of a reporter, who may have put right the `place` with them; the ticket that has them.

    They may name somebody, who is kept out before anybody reads them; or make it graver. What accuses
    somebody while an emergency goes on is a report of its own, with the photos it came with (S4-28).
    """
    ensure(Move.ADD, act.person, act.ticket)
    before = act.ticket
    if own := apart.opened(act, words, reading):
        return own
    new = apart.barred(act, words, reading)
    if new and before.status in UNFINISHED | {Status.PROPOSED}:
        bar(act, new)
    ticket = act.again().ticket
    told = replace(ticket, place=place or ticket.place)
    act.record(joining.add(told, act.now, act.person, words, reading))
    weigh(act.again(), before.class_)
    _elsewhere(act.again(), before.place)
    return act.again().ticket


def weigh(act: Act, before: Class) -> None:
    """Graver than `before`, it is for whom the class demands (S0-19 … S0-21)."""
    _lift(act, before)
    ticket = act.again().ticket
    clears.Hearing(tools=act.tools, site=act.scene.site, ticket=ticket, now=act.now).filled()


def _elsewhere(act: Act, before: Place) -> None:
    """The place was put right: engineers hear it; of another building whoever has that gets the matter."""
    ticket, uow = act.ticket, act.tools.uow
    if ticket.place == before or ticket.status not in UNFINISHED:
        return
    if running(uow.clocks.of(ticket.id), ClockKind.SIGN):
        Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=ticket).tell(jobs.posted(ticket))
    owner, building = uow.people.get(ticket.owner) if ticket.owner else None, ticket.place.building
    if owner is None or building in (None, before.building) or not owner.area or building in owner.area:
        return
    meant = responsible(act.tools, ticket, uow.people.get(ticket.reporter), act.now)
    if meant is not None and meant.id != owner.id and owner.role is Role.CUSTOMER_OFFICER:
        reason = Word("handover.area")
        act.record(hand_over(ticket, act.now, meant, actor=None, reason=reason))


def _lift(act: Act, before: Class) -> None:
    ticket, uow = act.ticket, act.tools.uow
    owner = uow.people.get(ticket.owner) if ticket.owner else None
    if ticket.class_ >= before or ticket.status not in UNFINISHED or owner is None:
        return
    if routing.answers_for(owner, act.tools.book.standard(ticket.standard).offices[ticket.class_]):
        return
    head = responsible(act.tools, ticket, uow.people.get(ticket.reporter), act.now)
    if head is not None and head.id != owner.id:
        act.record(hand_over(ticket, act.now, head, actor=None))
