"""归档 in chat: a head asks, the files lie on the server, what changed later is told."""

import sqlite3
from pathlib import Path

from bot.archiving.manifest import verify
from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.journeys.conftest import MORNING
from tests.journeys.telegram_desk import MANAGER, RESIDENT, TelegramDesk
from tests.journeys.test_main_job import LINE
from tests.journeys.test_month import lived
from tests.journeys.test_reminders import LAMP
from tests.journeys.visitor import Visitor


def test_S0_41_a_head_archives_a_month_and_later_changes_are_told(visitor: Visitor, data: Path) -> None:
    """S0-41, S4-36, S2-27, S4-01: the register by command; a second one stands beside the first."""
    lived(visitor)
    visitor.say("高明", "managers", "/归档 本月")
    told = visitor.bot("高明", "managers", "2026年11月已归档")
    assert "1 单" in told.text
    assert "还没过完" in told.text
    (folder,) = (data / "archives").iterdir()
    assert folder.name in told.text
    assert verify(folder) == []
    visitor.say("陈建国", "residents", LAMP.replace("3", "4"))
    visitor.advance("PT10M")
    visitor.say("高明", "managers", "/月报 本月")
    card = visitor.bot("高明", "managers", "📊", "归档之后有变动")
    assert "1 → 2" in card.text
    visitor.say("林芳", "private", "归档 2026-11")
    again = visitor.bot("林芳", "private", "已归档", f"{folder.name}-2")
    assert "1 → 2" in again.text
    assert f"早前的归档保留：{folder.name}" in again.text
    assert len(list((data / "archives").iterdir())) == 2


def test_S0_41_others_are_refused_and_a_tickets_number_stays_one(visitor: Visitor, data: Path) -> None:
    """S0-41: not for staff, residents or headquarters, nor in the staff room; 归档 1 is ticket #1."""
    lived(visitor)
    for who, room in (("周婷", "private"), ("唐总", "private"), ("唐总", "managers"), ("高明", "staff")):
        visitor.say(who, room, "/归档 2026-11")
        assert visitor.bot(who, room, "由客服负责人或服务中心负责人")
    visitor.say("陈建国", "private", "/归档 2026-11")
    assert visitor.bot("陈建国", "private", "由工作人员来做")
    visitor.say("高明", "private", "/归档")
    assert visitor.bot("高明", "private", "/归档 2026-10", "归档 12")
    visitor.say("高明", "private", "归档 十二月")
    told = visitor.bot("高明", "private", "2025年12月已归档", "/导出 2025-12 归档")
    assert "0 单，照片 0 张" in told.text
    visitor.say("高明", "private", "归档 2027-03")
    assert visitor.bot("高明", "private", "2027-03", "还没到")
    visitor.say("高明", "private", "归档 1")
    visitor.settle()
    assert len(list((data / "archives").iterdir())) == 1


def test_S4_36_last_month_is_archived_by_itself_once(visitor: Visitor, data: Path) -> None:
    """S4-36: on the 10th, where nobody has had it done; not again the day after."""
    lived(visitor)
    visitor.advance("P21DT23H50M")  # 10 December, 9:20
    assert not (data / "archives").exists()
    visitor.advance("PT10M")
    assert "1 单" in visitor.bot("高明", "managers", "2026年11月已归档").text
    visitor.advance("P1D")
    assert len([one for one in visitor.bots("高明", "managers") if "已归档" in one.text]) == 1
    (folder,) = (data / "archives").iterdir()
    assert verify(folder) == []


def test_S2_18_an_archive_of_a_journal_that_was_changed_says_which_entry(
    visitor: Visitor, data: Path
) -> None:
    """S2-18: somebody who goes past the program is found out; a whole journal is not spoken of.

    The month's card says it too.
    """
    lived(visitor)
    visitor.settle()
    visitor.say("高明", "managers", "/归档 本月")
    assert "流水对不上" not in visitor.bot("高明", "managers", "已归档").text
    visitor.say("高明", "managers", "/月报 本月")
    assert "流水对不上" not in visitor.bot("高明", "managers", "📊").text
    with sqlite3.connect(data / "desk.db") as database:
        database.execute("UPDATE entry SET facts = '{}' WHERE kind = 'finished'")
    visitor.say("高明", "managers", "/归档 本月")
    assert visitor.bot("高明", "managers", "已归档", "流水对不上", "工单 #1）被改动")
    visitor.say("高明", "managers", "/月报 本月")
    assert visitor.bot("高明", "managers", "📊", "流水对不上", "工单 #1）被改动")


def test_an_archive_that_cannot_be_written_is_told(visitor: Visitor, data: Path) -> None:
    (data / "archives").write_text("no directory")
    visitor.say("高明", "managers", "/归档 2026-11")
    assert visitor.bot("高明", "managers", "没有归档", "/归档 2026-11")


def test_the_archive_on_telegram(data: Path, reader: Reader) -> None:
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, MORNING) as desk:
            telegram.say(desk.residents, RESIDENT, LINE)
            desk.settle()
            telegram.say(MANAGER, MANAGER, "归档 2026-11")
            desk.settle()
            assert any("已归档" in one.text for one in telegram.from_bot(MANAGER))
    assert verify(next((data / "archives").iterdir())) == []
