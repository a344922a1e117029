"""Every number of a month opens to as many tickets as it says, and only those that may be named."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desk.clocks import ClockKind
from desk.figures.behind import Standing
from desk.figures.captions import LATENESS, band
from desk.figures.facts import COUNTED, STEPS, Matter, Promise
from desk.figures.month import Count, Month
from desk.figures.numbers import Counting, Number, decode
from desk.figures.opening import LISTED, Opening
from desk.figures.period import Period, parted
from desk.figures.tally import DIMENSIONS
from desk.kind import Kind
from desk.notices import Notice, Word
from desk.reading import Class
from desk.ticket import Status
from tests.desk.matters import NOON, ZONE, matter

OCTOBER = Period(2026, 10)
NOW = datetime(2026, 11, 1, 9, 7, tzinfo=ZONE)
HOUR = timedelta(hours=1)
ROLES = {7: "engineer", 8: "cleaner"}


def opened(number: Number, *matters: Matter, names: dict[int, str] | None = None) -> Notice:
    standing = Standing(number.period, Counting(until=NOW, departments=ROLES), ZONE)
    standing.add(matters)
    return Opening(number, standing).notice(names)


def promise(kind: ClockKind, due: int, met: int | None) -> Promise:
    return Promise(kind, NOON + due * HOUR, None if met is None else NOON + met * HOUR, None)


PROMISES = st.builds(promise, st.sampled_from(COUNTED), st.integers(0, 900), st.none() | st.integers(0, 900))
MATTERS = st.fixed_dictionaries(
    {
        "opened_at": st.sampled_from((NOON, NOON - 20 * 24 * HOUR, NOON + 3 * HOUR, NOON + 12 * 24 * HOUR)),
        "status": st.sampled_from(Status),
        "kind": st.sampled_from(Kind),
        "category": st.sampled_from(("facilities", "service", None)),
        "class_": st.sampled_from(Class),
        "topic": st.sampled_from(("电梯", "供水", "保洁", None)),
        "building": st.sampled_from(("3", "5", None)),
        "floor": st.sampled_from(("6", "B1", None)),
        "area": st.sampled_from(("东门", None)),
        "owner": st.sampled_from((7, 8, 9, None)),
        "source": st.sampled_from(("room", "phone", "drill")),
        "round": st.integers(1, 2),
        "reporters": st.integers(1, 6),
        "households": st.integers(1, 6),
        "keywords": st.lists(st.sampled_from(("电梯", "漏水", "物业", "坏")), max_size=3).map(tuple),
        "hidden": st.booleans(),
        "attitude": st.none() | st.integers(1, 5),
        "outcome": st.none() | st.integers(1, 5),
        "promises": st.lists(PROMISES, max_size=3).map(tuple),
        "steps": st.frozensets(st.sampled_from(STEPS)),
    }
)


def numbered(told: list[dict[str, Any]]) -> list[Matter]:
    """Tickets of that kind, each with its own number; whoever is complained of is told nothing."""
    return [matter(n, **one, discreet=one["hidden"]) for n, one in enumerate(told, 1)]


def told(month: Month) -> Iterator[tuple[str, str, int]]:
    """(chapter, value, how many) of every number that the card and the pictures show."""
    yield "all", "", month.total
    for name in DIMENSIONS:
        yield from ((name, line.key, line.count) for line in month.by[name])
    for kind, rate in (*month.rates.items(), ("slips", month.slips)):
        yield from (
            ("rate", f"{kind}/{verdict}", n)
            for verdict, n in (("kept", rate.kept), ("late", rate.missed), ("pending", rate.pending))
        )
    yield "mark", "second", month.second
    yield "mark", "group", len(month.groups)
    yield "mark", "near", len(month.near)
    yield "mark", "not_counted", month.not_counted
    for name in ("proposed", "turned_down", "taken_back", "corrected"):
        yield "mark", name, getattr(month.reader, name)
    yield from (("word", one.word, one.count) for one in month.words)
    yield from (
        ("repeat", f"{one.building or ''}/{one.area or ''}/{one.topic}", len(one.tickets))
        for one in month.repeats
    )
    yield from (("station", name, n) for name, n in month.funnel[1:])
    yield from (("week", f"{week}/{category}", n) for (category, week), n in month.weeks.items())
    rows: Counter[str] = Counter()
    for (building, floor), n in month.floors.items():
        rows[f"{building}/{band(floor)}"] += n
    yield from (("floor", value, n) for value, n in rows.items())
    begin = 0
    for end, name in LATENESS:
        most = end or 10**9
        yield "bucket", name, sum(begin <= minutes < most for minutes in month.late_by)
        begin = most


@given(st.lists(MATTERS, max_size=6).map(numbered))
def test_every_number_opens_to_as_many_tickets_as_it_says(matters: list[Matter]) -> None:
    """The card, its pictures and what they open to never disagree; the hidden are counted, never listed."""
    count = Count(OCTOBER, NOW, ZONE, ROLES)
    count.add(matters)
    hidden = {f"{one.number}" for one in matters if one.hidden}
    for chapter, value, n in told(count.month()):
        notice = opened(Number(period=OCTOBER, chapter=chapter, value=value), *matters)
        assert notice.facts["count"] == str(n), (chapter, value)
        lines: list[Notice] = notice.facts["lines"]  # type: ignore[assignment]
        assert len(lines) + int(notice.facts["unnamed"]) == n  # type: ignore[call-overload]
        assert not hidden & {str(line.facts["number"]) for line in lines}


@given(st.lists(MATTERS, max_size=6).map(numbered))
def test_stars_open_star_by_star(matters: list[Matter]) -> None:
    """S0-39: their sum is what was rated."""
    count = Count(OCTOBER, NOW, ZONE, ROLES)
    count.add(matters)
    for name in ("attitude", "outcome"):
        pages = [
            opened(Number(period=OCTOBER, chapter="stars", value=f"{name}/{n}"), *matters)
            for n in range(1, 6)
        ]
        assert sum(int(str(one.facts["count"])) for one in pages) == getattr(count.month(), name).given


def test_the_menu_has_what_there_is_and_persons_for_managers_alone() -> None:
    """S0-47: without names there is no chapter of persons."""
    names = {
        label.key
        for row in opened(Number(period=OCTOBER), matter(1)).buttons
        for button in row
        if (label := button.label)
    }  # type: ignore[union-attr]
    assert "chapter.topic" in names
    assert "chapter.person" not in names
    assert "chapter.stars" not in names  # nobody rated
    menu = opened(Number(period=OCTOBER), matter(1), names={7: "王强"})
    assert any(
        decode(button.arg, OCTOBER) == Number(period=OCTOBER, chapter="person")
        for row in menu.buttons
        for button in row
    )


def test_a_long_list_goes_on_by_tap_until_each_was_shown_once() -> None:
    matters = [matter(number) for number in range(1, 3 * LISTED)]
    number, seen = Number(period=OCTOBER, chapter="building", value="3"), []
    while True:
        page = opened(number, *matters)
        seen += [str(line.facts["number"]) for line in page.facts["lines"]]  # type: ignore[union-attr]
        codes = [decode(button.arg, OCTOBER) for button in page.buttons[-1]]
        following = [one for one in codes if one and one.value]
        if not following:
            break
        number = following[0]
    assert seen == [str(one.number) for one in matters]
    assert codes == [Number(period=OCTOBER, chapter="building")]  # the way back


@given(st.text(max_size=12), st.sampled_from(("building", "word", "person")), st.integers(0, 9999))
def test_a_button_brings_back_its_number(value: str, chapter: str, start: int) -> None:
    number = Number(period=OCTOBER, chapter=chapter, value=value, start=start)
    assert decode(number.code(), OCTOBER) == number


@given(st.text(max_size=60))
def test_a_forged_button_is_another_number_or_none(code: str) -> None:
    found = decode(code, OCTOBER)
    assert found is None or found.period <= OCTOBER


def test_a_month_stands_before_the_words_that_name_a_number() -> None:
    assert parted("2026-10 3栋", OCTOBER) == ("2026-10", "3栋")
    assert parted("10月电梯", OCTOBER) == ("10月", "电梯")
    assert parted("上月 楼栋", OCTOBER) == ("上月", "楼栋")
    assert parted("2026年10月", OCTOBER) == ("2026年10月", "")
    assert parted("3栋", OCTOBER) == ("", "3栋")
    assert parted("10 电梯", OCTOBER) == ("10", "电梯")
    assert parted("", OCTOBER) == ("", "")


def test_a_month_without_tickets_opens_to_none() -> None:
    """It says 0, and asks for no tap where nothing can be tapped."""
    menu = opened(Number(period=OCTOBER))
    assert (menu.facts["total"], menu.facts["tap"], menu.buttons) == ("0", None, ())
    assert opened(Number(period=OCTOBER, chapter="topic")).facts["tap"] == Word("numbers.none")
