"""A place alone, or that nothing is out there, is an answer to somebody and no report."""

from datetime import datetime

import pytest

from desk.reading import Action, Category
from nlp.reader import Reader


@pytest.mark.parametrize(
    "text", ["我们5栋没停", "我们家没停电", "我家没停水啊", "我们这边没有停电", "7栋门口"]
)
def test_whoever_has_water_and_power_reports_nothing(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.SILENT


@pytest.mark.parametrize("text", ["5栋没水", "5栋停了", "5栋没有电"])
def test_whoever_has_none_does(reader: Reader, now: datetime, text: str) -> None:
    assert reader.read(text, now).action is Action.OPEN


def test_a_neighbours_feet_are_no_emergency(reader: Reader, now: datetime) -> None:
    assert reader.read("楼上别跳了！", now).category is Category.SERVICE
