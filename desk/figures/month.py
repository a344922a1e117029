"""A month's figures (S0-40, S2-64, S3-13): counted once, read by card, pictures and export alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.clocks import ClockKind
from desk.figures.facts import COUNTED, Matter
from desk.figures.measures import Keyword, Line, Proposals, Rate, Repeat, Score, Summary
from desk.figures.period import Period
from desk.figures.tally import DIMENSIONS, Recent, Tally
from desk.matters import DEFAULT, Matters

TREND = 12  # months before the one that is looked at: a year, so that the same month last year is there
REPEATED = 3  # house: this often in REPEAT_DAYS, and the thing itself wants looking at (S1-16)
REPEAT_DAYS = 30
_WORDS = 10
_SAYS_NOTHING = frozenset(
    "单元 楼栋 楼道 小区 物业 业主 家里 一直 为什么 一倍 什么 怎么 能不能 没人 "
    "單元 樓棟 樓道 小區 物業 業主 家裡 為什麼 什麼 怎麼 沒人".split()
)  # where and how, not what


@dataclass(frozen=True, kw_only=True)
class Month:
    """One site's month."""

    period: Period
    until: datetime  # promises are judged as of then
    whole: bool  # whether the month had ended by then
    total: int
    not_counted: int  # registered, and then found to be none or part of another
    second: int  # 二次投诉
    rates: Mapping[ClockKind, Rate]
    slips: Rate  # RESOLVE, of repairs alone (C20)
    attitude: Score
    outcome: Score
    by: Mapping[str, tuple[Line, ...]]
    words: tuple[Keyword, ...]
    repeats: tuple[Repeat, ...]
    groups: tuple[int, ...]  # five households or more (S0-02)
    near: tuple[int, ...]  # three or four
    reader: Proposals
    funnel: tuple[tuple[str, int], ...]
    late_by: tuple[int, ...]  # minutes, of what was solved too late
    weeks: Mapping[tuple[str, int], int]  # by category and week of the month, 0 … 4
    floors: Mapping[tuple[str, str], int]  # by building and floor; "": none was told
    trend: tuple[tuple[Period, Summary], ...]  # the oldest first, this month last

    def summary(self, months_ago: int) -> Summary | None:
        """That month in a few numbers; None: nothing was reported then."""
        found = dict(self.trend).get(self.period.plus(-months_ago))
        return found if found and found.total else None


class Count:
    """Takes the tickets of thirteen months in any order, and gives the last month's figures."""

    def __init__(
        self,
        period: Period,
        now: datetime,
        zone: ZoneInfo,
        departments: Mapping[int, str] | None = None,
        rule: Matters = DEFAULT,
    ) -> None:
        """`departments`: the role of each person who owned a ticket; `rule`: what a group complaint is."""
        self.period, self._now, self._zone = period, now, zone
        roles = dict(departments or {})
        self._tallies = {period.plus(-ago): Tally(now, roles, rule) for ago in range(TREND, -1, -1)}
        self._months = {(one.year, one.month): tally for one, tally in self._tallies.items()}
        self._recent = Recent(min(now, period.ends(zone)) - timedelta(days=REPEAT_DAYS))

    @property
    def first(self) -> datetime:
        """The first moment that is looked at."""
        return self.period.plus(-TREND).begins(self._zone)

    def add(self, matters: Iterable[Matter]) -> None:
        """Count these too; those of other months do not matter."""
        counted: list[Matter] = []
        months: defaultdict[tuple[int, int], list[Matter]] = defaultdict(list)
        for matter in matters:
            month = matter.opened_at.year, matter.opened_at.month
            if month in self._months:
                counted.append(matter)
                months[month].append(matter)
        for month, found in months.items():
            self._months[month].add(found)
        self._recent.add(counted)

    def month(self) -> Month:
        """The figures of what was counted."""
        tally = self._tallies[self.period]
        before = self._tallies[self.period.plus(-1)].words
        funnel = (("reported", tally.total), *list(tally.reached().items())[1:])
        return Month(
            period=self.period,
            until=self._now,
            whole=self.period.ends(self._zone) <= self._now,
            total=tally.total,
            not_counted=tally.not_counted,
            second=tally.second,
            rates={kind: tally.rates[kind].rate() for kind in COUNTED},
            slips=tally.slips.rate(),
            attitude=tally.attitude.score(),
            outcome=tally.outcome.score(),
            by={name: tally.ranked(name) for name in DIMENSIONS},
            words=tuple(_words(tally, before.get)),
            repeats=_repeats(self._recent),
            groups=tuple(tally.groups),
            near=tuple(tally.near),
            reader=tally.proposals(),
            funnel=funnel,
            late_by=tuple(tally.late_by),
            weeks=tally.weeks,
            floors=tally.floors,
            trend=tuple((period, _summary(one)) for period, one in self._tallies.items()),
        )


def _summary(tally: Tally) -> Summary:
    return Summary(
        total=tally.total,
        resolve=tally.rates[ClockKind.RESOLVE].rate(),
        respond=tally.rates[ClockKind.RESPOND].rate(),
        outcome=tally.outcome.score(),
        topics={line.key: line.count for line in tally.ranked("topic")},
    )


def telling(word: str) -> bool:
    """Whether a keyword says what the matter is about."""
    return len(word) > 1 and word not in _SAYS_NOTHING


def _words(tally: Tally, before: Callable[[str, int], int]) -> Iterable[Keyword]:
    ranked = sorted(
        ((word, n) for word, n in tally.words.items() if telling(word)), key=lambda pair: (-pair[1], pair[0])
    )
    return (Keyword(word=word, count=count, before=before(word, 0)) for word, count in ranked[:_WORDS])


def _repeats(recent: Recent) -> tuple[Repeat, ...]:
    found = [
        Repeat(building=building, area=area, topic=topic, tickets=tuple(tickets))
        for (building, area, topic), tickets in recent.found.items()
        if len(tickets) >= REPEATED
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.tickets), one.tickets)))
