"""Duty: the roster, swaps, routing after hours, 收到, handover and the log."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.visitor import Visitor

PLAIN = "3栋2单元楼道灯不亮了，麻烦修一下"
LIFT = "3栋2单元电梯困人了，快来人"
At = Callable[[str], Visitor]


@pytest.fixture
def at(data: Path, reader: Reader) -> Iterator[At]:
    """Opens the demo at a moment of the site's clock."""
    with ExitStack() as stack:

        def begin(moment: str) -> Visitor:
            now = datetime.fromisoformat(f"{moment}+08:00")
            base = stack.enter_context(Running(data, reader, now))
            return stack.enter_context(Visitor(base))

        yield begin


def test_S2_06_next_months_roster_is_asked_for_on_the_25th_until_it_is_there(at: At) -> None:
    visitor = at("2026-11-24T20:00:00")
    visitor.advance("PT14H")
    reminder = visitor.bot("林芳", "private", "下月值班表", "缺 31 天")
    assert "12月1日 08:30" in reminder.text
    for day in range(1, 32):
        visitor.say("林芳", "private", f"/值班 12-{day} 王强")
    visitor.advance("P5D")
    assert len([one for one in visitor.bots("林芳", "private") if "下月值班表" in one.text]) == 1


def test_S2_07_duty_runs_from_half_past_eight_to_half_past_eight(at: At) -> None:
    visitor = at("2026-11-18T09:30:00")
    visitor.say("何静", "private", "/值班 今天 王强")
    assert visitor.bot("王强", "private", "何静", "11月18日 08:30 至 11月19日 08:30")
    visitor.say("何静", "private", "值班 11-19 赵卫东")
    visitor.say("孙桂芳", "private", "值班")
    shown = visitor.bot("孙桂芳", "private", "📅 值班").text
    assert shown.splitlines()[1:] == [
        "11月18日 08:30 – 11月19日 08:30　王强",
        "11月19日 08:30 – 11月20日 08:30　赵卫东",
    ]
    visitor.advance("PT22H")  # 7:30: still yesterday's shift
    visitor.say("孙桂芳", "private", "值班")
    assert "11月18日 08:30 – 11月19日 08:30　王强" in visitor.bot("孙桂芳", "private", "📅 值班").text


