"""The reporter says whether it is solved, rates attitude and result, or complains a second time."""

from dataclasses import replace

from desk.errors import Refused
from desk.moves import closing, joining
from desk.moves.joining import BURST
from desk.moves.table import Move, ensure
from desk.notices import Notice
from desk.people import Person, Site
from desk.ticket import Ticket
from handlers import cards
from handlers.act import Act
from handlers.assigning import responsible
from handlers.playbooks import over
from handlers.registering import registered
from handlers.tools import Tools
from storage.questions import Question


def confirm(act: Act) -> Notice:
    """已解决."""
    act.record(closing.confirm(act.ticket, act.now, act.person))
    return Notice("done.confirm", {"number": act.ticket.number})


def rate_attitude(act: Act) -> Notice:
    """态度 1–5."""
    return _rate(act, "attitude")


def rate_outcome(act: Act) -> Notice:
    """结果 1–5."""
    return _rate(act, "outcome")


def _rate(act: Act, about: str) -> Notice:
    if act.arg not in tuple("12345"):
        raise Refused("stars")
    act.record(closing.rate(act.ticket, act.now, act.person, about, int(act.arg)))
    return Notice("done.rate", {"number": act.ticket.number})


def reject(act: Act) -> Notice:
    """未解决: a linked second complaint (二次投诉) goes one level up."""
    ensure(Move.REJECT, act.person, act.ticket)
    second = second_of(act, act.ticket, act.person)
    act.record(closing.reject(act.ticket, act.now, act.person, second))
    open_second(act.tools, act.scene.site, second, act)
    _listen(act, second)
    return Notice("done.reject", {"number": act.ticket.number, "second": second.number})


def _listen(act: Act, second: Ticket) -> None:
    """What they say next in private, of what is still wrong, belongs to the second complaint."""
    if act.scene.room is not None:
        return
    question = Question(
        person=act.person.id,
        chat=act.scene.incoming.chat,
        kind="add",
        ticket=second.id,
        expires_at=act.now + BURST,
    )
    act.tools.uow.questions.ask(question)


def second_of(act: Act, ticket: Ticket, reporter: Person) -> Ticket:
    """The second complaint that follows this ticket, under the standard of now (S2-62)."""
    standard = act.tools.book.current(act.scene.site.standard).version
    draft = closing.second_complaint(ticket, act.now, reporter, standard=standard)
    second = act.tools.uow.tickets.create(draft)
    cards.go_on(act.tools, ticket, second)
    return second


def open_second(tools: Tools, site: Site, second: Ticket, act: Act) -> None:
    """Register and dispatch the second complaint."""
    safe = over(tools, second)  # nobody is in danger any more: what was done about it is complained of
    registered(tools, site, second, act.now, more=lambda one: replace(one, alarmed=one.alarmed and not safe))


def join(act: Act) -> Notice:
    """我也遇到."""
    rule = act.tools.book.standard(act.ticket.standard).matters
    group = joining.as_group(act.ticket, act.person, rule)
    head = responsible(act.tools, group, None, act.now) if group else None
    act.record(joining.join(act.ticket, act.now, act.person, head, rule))
    return Notice("news.joined", {"number": act.ticket.number})
