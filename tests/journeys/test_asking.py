"""Managers ask for figures in words."""

from pathlib import Path

from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.journeys.conftest import MORNING
from tests.journeys.telegram_desk import MANAGER, RESIDENT, TelegramDesk
from tests.journeys.test_main_job import LINE
from tests.journeys.test_reminders import LAMP
from tests.journeys.visitor import Visitor


def lived(visitor: Visitor) -> None:
    """A lamp that was mended, and a lift that is not."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    for words in ("接单 1", "已联系 1", "完成 1 换了灯泡"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.say("刘洋", "residents", LINE)
    visitor.settle()


def test_S2_64_a_question_in_words_is_answered_with_its_tickets(visitor: Visitor) -> None:
    """S2-64: the figure with numerator, denominator and the list, in the managers' room and privately."""
    lived(visitor)
    visitor.say("高明", "managers", "本月电梯多少单")
    told = visitor.bot(
        "高明", "managers", "🔎 2026-11-01 至 2026-11-18 · 电梯", "共 1 单（占全部 2 单的 50%）"
    )
    assert "#2 11-18" in told.text
    visitor.say("林芳", "private", "这个月及时率")
    assert "处理及时率 100%（1/1）" in visitor.bot("林芳", "private", "🔎").text
    visitor.say("林芳", "private", "上个月投诉多少")
    assert "共 0 单" in visitor.bot("林芳", "private", "2026年10月").text
    visitor.say("林芳", "private", "张三电梯多少")
    assert "没看懂「张三」" in visitor.bot("林芳", "private", "共 1 单（占全部 2 单的 50%）").text
    visitor.say("林芳", "private", "今天有几个超时的")
    running = visitor.card("林芳", "private", "现在逾期的都在")
    visitor.say("林芳", "private", "现在逾期的有几单")
    assert visitor.bots("林芳", "private")[-1].text == "✅ 逾期工单：0 单。"
    visitor.tap("林芳", running, "逾期清单")
    assert visitor.bot("林芳", "private", "逾期工单：0 单")
    visitor.say("林芳", "private", "哪些单没接单")
    assert "#2 11-18" in visitor.bot("林芳", "private", "还没接单 1 单").text
    visitor.say("高明", "managers", "本周到期的有哪些")
    assert "#2 11-18" in visitor.bot("高明", "managers", "到期未完 1 单", "到期").text
    visitor.say("林芳", "private", "谁最慢")
    visitor.tap("林芳", visitor.card("林芳", "private", "按经手人", "处理及时率"), "按平均用时看")
    assert visitor.bot("林芳", "private", "按经手人", "平均处理用时")
    visitor.say("高明", "managers", "/问 什么问题最多")
    compared = visitor.card("高明", "managers", "按问题")
    visitor.tap("高明", compared, "照明")
    assert visitor.bot("高明", "managers", "至 2026-11-18 · 照明", "共 1 单", "#1")


def test_S2_65_S1_07_averages_comparisons_and_two_matters_are_answered(visitor: Visitor) -> None:
    """S2-65, S1-07: each with its tickets; of two topics one answer each."""
    lived(visitor)
    visitor.say("高明", "managers", "平均多久修好")
    told = visitor.bot(
        "高明", "managers", "平均处理用时", "（1 单，从报单起，含等待）；还没有结果的 1 单不在内"
    )
    assert "#1 11-18" in told.text
    visitor.say("高明", "managers", "比上个月多吗")
    told = visitor.bot(
        "高明", "managers", "共 2 单", "比 2026-10-01 至 2026-10-18：共 0 单（2026-11-18 才开始有记录"
    )
    assert "#2 11-18" in told.text
    visitor.say("林芳", "private", "电梯和照明各多少")
    visitor.say("林芳", "private", "周婷和徐磊手上各有几单")
    assert "还没处理完 1 单" in visitor.bot("林芳", "private", "为止报的 · 周婷").text
    assert "还没处理完" in visitor.bot("林芳", "private", "为止报的 · 徐磊").text
    visitor.say("林芳", "private", "周婷這個月完成幾單")
    assert "这些天处理完 1 单" in visitor.bot("林芳", "private", "18 · 周婷").text
    visitor.say("林芳", "private", "how many did zhou ting close this month")
    assert visitor.bots("林芳", "private")[-1].text.startswith(
        "🔎 2026-11-01 至 2026-11-18 · 周婷\n这些天处理完 1 单"
    )
    visitor.say("林芳", "private", "本月每天几单，谢谢")
    assert "11-18 2" in visitor.bot("林芳", "private", "按天", "平均每天 0.1 单").text
    for topic, number in (("电梯", 2), ("照明", 1)):
        assert (
            f"#{number} 11-18" in visitor.bot("林芳", "private", f"至 2026-11-18 · {topic}", "共 1 单").text
        )


