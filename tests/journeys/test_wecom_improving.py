"""Surveys and spot checks on WeCom: numbers typed on 微信客服, taps on the cards of the app."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.fakes.wecom.server import running_fake
from tests.journeys.test_main_job import LINE
from tests.journeys.test_wecom import card, card_text, tap, told
from tests.journeys.wecom_desk import DESK, LEAD, MANAGER, OFFICER, RESIDENT, WecomDesk

EVE = datetime.fromisoformat("2026-11-25T09:30:00+08:00")


@pytest.fixture
def desk(data: Path, reader: Reader) -> Iterator[WecomDesk]:
    with running_fake() as wecom:
        wecom.limits(on=False)
        with WecomDesk(data, reader, wecom, EVE) as running:
            yield running


def test_S2_125_a_customer_answers_the_survey_by_typing_numbers(desk: WecomDesk) -> None:
    """S2-125: one question at a time on 微信客服; the heads read how it stands in the app."""
    desk.wecom.kf_say(RESIDENT, "你好")
    desk.settle()
    desk.wecom.say(MANAGER, "/调查 开始")
    told(desk, "1/5", "维修")
    for star in "54545":
        desk.wecom.kf_say(RESIDENT, star)
        desk.settle()
    told(desk, "谢谢您")
    desk.wecom.say(MANAGER, "调查")
    result = card_text(desk, MANAGER, "意见征询 2026-11", "已答 1/1")
    assert "满意率 100%" in result


def test_S2_125_nobody_is_to_be_phoned_for_an_opinion(desk: WecomDesk) -> None:
    """S2-125: a customer who has not spoken for 48 hours cannot be asked; the staff's room is spared."""
    desk.advance(timedelta(hours=50))
    desk.wecom.kf_fail_next(RESIDENT, 4)
    desk.wecom.say(MANAGER, "/调查 开始")
    desk.settle()
    said = [one.text for member in (DESK, LEAD, MANAGER) for one in desk.wecom.messages_to(member)]
    assert not [text for text in said if "没有送到" in text]


def test_S0_45_S2_124_a_head_checks_by_taps_on_the_card(desk: WecomDesk) -> None:
    """S0-45, S2-124: the form stands as a card; what was marked shows on it, and one line does it all."""
    desk.wecom.kf_say(RESIDENT, LINE)
    told(desk, "#1")
    for words in ("接单 1", "完成 1 已修好"):
        desk.wecom.say(OFFICER, words)
        desk.settle()
    desk.advance(timedelta(minutes=40))
    card(desk, LEAD, "抽查 #1")
    for label in ("✓ 时效", "✓ 答复", "✗ 属实", "✓ 记录"):
        tap(desk, LEAD, label, "抽查 #1")
    assert "✗ 打电话核实" in card_text(desk, LEAD, "抽查 #1", "查完")
    desk.wecom.say(LEAD, "抽查")
    assert "不符 1 处" in card_text(desk, LEAD, "抽查 1/3")


def test_S0_45_one_line_checks_without_cards(desk: WecomDesk) -> None:
    """S0-45: whoever reads through the WeChat plugin types four marks."""
    desk.wecom.kf_say(RESIDENT, LINE)
    told(desk, "#1")
    for words in ("接单 1", "完成 1 已修好"):
        desk.wecom.say(OFFICER, words)
        desk.settle()
    desk.wecom.say(LEAD, "文字")
    desk.advance(timedelta(minutes=40))
    assert "✓✓✗✓" in card_text(desk, LEAD, "抽查 #1")
    desk.wecom.say(LEAD, "抽查 1 ✓✓✗✓")
    assert "不符 1 处" in card_text(desk, LEAD, "#1 查完了")
