"""Plans with up to three options, the resident's own time wish, other organisations, referrals."""

from tests.journeys.test_reminders import LAMP, reminders
from tests.journeys.test_waiting import accepted
from tests.journeys.visitor import Seen, Visitor

PLAN = "方案：更换灯具\n预计：11月20日17:00\n困难：要等厂家发货"


def planned(visitor: Visitor, words: str = PLAN) -> Seen:
    accepted(visitor)
    visitor.say("周婷", "private", f"方案 1 {words}")
    return visitor.card("陈建国", "private", "处理方案")


def kinds(visitor: Visitor) -> list[str]:
    return [entry["kind"] for entry in visitor.ticket(1)["journal"]]


def test_S1_11_plan_time_and_difficulty_come_as_one_card(visitor: Visitor) -> None:
    """S1-11, S4-17: 解释处理方案、预计时间及可能遇到的困难, a concrete time."""
    asked = planned(visitor)
    for words in ("更换灯具", "11月20日 17:00", "厂家发货"):
        assert words in asked.text
    visitor.tap("陈建国", asked, "同意")
    settled = visitor.bot("陈建国", "private", "方案已定", "陈建国")
    assert settled.id == asked.id
    assert not settled.buttons
    assert visitor.bot("周婷", "private", "业主同意了方案")
    assert visitor.clock(1, "resolve")["due_at"].startswith("2026-11-20T17:00")
    assert "已经定了" in str(visitor.press("陈建国", asked, asked.buttons["同意"]))
    assert kinds(visitor).count("plan_agreed") == 1


def test_typed_it_is_asked_for_once(visitor: Visitor) -> None:
    """方案, 异议 and 报价 without words: one message, which asks."""
    planned(visitor)
    for who, words in (("周婷", "方案 1"), ("陈建国", "异议 1"), ("周婷", "报价 1")):
        before = len(visitor.bots(who, "private"))
        visitor.say(who, "private", words)
        assert len(visitor.bots(who, "private")) == before + 1, words


def test_S4_17_a_plan_without_a_time_to_come_is_no_plan(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.tap("周婷", visitor.card("周婷", "private", "🔧", "#1"), "方案")
    assert visitor.bot("周婷", "private", "照这个写")
    visitor.say("周婷", "private", "方案：更换灯具")
    assert visitor.bot("周婷", "private", "写明以后的完成时间")
    visitor.say("周婷", "private", "更换灯具；预计 昨天17:00")
    visitor.settle()
    assert "planned" not in kinds(visitor)
    visitor.say("周婷", "private", "更换灯具；预计 明天17:00")
    assert visitor.card("陈建国", "private", "更换灯具", "11月19日 17:00")


def test_S4_16_one_of_three_options_is_chosen_by_a_tap(visitor: Visitor) -> None:
    """S4-16: 征得其同意…選擇解決問題的方案: the choice is kept, the others can be tapped no more."""
    asked = planned(visitor, PLAN + "\n选项：原厂灯／节能灯／感应灯")
    assert len(asked.buttons) == 4
    visitor.tap("陈建国", asked, "节能灯")
    settled = visitor.bot("陈建国", "private", "方案已定")
    assert "✅ B. 节能灯" in settled.text
    assert "▫️ A. 原厂灯" in settled.text
    assert not settled.buttons
    assert visitor.bot("周婷", "private", "选：节能灯")
    visitor.press("陈建国", asked, next(key for label, key in asked.buttons.items() if "感应灯" in label))
    assert kinds(visitor).count("plan_agreed") == 1
    assert "节能灯" in visitor.ticket(1)["journal"][-1]["text"]


def test_S3_08_an_objection_reaches_who_has_it_and_a_new_plan_replaces_the_old(visitor: Visitor) -> None:
    """S3-08: 與投訴人進行溝通，達成一致."""
    asked = planned(visitor)
    visitor.tap("陈建国", asked, "有异议")
    visitor.say("陈建国", "private", "太晚了，能不能明天")
    assert visitor.card("周婷", "private", "有异议", "能不能明天")
    visitor.say("周婷", "private", "方案 1 先装临时灯；预计 明天12:00")
    second = visitor.card("陈建国", "private", "临时灯")
    assert "换成新的" in next(one.text for one in visitor.bots("陈建国", "private") if one.id == asked.id)
    assert "不作数" in str(visitor.press("陈建国", asked, asked.buttons["同意"]))
    visitor.say("陈建国", "private", "同意 1")
    assert not visitor.bot("陈建国", "private", "方案已定", "临时灯").buttons
    assert second.id == visitor.bot("陈建国", "private", "方案已定").id


def test_S3_28_a_later_date_holds_only_once_the_resident_has_tapped(visitor: Visitor) -> None:
    """S3-28, S3-09: 再議解決時間: an unanswered plan moves no promise; an agreed date is the promise."""
    asked = planned(visitor, "等厂家来人；预计 11月30日17:00")
    assert visitor.clock(1, "resolve")["due_at"].startswith("2026-11-20")
    visitor.press("李秀英", visitor.bot("李秀英", "residents", "#1"), asked.buttons["同意"])
    visitor.settle()
    assert visitor.clock(1, "resolve")["due_at"].startswith("2026-11-20")
    visitor.tap("陈建国", asked, "同意")
    assert visitor.clock(1, "resolve")["due_at"].startswith("2026-11-30T17:00")


def test_the_time_that_the_resident_wished_is_the_first_proposal(visitor: Visitor) -> None:
    """S2-88: what they said when they reported it is one tap."""
    visitor.say("陈建国", "private", "3栋2单元501家里跳闸了，插座没电，明天下午三点来修")
    visitor.settle()
    for words in ("接单 1", "已联系 1"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.tap("周婷", visitor.card("周婷", "private", "🔧", "#1"), "约时间")
    visitor.tap("周婷", visitor.card("周婷", "private", "业主说过", "11月19日 15:00"), "按业主说的约")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "11月19日 15:00"), "同意")
    assert visitor.clock(1, "appointment")["due_at"].startswith("2026-11-19T14:55")


