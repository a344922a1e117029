"""What a site or everybody has switched off: the matter goes on, by what stands in for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from desk.local import Switches
from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake as running_telegram
from tests.fakes.wecom.server import running_fake
from tests.journeys.conftest import MORNING
from tests.journeys.test_main_job import LINE
from tests.journeys.test_wecom import tap
from tests.journeys.wecom_desk import (
    DESK,
    MANAGER,
    OFFICER,
    RESIDENT,
    ROBOT,
    TELEGRAM_RESIDENT,
    Setup,
    WecomDesk,
)


@contextmanager
def desk(
    data: Path, reader: Reader, switches: Switches | None = None, off: frozenset[str] = frozenset()
) -> Iterator[WecomDesk]:
    with running_fake() as wecom, running_telegram() as telegram:
        wecom.limits(on=False)
        telegram.limits(on=False)
        with WecomDesk(
            data, reader, wecom, MORNING, telegram, setup=Setup(switches=switches, off=off)
        ) as running:
            yield running


def closed(*platforms: str) -> Switches:
    return Switches(closed=frozenset(platforms))


def texts(desk: WecomDesk, member: str) -> list[str]:
    desk.settle()
    return [one.text for one in desk.wecom.messages_to(member)]


def test_what_a_customer_should_be_told_is_told_by_phone_and_the_matter_goes_on(
    data: Path, reader: Reader
) -> None:
    with desk(data, reader) as it:
        it.switch(closed("wecom_kf"))
        before = len(it.wecom.kf_from_bot(RESIDENT))
        it.wecom.kf_say(RESIDENT, LINE)
        asked = [text for text in texts(it, OFFICER) if "没有送到" in text]
        assert asked
        assert "设置里关掉了这个渠道" in asked[-1]
        assert len(it.wecom.kf_from_bot(RESIDENT)) == before
        tap(it, OFFICER, "接单", "#1")
        assert it.tickets()[0].status == "accepted"
        tap(it, OFFICER, "已打电话", "没有送到")


@pytest.mark.parametrize("everywhere", [False, True])
def test_the_digest_of_a_room_that_is_off_goes_to_who_stands_for_it(
    data: Path, reader: Reader, *, everywhere: bool
) -> None:
    off = frozenset({"wecom_bot"})
    with desk(
        data, reader, None if everywhere else Switches(closed=off), off if everywhere else frozenset()
    ) as it:
        it.wecom.kf_say(RESIDENT, LINE)
        it.settle()
        it.advance(timedelta(hours=24))
        assert not it.wecom.webhook_messages(ROBOT)
        assert [text for text in texts(it, MANAGER) if "#1" in text]


def test_who_is_on_telegram_too_is_written_to_there_where_the_app_is_off(data: Path, reader: Reader) -> None:
    with desk(data, reader) as it:
        telegram = it.telegram
        assert telegram is not None
        telegram.add_user(555, "周婷")
        telegram.start(555, it.second_code(OFFICER))
        telegram.wait_message(555)
        it.switch(closed("wecom"))
        before = len(it.wecom.messages_to(OFFICER))
        telegram.say(TELEGRAM_RESIDENT, TELEGRAM_RESIDENT, LINE)
        it.settle()
        assert telegram.wait_message(555, "#1")
        assert len(it.wecom.messages_to(OFFICER)) == before


def test_a_site_without_buttons_gets_numbers_while_lists_stay_lists(data: Path, reader: Reader) -> None:
    with desk(data, reader, Switches(buttonless=frozenset({"wecom"}))) as it:
        it.wecom.kf_say(RESIDENT, LINE)
        assert [text for text in texts(it, OFFICER) if "1 接单" in text]
        it.wecom.say(OFFICER, "1")
        assert it.tickets()[0].status == "accepted"
        it.wecom.say(OFFICER, "我的")
        it.settle()
        assert "markdown" in {one.msgtype for one in it.wecom.messages_to(OFFICER)}


def test_a_site_without_lists_or_repainting_gets_text_and_new_cards(data: Path, reader: Reader) -> None:
    names = frozenset({"wecom"})
    with desk(data, reader, Switches(listless=names, unpainted=names)) as it:
        it.wecom.kf_say(RESIDENT, LINE)
        tap(it, OFFICER, "接单", "#1")
        it.wecom.say(OFFICER, "我的")
        it.settle()
        assert "markdown" not in {one.msgtype for one in it.wecom.messages_to(OFFICER)}
        cards = [one for one in it.wecom.cards(OFFICER) if "#1" in one.text]
        assert len(cards) >= 2
        assert not [one for one in cards if one.edits]


def test_a_group_of_a_site_that_does_not_use_the_robot_is_not_listened_to(data: Path, reader: Reader) -> None:
    """But a word in private is a complaint all the same."""
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, MORNING, aibot="callback") as it:
            group = wecom.add_room("工作群", [DESK])
            wecom.aibot_say(DESK, f"@小助手 绑定 {it.room_code()}", chat=group)
            it.settle()
            it.switch(closed("wecom_aibot", "wecom_kf"))
            wecom.aibot_say(DESK, "@小助手 5栋1单元楼道灯不亮了，晚上看不见路", chat=group)
            it.settle()
            assert not it.tickets()
            wecom.kf_say(RESIDENT, LINE)
            it.settle()
            assert len(it.tickets()) == 1
