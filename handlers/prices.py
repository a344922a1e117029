"""价目: the price list for everybody, changed by the heads (S2-35)."""

import re

from desk.errors import Refused
from desk.money import MoneyError, currency_of, parse_money
from desk.notices import Fact, Notice
from desk.people import HEADS, Role
from desk.prices import ITEM, UNITS, Price, Wanted
from handlers.turn import Turn
from nlp.lookup import ranked

SHOWN = 15  # lines that a phone still shows at once
_CHANGE = ("改", "设", "加", "set", "add")
_DROP = ("删", "刪", "drop", "remove")
# "换锁 80元/把 不含锁": item, amount, perhaps a unit, perhaps a note
_SET = re.compile(r"(.+?)\s+(\S*\d\S*?|免费|免費|free)\s*(?:/\s*(\S+))?(?:\s+(.*))?", re.DOTALL)


def asked(turn: Turn) -> Notice:
    """价目, 价目 换锁, 价目 改 换锁 80元/把, 价目 删 换锁."""
    first, _, rest = turn.words.partition(" ")
    if first.lower() in _CHANGE and rest:
        return _change(turn, rest.strip())
    if first.lower() in _DROP and rest:
        return _drop(turn, rest.strip())
    return look(turn, turn.words)


def look(turn: Turn, words: str) -> Notice:
    """What it costs; without words the whole list."""
    prices = turn.tools.uow.prices.of(turn.site.id)
    if not prices:
        return Notice("prices.none")
    if not words:
        facts: dict[str, Fact] = {"lines": [line(one) for one in prices[:SHOWN]], "count": len(prices)}
        return Notice("prices.all", {**facts, "more": max(0, len(prices) - SHOWN)})
    found = [prices[at] for at in ranked(words, [one.item for one in prices])]
    if not found:
        return Notice("prices.unknown", {"word": words[:ITEM]})
    return Notice("prices.found", {"lines": [line(one) for one in found[:SHOWN]]})


def line(price: Price) -> Notice:
    """One item: what it costs, per what."""
    facts: dict[str, Fact] = {
        "item": price.item,
        "amount": str(price.amount),
        "unit": price.unit,
        "note": price.note,
    }
    return Notice("prices.line" if price.amount.minor else "prices.line_free", facts)


def _change(turn: Turn, words: str) -> Notice:
    _ensure_head(turn)
    found = _SET.fullmatch(words)
    if found is None:
        raise Refused("price_words")
    item, unit = found[1].strip(), found[3] or "次"
    if len(item) > ITEM or unit not in UNITS:
        raise Refused("price_words")
    try:
        amount = parse_money(found[2], currency_of(turn.site.region))
    except MoneyError:
        raise Refused("price_amount", word=found[2][:20]) from None
    wanted = Wanted(item=item, unit=unit, amount=amount, note=(found[4] or "").strip()[:60])
    price = turn.tools.uow.prices.put(turn.site.id, wanted, turn.now)
    return Notice("prices.set", {"line": line(price)})


def _drop(turn: Turn, item: str) -> Notice:
    _ensure_head(turn)
    if not turn.tools.uow.prices.end(turn.site.id, item, turn.now):
        return Notice("prices.unknown", {"word": item[:ITEM]})
    return Notice("prices.dropped", {"item": item[:ITEM]})


def _ensure_head(turn: Turn) -> None:
    person = turn.scene.person
    if person is None or person.role not in {*HEADS, Role.ENGINEERING_LEAD}:
        raise Refused("prices_by_head")
