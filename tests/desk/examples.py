"""Values that the tests of the rules begin from."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from desk.hours import Calendar
from desk.people import Person, Role
from desk.reading import Category, Place
from desk.ticket import Status, Ticket

SITE = 1
ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(zone=ZONE)
NOW = datetime(2026, 11, 18, 9, 30, tzinfo=ZONE).astimezone(UTC)  # a Wednesday morning


def person(id_: int, role: Role = Role.RESIDENT, **details: object) -> Person:
    return replace(Person(id=id_, site=SITE, name=f"人{id_}", role=role), **details)


REPORTER = person(1, building="3", unit="2", room="501")
NEIGHBOUR = person(2)
OFFICER = person(10, Role.CUSTOMER_OFFICER, area=frozenset({"3"}))
OTHER_OFFICER = person(11, Role.CUSTOMER_OFFICER, area=frozenset({"5"}))
ENGINEER = person(12, Role.ENGINEER)
FRONT_DESK = person(13, Role.FRONT_DESK)
CS_LEAD = person(14, Role.CS_LEAD)
MANAGER = person(15, Role.CENTRE_MANAGER)
DUTY = person(16, Role.DUTY_OFFICER)
STAFF = (OFFICER, OTHER_OFFICER, ENGINEER, FRONT_DESK, CS_LEAD, MANAGER, DUTY)


def ticket(status: Status = Status.OPEN, **details: object) -> Ticket:
    """The lift in building 3, reported in the residents' room by REPORTER; OFFICER's once dispatched."""
    owned = status not in {Status.PROPOSED, Status.OPEN}
    base = Ticket(
        id=7,
        number=12,
        site=SITE,
        status=status,
        text="3栋2单元的电梯又坏了",
        opened_at=NOW,
        reporter=REPORTER.id,
        reporters=(REPORTER.id,),
        category=Category.FACILITIES,
        topic="电梯",
        place=Place(building="3", unit="2"),
        room=5,
        owner=OFFICER.id if owned else None,
    )
    return replace(base, **details)
