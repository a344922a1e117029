"""抽查: drawn on the 25th, looked at by a head who had no hand in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.journeys.conftest import Running
from tests.journeys.telegram_desk import LEAD, OFFICER, RESIDENT, TelegramDesk
from tests.journeys.test_main_job import LINE
from tests.journeys.test_reminders import LAMP
from tests.journeys.test_telegram import card, label
from tests.journeys.visitor import Visitor

EVE = datetime.fromisoformat("2026-11-25T09:30:00+08:00")
PLACES = ("3栋2单元路灯不亮", "2栋1单元门禁坏了", "1栋2单元对讲机坏了", "4栋1单元水管漏水")


@pytest.fixture
def eve(data: Path, reader: Reader) -> Iterator[Visitor]:
    with Running(data, reader, EVE) as base, Visitor(base) as visiting:
        yield visiting


def finished(visitor: Visitor, many: int, who: str = "周婷") -> None:
    for number, words in enumerate(PLACES[:many], 1):
        visitor.say("陈建国", "private", words)
        visitor.settle()
        for done in (f"接单 {number}", f"完成 {number} 已换好"):
            visitor.say(who, "private", done)
            visitor.settle()


def test_S0_45_S2_124_three_are_drawn_and_checked_by_taps(eve: Visitor) -> None:
    """S0-45, S2-124: three of four by lot with the seed, a form each, done once every item is marked."""
    finished(eve, 4)
    assert [one["status"] for one in eve.tickets()] == ["done"] * 4
    eve.advance("PT40M")
    told = eve.bot("高明", "managers", "抽查：本月办结 4 单，抽出 3 单", "种子")
    assert "还差" not in told.text
    forms = [one for one in eve.bots("林芳", "private") if "抽查 #" in one.text]
    assert len(forms) == 3
    form = forms[0]
    for label_ in ("✗ 时效", "✓ 时效", "✓ 答复", "✗ 属实"):
        assert f"{label_}，已记" in (eve.tap("林芳", form, label_) or "")
    assert "查完" in (eve.tap("林芳", form, "✓ 记录") or "")
    done = next(one for one in eve.bots("林芳", "private") if one.id == form.id)
    assert "✗ 打电话核实" in done.text
    assert not done.buttons
    assert "查完" in (eve.press("林芳", form, form.buttons["✓ 时效"]) or "")
    eve.say("唐总", "private", "抽查")
    assert eve.bot("唐总", "private", "抽查 1/3，还差 2 单", "不符 1 处")
    eve.say("唐总", "private", "/品质 本月")
    listed = eve.bot("唐总", "private", "品质检查表")
    assert "✗ 负责人抽查 1/3，不符 1 处" in listed.text
    assert "✓ 处理及时率 100%（4/4）" in listed.text
    assert not [name for name in eve.people if name in listed.text]
    eve.advance("P1D")
    assert "本月抽查 1/3，还差 2 单（待查 #" in eve.bot("高明", "managers", "逾期工单").text
    eve.advance("P2D")
    assert eve.bot("高明", "managers", "本月抽查还有 2 单没查")


def test_S0_45_all_where_there_are_fewer_and_the_shortage_is_told(eve: Visitor) -> None:
    finished(eve, 1)
    eve.advance("PT40M")
    assert eve.bot("高明", "managers", "办结 1 单，抽出 1 单", "还差 2 单")
    eve.say("林芳", "private", "抽查 1 ✓✓✓")
    assert eve.bot("林芳", "private", "写四个")
    eve.say("林芳", "private", "抽查 1 ✓✓✗✓")
    assert eve.bot("林芳", "private", "查完了，不符 1 处")
    eve.say("高明", "private", "抽查 1 ✓✓✓✓")
    assert eve.bot("高明", "private", "已在", "查完")
    eve.say("林芳", "private", "抽查 1 ✓✓✓✓")
    assert "不符" not in eve.bot("林芳", "private", "#1 查完了").text, "a slip can be put right that day"
    eve.advance("P1D")
    eve.say("林芳", "private", "抽查 1 ✗✗✗✗")
    assert eve.bot("林芳", "private", "已在", "查完")
    eve.say("林芳", "private", "抽查 77")
    assert eve.bot("林芳", "private", "不在本月抽到")


def test_S0_45_what_is_left_of_last_month_stays_told_and_can_be_checked_by_words(eve: Visitor) -> None:
    finished(eve, 1)
    eve.advance("P8D")
    assert eve.bot("高明", "managers", "2026-11 抽查 0/3", "待查 #1")
    eve.say("林芳", "private", "抽查")
    assert eve.bot("林芳", "private", "2026-11 抽查 0/3", "待查：#1")
    eve.say("林芳", "private", "抽查 1 ✓✓✓✓")
    assert eve.bot("林芳", "private", "#1 查完了")
    eve.say("林芳", "private", "抽查")
    assert eve.bot("林芳", "private", "2026-12 还没有抽")


def test_S0_45_whoever_handled_it_does_not_check_it(eve: Visitor) -> None:
    finished(eve, 1, who="林芳")
    eve.advance("PT40M")
    assert not [one for one in eve.bots("林芳", "private") if "抽查 #1" in one.text]
    assert eve.card("高明", "private", "抽查 #1")
    eve.say("林芳", "private", "抽查 1 ✓✓✓✓")
    assert eve.bot("林芳", "private", "经手过")


def test_S0_45_a_month_without_finished_tickets_and_who_may_look(eve: Visitor) -> None:
    eve.say("高明", "managers", "抽查")
    assert eve.bot("高明", "managers", "还没有抽")
    eve.advance("PT40M")
    assert eve.bot("高明", "managers", "办结 0 单，抽出 0 单", "还差 3 单")
    for who in ("周婷", "陈建国"):
        eve.say(who, "private", "/抽查")
        assert not [one for one in eve.bots(who, "private") if "🔍" in one.text]
    assert eve.bot("陈建国", "private", "由工作人员来做")
    eve.say("陈建国", "private", "措施")
    assert "值班表" not in eve.bots("陈建国", "private")[-1].text


def test_S0_45_missed_on_the_25th_it_is_drawn_when_the_desk_is_back(data: Path, reader: Reader) -> None:
    with Running(data, reader) as base, Visitor(base) as visiting:
        visiting.say("陈建国", "residents", LAMP)
        visiting.settle()
        for words in ("接单 1", "完成 1 换了灯泡"):
            visiting.say("周婷", "private", words)
            visiting.settle()
    back = datetime.fromisoformat("2026-11-28T15:00:00+08:00")
    with Running(data, reader, back) as base, Visitor(base) as visiting:
        assert visiting.bot("高明", "managers", "抽出 1 单")


def test_S0_45_on_telegram(data: Path, reader: Reader) -> None:
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, EVE) as desk:
            telegram.say(desk.residents, RESIDENT, LINE)
            desk.settle()
            for words in ("接单 1", "完成 1 已修好"):
                telegram.say(OFFICER, OFFICER, words)
                desk.settle()
            desk.advance(timedelta(minutes=40))
            form = card(desk, LEAD, "抽查 #1")
            for words in ("✓ 时效", "✓ 答复", "✓ 属实", "✓ 记录"):
                telegram.tap(LEAD, form.id, LEAD, label(form, words))
                desk.settle()
            assert card(desk, LEAD, "抽查 #1", "查完")
