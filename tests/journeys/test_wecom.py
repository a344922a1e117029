"""The main job on WeCom: residents on 微信客服, staff on the app's cards, a robot in the managers' room."""

import random
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.fakes.serving import PLAIN
from tests.fakes.wecom.client import KfSeen, Seen
from tests.fakes.wecom.real import picture
from tests.journeys.test_main_job import LINE
from tests.journeys.wecom_desk import (
    DESK,
    MANAGER,
    OFFICER,
    OTHER_OFFICER,
    RESIDENT,
    ROBOT,
    TELEGRAM_RESIDENT,
    WecomDesk,
)


@pytest.fixture
def desk(on_wecom: WecomDesk) -> WecomDesk:
    return on_wecom


def card(desk: WecomDesk, member: str, *words: str) -> Seen:
    """The newest card of a member with these words and something to tap."""
    desk.settle()
    cards = [one for one in desk.wecom.cards(member) if one.buttons]
    found = [one for one in cards if all(word in one.text for word in words)]
    assert found, [one.text for one in desk.wecom.messages_to(member)]
    return found[-1]


def tap(desk: WecomDesk, member: str, label: str, *words: str) -> None:
    """Taps the button with that label on the newest card with these words."""
    card(desk, member, *words)
    cards = [one for one in desk.wecom.cards(member) if all(word in one.text for word in words)]
    found = [(one.task_id, button.key) for one in cards for button in one.buttons if label in button.text]
    assert found, cards
    task, key = found[-1]
    desk.wecom.tap(member, key, task_id=task)
    desk.settle()


def card_text(desk: WecomDesk, member: str, *words: str) -> str:
    """The newest message of a member with these words."""
    desk.settle()
    found = [one.text for one in desk.wecom.messages_to(member) if all(word in one.text for word in words)]
    assert found, [one.text for one in desk.wecom.messages_to(member)]
    return found[-1]


def xml(fields: dict[str, Any]) -> str:
    return f"<xml>{''.join(f'<{name}>{value}</{name}>' for name, value in fields.items())}</xml>"


def told(desk: WecomDesk, *words: str) -> KfSeen:
    """The newest message to the resident with these words."""
    desk.settle()
    talk = desk.wecom.kf_from_bot(RESIDENT)
    found = [one for one in talk if all(word in one.text for word in words)]
    assert found, [one.text for one in talk]
    return found[-1]


def click(desk: WecomDesk, label: str) -> None:
    """Taps a menu item of the newest menu that has it."""
    desk.settle()
    menus = [one.menu for one in reversed(desk.wecom.kf_from_bot(RESIDENT))]
    keys = [key for menu in menus for words, key in menu.items() if label in words]
    assert keys, menus
    desk.wecom.kf_click(RESIDENT, keys[0])
    desk.settle()


def rate_and_revisit(desk: WecomDesk) -> None:
    desk.advance(timedelta(hours=23))
    for words in ("电话", "4", "5"):
        tap(desk, DESK, words, "#1")
    (ticket,) = desk.tickets()
    assert ticket.status == "closed"


