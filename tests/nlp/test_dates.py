"""A day or a moment that somebody was asked for, in the ways in which people type it."""

from datetime import datetime

import pytest

from nlp.dates import impossible, said

NOW = datetime.fromisoformat("2026-11-18T09:30:00+08:00")  # a Wednesday


@pytest.mark.parametrize(
    ("text", "at", "timed"),
    [
        ("明天", "2026-11-19T00:00", False),
        ("3天后", "2026-11-21T00:00", False),
        ("三天后下午两点", "2026-11-21T14:00", True),
        ("一周后", "2026-11-25T00:00", False),
        ("11-25", "2026-11-25T00:00", False),
        ("11/25 9:30", "2026-11-25T09:30", True),
        ("11月25日", "2026-11-25T00:00", False),
        ("下周三", "2026-11-25T00:00", False),
        ("明天15:00", "2026-11-19T15:00", True),
        ("后天下午三点半", "2026-11-20T15:30", True),
        ("後天下午三點半", "2026-11-20T15:30", True),
        ("14:00", "2026-11-18T14:00", True),
        ("等配件，周五到", "2026-11-20T00:00", False),
        ("周六上午", "2026-11-21T08:00", False),
        ("25号下午3点", "2026-11-25T15:00", True),
        ("明天中午1点", "2026-11-19T13:00", True),
        ("下下周一上午9点", "2026-11-30T09:00", True),
    ],
)
def test_what_is_named(text: str, at: str, timed: bool) -> None:  # noqa: FBT001  # a column of the table
    found = said(text, NOW)
    assert found is not None
    assert (found.at.isoformat(timespec="minutes"), found.timed) == (f"{at}+08:00", timed)


@pytest.mark.parametrize(
    "text",
    [
        "等厂家回复",
        "看情况吧",
        "昨天坏的",
        "等2号泵",
        "3个工作日后",
        "25点",
        "明天25:00",
        "9:75",
        "等配件 2月30日",
        "",
    ],
)
def test_where_no_day_is_named_none_is_found(text: str) -> None:
    assert said(text, NOW) is None


def test_a_day_that_does_not_exist_is_told_from_none_named() -> None:
    assert impossible("等配件 2月30日", NOW)
    assert not impossible("等配件", NOW)
