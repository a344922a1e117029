"""拆分: what was merged stands again; out of an emergency, one of its reports becomes its own matter."""

from desk.errors import Refused
from desk.moves.table import Move, ensure
from desk.notices import Notice
from handlers import gathering, merging
from handlers.act import Act


def split(act: Act) -> Notice:
    """Take apart what does not belong together; refused with the numbers that are within this one."""
    if act.ticket.merged_into:
        return merging.split(act)
    ensure(Move.SEE, act.person, act.ticket)
    if act.tools.uow.incidents.of(act.ticket.id) is None:
        raise Refused("split_whole", number=act.ticket.number, within=_within(act))
    return gathering.split(act)


def _within(act: Act) -> list[str]:
    merges = act.tools.uow.merges.within(act.ticket.id)
    found = [ticket for one in merges if (ticket := act.tools.uow.tickets.get(one.gone))]
    return [f"#{ticket.number}" for ticket in found if ticket.merged_into == act.ticket.number]
