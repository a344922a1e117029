"""A month's figures: each rate with numerator, denominator and the late ones by number."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desk.clocks import Clock, ClockKind
from desk.figures import card as cards
from desk.figures.facts import COUNTED, Matter, Promise, Verdict
from desk.figures.measures import Rate, growth
from desk.figures.month import Count, Month
from desk.figures.period import Period
from desk.kind import Kind
from desk.notices import Notice
from desk.ticket import Status
from tests.desk import matters
from tests.desk.matters import NOON, ZONE

OCTOBER = Period(2026, 10)
NOW = datetime(2026, 11, 1, 9, 7, tzinfo=ZONE)
HOUR = timedelta(hours=1)
STEPS = frozenset({"registered", "accepted", "finished"})
_MOMENTS = st.datetimes(datetime(2026, 9, 1), datetime(2026, 12, 1)).map(lambda at: at.replace(tzinfo=ZONE))  # noqa: DTZ001  # the zone follows


def matter(number: int, at: datetime = NOON, **others: object) -> Matter:
    return matters.matter(number, at, **{"keywords": ("电梯",), "steps": STEPS, **others})


def solved(due: timedelta, met: timedelta | None, at: datetime = NOON) -> Promise:
    return Promise(ClockKind.RESOLVE, at + due, None if met is None else at + met, None)


def counted(*matters: Matter, now: datetime = NOW, period: Period = OCTOBER) -> Month:
    count = Count(period, now, ZONE, {7: "engineer"})
    count.add(matters)
    return count.month()


def test_S2_64_timeliness_is_handled_in_time_of_all_with_the_list_of_the_late() -> None:
    """S2-64, C20: 及时率 = in time ÷ all; with numerator, denominator and the late ones; slips apart."""
    month = counted(
        matter(1, promises=(solved(HOUR, HOUR / 2),)),
        matter(2, promises=(solved(HOUR, HOUR * 2),)),
        matter(3, promises=(solved(HOUR, None),)),
        matter(4, promises=(solved(HOUR * 9999, None),)),
        matter(5, promises=(solved(HOUR, HOUR / 2),), kind=Kind.COMPLAINT),
    )
    rate = month.rates[ClockKind.RESOLVE]
    assert (rate.kept, rate.of, rate.late, rate.pending) == (2, 4, (2, 3), 1)
    assert rate.percent == 50
    assert (month.slips.kept, month.slips.of) == (1, 3)
    assert month.late_by[0] == 60


def test_the_cards_lists_are_not_cut_between_equals() -> None:
    """Of six buildings the fourth and fifth have as many: both stand there, the sixth does not."""
    many = (3, 3, 3, 2, 2, 1)
    houses = [str(at) for at, times in enumerate(many, 1) for _ in range(times)]
    month = counted(*(matter(number, building=house) for number, house in enumerate(houses)))
    shown = cards.card(month, "阳光花园").facts["buildings"]
    assert isinstance(shown, list)
    assert len(shown) == 5


def test_what_was_found_to_be_none_or_part_of_another_is_not_counted() -> None:
    kept = (solved(HOUR, HOUR / 2),)
    month = counted(
        matter(1, promises=kept),
        matter(2, promises=kept, status=Status.DISMISSED, steps=frozenset({"registered", "dismissed"})),
        matter(3, promises=kept, status=Status.MERGED),
        matter(4, promises=kept, status=Status.PROPOSED, steps=frozenset({"proposed"})),
        matter(5, promises=kept, status=Status.DISMISSED, steps=frozenset({"proposed", "dismissed"})),
    )
    assert month.total == 1
    assert month.not_counted == 2
    reader = month.reader
    assert (reader.proposed, reader.turned_down, reader.taken_back) == (2, 1, 1)


def test_S0_02_S0_43_group_complaints_and_near_ones_are_named() -> None:
    """S0-02, S0-43: five households; three and four are near."""
    month = counted(*(matter(n, households=n) for n in range(1, 7)))
    assert (month.groups, month.near) == ((5, 6), (3, 4))


def test_an_exercise_counts_nowhere() -> None:
    month = counted(matter(1, source="drill", households=9), matter(2))
    assert (month.total, month.groups, month.reader.taken_back) == (1, (), 0)


def test_S1_16_the_same_fault_at_one_place_within_thirty_days_is_to_be_inspected() -> None:
    """S1-16: 3栋电梯 4次/30天 → 建议检修; a leak in four homes is no one thing."""
    lifts = [matter(n, NOW - timedelta(days=n)) for n in range(1, 5)]
    old = matter(9, NOW - timedelta(days=31), topic="门禁")
    doors = [matter(10 + n, NOW - timedelta(days=3), topic="门禁") for n in range(2)]
    leaks = [matter(20 + n, topic="渗漏") for n in range(4)]
    again = [matter(30 + n, NOON, round=2, topic="照明") for n in range(4)]
    (repeat,) = counted(*lifts, old, *doors, *leaks, *again, now=NOW).repeats
    assert (repeat.building, repeat.topic, len(repeat.tickets)) == ("3", "电梯", 4)
    october = datetime(2026, 10, 1, 12, tzinfo=ZONE)
    across = [matter(n, october - timedelta(days=n % 2)) for n in range(1, 5)]
    (repeat,) = counted(*across, now=october).repeats
    assert repeat.tickets == (1, 2, 3, 4), "in the order in which they were told, over the month's end too"


def test_S1_07_a_month_is_compared_with_the_one_before_and_last_year() -> None:
    """S1-07: 环比 and 同比, and what grows."""
    september = datetime(2026, 9, 9, tzinfo=ZONE)
    last_year = datetime(2025, 10, 9, tzinfo=ZONE)
    month = counted(
        *(matter(n) for n in range(3)),
        *(matter(10 + n, september) for n in range(2)),
        matter(20, last_year),
    )
    before, year = month.summary(1), month.summary(12)
    assert before
    assert year
    assert (month.total, before.total, year.total) == (3, 2, 1)
    assert [(one.word, one.count, one.before) for one in month.words] == [("电梯", 3, 2)]
    assert growth(3, 2) == 50
    assert growth(3, 0) is None


def test_a_word_that_occurs_once_is_no_word_of_the_month() -> None:
    """S1-07: the card names keywords that more than one ticket has."""
    month = counted(matter(1), matter(2), matter(3, keywords=("纱窗",)))
    words = cards.card(month, "").facts["words"]
    assert [one.facts["name"] for one in words] == ["电梯"]


def test_a_tickets_month_is_that_of_the_sites_own_clock() -> None:
    """Half past midnight on 1 October in Shanghai is still September in UTC."""
    midnight = datetime(2026, 10, 1, 0, 30, tzinfo=ZONE)
    assert counted(matter(1, midnight)).total == 1
    assert OCTOBER.begins(ZONE) == datetime(2026, 10, 1, tzinfo=ZONE)
    assert Period(2026, 12).ends(ZONE) == datetime(2027, 1, 1, tzinfo=ZONE)


def test_S0_39_attitude_and_result_are_counted_apart() -> None:
    """S0-39, S2-116: 满意度 of both questions."""
    month = counted(matter(1, attitude=5, outcome=2), matter(2, attitude=4), matter(3))
    assert (month.attitude.mean, month.attitude.percent) == (4.5, 100)
    assert (month.outcome.mean, month.outcome.given, month.outcome.percent) == (2, 1, 0)


@given(due=_MOMENTS, met=st.none() | _MOMENTS, paused=st.none() | _MOMENTS, now=_MOMENTS)
def test_a_promise_is_late_exactly_where_its_clock_says_so(
    due: datetime, met: datetime | None, paused: datetime | None, now: datetime
) -> None:
    """Digest and card have one definition of late."""
    clock = Clock(
        id=1,
        ticket=1,
        kind=ClockKind.RESOLVE,
        started_at=due,
        due_at=due,
        rule="",
        met_at=met,
        paused_at=None if met else paused,
    )
    promise = Promise(clock.kind, clock.due_at, clock.met_at, clock.paused_at)
    assert (promise.verdict(now) is Verdict.LATE) == clock.missed(now)
    assert (promise.late_by(now) > 0) <= clock.missed(now)


_PROMISES = st.builds(
    solved, st.integers(1, 99).map(lambda n: HOUR * n), st.none() | st.integers(1, 99).map(lambda n: HOUR * n)
)
_MATTERS = st.builds(
    matter,
    st.integers(1, 10_000),
    _MOMENTS,
    promises=st.lists(_PROMISES, max_size=3).map(tuple),
    status=st.sampled_from(list(Status)),
    households=st.integers(1, 7),
    outcome=st.none() | st.integers(1, 5),
)


@given(matters=st.lists(_MATTERS, max_size=30), now=_MOMENTS, cut=st.integers(0, 30))
def test_figures_add_up_and_do_not_depend_on_the_order_or_the_pages(
    matters: list[Matter], now: datetime, cut: int
) -> None:
    """Every dimension's lines sum to the total; no ticket is in time and late at once."""
    month = counted(*matters, now=now)
    for kind in ("kind", "class", "category", "topic", "source", "hour", "department", "person"):
        assert sum(line.count for line in month.by[kind]) == month.total
        assert sum(line.of for line in month.by[kind]) == month.rates[ClockKind.RESOLVE].of
    for rate in month.rates.values():
        assert rate.kept + rate.missed + rate.pending <= month.total
        assert rate.percent is None or 0 <= rate.percent <= 100
    assert sum(month.weeks.values()) == month.total
    in_pages = Count(OCTOBER, now, ZONE, {7: "engineer"})
    for page in (matters[:cut], matters[cut:]):
        in_pages.add(page)
    assert in_pages.month() == month


