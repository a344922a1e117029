"""Standards as data: s0 says what the clauses say; a wrong file is told all its errors at once."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.clocks import ClockKind
from desk.kind import Kind
from desk.people import Role
from desk.reading import Category, Class, Place, Urgency
from desk.revisit_rules import parse_rules
from desk.standard_text import StandardError, parse_standard
from desk.standards import Limit, Standard, Unit, due_at, measure
from tests.desk.clockbench import PRESETS, preset
from tests.desk.examples import CALENDAR, NOW, ticket

S0, S2, S3, S8 = preset(), preset("s2"), preset("s3"), preset("s8")
LADDER = '[ladder]\nrespond = [{ after = 0, to = "assignee" }]\n'
LIMIT = '[[limit]]\nclock = "respond"\namount = 60\nunit = "minutes"\nclause = "S0-28"\n'
CLASSES = "".join(
    f'[class.{n}]\nowner = "cs_lead"\nrevisers = ["cs_lead"]\nclause = "S0-20"\n' for n in (1, 2, 3)
)


def parse(text: str) -> Standard:
    return parse_standard("house", tomllib.loads(text + CLASSES))


def errors(text: str) -> list[str]:
    with pytest.raises(StandardError) as raised:
        parse(text)
    return str(raised.value).split("\n")


@pytest.mark.parametrize("name", [path.stem for path in PRESETS.glob("*.toml")])
def test_every_preset_loads_promises_every_clock_and_cites_a_clause_for_each_number(name: str) -> None:
    standard = preset(name)
    assert all(re.search(r"S[0-4]-\d\d", limit.clause) for limit in standard.limits)
    assert {limit.clock for limit in standard.limits} == set(ClockKind) - {ClockKind.APPOINTMENT}
    assert set(standard.ladders) == set(ClockKind)


def test_S0_19_S0_20_S0_21_C8_C23_the_offices_of_a_class_are_data() -> None:
    """A preset of one's own says who has, helps with, reviews, hears of and revisits a class."""
    offices = {one.value: (office.owner, office.reviewer) for one, office in S0.offices.items()}
    assert offices == {
        1: (Role.CENTRE_MANAGER, Role.HEADQUARTERS),
        2: (Role.CS_LEAD, Role.CENTRE_MANAGER),
        3: (Role.CUSTOMER_OFFICER, Role.CS_LEAD),
    }
    assert Role.CUSTOMER_OFFICER in S0.offices[Class.TWO].helpers
    assert S0.offices[Class.THREE].revisers[0] is Role.FRONT_DESK
    assert S2.offices[Class.THREE].revisers[0] is Role.CUSTOMER_OFFICER  # S2-102
    assert S2.offices[Class.ONE] == S0.offices[Class.ONE]


def test_a_class_without_an_office_or_with_a_wrong_one_is_told_with_its_line() -> None:
    text = (
        '[class.1]\nowner = "boss"\nhelpers = ["departments"]\nrevisers = []\n[class.2]\nclause = "S0-20"\n'
    )
    with pytest.raises(StandardError) as raised:
        parse_standard("ours", tomllib.loads(text), text, "ours.toml")
    told = str(raised.value).split("\n")
    wanted = [
        ("ours.toml:2: ", "class.1: owner is 'boss'", "cs_lead"),
        ("ours.toml:3: ", "'departments'", "department, "),
        ("ours.toml:4: ", "revisers"),
        ("ours.toml:1: ", "class.1: clause is None"),
        ("ours.toml:5: ", "class.2: owner is None"),
        ("class.3", "who has it"),
    ]
    for parts in wanted:
        assert any(all(part in line for part in parts) for line in told), (parts, told)


def test_S0_17_to_a_sudden_event_nobody_promises_a_call_but_to_come() -> None:
    event = ticket(category=Category.EMERGENCIES)
    assert S0.limit(ClockKind.FIRST_CONTACT, event) is None
    promised = {
        kind: S0.limit(kind, event) for kind in (ClockKind.ARRIVE, ClockKind.RESPOND, ClockKind.ACCEPT)
    }
    assert [limit and limit.amount for limit in promised.values()] == [15, 10, 5]


def test_every_promise_of_a_quarter_of_an_hour_or_more_warns_before_it_is_broken() -> None:
    for limit in S0.limits:
        longest = limit.promised and due_at(limit, CALENDAR, NOW) - NOW >= timedelta(minutes=15)
        warns = any(step.after < timedelta() for step in S0.ladders[limit.clock])
        assert warns or not longest, limit


def test_a_good_file_is_read() -> None:
    standard = parse(LIMIT + LADDER)
    (limit,) = standard.limits
    assert (limit.clock, limit.amount, limit.unit) == (ClockKind.RESPOND, 60, Unit.MINUTES)
    assert limit.clause == "S0-28"


