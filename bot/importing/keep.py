"""What a workbook says, kept in one unit of work: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.homes import spelt
from bot.importing.cells import Problem
from bot.importing.people import Listed, Who
from bot.importing.workbook import Contents
from desk.hours import Calendar
from desk.people import WORKERS, Person, Role, Site
from desk.roster import Duty
from handlers.roster import place
from storage.unit_of_work import UnitOfWork

WECOM = "wecom"  # the platform of the self-built app (自建应用)


class WrongError(ValueError):
    """The workbook has errors; nothing of it is kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What has become of a workbook."""

    new: Sequence[Person]
    changed: int
    same: int
    days: int
    unused: Sequence[str] = ()  # columns of the sheet that nothing was taken from
    past: int  # days of the roster that are over and stay what they were


def keep(
    uow: UnitOfWork,
    site: Site,
    contents: Contents,
    *,
    calendar: Calendar,
    duty: Duty,
    now: datetime,
) -> Kept:
    """Add and correct people, then set the roster; raises WrongError with all that is wrong in it."""
    wrong = [*contents.problems]
    new, changed, same = _people(uow, site, contents.listed, wrong)
    officers = _officers(uow, site, contents, wrong)
    if wrong:
        raise WrongError(wrong)
    shifts = [
        place(uow, calendar, duty, site=site.id, day=one.day, person=officers[one.name].id, now=now)
        for one in contents.planned
    ]
    past = shifts.count(None)
    return Kept(
        new=new,
        changed=changed,
        same=same,
        days=len(shifts) - past,
        past=past,
        unused=contents.unused,
    )


def _people(
    uow: UnitOfWork, site: Site, listed: Sequence[Listed], wrong: list[Problem]
) -> tuple[list[Person], int, int]:
    known = {_who(person): person for person in uow.people.of(site.id) if person.active}
    new, changed, same = [], 0, 0
    for one in listed:
        before = known.get(one.who)
        after = _person(site, one, before)
        if before is None:
            after = uow.people.add(after)
            new.append(after)
        elif after == before:
            same += 1
        else:
            uow.people.change(after)
            changed += 1
        _reached(uow, after, one, wrong)
    return new, changed, same


def _reached(uow: UnitOfWork, person: Person, listed: Listed, wrong: list[Problem]) -> None:
    """They are written to there without a code; an account that is somebody else's is `wrong`."""
    if not listed.wecom:
        return
    there = uow.people.at(WECOM, listed.wecom, person.site)
    others = [one for one in there if one.active and one.id != person.id]
    if others:
        wrong.append(listed.row.wrong("wecom", "import.taken", value=listed.wecom, name=others[0].name))
        return
    uow.people.reach(person.id, WECOM, listed.wecom, "ok")


def _who(person: Person) -> Who:
    staff = person.role is not Role.RESIDENT
    if staff or not person.building:
        return (person.name, staff, None)
    return (person.name, staff, spelt(person.building, person.unit or "", person.room or ""))


def _person(site: Site, listed: Listed, before: Person | None) -> Person:
    building, unit, room = listed.home or (None, None, None)
    base = before or Person(id=0, site=site.id, name=listed.name, role=listed.role)
    return replace(
        base,
        role=listed.role,
        area=listed.area if "area" in listed.row.columns else base.area,
        language=listed.language or base.language,
        building=building or base.building,
        unit=unit or base.unit,
        room=room or base.room,
    )


def _officers(uow: UnitOfWork, site: Site, contents: Contents, wrong: list[Problem]) -> dict[str, Person]:
    """Who is meant by the roster's names; a name that nobody has, or several, is `wrong`."""
    staff = [person for person in uow.people.staff(site.id) if person.role in WORKERS]
    planned = [one for one in contents.planned if one.name and one.name not in contents.unread]
    found = {name: [one for one in staff if one.name == name] for name in {one.name for one in planned}}
    names = "、".join(person.name for person in staff[:30])
    keys = {0: "import.unknown", 1: None}  # how many have the name; more: nobody knows which is meant
    wrong += [
        one.row.wrong("person", key, name=one.name, names=names)
        for one in planned
        if (key := keys.get(len(found[one.name]), "import.namesake"))
    ]
    return {name: people[0] for name, people in found.items() if people}
