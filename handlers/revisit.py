"""Revisits (回访): the card is answered by taps: mode, attitude, result; then the ticket closes."""

from desk import revisits
from desk.change import to_person
from desk.errors import Refused
from desk.moves import closing
from desk.moves.closing import MODES, Revisit
from desk.moves.table import Move, ensure
from desk.notices import Notice
from handlers.act import Act
from handlers.feedback import open_second
from handlers.post import Post


def revisit(act: Act) -> Notice:
    """One tap of the revisit: `arg` grows from "phone" to "phone-4" to "phone-4-5"."""
    ensure(Move.REVISIT, act.person, act.ticket)
    if act.person.id == act.ticket.owner:
        raise Refused("handler_revisits", number=act.ticket.number)
    answers = _answers(act.arg)
    if answers is None:
        _card(act, revisits.question(act.ticket, act.arg) if act.arg else revisits.prompt(act.ticket))
        return Notice("revisit.next", {"number": act.ticket.number})
    _finish(act, answers)
    _card(act, revisits.recorded(act.ticket, satisfied=answers.satisfied))
    return Notice("done.revisit", {"number": act.ticket.number})


def _answers(arg: str) -> Revisit | None:
    """The whole revisit once both answers are in; None before; raises Refused for anything else."""
    mode, *stars = arg.split("-") if arg else [MODES[0]]
    if mode not in MODES or any(star not in tuple("12345") for star in stars) or len(stars) > 2:  # noqa: PLR2004  # two questions
        raise Refused("stars")
    if len(stars) < 2:  # noqa: PLR2004
        return None
    return Revisit(mode=mode, attitude=int(stars[0]), outcome=int(stars[1]))


def _finish(act: Act, answers: Revisit) -> None:
    change = closing.revisit(act.ticket, act.now, act.person, answers)
    act.record(change)
    if answers.satisfied:
        return
    reporter = act.tools.uow.people.get(act.ticket.reporter)
    second = act.tools.uow.tickets.create(closing.second_complaint(change.ticket, act.now, reporter))
    act.record(closing.superseded(change.ticket, act.now, second))
    open_second(act.tools, act.scene.site, second, act)


def _card(act: Act, notice: Notice) -> None:
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    post.tell(to_person(act.person.id, notice, card=revisits.CARD, aloud=True))
