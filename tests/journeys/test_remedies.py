"""纠正措施: proposed on the 1st, given, reported, judged by the numbers of the next month, closed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.journeys.conftest import Running
from tests.journeys.telegram_desk import LEAD, RESIDENT, TelegramDesk
from tests.journeys.test_many_lines_many_people import picture
from tests.journeys.test_telegram import card, label
from tests.journeys.visitor import Visitor

LATE = datetime.fromisoformat("2026-11-29T10:00:00+08:00")


@pytest.fixture
def late(data: Path, reader: Reader) -> Iterator[Visitor]:
    with Running(data, reader, LATE) as base, Visitor(base) as visiting:
        yield visiting


def lifts(visitor: Visitor) -> None:
    """Two lifts in November."""
    visitor.say("陈建国", "residents", "3栋2单元电梯坏了")
    visitor.say("郑爽", "residents", "5栋2单元电梯坏了")
    visitor.settle()


def test_S0_42_S2_65_an_action_against_a_cause_from_proposal_to_the_numbers(late: Visitor) -> None:
    """S0-42, S2-65: proposed with the month's card, an owner by tap, reminded, reported, judged, closed."""
    lifts(late)
    late.advance("P1DT23H10M")  # 1 December, 9:10
    proposed = late.card("高明", "managers", "纠正措施 1", "电梯 2 单", "待立项")
    assert "措施 1 电梯｜待立项" in late.bot("高明", "managers", "📊 2026年11月").text
    late.tap("高明", proposed, "看这些单")
    assert "#1" in late.bot("高明", "managers", "2026年11月 · 问题 · 电梯：2 单").text
    late.tap("高明", proposed, "立项")
    late.tap("高明", late.card("高明", "managers", "请点负责人"), "钟伟")
    assert "12月15日" in late.card("高明", "managers", "进行中", "钟伟").text
    assert late.bot("钟伟", "private", "12月15日 前完成")
    late.advance("P11D")
    assert late.bot("钟伟", "private", "⏰ 纠正措施 1")
    late.advance("P4D")
    assert late.bot("林芳", "private", "已过 12月15日", "钟伟")
    late.say("钟伟", "private", "措施 1 三台电梯换了门机皮带 13812345678")
    assert late.bot("钟伟", "private", "已记下")
    assert "门机皮带" in late.card("高明", "managers", "已汇报").text
    assert "13812345678" not in late.card("高明", "managers", "已汇报").text
    late.advance("P17D")  # January
    judged = late.card("高明", "managers", "纠正措施 1", "2026-12 0（原 2），降了")
    assert "降了" in late.bot("高明", "managers", "📊 2026年12月", "没有工单").text
    late.tap("高明", judged, "关闭")
    assert late.bot("高明", "managers", "已关闭")
    assert "做不了" in (late.press("高明", judged, judged.buttons["关闭"]) or "")


def test_S0_42_a_photo_sent_with_the_report_is_kept_and_shown(late: Visitor) -> None:
    """S0-42: to the managers at once, and again to whoever reads the action."""
    lifts(late)
    late.advance("P1DT23H10M")
    late.tap("高明", late.card("高明", "managers", "纠正措施 1"), "立项")
    late.tap("高明", late.card("高明", "managers", "请点负责人"), "钟伟")
    late.say("钟伟", "private", "措施 1 换了门机皮带", photos=[picture()])
    assert "照片 1 张已留存" in late.bot("钟伟", "private", "已记下").text
    (sent,) = [one for one in late.sees("钟伟", "private") if one.photos]
    (shown,) = late.bot("高明", "managers", "措施 1（电梯）的照片").photos
    assert late.http.get(shown).content == late.http.get(sent.photos[0]).content
    late.say("钟伟", "private", "", photos=[picture()])  # by itself, right after: it belongs to the same
    assert late.bot("钟伟", "private", "措施 1：照片 1 张已留存")
    late.say("林芳", "private", "措施 1")
    assert len(late.bot("林芳", "private", "措施 1（电梯）的照片").photos) == 2


def test_S0_42_the_typed_words_do_what_the_buttons_do(late: Visitor) -> None:
    lifts(late)
    late.advance("P1DT23H10M")
    late.say("高明", "private", "措施")
    assert "措施 1 电梯" in late.bot("高明", "private", "没有关闭的措施").text
    late.say("高明", "private", "措施 1 负责人 王强")
    assert late.bot("王强", "private", "交给您")
    late.say("高明", "private", "措施 1 期限 12-24")
    assert late.bot("王强", "private", "期限改为 12月24日")
    late.say("高明", "private", "措施 1 期限 下辈子")
    assert late.bot("高明", "private", "没看懂")
    late.say("王强", "private", "措施")
    assert late.bot("王强", "private", "措施 1 电梯")
    late.say("林芳", "private", "措施 1 我做完了")
    assert late.bot("林芳", "private", "由负责人来汇报")
    late.say("高明", "private", "措施 1 关闭")
    assert late.bot("高明", "private", "已关闭")
    late.say("高明", "private", "措施 1 不需要")
    assert late.bot("高明", "private", "做不了")


def test_S0_42_who_may_see_and_decide(late: Visitor) -> None:
    """Headquarters reads without names; staff see their own; only a head decides."""
    lifts(late)
    late.advance("P1DT23H10M")
    late.say("高明", "private", "措施 1 负责人 王强")
    late.say("唐总", "private", "措施 1")
    assert "王强" not in late.bot("唐总", "private", "纠正措施 1").text
    late.say("周婷", "private", "措施 1")
    assert late.bot("周婷", "private", "没有您能看的")
    late.say("王强", "private", "措施 1 关闭")
    assert late.bot("王强", "private", "客服负责人或服务中心负责人")
    given = late.card("高明", "managers", "进行中")
    assert "客服负责人" in (late.press("唐总", given, given.buttons["关闭"]) or "")
    late.say("王强", "private", "措施 1 换了皮带，孙桂芳已谈话")
    late.say("唐总", "private", "措施 1")
    assert "孙桂芳" not in late.bot("唐总", "private", "纠正措施 1", "已汇报").text, "S0-47: nobody's words"


def test_S0_42_a_month_without_tickets_asks_for_nothing(late: Visitor) -> None:
    late.advance("P3D")
    assert not [one for one in late.bots("高明", "managers") if "纠正措施" in one.text]
    late.say("高明", "private", "措施")
    assert late.bot("高明", "private", "没有进行中的措施")
    late.say("高明", "private", "措施 99999999")
    assert late.bot("高明", "private", "没有您能看的")


def test_S0_42_on_telegram(data: Path, reader: Reader) -> None:
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, LATE) as desk:
            for words in ("3栋2单元电梯坏了", "1栋1单元电梯坏了"):
                telegram.say(desk.residents, RESIDENT, words)
                desk.settle()
            desk.advance(timedelta(days=1, hours=23, minutes=10))
            seen = card(desk, desk.managers, "纠正措施 1")
            telegram.tap(desk.managers, seen.id, LEAD, label(seen, "立项"))
            desk.settle()
            seen = card(desk, desk.managers, "请点负责人")
            telegram.tap(desk.managers, seen.id, LEAD, label(seen, "林芳"))
            desk.settle()
            assert card(desk, LEAD, "交给您")
