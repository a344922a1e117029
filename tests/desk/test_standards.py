"""The presets: what each promises is what its clauses say."""

import re
from datetime import timedelta
from typing import Any

import pytest

from desk.clocks import ClockKind
from desk.kind import Kind
from desk.people import Role
from desk.reading import Category, Class, Place, Urgency
from desk.standards import Standard, Unit, due_at
from tests.desk.clockbench import PRESETS, preset
from tests.desk.examples import CALENDAR, NOW, ticket

S0, S2, S3, S8 = preset(), preset("s2"), preset("s3"), preset("s8")


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
