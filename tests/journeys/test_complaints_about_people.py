"""Complaints about people: who complained stays hidden, who is complained of explains without learning it."""

from pathlib import Path

import pytest

from bot.book import PRESETS
from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_accused import all_that, report
from tests.journeys.test_held_replies import RUDE, heard, review
from tests.journeys.visitor import Visitor


def finished(visitor: Visitor) -> None:
    """The case against 周婷, done and revisited to satisfaction."""
    report(visitor, RUDE)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "完成 1 已当面沟通并调整岗位")
    visitor.tap("高明", review(visitor, "高明", "调整岗位"), "通过")
    visitor.tap("赵敏", visitor.card("赵敏", "private", "解决了吗"), "已解决")
    visitor.say("高明", "private", "回访 1")
    for label in ("电话", "5", "5"):
        visitor.tap("高明", visitor.card("高明", "private", "#1", "回访"), label)


def test_S4_30_the_complainant_is_somebody_and_every_look_is_in_the_journal(visitor: Visitor) -> None:
    report(visitor, RUDE)
    card = visitor.card("林芳", "private", "#1")
    assert "某业主" in card.text
    visitor.say("林芳", "private", "接单 1")
    visitor.say("赵敏", "private", "补充 1 昨天下午在大堂")
    assert "赵敏" not in all_that(visitor, "林芳")
    visitor.tap("林芳", visitor.card("林芳", "private", "#1", "涉及服务人员"), "查看反映人")
    assert "赵敏（3-1-302）" in visitor.bots("林芳", "private")[-1].text
    looks = [one for one in visitor.ticket(1)["journal"] if one["kind"] == "looked"]
    assert [one["actor"] for one in looks] == [visitor.people["林芳"]]
    for who in ("何静", "周婷", "唐总", "王强"):
        visitor.say(who, "private", "反映人 1")
        assert "赵敏" not in all_that(visitor, who)
    assert len([one for one in visitor.ticket(1)["journal"] if one["kind"] == "looked"]) == 1
    visitor.say("高明", "private", "进度 1")
    assert "林芳 查看了反映人" in visitor.bots("高明", "private")[-1].text
    assert "赵敏" not in all_that(visitor, "高明")


def test_S4_26_the_accused_explains_without_learning_who_or_what_was_written(visitor: Visitor) -> None:
    report(visitor, RUDE)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "请说明 1 赵敏说你骂她")
    assert "会让人猜到" in visitor.bots("林芳", "private")[-1].text
    visitor.say("林芳", "private", "请说明 1 11月17日下午前台接待的情况")
    asked = visitor.card("周婷", "private", "我来说明")
    assert "11月19日" in asked.text
    told = all_that(visitor, "周婷")
    assert not [word for word in ("赵敏", "302", "#1", "辱骂") if word in told]
    visitor.tap("周婷", asked, "我来说明")
    visitor.say("周婷", "private", "当时在接电话，声音大了些")
    assert "#1" not in all_that(visitor, "周婷")
    assert "当时在接电话" in visitor.bot("林芳", "private", "周婷 的说明").text
    assert "当时在接电话" in visitor.bot("高明", "private", "周婷 的说明").text
    assert visitor.clock(1, "explain")["met_at"]
    visitor.say("唐总", "private", "进度 1")
    visitor.say("赵敏", "private", "进度 1")
    assert "接电话" not in all_that(visitor, "唐总") + heard(visitor)
    visitor.say("周婷", "private", "我来说明 再说一次")
    assert "没有要您说明" in visitor.bots("周婷", "private")[-1].text


def test_S4_26_it_is_owed_until_everybody_who_was_asked_has_explained(visitor: Visitor) -> None:
    report(visitor, "投诉3栋管家周婷和徐磊，服务态度恶劣，两个人都辱骂业主")
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "请说明 1")
    visitor.say("徐磊", "private", "我来说明 我当时不在场")
    assert visitor.clock(1, "explain")["met_at"] is None
    visitor.say("周婷", "private", "我来说明 声音大了些")
    assert visitor.clock(1, "explain")["met_at"]


def test_S4_26_an_explanation_that_does_not_come_is_missed_by_the_clock(visitor: Visitor) -> None:
    report(visitor, RUDE)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "请说明 1")
    visitor.advance("P1DT9H")
    assert "被投诉人说明" in visitor.bot("林芳", "private", "⏰", "说明").text
    assert visitor.clock(1, "explain")["missed"]


