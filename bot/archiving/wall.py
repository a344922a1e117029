"""Moments by the clock on a site's wall: files have very many of them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = timedelta(hours=1)
_A_DAY, _SECONDS = 24, 3600
HOUR, MINUTE, SECOND = map(len, ("2026-10-31 22", "2026-10-31 22:59", "2026-10-31 22:59:59"))


class Wall:
    """How far the clock is from UTC is looked up once for each hour in which that does not change."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._zeros: dict[int, datetime] = {}

    def at(self, moment: datetime) -> datetime:
        """What the clock shows then, without a zone."""
        gone = moment - _BEGAN
        hour = gone.days * _A_DAY + gone.seconds // _SECONDS
        return (self._zeros.get(hour) or self._zero(hour, gone)) + gone

    def _zero(self, hour: int, gone: timedelta) -> datetime:
        """What it would have shown when `gone` began, by its distance from UTC at the end."""
        begin = hour * _HOUR
        now, first, last = (self._shown(one) - one for one in (gone, begin, begin + _HOUR))
        if first == last:
            self._zeros[hour] = now
        return now

    def _shown(self, gone: timedelta) -> datetime:
        return (_BEGAN + gone).astimezone(self._zone).replace(tzinfo=None)


def hour_at(zone: ZoneInfo, hour: str) -> str | None:
    """What the clock shows in an hour of UTC like "2026-10-31 22"; None where minutes differ from UTC's."""
    first = datetime.fromisoformat(f"{hour}:00+00:00")
    begin, end = (one.astimezone(zone) for one in (first, first + _HOUR))
    same = begin.utcoffset() == end.utcoffset() and not begin.minute
    return begin.isoformat(" ")[:HOUR] if same else None


def minute_at(zone: ZoneInfo, minute: str) -> str:
    """What the clock shows in a minute of UTC like "2026-10-31 22:59"."""
    return datetime.fromisoformat(f"{minute}+00:00").astimezone(zone).isoformat(" ")[:MINUTE]
