"""Over 国庆 2026 and its 调休 with the clock moved; a year that nobody has decreed is told weeks ahead."""

from datetime import datetime
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


def at(data: Path, reader: Reader, moment: str) -> Running:
    return Running(data, reader, datetime.fromisoformat(moment))


def test_S0_32_two_working_days_over_national_day_end_on_9_october(data: Path, reader: Reader) -> None:
    """国庆 1–7 October 2026; Saturday the 10th is worked: 30 September + 2 working days is the 9th."""
    with at(data, reader, "2026-09-30T16:00:00+08:00") as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", LINE)
        assert visitor.clock(1, "resolve")["due_at"] == "2026-10-09T17:30:00+08:00"
        visitor.say("周婷", "private", "接单 1")
        visitor.say("周婷", "private", "已联系 1")
        visitor.advance("P8D")  # to the 8th at 16:00
        assert not visitor.clock(1, "resolve")["missed"]
        visitor.advance("P1DT2H")
        assert visitor.clock(1, "resolve")["missed"]
        assert visitor.bot("周婷", "private", "#1", "处理完成")


def test_S0_32_the_make_up_saturday_counts(data: Path, reader: Reader) -> None:
    with at(data, reader, "2026-10-08T09:00:00+08:00") as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", LINE)
        assert visitor.clock(1, "resolve")["due_at"] == "2026-10-10T17:30:00+08:00"


def test_a_year_without_its_decree_is_told_once_from_november_on(data: Path, reader: Reader) -> None:
    with at(data, reader, "2026-10-30T12:00:00+08:00") as base, Visitor(base) as visitor:
        visitor.advance("P1D")
        assert not [one for one in visitor.bots("高明", "managers") if "调休" in one.text]
        visitor.advance("P5D")
        assert len([one for one in visitor.bots("高明", "managers") if "2027 年的调休" in one.text]) == 1


def test_S1_04_each_kind_of_matter_has_its_own_time(visitor: Visitor) -> None:
    """S1-04: 紧急维修 is on the spot within minutes, an ordinary matter answered within days."""
    visitor.say("陈建国", "residents", "3栋2单元电梯困人了，快来人")
    visitor.settle()
    visitor.say("孙丽", "residents", "2栋楼道没人打扫，很脏")
    visitor.settle()
    for number in (1, 2):
        visitor.say("周婷", "private", f"接单 {number}")
        visitor.settle()
    assert visitor.clock(1, "arrive")["due_at"].startswith("2026-11-18T09:40")
    assert visitor.clock(2, "resolve")["due_at"].startswith("2026-11-20T17:30")
    assert "arrive" not in [one["kind"] for one in visitor.ticket(2)["clocks"]]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("简体", ("处理完成 2个工作日，S0-32，只算值班时间",)),
        ("繁体", ("S0-32", "個工作日", "值班時間")),
        ("English", ("S0-32", "2 working day", "counted while open")),
    ],
)
def test_why_a_clock_is_due_is_told_in_the_heads_language(
    visitor: Visitor, language: str, words: tuple[str, ...]
) -> None:
    """S0-32: the amount, the clause and how it is counted, in each language of the desk."""
    visitor.say("林芳", "private", f"语言 {language}")
    told = {"简体": "以后用", "繁体": "以後用", "English": "now on in English"}
    assert told[language] in visitor.bots("林芳", "private")[-1].text, "the answer is in that language too"
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("林芳", "private", "进度 1")
    assert visitor.bot("林芳", "private", "⏱", *words)


def test_a_head_sees_why_each_clock_is_due(visitor: Visitor) -> None:
    """Design: a clock's due time can be explained: which rule, which clause, which calendar."""
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("林芳", "private", "进度 1")
    story = visitor.bot("林芳", "private", "📖 #1")
    assert "处理完成 2个工作日，S0-32，只算值班时间" in story.text
    assert "首次回应 60分钟，S0-28，不分昼夜" in story.text
    visitor.say("陈建国", "private", "进度 1")
    assert "S0-32" not in visitor.bot("陈建国", "private", "📖 #1").text