def test_the_trend_ends_with_the_month_itself() -> None:
    month = counted(matter(1))
    assert len(month.trend) == 13
    period, summary = month.trend[-1]
    assert (period, summary.total) == (OCTOBER, month.total)
    assert summary.resolve == month.rates[ClockKind.RESOLVE]


def test_a_month_without_tickets_says_so() -> None:
    assert cards.card(counted(), "阳光花园").key == "month.empty"


def test_nothing_due_is_no_hundred_percent() -> None:
    month = counted(matter(1, promises=(solved(HOUR * 9999, None),)))
    assert Rate().percent is None
    solved_ = cards.card(month, "阳光花园").facts["solved"]
    assert isinstance(solved_, Notice)
    assert solved_.key == "month.rate_none"


def test_less_than_all_is_never_shown_as_all() -> None:
    many = [matter(n, promises=(solved(HOUR, HOUR / 2),)) for n in range(4000)]
    month = counted(*many, matter(9999, promises=(solved(HOUR, None),)))
    shown = cards.card(month, "阳光花园").facts["solved"]
    assert isinstance(shown, Notice)
    assert shown.facts["percent"] == "99.9"


def test_S0_47_without_names_no_person_is_in_the_card() -> None:
    """S0-47: headquarters read figures, never persons."""
    month = counted(matter(1, promises=(solved(HOUR, None),)))
    assert cards.card(month, "阳光花园").facts["persons"] is None
    assert "王强" in repr(cards.card(month, "阳光花园", {7: "王强"}).facts["persons"])


