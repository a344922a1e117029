"""声誉风险: what no word decides; anybody of the desk makes it a class 1 by a tap, with a reason (S0-04)."""

from dataclasses import replace

from desk.change import Change
from desk.errors import Refused
from desk.moves.opening import raise_class
from desk.moves.table import Move, ensure
from desk.notices import Notice, Word
from desk.privacy import masked
from desk.reading import Class
from desk.ticket import Ticket
from handlers.act import Act
from handlers.assigning import responsible

_KEPT = 40  # characters of the reason that stand on the card


def risk(act: Act) -> Notice:
    """The reason in `act.arg` stands among the grounds of the class."""
    ensure(Move.RECLASSIFY, act.person, act.ticket)
    if not act.arg:
        raise Refused("which_reason", number=act.ticket.number)
    said = f"S0-04 {masked(act.arg)[:_KEPT]}".replace("\n", " ")
    grave = replace(act.ticket, because=(*act.ticket.because, said))
    act.record(Change(ticket=grave) if grave.class_ is Class.ONE else _raised(act, grave))
    return Notice("done.reclassify", {"number": act.ticket.number, "to": Word("class.1")})


def _raised(act: Act, ticket: Ticket) -> Change:
    reporter = act.tools.uow.people.get(ticket.reporter)
    owner = responsible(act.tools, replace(ticket, class_=Class.ONE), reporter, act.now)
    return raise_class(ticket, act.now, Class.ONE, owner, actor=act.person)
