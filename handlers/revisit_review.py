"""回访审阅: a head looks at a batch of revisits and signs an opinion (S2-107)."""

from dataclasses import replace

from desk.change import to_person
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.matter import matter
from desk.notices import Button, Fact, Notice, Who, Word, row
from handlers.turn import Turn
from storage.revisits import Visit

SHOWN = 8
_ROW = 4


def shown(turn: Turn) -> Notice:
    """The revisits that no head has looked at, none of their own; "12 意见" signs one with an opinion."""
    _head(turn)
    number, _, opinion = turn.words.strip().lstrip("#").partition(" ")
    if number.isdigit() and number.isascii():
        return _with_opinion(turn, int(number), opinion.strip())
    open_ = _open(turn)
    if not open_:
        return Notice("review.none")
    lines: list[Fact] = [_line(turn, one) for one in open_[:SHOWN]]
    numbers = {one.id: _number(turn, one) for one in open_[:SHOWN]}
    buttons = [Button(verb="review", arg=str(key), label=f"✔ #{number}") for key, number in numbers.items()]
    rows = [row(*buttons[at : at + _ROW]) for at in range(0, len(buttons), _ROW)]
    last = open_[: len(lines)][-1].id
    rows.append(row(Button(verb="review", arg=f"all-{last}", label=Word("review.all"))))
    return Notice("review.list", {"count": len(open_), "lines": lines}, tuple(rows))


def tapped(turn: Turn) -> Notice:
    """同意, one or all that were shown; a late tap hears who it was."""
    _head(turn)
    if turn.words.startswith("all-") and turn.words[4:].isdigit():
        visits = [one for one in _open(turn) if one.id <= int(turn.words[4:])]
        for visit in visits:
            _sign(turn, visit, None)
        return Notice("review.signed", {"count": str(len(visits))})
    meant = turn.tools.uow.revisits.get(turn.key)
    if meant is None or meant.site != turn.site.id or meant.state != "done":
        raise Refused("unknown_button")
    if meant.person == turn.person.id:
        raise Refused("own_revisit")
    if meant.reviewed_by is not None:
        return Notice("review.by", {"by": Who(meant.reviewed_by), "at": meant.reviewed_at})
    _sign(turn, meant, None)
    return Notice("review.by", {"by": Who(turn.person.id), "at": turn.now})


def _head(turn: Turn) -> None:
    if not turn.head:
        raise Refused("review_heads")


def _open(turn: Turn) -> list[Visit]:
    """What this head may review: not their own, and nothing that is kept from them."""
    found = [one for one in turn.tools.uow.revisits.unreviewed(turn.site.id) if one.person != turn.person.id]
    tickets = turn.tools.uow.tickets.all_seen(dict.fromkeys(one.ticket for one in found))
    known = {ticket.id for ticket in tickets if turn.person.id not in ticket.accused}
    return [one for one in found if one.ticket in known]


def _with_opinion(turn: Turn, number: int, opinion: str) -> Notice:
    mine = [one for one in _open(turn) if _number(turn, one) == number]
    if not mine:
        raise Refused("no_review", number=number)
    for visit in mine:
        _sign(turn, visit, opinion or None)
    if opinion:
        facts: dict[str, Fact] = {"number": number, "by": Who(turn.person.id), "words": opinion}
        turn.tell(to_person(mine[-1].person, Notice("review.opinion", facts), aloud=True))
    return Notice("review.signed", {"count": len(mine)})


def _sign(turn: Turn, visit: Visit, opinion: str | None) -> None:
    signed = replace(visit, reviewed_by=turn.person.id, reviewed_at=turn.now, opinion=opinion)
    turn.tools.uow.revisits.save(signed)
    entry = Entry(
        kind="reviewed",
        at=turn.now,
        actor=turn.person.id,
        audience=Audience.STAFF,
        facts={"words": opinion},
    )
    turn.tools.uow.journal.add(visit.ticket, (entry,))


def _number(turn: Turn, visit: Visit) -> int:
    ticket = turn.tools.uow.tickets.seen(visit.ticket)
    return ticket.number if ticket else 0


def _line(turn: Turn, visit: Visit) -> Notice:
    ticket = turn.tools.uow.tickets.seen(visit.ticket)
    hidden = ticket is None or (ticket.discreet and turn.scene.room is not None)
    facts: dict[str, Fact] = {
        "number": ticket.number if ticket else None,
        "matter": matter(ticket) if ticket and not hidden else Notice("matter.discreet"),
        "by": Who(visit.person),
        "mode": Word(f"mode.{visit.mode}"),
        "attitude": visit.attitude,
        "outcome": visit.outcome,
        "at": visit.at,
    }
    return Notice("review.line", facts)
