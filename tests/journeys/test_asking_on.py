"""What managers ask one after another, of whom and of which home."""

import pytest

from tests.journeys.test_asking import lived
from tests.journeys.visitor import Visitor


def test_what_follows_a_question_that_was_not_answered_goes_on_from_nothing(visitor: Visitor) -> None:
    """去年呢 behind money that nobody can count is no question of the tickets before."""
    lived(visitor)
    visitor.say("林芳", "private", "本月电梯几单")
    visitor.say("林芳", "private", "那照明呢")
    assert "共 1 单" in visitor.bot("林芳", "private", "· 照明").text
    visitor.say("林芳", "private", "修电梯花了多少钱")
    assert "工单不记金额" in visitor.bots("林芳", "private")[-1].text
    visitor.say("林芳", "private", "去年呢")
    assert "🔎" not in visitor.bots("林芳", "private")[-1].text
    visitor.say("林芳", "private", "每百户投诉超过3单的楼")
    assert "每百户只数小区、楼栋的单数" in visitor.bots("林芳", "private")[-1].text
    visitor.say("林芳", "private", "百户投诉量哪个项目最高")
    assert "每百户只数小区、楼栋的单数" in visitor.bots("林芳", "private")[-1].text


def test_a_comparison_that_names_both_sides_is_of_all_whatever_was_asked_before(visitor: Visitor) -> None:
    """上周和这周比 says both; 比上周多吗 is of what was asked."""
    lived(visitor)
    visitor.say("林芳", "private", "本月电梯几单")
    visitor.say("林芳", "private", "比上个月多吗")
    assert "· 电梯" in visitor.bot("林芳", "private", "比 2026-10-01").text.splitlines()[0]
    visitor.say("林芳", "private", "上周和这周比")
    told = visitor.bots("林芳", "private")[-1].text
    assert "电梯" not in told.splitlines()[0]
    assert "共 2 单" in told
    visitor.say("林芳", "private", "帮我看下照明")
    assert "共 1 单（占全部 2 单的 50%）" in visitor.bot("林芳", "private", "· 照明").text


@pytest.mark.parametrize(
    "words",
    ["电梯困人了，什么情况，紧急", "老人卡在电梯里了，什么原因", "5栋有人被困电梯，先处理，有没有人"],
)
def test_S2_37_a_danger_that_a_head_tells_of_is_no_question_for_figures(visitor: Visitor, words: str) -> None:
    visitor.say("林芳", "private", words)
    told = visitor.bots("林芳", "private")[-1].text
    assert "登记" in told
    assert "🔎" not in told
    visitor.say("林芳", "private", "5栋电梯困人多少单")
    assert "🔎" in visitor.bots("林芳", "private")[-1].text


def test_what_comes_first_and_why_matters_wait_is_told_as_it_stands_now(visitor: Visitor) -> None:
    """S2-61, S0-43: emergencies first; headquarters read no names; in a room nobody is interrupted."""
    lived(visitor)
    visitor.say("林芳", "private", "今天有什么要紧的")
    nothing = visitor.bots("林芳", "private")[-1].text
    visitor.say("陈建国", "private", "3栋2单元电梯困人了，快来")
    visitor.settle()
    visitor.say("林芳", "private", "优先处理哪些")
    first = visitor.bot("林芳", "private", "先办这").text
    assert "紧急" in first.splitlines()[1]
    assert nothing != first
    visitor.say("唐总", "private", "哪些单要优先处理")
    told = visitor.bot("唐总", "private", "先办这").text
    assert not [name for name in visitor.people if name in told]
    visitor.say("林芳", "private", "挂起的原因有哪些")
    assert "等待中" in visitor.bots("林芳", "private")[-1].text
    visitor.say("林芳", "private", "谢谢")
    assert "没看懂" not in visitor.bots("林芳", "private")[-1].text
    before = len(visitor.bots("高明", "managers"))
    visitor.say("高明", "managers", "今天有什么要紧的")
    assert len(visitor.bots("高明", "managers")) == before


def test_S0_47_a_home_is_told_to_heads_alone_in_private(visitor: Visitor) -> None:
    """S0-47: a home's number is a person's; in the room and to headquarters it is told to nobody."""
    lived(visitor)
    visitor.say("林芳", "private", "3栋502今年几单")
    assert "共 0 单" in visitor.bot("林芳", "private", "3栋 502室").text
    visitor.say("高明", "managers", "3栋502今年几单")
    assert "已私聊" in visitor.bots("高明", "managers")[-1].text
    assert visitor.bot("高明", "private", "3栋 502室")
    visitor.say("唐总", "private", "3栋502今年几单")
    assert visitor.bots("唐总", "private")[-1].text.startswith("到人、到户的数字只给负责人")
    before = len(visitor.bots("高明", "managers"))
    visitor.say("高明", "managers", "昨天3栋502投诉漏水")
    for chatter in ("今天必须弄完", "昨天微信投诉漏水", "除了停车都好了", "其中一单已经处理"):
        visitor.say("高明", "managers", chatter)
    assert len(visitor.bots("高明", "managers")) == before


def test_S0_47_colleagues_are_asked_about_as_they_are_called(visitor: Visitor) -> None:
    """S0-47: to heads alone; who is none of the staff is taken for nobody else."""
    lived(visitor)
    visitor.say("林芳", "private", "老周这个月关了几单")
    assert "这些天处理完 1 单" in visitor.bot("林芳", "private", "· 周婷").text
    visitor.say("林芳", "private", "他手上还有几单")
    assert "还没处理完 1 单" in visitor.bot("林芳", "private", "为止报的 · 周婷").text
    visitor.say("林芳", "private", "欧师傅手上还有几单")
    assert "🔎 到" not in visitor.bots("林芳", "private")[-1].text
    visitor.say("唐总", "private", "老周这个月关了几单")
    assert visitor.bots("唐总", "private")[-1].text.startswith("到人、到户的数字只给负责人")


def test_what_is_left_out_how_it_came_and_sites_are_told(visitor: Visitor) -> None:
    lived(visitor)
    visitor.say("高明", "managers", "本月几单，不算电梯")
    assert "共 1 单（占全部 2 单的 50%）" in visitor.bot("高明", "managers", "不含电梯").text
    visitor.say("高明", "managers", "本月电话报的有几单")
    assert "共 0 单" in visitor.bot("高明", "managers", "· 电话").text
    visitor.say("林芳", "private", "最老的单是哪单")
    assert "报单多久了" in visitor.bot("林芳", "private", "还没处理完 1 单").text
    visitor.say("唐总", "private", "哪个项目投诉最多")
    assert visitor.bot("唐总", "private", "按项目")
    visitor.say("林芳", "private", "中秋连假几单")
    assert visitor.bot("林芳", "private", "2026-09-25 至 2026-09-27")
