"""Time spans as staff type them."""

from datetime import datetime

import pytest

from nlp.spans import span_of

NOW = datetime.fromisoformat("2026-11-18T09:30:00+08:00")


@pytest.mark.parametrize(
    ("text", "start", "end", "rest"),
    [
        ("5-12 9:00", "2027-05-12 09:00", None, ""),
        ("11-18 9:00-17:00 3栋 检修", "2026-11-18 09:00", "2026-11-18 17:00", "3栋 检修"),
        ("11月20日 9点到17点半", "2026-11-20 09:00", "2026-11-20 17:30", ""),
        ("明天 22:00 - 6:00 3栋", "2026-11-19 22:00", "2026-11-20 06:00", "3栋"),
        ("今天下午3点至5点", "2026-11-18 15:00", "2026-11-18 17:00", ""),
        ("2026-12-31 22:00 至 1-1 6:00", "2026-12-31 22:00", "2027-01-01 06:00", ""),
        ("tomorrow 9:00 to 12:00 building 3", "2026-11-19 09:00", "2026-11-19 12:00", "building 3"),
        ("11-19 20:00-24:00", "2026-11-19 20:00", "2026-11-20 00:00", ""),
        ("20:00", "2026-11-18 20:00", None, ""),
    ],
)
def test_a_span(text: str, start: str, end: str | None, rest: str) -> None:
    found = span_of(text, NOW)
    assert found is not None
    assert f"{found.start:%Y-%m-%d %H:%M}" == start
    assert (found.end and f"{found.end:%Y-%m-%d %H:%M}") == end
    assert found.rest == rest


@pytest.mark.parametrize(
    "text", ["", "3栋", "2-30 9:00", "11-18 25:00", "13-1 9:00", "11-20 9:00-11-19 8:00"]
)
def test_no_span(text: str) -> None:
    assert span_of(text, NOW) is None
