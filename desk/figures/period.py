"""A month of a site, as people write it and as moments."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_NAMES = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()  # 十月, as it is written in Chinese
NAMED = r"(?:十[一二]?|[一二三四五六七八九])\s*月(?:份)?"
_WRITTEN = re.compile(rf"(?:(\d{{4}})\s*[-/.年]\s*)?(\d{{1,2}}\s*月?(?:份)?|{NAMED})")
_SAID = {
    -2: "上上月 上上个月 上上個月",
    -1: "上月 上个月 上個月 last",
    0: "本月 这个月 這個月 当月 當月 this",
    1: "下月 下个月 下個月 next",
}
_FROM_TODAY = {"": -1, **{word: months for months, words in _SAID.items() for word in words.split()}}
_LEADING = re.compile(
    r"((?:\d{4}\s*[-/.年]\s*)\d{1,2}\s*月?(?:份)?|\d{1,2}\s*月(?:份)?|\d{1,2}(?=\s|$)"
    rf"|(?:\d{{4}}\s*年\s*)?{NAMED}|[^\s\d]+)\s*(.*)",
    re.DOTALL,
)
_FIRST_YEAR, _LAST_YEAR = 2000, 9998
_MONTHS = 12


@dataclass(frozen=True, order=True)
class Period:
    """One calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def plus(self, months: int) -> "Period":
        """That many months later, or earlier where negative."""
        count = self.year * _MONTHS + self.month - 1 + months
        return Period(count // _MONTHS, count % _MONTHS + 1)

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first moment there, in UTC."""
        return datetime.combine(date(self.year, self.month, 1), time(), zone).astimezone(UTC)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The first moment after it."""
        return self.plus(1).begins(zone)


def of(moment: datetime, zone: ZoneInfo) -> Period:
    """The month in which a moment lies there."""
    local = moment.astimezone(zone)
    return Period(local.year, local.month)


def parse(text: str, today: Period) -> Period | None:
    """The month that was written: "2026-10", "2026年10月", "十月", "上月", "本月"; nothing: last month.

    A month without a year is the latest such month that is not in the future. None: no month.
    """
    words = text.strip()
    if words in _FROM_TODAY:
        return today.plus(_FROM_TODAY[words])
    found = _WRITTEN.fullmatch(words)
    month = _month(found[2].rstrip("份").rstrip("月").strip()) if found else 0
    if not found or not 1 <= month <= _MONTHS:
        return None
    if found[1] is None:
        return Period(today.year - (month > today.month), month)
    year = int(found[1])
    return Period(year, month) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _month(written: str) -> int:
    return _NAMES.index(written) + 1 if written in _NAMES else int(written)


def parted(text: str, today: Period) -> tuple[str, str]:
    """The month that a text begins with, as it was written, and the words behind it; "" where none does."""
    found = _LEADING.fullmatch(text.strip())
    if found and parse(found[1], today):
        return found[1].strip(), found[2].strip()
    return "", text.strip()
