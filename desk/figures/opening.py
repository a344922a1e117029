"""A number of the month's card opened: its chapters, the lines of one, and the tickets behind a line."""

import re
from collections.abc import Callable, Mapping

from desk.figures import captions
from desk.figures.behind import Behind, Standing
from desk.figures.card import month_name
from desk.figures.card_places import share
from desk.figures.facts import STATIONS
from desk.figures.grouping import SAID
from desk.figures.measures import Line
from desk.figures.month import REPEATED
from desk.figures.numbers import CHAPTERS, MARKS, Number
from desk.figures.worded import ticket_line
from desk.homes import per_hundred
from desk.notices import Button, Fact, Notice, Word, row

LISTED = 12  # tickets on one screen
_LINES = 18  # of a chapter on one screen: what a message without buttons can number, with the way back
_PAIR = 2  # buttons beside each other
_IN_ORDER = frozenset("class hour stars rate week floor".split())  # by value; others by how many
_SHARED = ("topic", "building", "department", "person")  # whose lines say how much was solved in time
_GIVEN = {"mark": MARKS, "station": STATIONS, "bucket": [name for _, name in captions.LATENESS]}


class Opening:
    """Tells what stands behind one number of a month."""

    def __init__(self, number: Number, standing: Standing) -> None:
        self._number, self._standing = number, standing

    def persons(self) -> list[int]:
        """Whose names it needs."""
        return [int(key) for key in self._standing.lines["person"]]

    def notice(self, names: Mapping[int, str] | None) -> Notice:
        """What was asked for; `names`: of the owners, for managers alone."""
        if self._number.lists:
            return self._tickets(names or {})
        return self._chapter(names or {}) if self._number.chapter else self._menu(persons=names is not None)

    def _menu(self, *, persons: bool) -> Notice:
        told = [name for name in CHAPTERS if self._ranked(name) and (persons or name != "person")]
        buttons = [self._button(Number(period=self._number.period, chapter=name)) for name in told]
        facts: dict[str, Fact] = {
            "month": month_name(self._number.period),
            "total": str(self._behind("all", "").count),
            "tap": Word("numbers.every") if told else None,
        }
        return Notice("numbers.menu", facts, _rows(buttons, _PAIR + 1))

    def _chapter(self, names: Mapping[int, str]) -> Notice:
        number, ranked = self._number, self._ranked(self._number.chapter)
        page = ranked[number.start : number.start + _LINES]
        facts: dict[str, Fact] = {
            "month": month_name(number.period),
            "chapter": Word(f"chapter.{number.chapter}"),
            "lines": len(ranked) or None,
            "tap": Word("numbers.tap" if ranked else "numbers.none"),
            "per": [self._per(key) for key in page] if self._told(number.chapter) else None,
            "shares": Word("numbers.shares") if ranked and number.chapter in _SHARED else None,
        }
        opened = [Number(period=number.period, chapter=number.chapter, value=value) for value in page]
        buttons = [self._button(one, names) for one in opened if one.fits]
        return Notice("numbers.chapter", facts, (*_rows(buttons, _PAIR), self._ways(len(page), len(ranked))))

    def _told(self, chapter: str) -> bool:
        """Whether its lines have households, all of which are known."""
        known = self._standing.counting.homes.buildings
        lines = self._standing.lines[chapter]
        return chapter == "building" and bool(lines) and all(key in known for key in lines)

    def _per(self, building: str) -> Notice:
        homes = self._standing.counting.homes.buildings[building]
        per = per_hundred(self._behind("building", building).count, homes)
        return Notice("numbers.per", {"name": SAID["building"](building), "per": per})

    def _tickets(self, names: Mapping[int, str]) -> Notice:
        number, behind = self._number, self._behind(self._number.chapter, self._number.value)
        shown = self._standing.listed(behind, number.start, LISTED)
        facts: dict[str, Fact] = {
            "month": month_name(number.period),
            "chapter": Word(f"chapter.{number.chapter}"),
            "name": named(number, names) if number.value else None,
            "count": str(behind.count),
            "lines": [ticket_line(one) for one in shown],
            "more": max(0, len(behind.places) - number.start - len(shown)),
            "unnamed": behind.hidden,
        }
        return Notice("numbers.tickets", facts, (self._ways(len(shown), len(behind.places)),))

    def _ways(self, shown: int, every: int) -> tuple[Button, ...]:
        """On, and back to where it was opened."""
        number, ways = self._number, []
        on = Number(
            period=number.period, chapter=number.chapter, value=number.value, start=number.start + shown
        )
        if shown and on.start < every and on.fits:
            ways.append(Button(verb="number", arg=on.code(), label=Word("asked.more")))
        above = number.chapter if number.value else ""
        back = Number(period=number.period, chapter=above)
        ways.append(Button(verb="number", arg=back.code(), label=Word("numbers.back")))
        return row(*ways)

    def _ranked(self, chapter: str) -> list[str]:
        lines = self._standing.lines[chapter]
        if chapter in _GIVEN:
            return [name for name in _GIVEN[chapter] if name in lines]
        if chapter == "repeat":
            lines = {value: line for value, line in lines.items() if line.count >= REPEATED}
        if chapter in _IN_ORDER:
            return sorted(lines, key=_natural)
        return sorted(lines, key=lambda value: (-lines[value].count, len(value), value))

    def _behind(self, chapter: str, value: str) -> Behind:
        return self._standing.lines[chapter].get(value, Behind())

    def _button(self, number: Number, names: Mapping[int, str] | None = None) -> Button:
        if not number.value:
            label: Notice | Word = Word(f"chapter.{number.chapter}")
        else:
            one = self._behind(number.chapter, number.value)
            told = number.chapter in _SHARED and one.of
            line = Line(key="", count=one.count, kept=one.kept, of=one.of)
            facts: dict[str, Fact] = {
                "name": named(number, names or {}),
                "count": str(one.count),
                "percent": share(line.percent) if told else None,
            }
            label = Notice("numbers.line", facts)
        return Button(verb="number", arg=number.code(), label=label)


