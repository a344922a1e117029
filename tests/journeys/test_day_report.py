"""日报: drawn up at 17:30, commented on by 9:00, then read by the managers."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.journeys.conftest import MORNING, Running
from tests.journeys.telegram_desk import LEAD, TelegramDesk
from tests.journeys.test_reminders import LAMP
from tests.journeys.test_telegram import card, label
from tests.journeys.visitor import Visitor


def lived(visitor: Visitor) -> None:
    """A lamp mended, a lift that is not."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    for words in ("接单 1", "已联系 1", "完成 1 换了灯泡"):
        visitor.say("周婷", "private", words)
        visitor.settle()
    visitor.say("郑爽", "residents", "5栋2单元电梯坏了")
    visitor.settle()


def test_S4_23_the_draft_of_the_day_comes_to_the_lead_and_goes_on_with_a_comment(visitor: Visitor) -> None:
    """S4-23: at 17:30; the comment sends it to the managers' room and the centre manager, once."""
    lived(visitor)
    visitor.advance("PT7H59M")
    assert not [one for one in visitor.bots("林芳", "private") if "日报" in one.text]
    visitor.advance("PT1M")
    draft = visitor.card("林芳", "private", "日报草稿 11月18日")
    assert "来了 2 单：报修 2（#1 #2）" in draft.text
    assert "完成 1 单：#1" in draft.text
    assert not [one for one in visitor.bots("高明", "managers") if "日报" in one.text]
    visitor.say("林芳", "private", "日报 电梯明早厂家 9:00 到")
    for room in ("managers", "private"):
        sent = visitor.bot("高明", room, "日报 11月18日", "林芳：电梯明早厂家 9:00 到")
        assert "来了 2 单" in sent.text
    assert not visitor.card("林芳", "private").text.startswith("📝 日报草稿")
    visitor.say("林芳", "private", "日报 再补一句")
    assert visitor.bot("林芳", "private", "不能再批注")
    assert "已在" in (visitor.press("林芳", draft, draft.buttons["发出"]) or "")
    visitor.advance("PT17H")
    assert len([one for one in visitor.bots("高明", "managers") if "日报 11月18日" in one.text]) == 1


def test_S4_23_numbers_of_four_digits_are_no_homes_in_the_room(visitor: Visitor, tmp_path: Path) -> None:
    """S2-04 hides homes in rooms; the numbers of tickets stand."""
    with closing(sqlite3.connect(tmp_path / "desk.db")) as database, database:
        database.execute("UPDATE site SET next_number = 3078")
    visitor.say("陈建国", "private", "3栋2单元电梯困人了，快来")
    visitor.settle()
    visitor.advance("P1DT2M")
    assert "（#3078）" in visitor.bot("高明", "managers", "日报 11月18日").text


def test_S4_23_the_lead_is_reminded_at_nine_and_then_it_goes_without_a_comment(visitor: Visitor) -> None:
    lived(visitor)
    visitor.advance("PT23H30M")  # 9:00 on Thursday
    assert visitor.card("林芳", "private", "还没有批注")
    assert not [one for one in visitor.bots("高明", "managers") if "日报" in one.text]
    visitor.advance("PT31M")
    assert visitor.bot("高明", "managers", "日报 11月18日", "没有批注")


def test_S4_23_a_tap_sends_it_and_a_second_one_hears_that_it_went(visitor: Visitor) -> None:
    visitor.advance("PT8H")
    draft = visitor.card("林芳", "private", "日报草稿", "来了 0 单")
    assert "已在" in (visitor.tap("林芳", draft, "发出") or "")
    assert "林芳" in (visitor.press("林芳", draft, draft.buttons["发出"]) or "")
    assert len([one for one in visitor.bots("高明", "managers") if "日报 11月18日" in one.text]) == 1


