"""An emergency from the first report to the revisit: playbook, checklist, later reports, all-clear."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.journeys.conftest import MORNING, Running
from tests.journeys.visitor import Visitor

LIFT = "3栋2单元电梯困人了，快来人"
FIRE = "5栋502着火了"
GAS = "2栋燃气味很重，楼道里全是煤气味"


def steps(visitor: Visitor, who: str, numbers: str, ticket: int = 1) -> None:
    for n in numbers:
        visitor.say(who, "private", f"步骤 {ticket} {n}")


def texts(visitor: Visitor, who: str, room: str) -> str:
    return "\n".join(one.text for one in visitor.bots(who, room))


def kinds(visitor: Visitor, ticket: int = 1) -> list[str]:
    return [entry["kind"] for entry in visitor.ticket(ticket)["journal"]]


def test_S2_10_an_alarm_that_names_no_place_says_to_those_who_run_who_reported_it(visitor: Visitor) -> None:
    visitor.say("郑爽", "private", "我家厨房水管爆了一直在喷水，快来人")
    for who in ("王强", "赵卫东", "林芳"):
        assert visitor.bot(who, "private", "🚨 重要", "郑爽（5-2-402）")
    assert "郑爽" not in visitor.bot("高明", "managers", "🚨 重要").text
    visitor.tap("王强", visitor.card("王强", "private", "🚨 重要"), "收到")
    assert visitor.bot("林芳", "private", "🚨 重要", "郑爽（5-2-402）", "收到：王强")


def test_S0_17_S2_79_S2_105_people_in_a_lift_from_the_report_to_the_revisit(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    assert visitor.bot("陈建国", "residents", "#1", "靠壁站稳", "120")
    assert visitor.bot("陈建国", "private", "#1", "靠壁站稳")
    for who in ("王强", "赵卫东", "林芳", "高明"):
        assert "收到" in visitor.card(who, "private", "🚨 重要", "电梯困人").buttons
    card = visitor.card("何静", "staff", "处置清单 0/6")
    assert {"✓ 1", "✓ 6", "🟢 解除"} <= set(card.buttons)
    mine = visitor.card("王强", "private", "处置清单 0/6")

    visitor.tap("王强", mine, "✓ 2")
    assert "王强" in visitor.bot("何静", "staff", "处置清单 1/6", "✅ 2.").text
    assert "收到：王强" in visitor.bot("高明", "managers", "🚨 重要").text, "a step done answers the alarm"
    assert "王强" in str(visitor.press("赵卫东", card, "v1:step:1:2")), "a second tap hears who did it"
    visitor.say("赵卫东", "private", "步骤 1 1")
    visitor.say("赵卫东", "staff", "里面两个人，一位老人头晕，已叫120", reply_to=card.id)
    assert visitor.bot("王强", "private", "处置清单 2/6", "老人头晕")
    assert "头晕" not in texts(visitor, "陈建国", "residents") + texts(visitor, "陈建国", "private")

    refused = visitor.tap("林芳", visitor.card("林芳", "staff", "处置清单"), "解除")
    assert "3、5" in str(refused), "required steps are open"
    steps(visitor, "王强", "35")
    assert "负责人" in str(visitor.tap("王强", visitor.card("王强", "private", "处置清单"), "解除"))
    visitor.tap("林芳", visitor.card("林芳", "private", "必做的步骤都做完了"), "解除")
    assert visitor.bot("李秀英", "residents", "#1 电梯困人 已于", "解除")
    assert visitor.bot("陈建国", "private", "#1 电梯困人 已于", "解除")
    assert "靠壁站稳" not in visitor.bots("陈建国", "residents")[0].text, "the advice is over too"
    assert not visitor.bot("何静", "staff", "已解除：林芳").buttons
    report = visitor.bot("高明", "managers", "事件报告（草稿）").text
    assert all(words in report for words in ("启动预案", "老人头晕", "完成第 2 步", "林芳"))

    visit = visitor.card("高明", "private", "回访报事人", "陈建国")
    visitor.tap("高明", visit, "已回访")
    visitor.say("高明", "private", "老人已出院，感谢")
    assert visitor.bot("高明", "private", "已回访：高明", "老人已出院")
    assert {"incident_begun", "step_done", "incident_note", "cleared", "visited"} <= set(kinds(visitor))
    assert visitor.ticket(1)["status"] == "dispatched", "what is broken is still to be mended"


@pytest.mark.parametrize("cleared", [True, False])
def test_S0_09_unsolved_rings_again_only_where_nobody_had_cleared_it(
    visitor: Visitor, *, cleared: bool
) -> None:
    visitor.say("陈建国", "residents", LIFT)
    for words in (["解除 1 人已救出"] if cleared else []) + ["接单 1", "完成 1 已复位"]:
        visitor.say("林芳" if "解除" in words else "周婷", "private", words)
    visitor.say("陈建国", "private", "未解决 1")
    card = visitor.card("陈建国", "residents", "#2").text
    rung = [one for one in visitor.bots("王强", "private") if "🚨 重要 #2" in one.text]
    assert (bool(rung), "靠壁站稳" in card, "紧急" in card) == (not cleared,) * 3
    assert visitor.ticket(2)["category"] == "emergencies"


@pytest.mark.parametrize(
    ("line", "advice", "step"), [(FIRE, "拨 119", "迎车带路"), (GAS, "不要开关电灯", "关本栋燃气总阀")]
)
def test_S2_79_each_kind_has_its_own_advice_and_steps(
    visitor: Visitor, line: str, advice: str, step: str
) -> None:
    visitor.say("陈建国", "residents", line)
    assert visitor.bot("陈建国", "residents", "#1", advice)
    assert visitor.card("何静", "staff", "处置清单", step)


def test_S2_72_a_patient_is_met_at_the_gate(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋有人晕倒了")
    assert visitor.bot("陈建国", "residents", "#1", "请先拨 120")
    assert visitor.card("赵卫东", "private", "门岗到大门口迎车带路", "担架")
    assert "晕倒" not in texts(visitor, "王强", "private"), "there is nothing for a fitter to do"


def test_S2_10_an_undone_step_reminds_its_owner_then_the_next(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.settle()
    visitor.advance("PT5M")
    assert visitor.card("王强", "private", "还没有点完成", "通知电梯维保")
    assert visitor.card("赵卫东", "private", "还没有点完成", "用对讲")
    assert "请您过问" not in texts(visitor, "林芳", "private")
    visitor.say("王强", "private", "步骤 1 2")
    visitor.advance("PT5M")
    told = visitor.card("林芳", "private", "请您过问").text
    assert "用对讲" in told
    assert "维保单位" not in told, "that step is done"
    visitor.advance("PT5M")
    assert visitor.card("高明", "private", "请您过问", "用对讲")
    visitor.advance("PT5M")
    assert visitor.card("高明", "managers", "请您过问", "用对讲")
    before = len(visitor.bots("高明", "managers"))
    visitor.advance("PT3H")
    later = [one for one in visitor.bots("高明", "managers")[before:] if "用对讲" in one.text]
    assert not later, "everybody has been told: it does not go on for ever"


def test_S0_02_later_reports_join_and_nothing_they_say_is_lost(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", "3栋2单元电梯还关着人呢，里面有老人喊不舒服")
    assert len(visitor.tickets()) == 1
    assert visitor.bot("李秀英", "private", "#1", "同一件事", "靠壁站稳")
    assert visitor.bot("何静", "staff", "2 户报告", "老人喊不舒服")
    assert visitor.people["李秀英"] in visitor.ticket(1)["reporters"]
    visitor.say("李秀英", "residents", "3栋2单元电梯困人怎么还没人来")
    assert visitor.bot("何静", "staff", "2 户报告", "怎么还没人来")
    visitor.say("林芳", "private", "解除 1 人已救出，步骤补记")
    assert visitor.bot("李秀英", "private", "#1", "解除")


def test_what_a_later_reporter_says_next_is_heard_and_their_chatter_later_is_not(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", "3栋2单元电梯还关着人呢")
    visitor.say("李秀英", "residents", "里面有个老人")
    assert visitor.bot("何静", "staff", "里面有个老人")
    assert len(visitor.tickets()) == 1
    visitor.advance("PT20M")
    visitor.say("李秀英", "residents", "晚上一起吃火锅呀")
    visitor.say("李秀英", "residents", "5栋502着火了")
    assert "火锅" not in visitor.ticket(1)["text"]
    assert "着火" not in visitor.ticket(1)["text"]
    assert len(visitor.tickets()) == 2


def test_after_days_without_the_clock_nobody_is_flooded(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.settle()
    before = len(visitor.bots("高明", "private"))
    visitor.advance("P3D")
    reminded = [one for one in visitor.bots("高明", "private")[before:] if "还没有点完成" in one.text]
    assert len(reminded) <= 4, "each of the four required steps, or several together"
    visitor.say("林芳", "private", "解除 1 三天前已救出，补记")
    assert visitor.bot("陈建国", "private", "#1", "解除")
    visitor.advance("P4D")
    visits = [one for one in visitor.bots("高明", "managers") if "回访报事人" in one.text]
    assert len(visits) == 1, "a revisit that is not made is said once more, and not for ever"


@pytest.mark.parametrize("line", ["5栋1单元电梯困人了", "3栋1单元电梯困人了，快来人", FIRE])
def test_another_building_unit_or_kind_is_an_incident_of_its_own(visitor: Visitor, line: str) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("郑爽", "residents", line)
    assert len(visitor.tickets()) == 2
    assert visitor.card("何静", "staff", "🚨 #2", "处置清单")


def test_staff_take_a_report_out_that_is_another_matter(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", "电梯困人了，货梯这台，快来人")
    assert len(visitor.tickets()) == 1
    visitor.tap("何静", visitor.card("何静", "staff", "处置清单"), "拆分")
    visitor.tap("何静", visitor.card("何静", "staff", "哪一条其实是另一件事"), "1")
    assert len(visitor.tickets()) == 2
    assert visitor.ticket(2)["reporters"] == [visitor.people["李秀英"]]
    assert visitor.card("何静", "staff", "🚨 #2", "处置清单")
    assert "#2" in str(visitor.press("何静", visitor.bots("何静", "staff")[0], "v1:separate:1:1"))
    assert len(visitor.tickets()) == 2


def test_what_was_cried_aloud_and_is_over_privately_reaches_who_runs_there(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("陈建国", "private", "出来了，没事了")
    assert "出来了，没事了" in visitor.bots("王强", "private")[-1].text
    assert visitor.ticket(1)["status"] == "dispatched"


def test_a_resident_who_says_it_is_over_ends_nothing(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    public = visitor.card("陈建国", "residents", "#1")
    assert "看过再解除" in str(visitor.tap("陈建国", public, "不是投诉"))
    assert visitor.ticket(1)["status"] == "dispatched"
    assert visitor.card("林芳", "private", "说已经没事了")
    visitor.advance("PT4M")
    visitor.say("陈建国", "residents", "误报误报，没有困人")
    assert visitor.card("何静", "staff", "说已经没事了", "误报误报")
    assert visitor.ticket(1)["status"] == "dispatched"
    visitor.tap("林芳", visitor.card("林芳", "private", "说已经没事了", "误报误报"), "不是投诉")
    visitor.say("林芳", "private", "不是投诉 1 误报")
    assert visitor.ticket(1)["status"] == "dismissed"
    assert not visitor.bot("何静", "staff", "已解除").buttons
    before = len(visitor.bots("王强", "private"))
    visitor.advance("PT2H")
    assert len(visitor.bots("王强", "private")) == before, "nobody is reminded of what is over"


def test_steps_after_the_all_clear_and_wrong_numbers_are_answered_with_the_truth(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    card = visitor.card("何静", "staff", "处置清单")
    assert "共 6 步" in str(visitor.press("何静", card, "v1:step:1:9"))
    assert visitor.press("何静", card, "v1:step:1:x")
    visitor.say("王强", "private", "步骤 1 4")
    visitor.say("王强", "private", "步骤 1 4 撤销")
    assert "⬜ 4." in visitor.bot("何静", "staff", "处置清单").text
    visitor.say("林芳", "private", "解除 1 都出来了")
    assert "林芳" in str(visitor.press("王强", card, "v1:step:1:3"))
    assert "林芳" in str(visitor.press("高明", card, "v1:all_clear:1"))
    visitor.say("陈建国", "private", "步骤 1 3")
    visitor.say("王强", "private", "步骤 2 1")
    assert kinds(visitor).count("cleared") == 1
    assert "都出来了" not in texts(visitor, "陈建国", "private") + texts(visitor, "陈建国", "residents")


def test_with_nobody_on_the_roster_the_card_says_so_and_the_heads_know(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    assert visitor.bot("何静", "staff", "值班表上现在没有人")
    assert visitor.bot("林芳", "private", "🚨 重要")
    assert visitor.bot("高明", "private", "🚨 重要")


def test_what_may_be_an_emergency_is_asked_at_once_and_then_played(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "南门那边有点像打架")
    assert not visitor.bots("陈建国", "residents")
    asked = visitor.card("林芳", "private", "可能是突发事件", "打架")
    visitor.tap("林芳", asked, "登记")
    assert visitor.card("赵卫东", "private", "处置清单", "把双方隔开")
    assert visitor.bot("陈建国", "private", "请先拨 110")


@pytest.fixture
def restarted(data: Path, reader: Reader) -> Iterator[Visitor]:
    """The desk after it was stopped in the middle of an emergency."""
    with Running(data, reader) as base, Visitor(base) as before:
        before.say("陈建国", "residents", LIFT)
        before.say("王强", "private", "步骤 1 2")
        before.settle()
    with Running(data, reader, MORNING.replace(hour=12)) as base, Visitor(base) as after:
        yield after


def test_after_a_restart_the_incident_goes_on_where_it_was(restarted: Visitor) -> None:
    restarted.settle()
    assert restarted.bot("赵卫东", "private", "还没有点完成", "用对讲")
    steps(restarted, "赵卫东", "135")
    restarted.say("林芳", "private", "解除 1")
    assert restarted.bot("陈建国", "private", "#1", "解除")


def test_S2_105_what_was_over_at_night_is_revisited_by_day(data: Path, reader: Reader) -> None:
    with Running(data, reader, MORNING.replace(hour=23)) as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", LIFT)
        visitor.say("林芳", "private", "解除 1 人已救出")
        assert visitor.card("高明", "private", "11月20日 09:00 前回访报事人")
        visitor.advance("PT30H")
        asked = [one for one in visitor.bots("高明", "private") if "回访报事人" in one.text]
        assert len(asked) == 1
        visitor.advance("PT5H")
        asked = [one for one in visitor.bots("高明", "private") if "回访报事人" in one.text]
        assert len(asked) == 2, "reminded at nine, once"
        visitor.say("林芳", "private", "慰问 1 都好")
        assert visitor.bot("林芳", "private", "回访已记下"), "a head stands in"
        assert visitor.bot("高明", "private", "已回访：林芳", "都好"), "the card is settled where it stands"
        visitor.say("高明", "private", "慰问 1 我也问过")
        assert visitor.bot("高明", "private", "已经回访过了：林芳")
        visitor.say("王强", "private", "慰问 1 x")
        assert visitor.bot("王强", "private", "由服务中心负责人来做")