def test_all_errors_are_told_at_once_each_with_where_and_what_is_allowed() -> None:
    told = errors(
        """
        surprise = 1
        [[limit]]
        clock = "responds"
        amount = 0
        unit = "weeks"
        urgancy = "soon"
        [[limit]]
        clock = "respond"
        amount = true
        unit = "minutes"
        clause = "my own"
        class = 4
        where = "yes"
        [ladder]
        respond = [{ after = "soon", to = "boss", every = 45 },
          { to = "cs_lead", after = 5, twice = 1, every = 5 }]
        lunch = []
        [quiet]
        from = 25
        until = 07:30:00
        [duty]
        starts = 8
        [manners]
        chat = "loud"
        news_every = 0
        [titles]
        cs_lead = 5
        [hours]
        open = ["12:00-08:00", "9-"]
        """
    )
    assert all(line.startswith("house: ") for line in told)
    wanted = [
        (
            "the file",
            "surprise",
            "base, limit, ladder, class, hold, duty, quiet, manners, titles, hours, matter, review, conduct",
        ),
        ("limit 2", "where is 'yes'", "home", "public"),
        ("quiet: from", "25", "21:30:00"),
        ("manners: chat is 'loud'", "oral, written"),
        ("manners: news_every", "from 1 to 30"),
        ("manners: clause",),
        ("titles: cs_lead is 5", "a word"),
        ("hours: open", "08:30-12:00"),
        ("hours: clause",),
        ("quiet", "clause is None", "S0-29"),
        ("limit 1", "clock", "'responds'", "dispatch"),
        ("limit 1", "unit", "'weeks'", "working_days"),
        ("limit 1", "amount is 0", "from 1 up"),
        ("limit 1", "urgancy", "urgency"),
        ("limit 1", "clause is None", "S0-29"),
        ("limit 2", "amount is True", "whole number"),
        ("limit 2", "class is 4", "1, 2, 3"),
        ("limit 2", "clause is 'my own'", "S0-29"),
        ("ladder.respond 1", "'boss'", "assignee", "cs_lead"),
        ("ladder.respond 1", "after", "'soon'"),
        ("ladder.respond 2", "twice", "after, to, every"),
        ("ladder.respond: only the last",),
        ("ladder.respond 2: every is 5", "from 30 up"),
        ("duty: starts is 8", "08:30:00"),
        ("ladder.lunch", "'lunch'", "respond"),
    ]
    for parts in wanted:
        assert any(all(part in line for part in parts) for line in told), parts
    assert len(told) == len(wanted)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('limit = "60 minutes"\n' + LADDER, "limit must be a list of tables"),
        ("limit = [60]\n", "limit must be a list of tables"),
        ('ladder = "up"\n', "ladder must be a table"),
        ('[ladder]\nrespond = "assignee"\n', "ladder.respond must be a list of tables"),
        (LIMIT, "ladder.respond: somebody must be told at or after the due time"),
        (LIMIT + LADDER.replace("0", "-5"), "somebody must be told"),
        (LIMIT + LIMIT + LADDER, "exactly the same tickets"),
        (
            LIMIT + LADDER.replace("}]", '}, { after = -5, to = "cs_lead" }]'),
            "order of their time",
        ),
    ],
)
def test_other_shapes_are_told_too(text: str, part: str) -> None:
    assert any(part in line for line in errors(text))


def limit(amount: int = 1, unit: Unit = Unit.HOURS, **asked: object) -> Limit:
    return Limit(clock=ClockKind.ARRIVE, amount=amount, unit=unit, clause="S0-00", **asked)


def test_the_narrowest_fitting_limit_holds_and_of_two_as_narrow_the_shorter() -> None:
    """C4: both are rows, the earliest wins."""
    wide, narrow = limit(), limit(3, class_=Class.THREE, urgency=Urgency.SOON)
    minutes, hours = limit(50, Unit.MINUTES, urgency=Urgency.SOON), limit(1, category=Category.FACILITIES)
    meant = ticket(urgency=Urgency.SOON)

    def held(*limits: Limit) -> Limit | None:
        return Standard(version="x", limits=limits, ladders={}).limit(ClockKind.ARRIVE, meant)

    assert held(wide, narrow, hours) == narrow
    assert held(hours, minutes) == held(minutes, hours) == minutes
    assert held(wide, limit(class_=Class.ONE)) == wide
    assert held(limit(category=Category.FEES)) is None


@pytest.mark.parametrize(
    ("amount", "unit", "due"),
    [
        (30, Unit.MINUTES, "2026-11-18T10:00+08:00"),
        (9 * 60, Unit.WORKING_MINUTES, "2026-11-19T09:30+08:00"),
        (2, Unit.WORKING_DAYS, "2026-11-20T17:30+08:00"),
        (24, Unit.HOURS, "2026-11-19T09:30+08:00"),
        (3, Unit.DAYS, "2026-11-21T09:30+08:00"),
        (9, Unit.WORKING_HOURS, "2026-11-19T09:30+08:00"),
        (1, Unit.SAME_DAY, "2026-11-18T17:30+08:00"),
        (2, Unit.SAME_DAY, "2026-11-19T17:30+08:00"),
    ],
)
def test_units(amount: int, unit: Unit, due: str) -> None:
    assert due_at(limit(amount, unit), CALENDAR, NOW) == datetime.fromisoformat(due).astimezone(UTC)