def test_the_whole_life_of_a_ticket_on_wecom(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    assert "周婷" in told(desk, "#1").text
    tap(desk, OFFICER, "接单", "#1")
    desk.wecom.say(OFFICER, "进展 1 配件已到，正在更换")
    assert told(desk, "配件已到")
    desk.wecom.kf_say(RESIDENT, image=picture())
    desk.settle()
    assert [one for one in desk.wecom.messages_to(OFFICER) if one.msgtype == "image"]
    tap(desk, OFFICER, "完成", "#1")
    assert len([one for one in desk.wecom.messages_to(OFFICER) if "请直接回复 #1" in one.text]) == 1
    desk.wecom.say(OFFICER, "更换了门机皮带")
    assert told(desk, "更换了门机皮带").menu
    click(desk, "已解决")
    click(desk, "5⭐")
    click(desk, "5⭐")
    rate_and_revisit(desk)
    assert all(one.delivered for one in desk.wecom.kf_messages(RESIDENT))


def test_a_resident_on_telegram_and_a_caretaker_on_wecom_share_one_ticket_book(both: WecomDesk) -> None:
    telegram = both.telegram
    assert telegram is not None
    telegram.say(TELEGRAM_RESIDENT, TELEGRAM_RESIDENT, LINE)
    tap(both, OFFICER, "接单", "#1")
    both.wecom.say(OFFICER, "进展 1 配件已到")
    both.settle()
    assert telegram.wait_message(TELEGRAM_RESIDENT, "配件已到")
    both.wecom.kf_say(RESIDENT, "5栋1单元楼道灯不亮了，晚上看不见路")
    both.settle()
    assert [one.number for one in both.tickets()] == [1, 2]
    tap(both, OFFICER, "完成", "#1")
    both.wecom.say(OFFICER, "更换了门机皮带")
    both.settle()
    asked = telegram.wait_message(TELEGRAM_RESIDENT, "更换了门机皮带")
    (label,) = [button.label for button in asked.buttons if "已解决" in button.label]
    telegram.tap(TELEGRAM_RESIDENT, asked.id, TELEGRAM_RESIDENT, label)
    assert both.tickets()[0].status == "confirmed"


def test_a_late_tap_is_answered_with_the_true_state(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    first = card(desk, OFFICER, "#1")
    tap(desk, OFFICER, "接单", "#1")
    desk.wecom.tap(OFFICER, "接单", task_id=first.task_id, late=True)
    desk.settle()
    said = desk.wecom.messages_to(OFFICER)[-1]
    assert said.msgtype == "text"
    assert "#1" in said.text


def test_each_callback_delivered_three_times_is_one_ticket_and_one_letter(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    tap(desk, OFFICER, "接单", "#1")
    before = [len(desk.wecom.messages_to(OFFICER)), len(desk.wecom.kf_from_bot(RESIDENT))]
    for delivery in desk.wecom.deliveries():
        for more in ({}, {"resign": True}):
            assert desk.wecom.replay(delivery["id"], **more)["status"] == 200
    desk.wecom.kf_repeat_entry()
    desk.wecom.kf_trouble(lose_cursor=True)
    assert len(desk.tickets()) == 1
    assert [len(desk.wecom.messages_to(OFFICER)), len(desk.wecom.kf_from_bot(RESIDENT))] == before


def test_managers_read_the_digest_in_their_room(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    desk.advance(timedelta(hours=24))
    desk.settle()
    assert desk.wecom.webhook_messages(ROBOT), [one.text for one in desk.wecom.messages_to(MANAGER)]


def test_four_hundred_mangled_callbacks_break_nothing(desk: WecomDesk) -> None:
    """Through HTTP and the whole desk; ten thousand go to the platforms alone (test_wecom_fuzz.py)."""
    chance = random.Random(20261118)  # noqa: S311  # a fixed sequence
    whole = desk.wecom.seal("<xml><FromUserName>zhou</FromUserName><MsgType>text</MsgType></xml>")
    url, body = whole["url"], whole["body"].encode()
    statuses = set()
    with httpx.Client(**PLAIN) as client:
        for _ in range(300):
            statuses.add(_mangled(client, url, body, chance))
    for _ in range(100):
        statuses.add(desk.wecom.post(_garbled(chance))["status"])
    assert statuses <= {200, 400, 403, 413}, statuses
    desk.wecom.say(OTHER_OFFICER, "在吗")
    desk.wecom.wait_settled()
    assert desk.wecom.deliveries()[-1]["accepted"]


def _mangled(client: httpx.Client, url: str, body: bytes, chance: random.Random) -> int:
    """Posts the callback with a piece of it changed, cut out or repeated, at either of the addresses."""
    mangled = bytearray(body)
    for _ in range(chance.randint(0, 6)):
        at = chance.randrange(len(mangled) or 1)
        mangled[at : at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
    address = url if chance.random() < 0.5 else url[: -chance.randint(1, 60)]
    address = address.replace("/wecom/app", "/wecom/kf") if chance.random() < 0.5 else address
    return client.post(address, content=bytes(mangled)).status_code


_NAMES = (
    "FromUserName",
    "MsgType",
    "Event",
    "EventKey",
    "TaskId",
    "ResponseCode",
    "MsgId",
    "Content",
    "UserID",
)
_VALUES = ("", "zhou", "text", "event", "image", "template_card_event", "change_contact", "kf_msg_or_event")
_VALUES = (
    *_VALUES,
    "enter_agent",
    "accept:1",
    "9" * 400,
    "<a><b>1</b></a>",
    "<![CDATA[ \U0001f600 ]]>",
    "&lt;",
)


def _garbled(chance: random.Random) -> str:
    """A message rightly sealed whose fields are any, or missing, or there twice."""
    names = [chance.choice(_NAMES) for _ in range(chance.randint(0, 8))]
    return f"<xml>{''.join(f'<{one}>{chance.choice(_VALUES)}</{one}>' for one in names)}</xml>"
