"""月报: asked for, sent on the 1st, by role; with its pictures."""

import json
import sqlite3
from datetime import datetime
from pathlib import Path

from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.journeys.conftest import MORNING, Running
from tests.journeys.telegram_desk import MANAGER, RESIDENT, TelegramDesk
from tests.journeys.test_main_job import LINE
from tests.journeys.test_reminders import LAMP
from tests.journeys.visitor import Visitor


def lived(visitor: Visitor) -> None:
    """One lamp, reported, mended and confirmed in November."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    for words in ("接单 1", "已联系 1", "完成 1 换了灯泡"):
        visitor.say("周婷", "private", words)
        visitor.settle()


def test_S0_40_S2_64_the_months_card_comes_on_the_first_with_pictures(visitor: Visitor) -> None:
    """S0-40, S2-64, S3-13, S2-116: on the 1st at 9:07, once, with each rate's numerator and denominator."""
    lived(visitor)
    visitor.advance("P12DT23H36M")  # 1 December, 9:06
    assert not [one for one in visitor.bots("高明", "managers") if "月 ·" in one.text]
    visitor.advance("PT1M")
    card = visitor.bot("高明", "managers", "📊 2026年11月")
    assert "处理及时率 100%（1/1）" in card.text
    assert "回访 0%（0/1）" in card.text
    assert len(card.photos) >= 3
    photo = visitor.http.get(card.photos[0])
    assert photo.content.startswith(b"\x89PNG")
    assert len(set(card.titles)) == len(card.photos), "who cannot see them hears which is which"
    visitor.advance("P1D")
    assert len([one for one in visitor.bots("高明", "managers") if "📊" in one.text]) == 1
    (checked,) = [one for one in visitor.bots("唐总", "private") if "品质检查表" in one.text]
    assert "回访 0%（0/1）" in checked.text  # S0-46, S0-47: figures only
    assert "周婷" not in checked.text


def test_S0_40_any_month_can_be_asked_for_and_turned(visitor: Visitor) -> None:
    """S0-40: 本月, an empty month, one that has not come, and the definitions with their clauses."""
    lived(visitor)
    visitor.say("高明", "managers", "/月报 本月")
    card = visitor.bot("高明", "managers", "📊 2026年11月", "截至")
    visitor.tap("高明", card, "上一月")
    assert "没有工单" in visitor.bot("高明", "managers", "2026年10月").text
    visitor.say("高明", "private", "月报 2026-11")
    assert "👤 周婷 1" in visitor.bot("高明", "private", "📊").text
    visitor.say("高明", "private", "/month 2027-03")
    assert visitor.bot("高明", "private", "2027-03", "还没到")
    visitor.say("高明", "private", "/月报 下辈子")
    assert visitor.bot("高明", "private", "没看懂", "下辈子")
    visitor.say("高明", "private", "月报 说明")
    assert visitor.bot("高明", "private", "📖")
    visitor.tap("高明", card, "怎么算的")
    assert "S2-64" in visitor.bot("高明", "managers", "📖").text
    visitor.tap("高明", card, "逾期明细")
    assert visitor.bot("高明", "managers", "没有逾期")
    visitor.say("高明", "private", "月报 本月 类型")
    visitor.say("刘洋", "residents", LINE)
    visitor.settle()
    visitor.say("高明", "private", "月报 本月 类型")
    assert "报修 2" in str(visitor.bots("高明", "private")[-1].buttons)  # the newest ticket is counted too


def test_S0_24_the_card_says_what_was_misread_and_is_learned_from(visitor: Visitor) -> None:
    """S0-24: corrections of readings, by what was wrong."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    for words in ("改类别 1 管理服务", "改类别 1 二类"):
        visitor.say("林芳", "private", words)
    visitor.say("高明", "managers", "/月报 本月")
    card = visitor.bot("高明", "managers", "📊 2026年11月")
    assert "人工改判 1" in card.text
    assert "留作学习的判读：类别 1、级别 1" in card.text


def test_S0_47_persons_are_for_heads_alone(visitor: Visitor) -> None:
    """S0-47: headquarters read figures any time, never persons; others are told who may."""
    lived(visitor)
    visitor.say("唐总", "private", "/月报 本月")
    assert "周婷" not in visitor.bot("唐总", "private", "📊").text
    visitor.say("唐总", "managers", "/月报 本月")
    assert "周婷" not in visitor.bot("唐总", "managers", "📊").text
    visitor.say("林芳", "private", "/月报 本月")
    assert "周婷" in visitor.bot("林芳", "private", "📊").text
    for who in ("周婷", "陈建国"):
        visitor.say(who, "private", "/月报")
        assert not [one for one in visitor.bots(who, "private") if "📊" in one.text]
        assert visitor.bot(who, "private", "月报给客服负责人")
    visitor.say("陈建国", "residents", "/月报")
    assert not [one for one in visitor.bots("陈建国", "residents") if "📊" in one.text]


def test_S0_40_a_card_that_was_missed_on_the_first_is_made_up(data: Path, reader: Reader) -> None:
    """S0-40: the desk stood still on the 1st; it says so and sends it when it is back."""
    with Running(data, reader) as base, Visitor(base) as visiting:
        lived(visiting)
    back = datetime.fromisoformat("2026-12-04T10:00:00+08:00")
    with Running(data, reader, back) as base, Visitor(base) as visiting:
        assert visiting.bot("高明", "managers", "📊 2026年11月", "补发")


def test_the_journal_of_a_running_desk_is_linked(visitor: Visitor, data: Path) -> None:
    """Each entry is in the chain a moment after it was written, and names the promises that it kept."""
    lived(visitor)
    visitor.settle()
    with sqlite3.connect(data / "desk.db") as database:
        (entries,) = database.execute("SELECT count(*) FROM entry").fetchone()
        (links,) = database.execute("SELECT count(*) FROM link").fetchone()
        (facts,) = database.execute("SELECT facts FROM entry WHERE kind = 'finished'").fetchone()
    assert entries == links > 3
    assert [one.split()[0] for one in json.loads(facts)["kept"]] == ["sign", "resolve"]


def test_the_month_on_telegram(data: Path, reader: Reader) -> None:
    """The pictures as one album, the words and buttons below, through the real library."""
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, MORNING) as desk:
            telegram.say(desk.residents, RESIDENT, LINE)
            desk.settle()
            telegram.say(MANAGER, MANAGER, "/月报 本月")
            desk.settle()
            said = telegram.from_bot(MANAGER)
            card = next(one for one in said if "📊 2026年11月" in one.text)
            assert any("怎么算的" in button.label for button in card.buttons)
            assert len([one for one in said if one.photo]) >= 3


def test_S0_47_headquarters_read_what_is_late_and_a_tickets_story_without_persons(visitor: Visitor) -> None:
    """S0-47: roles stand for names, and nobody's words are told; heads read both."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    for words in ("接单 1", "进展 1 灯座烧了，住户刘女士催过"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.advance("P4D")
    people = [name for name in visitor.people if name != "唐总"]
    for words, told in (("逾期", "客户主任"), ("进度 1", "客户主任 接单")):
        visitor.say("唐总", "private", words)
        said = visitor.bot("唐总", "private", "#1", told).text
        assert not [name for name in (*people, "刘女士", "灯座") if name in said]
        visitor.say("林芳", "private", words)
        assert "周婷" in visitor.bot("林芳", "private", "#1").text
    assert "灯座烧了" in visitor.bot("林芳", "private", "周婷 接单").text
