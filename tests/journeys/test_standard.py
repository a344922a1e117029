"""What the standard asks for as people see it: sudden events, corrections, deputies, cards that settle."""

from pathlib import Path

from bot.book import PRESETS
from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_main_job import LINE
from tests.journeys.test_second_complaint import finished
from tests.journeys.visitor import Visitor

LIFT = "3栋2单元电梯困人了，快来人"


def running(visitor: Visitor, number: int) -> set[str]:
    clocks = visitor.ticket(number)["clocks"]
    return {one["kind"] for one in clocks if not one["met_at"] and not one["cancelled_at"]}


def test_S0_17_S2_37_to_a_sudden_event_it_is_promised_to_come_and_by_when(visitor: Visitor) -> None:
    """No call within the hour, no two working days; who is said to be told was told, and where it is."""
    visitor.say("陈建国", "residents", LIFT)
    assert running(visitor, 1) == {"respond", "accept", "arrive", "resolve"}
    assert visitor.clock(1, "arrive")["due_at"].startswith("2026-11-18T09:40")
    card = visitor.bot("陈建国", "residents", "#1")
    assert "11月18日 09:40 前到场" in card.text
    told = visitor.bot("陈建国", "private", "已通知").text
    assert "客服负责人" in told
    assert "值班" not in told, "nobody has duty, and nobody is said to"
    alarm = visitor.bot("王强", "private", "🚨", "3栋2单元")
    assert "电梯" in alarm.text
    visitor.say("王强", "private", "接单 1")
    card = visitor.bot("陈建国", "residents", "#1")
    assert "已接手" in card.text
    assert "09:40 前到场" in card.text
    assert "与您联系" not in card.text
    assert running(visitor, 1) == {"respond", "arrive", "resolve"}
    visitor.say("王强", "private", "到场 1")
    assert running(visitor, 1) == {"resolve"}, "who is on the scene has answered"


