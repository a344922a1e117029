"""A ticket as figures see it, for tests to change."""

from datetime import datetime
from zoneinfo import ZoneInfo

from desk.figures.facts import Matter
from desk.kind import Kind
from desk.reading import Class
from desk.ticket import Status

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 10, 15, 12, tzinfo=ZONE)


def matter(number: int, at: datetime = NOON, **others: object) -> Matter:
    """A repair of a lift, closed, of somebody with the id 7."""
    base = Matter(
        number=number,
        opened_at=at,
        status=Status.CLOSED,
        kind=Kind.REPAIR,
        category="facilities",
        class_=Class.THREE,
        topic="电梯",
        building="3",
        owner=7,
    )
    return base._replace(**others)
