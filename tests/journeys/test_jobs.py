"""Repairs: engineering is told at once and signs; slips come back the same day."""

from tests.journeys.test_reminders import LAMP, reminders
from tests.journeys.visitor import Visitor

HOME = "3栋2单元501家里跳闸了，插座没电"


def test_S2_96_a_public_repair_is_signed_for_within_ten_minutes_or_engineering_is_reminded(
    visitor: Visitor,
) -> None:
    """S2-96: 在10分鐘內通知工程部前來領單."""
    visitor.say("陈建国", "residents", LAMP)
    job = visitor.bot("王强", "private", "维修单", "#1")
    visitor.advance("PT9M")
    assert [one.text[0] for one in reminders(visitor, "王强")] == ["⏳"]
    visitor.advance("PT2M")
    assert "工程签收" in reminders(visitor, "王强")[-1].text
    visitor.advance("PT10M")
    assert "工程签收" in reminders(visitor, "林芳")[-1].text
    visitor.tap("王强", job, "签收")
    assert not visitor.bot("王强", "private", "已由 王强 签收").buttons
    assert visitor.clock(1, "sign")["met_at"]
    assert "签收" in str(visitor.press("王强", job, job.buttons["签收"]))
    assert "已经签收" in str(visitor.press("林芳", visitor.bot("林芳", "staff", "#1"), job.buttons["签收"]))


def test_S2_96_whoever_takes_the_ticket_needs_to_sign_for_no_slip(visitor: Visitor) -> None:
    """S2-96: an engineer who has it signs by taking it; no card asks for it any more."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("周婷", "private", "转派 1 王强 归你")
    visitor.say("王强", "private", "接单 1")
    assert not visitor.bot("王强", "private", "已由 王强 签收").buttons


def test_S2_11_a_head_hears_once_that_nobody_takes_a_repair_with_every_clock_that_hangs_on_it(
    visitor: Visitor,
) -> None:
    """S2-96, S0-28: 签收, 接单 and 首次回应 are late for one reason; another hand or a tap is other news."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.advance("PT2H")
    for who in ("林芳", "高明"):
        (told,) = reminders(visitor, who)
        assert all(clock in told.text for clock in ("工程签收", "接单", "首次回应"))
        assert any("转派" in label for label in told.buttons)


def test_S2_86_a_repair_in_a_home_is_signed_for_within_three(visitor: Visitor) -> None:
    """S2-86: 3分鐘內通知工程部."""
    visitor.say("陈建国", "private", HOME)
    visitor.settle()
    visitor.advance("PT4M")
    assert visitor.clock(1, "sign")["due_at"].startswith("2026-11-18T09:33")
    assert [one for one in visitor.bots("王强", "private") if "工程签收" in one.text]


def test_S2_94_slips_that_are_not_back_are_listed_before_five(visitor: Visitor) -> None:
    """S2-94: 16:45 to whoever did the work, 17:00 to the head."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    for words in ("接单 1", "已联系 1", "完成 1 换了灯泡"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.advance("PT7H20M")  # 16:50
    assert visitor.bot("周婷", "private", "没回单", "#1")
    assert not [one for one in visitor.bots("林芳", "private") if "没回单" in one.text]
    visitor.advance("PT15M")
    assert visitor.bot("林芳", "private", "没回单", "#1")


def test_who_signs_has_a_card_to_work_with(visitor: Visitor) -> None:
    """S4-02: the engineer arrives and tells news, the owner stays the owner."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.tap("王强", visitor.bot("王强", "private", "维修单", "#1"), "签收")
    visitor.say("周婷", "private", "接单 1")
    visitor.tap("王强", visitor.card("王强", "private", "协办：王强"), "已到场")
    assert visitor.ticket(1)["journal"][-1]["kind"] == "arrived"
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]


def test_a_reminder_carries_the_button_for_what_is_owed(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.advance("PT11M")
    visitor.tap("王强", visitor.card("王强", "private", "⏰", "工程签收"), "签收")
    assert visitor.clock(1, "sign")["met_at"]
    visitor.advance("PT20M")
    visitor.tap("周婷", visitor.card("周婷", "private", "⏰", "接单"), "接单")
    assert visitor.ticket(1)["status"] == "accepted"


def test_S2_85_an_engineer_sees_before_signing_whose_home_a_report_without_a_place_means(
    visitor: Visitor,
) -> None:
    visitor.say("刘洋", "private", "家里停水了")
    job = visitor.bot("王强", "private", "维修单 #1")
    assert "刘洋（1-1-801）" in job.text
    assert "1-1-801" not in visitor.bot("周婷", "staff", "#1").text