def test_S2_07_a_day_or_name_that_cannot_be_read_is_answered_with_how_to_write_it(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/值班 哪天 王强")
    assert visitor.bot("何静", "private", "11-22 姓名")
    visitor.say("何静", "private", "/值班 11-31 王强")
    assert visitor.bot("何静", "private", "看不懂")
    visitor.say("何静", "private", "/值班 11-20 王小强")
    assert visitor.bot("何静", "private", "王小强", "王强")
    visitor.say("何静", "private", "/值班 2026-11-17 王强")
    assert visitor.bot("何静", "private", "已经结束")


def test_S2_13_only_heads_and_the_front_desk_write_the_roster_and_only_heads_change_it(
    visitor: Visitor,
) -> None:
    visitor.say("王强", "private", "/值班 11-20 王强")
    assert visitor.bot("王强", "private", "前台")
    visitor.say("陈建国", "private", "/值班")
    assert visitor.bot("陈建国", "private", "只给工作人员")
    visitor.say("何静", "private", "/值班 11-20 王强")
    visitor.say("何静", "private", "/值班 11-20 赵卫东")
    assert visitor.bot("何静", "private", "主管批准")
    visitor.say("林芳", "private", "/值班 11-20 赵卫东")
    assert visitor.bot("王强", "private", "不用值了")
    visitor.say("林芳", "private", "/值班 11-20")
    assert "赵卫东" in visitor.bot("林芳", "private", "📅 值班").text


def test_S2_13_a_swap_needs_the_colleague_and_then_the_supervisors_tap(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/值班 11-20 王强")
    visitor.say("王强", "private", "换班 11-20 @小赵")
    asked = visitor.bot("赵卫东", "private", "王强", "代班")
    assert not [one for one in visitor.bots("林芳", "private") if "换班" in one.text]
    own = visitor.bot("王强", "private", "已问")
    assert "赵卫东" in str(visitor.press("王强", own, "v1:swap_agree:0:1")), "nobody agrees for another"
    visitor.tap("赵卫东", asked, "同意")
    assert "王强" in _officer(visitor, "11-20"), "agreed, but not approved"
    assert "没有参与" in str(visitor.press("王强", own, "v1:swap_approve:0:1"))
    request = visitor.bot("林芳", "private", "王强 → 赵卫东")
    visitor.press("林芳", request, request.buttons["批准"])
    assert "赵卫东" in _officer(visitor, "11-20")
    assert visitor.bot("王强", "private", "林芳 批准")
    settled = visitor.bot("高明", "private", "换班", "已批准")
    assert not settled.buttons
    late = visitor.press("高明", settled, request.buttons["批准"].replace("approve", "refuse"))
    assert "已批准" in str(late)
    assert "林芳" in str(late)
    assert "赵卫东" in _officer(visitor, "11-20")
    visitor.say("林芳", "private", "值班记录")
    log = visitor.bot("林芳", "private", "📒").text
    assert log.index("请 赵卫东 代") < log.index("同意代") < log.index("林芳 批准")


def test_S2_13_a_refused_or_outdated_swap_leaves_the_roster(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/值班 11-20 王强")
    visitor.say("王强", "private", "换班 11-20 赵卫东")
    visitor.tap("赵卫东", visitor.bot("赵卫东", "private", "代班"), "同意")
    visitor.tap("林芳", visitor.bot("林芳", "private", "→"), "不批准")
    assert visitor.bot("王强", "private", "没有批准")
    assert "王强" in _officer(visitor, "11-20")
    visitor.say("王强", "private", "换班 11-20 赵卫东")
    card = visitor.bot("赵卫东", "private", "代班")
    visitor.say("林芳", "private", "/值班 11-20 孙桂芳")
    assert "作废" in str(visitor.tap("赵卫东", card, "同意"))
    visitor.say("赵卫东", "private", "换班 11-20 王强")
    assert visitor.bot("赵卫东", "private", "这一班是 孙桂芳 的")


def _officer(visitor: Visitor, day: str) -> str:
    visitor.say("高明", "private", f"值班 {day}")
    return visitor.bot("高明", "private", "📅 值班").text


def test_a_day_may_be_said_as_people_say_it(visitor: Visitor) -> None:
    visitor.say("林芳", "private", "值班 明天 徐磊")
    assert visitor.bot("徐磊", "private", "排了您值班", "11月19日")


def test_S2_07_somebody_has_duty_in_the_demo_whenever_one_looks(data: Path, reader: Reader) -> None:
    """S2-07: in an emergency, in half a year too; who was put there by hand stays, and nobody is nagged."""
    with Running(data, reader, manned=True) as base, Visitor(base) as visitor:
        visitor.say("何静", "private", "值班")
        assert "周婷" in visitor.bot("何静", "private", "值班").text
        visitor.say("林芳", "private", "值班 11-22 何静")
        visitor.say("陈建国", "residents", "3栋2单元电梯困人了，快来人")
        alarm = visitor.bot("林芳", "staff", "处置清单")
        assert "现在没有人" not in alarm.text
        visitor.say("何静", "private", "值班 5-1")
        assert any(name in visitor.bots("何静", "private")[-1].text for name in ("周婷", "徐磊"))
        visitor.advance("P2D")
        for officer in ("周婷", "徐磊"):
            assert "交班" not in "".join(one.text for one in visitor.bots(officer, "private"))
    with Running(data, reader, manned=True) as base, Visitor(base) as visitor:
        visitor.say("何静", "private", "值班 11-22")
        assert "何静" in visitor.bot("何静", "private", "值班").text