def test_S4_28_a_case_against_somebody_is_counted_and_never_named() -> None:
    """S4-28: whoever is complained of reads the card too, and learns no number."""
    late = (solved(HOUR, None),)
    month = counted(
        matter(66, promises=late, hidden=True, discreet=True, households=6), matter(7, promises=late)
    )
    rate = month.rates[ClockKind.RESOLVE]
    assert (rate.of, rate.missed, rate.late) == (2, 2, (7,))
    told = repr(cards.card(month, "阳光花园")) + repr(cards.late_list(month, "阳光花园"))
    assert "#7" in told
    assert "#66" not in told


def test_every_promise_that_is_counted_has_a_rate() -> None:
    assert set(counted().rates) == set(COUNTED)


def test_a_running_month_is_not_compared_as_if_it_were_whole() -> None:
    then, today = datetime(2026, 10, 9, tzinfo=ZONE), NOW - 8 * HOUR
    late, kept = solved(HOUR, 3 * HOUR, then), solved(2 * HOUR, HOUR, today)
    told = (matter(1, then, promises=(late,)), matter(2, today, promises=(kept,)))
    month = counted(*told, now=NOW, period=Period(2026, 11))
    assert not month.whole
    facts = cards.card(month, "阳光花园").facts
    assert facts["before"] is None
    assert facts["until"] == NOW
    assert isinstance(facts["solved"], Notice)
    assert facts["solved"].facts["change"] is None


def test_a_month_in_which_clocks_change_has_each_ticket_once_at_its_hour_on_the_wall() -> None:
    """The doubled hour of October in Berlin: two tickets an hour apart, both at two o'clock."""
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    count = Count(OCTOBER, NOW, berlin)
    count.add([matter(1, first), matter(2, first.replace(fold=1)), matter(3, first.replace(hour=12))])
    month = count.month()
    assert {line.key: line.count for line in month.by["hour"]} == {"2": 2, "12": 1}
    assert OCTOBER.ends(berlin) - OCTOBER.begins(berlin) == timedelta(days=31, hours=1)
    assert first.replace(fold=1).timestamp() - first.timestamp() == HOUR.total_seconds()


def test_a_clock_that_was_set_back_makes_nothing_late() -> None:
    """What was reported after the moment of counting is there, and its promises are still to be kept."""
    month = counted(
        matter(1, NOW + HOUR, promises=(solved(HOUR, None, at=NOW + HOUR),)), period=Period(2026, 11)
    )
    assert month.total == 1
    assert month.rates[ClockKind.RESOLVE] == Rate(pending=1)


@given(st.lists(st.sampled_from(("category", "topic", "building", "owner")), unique=True))
def test_half_finished_tickets_are_counted_with_what_is_known_of_them(missing: list[str]) -> None:
    """Without category, topic, place or owner: in the total, and in each list under what it has."""
    month = counted(matter(1, **dict.fromkeys(missing), promises=(), steps=frozenset({"registered"})))
    assert month.total == 1
    assert month.rates[ClockKind.RESOLVE].of == 0
    assert cards.card(month, "阳光花园", {7: "王强"}).key == "month.card"
    assert [line.key for line in month.by["building"]] == ([] if "building" in missing else ["3"])
    assert [line.key for line in month.by["topic"]] == (["其他"] if "topic" in missing else ["电梯"])
