"""Staff on the WeChat plugin get a card that leads to a small page, and work from there."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from nlp.reader import Reader
from tests.fakes.serving import PLAIN
from tests.fakes.wecom.server import running_fake
from tests.journeys.conftest import MORNING
from tests.journeys.phone import newest, paged
from tests.journeys.test_main_job import LINE
from tests.journeys.test_wecom import card, tap, told
from tests.journeys.wecom_desk import DESK, LEAD, OFFICER, RESIDENT, Setup, WecomDesk


@pytest.fixture
def desk(data: Path, reader: Reader) -> Iterator[WecomDesk]:
    with paged(data, reader) as running:
        yield running


def test_the_whole_job_is_done_from_the_page(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    assert (phone.status, "#1" in phone.text, "电梯" in phone.text) == (200, True, True)
    assert "请不要转发" in phone.text
    phone.tap("接单")
    desk.settle()
    assert phone.status == 200
    assert desk.tickets()[0].status == "accepted"
    phone.open()
    assert not [label for label in phone.forms if "接单" in label]
    phone.tap("完成")
    phone.open()
    assert "处理结果" in phone.text
    phone.tap("✓", words="更换了门机皮带")
    assert "收到了" in phone.text
    assert told(desk, "更换了门机皮带").menu
    assert "done" in {one.status for one in desk.tickets()}


def test_the_page_speaks_the_persons_language_and_escapes_what_people_wrote(desk: WecomDesk) -> None:
    desk.wecom.say(OFFICER, "语言 en")
    desk.settle()
    desk.wecom.kf_say(RESIDENT, "<b onload=x>3栋2单元的电梯又坏了</b>，门关不上")
    desk.settle()
    phone = newest(desk)
    assert 'lang="en"' in phone.source
    assert "Accept" in phone.text
    assert "<b onload" not in phone.source
    assert "<b" not in desk.wecom.messages_to(OFFICER)[-1].raw["description"].replace("<br>", "")
    refused = httpx.get(f"{desk.base}/t/x", headers={"accept-language": "zh-HK"}, **PLAIN)
    assert "連結" in refused.text


def test_who_sees_cards_gets_cards_and_the_words_of_a_button_may_be_typed(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    assert not [one for one in desk.wecom.messages_to(LEAD) if one.msgtype == "textcard"]
    desk.wecom.say(OFFICER, "接单")
    desk.settle()
    assert desk.tickets()[0].status == "accepted"
    desk.wecom.change_member(OFFICER, plugin=False)
    desk.wecom.say(OFFICER, "卡片")
    desk.wecom.say(OFFICER, "我的")
    desk.settle()
    desk.wecom.kf_say(RESIDENT, "3栋1单元大门坏了，关不上")
    assert card(desk, OFFICER, "#2").buttons
    tap(desk, OFFICER, "接单", "#2")


def test_an_app_that_only_sends_is_enough_to_work_with(data: Path, reader: Reader) -> None:
    """No callback: no cards (43012), no numbers, nothing typed; the page has all of it."""
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, MORNING, setup=Setup(pages=True, hears=False)) as desk:
            wecom.kf_say(RESIDENT, LINE)
            desk.settle()
            assert not [one for one in wecom.messages_to(OFFICER) if one.msgtype == "template_card"]
            assert not [one for one in wecom.messages_to(OFFICER) if "回复数字" in one.text]
            phone = newest(desk)
            phone.tap("接单")
            phone.tap("完成")
            phone.tap("✓", words="更换了门机皮带")
            assert told(desk, "更换了门机皮带").menu
            assert desk.tickets()[0].status == "done"


def test_an_app_that_only_sends_without_pages_offers_nothing_that_would_not_be_heard(
    data: Path, reader: Reader
) -> None:
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, MORNING, setup=Setup(hears=False)) as desk:
            wecom.kf_say(RESIDENT, LINE)
            desk.settle()
            said = [one for one in wecom.messages_to(OFFICER) if "#1" in one.text]
            assert {one.msgtype for one in said} == {"text"}
            assert not [one for one in said if "回复数字" in one.text]


def test_an_account_that_was_written_down_wrongly_takes_nobodys_rights(data: Path, reader: Reader) -> None:
    """60111 at the first letter is a slip in the list; after one that arrived it is somebody who has left."""
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, MORNING, setup=Setup(hears=False)) as desk:
            wecom.remove_member(OFFICER, announce=False)
            wecom.kf_say(RESIDENT, LINE)
            desk.settle()
            told_to = [one.text for one in wecom.messages_to(DESK)]
            assert [text for text in told_to if "没有这个账号" in text], told_to
            assert not [one for one in wecom.messages_to(LEAD) if "已不在企业里" in one.text]
            assert "周婷" in told(desk, "#1").text