def test_S4_23_there_is_none_on_a_day_off_and_the_next_one_covers_it(visitor: Visitor) -> None:
    """Friday's, then Monday's: what came at the weekend is in it."""
    visitor.advance("P2DT8H")  # Friday, 17:30
    visitor.tap("林芳", visitor.card("林芳", "private", "日报草稿 11月20日"), "发出")
    visitor.advance("P1D")
    visitor.say("郑爽", "residents", "5栋2单元电梯坏了")
    visitor.advance("P1D")
    assert not [
        one for one in visitor.bots("林芳", "private") if "11月21日" in one.text and "日报" in one.text
    ]
    visitor.advance("P1D")
    assert "来了 1 单" in visitor.card("林芳", "private", "日报草稿 11月23日").text


def test_S4_23_who_may_read_and_who_may_send_it(visitor: Visitor) -> None:
    visitor.say("唐总", "private", "日报")
    assert visitor.bot("唐总", "private", "还没有日报")
    visitor.say("唐总", "private", "日报 今天")
    assert visitor.bot("唐总", "private", "到现在", "来了 0 单")
    visitor.advance("PT8H")
    visitor.say("唐总", "private", "日报")
    assert not visitor.bot("唐总", "private", "日报草稿").buttons
    visitor.say("唐总", "private", "日报 写得好")
    assert visitor.bot("唐总", "private", "批注发出")
    for who in ("周婷", "陈建国"):
        visitor.say(who, "private", "/日报")
        assert visitor.bot(who, "private", "负责人、总部")


def test_S4_23_a_report_that_was_missed_is_told_as_missed(data: Path, reader: Reader) -> None:
    """The desk stood still over 17:30 of Thursday: Friday's report says so and counts both days."""
    with Running(data, reader) as base, Visitor(base) as visiting:
        visiting.advance("PT8H")
        assert visiting.card("林芳", "private", "日报草稿 11月18日")
        visiting.say("郑爽", "residents", "5栋2单元电梯坏了")
        visiting.settle()
    back = datetime.fromisoformat("2026-11-20T10:00:00+08:00")
    with Running(data, reader, back) as base, Visitor(base) as visiting:
        late = visiting.card("林芳", "private", "日报草稿 11月19日", "本该 11月19日 17:30 出")
        assert "来了 1 单" in late.text
        visiting.advance("PT7H30M")
        assert "程序停着" not in visiting.card("林芳", "private", "日报草稿 11月20日").text
    later = datetime.fromisoformat("2026-11-25T17:40:00+08:00")
    with Running(data, reader, later) as base, Visitor(base) as visiting:
        draft = visiting.card("林芳", "private", "日报草稿 11月25日")
        assert "11月23日、11月24日 没有出日报" in draft.text


def test_S4_23_on_telegram(data: Path, reader: Reader) -> None:
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, MORNING) as desk:
            desk.advance(timedelta(hours=8))
            draft = card(desk, LEAD, "日报草稿")
            telegram.tap(LEAD, draft.id, LEAD, label(draft, "发出"))
            desk.settle()
            assert card(desk, desk.managers, "日报 11月18日", "林芳")


def test_an_emergency_that_is_done_is_counted_once(visitor: Visitor) -> None:
    visitor.say("郑爽", "residents", "救命电梯里有人被困住了 5栋2单元")
    for words in ("接单 1", "到场 1", "解除 1 人已出来", "完成 1 人已放出"):
        visitor.say("徐磊", "private", words)
        visitor.settle()
    assert visitor.ticket(1)["status"] == "done"
    visitor.say("林芳", "private", "日报 今天")
    assert visitor.bot("林芳", "private", "突发事件 1 单：#1")


def test_S0_47_headquarters_read_the_figures_of_the_day_and_nobodys_comment(visitor: Visitor) -> None:
    lived(visitor)
    visitor.advance("PT8H")
    visitor.say("林芳", "private", "日报 王强今天慢，3-501电话13812345678")
    visitor.say("唐总", "private", "日报")
    read = visitor.bot("唐总", "private", "日报 11月18日", "来了 2 单")
    assert not [word for word in ("王强", "501", "林芳") if word in read.text]
