"""An incident: an emergency, or the drill of one, from the first report to the all-clear (解除)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desk.errors import Refused
from desk.notices import Who, Word
from desk.people import HEADS, WORKERS, Person, Role
from desk.playbooks import Playbook
from desk.reading import Place

STEPS_CLIMB = (Role.CS_LEAD, Role.CENTRE_MANAGER)  # who hears of a step after its owner (S2-10, S2-11)
LEADS = HEADS | {Role.DUTY_OFFICER}  # who gives the all-clear and calls a drill


@dataclass(frozen=True, kw_only=True)
class Incident:
    """One emergency, or drill, as it stands."""

    id: int = 0
    site: int
    ticket: int
    kind: str
    opened_at: datetime
    drill: bool = False
    public: bool = True  # residents hear of it
    place: Place = field(default_factory=Place)
    unmanned: bool = False  # the roster named nobody
    cleared_at: datetime | None = None
    cleared_by: int | None = None  # None beside `cleared_at`: it ended with its ticket
    reason: str | None = None  # why it was cleared with steps undone
    reviser: Role | None = None  # who revisits, once it is cleared (S2-105)
    visit_due: datetime | None = None
    next_at: datetime | None = None
    rung: int = 0
    visited_at: datetime | None = None
    visited_by: int | None = None

    @property
    def active(self) -> bool:
        """Whether it is going on."""
        return self.cleared_at is None


@dataclass(frozen=True, kw_only=True)
class Item:
    """A step of an incident's checklist; `next_at` is when somebody is reminded of it."""

    incident: int = 0
    n: int
    words: Word | str
    role: Role
    required: bool
    due_at: datetime
    next_at: datetime | None = None
    rung: int = 0
    done_at: datetime | None = None
    done_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """A later report that an incident took up."""

    id: int = 0
    incident: int
    person: int
    at: datetime
    words: str
    split_to: int | None = None  # ticket id, once it was found to be another matter


def checklist(playbook: Playbook, now: datetime) -> tuple[Item, ...]:
    """The steps of a playbook, each due as many minutes from now as it says."""
    return tuple(
        Item(
            n=n,
            words=step.words,
            role=step.role,
            required=step.required,
            due_at=now + step.within,
            next_at=now + step.within,
        )
        for n, step in enumerate(playbook.steps, 1)
    )


def tick(incident: Incident, items: Sequence[Item], n: int, actor: Person, now: datetime) -> Item:
    """Step `n` is done; raises Refused with the true state."""
    item = _open(incident, items, n, actor)
    if item.done_at is not None:
        raise Refused("step_done", n=n, by=Who(item.done_by), at=item.done_at)
    return replace(item, done_at=now, done_by=actor.id, next_at=None)


def untick(incident: Incident, items: Sequence[Item], n: int, actor: Person, again: datetime) -> Item:
    """Step `n` was ticked by mistake: it is owed again, and reminded of not before `again`."""
    item = _open(incident, items, n, actor)
    if item.done_at is None:
        raise Refused("step_open", n=n)
    return replace(item, done_at=None, done_by=None, rung=0, next_at=max(item.due_at, again))


def _open(incident: Incident, items: Sequence[Item], n: int, actor: Person) -> Item:
    if actor.role not in WORKERS:
        raise Refused("steps_staff")
    if not incident.active:
        raise Refused("incident_over", by=Who(incident.cleared_by), at=incident.cleared_at)
    found = next((one for one in items if one.n == n), None)
    if found is None:
        raise Refused("no_such_step", n=n, most=len(items))
    return found


def undone(items: Sequence[Item]) -> list[Item]:
    """The required steps that nobody has done."""
    return [one for one in items if one.required and one.done_at is None]


def clear(
    incident: Incident,
    items: Sequence[Item],
    actor: Person,
    now: datetime,
    reason: str,
    *,
    lead: bool,
    number: int = 0,
) -> Incident:
    """解除, by a head or who leads on duty (`lead`); with required steps undone only for a reason.

    A drill may end at any time. Raises Refused with the true state.
    """
    if not lead:
        raise Refused("clear_leads")
    if not incident.active:
        raise Refused("incident_over", by=Who(incident.cleared_by), at=incident.cleared_at)
    owed = undone(items)
    if owed and not reason and not incident.drill:
        raise Refused("steps_undone", number=number, steps=[str(one.n) for one in owed])
    return replace(incident, cleared_at=now, cleared_by=actor.id, reason=reason or None, next_at=None)


_WELL = re.compile(
    r"没事了|没事啦|沒事了|误报|誤報|虚惊|虛驚|搞错了|搞錯了|出来了|出來了|解决了|解決了"
    r"|false alarm|all (?:ok|fine|good) now",
    re.IGNORECASE,
)


def said_well(words: str) -> bool:
    """Whether a resident says that it is over: staff look before they believe it."""
    return _WELL.search(words) is not None
