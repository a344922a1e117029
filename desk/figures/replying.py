"""A question's answer: counted ticket by ticket, told with numerator, denominator and its tickets."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Self

from desk.figures.asking import EVER, Query
from desk.figures.facts import Matter, Verdict
from desk.figures.grouping import key_of, narrowed
from desk.figures.households import BESIDE
from desk.figures.lining import COUNTED, Lines, percent
from desk.figures.measures import GOOD, growth
from desk.figures.numbers import Counting
from desk.figures.terms import GOOD_HIGH, PROMISES, STANDS, STARS, TIMELESS, By, Measure
from desk.figures.worded import about, span, ticket_line
from desk.homes import per_hundred
from desk.kind import ASKING, Kind
from desk.notices import Button, Fact, Notice, Word, row
from desk.ticket import UNFINISHED, Status

LISTED = 8  # tickets on one screen
BELOW = 4  # … below the lines of a comparison
_DRILLS = 3  # lines of a comparison that a button opens
_STATES = {**STANDS, Measure.DONE: frozenset(Status) - UNFINISHED}
_OTHER = {
    Measure.RATE: (Measure.MEND, Word("asked.by_mend")),
    Measure.MEND: (Measure.RATE, Word("asked.by_rate")),
}  # 谁最慢 may mean either
_MOST = 64  # bytes that a button carries on Telegram


class Reply(Lines):
    """Takes the matters of a span of time and tells what was asked."""

    def __init__(self, query: Query, counting: Counting, start: int = 0) -> None:
        """`counting`: as of a moment in the site's zone."""
        super().__init__(query, counting)
        self._start = start
        self._room = BELOW if query.by and not start else LISTED
        self._room = 0 if query.skip else self._room  # who goes on to further lines has seen the tickets
        self._wide, self._anywhere = replace(query, kind=None), replace(query, floors=None)
        self._stars = self._behind = self._hidden = self._wider = 0
        self._nowhere = self._floorless = 0
        self._shown: list[Matter] = []

    def add(self, matters: Iterable[Matter]) -> None:
        """Count these too; those of other days do not matter."""
        for matter in matters:
            if matter.counts and self.query.first <= self._day(matter) <= self.query.last:
                self._add(matter)

    def absorb(self, key: str, other: Self) -> None:
        """Take what was counted elsewhere as one line."""
        self.top, self._of = self.top + other.top, self._of + other._of
        self._stars, self._wider = self._stars + other._stars, self._wider + other._wider
        self._floorless += other._floorless
        if other._of or self.query.measure is Measure.COUNT:  # of nothing there is no share
            self.groups[key] = [other.top, other._of]

    def _day(self, matter: Matter) -> date:
        """The one that counts: of the report."""
        return (matter.opened_at - self.query.night).date()

    def persons(self) -> list[int]:
        """Whose names the answer needs."""
        compared = [int(key) for key in self.groups] if self.query.by is By.PERSON else []
        return [*compared, self.query.person] if self.query.person else compared

    def _add(self, matter: Matter) -> None:
        if matter.kind in ASKING and self.query.kind is not matter.kind:
            return  # S2-01: counted apart, as in the month's card
        takes = self._takes(self.query, matter)
        self._floorless += self._tells_no_floor(matter)
        counting = self.query.measure is Measure.COUNT
        found = self._judged(matter) if takes or counting else None
        if found is None:
            return
        self._of += 1
        self._wider += self._takes(self._wide, matter)
        if not takes:
            return
        self.top += found
        by = self.query.by
        key = key_of(by, matter, self._counting.departments) if by else None
        self._nowhere += by is not None and key is None
        if key is not None:
            self._into(key, found)
        self._stars += self._given(matter) or 0
        if bool(found) is (self.query.measure not in GOOD_HIGH) and not (by and self.query.bound):
            self._list(matter)  # where lines are left out, their tickets would be among them

    def _takes(self, query: Query, matter: Matter) -> bool:
        how = self._counting
        return (
            query.takes(matter, how.departments, how.calendar)
            and all(one.holds(matter, how) for one in query.only)
            and not any(one.holds(matter, how) for one in query.without)
        )

    def _tells_no_floor(self, matter: Matter) -> bool:
        """Whether only its floor is missing to know whether it is counted."""
        missing = bool(self.query.floors) and not matter.floor and self._takes(self._anywhere, matter)
        return missing and self._would_count(matter)

    def _would_count(self, matter: Matter) -> bool:
        found = self._judged(matter)
        return bool(found) if self.query.measure in COUNTED else found is not None

    def _list(self, matter: Matter) -> None:
        if matter.hidden:  # counted, never named (S4-28)
            self._hidden += 1
            return
        if self._start <= self._behind < self._start + self._room:
            self._shown.append(matter)
        self._behind += 1

    def _judged(self, matter: Matter) -> int | None:
        """Whether it is in the numerator; None: not even in the denominator."""
        measure = self.query.measure
        if measure in PROMISES:
            verdict = matter.verdicts(self._counting.until).get(PROMISES[measure])
            if verdict not in (Verdict.KEPT, Verdict.LATE):
                return None
            return (verdict is Verdict.LATE) is (measure is Measure.LATE)
        if measure in STARS:
            given = self._given(matter)
            return None if given is None else (given >= GOOD) is (measure in GOOD_HIGH)
        if measure is Measure.GROUP:
            rule = self._counting.rule
            return not matter.hidden and rule.many(matter.households, matter.reporters) >= rule.group
        if measure in _STATES:
            return matter.status in _STATES[measure]
        return measure is Measure.COUNT or matter.round > 1

    def _given(self, matter: Matter) -> int | None:
        """The stars that are asked about."""
        about = STARS.get(self.query.measure)
        return matter.attitude if about == "attitude" else matter.outcome if about else None

    def notice(
        self, names: Mapping[int, str], against: Notice | None = None, *, begun: date | None = None
    ) -> Notice:
        """The answer; `names`: of the owners, for managers alone; `against`: what earlier days had.

        `begun`: the day of the first record.
        """
        query = self.query
        facts: dict[str, Fact] = {
            "span": span(query),
            "about": about(query, names),
            "figure": self.figure(),
            "against": against,
            "bounded": self.bounded(),
            "begun": begun.isoformat() if begun and self._unrecorded(begun) else None,
            "floorless": self._floorless or None,
            "order": None if self._start else self._order(),
            "ranks": [] if self._start else self._ranks(names),
            "nowhere": self._nowhere or None,
            "homeless": self._homeless(),
            "unranked": 0 if self._start else self._unranked,
            "running": self._note(),
            "listed": Word(f"behind.{query.measure}") if self._shown else None,
            "lines": [ticket_line(matter) for matter in self._shown],
            "more": max(0, self._behind - self._start - len(self._shown)) if self._room else 0,
            "unnamed": self._hidden if self._room else 0,
        }
        return Notice("asked.answer", facts, self._buttons(names))

    def against(self, earlier: "Reply", since: date) -> Notice:
        """What earlier days had, and whether it was more or less; `since`: the day of the first record."""
        figure = earlier.figure()
        alone = Notice(figure.key, {**figure.facts, "wider": None})  # what is compared, nothing else
        facts: dict[str, Fact] = {"span": span(earlier.query), "figure": alone}
        if earlier.query.first < since:
            facts["since"] = since.isoformat()
        elif self.query.measure is Measure.COUNT:
            facts["change"] = _change(self.top, earlier.top)
        return Notice("asked.against", facts)

    def _unrecorded(self, begun: date) -> bool:
        """Whether whole months are asked about of which there is no record."""
        first = self.query.first
        return first > EVER and (first.year, first.month) < (begun.year, begun.month)

    def figure(self) -> Notice:
        """The number itself."""
        query = self.query
        if query.measure is Measure.COUNT:
            homes = self._homes() if query.per or query.by in BESIDE else None
            facts: dict[str, Fact] = {
                "count": str(self.top),
                "per": per_hundred(self.top, homes),
                "homes": str(homes) if homes else None,
                "all": None,
                "percent": None,
                "wider": self._wider if self._says_wider else None,
                "daily": f"{self.top / len(self.groups):.1f}" if query.by is By.DATE else None,
            }
            if query.narrow and self._of:
                facts |= {"all": self._of, "percent": percent(self.top, self._of)}
            return Notice("asked.count", facts)
        if not self._of and query.measure not in TIMELESS:
            return Notice("asked.nothing", {"name": Word(f"tally.{query.measure}")})
        of, share = self._share(self.top, self._of)
        facts = {
            "name": Word(f"tally.{query.measure}"),
            "top": str(self.top),
            "of": of,
            "percent": share,
            "stars": f"{self._stars / self._of:.1f}" if query.measure in STARS and self._of else None,
        }
        return Notice("asked.counted" if query.measure in COUNTED else "asked.share", facts)

    @property
    def _says_wider(self) -> bool:
        """Whether who asks for complaints hears of repairs and calls for help too: few mean the kind."""
        complaints = self.query.measure is Measure.COUNT and self.query.kind is Kind.COMPLAINT
        return complaints and self._wider > self.top

    @property
    def _running(self) -> bool:
        """Whether it asks what is late in days that still run: some mean what is late now, of any day."""
        return self.query.measure is Measure.LATE and self.query.last >= self._counting.until.date()

    @property
    def _part(self) -> bool:
        """Whether it asks what stands so of some days' reports: few mean these alone."""
        return self.query.measure in TIMELESS and self.query.first != EVER

    def _note(self) -> Word | None:
        if self._running:
            return Word("asked.running")
        return Word("asked.of_days") if self._part else None

    def _buttons(self, names: Mapping[int, str]) -> tuple[tuple[Button, ...], ...]:
        query, rows = self.query, list[tuple[Button, ...]]()
        if not self._start:
            rows.append(self._drills(names))
        if self._unranked and not self._start:
            on = replace(query, skip=query.skip + self._ranked_most).code()
            label = Notice("asked.rest", {"count": self._unranked})
            rows.append(row(Button(verb="ask", arg=on, label=label)))
        if query.by and query.measure in _OTHER:
            other, said = _OTHER[query.measure]
            rows.append(row(Button(verb="ask", arg=replace(query, measure=other).code(), label=said)))
        if self._says_wider:
            label = Notice("asked.wider", {"count": self._wider})
            rows.append(row(Button(verb="ask", arg=self._wide.code(), label=label)))
        start = self._start + len(self._shown)
        if self._shown and self._behind > start:
            rows.append(row(Button(verb="ask", arg=query.code(start), label=Word("asked.more"))))
        if self._part:
            arg = replace(query, first=EVER, last=self._counting.until.date()).code()
            rows.append(row(Button(verb="ask", arg=arg, label=Word("asked.all_days"))))
        if self._running:
            rows.append(row(Button(verb="late", arg="0", label=Word("asked.overdue"))))
        short = [tuple(one for one in line if len(one.key.encode()) <= _MOST) for line in rows]
        return tuple(line for line in short if line)

    def _drills(self, names: Mapping[int, str]) -> tuple[Button, ...]:
        """Of one line alone, what was asked of all: the first, in order of time the newest."""
        ranked = [(key, narrowed(self.query, key)) for key, *_ in self._ranked()]
        shown = ranked[-_DRILLS:] if self._by_time else ranked[:_DRILLS]
        return row(*(self._drill(one, self._named(key, names), key) for key, one in shown if one))

    def _drill(self, query: Query, label: Fact, key: str) -> Button:
        shown = label if isinstance(label, str | Word | Notice) else key
        return Button(verb="ask", arg=query.code(), label=shown)


def _change(now: int, before: int) -> Notice:
    share = growth(now, before)
    facts = {"count": abs(now - before), "percent": abs(share) if share else None}
    if now == before:
        return Notice("asked.same")
    return Notice("asked.rose", facts) if now > before else Notice("asked.fell", facts)
