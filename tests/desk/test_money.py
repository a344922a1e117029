"""Money: exact, rounded once and half up, never a float; lists keep what was."""

import ast
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.money import (
    MOST,
    Currency,
    Money,
    MoneyError,
    currency_of,
    parse_money,
    parse_quantity,
    shown,
    total,
)
from desk.prices import Price, Wanted, folded, revised
from tests.desk.examples import NOW

ROOT = Path(__file__).parents[2]
AMOUNTS = st.integers(0, MOST)
QUANTITIES = st.decimals(Decimal("0.01"), Decimal(9999), places=2)
CURRENCIES = st.sampled_from(list(Currency))


def yuan(minor: int) -> Money:
    return Money(minor=minor, currency=Currency.CNY)


@given(minor=AMOUNTS, currency=CURRENCIES)
def test_what_is_shown_is_read_back_as_the_same_amount(minor: int, currency: Currency) -> None:
    money = Money(minor=minor, currency=currency)
    assert parse_money(str(money), currency) == money
    assert parse_money(str(money.decimal), currency) == money
    assert money.decimal * 100 == minor


@given(minor=AMOUNTS, quantity=QUANTITIES)
def test_a_line_is_off_by_half_a_minor_unit_at_most_and_rounds_half_up(minor: int, quantity: Decimal) -> None:
    exact = Decimal(minor) * quantity
    line = yuan(minor).times(quantity)
    assert abs(line.minor - exact) <= Decimal("0.5")
    assert line.minor == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(amounts=st.lists(AMOUNTS, max_size=20))
def test_a_total_is_the_sum_in_whatever_order(amounts: list[int]) -> None:
    money = [yuan(one) for one in amounts]
    assert total(money, Currency.CNY) == total(money[::-1], Currency.CNY) == yuan(sum(amounts))


def test_two_currencies_make_no_sum() -> None:
    with pytest.raises(ValueError, match="HKD"):
        yuan(1) + Money(minor=1, currency=Currency.HKD)


@given(quantity=QUANTITIES)
def test_a_quantity_is_shown_without_idle_zeros_and_read_back(quantity: Decimal) -> None:
    assert parse_quantity(shown(quantity)) == quantity
    assert not shown(quantity).endswith((".", ".0", ".00"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-3", "negative"),
        ("-0.01元", "negative"),
        ("1000000.01", "huge"),
        ("9" * 15, "huge"),
        ("80.555", "decimals"),
        ("1e5", "number"),
        ("NaN", "number"),
        ("Infinity", "number"),
        ("8,0", "number"),
        ("八十", "number"),
        ("", "number"),
        ("=1+1", "number"),
        ("80元/把", "number"),
        ("True", "number"),
    ],
)
def test_what_is_no_amount_is_refused_with_why(text: str, why: str) -> None:
    with pytest.raises(MoneyError) as refused:
        parse_money(text, Currency.CNY)
    assert refused.value.why == why


@pytest.mark.parametrize("text", ["80", "80.0", "80.00元", "¥80", "８０元", " 80 块 ", "80.000"])
def test_an_amount_is_read_as_people_write_it(text: str) -> None:
    assert parse_money(text, Currency.CNY) == yuan(8000)


@pytest.mark.parametrize("text", ["0", "-1", "0.001", "10000", "1e3", "x", "", "NaN"])
def test_a_quantity_is_above_nothing_and_within_reason(text: str) -> None:
    with pytest.raises(MoneyError):
        parse_quantity(text)


def test_the_region_says_with_what_is_paid() -> None:
    assert [currency_of(one).value for one in ("CN", "HK", "TW", "MO", "SG")] == [
        *("CNY", "HKD", "TWD", "MOP", "CNY")
    ]


@given(text=st.text(max_size=30))
def test_whatever_is_typed_is_an_amount_or_refused(text: str) -> None:
    try:
        money = parse_money(text, Currency.CNY)
    except MoneyError:
        return
    assert 0 <= money.minor <= MOST


def test_no_file_that_handles_money_makes_a_float() -> None:
    """A float would round by itself: neither the word nor a literal stands in these files."""
    files = [
        *("desk/money.py", "desk/prices.py", "desk/quotes.py", "desk/billing.py", "storage/prices.py"),
        *("storage/quotes.py", "storage/money_tables.py", "handlers/quote_words.py", "handlers/prices.py"),
        *("bot/importing/prices.py", "bot/exporting/finance.py", "desk/moves/signing.py"),
    ]
    for file in files:
        nodes = list(ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))))
        assert not [one for one in nodes if isinstance(one, ast.Name) and one.id == "float"], file
        assert not [one for one in nodes if isinstance(one, ast.Constant) and type(one.value) is float], file


ITEMS = st.dictionaries(st.sampled_from(["换锁", "换灯", "修水管", "A"]), st.integers(0, 3))


def wanted(items: dict[str, int]) -> list[Wanted]:
    return [Wanted(item=item, unit="次", amount=yuan(minor)) for item, minor in items.items()]


@given(before=ITEMS, after=ITEMS)
def test_a_revised_list_is_exactly_the_new_one_and_leaves_alone_what_stays(
    before: dict[str, int], after: dict[str, int]
) -> None:
    current = [
        Price(id=n, site=1, item=one.item, unit=one.unit, amount=one.amount, since=NOW)
        for n, one in enumerate(wanted(before), 1)
    ]
    revision = revised(current, wanted(after))
    kept = [price for price in current if price not in revision.ended]
    now = {price.item: price.amount.minor for price in kept}
    now |= {one.item: one.amount.minor for one in revision.begun}
    assert now == after
    assert all(after[price.item] == price.amount.minor for price in kept)
    assert revision.same == len(kept)
    assert revised(kept, [replace(one) for one in wanted(now)]).begun == revision.begun


def test_two_spellings_are_one_item() -> None:
    assert folded(" 换 锁Ａ") == folded("换锁a")