def named(number: Number, names: Mapping[int, str]) -> Fact:
    """A number in words; `names`: of the owners."""
    if number.chapter == "person":
        return names.get(int(number.value) if number.value.isdecimal() else 0, "?")
    if number.chapter == "week":
        return _week(number)
    say = _SAID.get(number.chapter)
    return say(number.value) if say else number.value


_SAID: Mapping[str, Callable[[str], Fact]] = {
    **SAID,
    "rate": lambda value: _rate(*_halves(value)),
    "stars": lambda value: _stars(*_halves(value)),
    "mark": lambda value: Word(f"mark.{value}"),
    "repeat": lambda value: _repeat(*_halves(value)),
    "station": lambda value: Word(f"station.{value}"),
    "floor": lambda value: _floor(*_halves(value)),
    "bucket": lambda value: Word(f"bucket.{value}"),
}


def _halves(value: str) -> tuple[str, str]:
    first, _, last = value.partition("/")
    return first, last


def _rate(kind: str, verdict: str) -> Notice:
    return _pair(Word(f"measure.{kind}"), Word(f"filed.{verdict}"))


def _stars(name: str, stars: str) -> Notice:
    return Notice("numbers.stars", {"name": Word(f"filed.{name}"), "stars": stars})


def _week(number: Number) -> Notice:
    week, category = _halves(number.value)
    spans = captions.weeks(number.period)
    told = spans[int(week)] if week.isdecimal() and int(week) < len(spans) else week
    return _pair(told, Word(f"category.{category}"))


def _floor(building: str, floor: str) -> Notice:
    place = Notice("place.building", {"name": building})
    return _pair(place, captions.floors(floor) if floor else captions.NO_FLOOR)


def _repeat(building: str, rest: str) -> Notice:
    area, topic = _halves(rest)
    place = Notice("place.building", {"name": building}) if building else area
    return _pair(place, Word(f"topic.{topic}"))


def _natural(value: str) -> list[tuple[int, str]]:
    """2栋 before 10栋."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", value)]


def _pair(one: Fact, other: Fact) -> Notice:
    return Notice("numbers.pair", {"one": one, "other": other})


def _rows(buttons: list[Button], many: int) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[at : at + many]) for at in range(0, len(buttons), many))
