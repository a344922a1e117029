"""A quote's lines as they are typed: 换锁 1, 锁芯 2 自备; 换门框 300元."""

import re
from collections.abc import Sequence
from decimal import Decimal

from desk.errors import Refused
from desk.money import Currency, MoneyError, parse_money, parse_quantity
from desk.notices import Notice
from desk.prices import ITEM, UNITS, Price, folded
from desk.quotes import LINES, Line
from handlers.prices import line as shown
from nlp.lookup import ranked

_OWN = re.compile(
    r"[（(]?(?:业主|業主|自己)?(?:自备|自備|自带|自帶|自购|自購|own)(?:材料)?[)）]?", re.IGNORECASE
)
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_PRICE = re.compile(
    rf"(?:@|单价|單價)?\s*((?:¥|￥|HK\$|NT\$|MOP\$|\$)?\s*-?\d[\d,]*(?:\.\d+)?)\s*(元|块钱|块|塊)?\s*(?:/\s*({_UNIT}))?",
    re.IGNORECASE,
)
_MANY = re.compile(rf"(.*?)\s*[x×*]?\s*(\d[\d.]*)\s*({_UNIT})?\s*", re.DOTALL | re.IGNORECASE)
_CLOSEST = 3


def lines(words: str, prices: Sequence[Price], currency: Currency) -> tuple[Line, ...]:
    """What was typed, each item on the list or with a price of its own; raises Refused."""
    parts = [part.strip() for part in re.split(r"[,，、;；\n]+(?!\d{3}\b)", words) if part.strip()]
    if not parts or len(parts) > LINES:
        raise Refused("quote_words", most=LINES)
    return tuple(_line(part, prices, currency) for part in parts)


def _line(part: str, prices: Sequence[Price], currency: Currency) -> Line:
    own = _OWN.search(part) is not None
    rest = _OWN.sub("", part).strip()
    asked, rest, unit = _price(rest, currency)
    item, quantity, counted = _many(rest)
    if not item or len(item) > ITEM:
        raise Refused("quote_words", most=LINES)
    price = _listed(item, prices)
    if price is not None and asked in (None, price.amount.minor):
        return on_list(price, quantity, own=own)
    if asked is None:
        raise _unlisted(item, prices)
    unit = unit or counted or (price.unit if price else "次")
    return Line(item=item, unit=unit, price=asked, quantity=quantity, own=own)


def on_list(price: Price, quantity: Decimal = Decimal(1), *, own: bool = False) -> Line:
    """A line at the price that is in force."""
    return Line(
        item=price.item,
        unit=price.unit,
        price=price.amount.minor,
        quantity=quantity,
        listed=price.id,
        own=own,
    )


def _price(text: str, currency: Currency) -> tuple[int | None, str, str | None]:
    """The price that stands in it (a number with a currency), the text without it, and per what."""
    for found in _PRICE.finditer(text):
        signed = found[2] or (not found[1].lstrip()[0].isdigit() and not found[1].startswith("-"))
        if not signed:
            continue
        try:
            money = parse_money(found[1], currency)
        except MoneyError:
            raise Refused("price_amount", word=found[0].strip()[:20]) from None
        return money.minor, (text[: found.start()] + " " + text[found.end() :]).strip(), found[3]
    return None, text, None


def _many(text: str) -> tuple[str, Decimal, str | None]:
    """The item, how many of it (one, where it does not say) and of what."""
    found = _MANY.fullmatch(text)
    if found is None or not found[1]:
        return text.strip(), Decimal(1), None
    try:
        return found[1].strip(), parse_quantity(found[2]), found[3]
    except MoneyError:
        raise Refused("quote_many", word=text[:20]) from None


def _listed(item: str, prices: Sequence[Price]) -> Price | None:
    """The item of that name; else the only one that contains it."""
    exact = [one for one in prices if folded(one.item) == folded(item)]
    within = [one for one in prices if folded(item) in folded(one.item)]
    return exact[0] if exact else within[0] if len(within) == 1 else None


def _unlisted(item: str, prices: Sequence[Price]) -> Refused:
    near = [shown(prices[at]) for at in ranked(item, [one.item for one in prices])[:_CLOSEST]]
    return Refused("quote_unlisted", item=item, near=Notice("list", {"parts": near}) if near else None)
