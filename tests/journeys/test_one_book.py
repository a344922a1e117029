"""One ticket book: who is on several platforms is one person, and is written to where they can be reached."""

from datetime import timedelta

import pytest

from tests.fakes.telegram.client import FakeTelegram
from tests.journeys.test_main_job import LINE
from tests.journeys.test_wecom import card_text, tap, told
from tests.journeys.wecom_desk import LEAD, MANAGER, OFFICER, RESIDENT, ROBOT, TELEGRAM_RESIDENT, WecomDesk

GAO = 201  # the manager's other account
TRAPPED = "3栋2单元电梯困人了，里面有老人，快来救人！"


@pytest.fixture
def both(both: WecomDesk, telegram: FakeTelegram) -> WecomDesk:
    """The manager is on Telegram too."""
    telegram.add_user(GAO, "高明")
    telegram.start(GAO, both.second_code(MANAGER))
    telegram.wait_message(GAO, "高明")
    both.settle()
    return both


def on_telegram(desk: WecomDesk, user: int) -> list[str]:
    assert desk.telegram is not None
    desk.settle()
    return [one.text for one in desk.telegram.from_bot(user)]


def on_wecom(desk: WecomDesk, member: str) -> list[str]:
    desk.settle()
    return [one.text for one in desk.wecom.messages_to(member)]


def digest(texts: list[str]) -> list[str]:
    return [text for text in texts if "逾期工单" in text or "overdue" in text.lower()]


def test_resident_on_telegram_caretaker_on_wecom_manager_on_both(both: WecomDesk) -> None:
    """One number, one journal; each is told on the address that works."""
    assert both.telegram is not None
    both.telegram.say(TELEGRAM_RESIDENT, TELEGRAM_RESIDENT, LINE)
    tap(both, OFFICER, "接单", "#1")
    both.telegram.say(GAO, GAO, "进展 1 已请厂家")
    assert "已请厂家" in "".join(on_telegram(both, TELEGRAM_RESIDENT))
    both.wecom.say(MANAGER, "进度 1")
    assert card_text(both, MANAGER, "#1", "已请厂家")
    (ticket,) = both.tickets()
    assert ticket.status == "accepted"


def test_letters_go_to_the_address_that_is_wanted_first_and_to_the_next_where_that_fails(
    both: WecomDesk,
) -> None:
    assert both.telegram is not None
    both.wecom.kf_say(RESIDENT, LINE)
    both.settle()
    both.advance(timedelta(hours=24))
    assert len(digest(on_wecom(both, MANAGER))) == 1
    assert not digest(on_telegram(both, GAO))
    both.telegram.say(GAO, GAO, "首选")
    both.settle()
    both.advance(timedelta(hours=24))
    assert len(digest(on_telegram(both, GAO))) == 1
    assert len(digest(on_wecom(both, MANAGER))) == 1
    both.telegram.block(GAO)
    both.settle()
    both.advance(timedelta(hours=24))
    assert len(digest(on_wecom(both, MANAGER))) == 2
    assert not [text for text in on_wecom(both, LEAD) if "高明" in text and "没有送到" in text]


def test_a_person_is_answered_in_their_own_language_on_every_platform(both: WecomDesk) -> None:
    assert both.telegram is not None
    both.telegram.say(GAO, GAO, "语言 English")
    both.wecom.kf_say(RESIDENT, LINE)
    both.settle()
    both.wecom.say(MANAGER, "进度 1")
    assert "in charge: 周婷" in card_text(both, MANAGER, "Registered as")
    assert "负责人" in told(both, "#1", "周婷").text or "联系" in told(both, "#1", "周婷").text


def test_who_leaves_the_company_loses_their_rights_on_telegram_too(both: WecomDesk) -> None:
    assert both.telegram is not None
    both.wecom.kf_say(RESIDENT, LINE)
    both.settle()
    both.wecom.remove_member(MANAGER)
    both.settle()
    both.telegram.say(GAO, GAO, "转派 1 徐磊 试试")
    both.settle()
    (ticket,) = both.tickets()
    assert "周婷" in told(both, "#1").text
    assert ticket.status == "dispatched"
    assert [text for text in on_wecom(both, LEAD) if "高明 已不在企业里" in text]


def test_an_emergency_resident_on_kf_heads_on_cards_managers_by_their_robot(both: WecomDesk) -> None:
    """S2-67: what to do first; S2-78, S2-79: who hears at once; S2-10: the first tap has it."""
    both.wecom.kf_say(RESIDENT, TRAPPED)
    assert "警铃" in told(both, "🚨").text
    assert [one for one in both.wecom.webhook_messages(ROBOT) if "🚨" in str(one)]
    for head in (LEAD, MANAGER):
        assert "🚨" in card_text(both, head, "#1")
    assert [text for text in on_telegram(both, GAO) if "🚨" in text], "urgent: to every address"
    tap(both, LEAD, "收到", "🚨")
    assert "林芳" in card_text(both, MANAGER, "🚨")
    assert [one for one in both.wecom.webhook_messages(ROBOT) if "收到：林芳" in str(one)]
    ticket = both.tickets()[0]
    assert ticket.emergency


def test_who_reads_through_the_wechat_plugin_answers_by_numbers(both: WecomDesk) -> None:
    """No cards there (path 90236): the same choice as numbered lines, and back again."""
    both.wecom.say(OFFICER, "文字")
    both.settle()
    both.wecom.kf_say(RESIDENT, LINE)
    listed = card_text(both, OFFICER, "#1", "回复数字", "1 接单")
    assert "接单" in listed
    both.wecom.say(OFFICER, "1")
    both.settle()
    assert both.tickets()[0].status == "accepted"
    both.wecom.say(OFFICER, "卡片")
    both.wecom.say(OFFICER, "进展 1 配件已到")
    both.settle()
    assert [one for one in both.wecom.cards(OFFICER) if one.buttons]
    assert not [one for one in both.wecom.cards(OFFICER) if "请回复数字" in one.text]


def test_a_customer_may_type_a_menus_words_by_hand(both: WecomDesk) -> None:
    both.wecom.kf_say(RESIDENT, LINE)
    tap(both, OFFICER, "接单", "#1")
    both.wecom.say(OFFICER, "完成 1 更换了门机皮带")
    assert told(both, "更换了门机皮带").menu
    both.wecom.kf_say(RESIDENT, "已解决")
    both.settle()
    assert both.tickets()[0].status == "confirmed"
