"""报价 12 换锁 1: a quote as it is typed, sent to the resident or first to the head of engineering."""

from datetime import timedelta

from desk import quotes as rules
from desk.errors import Refused
from desk.money import currency_of, shown
from desk.moves import consenting, quoting, signing
from desk.moves.table import Move, ensure
from desk.notices import Notice, Word
from desk.people import Person, Role
from desk.quotes import Line, Quote, QuoteState
from handlers import choices, deals, quote_words
from handlers.act import Act
from handlers.duty_officer import holders
from handlers.post import Post
from handlers.standing import settle

PATIENCE = timedelta(minutes=15)  # after it what a fitter types next is no line of a quote any more


def quote(act: Act) -> Notice:
    """The words in `act.arg` are the lines; whatever was sent before is void."""
    ensure(Move.QUOTE, act.person, act.ticket)
    lines = typed(act)
    for draft in act.tools.uow.quotes.of(act.ticket.id):
        act.tools.uow.quotes.drop(draft)
    return send(act, act.tools.uow.quotes.add(fresh(act, lines)))


def typed(act: Act) -> tuple[Line, ...]:
    """The lines that the words name; raises Refused."""
    prices = act.tools.uow.prices.of(act.scene.site.id)
    return quote_words.lines(act.arg, prices, currency_of(act.scene.site.region))


def draft_card(draft: Quote) -> str:
    """The name of the card on which it is put together."""
    return f"draft-{draft.version}-"


def fresh(act: Act, lines: tuple[Line, ...]) -> Quote:
    """The draft of the ticket's next version."""
    versions = [one.version for one in act.tools.uow.quotes.of(act.ticket.id)]
    return Quote(
        id=0,
        ticket=act.ticket.id,
        version=max(versions, default=0) + 1,
        state=QuoteState.DRAFT,
        currency=currency_of(act.scene.site.region),
        lines=lines,
        made_by=act.person.id,
        made_at=act.now,
    )


def send(act: Act, draft: Quote) -> Notice:
    """To the resident; what is not listed first to who judges it."""
    before = act.tools.uow.quotes.of(act.ticket.id)
    deal = quoting.issue(act.ticket, act.now, act.person, draft, before=before, judges=judges(act))
    deals.keep(act, deal)
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    settle(post, draft_card(draft), Notice("quote.draft_sent", {"number": act.ticket.number}))
    key = "done.quote_review" if deal.quotes[0].state is QuoteState.REVIEW else "done.quote"
    items = "、".join(
        f"{line.item}×{shown(line.quantity)}" for line in draft.lines
    )  # no amounts: rooms read it
    return Notice(key, {"number": act.ticket.number, "version": draft.version, "items": items})


def judges(act: Act) -> list[Person]:
    """Who judges what is not listed: the head of engineering (S2-84), else of customer service (S2-11)."""
    site, now = act.scene.site, act.now
    return holders(act.tools, site, Role.ENGINEERING_LEAD, now, act.ticket) or holders(
        act.tools, site, Role.CS_LEAD, now, act.ticket
    )


def take_back(act: Act) -> Notice:
    """撤回报价."""
    ensure(Move.QUOTE, act.person, act.ticket)
    last = deals.sent(act)
    if last is None:
        raise Refused("no_quote", number=act.ticket.number)
    deals.keep(act, consenting.take_back(act.ticket, act.now, act.person, last))
    return Notice("done.quote_void", {"number": act.ticket.number, "version": last.version})


def material(act: Act) -> Notice:
    """自备材料: 合格/不合格/质量不佳; of what is not good the resident is warned (S2-92)."""
    ensure(Move.QUOTE, act.person, act.ticket)
    last = deals.sent(act)
    if last is None or not last.own:
        raise Refused("no_own_material", number=act.ticket.number)
    if act.arg not in list(rules.Material):
        deals.offer_material(act, last)
        return Notice("choose.material", {"number": act.ticket.number, "items": deals.own_items(last)})
    verdict = rules.Material(act.arg)
    deals.keep(act, signing.checked(act.ticket, act.now, act.person, last, verdict))
    done = Notice("done.material", {"number": act.ticket.number, "verdict": Word(f"material.{verdict}")})
    choices.settle(act, "material", done)
    return done