def test_S2_61_waiting_for_another_organisation_names_it_and_the_day_of_the_next_news(
    visitor: Visitor,
) -> None:
    """S2-61: 如投訴涉及其他單位…做好解釋工作: who, how to reach them, and when the reporter hears."""
    accepted(visitor)
    visitor.tap("周婷", visitor.card("周婷", "private", "🔧", "#1"), "等待")
    visitor.tap("周婷", visitor.card("周婷", "private", "在等什么"), "等外单位")
    visitor.tap("周婷", visitor.card("周婷", "private", "哪个单位"), "供电局")
    visitor.say("周婷", "private", "抢修电缆，11月20日")
    told = visitor.bot("陈建国", "private", "需要等一等")
    for words in ("供电局（95598）", "抢修电缆", "11月20日"):
        assert words in told.text
    assert visitor.ticket(1)["status"] == "waiting"
    assert visitor.clock(1, "news")["due_at"].startswith("2026-11-20T17:30")
    visitor.advance("P2DT1H")  # 10:30 on that day, seven hours before it is owed
    assert any("告知进展" in one.text for one in reminders(visitor, "周婷"))


def test_S2_61_an_organisation_that_nobody_listed_is_typed_with_its_telephone(visitor: Visitor) -> None:
    accepted(visitor)
    visitor.say("周婷", "private", "外单位 1 自来水公司 0571-87123456 换总表 后天")
    told = visitor.bot("陈建国", "private", "需要等一等")
    assert "自来水公司（0571-87123456）：换总表" in told.text
    assert "11月20日" in told.text


def test_S2_69_S4_29_what_others_decide_is_explained_and_referred(visitor: Visitor) -> None:
    """S2-69, S4-29: 切忌推諉; told who and how, not closed until they were asked again."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    visitor.say("何静", "private", "转介 1 供电局 95598 路灯归供电局管，报3栋门口就行")
    told = visitor.card("陈建国", "private", "📮")
    assert told.text.count("95598") == 1
    for words in ("供电局", "95598", "3栋门口"):
        assert words in told.text
    assert "不归" not in told.text
    assert visitor.ticket(1)["status"] == "done"
    assert visitor.clock(1, "revisit")["met_at"] is None
    visitor.tap("陈建国", told, "知道了")
    assert visitor.ticket(1)["status"] == "confirmed"
    assert visitor.ticket(1)["result"] == "转介：供电局 95598"


def test_S2_69_who_still_needs_help_gets_it(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    visitor.say("林芳", "private", "不是投诉 1")
    visitor.tap("林芳", visitor.card("林芳", "private", "为什么不是投诉"), "需找其他部门")
    assert visitor.ticket(1)["status"] == "dispatched"
    visitor.tap("林芳", visitor.card("林芳", "private", "转介给哪个单位"), "12345")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "📮", "12345"), "还要帮忙")
    assert visitor.ticket(2)["parent"] == 1
    assert visitor.ticket(2)["class"] == 2


def test_S0_44_why_a_grave_matter_is_referred_waits_for_the_reviewer(visitor: Visitor) -> None:
    """S0-20, S0-44: only who has it or a head may refer it, and the words go out after a tap."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("周婷", "private", "改类别 1 2")
    visitor.say("何静", "private", "转介 1 供电局 95598 不归我们管，找他们去")
    assert visitor.ticket(1)["status"] == "dispatched"
    visitor.say("林芳", "private", "转介 1 供电局 95598 路灯归供电局管，报3栋门口就行")
    assert visitor.ticket(1)["status"] == "dispatched"
    assert not [one for one in visitor.bots("陈建国", "private") if "95598" in one.text]
    visitor.tap("高明", visitor.card("高明", "private", "请审核", "3栋门口"), "通过")
    assert "3栋门口" in visitor.card("陈建国", "private", "📮", "95598").text
    assert visitor.ticket(1)["result"] == "转介：供电局 95598"


def test_S0_44_a_referral_that_was_sent_back_is_written_anew(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("周婷", "private", "改类别 1 2")
    visitor.say("林芳", "private", "转介 1 供电局 95598 找他们去")
    visitor.say("高明", "private", "退回 1 说清楚怎么报")
    visitor.tap("林芳", visitor.card("林芳", "private", "说清楚怎么报"), "改写")
    visitor.say("林芳", "private", "供电局 95598 请报3栋门口的路灯")
    visitor.say("高明", "private", "通过 1")
    assert "3栋门口" in visitor.card("陈建国", "private", "📮", "95598").text


def test_whoever_has_a_matter_hears_that_it_was_referred_and_no_slip_says_they_signed(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("何静", "private", "转介 1 供电局")
    assert "不用再去" in visitor.bot("周婷", "private", "📮", "何静", "供电局").text
    slip = visitor.bot("王强", "private", "🧾 #1")
    assert "不用再签收" in slip.text
    assert not slip.buttons


def test_nobody_plans_refers_or_waits_for_what_is_not_theirs(visitor: Visitor) -> None:
    accepted(visitor)
    for who in ("陈建国", "孙桂芳", "徐磊"):
        for words in ("方案 1 换灯；预计 明天17:00", "转介 1 供电局", "外单位 1 供电局 抢修 明天"):
            visitor.say(who, "private", words)
    visitor.settle()
    assert not {"planned", "referred", "waiting"} & set(kinds(visitor))