def test_S0_13_S2_96_another_category_starts_and_stops_its_clocks_and_the_journal_says_so(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", LINE)
    assert "sign" in running(visitor, 1)
    visitor.say("林芳", "private", "改类别 1 收费")
    assert not {"sign", "arrive"} & running(visitor, 1)
    assert visitor.bot("王强", "private", "不用签收了")
    visitor.say("林芳", "private", "改类别 1 设备设施")
    assert "sign" in running(visitor, 1)
    visitor.say("林芳", "private", "改类别 1 特急")
    assert visitor.ticket(1)["urgency"] == "urgent"
    assert visitor.clock(1, "accept")["due_at"].startswith("2026-11-18T09:40")
    visitor.say("周婷", "private", "改类别 1 一般")
    assert visitor.bot("周婷", "private", "改缓")
    visitor.say("林芳", "private", "进度 1")
    story = visitor.bot("林芳", "private", "📖").text
    assert "时限跟着改" in story
    assert "S2-37" in story


def test_S0_17_a_ticket_that_turns_out_to_be_a_sudden_event_alarms_at_once(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("林芳", "private", "改类别 1 突发事件")
    assert visitor.bot("王强", "private", "🚨", "#1")
    assert visitor.clock(1, "arrive")["due_at"] < "2026-11-18T09:46"


def test_S2_13_back_from_leave_what_the_deputy_holds_is_offered_back(visitor: Visitor) -> None:
    """The matters and the help with others' matters; a tap, a typed command, or to keep them."""
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("赵敏", "residents", "3栋1单元楼道灯坏了，黑漆漆的")
    visitor.settle()
    visitor.say("郑爽", "residents", "5栋2单元垃圾没人清，发臭了")
    visitor.settle()
    visitor.say("徐磊", "private", "协办 3 周婷")
    visitor.say("周婷", "private", "/请假 11-18 11-19 代班 @何静")
    asked = visitor.bot("林芳", "private", "周婷 请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    assert not visitor.bot("林芳", "private", "已批准").buttons
    assert visitor.ticket(1)["assignee"] == visitor.people["何静"]
    visitor.advance("P2D")
    offer = visitor.bot("何静", "private", "周婷 已回岗", "3 件")
    assert "#1" in offer.buttons
    assert "代班" in str(visitor.press("徐磊", visitor.bots("徐磊", "private")[-1], offer.buttons["#1"]))
    visitor.tap("何静", offer, "#1")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]
    assert visitor.ticket(1)["status"] == "dispatched"
    assert visitor.bot("何静", "private", "周婷 已回岗", "2 件")
    visitor.say("何静", "private", "交还 2")
    assert visitor.ticket(2)["assignee"] == visitor.people["周婷"]
    visitor.say("林芳", "private", "交还 周婷")
    assert visitor.bot("何静", "private", "已安排好").buttons == {}
    assert "没有可以交还" in str(visitor.press("何静", offer, offer.buttons["#1"]))
    story = [one["kind"] for one in visitor.ticket(3)["journal"]]
    assert story.count("helper_changed") == 2


def test_S2_13_S2_19_S2_22_a_card_that_was_decided_says_so_and_has_no_buttons(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/值班 今天 王强")
    visitor.say("王强", "private", "换班 11-18 @小赵")
    visitor.tap("赵卫东", visitor.bot("赵卫东", "private", "代班"), "同意")
    assert not visitor.bot("赵卫东", "private", "等主管批准").buttons
    for_lead = visitor.bot("林芳", "private", "王强 → 赵卫东")
    visitor.press("林芳", for_lead, for_lead.buttons["批准"])
    for who in ("林芳", "高明", "赵卫东"):
        assert not visitor.bot(who, "private", "换班", "已批准").buttons
    late = visitor.press("高明", visitor.bots("高明", "private")[-1], for_lead.buttons["批准"])
    assert "已批准" in str(late)


def test_S1_12_a_reason_to_wait_can_be_tapped_and_S3_23_a_transfer_is_told_at_once(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("林芳", "private", "转派 1 王强 更懂电梯")
    assert "王强" in visitor.bot("陈建国", "private", "现在由", "#1").text
    visitor.say("王强", "private", "接单 1")
    visitor.tap("王强", visitor.card("王强", "private", "#1"), "等待")
    asked = visitor.bot("王强", "private", "在等什么")
    visitor.tap("王强", asked, "等配件")
    visitor.tap("王强", visitor.bot("王强", "private", "哪天"), "3天后")
    assert visitor.ticket(1)["status"] == "waiting"
    assert "等配件" in visitor.bot("陈建国", "private", "需要等一等").text
    assert "等配件" in visitor.bot("王强", "private", "#1", "等待").text


def test_C13_C16_S0_20_a_site_with_a_standard_of_its_own_works_by_it(data: Path, reader: Reader) -> None:
    """Every chat line is a written complaint there, and the head of customer service is called otherwise."""
    folder = data / "standards"
    folder.mkdir()
    (folder / "s0.toml").write_text(
        (PRESETS / "s0.toml").read_text("utf-8").replace('chat = "oral"', 'chat = "written"')
        + '\n[titles]\ncs_lead = "物业部主任"\n',
        "utf-8",
    )
    with Running(data, reader) as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", "保洁两天没来了，垃圾都堆到楼道里了")
        ticket = visitor.ticket(1)
        assert (ticket["class"], ticket["assignee"]) == (2, visitor.people["林芳"])
        visitor.say("林芳", "private", "进度 1")
        assert "物业部主任" in visitor.bot("林芳", "private", "📖").text


def test_S2_62_a_second_complaint_is_promised_what_holds_when_it_is_made(data: Path, reader: Reader) -> None:
    with Running(data, reader) as base, Visitor(base) as visitor:
        finished(visitor)
    text = (PRESETS / "s0.toml").read_text("utf-8")
    (data / "standards").mkdir()
    (data / "standards" / "s0.toml").write_text(text.replace('"S0-28"', '"S0-28 anew"'), "utf-8")
    with Running(data, reader) as base, Visitor(base) as visitor:
        visitor.say("陈建国", "private", "未解决 1")
        assert "anew" not in visitor.clock(1, "respond")["rule"]
        assert "anew" in visitor.clock(2, "respond")["rule"]
