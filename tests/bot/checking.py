"""The doctor as a test asks it, and a desk on which nothing is amiss."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from desk.people import Person, Role, RoomKind
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.terminal import call


def change(desk: Path, work: Callable[[UnitOfWork], Any]) -> None:
    engine = open_engine(f"sqlite:///{desk}/desk.db")
    with closing(Writer(engine)) as writer:
        writer.submit(work).result()
    engine.dispose()


def found(desk: Path, **variables: str) -> dict[str, dict[str, Any]]:
    """The doctor's findings by name; the exit code is 1 exactly where one is wrong."""
    done = call("check", "--data", desk, "--json", **variables)
    findings = json.loads(done.stdout)
    assert done.exit_code == any(one["mark"] == "wrong" for one in findings)
    return {one["check"]: one for one in findings}


def staffed(uow: UnitOfWork) -> None:
    """A site on which nothing is amiss."""
    for kind in (RoomKind.RESIDENTS, RoomKind.STAFF, RoomKind.MANAGERS):
        uow.rooms.bind(1, "web", str(kind), kind, str(kind))
    for name, role, area in (("林芳", Role.CS_LEAD, ""), ("周婷", Role.CUSTOMER_OFFICER, "3")):
        person = uow.people.add(Person(id=0, site=1, name=name, role=role, area=frozenset(area)))
        uow.people.reach(person.id, "web", name, "ok")
