"""Lists: what each has to do today, what is overdue and why, each line opening its ticket."""

from tests.journeys.test_reminders import DOOR, LAMP
from tests.journeys.visitor import Seen, Visitor


def lists(visitor: Visitor, who: str) -> list[Seen]:
    return [one for one in visitor.bots(who, "private") if one.text.startswith("☀️")]


def test_S4_22_the_morning_list_comes_at_half_past_eight_and_only_to_who_has_something(
    visitor: Visitor,
) -> None:
    """S4-22, S0-33: 未完成, 今日须答复, every morning until it is finished; each line opens its ticket."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.advance("PT22H59M")
    assert not lists(visitor, "周婷")
    visitor.advance("PT1M")
    (today,) = lists(visitor, "周婷")
    assert "今日须答复 1 单" in today.text
    assert today.text.count("#1") == 1, "nothing stands in it twice"
    visitor.tap("周婷", today, "#1")
    assert "接单" in visitor.bot("周婷", "private", "📖 #1").buttons
    assert "待签收 1 单\n#1" in lists(visitor, "王强")[0].text
    for idle in ("徐磊", "孙桂芳", "唐总"):
        assert not lists(visitor, idle)
    visitor.advance("P1D")
    assert len(lists(visitor, "周婷")) == 2  # one a morning
    for words in ("接单 1", "已联系 1", "完成 1 换了灯泡"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.advance("P1D")
    assert len(lists(visitor, "周婷")) == 2  # nothing is left to follow


def test_S4_22_the_head_of_customer_service_sees_what_nobody_has_taken_or_told(visitor: Visitor) -> None:
    """S4-22, S3-15: undispatched, unaccepted, drafts unsent: the desk watches the whole course."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.advance("PT23H")
    (today,) = lists(visitor, "林芳")
    assert "还没接单 1 单" in today.text
    assert "今日进展未发 1 单" in today.text


def test_S4_22_a_revisit_stands_in_the_list_of_whoever_makes_it(visitor: Visitor) -> None:
    """S4-22, S4-10: 待回访, of a finished repair too, and at any time by asking."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    for words in ("接单 1", "已联系 1", "完成 1 换了灯泡"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.say("何静", "private", "/今天")
    assert "待回访 1 单" in visitor.bot("何静", "private", "☀️").text
    visitor.say("徐磊", "private", "/今天")
    assert "没有" in visitor.bot("徐磊", "private", "☀️").text
    visitor.say("陈建国", "private", "/今天")
    assert "#1" in visitor.bot("陈建国", "private", "🗂").text


def test_S0_43_the_digest_says_why_and_goes_on_by_a_tap(visitor: Visitor) -> None:
    """S0-43: who, how late, why; ten on a screen, the rest on 继续."""
    homes = [
        "陈建国",
        "李秀英",
        "赵敏",
        "刘洋",
        "孙丽",
        "吴刚",
        "郑爽",
        "黃美玲",
        "Emma Smith",
        "马超",
        "钱多多",
    ]
    for building, home in enumerate(homes, 1):
        visitor.say(home, "private", f"{building}栋1单元一楼大厅的灯不亮了")
        visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.settle()
    visitor.advance("PT23H20M")  # 8:50
    digest = visitor.bot("高明", "managers", "📋", "11 单")
    assert "继续" in digest.buttons
    assert digest.text.count("照明") == 10
    visitor.tap("高明", digest, "继续")
    assert visitor.bot("高明", "managers", "📋", "11 单").text.count("照明") == 1


def test_S0_43_the_digest_tells_what_is_close_to_a_group_complaint(visitor: Visitor) -> None:
    """S0-43, S0-02: three and four households."""
    visitor.say("陈建国", "residents", LAMP)
    card = visitor.bot("陈建国", "residents", "#1")
    for neighbour in ("李秀英", "赵敏"):
        visitor.tap(neighbour, card, "我也遇到")
    visitor.advance("PT23H20M")
    assert "3户" in visitor.bot("高明", "managers", "📋").text


def test_S0_43_the_overdue_list_answers_by_role(visitor: Visitor) -> None:
    """S0-43: a head sees all, an officer their own, a resident none."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    visitor.say("马超", "private", "7栋1单元一楼大厅的灯不亮了")
    visitor.advance("PT40M")
    visitor.say("林芳", "private", "/逾期")
    assert {"#1", "#2"} <= set(visitor.bot("林芳", "private", "📋").buttons)
    visitor.say("周婷", "private", "/逾期")
    assert set(visitor.bot("周婷", "private", "📋").buttons) == {"#1"}
    visitor.say("陈建国", "private", "/逾期")
    assert "工作人员" in visitor.bot("陈建国", "private", "逾期").text


def test_help_is_by_role(visitor: Visitor) -> None:
    for who, words in (("陈建国", "怎么报事"), ("周婷", "常用命令"), ("林芳", "负责人常用")):
        visitor.say(who, "private", "/帮助")
        assert visitor.bot(who, "private", words)


def test_the_waiting_reason_stands_in_the_digest(visitor: Visitor) -> None:
    visitor.say("孙丽", "residents", DOOR)
    visitor.settle()
    for words in ("接单 1", "等待 1 等厂家配件 明天"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.advance("P3D")
    assert "等厂家配件" in visitor.bot("高明", "managers", "📋", "#1").text


def test_the_pages_drawer_asks_for_what_is_open_and_the_newest_others(visitor: Visitor) -> None:
    for building in (1, 2, 3):
        visitor.say("陈建国", "residents", f"{building}栋2单元的电梯又坏了，门关不上")
        visitor.advance("PT11M")
    visitor.say("陈建国", "private", "撤回 2")
    visitor.say("陈建国", "private", "撤回 3")
    visitor.settle()
    asked = visitor.http.get("/api/tickets", params={"newest": 1}).json()
    assert [one["number"] for one in asked] == [1, 3], "open, or the newest"
    assert len(visitor.tickets()) == 3
    assert visitor.http.get("/api/tickets", params={"newest": "x"}).status_code == 400
