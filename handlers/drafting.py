"""报价 put together by taps: a draft card with items, quantities and whose material, then sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from desk.change import to_person
from desk.errors import Refused
from desk.money import Money, shown
from desk.moves.deals import gone
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Word, row
from desk.prices import Price
from desk.quotes import LINES, Line, Quote, QuoteState, lines_of
from handlers import quoting
from handlers.act import Act
from handlers.deals import numbered
from handlers.post import Post
from handlers.quote_words import on_list
from nlp.lookup import ranked
from storage.questions import Question

OFFERED = 6  # items as buttons: what a phone shows without scrolling
_LABEL = 8  # characters of an item on a button with its price
_ONE = Decimal(1)


def begin(act: Act) -> Notice:
    """The draft card, in the private chat of whoever quotes; what they type next is taken as lines."""
    ensure(Move.QUOTE, act.person, act.ticket)
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    address = post.reached(act.person)
    if address is None:
        raise Refused("quote_in_private", number=act.ticket.number)
    _show(act, _draft(act) or _begun(act))
    _listen(act, address.account)
    incoming = act.scene.incoming
    here = (address.platform, address.account) == (incoming.platform, incoming.chat)
    return Notice("choose.quote" if here else "quote.drafting", {"number": act.ticket.number})


def _listen(act: Act, chat: str) -> None:
    """What they type there next is taken as lines."""
    question = Question(
        person=act.person.id,
        chat=chat,
        kind="quote",
        ticket=act.ticket.id,
        expires_at=act.now + quoting.PATIENCE,
    )
    act.tools.uow.questions.ask(question)


def add_words(act: Act) -> Notice:
    """Lines typed below the draft card are added to it; they are sent by a tap."""
    ensure(Move.QUOTE, act.person, act.ticket)
    draft = _draft(act) or _begun(act)
    typed = quoting.typed(act)
    if len(draft.lines) + len(typed) > LINES:
        raise Refused("quote_words", most=LINES)
    changed = replace(draft, lines=(*draft.lines, *typed))
    act.tools.uow.quotes.write(changed)
    _show(act, changed)
    _listen(act, act.scene.incoming.chat)
    return Notice("quote.drafted", {"number": act.ticket.number, "total": str(changed.total)})


def change(act: Act) -> Notice:
    """One tap on the draft card: `arg` is version, what to do, and on which item or line."""
    ensure(Move.QUOTE, act.person, act.ticket)
    version, _, rest = act.arg.partition("-")
    draft = numbered(act, version)
    if draft is None:
        raise Refused("unknown_button")
    if draft.state is not QuoteState.DRAFT:
        raise gone(act.ticket, draft)
    verb, _, key = rest.partition("-")
    if verb == "send":
        return _send(act, draft)
    if verb not in _STEPS or not (key.isascii() and key.isdigit()):
        raise Refused("unknown_button")
    changed = replace(draft, lines=_STEPS[verb](act, draft, int(key[:9])))
    act.tools.uow.quotes.write(changed)
    _show(act, changed)
    return Notice("quote.drafted", {"number": act.ticket.number, "total": str(changed.total)})


def _send(act: Act, draft: Quote) -> Notice:
    sent = quoting.send(act, draft)
    act.tools.uow.questions.drop(act.person.id, act.scene.incoming.chat)
    return sent


def _draft(act: Act) -> Quote | None:
    quotes = act.tools.uow.quotes.of(act.ticket.id)
    return next((one for one in quotes if one.state is QuoteState.DRAFT), None)


def _begun(act: Act) -> Quote:
    return act.tools.uow.quotes.add(quoting.fresh(act, ()))


def _add(act: Act, draft: Quote, key: int) -> tuple[Line, ...]:
    """The item; one that is there already counts one more."""
    price = act.tools.uow.prices.get(key)
    if price is None or price.site != act.scene.site.id or price.until is not None:
        raise Refused("unknown_button")
    at = next((n for n, line in enumerate(draft.lines) if line.listed == key), None)
    if at is not None:
        return _more(act, draft, at)
    if len(draft.lines) >= LINES:
        raise Refused("quote_words", most=LINES)
    return (*draft.lines, on_list(price))


def _more(_act: Act, draft: Quote, at: int) -> tuple[Line, ...]:
    return _with(draft, at, lambda line: replace(line, quantity=line.quantity + _ONE))


def _less(_act: Act, draft: Quote, at: int) -> tuple[Line, ...]:
    """One less; the last one takes the line with it."""
    return _with(
        draft, at, lambda line: replace(line, quantity=line.quantity - _ONE) if line.quantity > _ONE else None
    )


def _own(_act: Act, draft: Quote, at: int) -> tuple[Line, ...]:
    return _with(draft, at, lambda line: replace(line, own=not line.own))


def _with(draft: Quote, at: int, change: Callable[[Line], Line | None]) -> tuple[Line, ...]:
    if at >= len(draft.lines):
        raise Refused("unknown_button")
    new = change(draft.lines[at])
    return (*draft.lines[:at], *([new] if new else []), *draft.lines[at + 1 :])


_STEPS: Mapping[str, Callable[[Act, Quote, int], tuple[Line, ...]]] = {
    "add": _add,
    "more": _more,
    "less": _less,
    "own": _own,
}


def _show(act: Act, draft: Quote) -> None:
    prices = act.tools.uow.prices.of(act.scene.site.id)
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "lines": lines_of(draft),
        "total": str(draft.total) if draft.lines else None,
    }
    notice = Notice("quote.draft", facts, _buttons(act, draft, prices))
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    post.tell(to_person(act.person.id, notice, card=quoting.draft_card(draft)))


def _buttons(act: Act, draft: Quote, prices: Sequence[Price]) -> tuple[tuple[Button, ...], ...]:
    def button(step: str, label: str | Word) -> Button:
        return Button(verb="line", ticket=act.ticket.id, arg=f"{draft.version}-{step}", label=label)

    items = [button(f"add-{one.id}", _label(one)) for one in _offered(act, draft, prices)]
    rows = [row(*items[at : at + 2]) for at in range(0, len(items), 2)]
    for at, one in enumerate(draft.lines):
        name = f"{one.item[:_LABEL]}×{shown(one.quantity)}"
        own = Word("quote.button_ours" if one.own else "quote.button_own")
        rows.append(
            row(button(f"less-{at}", "－"), button(f"more-{at}", f"{name} ＋"), button(f"own-{at}", own))
        )
    if draft.lines:
        rows.append(row(button("send", Word("quote.button_send"))))
    return tuple(rows)


def _label(price: Price) -> str:
    return f"{price.item[:_LABEL]} {Money(minor=price.amount.minor, currency=price.amount.currency)}"


def _offered(act: Act, draft: Quote, prices: Sequence[Price]) -> list[Price]:
    """What is likeliest by the matter's words, then the beginning of the list."""
    names = [one.item for one in prices]
    asked = [*act.ticket.keywords, *([act.ticket.topic] if act.ticket.topic else [])]
    likely = dict.fromkeys(at for word in asked if len(word) > 1 for at in ranked(word, names))
    chosen = {line.listed for line in draft.lines}
    order = [prices[at] for at in dict.fromkeys([*likely, *range(len(prices))])]
    return [one for one in order if one.id not in chosen][:OFFERED]