def test_S2_113_S4_27_anonymous_is_nobody_to_the_owner_and_has_no_revisit(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "匿名投诉3栋管家周婷，服务态度恶劣，辱骂业主")
    if not visitor.tickets():
        visitor.tap("赵敏", visitor.card("赵敏", "private"), "请登记")
    if "已匿名" not in heard(visitor):
        visitor.say("赵敏", "private", "匿名 1")
    cost = visitor.bot("赵敏", "private", "已匿名").text
    assert "不回访" in cost
    assert "打电话" in cost
    visitor.say("林芳", "private", "接单 1")
    for head in ("林芳", "高明"):
        visitor.say(head, "private", "反映人 1")
        assert "匿名反映" in visitor.bots(head, "private")[-1].text
    visitor.say("林芳", "private", "完成 1 已约谈并调整岗位")
    visitor.say("高明", "private", "通过 1")
    assert "已约谈" in heard(visitor), "news still comes"
    assert "revisit" not in [one["kind"] for one in visitor.ticket(1)["clocks"] if not one["cancelled_at"]]
    visitor.tap("高明", visitor.card("高明", "private", "免回访"), "不属实")
    visitor.say("高明", "private", "归档 1")
    assert visitor.ticket(1)["status"] == "closed"
    assert "赵敏" not in all_that(visitor, "林芳") + all_that(visitor, "高明")


def test_C9_where_the_standard_asks_the_anonymous_too_they_are_asked(data: Path, reader: Reader) -> None:
    """[revisit] anonymous = "ask": 100 % as S0-38 has it; said so to whoever hides."""
    text = (PRESETS / "s0.toml").read_text("utf-8")
    (data / "standards").mkdir()
    written = text.replace('anonymous = "exempt"', 'anonymous = "ask"')
    (data / "standards" / "s0.toml").write_text(written, "utf-8")
    with Running(data, reader) as base, Visitor(base) as visitor:
        report(visitor, RUDE)
        visitor.say("赵敏", "private", "匿名 1")
        assert "只在这里问您" in visitor.bot("赵敏", "private", "已匿名").text
        visitor.say("林芳", "private", "接单 1")
        visitor.say("林芳", "private", "完成 1 已约谈并调整岗位")
        visitor.say("高明", "private", "通过 1")
        due = visitor.clock(1, "revisit")["due_at"]
        for words in ("实名 1", "匿名 1"):
            visitor.advance("PT1H")
            visitor.say("赵敏", "private", words)
            assert visitor.clock(1, "revisit")["due_at"] == due
        visitor.say("高明", "private", "归档 1")
        assert visitor.ticket(1)["status"] == "done"
        visitor.say("高明", "private", "回访 1")
        visitor.tap("高明", visitor.card("高明", "private", "#1", "回访"), "聊天")
        assert visitor.card("赵敏", "private", "回访")
        assert "赵敏" not in all_that(visitor, "高明")


def test_C9_a_name_can_be_shown_again(visitor: Visitor) -> None:
    report(visitor, RUDE)
    visitor.tap("赵敏", visitor.card("赵敏", "private", "匿名"), "匿名")
    visitor.say("林芳", "private", "反映人 1")
    assert "赵敏" not in all_that(visitor, "林芳")
    visitor.say("赵敏", "private", "实名")
    visitor.say("林芳", "private", "反映人 1")
    assert "赵敏" in all_that(visitor, "林芳")


def test_S0_20_S4_31_a_class_2_is_archived_by_the_reviewer_once_judged(visitor: Visitor) -> None:
    finished(visitor)
    assert visitor.ticket(1)["status"] == "revisited"
    visitor.say("林芳", "private", "归档 1")
    assert "审核人" in visitor.bots("林芳", "private")[-1].text
    asked = visitor.card("高明", "private", "可以归档")
    assert "属实" in (visitor.tap("高明", asked, "归档") or "")
    assert visitor.ticket(1)["status"] == "revisited"
    visitor.press("高明", asked, asked.buttons["属实"])
    visitor.tap("高明", visitor.card("高明", "private", "可以归档"), "归档")
    assert visitor.ticket(1)["status"] == "closed"
    visitor.say("高明", "private", "服务记录")
    assert "没有开启" in visitor.bots("高明", "private")[-1].text


