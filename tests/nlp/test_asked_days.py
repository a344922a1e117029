"""The days that a question names: parts of months, feasts, spans over years."""

from datetime import date

import pytest

from nlp.asked import asked
from nlp.lexicon import Lexicon, load

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1号到15号几单", "2026-11-01", "2026-11-15"),
        ("20号到25号几单", "2026-10-20", "2026-10-25"),
        ("上个月1号到10号几单", "2026-10-01", "2026-10-10"),
        ("上个月25号之后几单", "2026-10-25", "2026-11-18"),
        ("月初到现在多少", "2026-11-01", "2026-11-18"),
        ("上月初几单", "2026-10-01", "2026-10-10"),
        ("上月底三天几单", "2026-10-29", "2026-10-31"),
        ("10月底几单", "2026-10-21", "2026-10-31"),
        ("上个月前十天几单", "2026-10-01", "2026-10-10"),
        ("上半月几单", "2026-11-01", "2026-11-15"),
        ("这个月第一周几单", "2026-11-01", "2026-11-07"),
        ("上个月最后一周几单", "2026-10-25", "2026-10-31"),
        ("前三天几单", "2026-11-15", "2026-11-17"),
        ("上两周几单", "2026-11-02", "2026-11-15"),
        ("上周三到周五几单", "2026-11-11", "2026-11-13"),
        ("周三到周五几单", "2026-11-11", "2026-11-13"),
        ("周一到周三几单", "2026-11-16", "2026-11-18"),
        ("去年12月到今年2月几单", "2025-12-01", "2026-02-28"),
        ("12月到今年2月几单", "2025-12-01", "2026-02-28"),
        ("2025年12月25日到2026年1月5日几单", "2025-12-25", "2026-01-05"),
        ("2026-10-01至2026-10-15几单", "2026-10-01", "2026-10-15"),
        ("2025-12-25几单", "2025-12-25", "2025-12-25"),
        ("十月一号到十月十五号几单", "2026-10-01", "2026-10-15"),
        ("25年12月几单", "2025-12-01", "2025-12-31"),
        ("2025年几单", "2025-01-01", "2025-12-31"),
        ("前年几单", "2024-01-01", "2024-12-31"),
        ("这半年几单", "2026-05-21", "2026-11-18"),
        ("最近两个季度几单", "2026-07-01", "2026-11-18"),
        ("过去两个季度几单", "2026-04-01", "2026-09-30"),
        ("last two quarters how many", "2026-04-01", "2026-09-30"),
        ("前两个季度几单", "2026-01-01", "2026-06-30"),
        ("春节期间几单", "2026-02-16", "2026-02-23"),
        ("去年春节几单", "2025-01-28", "2025-02-04"),
        ("元旦几单", "2026-01-01", "2026-01-01"),
        ("中秋几单", "2026-09-25", "2026-09-25"),
        ("q4 2025 how many", "2025-10-01", "2025-12-31"),
        ("how many in 2025", "2025-01-01", "2025-12-31"),
        ("how many dec 2025 to feb 2026", "2025-12-01", "2026-02-28"),
        ("how many in the first week of november", "2026-11-01", "2026-11-07"),
        ("how many at the end of october", "2026-10-21", "2026-10-31"),
        ("how many past three months", "2026-08-21", "2026-11-18"),
        ("how many this time last year", "2025-11-01", "2025-11-18"),
    ],
)
def test_days_are_understood(text: str, first: str, last: str, words: Lexicon) -> None:
    """Without a year the latest such days; the answer says which."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.sure
    assert (str(found.query.first), str(found.query.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("上上个月和上个月比", ["2026-09-01", "2026-10-01"]),
        ("上周比上上周多吗", ["2026-11-09", "2026-11-02"]),
        ("今年上半年和去年下半年投诉对比", ["2026-01-01", "2025-07-01"]),
        ("一季度二季度三季度各多少", ["2026-01-01", "2026-04-01", "2026-07-01"]),
        ("十一月几单十月几单", ["2026-11-01", "2026-10-01"]),
    ],
)
def test_of_several_spans_each_is_asked(text: str, firsts: list[str], words: Lexicon) -> None:
    """Only what runs is compared with the days before."""
    found = asked(text, TODAY, words)
    assert found is not None
    assert found.query.against is None
    assert [str(query.first) for query in found.queries] == firsts


@pytest.mark.parametrize("text", ["31号到35号几单", "2月30号到3月1号几单", "13月初几单", "第九周几单"])
def test_days_that_do_not_exist_are_none(text: str, words: Lexicon) -> None:
    found = asked(text, TODAY, words)
    assert found is None or not found.sure
