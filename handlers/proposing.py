"""方案 by its writer: asked for with a pattern, understood, and sent, or held for the reviewer."""

from desk.moves.table import Move, ensure
from desk.notices import Notice
from desk.review import What
from handlers import listening, outgoing, planning
from handlers.act import Act
from handlers.incoming import Kind


def plan(act: Act) -> Notice:
    """The words are the plan; without words they are asked for."""
    ensure(Move.PLAN, act.person, act.ticket)
    if not act.arg:
        told = listening.once(act, "plan", Notice("plan.form", {"number": act.ticket.number}))
        tapped = act.scene.incoming.kind is Kind.TAP
        return Notice("ask.plan", {"number": act.ticket.number, "person": None}) if tapped else told
    planning.understood(act, act.now)  # what cannot be understood is said now, not after the review
    return outgoing.write(act, What.PLAN)
