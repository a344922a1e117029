"""Leave (请假) and deputies (代班): while somebody is away, what is theirs is their deputy's (S2-13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desk.errors import Refused
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import HEADS, WORKERS, Person, Role

LONGEST = timedelta(days=180)  # house: anything longer is a change of staff


class Answer(StrEnum):
    """What has become of a request."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Somebody's leave; both days count."""

    id: int
    site: int
    person: int
    deputy: int
    first: date
    last: date
    state: Answer = Answer.ASKED
    decided_by: int | None = None


def ask(person: Person, deputy: Person, first: date, last: date, today: date) -> Absence:
    """A request of `person`'s; raises Refused where it cannot be granted at all."""
    if person.role not in WORKERS:
        raise Refused("staff_leave")
    if deputy.id == person.id or deputy.role not in WORKERS:
        raise Refused("no_such_person", name=deputy.name, names=None)
    if not today <= first <= last or last - first > LONGEST:
        raise Refused("leave_dates")
    return Absence(id=0, site=person.site, person=person.id, deputy=deputy.id, first=first, last=last)


def decide(absence: Absence, head: Person, answer: Answer) -> Answer:
    """A head's tap; nobody grants their own leave. The first answer holds (S2-13)."""
    if head.site != absence.site or head.role not in HEADS or not head.active:
        raise Refused("leave_heads")
    if head.id == absence.person:
        raise Refused("leave_own")
    if absence.state is not Answer.ASKED:
        raise Refused("leave_decided", answer=Word(f"leave.{absence.state}"))
    return answer


def request(absence: Absence, today: date) -> Notice:
    """What the heads are asked."""
    answers = (("agreed", "yes"), ("refused", "no"))
    buttons = row(
        *(
            Button(verb="leave", arg=f"{absence.id}-{arg}", label=Word(f"leave.{word}"))
            for word, arg in answers
        )
    )
    return Notice("leave.request", _facts(absence, today), buttons=(buttons,))


def sent(absence: Absence, today: date) -> Notice:
    """The receipt for who asked."""
    return Notice("leave.sent", _facts(absence, today))


def told(absence: Absence, answer: Answer, today: date) -> Notice:
    """What came of it."""
    return Notice(f"granted.{answer}", _facts(absence, today))


def _facts(absence: Absence, today: date) -> dict[str, Fact]:
    """With the year where it is not this one."""
    form = "%m-%d" if today.year == absence.first.year == absence.last.year else "%Y-%m-%d"
    return {
        "person": Who(absence.person),
        "deputy": Who(absence.deputy),
        "first": absence.first.strftime(form),
        "last": absence.last.strftime(form),
    }


def deciders(absence: Absence, staff: Iterable[Person]) -> list[Person]:
    """The heads who may answer: the head of customer service for the staff, for that one the manager."""
    heads = [one for one in staff if one.role in HEADS and one.id != absence.person]
    leads = [one for one in heads if one.role is Role.CS_LEAD]
    return leads or heads


def deputies(absences: Sequence[Absence]) -> Mapping[int, int]:
    """Who stands in for whom among the agreed leave of one day; a deputy's own deputy where both are away.

    Somebody whose deputies lead back to themselves is stood in for by nobody.
    """
    direct = {absence.person: absence.deputy for absence in absences}
    found = {}
    for person, first in direct.items():
        deputy, passed = first, {person}
        while deputy in direct and deputy not in passed:
            passed.add(deputy)
            deputy = direct[deputy]
        if deputy not in passed:
            found[person] = deputy
    return found
