"""Back from leave: what a deputy holds is offered back, goes back, or stays, as the standard says (S2-13)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from desk.change import to_person
from desk.errors import Refused
from desk.manners import Back
from desk.matter import matter
from desk.moves.opening import hand_over
from desk.moves.people import stand_in
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Site
from desk.routing import may_own
from desk.ticket import UNFINISHED, Ticket
from handlers.post import Post
from handlers.record import record
from handlers.stand_in import absent
from handlers.standing import settle_loose
from handlers.tools import Tools
from handlers.turn import Turn
from storage.lent import Lending

OWNER, HELPER = "owner", "helper"
SHOWN = 8  # tickets of one card; the rest goes back with all of them
_ROW = 4
_EACH, _ALL, _KEPT = "t", "p", "k"  # what a button carries before the id


def lend(tools: Tools, lending: Lending) -> None:
    """The deputy has it from now on; who held it for that person before does no longer."""
    for held in tools.uow.lent.of(lending.person):
        if (held.ticket, held.part) == (lending.ticket, lending.part):
            tools.uow.lent.back(held.id, lending.since)
    tools.uow.lent.lend(lending)


def morning(tools: Tools, site: Site, now: datetime) -> None:
    """Whoever is here again: what their deputies still hold."""
    away = absent(tools, site, now)
    staff = {one.id: one for one in tools.uow.people.staff(site.id)}
    post = Post(tools=tools, site=site, now=now)
    held = [one for one in _held(tools, now) if one.person in staff and one.person not in away]
    for (person, deputy), group in groupby(sorted(held, key=_pair), key=_pair):
        lendings = list(group)
        back = tools.book.standard(site.standard).manners.back
        if back is Back.OFFERED:
            post.tell(to_person(deputy, _offer(tools, lendings), aloud=True, card=f"back-{person}-{deputy}"))
        for one in lendings:
            if back is Back.AT_ONCE:
                _return(post, one, staff[person], None)
            elif back is Back.KEPT:
                tools.uow.lent.back(one.id, now)


def _pair(lending: Lending) -> tuple[int, int]:
    return (lending.person, lending.deputy)


def _held(tools: Tools, now: datetime) -> list[Lending]:
    """What deputies really hold still; what they do not is forgotten."""
    found = []
    for one in tools.uow.lent.all():
        ticket = tools.uow.tickets.get(one.ticket)
        holder = ticket and (
            ticket.owner == one.deputy if one.part == OWNER else one.deputy in ticket.helpers
        )
        if ticket and holder and ticket.status in UNFINISHED:
            found.append(one)
        else:
            tools.uow.lent.back(one.id, now)
    return found


def _offer(tools: Tools, lendings: Sequence[Lending]) -> Notice:
    tickets = {one.id: one for one in (tools.uow.tickets.get(held.ticket) for held in lendings) if one}
    person = lendings[0].person
    lines: list[Fact] = [
        Notice("back.line", {"number": one.number, "matter": _matter(one)}) for one in tickets.values()
    ]
    each = [
        Button(verb="hand_back", arg=f"{_EACH}{one.id}", label=f"#{one.number}")
        for one in [*tickets.values()][:SHOWN]
    ]
    rows = tuple(row(*each[at : at + _ROW]) for at in range(0, len(each), _ROW))
    all_ = row(
        Button(verb="hand_back", arg=f"{_ALL}{person}"),
        Button(verb="hand_back", arg=f"{_KEPT}{person}", label=Word("back.keep")),
    )
    facts: dict[str, Fact] = {"person": Who(person), "count": len(tickets), "lines": lines[:SHOWN]}
    return Notice("back.offer", facts, (all_, *rows))


def _matter(ticket: Ticket) -> Notice:
    return Notice("matter.discreet") if ticket.discreet else matter(ticket)


def hand_back(turn: Turn) -> Notice:
    """交还: one ticket, or all that is held for somebody; by the deputy or a head."""
    meant = _meant(turn)
    if not meant:
        raise Refused("nothing_lent")
    if not turn.head and any(one.deputy != turn.person.id for one in meant):
        raise Refused("lent_to", deputy=Who(meant[0].deputy))
    keep = turn.words.startswith(_KEPT) and turn.words[1:].isdigit()
    people = turn.tools.uow.people
    post = Post(tools=turn.tools, site=turn.site, now=turn.now)
    for one in meant:
        if keep:
            turn.tools.uow.lent.back(one.id, turn.now)
        else:
            _return(post, one, people.get(one.person), turn.person)
    _settle(turn, meant)
    facts: dict[str, Fact] = {"person": Who(meant[0].person), "count": len(meant)}
    return Notice("done.keep_on" if keep else "done.hand_back", facts)


def _meant(turn: Turn) -> list[Lending]:
    held = [one for one in _held(turn.tools, turn.now) if _here(turn, one)]
    words, mine = turn.words.strip().lstrip("@＠#"), [one for one in held if one.deputy == turn.person.id]
    if not words:
        return mine
    kind, key = words[0], words[1:]
    if key.isascii() and key.isdigit() and kind in (_EACH, _ALL, _KEPT):
        return [one for one in held if int(key) == (one.ticket if kind == _EACH else one.person)]
    if words.isascii() and words.isdigit():
        ticket = turn.tools.uow.tickets.numbered(turn.site.id, int(words[:9]))
        return [one for one in held if ticket and one.ticket == ticket.id]
    names = turn.tools.uow.people.named({one.person for one in held})
    return [one for one in held if names[one.person].name == words]


def _here(turn: Turn, lending: Lending) -> bool:
    ticket = turn.tools.uow.tickets.get(lending.ticket)
    return ticket is not None and ticket.site == turn.site.id


def _settle(turn: Turn, given: Sequence[Lending]) -> None:
    """The cards say what is still held, or that nothing is."""
    for person, deputy in {_pair(one) for one in given}:
        rest = [one for one in _held(turn.tools, turn.now) if _pair(one) == (person, deputy)]
        done = Notice("back.settled", {"person": Who(person), "by": Who(turn.person.id)})
        notice = _offer(turn.tools, rest) if rest else done
        post = Post(tools=turn.tools, site=turn.site, now=turn.now)
        settle_loose(post, f"back-{person}-{deputy}", notice)


def _return(post: Post, lending: Lending, person: Person, actor: Person | None) -> None:
    tools, site, now = post.tools, post.site, post.now
    ticket = tools.uow.tickets.get(lending.ticket)
    tools.uow.lent.back(lending.id, now)
    if ticket is None or not may_own(person, ticket):
        return
    reason = Word("handover.back")
    if lending.part == OWNER:
        change = hand_over(ticket, now, person, actor=actor, reason=reason, waits=True)
        record(tools, site, change, now)
    else:
        record(tools, site, stand_in(ticket, now, lending.deputy, person, actor=actor, reason=reason), now)


def helped(tools: Tools, site: Site, away: Mapping[int, int]) -> list[tuple[Ticket, int]]:
    """The unfinished tickets with which somebody who is away helps, and who that is."""
    unended = tools.uow.tickets.unended(site.id)
    return [(one, helper) for one in unended for helper in one.helpers if helper in away]
