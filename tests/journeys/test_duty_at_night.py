"""After hours the roster says who: routing, and 收到 before the next one is called."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.visitor import Visitor

PLAIN = "3栋2单元楼道灯不亮了，麻烦修一下"
LIFT = "3栋2单元电梯困人了，快来人"
FEES = "投诉物业费乱收费，再不退就找媒体曝光你们"
EVENING = datetime.fromisoformat("2026-11-18T19:00:00+08:00")


@pytest.fixture
def evening(data: Path, reader: Reader) -> Iterator[Visitor]:
    """Wednesday 19:00: the office is closed, 王强 has duty."""
    with Running(data, reader, EVENING) as base, Visitor(base) as visitor:
        visitor.say("何静", "private", "/值班 今天 王强")
        yield visitor


def test_S3_19_after_hours_a_class_3_goes_to_whoever_has_duty(evening: Visitor) -> None:
    """S2-36: reports are taken day and night, and the card says who has them."""
    evening.say("陈建国", "residents", PLAIN)
    ticket = evening.ticket(1)
    assert (ticket["class"], ticket["assignee"]) == (3, evening.people["王强"])
    assert "王强" in evening.bot("陈建国", "residents", "#1").text
    evening.tap("王强", evening.bot("王强", "private", "#1"), "接单")
    assert evening.ticket(1)["status"] == "accepted"


def test_S3_19_in_opening_hours_the_area_officer_has_it_whoever_has_duty(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/值班 今天 王强")
    visitor.say("陈建国", "residents", PLAIN)
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]


def test_S3_19_without_a_roster_the_area_officer_has_it_at_night_too(visitor: Visitor) -> None:
    visitor.advance("PT11H")
    visitor.say("陈建国", "residents", PLAIN)
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]


def test_S3_19_what_is_the_heads_stays_theirs_and_the_duty_officer_is_told(evening: Visitor) -> None:
    """S0-03, S0-16: 媒体曝光 makes it a class 1, 乱收费 is of the category fees."""
    evening.say("陈建国", "residents", FEES)
    ticket = evening.ticket(1)
    assert (ticket["class"], ticket["category"]) == (1, "fees")
    assert ticket["assignee"] == evening.people["高明"]
    assert evening.bot("王强", "private", "非办公时间", "#1")


def test_S3_19_a_second_complaint_after_hours_is_known_to_the_duty_officer(evening: Visitor) -> None:
    evening.say("陈建国", "residents", PLAIN)
    evening.say("王强", "private", "接单 1")
    evening.say("王强", "private", "完成 1 换了灯管")
    evening.tap("陈建国", evening.bot("陈建国", "private", "换了灯管"), "未解决")
    assert evening.ticket(2)["assignee"] == evening.people["林芳"]
    assert evening.bot("王强", "private", "非办公时间", "#2")


def test_S2_10_the_first_tap_on_an_alarm_wins_and_everybodys_alarm_says_who(evening: Visitor) -> None:
    evening.say("陈建国", "residents", LIFT)
    alarm = evening.bot("王强", "private", "🚨 重要", "#1")
    other = evening.bot("赵卫东", "private", "🚨 重要", "#1")
    assert "收到" in alarm.buttons
    evening.tap("王强", alarm, "收到")
    assert "收到：王强" in evening.bot("赵卫东", "private", "🚨 重要", "#1").text
    assert "收到：王强" in evening.bot("高明", "managers", "🚨 重要", "#1").text
    assert not evening.bot("赵卫东", "private", "🚨 重要", "#1").buttons
    assert "王强" in str(evening.tap("赵卫东", other, "收到"))
    evening.advance("PT30M")
    assert not [one for one in evening.bots("林芳", "private") if "没有人点" in one.text]
    entries = [entry["kind"] for entry in evening.ticket(1)["journal"]]
    assert entries.count("acknowledged") == 1


def test_S2_10_an_alarm_that_nobody_answers_goes_to_the_next(evening: Visitor) -> None:
    evening.say("陈建国", "residents", LIFT)
    evening.settle()
    evening.advance("PT4M")
    assert not [one for one in evening.bots("林芳", "private") if "没有人点" in one.text]
    evening.advance("PT1M")
    called = evening.bot("林芳", "private", "5分钟没有人点")
    assert not [one for one in evening.bots("高明", "private") if "没有人点" in one.text]
    evening.advance("PT5M")
    assert evening.bot("高明", "private", "10分钟没有人点")
    evening.tap("林芳", called, "收到")
    evening.advance("PT1H")
    assert not [one for one in evening.bots("高明", "managers") if "没有人点" in one.text]
    assert "收到：林芳" in evening.bot("王强", "private", "🚨 重要", "#1").text


def test_S2_10_taking_the_job_answers_the_alarm_too(evening: Visitor) -> None:
    evening.say("陈建国", "residents", LIFT)
    evening.settle()
    evening.say("王强", "private", "接单 1")
    evening.advance("PT1H")
    assert not [one for one in evening.bots("林芳", "private") if "没有人点" in one.text]


def test_S2_10_a_resident_cannot_answer_an_alarm(evening: Visitor) -> None:
    evening.say("陈建国", "residents", LIFT)
    card = evening.bot("陈建国", "residents", "#1")
    assert evening.press("陈建国", card, "v1:acknowledge:1")
    assert "收到" in evening.bot("王强", "private", "🚨 重要", "#1").buttons
    evening.say("王强", "staff", "收到")
    evening.settle()
    assert not [one for one in evening.bots("王强", "staff") if "工单号" in one.text], "收到 alone is chatter"
    evening.say("王强", "private", "收到 1")
    assert "收到：王强" in evening.bot("赵卫东", "private", "🚨 重要", "#1").text


def test_S2_15_who_has_duty_may_call_on_every_department_and_not_the_day_after(evening: Visitor) -> None:
    evening.say("陈建国", "residents", PLAIN)
    evening.say("赵卫东", "private", "转派 1 孙桂芳 归这边管")
    assert evening.ticket(1)["assignee"] == evening.people["王强"], "whoever has no duty may not"
    evening.say("林芳", "private", "转派 1 周婷 归这边管")
    evening.say("王强", "private", "转派 1 孙桂芳 归这边管")
    assert evening.ticket(1)["assignee"] == evening.people["孙桂芳"]
    evening.advance("PT14H")
    evening.say("王强", "private", "转派 1 周婷 归这边管")
    assert evening.ticket(1)["assignee"] == evening.people["孙桂芳"]


def test_S2_07_who_has_the_shift_has_its_alarms_though_on_leave_from_midnight(
    evening: Visitor,
) -> None:
    evening.say("王强", "private", "请假 11-19 11-20 代班 赵卫东")
    asked = evening.card("林芳", "private", "王强 请假")
    evening.press("林芳", asked, asked.buttons["同意"])
    evening.advance("PT6H")
    evening.say("刘洋", "residents", "1栋1单元电梯困人了，快来人")
    assert "收到" in evening.bot("王强", "private", "🚨 重要", "#1").buttons
    evening.say("陈建国", "residents", PLAIN)
    assert evening.ticket(2)["assignee"] == evening.people["王强"]
    evening.advance("PT8H")
    assert evening.ticket(2)["assignee"] == evening.people["赵卫东"], "the shift is over, the leave begins"


def test_S2_13_past_midnight_the_running_shift_can_be_swapped_and_given_away(evening: Visitor) -> None:
    evening.say("何静", "private", "值班 11-19 周婷")
    evening.advance("PT6H")
    for day in ("11-18", "昨天", "今天"):
        evening.say("王强", "private", f"换班 {day} 赵卫东")
        asked = evening.card("赵卫东", "private", "王强 想请您代班", "11月18日")
        evening.tap("赵卫东", asked, "不方便")
    evening.say("林芳", "private", "值班 今天 何静")
    assert evening.bot("林芳", "private", "现在这一班", "王强", "值班 11-18 姓名")
    evening.say("林芳", "private", "值班 11-18 赵卫东")
    evening.say("刘洋", "residents", "1栋1单元电梯困人了，快来人")
    assert "收到" in evening.bot("赵卫东", "private", "🚨 重要", "#1").buttons
    evening.say("林芳", "private", "值班")
    roster = evening.bot("林芳", "private", "📅 值班").text
    assert roster.index("赵卫东") < roster.index("何静")
