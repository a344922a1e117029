"""Leave: who may ask, who may grant, and who stands in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.leave import Absence, Answer, ask, decide, deciders, deputies
from desk.people import Person
from tests.desk.examples import CS_LEAD, ENGINEER, MANAGER, OFFICER, OTHER_OFFICER, REPORTER, SITE, STAFF

TODAY = date(2026, 11, 18)
ABSENCE = Absence(
    id=1, site=SITE, person=OFFICER.id, deputy=OTHER_OFFICER.id, first=TODAY, last=TODAY + timedelta(days=2)
)


@pytest.mark.parametrize(
    ("person", "deputy", "first", "last", "key"),
    [
        (REPORTER, OFFICER, 0, 1, "staff_leave"),
        (OFFICER, REPORTER, 0, 1, "no_such_person"),
        (OFFICER, OFFICER, 0, 1, "no_such_person"),
        (OFFICER, OTHER_OFFICER, -1, 1, "leave_dates"),
        (OFFICER, OTHER_OFFICER, 2, 1, "leave_dates"),
        (OFFICER, OTHER_OFFICER, 0, 181, "leave_dates"),
    ],
)
def test_what_cannot_be_granted_is_refused_at_once(
    person: Person, deputy: Person, first: int, last: int, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask(person, deputy, TODAY + timedelta(days=first), TODAY + timedelta(days=last), TODAY)
    assert refused.value.notice.key == f"refused.{key}"


def test_S2_13_a_head_grants_it_once_and_never_their_own() -> None:
    assert decide(ABSENCE, CS_LEAD, Answer.AGREED) is Answer.AGREED
    own = Absence(**{**vars(ABSENCE), "person": CS_LEAD.id})
    decided = Absence(**{**vars(ABSENCE), "state": Answer.REFUSED})
    for absence, head in ((ABSENCE, ENGINEER), (ABSENCE, OFFICER), (own, CS_LEAD), (decided, MANAGER)):
        with pytest.raises(Refused):
            decide(absence, head, Answer.AGREED)
    assert deciders(ABSENCE, STAFF) == [CS_LEAD]
    assert deciders(own, STAFF) == [MANAGER]


@given(st.dictionaries(st.integers(1, 6), st.integers(1, 6)))
def test_S4_43_whoever_stands_in_is_there_themselves(direct: dict[int, int]) -> None:
    """However the chains of deputies run; where one leads back, nobody stands in."""
    absences = [Absence(**{**vars(ABSENCE), "person": a, "deputy": b}) for a, b in direct.items()]
    found = deputies(absences)
    assert set(found) <= set(direct)
    assert not set(found.values()) & set(direct)
