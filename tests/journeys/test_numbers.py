"""A manager opens every number of the month down to its tickets, by taps or in words (S0-40, S1-07)."""

from pathlib import Path

from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.fakes.wecom.server import running_fake as running_wecom
from tests.journeys.conftest import MORNING
from tests.journeys.telegram_desk import MANAGER, RESIDENT, TelegramDesk
from tests.journeys.test_main_job import LINE
from tests.journeys.test_month import lived
from tests.journeys.test_telegram import card, label
from tests.journeys.test_wecom import card_text, tap
from tests.journeys.visitor import Visitor
from tests.journeys.wecom_desk import LEAD, WecomDesk
from tests.journeys.wecom_desk import RESIDENT as CUSTOMER


def test_S1_07_a_number_of_the_card_opens_down_to_its_tickets(visitor: Visitor) -> None:
    """S1-07, S3-13: card → chapters → lines → tickets, and the way back."""
    lived(visitor)
    visitor.say("高明", "managers", "/月报 本月")
    visitor.tap("高明", visitor.bot("高明", "managers", "📊 2026年11月"), "展开数字")
    menu = visitor.bot("高明", "managers", "共 1 单", "点开看到工单")
    assert "人员" not in menu.buttons  # S0-47
    visitor.tap("高明", menu, "问题")
    topics = visitor.bot("高明", "managers", "2026年11月 · 问题")
    (line,) = [label for label in topics.buttons if "返回" not in label]
    assert line == "照明 1｜100%"
    visitor.tap("高明", topics, line)
    tickets = visitor.bot("高明", "managers", "问题 · 照明：1 单")
    assert "#1 11-18" in tickets.text
    visitor.tap("高明", tickets, "返回")
    assert visitor.bot("高明", "managers", "2026年11月 · 问题").id > tickets.id


def test_S0_47_who_had_what_opens_to_heads_alone(visitor: Visitor) -> None:
    """S0-47, S3-18: by person privately to a head; headquarters and the room are told why not."""
    lived(visitor)
    visitor.say("林芳", "private", "月报 2026-11 人员")
    people = visitor.bot("林芳", "private", "人员")
    assert any("周婷 1" in label for label in people.buttons)
    button = next(key for label, key in people.buttons.items() if "周婷" in label)
    visitor.press("林芳", people, button)
    assert "#1" in visitor.bot("林芳", "private", "人员 · 周婷：1 单").text
    visitor.say("唐总", "private", "/月报 本月 人员")
    assert visitor.bot("唐总", "private", "只在负责人私聊")
    visitor.say("唐总", "private", "/月报 本月 楼栋")
    standing = visitor.bot("唐总", "private", "· 楼栋")
    assert "只在负责人私聊" in str(visitor.press("唐总", standing, button))
    visitor.say("周婷", "private", "/月报 本月 楼栋")
    assert visitor.bot("周婷", "private", "月报给客服负责人")


def test_S1_07_a_number_is_named_in_words_behind_its_month(visitor: Visitor) -> None:
    """月报 本月 照明 is the topic's tickets; words that name none are told what may be written."""
    lived(visitor)
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("高明", "private", "月报 本月 照明")
    assert "#1" in visitor.bot("高明", "private", "🔎 2026-11-01 至 2026-11-18 · 照明").text
    visitor.say("高明", "managers", "/月报 本月 全部")
    assert "全部工单：2 单" in visitor.bot("高明", "managers", "🔢").text
    visitor.say("高明", "managers", "/月报 本月 春天")
    assert visitor.bot("高明", "managers", "没看懂「春天」")


def test_S0_46_headquarters_open_the_numbers_of_their_check_list(visitor: Visitor) -> None:
    """S0-46: the quality check list opens too."""
    lived(visitor)
    visitor.say("唐总", "private", "/品质 2024-01")
    assert "— 负责人抽查 0/3" in visitor.bot("唐总", "private", "2024年1月").text  # nothing to draw from
    visitor.say("唐总", "private", "/品质 本月")
    visitor.tap("唐总", visitor.bot("唐总", "private", "品质检查表"), "展开数字")
    assert visitor.bot("唐总", "private", "共 1 单")


def test_numbers_open_by_taps_on_telegram(data: Path, reader: Reader) -> None:
    """Card, chapters, lines, tickets: every button fits Telegram's 64 bytes."""
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, MORNING) as desk:
            telegram.say(desk.residents, RESIDENT, LINE)
            desk.settle()
            telegram.say(MANAGER, MANAGER, "/月报 本月")
            desk.settle()
            for words, button in (("📊", "展开数字"), ("共 1 单", "问题"), ("· 问题", "电梯 1")):
                seen = card(desk, MANAGER, words)
                telegram.tap(MANAGER, seen.id, MANAGER, label(seen, button))
                desk.settle()
            assert "#1" in card(desk, MANAGER, "问题 · 电梯：1 单").text


def test_numbers_open_on_wecoms_cards(data: Path, reader: Reader) -> None:
    """Chapters stand on two cards one below the other; a tap on either opens its own."""
    with running_wecom() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, MORNING) as desk:
            wecom.kf_say(CUSTOMER, LINE)
            desk.settle()
            wecom.say(LEAD, "月报 本月")
            tap(desk, LEAD, "展开数字", "📊")
            tap(desk, LEAD, "各周", "共 1 单")
            tap(desk, LEAD, "15–21日", "· 各周")
            assert "#1" in card_text(desk, LEAD, "各周 · 15–21日 设备设施：1 单")
