"""Who is responsible and who revisits: class, area, load; never the one complained of."""

from dataclasses import replace
from functools import partial

import pytest

from desk import routing
from desk.people import Person, Role
from desk.reading import Class, Place
from desk.routing import department, may_own
from desk.ticket import Status
from tests.desk.clockbench import preset
from tests.desk.examples import (
    CS_LEAD,
    DUTY,
    ENGINEER,
    FRONT_DESK,
    MANAGER,
    OFFICER,
    OTHER_OFFICER,
    REPORTER,
    STAFF,
    person,
    ticket,
)

OFFICES = preset().offices
assignee = partial(routing.assignee, offices=OFFICES)
reviser = partial(routing.reviser, offices=OFFICES)


def without(*gone: Person) -> list[Person]:
    return [one for one in STAFF if one not in gone]


@pytest.mark.parametrize(
    ("class_", "owner"), [(Class.ONE, MANAGER), (Class.TWO, CS_LEAD), (Class.THREE, OFFICER)]
)
def test_class_decides_the_role(class_: Class, owner: Person) -> None:
    """S0-19, S0-20, S0-21."""
    assert assignee(ticket(class_=class_), STAFF, {}) == owner


def test_the_building_of_the_matter_goes_before_that_of_the_home() -> None:
    elsewhere = ticket(place=Place(building="5"))
    assert assignee(elsewhere, STAFF, {}, REPORTER) == OTHER_OFFICER
    assert assignee(ticket(place=Place()), STAFF, {}, REPORTER) == OFFICER


def test_where_nobody_has_the_building_whoever_has_the_whole_site_else_the_least_busy() -> None:
    nowhere = ticket(place=Place(building="9"))
    assert assignee(nowhere, STAFF, {OFFICER.id: 3, OTHER_OFFICER.id: 1}) == OTHER_OFFICER
    everywhere = person(30, Role.CUSTOMER_OFFICER)
    assert assignee(nowhere, [*STAFF, everywhere], {everywhere.id: 9}) == everywhere


def test_a_role_that_nobody_has_is_answered_by_the_next_above() -> None:
    assert assignee(ticket(), without(OFFICER, OTHER_OFFICER), {}) == CS_LEAD
    assert assignee(ticket(), without(OFFICER, OTHER_OFFICER, CS_LEAD), {}) == MANAGER
    assert assignee(ticket(), [ENGINEER, FRONT_DESK, DUTY], {}) is None
    assert assignee(ticket(class_=Class.ONE), without(MANAGER), {}) is None


def test_who_is_complained_of_is_passed_over() -> None:
    """S4-28, S4-41."""
    assert assignee(ticket(accused=(OFFICER.id,)), STAFF, {}) == CS_LEAD
    assert assignee(ticket(accused=(CS_LEAD.id,), class_=Class.TWO), STAFF, {}) == MANAGER
    assert assignee(ticket(accused=(MANAGER.id,), class_=Class.ONE), STAFF, {}) == CS_LEAD


def test_nobody_handles_their_own_report_where_somebody_else_can() -> None:
    mine = ticket(reporters=(OFFICER.id,), reporter=OFFICER.id)
    assert assignee(mine, STAFF, {}) == OTHER_OFFICER
    assert assignee(mine, without(OTHER_OFFICER), {}) == OFFICER


@pytest.mark.parametrize(
    ("before", "class_", "owner"),
    [
        (OFFICER, Class.TWO, CS_LEAD),
        (ENGINEER, Class.TWO, CS_LEAD),  # to whom the officer had given it
        (CS_LEAD, Class.TWO, MANAGER),  # a class 2 of the first round, or the third round of a class 3
        (MANAGER, Class.TWO, MANAGER),
        (OFFICER, Class.ONE, MANAGER),
    ],
)
def test_a_second_complaint_goes_above_whoever_had_the_matter(
    before: Person, class_: Class, owner: Person
) -> None:
    """S0-09, S3-11, C11."""
    assert assignee(ticket(class_=class_, round=2), STAFF, {}, REPORTER, before) == owner


@pytest.mark.parametrize(
    "who",
    [
        replace(OFFICER, active=False),
        replace(OFFICER, site=99),
        REPORTER,
        person(31, Role.HEADQUARTERS),
        person(32, Role.ADMIN),
    ],
)
def test_who_cannot_have_a_ticket(who: Person) -> None:
    assert not may_own(who, ticket())
    assert assignee(ticket(), [who], {}) is None


def test_the_revisit_goes_to_the_level_of_the_matter_but_never_to_its_handler() -> None:
    """S2-102, C8, S3-10."""
    done = ticket(Status.DONE)
    assert reviser(done, STAFF) == FRONT_DESK
    assert reviser(done, without(FRONT_DESK)) == OTHER_OFFICER
    assert reviser(replace(done, class_=Class.TWO, owner=CS_LEAD.id), STAFF) == MANAGER
    assert reviser(replace(done, class_=Class.ONE, owner=MANAGER.id), STAFF) == CS_LEAD
    assert reviser(done, [OFFICER]) is None
    assert reviser(replace(done, done_by=FRONT_DESK.id), STAFF) == OTHER_OFFICER


def test_neither_who_reported_nor_who_is_complained_of_revisits() -> None:
    done = ticket(Status.DONE, accused=(FRONT_DESK.id,), reporters=(1, CS_LEAD.id))
    assert reviser(done, STAFF) == MANAGER  # a matter of conduct is the heads' (S4-28)


@pytest.mark.parametrize(
    ("topic", "role"),
    [
        ("电梯", Role.ENGINEER),
        ("安保", Role.SECURITY),
        ("保洁", Role.CLEANER),
        ("绿化", Role.GARDENER),
        ("物业费", None),
        (None, None),
    ],
)
def test_the_department_that_helps(topic: str | None, role: Role | None) -> None:
    """S2-45, S2-46, S2-58."""
    assert department(ticket(topic=topic)) is role


def test_S4_43_a_case_about_the_deputy_goes_past_the_head_who_is_away() -> None:
    about = ticket(accused=(OFFICER.id,))
    away = {CS_LEAD.id: OFFICER.id}
    assert assignee(about, STAFF, {}, away=away) == MANAGER
    assert assignee(about, without(MANAGER), {}, away=away) == CS_LEAD, "nobody else is there"
    assert assignee(about, STAFF, {}, away={CS_LEAD.id: OTHER_OFFICER.id}) == OTHER_OFFICER
    assert routing.above(about, STAFF, OFFICER, away) == MANAGER


def test_where_nobody_heads_customer_service_the_centre_manager_hears_it() -> None:
    """S2-11: somebody is told, whoever the rung names."""
    assert routing.with_role(without(CS_LEAD), Role.CS_LEAD) == [MANAGER]
    assert routing.with_role(without(ENGINEER), Role.ENGINEER) == []
