"""What staff write to a reporter of a grave or sensitive matter waits for the reviewer's tap."""

from tests.journeys.visitor import Seen, Visitor

GRAVE = "3栋2单元电梯夹伤了老人，已经住院，我要找记者曝光你们，还要起诉索赔"
RUDE = "投诉3栋管家周婷，服务态度恶劣，辱骂业主"


def complain(visitor: Visitor, line: str = RUDE) -> None:
    visitor.say("赵敏", "private", line)
    if not visitor.tickets():
        visitor.tap("赵敏", visitor.card("赵敏", "private"), "请登记")


def heard(visitor: Visitor, who: str = "赵敏") -> str:
    return "\n".join(one.text for one in visitor.bots(who, "private"))


def review(visitor: Visitor, head: str, words: str) -> Seen:
    return visitor.card(head, "private", "请审核", words)


def test_S0_44_S4_43_words_reach_the_reporter_only_after_the_reviewers_tap(visitor: Visitor) -> None:
    complain(visitor)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "进展 1 明天15:00约您面谈")
    assert "面谈" not in heard(visitor)
    assert "已收到，11月18日 11:30 前给您答复" in heard(visitor), "nobody is left in silence"
    asked = review(visitor, "高明", "明天15:00约您面谈")
    assert "林芳" in asked.text
    assert "已交 高明 审核" in visitor.bots("林芳", "private")[-1].text
    visitor.tap("高明", asked, "通过")
    assert "明天15:00约您面谈" in heard(visitor)
    assert "审核通过" in visitor.bots("林芳", "private")[-1].text


def test_S0_44_sent_back_with_a_remark_and_written_anew(visitor: Visitor) -> None:
    complain(visitor)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "进展 1 她说没有骂您，11月19日再说")
    visitor.say("高明", "private", "退回 1 不要替她辩解")
    returned = visitor.card("林芳", "private", "不要替她辩解")
    visitor.tap("林芳", returned, "改写")
    visitor.say("林芳", "private", "我们在核实，11月19日15:00前答复您")
    visitor.say("高明", "private", "通过 1")
    assert "没有骂您" not in heard(visitor)
    assert "11月19日15:00前答复您" in heard(visitor)


