"""Staff mention the desk in their own WeCom group: over callbacks and over the bot's own connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.fakes.wecom.aibot_socket import FakeSocket, running_socket
from tests.fakes.wecom.client import wait_until
from tests.fakes.wecom.real import picture
from tests.fakes.wecom.server import running_fake
from tests.journeys.conftest import MORNING
from tests.journeys.wecom_desk import DESK, OFFICER, RESIDENT, WecomDesk

LINE = "3栋2单元电梯坏了，门关不上，老人都下不了楼"


class Group:
    """The staff's group, whichever way the bot is reached."""

    def __init__(self, desk: WecomDesk, socket: FakeSocket | None, chat: str) -> None:
        self.desk, self.socket, self.chat = desk, socket, chat

    def say(self, member: str, text: str, image: bytes | None = None) -> None:
        if self.socket:
            self.socket.say(member, text, chat=self.chat, image=image)
        else:
            more = {"image": image} if image else {}
            self.desk.wecom.aibot_say(member, text, chat=self.chat, **more)
        self.desk.settle()

    def shown(self) -> list[dict[str, object]]:
        if self.socket:
            assert not self.socket.refused
            return self.socket.shown.get(self.chat, [])
        assert not self.desk.wecom.aibot_refused()
        return self.desk.wecom.aibot_messages(self.chat)

    def text(self) -> str:
        return "\n".join(f"{one.get('text')} {one.get('card') or ''}" for one in self.shown())

    def until(self, words: str) -> None:
        wait_until(lambda: words in self.text(), what=f"{words} in {self.text()}")


@pytest.fixture(params=["callback", "connection"])
def group(request: pytest.FixtureRequest, data: Path, reader: Reader) -> Iterator[Group]:
    with running_fake() as wecom, running_socket() as socket:
        wecom.limits(on=False)
        connected = socket if request.param == "connection" else None
        with WecomDesk(data, reader, wecom, MORNING, aibot=connected or "callback") as desk:
            chat = wecom.add_room("阳光花园工作群", [DESK, OFFICER, "stranger"])
            if connected:
                wait_until(lambda: socket.subscribed, what="the subscription")
            made = Group(desk, connected, chat)
            made.say(DESK, f"@小助手 绑定 {desk.room_code()}")
            made.until("阳光花园")
            yield made


def test_S0_27_a_mention_with_a_picture_is_a_ticket_and_the_officer_gets_their_card(group: Group) -> None:
    group.say(DESK, f"@小助手 {LINE}", picture())
    (ticket,) = group.desk.tickets()
    assert ticket.text == LINE
    assert ticket.source == "staff"
    assert group.desk.photos(ticket.id) == 1
    group.until("#1")
    assert any("#1" in one.text for one in group.desk.wecom.cards(OFFICER))


def test_staff_commands_work_in_the_group_with_the_rights_that_they_have_in_the_app(group: Group) -> None:
    group.say(DESK, f"@小助手 {LINE}")
    group.say(OFFICER, "@小助手 接单 1")
    assert group.desk.tickets()[0].status == "accepted"
    group.say(OFFICER, "@小助手 完成 1 更换了门机皮带")
    assert group.desk.tickets()[0].status == "done"


def test_what_is_no_matter_gets_the_help(group: Group) -> None:
    group.say(OFFICER, "@小助手 你会什么呀")
    group.until("常用命令")
    group.say(OFFICER, "@小助手3栋漏水")  # no blank: all of it is the name
    wait_until(lambda: group.text().count("常用命令") == 2, what="the help once more")
    assert not group.desk.tickets()


def test_somebody_who_never_joined_may_do_nothing(group: Group) -> None:
    group.desk.wecom.add_member("stranger", "路人")
    group.say(DESK, f"@小助手 {LINE}")
    group.say("stranger", "@小助手 接单 1")
    assert group.desk.tickets()[0].status == "dispatched"


def test_a_picture_of_the_job_reaches_the_resident_and_is_kept(group: Group) -> None:
    """Mixed: words and a picture, from an address that lives five minutes, enciphered (path 100719)."""
    desk = group.desk
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    group.say(OFFICER, "@小助手 接单 1")
    group.say(OFFICER, "@小助手 新的门机皮带", picture())
    (ticket,) = desk.tickets()
    assert desk.photos(ticket.id) == 1
    assert [one for one in desk.wecom.kf_from_bot(RESIDENT) if one.msgtype == "image"]
    assert [one for one in desk.wecom.kf_from_bot(RESIDENT) if "新的门机皮带" in one.text]


def test_what_is_no_picture_is_not_kept_and_stops_nothing(group: Group) -> None:
    group.say(DESK, f"@小助手 {LINE}", b"#!/bin/sh\nno picture at all")
    (ticket,) = group.desk.tickets()
    assert ticket.text == LINE
    assert group.desk.kept_photos() == 0
    group.say(OFFICER, "@小助手 接单 1")
    assert group.desk.tickets()[0].status == "accepted"
