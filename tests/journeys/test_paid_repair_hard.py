"""Paid repairs when things go otherwise: leave, two heads, neighbours, late answers, other ends."""

from tests.journeys.test_paid_repair import kinds, quoted, signed
from tests.journeys.test_reminders import LAMP
from tests.journeys.visitor import Visitor


def unlisted(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("周婷", "private", "报价 1 换门框 300元")
    visitor.settle()


def test_S2_13_S2_89_while_the_head_of_engineering_is_away_the_deputy_judges(visitor: Visitor) -> None:
    """S2-13, S2-89: who stands in for whom is settled by leave, also for a review of fifteen minutes."""
    visitor.say("钟伟", "private", "/请假 11-18 11-19 代班 @王强")
    asked = visitor.bot("林芳", "private", "钟伟 请假")
    visitor.press("林芳", asked, asked.buttons["同意"])
    unlisted(visitor)
    visitor.tap("王强", visitor.card("王强", "private", "15 分钟内评审"), "通过")
    assert visitor.card("陈建国", "private", "¥300")
    assert "quote_passed" in kinds(visitor)


def test_two_heads_who_decide_differently_one_wins_and_the_other_hears_it(visitor: Visitor) -> None:
    unlisted(visitor)
    visitor.say("林芳", "private", "进度 1")
    visitor.tap("林芳", visitor.card("林芳", "private", "📖 #1", "¥300"), "通过")
    judged = visitor.bot("钟伟", "private", "评审通过", "林芳")
    assert not judged.buttons
    visitor.say("钟伟", "private", "退回报价 1 太贵")
    assert visitor.bot("钟伟", "private", "第1版报价现在是「等业主答复」")
    assert "quote_returned" not in kinds(visitor)


def test_the_resident_can_answer_from_the_story_and_in_words(visitor: Visitor) -> None:
    quoted(visitor)
    visitor.say("陈建国", "private", "进度 1")
    assert visitor.card("陈建国", "private", "📖 #1").buttons.keys() >= {"同意", "不同意"}
    visitor.say("陈建国", "private", "不同意 1 我自己有师傅")
    assert visitor.card("钟伟", "private", "我自己有师傅")
    visitor.say("陈建国", "private", "同意 1")
    assert visitor.bot("陈建国", "private", "现在是「没有同意」")
    visitor.say("王强", "private", "报价 1 换插座 1")
    assert "合计：¥30" in visitor.card("陈建国", "private", "💰 #1").text


def test_one_of_the_household_who_joined_may_consent_and_a_neighbour_may_not(visitor: Visitor) -> None:
    """S2-91: who pays, and nobody else who has the same trouble."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("李秀英", "residents", "/我也遇到 1")
    visitor.settle()
    for who, words in (("周婷", "接单 1"), ("周婷", "报价 1 换灯管 1")):
        visitor.say(who, "private", words)
        visitor.settle()
    visitor.say("李秀英", "private", "同意 1")
    assert visitor.bot("李秀英", "private", "要由反映")
    assert not [one for one in visitor.bots("李秀英", "private") if "¥20" in one.text]
    visitor.say("陈建国", "private", "同意 1")
    visitor.say("周婷", "private", "完成 1 换好了")
    assert "¥" not in visitor.card("李秀英", "private", "换好了").text
    assert "验收" in visitor.card("陈建国", "private", "换好了", "¥20").buttons


def test_a_quote_is_taken_back_and_the_work_is_free(visitor: Visitor) -> None:
    asked = quoted(visitor)
    visitor.say("王强", "private", "撤回报价 1")
    assert visitor.bot("陈建国", "private", "已撤回", "不会收费")
    assert "已作废" in str(visitor.press("陈建国", asked, asked.buttons["同意"]))
    visitor.say("周婷", "private", "完成 1 线头接好了")
    assert "已解决" in visitor.card("陈建国", "private", "线头接好了").buttons


def test_what_ends_otherwise_bills_nothing_and_asks_nobody_again(visitor: Visitor) -> None:
    asked = quoted(visitor)
    visitor.say("陈建国", "private", "撤回 1")
    assert visitor.ticket(1)["status"] == "dismissed"
    assert "已经结束" in str(visitor.press("陈建国", asked, asked.buttons["同意"]))
    before = len(visitor.bots("陈建国", "private"))
    visitor.advance("P2D")
    assert len(visitor.bots("陈建国", "private")) == before


def test_not_solved_goes_on_as_a_second_complaint_and_the_bill_stays_open(visitor: Visitor) -> None:
    asked = quoted(visitor)
    visitor.press("陈建国", asked, asked.buttons["同意"])
    visitor.say("周婷", "private", "完成 1 换好了")
    bill = visitor.card("陈建国", "private", "换好了", "合计")
    visitor.tap("陈建国", bill, "未解决")
    assert visitor.ticket(2)["parent"] == 1
    visitor.say("高明", "private", "有偿")
    assert "还没验收：¥60（1 单）" in visitor.bot("高明", "private", "有偿服务").text


def test_a_sentence_that_begins_with_a_verb_of_money_is_a_sentence(visitor: Visitor) -> None:
    """Chatter stays chatter: only a number, a slash or a bare word makes a command."""
    visitor.say("李秀英", "residents", "价目 在哪里看呀")
    visitor.say("李秀英", "residents", "同意楼上的说法")
    assert not visitor.bots("李秀英", "residents")
    before = len(visitor.bots("周婷", "staff"))
    for words in ("同意", "方案", "已知晓"):
        visitor.say("周婷", "staff", words)
    assert len(visitor.bots("周婷", "staff")) == before


def test_S2_99_money_taken_before_the_work_is_done_is_told_to_the_manager_alone(visitor: Visitor) -> None:
    """S2-99: 均不得向用戶私自進行收費."""
    signed(visitor)
    visitor.say("陈建国", "private", "收钱 1")
    assert visitor.bot("高明", "private", "当面收钱", "负责人：周婷")
    visitor.say("周婷", "private", "进度 1")
    assert "收钱" not in visitor.bot("周婷", "private", "📖 #1").text
    visitor.say("李秀英", "private", "收钱 1")
    assert len([one for one in visitor.bots("高明", "private") if "当面收钱" in one.text]) == 1


def test_S2_95_on_the_24th_the_heads_hear_what_finance_is_to_bill(visitor: Visitor) -> None:
    """S2-95: 每月25日前…送財務部; the file itself is exported by hand, since it has everybody's amounts."""
    asked = quoted(visitor)
    visitor.press("陈建国", asked, asked.buttons["同意"])
    visitor.say("周婷", "private", "完成 1 换好了")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "换好了", "合计"), "验收")
    visitor.advance("P5D")  # the 23rd
    assert not [one for one in visitor.bots("高明", "private") if "给财务" in one.text]
    visitor.advance("P1D")
    assert visitor.bot("高明", "private", "2026-11", "应收 ¥60")
    assert visitor.bot("林芳", "private", "给财务")
    assert not [one for one in visitor.bots("周婷", "private") if "给财务" in one.text]