def test_S0_44_two_heads_decide_differently_the_first_tap_holds(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", GRAVE)
    assert visitor.ticket(1)["class"] == 1
    visitor.say("周婷", "private", "进展 1 11月18日15:00到您家看望")
    asked = review(visitor, "高明", "看望")
    visitor.advance("PT61M")
    also = review(visitor, "林芳", "看望")
    visitor.tap("林芳", also, "通过")
    assert "看望" in heard(visitor, "陈建国")
    toast = visitor.press("高明", asked, asked.buttons["退回"])
    assert "林芳" in (toast or "")
    assert "已发出" in (toast or "")
    assert "没有 #" not in visitor.bots("高明", "private")[-1].text


def test_S0_44_what_nobody_reviews_climbs_and_the_reporter_hears_anew(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", GRAVE)
    visitor.say("周婷", "private", "进展 1 11月18日15:00到您家看望")
    visitor.settle()
    assert not [one for one in visitor.bots("林芳", "private") if "请审核" in one.text]
    visitor.advance("PT31M")
    assert len([one for one in visitor.bots("高明", "private") if "请审核" in one.text]) == 2
    visitor.advance("PT30M")
    assert review(visitor, "林芳", "看望")
    visitor.advance("PT1H")
    assert "还在核对" in heard(visitor, "陈建国")
    assert "看望" not in heard(visitor, "陈建国")


def test_S0_44_a_reviewer_on_leave_has_a_deputy_and_own_words_go_to_another(visitor: Visitor) -> None:
    visitor.say("高明", "private", "/请假 11-18 11-20 代班 @王强")
    asked = visitor.card("林芳", "private", "请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    visitor.say("陈建国", "residents", GRAVE)
    visitor.say("周婷", "private", "进展 1 11月18日15:00到您家看望")
    asked = review(visitor, "王强", "看望")
    visitor.tap("王强", asked, "通过")
    assert "看望" in heard(visitor, "陈建国")
    visitor.say("高明", "private", "进展 1 11月19日9:00我来见您")
    assert not [one for one in visitor.bots("高明", "private") if "请审核" in one.text]
    visitor.say("高明", "private", "通过 1")
    assert "别的负责人审核" in visitor.bots("高明", "private")[-1].text
    assert "我来见您" not in heard(visitor, "陈建国")


def test_S0_44_only_reviewers_tap_and_emergencies_never_wait(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", GRAVE)
    visitor.say("周婷", "private", "进展 1 11月18日15:00到您家看望")
    visitor.say("何静", "private", "通过 1")
    assert "看望" not in heard(visitor, "陈建国")
    visitor.say("周婷", "private", "进展 1 请先撤离到一楼大厅")
    assert "撤离" in heard(visitor, "陈建国"), "what to do to be safe never waits"


def test_S0_34_a_result_that_is_held_is_no_result_yet(visitor: Visitor) -> None:
    complain(visitor)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "完成 1 已当面沟通")
    assert visitor.ticket(1)["status"] == "accepted"
    visitor.say("赵敏", "private", "进度 1")
    assert "当面沟通" not in heard(visitor)
    visitor.tap("高明", review(visitor, "高明", "已当面沟通"), "通过")
    assert visitor.ticket(1)["status"] == "done"
    assert "问题解决了吗" in heard(visitor)


def test_S0_44_what_a_newer_text_replaced_can_no_longer_be_tapped(visitor: Visitor) -> None:
    complain(visitor)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "完成 1 已当面沟通")
    visitor.say("林芳", "private", "完成 1 已当面沟通并道歉")
    assert not visitor.bot("高明", "private", "已被新的一段代替").buttons
    visitor.tap("高明", review(visitor, "高明", "已当面沟通并道歉"), "通过")
    assert "并道歉" in heard(visitor)


def test_S1_13_S4_12_S2_69_what_should_be_said_otherwise_is_shown_before_it_goes(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元的电梯又坏了，门关不上")
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "进展 1 我们尽快修，不归我们管的找厂家")
    hint = visitor.card("周婷", "private", "还没发")
    assert "「尽快」" in hint.text
    assert "「不归我们管」" in hint.text
    assert "尽快" not in heard(visitor, "陈建国")
    visitor.tap("周婷", hint, "照发")
    assert "尽快" in heard(visitor, "陈建国")
    assert "已发出" in (visitor.press("周婷", hint, hint.buttons["照发"]) or "")
    visitor.say("周婷", "private", "进展 1 今天15:00前修好")
    assert "今天15:00前修好" in heard(visitor, "陈建国"), "a concrete time needs no second tap"


def test_S0_44_what_was_sent_back_and_not_rewritten_is_owed_all_the_same(visitor: Visitor) -> None:
    complain(visitor)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "进展 1 她说没有骂您，11月19日再说")
    visitor.say("高明", "private", "退回 1 不要替她辩解")
    visitor.advance("PT2H1M")
    assert "还在核对" in heard(visitor)
    assert visitor.card("林芳", "private", "还没有重写").buttons
    visitor.say("林芳", "private", "进展 1 情况在核实，11月19日15:00前答复您")
    visitor.say("高明", "private", "通过 1")
    visitor.advance("P2D")
    assert heard(visitor).count("还在核对") == 1
    assert heard(visitor).count("您反映的情况已收到") == 1


def test_S0_17_in_an_emergency_words_go_at_once_and_the_hint_comes_after(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元电梯困人了，里面有老人和孩子，快来人！")
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "进展 1 我们马上到")
    assert "我们马上到" in heard(visitor, "陈建国")
    assert "事急，已直接发出" in visitor.bot("周婷", "private", "事急").text


def test_S4_28_a_writer_who_is_accused_meanwhile_sends_nothing_and_learns_nothing(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元的电梯又坏了，门关不上")
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "进展 1 我们尽快修")
    hint = visitor.card("周婷", "private", "还没发")
    visitor.advance("PT20M")
    visitor.say("陈建国", "private", "补充 1 周婷态度恶劣，还骂人")
    assert "没有 #1 这一单" in (visitor.tap("周婷", hint, "照发") or "")
    assert "尽快" not in heard(visitor, "陈建国")


def test_S4_44_a_heads_deputy_archives_a_class_1(visitor: Visitor) -> None:
    visitor.say("高明", "private", "/请假 11-18 11-22 代班 @徐磊")
    asked = visitor.card("林芳", "private", "请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    visitor.say("郑爽", "residents", "5栋地下车库坡道结冰，我妈摔伤骨折住院了，你们要赔偿，不然我找记者曝光")
    visitor.say("林芳", "private", "转派 1 林芳 他请假")
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "完成 1 坡道已除冰，已探望")
    visitor.say("徐磊", "private", "通过 1")
    assert visitor.ticket(1)["status"] == "done"
    visitor.say("何静", "private", "回访 1")
    for label in ("电话", "5", "5"):
        visitor.tap("何静", visitor.card("何静", "private", "#1", "回访"), label)
    visitor.tap("徐磊", visitor.card("徐磊", "private", "可以归档"), "归档")
    assert visitor.ticket(1)["status"] == "closed"


def test_S0_44_written_before_the_residents_it_is_looked_at_in_private(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", GRAVE)
    visitor.settle()
    visitor.say("周婷", "residents", "/进展 1 我们尽快上门")
    assert "还没发" in visitor.card("周婷", "private", "还没发").text
    said = "\n".join(one.text for one in visitor.bots("陈建国", "residents"))
    assert "尽快" not in said


def test_S0_44_a_head_may_also_reply_to_the_card(visitor: Visitor) -> None:
    complain(visitor)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "进展 1 11月19日15:00请您来办公室")
    visitor.say("高明", "private", "改成上门", reply_to=review(visitor, "高明", "来办公室").id)
    assert "改成上门" in visitor.card("林芳", "private", "退回了").text
    visitor.say("林芳", "private", "进展 1 11月19日15:00上门看您")
    visitor.say("高明", "private", "可以。", reply_to=review(visitor, "高明", "上门看您").id)
    assert "11月19日15:00上门看您" in heard(visitor)
    assert "改成上门" not in heard(visitor)
