"""A quote's lines as fitters type them, and plans as officers do."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.money import Currency, Money
from desk.prices import Price
from desk.quotes import Line
from handlers import plan_words, quote_words
from tests.desk.examples import CALENDAR, NOW


def price(key: int, item: str, unit: str, yuan: int) -> Price:
    amount = Money(minor=yuan * 100, currency=Currency.CNY)
    return Price(id=key, site=1, item=item, unit=unit, amount=amount, since=NOW)


PRICES = [price(1, "换锁芯", "把", 80), price(2, "换门锁", "把", 150), price(3, "换水龙头", "个", 40)]


def read(words: str) -> list[tuple[str, str, int, str, int | None, bool]]:
    found = quote_words.lines(words, PRICES, Currency.CNY)
    return [(one.item, one.unit, one.price, str(one.quantity), one.listed, one.own) for one in found]


LOCK = ("换锁芯", "把", 8000, "1", 1, False)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("换锁芯", [LOCK]),
        ("换锁芯 1", [LOCK]),
        ("换锁芯×1把", [LOCK]),
        ("换 锁芯 x1", [LOCK]),
        ("锁芯 1", [LOCK]),
        ("换锁 1", [LOCK]),
        ("换锁芯 80元", [LOCK]),
        ("换锁芯 2 自备", [("换锁芯", "把", 8000, "2", 1, True)]),
        ("换锁芯 2（业主自备材料）", [("换锁芯", "把", 8000, "2", 1, True)]),
        ("换锁芯 1，水龙头 2", [LOCK, ("换水龙头", "个", 4000, "2", 3, False)]),
        ("换锁芯 1\n换水龙头 1.5", [LOCK, ("换水龙头", "个", 4000, "1.5", 3, False)]),
        ("换锁芯 100元", [("换锁芯", "把", 10000, "1", None, False)]),
        ("换门框 1 300元/樘", [("换门框", "樘", 30000, "1", None, False)]),
        ("换门框 300.5元", [("换门框", "次", 30050, "1", None, False)]),
        ("换门框 ¥1,300", [("换门框", "次", 130000, "1", None, False)]),
        ("换3号门 2扇 50元", [("换3号门", "扇", 5000, "2", None, False)]),
    ],
)
def test_what_is_typed_becomes_lines(words: str, lines: list[object]) -> None:
    """S2-87, S2-89: at the listed price; at another price it is not listed, and has to be judged."""
    assert read(words) == lines


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("", "quote_words"),
        ("，；", "quote_words"),
        ("换门框", "quote_unlisted"),
        ("锁", "quote_unlisted"),
        ("换锁芯 0", "quote_many"),
        ("换锁芯 1.234", "quote_many"),
        ("换锁芯 10000", "quote_many"),
        ("换门框 99999999元", "price_amount"),
        ("换门框 1.999元", "price_amount"),
        ("换" * 40 + " 3元", "quote_words"),
        ("，".join(["换锁芯"] * 13), "quote_words"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read(words)
    assert refused.value.notice.key == f"refused.{key}"


@given(words=st.text(max_size=60))
def test_whatever_is_typed_is_a_quote_or_a_refusal(words: str) -> None:
    try:
        found = quote_words.lines(words, PRICES, Currency.CNY)
    except Refused:
        return
    assert all(isinstance(one, Line) and one.price >= 0 and one.quantity > Decimal(0) for one in found)


@pytest.mark.parametrize(
    "words",
    [
        "方案：换门机板\n预计：明天17:00\n困难：等配件\n选项：原厂／通用",
        "换门机板；预计 明天17:00；困难 等配件；A. 原厂；B. 通用",
        "方案 换门机板；困难：等配件；预计完成：明天17:00；选项 原厂/通用",
    ],
)
def test_a_plan_is_read_in_lines_or_in_one(words: str) -> None:
    plan = plan_words.parse(words, NOW, CALENDAR, 1)
    assert (plan.measures, plan.difficulty, plan.options) == ("换门机板", "等配件", ("原厂", "通用"))
    assert CALENDAR.local(plan.expected).isoformat()[:16] == "2026-11-19T17:00"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("换门机板", "plan_time"),
        ("换门机板；预计 昨天17:00", "plan_time"),
        ("预计 明天17:00", "plan_words"),
        ("换；预计 明天17:00；选项 一／二／三／四", "plan_words"),
        ("换；预计 明天17:00；选项 一", "plan_words"),
    ],
)
def test_a_plan_names_what_and_a_time_to_come(words: str, key: str) -> None:
    """S4-17."""
    with pytest.raises(Refused) as refused:
        plan_words.parse(words, NOW, CALENDAR, 1)
    assert refused.value.notice.key == f"refused.{key}"


def test_a_day_alone_means_its_close() -> None:
    plan = plan_words.parse("换门机板；预计 明天", NOW, CALENDAR, 1)
    assert plan.expected > NOW + timedelta(hours=24)
    assert CALENDAR.local(plan.expected).hour == 17