def test_only_working_units_measure_a_pause_in_working_time() -> None:
    working = {unit for unit in Unit if measure(limit(unit=unit), CALENDAR)}
    assert working == set(Unit) - {Unit.MINUTES, Unit.HOURS, Unit.DAYS}
    assert measure(None, CALENDAR) is None
    assert timedelta(hours=1) == due_at(limit(), CALENDAR, NOW) - NOW


def test_S2_37_an_error_names_its_file_and_line() -> None:
    text = '# ours\n[[limit]]\nclock = "respond"\namount = 0\nunit = "minutes"\nclause = "S0-28"\n\n'
    text += '[ladder]\nrespond = [\n    { after = 0, to = "assignee" },\n    { after = 5, to = "boss" },\n]\n'
    with pytest.raises(StandardError) as raised:
        parse_standard("ours", tomllib.loads(text), text, "ours.toml", partial=True)
    assert [line.partition(" ")[0] for line in str(raised.value).split("\n")] == [
        "ours.toml:4:",
        "ours.toml:11:",
    ]


REPAIR = {"kind": Kind.REPAIR}
HOME = {"place": Place(building="3", room="501")}


@pytest.mark.parametrize(
    ("standard", "clock", "details", "promised", "clause"),
    [
        (S2, ClockKind.ARRIVE, {**REPAIR, "urgency": Urgency.URGENT}, (10, Unit.MINUTES), "S2-37"),
        (S2, ClockKind.ARRIVE, {**REPAIR, "urgency": Urgency.SOON}, (15, Unit.MINUTES), "S2-97"),
        (S2, ClockKind.ARRIVE, {**REPAIR, **HOME, "urgency": Urgency.SOON}, (10, Unit.MINUTES), "S2-87"),
        (S2, ClockKind.DISPATCH, {**REPAIR, **HOME}, (3, Unit.MINUTES), "S2-86"),
        (S2, ClockKind.DISPATCH, REPAIR, (10, Unit.MINUTES), "S2-96"),
        (S2, ClockKind.RESPOND, {"kind": Kind.HELP}, (10, Unit.MINUTES), "S2-68"),
        (S2, ClockKind.DISPATCH, {}, (30, Unit.MINUTES), "S0-29"),
        (S2, ClockKind.REVISIT, {"number": 2}, (3, Unit.DAYS), "S2-101"),
        (S2, ClockKind.REVISIT, {**REPAIR, "number": 10}, (30, Unit.DAYS), "S2-103"),
        (S3, ClockKind.DISPATCH, {}, (24, Unit.HOURS), "S3-25"),
        (S3, ClockKind.RESOLVE, {}, (3, Unit.DAYS), "S3-26, S3-27"),
        (S8, ClockKind.REVISIT, {"number": 1}, (1, Unit.LATE_MONTH), "S2-128"),
        (S8, ClockKind.REVISIT, {**REPAIR, "number": 1}, (1, Unit.LATE_MONTH), "S2-129"),
    ],
)
def test_C2_S2_37_S2_68_S2_86_S2_87_S2_96_S2_97_S2_101_S2_103_S3_26_S3_27_S2_128_S2_129_presets(
    standard: Standard, clock: ClockKind, details: dict[str, Any], promised: tuple[int, Unit], clause: str
) -> None:
    """Each preset promises what its clauses print, to the kind and place of matter that they speak of."""
    limit = standard.limit(clock, ticket(**details))
    assert limit is not None
    assert (limit.amount, limit.unit) == promised
    assert clause in limit.clause


def test_S2_101_S2_103_the_share_stands_with_the_promise() -> None:
    """C7: 50 % of complaints, 30 % of repairs."""

    def share(**details: object) -> int | None:
        limit = S2.limit(ClockKind.REVISIT, ticket(**details))
        return limit and limit.share

    assert (share(), share(kind=Kind.REPAIR)) == (50, 30)


def test_C8_to_C11_each_preset_says_how_revisits_are_made() -> None:
    """S2-102, S2-109, S2-113, S3-10."""
    s0 = preset()
    assert (s0.revisit.anonymous, s0.revisit.phone) == ("exempt", "always")
    assert S2.revisit.phone == "second"
    assert preset("s3").offices[Class.ONE].revisers[0] is Role.FRONT_DESK


def test_what_is_wrong_in_the_table_of_revisits_is_said_with_what_is_allowed() -> None:
    errors: list[str] = []
    parse_rules({"phone": "me", "tries": 0, "gap": True, "hour": 3}, errors)
    assert len(errors) == 4
    assert "always, second" in errors[1]
    parse_rules(7, errors)
    assert len(errors) == 5


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-03T09:00+08:00", "2026-11-30T17:30+08:00"),
        ("2026-11-30T18:00+08:00", "2026-12-31T17:30+08:00"),
        ("2026-01-31T09:00+08:00", "2026-02-27T17:30+08:00"),  # January's last working day is past
    ],
)
def test_S2_128_the_end_of_the_month_is_its_last_working_days_close(start: str, due: str) -> None:
    moment = datetime.fromisoformat(start)
    assert due_at(limit(1, Unit.LATE_MONTH), CALENDAR, moment) == datetime.fromisoformat(due)
