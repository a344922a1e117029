"""验收: finished work with its bill, signed for by the resident's tap (S2-93, S2-99)."""

from desk.errors import Refused
from desk.moves import closing, signing, working
from desk.moves.table import Move, ensure, permitted
from desk.notices import Notice
from desk.quotes import QuoteState, bill
from desk.ticket import Status
from handlers import deals, feedback
from handlers.act import Act


def ready(act: Act) -> None:
    """Raises Refused while a price is open: what is billed was agreed to before (S2-91)."""
    signing.ensure_settled(act.ticket, deals.sent(act))


def finish(act: Act) -> Notice:
    """完成, with the result in words; where it costs something, with the bill."""
    ready(act)
    agreed = bill(act.tools.uow.quotes.of(act.ticket.id))
    pay = act.tools.book.local(act.scene.site).pay
    billed = signing.bill_of(act.ticket, act.person.id, act.arg, agreed, pay) if agreed else None
    act.record(working.finish(act.ticket, act.now, act.person, act.arg, bill=billed))
    return Notice("done.finish", {"number": act.ticket.number})


def sign_off(act: Act) -> Notice:
    """验收: this version's total; then the work is rated like any other."""
    ensure(Move.SIGN_OFF, act.person, act.ticket)
    quote = deals.numbered(act, act.arg) if act.arg else deals.sent(act)
    if quote is None:
        raise Refused("no_quote", number=act.ticket.number)
    deals.keep(act, signing.signed(act.ticket, act.now, act.person, quote))
    if act.ticket.status is Status.DONE and permitted(Move.CONFIRM, act.person, act.ticket):
        act.record(closing.confirm(act.again().ticket, act.now, act.person))
    return Notice("done.sign_off", {"number": act.ticket.number, "total": str(quote.total)})


def confirm(act: Act) -> Notice:
    """已解决; whoever pays signs for the total instead, which says as much and more."""
    quote = deals.sent(act)
    owed = quote is not None and quote.state is QuoteState.AGREED and act.ticket.status is Status.DONE
    if quote is not None and owed and permitted(Move.SIGN_OFF, act.person, act.ticket):
        raise Refused("sign_off_first", number=act.ticket.number, total=str(quote.total))
    return feedback.confirm(act)


def charged(act: Act) -> Notice:
    """有人现场收钱: told to the manager alone."""
    act.record(signing.charged(act.ticket, act.now, act.person))
    return Notice("done.charged", {"number": act.ticket.number})
