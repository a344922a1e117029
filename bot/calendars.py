"""Working-day calendars of sites: weekends, statutory holidays and make-up workdays (调休).

The `holidays` package knows them. It is imported when first asked, since a process that never is need not
wait for it.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from desk.homes import Homes
from desk.hours import OFFICE, Blocks, Calendar, weekday
from desk.local import Local, Switches
from desk.people import Site
from nlp.reader import Thresholds

NO_DAYS: frozenset[date] = frozenset()
_CATEGORIES = {"HK": ("public", "optional")}  # general holidays, on which offices close; "public" is fewer
_DECREED = "CN"  # where each year's days are moved by decree, late in the year before


@dataclass(frozen=True, kw_only=True)
class _Year:
    """What one year has besides its weeks."""

    closed: frozenset[date]
    worked: frozenset[date]  # Saturdays and Sundays made up for a bridge day


def calendar_for(
    site: Site,
    *,
    blocks: Blocks = OFFICE,
    closed: AbstractSet[date] = NO_DAYS,
    worked: AbstractSet[date] = NO_DAYS,
) -> Calendar:
    """The site's calendar: five working days a week less its region's holidays, plus the make-up workdays.

    `closed` and `worked` are days that the site adds by hand; they go before all else. In a year whose days
    are not published yet (see `unknown_year`) weekends and statutory holidays count; so do plain weekends
    in a region that nobody knows. Never raises for any date.
    """
    return _calendar(site.region, site.timezone, blocks, frozenset(closed), frozenset(worked))


@cache
def _calendar(
    region: str, timezone: str, blocks: Blocks, closed: frozenset[date], worked: frozenset[date]
) -> Calendar:
    """Made once: a report asks for it a dozen times."""

    def is_workday(day: date) -> bool:
        if day in worked or day in closed:
            return day in worked
        year = _year(region, day.year)
        return day in year.worked or (weekday(day) and day not in year.closed)

    return Calendar(zone=ZoneInfo(timezone), blocks=blocks, is_workday=is_workday)


@dataclass(frozen=True, kw_only=True)
class Hand:
    """What a site sets by hand: hours, days that are otherwise, neighbours, homes, limits of reading."""

    blocks: Blocks = ()  # (): those of the site's standard
    closed: AbstractSet[date] = NO_DAYS
    worked: AbstractSet[date] = NO_DAYS
    local: Local = field(default_factory=Local)
    homes: Homes = field(default_factory=Homes)
    switches: Switches = field(default_factory=Switches)
    limits: Mapping[str, Thresholds] = field(default_factory=dict)  # of the reader, by the room's title

    def calendar(self, site: Site, usual: Blocks = OFFICE) -> Calendar:
        """The site's calendar with it; `usual` are the hours where it sets none."""
        return calendar_for(site, blocks=self.blocks or usual, closed=self.closed, worked=self.worked)

    def knows(self, year: int) -> bool:
        """Whether that year's moved days were added by hand: some are worked."""
        return any(day.year == year for day in self.worked)


AS_USUAL = Hand()
ANNOUNCED = 11  # the month in which the State Council decrees the next year's days


def unknown_years(region: str, today: date, hand: Hand = AS_USUAL) -> list[int]:
    """The years that limits reach into and whose days are not known: this one, from November on the next."""
    years = [today.year, *([today.year + 1] if today.month >= ANNOUNCED else [])]
    return [year for year in years if unknown_year(region, year) and not hand.knows(year)]


def unknown_year(region: str, year: int) -> bool:
    """Whether that year's working days are still to be decreed, or not yet in the installed `holidays`.

    Every year that the State Council has published has make-up workdays, so one without is not published.
    """
    return region == _DECREED and not _year(region, year).worked


@cache
def _year(region: str, year: int) -> _Year:
    from holidays import country_holidays  # noqa: PLC0415  # 0.1 s that a start need not wait for

    years = (year, year + 1)  # a decree may reach into the year before
    try:
        days = country_holidays(region, years=years, categories=_CATEGORIES.get(region))
    except NotImplementedError:
        return _Year(closed=NO_DAYS, worked=NO_DAYS)
    made_up = days.weekend_workdays
    return _Year(
        closed=frozenset(day for day in days if day.year == year),
        worked=frozenset(day for day in made_up if day.year == year),
    )
