from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fold import fold
from nlp.moments import wish_of


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("明天下午三点以后来修一下", "明天下午三点以后", "22 15:00", None),
        ("周六上午我在家", "周六上午", "21 08:00", "21 12:00"),
        ("下周二上门看看", "下周二", "24 00:00", "25 00:00"),
        ("下班后在家，来看看", "下班后", "22 18:00", None),
        ("半小时内上门", "半小时内", "21 19:00", "21 19:30"),
        ("聽日朝早十點得唔得", "聽日朝早十點", "22 10:00", "22 11:00"),
        ("周末来看看就行", "周末", "21 00:00", "23 00:00"),
        ("后天9:30到11:00家里有人", "后天9:30到11:00", "23 09:30", "23 11:00"),
        ("请明天中午以前派人", "明天中午以前", None, "22 11:00"),
        ("下班前一定要修好", "下班前", None, "22 18:00"),
        ("请师傅明天上午来放放气", "明天上午", "22 08:00", "22 12:00"),
        ("唔該下晝前嚟通下渠", "下晝前", None, "22 13:00"),
        ("周日白天来瞅瞅", "周日白天", "22 08:00", "22 18:00"),
        ("只希望明天能有热水", "明天", "22 00:00", "23 00:00"),
        ("明天中午1点以后在家", "明天中午1点以后", "22 13:00", None),
        ("明天中午一点到两点在家", "明天中午一点到两点", "22 13:00", "22 14:00"),
        ("明天上午10点到下午2点在家", "明天上午10点到下午2点", "22 10:00", "22 14:00"),
        ("明天上午10点到2点在家", "明天上午10点到2点", "22 10:00", "22 14:00"),
        ("请明天晚上12点前来修", "明天晚上12点前", None, "23 00:00"),
        ("请明天24:00前来修", "明天24:00前", None, "23 00:00"),
        ("25号下午三点来修", "25号下午三点", "25 15:00", "25 16:00"),
        ("3号来修", "3号", "03 00:00", "04 00:00"),
        ("11/25下午3点来修", "11/25下午3点", "25 15:00", "25 16:00"),
        ("下下周一上门看看", "下下周一", "30 00:00", "01 00:00"),
        ("请一天内来修", "一天内", "21 19:00", "22 19:00"),
    ],
)
def test_a_wish_is_an_interval_from_now(
    text: str, words: str, start: str | None, end: str | None, now: datetime
) -> None:
    wish = wish_of(fold(text), now)

    assert wish is not None
    told = tuple(at and at.strftime("%d %H:%M") for at in (wish.start, wish.end))
    assert (wish.text, *told) == (words, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "昨晚八点开始漏水",
        "明天来水吗",
        "周一来的师傅没带工具",
        "每天早上七点有人唱歌",
        "半夜三点还在敲",
        "今天又坏了",
        "搬家公司明天来我们楼",
        "能不能人性一点",
        "以后怎么办",
        "电梯一天内坏了三次",
        "半小时内停了两次电",
        "一周内漏了三回水了没人管",
        "我住25号，请来修",
        "25号302室请来修",
        "2号泵请来修",
        "3号楼请来修",
    ],
)
def test_a_time_that_tells_when_it_happened_is_no_wish(text: str, now: datetime) -> None:
    assert wish_of(fold(text), now) is None


@pytest.mark.parametrize(
    "text",
    [
        "明天9:75来修",
        "明天25点来修",
        "99点来修",
        "请明天24:30前来修",
        "2月30日来修",
        "13月1日来修",
        "32号来修",
        "明天下午3点到上午9点在家",
    ],
)
def test_an_impossible_time_is_never_bent_into_another(text: str, now: datetime) -> None:
    assert wish_of(fold(text), now) is None


def test_a_weekday_whose_hour_is_over_is_next_weeks() -> None:
    monday = datetime.fromisoformat("2026-11-23T10:00:00+08:00")

    wish = wish_of(fold("周一上午9点来修"), monday)

    assert wish is not None
    assert wish.start == datetime.fromisoformat("2026-11-30T09:00:00+08:00")


@given(text=st.text(alphabet="今明后周六上下午早晚点半分前后内0123456789一二十:到-来家在月日号", max_size=60))
def test_any_mixture_of_times_is_read_in_order(text: str) -> None:
    at = datetime.fromisoformat("2026-02-28T23:59:00+08:00")

    wish = wish_of(fold(text), at)

    assert wish is None or wish.start is None or wish.start.tzinfo is not None
    assert wish is None or wish.start is None or wish.end is None or wish.start < wish.end
