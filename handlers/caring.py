"""去医院 / 叫120 / 上门照看: said by who reported a patient, or by staff who spoke with them (S2-70)."""

from desk.caring import CARES, PATIENT
from desk.errors import Refused
from desk.moves.caring import choose
from desk.notices import Notice, Who, Word
from desk.people import WORKERS
from handlers.act import Act


def care(act: Act) -> Notice:
    """What is wanted is told to who is on the way; said once more it is no second order."""
    ticket = act.ticket
    if act.person.id not in ticket.reporters and act.person.role not in WORKERS:
        raise Refused("reporter_only", number=ticket.number, owner=Who(ticket.owner))
    if ticket.topic != PATIENT or act.arg not in CARES:
        raise Refused("no_care", number=ticket.number)
    known = [one for one in act.tools.uow.journal.of(ticket.id) if one.kind == "care"]
    if not known or known[-1].facts.get("care") != Word(f"care.{act.arg}"):
        act.record(choose(ticket, act.now, act.person, act.arg))
    return Notice(f"cared.{act.arg}", {"number": ticket.number})
