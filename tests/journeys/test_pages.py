"""Staff on the WeChat plugin get a card that leads to a small page, and work from there."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from nlp.reader import Reader
from tests.fakes.wecom.server import running_fake
from tests.journeys.conftest import MORNING
from tests.journeys.test_main_job import LINE
from tests.journeys.test_wecom import card, tap, told
from tests.journeys.wecom_desk import LEAD, OFFICER, RESIDENT, Setup, WecomDesk


@pytest.fixture
def desk(tmp_path: Path, reader: Reader) -> Iterator[WecomDesk]:
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(tmp_path, reader, wecom, MORNING, setup=Setup(pages=True)) as running:
            wecom.change_member(OFFICER, plugin=True)
            wecom.say(OFFICER, "文字")
            running.settle()
            yield running


class Phone:
    """A browser that shows a page and taps on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.open()

    def open(self) -> None:
        self._shown(httpx.get(self.url, trust_env=False))

    def _shown(self, answer: httpx.Response) -> None:
        self.status, self.headers, self.source = answer.status_code, answer.headers, answer.text
        words = re.sub(r"<[^>]+>", "\n", self.source)
        self.text = html.unescape(words)

    @property
    def forms(self) -> dict[str, dict[str, str]]:
        """The fields of each form, by its button's words."""
        found = re.findall(
            r'<form.*?name="once" value="([^"]+)"><button name="act" value="([^"]+)">(.*?)</button>',
            self.source,
        )
        return {label: {"once": once, "act": html.unescape(act)} for once, act, label in found}

    def tap(self, label: str, **more: str) -> None:
        (fields,) = [one for words, one in self.forms.items() if label in words]
        self.post(fields | more)

    def post(self, fields: dict[str, Any]) -> None:
        self._shown(httpx.post(self.url, data=fields, trust_env=False))


def newest(desk: WecomDesk, member: str = OFFICER) -> Phone:
    """The page of the newest card of a member that leads to one."""
    desk.settle()
    cards = [one for one in desk.wecom.messages_to(member) if one.msgtype == "textcard"]
    assert cards, [one.text for one in desk.wecom.messages_to(member)]
    return Phone(str(cards[-1].raw["url"]))


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
    assert "textarea" in phone.source
    phone.tap("✓", words="更换了门机皮带")
    assert "收到了" in phone.text
    assert told(desk, "更换了门机皮带").menu
    assert "done" in {one.status for one in desk.tickets()}


def test_a_double_tap_and_a_late_one_are_told_what_is_true_now(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    first, second = newest(desk), newest(desk)
    (fields,) = [one for label, one in first.forms.items() if "接单" in label]
    first.post(fields)
    first.post(fields)
    assert (first.status, "没有再办一次" in first.text, "#1" in first.text) == (410, True, True)
    second.tap("接单")
    assert second.status == 200
    assert "周婷" in second.text
    assert desk.pages.status() == {"done": 2, "refused": {"again": 1}}


def test_a_page_is_neither_kept_nor_found_nor_framed(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    assert phone.headers["cache-control"] == "no-store"
    assert "noindex" in phone.headers["x-robots-tag"]
    assert "noindex" in phone.source
    assert "frame-ancestors 'none'" in phone.headers.get("content-security-policy")
    assert phone.headers["referrer-policy"] == "no-referrer"
    style = httpx.get(phone.url.rpartition("/")[0] + "/look.css", trust_env=False)
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")


def test_what_is_tampered_with_does_nothing(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    forms = phone.forms
    (accept,) = [one for label, one in forms.items() if "接单" in label]
    (other,) = [one for label, one in forms.items() if "转" in label or "完成" in label][:1]
    for fields in (
        {},
        {"act": accept["act"]},
        {**accept, "act": "v1:dismiss:1"},
        {**accept, "once": other["once"]},
        {**accept, "once": accept["once"] + "x"},
        {**accept, "act": "say", "words": "完成 1 好了"},
    ):
        phone.post(fields)
        assert (phone.status, phone.forms) == (403, {})
    letter, person, ticket, until, signature = phone.url.rpartition("/")[2].split(".")
    for token in (
        f"{letter}.{int(person) + 1}.{ticket}.{until}.{signature}",
        f"{letter}.{person}.{int(ticket) + 1}.{until}.{signature}",
        f"{letter}.{person}.{ticket}.{int(until) + 9}.{signature}",
        f"{letter}.{person}.{ticket}.{until}.{signature[:-1]}",
        "x",
        "%00.%ff",
        "." * 500,
    ):
        answer = httpx.get(f"{desk.base}/t/{token}", trust_env=False)
        assert (answer.status_code, "#1" in answer.text) == (403, False)
    assert desk.tickets()[0].status == "dispatched"
    assert desk.pages.refused == {"forged": 13}


def test_a_link_ends(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    fields = next(iter(phone.forms.values()))
    desk.advance(timedelta(hours=73))
    phone.open()
    assert (phone.status, "已过期" in phone.text, "电梯" in phone.text) == (410, True, False)
    phone.post(fields)
    assert phone.status == 410


def test_who_has_left_sees_nothing_more(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    desk.wecom.remove_member(OFFICER)
    desk.settle()
    phone.tap("接单")
    assert (phone.status, "电梯" in phone.text) == (403, False)
    assert desk.tickets()[0].status == "dispatched"


def test_a_huge_form_and_one_that_is_none_are_turned_away(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    phone.post({"words": "x" * 40_000})
    assert phone.status == 413
    for body in (b"\xff\x00", b"{}", b"a=1&" * 50, b"<xml/>"):
        answer = httpx.post(phone.url, content=body, trust_env=False)
        assert answer.status_code == 403
    assert httpx.put(phone.url, trust_env=False).status_code == 405


def test_words_are_taken_only_where_they_were_asked_for_and_are_no_command(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    newest(desk).tap("接单")
    phone = newest(desk)
    phone.tap("完成")
    phone.tap("✓", words="转派 1 徐磊")
    assert "只填回答" in phone.text
    fields = phone.forms["✓"] | {"words": "更换了门机皮带"}
    phone.post(fields)
    phone.post(fields)
    assert phone.status == 410


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
    refused = httpx.get(f"{desk.base}/t/x", headers={"accept-language": "zh-HK"}, trust_env=False)
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


def test_an_app_that_only_sends_is_enough_to_work_with(tmp_path: Path, reader: Reader) -> None:
    """No callback: no cards (43012), no numbers, nothing typed; the page has all of it."""
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(tmp_path, reader, wecom, MORNING, setup=Setup(pages=True, hears=False)) as desk:
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
    tmp_path: Path, reader: Reader
) -> None:
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(tmp_path, reader, wecom, MORNING, setup=Setup(hears=False)) as desk:
            wecom.kf_say(RESIDENT, LINE)
            desk.settle()
            said = [one for one in wecom.messages_to(OFFICER) if "#1" in one.text]
            assert {one.msgtype for one in said} == {"text"}
            assert not [one for one in said if "回复数字" in one.text]
