"""Unsure: staff are asked, the room hears nothing; one tap confirms, changes or dismisses; all is learned."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.reader import Reader, Thresholds
from tests.journeys.conftest import Running
from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


@pytest.fixture(scope="module")
def doubter() -> Reader:
    """A reader that is never sure."""
    return Reader.load(thresholds=Thresholds(open=1.1, ask=0.3))


@pytest.fixture
def visitor(data: Path, doubter: Reader) -> Iterator[Visitor]:
    with Running(data, doubter) as base, Visitor(base) as visiting:
        yield visiting


def test_an_unsure_reading_is_shown_to_staff_only(visitor: Visitor) -> None:
    """S3-03: whether it is a complaint is judged by the desk, not guessed."""
    visitor.say("陈建国", "residents", LINE)
    assert not visitor.bots("陈建国", "residents")
    assert not visitor.bots("陈建国", "private")
    assert {"登记", "改类别", "不是投诉"} <= {
        label[-4:] for label in visitor.bot("何静", "staff", "#1").buttons
    } | {label[:2] for label in visitor.bot("何静", "staff", "#1").buttons}
    assert visitor.ticket(1)["status"] == "proposed"


def test_one_tap_registers_it_in_public(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.tap("何静", visitor.bot("何静", "staff", "#1"), "登记")
    assert visitor.ticket(1)["status"] == "dispatched"
    assert "周婷" in visitor.bot("陈建国", "residents", "#1").text


def test_it_is_dismissed_with_a_reason_that_is_kept(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.tap("何静", visitor.bot("何静", "staff", "#1"), "不是投诉")
    choice = visitor.bots("何静", "staff")[-1]
    visitor.press("何静", choice, "v1:dismiss:1:chatter")
    ticket = visitor.ticket(1)
    assert ticket["status"] == "dismissed"
    assert ticket["journal"][-1]["kind"] == "dismissed"
    assert not visitor.bots("陈建国", "residents")


def test_its_category_is_changed_by_a_tap(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.tap("何静", visitor.bot("何静", "staff", "#1"), "改类别")
    visitor.tap("何静", visitor.bots("何静", "staff")[-1], "管理服务")
    assert visitor.ticket(1)["category"] == "service"
    visitor.say("何静", "staff", "/改类别 1 二类")
    assert visitor.ticket(1)["class"] == 2


def test_S3_20_who_received_it_follows_until_somebody_accepts(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.tap("何静", visitor.card("何静", "staff", "拿不准"), "登记")
    visitor.advance("PT31M")
    assert visitor.bot("何静", "private", "⏰", "#1", "接单")
    visitor.say("周婷", "private", "接单 1")
    assert visitor.bot("何静", "private", "#1", "已由 周婷 接单")
    before = len(visitor.bots("何静", "private"))
    visitor.say("周婷", "private", "进展 1 门已修好")
    assert len(visitor.bots("何静", "private")) == before
