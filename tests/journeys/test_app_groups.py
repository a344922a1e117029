"""A group that the app makes is the staff's room: everybody reads there, and works in their own chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.fakes.wecom.server import running_fake
from tests.journeys.conftest import MORNING
from tests.journeys.test_main_job import LINE
from tests.journeys.test_wecom import card, tap
from tests.journeys.wecom_desk import DESK, OFFICER, RESIDENT, Setup, WecomDesk


@pytest.fixture
def desk(data: Path, reader: Reader) -> Iterator[WecomDesk]:
    with running_fake() as wecom:
        wecom.limits(on=False)
        setup = Setup(groups=("staff", "managers"))
        with WecomDesk(data, reader, wecom, MORNING, setup=setup) as running:
            yield running


def group(desk: WecomDesk, chat: str = "s1staff") -> list[str]:
    desk.settle()
    return [str(one[one["msgtype"]].get("content")) for one in desk.wecom.room_messages(chat)]


def test_everybody_reads_of_a_ticket_in_the_group_and_its_owner_works_in_the_app(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    assert [text for text in group(desk) if "#1" in text]
    assert not [text for text in group(desk) if "回复数字" in text]
    tap(desk, OFFICER, "接单", "#1")
    assert desk.tickets()[0].status == "accepted"
    assert "周婷" in group(desk)[-1]


def test_the_choices_of_the_room_stand_on_one_card_with_who_stands_for_it(desk: WecomDesk) -> None:
    """Nothing said in the group comes back, so the buttons are the front desk's, and are repainted."""
    desk.wecom.kf_say(RESIDENT, LINE)
    assert "转派" in "".join(button.text for button in card(desk, DESK, "#1").buttons)
    tap(desk, OFFICER, "接单", "#1")
    (only,) = [one for one in desk.wecom.cards(DESK) if "#1" in one.text]
    assert "已接单" in only.text
    assert len([text for text in group(desk) if "#1" in text]) == 2


def test_a_group_that_may_not_be_made_is_stood_for_by_people(data: Path, reader: Reader) -> None:
    """48002: the app is not visible to the root department (path 90244)."""
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, MORNING, setup=Setup(groups=("staff",))) as desk:
            for _ in range(9):
                wecom.fail_next("appchat/create", 48002)
            wecom.kf_say(RESIDENT, LINE)
            desk.settle()
            assert [one for one in wecom.messages_to(DESK) if "#1" in one.text]
            tap(desk, OFFICER, "接单", "#1")
            assert desk.tickets()[0].status == "accepted"