def test_S4_44_S0_19_S3_06_a_class_1_has_a_task_force_and_is_archived_by_a_heads_tap(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", "3栋2单元电梯夹伤了老人，已经住院，我要找记者曝光你们，还要起诉索赔")
    force = visitor.bot("王强", "private", "专项组").text
    assert all(name in force for name in ("高明", "林芳", "王强", "周婷"))
    assert visitor.bot("高明", "private", "专项组")
    card = visitor.bot("高明", "private", "定级").text
    assert "记者" in card
    assert "S0-03" in card
    visitor.say("周婷", "private", "专项组 1")
    assert "高明" in visitor.bots("周婷", "private")[-1].text
    visitor.say("周婷", "private", "进度 1")
    assert "S0-03" in visitor.bots("周婷", "private")[-1].text


@pytest.mark.parametrize("line", ["我要投诉周婷", "我要投诉周婷，上次说的话太难听了", "我要投诉你们的保安"])
def test_S0_08_a_plain_complaint_that_names_staff_is_at_least_asked(visitor: Visitor, line: str) -> None:
    visitor.say("赵敏", "private", line)
    ticket = visitor.ticket(1)
    assert ticket["class"] == 2
    assert ticket["assignee"] == visitor.people["林芳"]
    visitor.say("李秀英", "residents", line)
    assert visitor.ticket(2)["status"] in ("proposed", "dispatched")
    assert "#2" in visitor.bot("林芳", "private", "#2").text
    said = [one.text for one in visitor.bots("李秀英", "residents") if "#" in one.text]
    assert not [one for one in said if "内容不公开" not in one]


@pytest.mark.parametrize("line", ["别投诉保安了，人家也不容易", "投诉电话是多少", "没投诉周婷，夸她呢"])
def test_talk_of_complaining_opens_nothing(visitor: Visitor, line: str) -> None:
    visitor.say("李秀英", "residents", line)
    assert not [one for one in visitor.tickets() if one["topic"] == "服务态度"]


def test_S4_41_a_complaint_about_the_centre_manager_is_known_to_headquarters(visitor: Visitor) -> None:
    report(visitor, "投诉服务中心负责人高明，态度恶劣，辱骂业主")
    assert visitor.ticket(1)["assignee"] == visitor.people["林芳"]
    assert "服务中心负责人" in visitor.bot("唐总", "private", "#1").text
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "进展 1 明天15:00约您面谈")
    own = visitor.card("林芳", "private", "请审核")
    assert "没有别人能审核" in own.text
    assert "面谈" not in heard(visitor)
    visitor.tap("林芳", own, "通过")
    assert "面谈" in heard(visitor)
    assert "本人复核" in str(visitor.ticket(1)["journal"])
    assert "#1" not in all_that(visitor, "高明")


def test_S4_11_what_was_said_of_a_person_aloud_is_answered_privately(visitor: Visitor) -> None:
    visitor.say("赵敏", "residents", "3栋管家周婷态度恶劣，骂我们业主")
    public = visitor.bot("李秀英", "residents", "#1")
    assert "前私下与您联系" in public.text
    assert "林芳" not in public.text
    assert visitor.bot("赵敏", "private", "#1", "负责人：林芳", "前与您联系")
    visitor.tap("赵敏", visitor.card("赵敏", "private", "#1", "您的名字"), "匿名")
    assert visitor.card("赵敏", "private", "已匿名", "进展只在这里"), (
        "what it costs stays, and how to take it back"
    )
    assert not [one for one in visitor.bots("周婷", "private") if "#1" in one.text]


def test_C16_who_is_called_by_the_sites_own_title_is_complained_of_too(data: Path, reader: Reader) -> None:
    text = (PRESETS / "s0.toml").read_text("utf-8") + '\n[titles]\ncustomer_officer = "楼栋长"\n'
    (data / "standards").mkdir()
    (data / "standards" / "s0.toml").write_text(text, "utf-8")
    with Running(data, reader) as base, Visitor(base) as visitor:
        visitor.say("李秀英", "residents", "我要投诉周楼栋长")
        assert visitor.ticket(1)["class"] == 2
        assert "#1" in visitor.bot("林芳", "private", "#1").text


def test_S3_02_a_complaint_about_conduct_handed_back_is_news_to_the_heads_alone(visitor: Visitor) -> None:
    """S4-28: not to the front desk, neither at once, nor as it waits, nor as the news owed next morning."""
    visitor.say("赵敏", "private", "投诉3栋管家周婷，服务态度恶劣，辱骂业主")
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "退单 1 周婷是我侄女，我不便处理")
    assert "我侄女" in visitor.bot("高明", "private", "#1", "退").text
    for _ in range(3):
        visitor.advance("P1D")
    for who in ("何静", "周婷", "徐磊"):
        assert "#1" not in " ".join(one.text for one in visitor.bots(who, "private"))


def test_S4_28_where_every_head_is_complained_of_headquarters_name_who_has_it(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "投诉服务中心负责人高明和客服负责人林芳，态度恶劣，辱骂业主")
    assert "转派 1" in visitor.bot("唐总", "private", "#1", "转派").text
    visitor.say("唐总", "private", "转派 1 周婷")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"]
    visitor.say("周婷", "private", "接单 1")
    assert visitor.ticket(1)["status"] == "accepted"
    visitor.say("唐总", "private", "转派 1 徐磊")
    assert visitor.ticket(1)["assignee"] == visitor.people["周婷"], "then it is its owner's"
    visitor.say("周婷", "private", "完成 1 已向赵敏女士道歉并约谈两位负责人")
    assert visitor.ticket(1)["status"] == "done"
    for head in ("林芳", "高明"):
        assert "#1" not in " ".join(one.text for one in visitor.bots(head, "private"))
