"""公告: posted, listed, over; what it tells is told to whoever asks, and nothing reported is lost (S2-34)."""

import pytest

from tests.journeys.visitor import Visitor

WATER = "公告 停水 11-18 9:00-17:00 3栋 4栋 水泵检修"


def posted(visitor: Visitor, typed: str = WATER) -> None:
    visitor.say("何静", "private", typed)


def test_S2_34_a_notice_is_posted_and_short_warning_is_said(visitor: Visitor) -> None:
    posted(visitor, "/公告 停电 11-18 20:00")
    assert "不到 24 小时" in visitor.bot("何静", "private", "公告 1").text
    shown = visitor.bot("陈建国", "residents", "公告 1").text
    assert "停电" in shown
    assert "全小区" in shown
    assert "11月18日 20:00" in shown
    posted(visitor, "/公告 停电 5-12 9:00")
    assert "不到 24 小时" not in visitor.bot("何静", "private", "公告 2").text
    assert "2027年5月12日 09:00" in visitor.bot("陈建国", "residents", "公告 2").text


def test_S2_34_in_english_it_is_outage(visitor: Visitor) -> None:
    posted(visitor, "/outage water 11-20 9:00-17:00 building 3 pump check")
    shown = visitor.bot("陈建国", "residents", "公告 1").text
    assert "3栋" in shown
    assert "pump check" in shown


def test_S2_34_a_report_that_fits_is_answered_by_it_in_one_line_and_counted(visitor: Visitor) -> None:
    posted(visitor)
    visitor.say("陈建国", "residents", "3栋停水了，快来修")
    answer = visitor.bot("陈建国", "residents", "停水公告 1")
    assert "11月18日 17:00 恢复" in answer.text
    assert "\n" not in answer.text
    visitor.say("吴刚", "private", "家里停水了")
    assert visitor.card("吴刚", "private", "停水公告 1")
    assert not visitor.tickets()
    visitor.say("何静", "private", "公告")
    assert "已答复 2 次" in visitor.bot("何静", "private", "现有公告").text


def test_something_else_makes_a_ticket_of_what_was_said_once(visitor: Visitor) -> None:
    posted(visitor)
    visitor.say("陈建国", "residents", "3栋停水了，快来修")
    answer = visitor.bot("陈建国", "residents", "停水公告 1")
    assert "当时反映的人" in (visitor.tap("李秀英", answer, "仍要登记") or "")
    visitor.tap("陈建国", answer, "仍要登记")
    (ticket,) = visitor.tickets()
    assert (ticket["text"], ticket["status"]) == ("3栋停水了，快来修", "dispatched")
    assert "#1" in (visitor.tap("陈建国", answer, "仍要登记") or "")
    assert len(visitor.tickets()) == 1


def test_something_else_can_be_typed(visitor: Visitor) -> None:
    posted(visitor)
    visitor.say("陈建国", "residents", "3栋停水了，快来修")
    visitor.say("陈建国", "residents", "/仍要登记")
    assert visitor.ticket(1)["text"] == "3栋停水了，快来修"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("陈建国", "水管爆了，3栋楼道全是水，快来人"),  # an emergency is never answered by a notice only
        ("刘洋", "1栋停水了，快来修"),  # another building
        ("陈建国", "3栋2单元电梯坏了，快来修"),  # another matter
        ("陈建国", "3栋停水了没人管，再不修我要投诉到住建局，曝光给媒体"),  # graver than a notice can answer
    ],
)
def test_S2_34_what_does_not_fit_is_registered_as_ever(visitor: Visitor, who: str, said: str) -> None:
    posted(visitor)
    visitor.say(who, "residents", said)
    assert len(visitor.tickets()) == 1


def test_when_its_time_is_up_residents_hear_and_a_report_is_a_report_again(visitor: Visitor) -> None:
    posted(visitor)
    visitor.say("陈建国", "residents", "3栋停水了，快来修")
    visitor.advance("PT8H")
    assert "时间到了" in visitor.bots("陈建国", "residents")[-1].text
    assert "答复 1 次" in visitor.bot("何静", "staff", "公告 1", "已结束").text
    visitor.say("陈建国", "residents", "3栋停水了，快来修")
    assert len(visitor.tickets()) == 1
    visitor.say("何静", "private", "撤公告 1")
    assert "已经结束" in visitor.bots("何静", "private")[-1].text


def test_a_notice_is_taken_back_or_over_before_its_time(visitor: Visitor) -> None:
    posted(visitor)
    posted(visitor, "公告 停电 11-20 9:00")
    visitor.say("何静", "private", "撤公告 2")
    assert "取消" in visitor.bots("陈建国", "residents")[-1].text
    visitor.say("何静", "private", "撤公告 1")
    assert "已结束" in visitor.bots("陈建国", "residents")[-1].text
    visitor.say("陈建国", "residents", "/公告")
    assert "现在没有公告" in visitor.bots("陈建国", "residents")[-1].text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("公告 停水", "没看懂停水的时间"),
        ("公告 停水 2-30 9:00", "没看懂停水的时间"),
        ("公告 停水 11-18 25:00", "没看懂停水的时间"),
        ("公告 停水 11-18 8:00-9:00", "已经过了"),
        ("公告 停水 11-15 8:00-9:00 3栋", "写上 2027 年"),
        ("公告 停电 明天 9:00-12:00 1单元", "范围「1单元」"),
        ("公告 停电 明天 9:00-12:00 地下车库", "范围「地下车库」"),
        ("公告 呵呵呵 11-19 9:00", "没看懂「呵呵呵」"),
        ("撤公告 9", "没有公告 9"),
        ("撤公告", "没有公告"),
    ],
)
def test_bad_notices_are_refused_with_how_it_is_written(visitor: Visitor, typed: str, words: str) -> None:
    posted(visitor, typed)
    assert words in visitor.bots("何静", "private")[-1].text
    assert not visitor.bots("陈建国", "residents")


def test_only_the_desk_posts_notices(visitor: Visitor) -> None:
    for who in ("孙桂芳", "唐总"):
        visitor.say(who, "private", WATER)
        assert "公告由" in visitor.bots(who, "private")[-1].text
    visitor.say("陈建国", "private", "/" + WATER)
    assert not visitor.bots("李秀英", "residents")


def test_S2_34_who_asks_during_the_outage_or_the_day_before_is_told_and_nothing_is_kept(
    visitor: Visitor,
) -> None:
    posted(visitor, "公告 停水 11-19 9:00-17:00 3栋")
    visitor.say("陈建国", "residents", "请问明天停水吗")
    assert "11月19日 17:00 恢复" in visitor.bots("陈建国", "residents")[-1].text
    before = len(visitor.bots("郑爽", "residents"))
    visitor.say("郑爽", "residents", "请问明天停水吗")
    assert len(visitor.bots("郑爽", "residents")) == before, "5栋 has water"
    visitor.say("何静", "private", "公告")
    assert "已答复" not in visitor.bot("何静", "private", "现有公告").text


def test_S2_34_a_notice_of_one_unit_is_of_nobody_else(visitor: Visitor) -> None:
    posted(visitor, "公告 停电 11-18 9:00-12:00 3栋2单元")
    assert "3栋2单元" in visitor.bot("陈建国", "residents", "公告 1").text
    visitor.say("陈建国", "private", "家里停电了")
    assert visitor.card("陈建国", "private", "停电公告 1")
    visitor.say("赵敏", "private", "3栋1单元停电了")
    assert visitor.ticket(1)["place"], "another unit is out for another reason"
