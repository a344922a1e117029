"""Reminders: several are one message, none wakes anybody, and what was missed is told as missed."""

from pathlib import Path

from nlp.reader import Reader
from tests.journeys.conftest import MORNING, Running
from tests.journeys.visitor import Seen, Visitor

LAMP = "3栋2单元楼道的灯坏了，晚上看不见"
DOOR = "2栋1单元一楼大厅的灯不亮了"
FIRE = "着火了！3栋2单元厨房冒烟"


def reminders(visitor: Visitor, who: str) -> list[Seen]:
    return [one for one in visitor.bots(who, "private") if one.text.startswith(("⏰", "⏳", "🔌"))]


def test_several_reminders_owed_to_one_person_are_one_message_with_a_line_and_a_button_each(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    visitor.say("孙丽", "residents", DOOR)
    visitor.advance("PT31M")
    early, message = reminders(visitor, "周婷")
    for one in (early, message):
        assert "#1" in one.text
        assert "#2" in one.text
    assert "超时" not in early.text, "ten minutes before"
    assert {"#1", "#2"} <= set(message.buttons)
    visitor.tap("周婷", message, "#2")
    assert visitor.bot("周婷", "private", "📖 #2")


def test_nobody_is_reminded_twice_within_five_minutes(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.advance("PT3M")
    visitor.say("孙丽", "residents", DOOR)
    visitor.advance("PT30M")
    told = [("#1" in one.text, "#2" in one.text) for one in reminders(visitor, "周婷")]
    assert told == [(True, False), (False, True), (True, False)], "two warnings, one breach"
    visitor.advance("PT1M")
    assert len(reminders(visitor, "周婷")) == 3, "due at 10:03, four minutes after the last"
    visitor.advance("PT2M")
    assert "#2" in reminders(visitor, "周婷")[-1].text
    assert len(reminders(visitor, "周婷")) == 4


def test_S2_17_a_reminder_waits_for_the_end_of_the_quiet_hours_and_an_emergency_does_not(
    visitor: Visitor,
) -> None:
    visitor.advance("PT12H30M")  # 22:00
    visitor.say("陈建国", "residents", LAMP)
    visitor.advance("PT9H29M")  # 7:29
    assert not reminders(visitor, "周婷")
    visitor.advance("PT1M")
    assert len(reminders(visitor, "周婷")) == 1
    assert len(reminders(visitor, "林芳")) == 1
    visitor.advance("PT14H30M")  # 22:00 again
    before = len(reminders(visitor, "周婷"))
    visitor.say("陈建国", "residents", FIRE)
    visitor.advance("PT11M")
    late = [one for one in reminders(visitor, "周婷")[before:] if "还没有点完成" not in one.text]
    taking, coming = late
    assert "接单" in taking.text
    assert all(word in coming.text for word in ("#2", "到场"))
    assert "首次回应" not in coming.text, "whoever is there has answered"
    assert "接单" in coming.buttons


def test_what_was_kept_before_the_quiet_hours_end_needs_no_reminder(visitor: Visitor) -> None:
    visitor.advance("PT12H30M")
    visitor.say("陈建国", "residents", LAMP)
    visitor.advance("PT1H")
    visitor.tap("周婷", visitor.bot("周婷", "private", "#1"), "接单")
    visitor.tap("周婷", visitor.bot("周婷", "private", "#1"), "已联系")
    visitor.advance("PT8H30M")
    assert not reminders(visitor, "周婷")


def test_what_fell_due_while_the_desk_was_down_is_told_once_and_as_missed(data: Path, reader: Reader) -> None:
    """A reminder that could not be given on time says so: the person knows that it is not news."""
    with Running(data, reader) as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", LAMP)
        visitor.settle()
        visitor.say("孙丽", "residents", DOOR)
        visitor.settle()
    later = MORNING.replace(hour=12, minute=0)
    with Running(data, reader, later) as base, Visitor(base) as visitor:
        visitor.advance("PT20M")
        for who in ("周婷", "林芳", "高明"):
            (message,) = reminders(visitor, who)
            assert message.text.startswith("🔌")
            assert "#1" in message.text
            assert "#2" in message.text
