"""Appointments: one side proposes, the other agrees by a tap; the times that were agreed then hold."""

from tests.journeys.test_reminders import LAMP, reminders
from tests.journeys.test_waiting import accepted
from tests.journeys.visitor import Seen, Visitor


def test_S0_32_what_the_resident_agrees_to_by_a_tap_is_when_it_is_due(visitor: Visitor) -> None:
    """S0-32, S3-28: 与客户约定的除外: the agreed day replaces the two working days."""
    accepted(visitor)
    visitor.say("周婷", "private", "/约 1 11月25日15:00")
    asked = visitor.bot("陈建国", "private", "11月25日 15:00")
    assert visitor.clock(1, "resolve")["due_at"].startswith("2026-11-20")
    assert visitor.tap("陈建国", asked, "同意")
    assert visitor.clock(1, "resolve")["due_at"].startswith("2026-11-25T17:30")
    assert visitor.bot("周婷", "private", "约好了")
    assert visitor.bot("陈建国", "private", "约好了", "周婷")


def test_S0_32_the_resident_can_ask_for_another_time(visitor: Visitor) -> None:
    """S0-32: the last proposal alone counts, and only the other side's tap makes it hold."""
    accepted(visitor)
    visitor.tap("周婷", visitor.bot("周婷", "private", "🔧", "#1"), "约时间")
    visitor.say("周婷", "private", "明天下午三点")
    first = visitor.bot("陈建国", "private", "11月19日 15:00")
    visitor.tap("陈建国", first, "换个时间")
    visitor.say("陈建国", "private", "明天晚上")
    visitor.settle()
    visitor.say("陈建国", "private", "后天上午十点")
    counter = visitor.bot("周婷", "private", "改约", "11月20日 10:00")
    assert "不作数" in str(visitor.tap("陈建国", first, "同意"))
    assert "不作数" in str(visitor.press("陈建国", first, counter.buttons["同意"]))
    visitor.tap("周婷", counter, "同意")
    assert visitor.clock(1, "appointment")["due_at"].startswith("2026-11-20T09:55")


def test_only_the_time_proposed_last_can_be_tapped(visitor: Visitor) -> None:
    accepted(visitor)
    for time in ("14:00", "15:00", "15:00"):
        visitor.say("周婷", "private", f"约 1 明天{time}")
        visitor.advance("PT1M")
    asked = [one for one in visitor.bots("陈建国", "private") if "同意" in one.buttons]
    assert len(asked) == 1
    visitor.tap("陈建国", asked[0], "同意")
    assert not [one for one in visitor.bots("陈建国", "private") if "同意" in one.buttons]


def visits(visitor: Visitor) -> list[Seen]:
    return [one for one in reminders(visitor, "周婷") if "按约到场" in one.text]


def agreed(visitor: Visitor, time: str = "15:00") -> None:
    accepted(visitor)
    visitor.say("周婷", "private", f"约 1 今天{time}")
    visitor.tap("陈建国", visitor.bot("陈建国", "private", "您方便吗"), "同意")


def test_S2_88_reminders_come_thirty_and_ten_minutes_before_and_being_there_five_before_is_on_time(
    visitor: Visitor,
) -> None:
    """S2-88: 按預約的維修時間提前5分鐘."""
    agreed(visitor)
    visitor.advance("PT4H59M")  # 14:29
    assert not visits(visitor)
    visitor.advance("PT1M")
    assert len(visits(visitor)) == 1
    visitor.advance("PT20M")
    assert len(visits(visitor)) == 2
    visitor.say("周婷", "private", "到场 1")
    visitor.settle()
    clock = visitor.clock(1, "appointment")
    assert clock["met_at"]
    assert not clock["missed"]
    visitor.advance("PT1H")
    assert len(visits(visitor)) == 2


def test_S2_88_later_than_five_minutes_before_is_late_and_climbs(visitor: Visitor) -> None:
    """S2-88: nobody there at T−5 is said to the assignee, then to the head of customer service."""
    agreed(visitor)
    visitor.advance("PT5H26M")  # 14:56
    assert "按约到场" in visits(visitor)[-1].text
    visitor.say("周婷", "private", "到场 1")
    visitor.settle()
    assert visitor.clock(1, "appointment")["missed"]


def test_S2_55_what_is_not_done_at_the_agreed_time_is_chased(visitor: Visitor) -> None:
    """S2-55: 對未完成的維修單進行跟蹤、催辦: the assignee at the close of the agreed day, then the head."""
    agreed(visitor)
    visitor.say("周婷", "private", "到场 1")
    visitor.advance("PT8H1M")  # 17:31, the office has closed
    assert "处理完成" in visitor.bot("周婷", "private", "⏰", "#1").text
    visitor.advance("PT1H")
    assert "处理完成" in visitor.bot("林芳", "private", "⏰", "#1").text


def test_nobody_else_can_propose_or_agree(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    accepted(visitor)
    visitor.say("周婷", "private", "约 1 明天15:00")
    asked = visitor.bot("陈建国", "private", "您方便吗")
    before = len(visitor.ticket(1)["journal"])
    card = visitor.bot("李秀英", "residents", "#1")
    visitor.press("李秀英", card, asked.buttons["同意"])
    visitor.press("周婷", visitor.bot("周婷", "private", "#1"), asked.buttons["同意"])
    visitor.say("李秀英", "private", "约 1 明天16:00")
    visitor.say("周婷", "private", "约 1 昨天15:00")
    visitor.settle()
    assert len(visitor.ticket(1)["journal"]) == before


def test_an_hour_or_a_day_that_does_not_exist_is_never_proposed_as_another(visitor: Visitor) -> None:
    accepted(visitor)
    for words in ("25点", "明天25:00", "明天 9:75", "2月30日 9:00"):
        visitor.say("周婷", "private", f"约 1 {words}")
        visitor.settle()
    assert not any("您方便吗" in one.text for one in visitor.bots("陈建国", "private"))
    visitor.say("周婷", "private", "约 1 明天中午1点")
    assert visitor.bot("陈建国", "private", "11月19日 13:00")


def test_S2_88_an_hour_nearer_than_five_minutes_is_not_late_as_it_is_agreed(visitor: Visitor) -> None:
    """It is due at the agreed minute, and nobody is promised earlier."""
    agreed(visitor, "9:34")
    assert visitor.clock(1, "appointment")["due_at"].startswith("2026-11-18T09:34")
    assert "提前" not in visitor.bot("陈建国", "private", "约好了").text
    visitor.advance("PT2M")
    assert not [one for one in visits(visitor) if "超时" in one.text]