def test_S0_47_who_is_slowest_is_told_to_heads_alone(visitor: Visitor) -> None:
    """S0-47: in the room and to headquarters departments are compared, never persons."""
    lived(visitor)
    visitor.say("林芳", "private", "谁最慢")
    assert "周婷 100%（1/1）" in visitor.bot("林芳", "private", "🔎").text
    for who, room in (("唐总", "private"), ("唐总", "managers")):
        visitor.say(who, room, "谁最慢")
        told = visitor.bot(who, room, "🔎", "按岗位", "请负责人私聊我问")
        assert "周婷" not in told.text
        visitor.say(who, room, "周婷逾期几单")
        assert visitor.bots(who, room)[-1].text.startswith("到人、到户的数字只给负责人")
    visitor.say("高明", "managers", "谁最快")
    assert "周婷" not in visitor.bot("高明", "managers", "按岗位", "已私聊发给您").text
    person = visitor.card("高明", "private", "按经手人")
    assert "周婷 100%（1/1）" in person.text
    visitor.tap("高明", person, "周婷")
    assert "处理及时率 100%（1/1）" in visitor.bot("高明", "private", "· 周婷").text
    visitor.say("周婷", "private", "/问 谁最慢")
    assert visitor.bot("周婷", "private", "数字请在管理群问")
    visitor.say("陈建国", "private", "/问 上个月电梯投诉多少")
    assert not [one for one in visitor.bots("陈建国", "private") if "🔎" in one.text]
    visitor.say("陈建国", "residents", "上个月电梯投诉多少")
    visitor.say("陈建国", "residents", "/问 上个月电梯投诉多少")
    assert not [one for one in visitor.bots("陈建国", "residents") if "🔎" in one.text]


def test_S0_47_who_accepts_slowest_and_whose_share_is_low_is_told_to_heads_alone(visitor: Visitor) -> None:
    """S0-47: in the room departments; of households nobody is told figures."""
    lived(visitor)
    visitor.say("林芳", "private", "接单最慢的是谁")
    assert "周婷" in visitor.bot("林芳", "private", "平均接单用时", "从派给接单人起").text
    visitor.say("林芳", "private", "谁的及时率不到95%")
    assert "低于 95%：0 个（共 1 个）" in visitor.bot("林芳", "private", "按经手人", "处理及时率").text
    for words in ("接单最慢的是谁", "谁的及时率不到95%"):
        visitor.say("唐总", "private", words)
        told = visitor.bot("唐总", "private", "🔎", "按岗位", "请负责人私聊我问")
        assert "周婷" not in told.text
    for who, room in (("林芳", "private"), ("高明", "managers")):
        visitor.say(who, room, "投诉5次以上的住户有哪些")
        assert visitor.bots(who, room)[-1].text.startswith("数字不按住户、业主排")


def test_S4_22_floors_hours_and_bounds_are_told_with_what_they_narrow(visitor: Visitor) -> None:
    """S4-22: what is reported outside of working hours; a list that goes on and lines keep them."""
    lived(visitor)
    visitor.say("高明", "managers", "本月上班时间多少单")
    assert "共 2 单" in visitor.bot("高明", "managers", "上班时间").text
    visitor.say("高明", "managers", "本月下班后几单")
    assert "共 0 单（占全部 2 单的 0%）" in visitor.bot("高明", "managers", "上班时间以外（含休息日）").text
    visitor.say("林芳", "private", "10楼以上几单")
    assert "单没说楼层" in visitor.bot("林芳", "private", "10层及以上").text
    visitor.say("高明", "managers", "本月哪些楼超过0单")
    compared = visitor.card("高明", "managers", "按楼栋", "超过 0 单")
    visitor.press("高明", compared, next(iter(compared.buttons.values())))
    assert "超过" not in visitor.bots("高明", "managers")[-1].text
    visitor.say("林芳", "private", "逾期3天以上的有哪些")
    assert visitor.bot("林芳", "private", "达到 3天")
    visitor.say("高明", "managers", "这单超过3天了赶紧处理")
    visitor.say("高明", "managers", "下班后记得关灯")
    assert "赶紧" not in visitor.bots("高明", "managers")[-1].text


def test_what_can_be_asked_is_shown_where_nothing_was_understood(visitor: Visitor) -> None:
    """Examples as buttons; chatter among managers is left alone; what has not come is said so."""
    lived(visitor)
    before = len(visitor.bots("高明", "managers"))
    for chatter in (
        "今天开会多少人来",
        "这单逾期了赶紧处理",
        "大家辛苦了",
        "谁去看看",
        "来了几个",
        "修好了吗",
        "比上个月好多了",
        "最近投诉有点多",
        "3栋电梯怎么样了",
        "明天维修电梯",
    ):
        visitor.say("高明", "managers", chatter)
    visitor.say("高明", "managers", "最好今天处理完")
    assert len(visitor.bots("高明", "managers")) == before
    visitor.say("高明", "private", "/问 天气怎么样")
    helped = visitor.card("高明", "private", "可以这样问")
    visitor.tap("高明", helped, "谁最慢")
    assert "按经手人" in visitor.bot("高明", "private", "🔎 2026").text
    visitor.say("高明", "private", "/问 2027年3月投诉多少")
    assert visitor.bot("高明", "private", "还没到")
    visitor.say("高明", "private", "春节物业费多少钱")
    assert "工单不记金额" in visitor.bots("高明", "private")[-1].text
    for unknown in ("谁最好看", "表扬多少", "谁被投诉最多"):
        visitor.say("高明", "private", unknown)
        assert "没看懂" in visitor.card("高明", "private", "可以这样问").text.partition("\n")[0]


def test_a_question_on_telegram(data: Path, reader: Reader) -> None:
    """Through the real library, with the buttons of a comparison."""
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, MORNING) as desk:
            telegram.say(desk.residents, RESIDENT, LINE)
            desk.settle()
            telegram.say(MANAGER, MANAGER, "哪栋楼最多")
            desk.settle()
            said = next(one for one in telegram.from_bot(MANAGER) if "按楼栋" in one.text)
            assert any("栋" in button.label for button in said.buttons)
