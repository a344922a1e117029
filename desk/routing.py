"""Who is responsible: class decides the role (desk.offices), area decides who within it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from desk.offices import LEVELS, Office, Offices, level
from desk.people import HEADS, WORKERS, Person, Role
from desk.reading import Class
from desk.ticket import Ticket

NOBODY_AWAY: Mapping[int, int] = MappingProxyType({})

_DEPARTMENTS = {
    Role.ENGINEER: "电梯 供水 供电 燃气 供暖 排水 渗漏 门禁 消防 监控 照明 道路 房屋质量 公共设施",  # S2-45
    Role.SECURITY: "安保 停车 占用通道 高空抛物 被盗 打架伤人 噪音 宠物 违建 装修",  # S2-46
    Role.CLEANER: "保洁 虫害异味",  # S2-58
    Role.GARDENER: "绿化",
}
DEPARTMENT = {topic: role for role, topics in _DEPARTMENTS.items() for topic in topics.split()}


def department(ticket: Ticket) -> Role | None:
    """The department that helps (协办) by the matter's topic."""
    return DEPARTMENT.get(ticket.topic or "")


def assignee(
    ticket: Ticket,
    people: Iterable[Person],
    load: Mapping[int, int],
    reporter: Person | None = None,
    before: Person | None = None,
    *,
    offices: Offices,
    away: Mapping[int, int] = NOBODY_AWAY,
    duty: Person | None = None,
) -> Person | None:
    """The person responsible; None when the site has nobody.

    The role that has the class in `offices`, for a second complaint at least the one above whoever had the
    matter `before` (S0-09, S3-11); where nobody has that role, the next one above. Within a role whoever has
    the building (of the matter, else of the reporter's home), else the one with the fewest unfinished
    tickets (`load`, by person id). Nobody is responsible for what they reported themselves, where there is
    somebody else. Who is complained of has a head above them (S4-41). For whoever is `away`, the deputy;
    where it is the deputy who is complained of, somebody else (S4-43).
    A first class 3 goes to whoever is on `duty`: to be given while the office is closed (S3-19, S2-07).
    """
    if duty is not None and before is None and _for_duty(ticket, duty):
        return duty
    people = list(people)
    able = [person for person in people if may_own(person, ticket)]
    roles = _roles(ticket, offices[ticket.class_].owner, before)
    there = (_reachable(able, ticket, away), able)  # who is away rather than nobody
    groups = [[person for person in some if person.role is role] for some in there for role in roles]
    group = next(filter(None, groups), [])
    group = [person for person in group if person.id not in ticket.reporters] or group
    building = ticket.place.building or (reporter.building if reporter else None)
    own = [person for person in group if building in person.area]
    whole = [person for person in group if not person.area]
    chosen = min(own or whole or group, key=lambda person: (load.get(person.id, 0), person.id), default=None)
    return chosen and _present(chosen, able, away)


def _roles(ticket: Ticket, owner: Role, before: Person | None) -> list[Role]:
    """Who is asked one after the other: the owner by class, unless it goes higher, then the levels above."""
    height = level(owner)
    if before is not None:
        height = max(height, min(level(before.role) + 1, len(LEVELS) - 1))
    if ticket.accused:
        height = max(height, level(Role.CS_LEAD))
    lifted = height > level(owner)
    if ticket.asking and not lifted:
        return [Role.FRONT_DESK, owner, *LEVELS[height:]]  # S2-67: who answers enquiries
    roles = [*([] if lifted else [owner]), *LEVELS[height:], *([Role.CS_LEAD] if ticket.accused else [])]
    return list(dict.fromkeys(roles))


def _reachable(able: list[Person], ticket: Ticket, away: Mapping[int, int]) -> list[Person]:
    """Without who is away while it is their deputy who is complained of."""
    return [person for person in able if away.get(person.id) not in ticket.accused]


def _present(chosen: Person, able: list[Person], away: Mapping[int, int]) -> Person:
    """Whoever is chosen, or who stands in for them; somebody who may not have it stands in for nobody."""
    deputy = away.get(chosen.id)
    return next((person for person in able if person.id == deputy), chosen)


def above(
    ticket: Ticket, people: Iterable[Person], owner: Person | None, away: Mapping[int, int] = NOBODY_AWAY
) -> Person | None:
    """Who has it one level up from `owner` (S1-14, S2-11); None: nobody is above."""
    able = [person for person in people if may_own(person, ticket)]
    higher = LEVELS[(level(owner.role) if owner else 0) + 1 :]
    there = (_reachable(able, ticket, away), able)
    for some, role in ((some, role) for some in there for role in higher):
        group = [person for person in some if person.role is role]
        if group:
            return _present(min(group, key=lambda person: person.id), able, away)
    return None


def helper(
    ticket: Ticket,
    people: Iterable[Person],
    role: Role,
    load: Mapping[int, int],
    away: Mapping[int, int] = NOBODY_AWAY,
) -> Person | None:
    """Who of a department helps: the least busy that may (S4-02)."""
    able = [person for person in people if may_own(person, ticket)]
    group = [one for one in able if one.role is role and one.id not in (ticket.owner, *ticket.helpers)]
    chosen = min(group, key=lambda person: (load.get(person.id, 0), person.id), default=None)
    return chosen and _present(chosen, able, away)


def _for_duty(ticket: Ticket, duty: Person) -> bool:
    plain = ticket.class_ is Class.THREE and not ticket.discreet
    return plain and may_own(duty, ticket) and duty.id not in ticket.reporters


def answers_for(person: Person, office: Office) -> bool:
    """Whether somebody stands high enough for a matter of that class (S0-19 … S0-21)."""
    return level(person.role) >= level(office.owner)


def may_own(person: Person, ticket: Ticket) -> bool:
    """Whether the ticket may be this person's: at work at its site, and not complained of (S4-41)."""
    works = person.active and person.site == ticket.site and person.role in WORKERS
    return works and person.id not in ticket.accused


def reviser(ticket: Ticket, people: Iterable[Person], offices: Offices) -> Person | None:
    """Who revisits (回访): as the standard says (S2-102), but never the handler (C8) nor who reported it.

    What is about a person's conduct stays with the heads (S4-28). None: nobody else is there.
    """
    barred = {*ticket.handlers, *ticket.reporters}
    able = [person for person in people if may_own(person, ticket) and person.id not in barred]
    office = offices[min(ticket.class_, Class.TWO) if ticket.discreet else ticket.class_]
    roles = [role for role in office.revisers if not ticket.discreet or role in HEADS]
    for role in roles:
        group = [person for person in able if person.role is role]
        if group:
            return min(group, key=lambda person: (ticket.place.building not in person.area, person.id))
    return None


def keepers(ticket: Ticket, people: Iterable[Person]) -> list[Person]:
    """Who hears of what may not stand in a room: the heads of customer service, else who is above (S4-28)."""
    able = [person for person in people if person.active and person.id not in ticket.accused]
    groups = ([one for one in able if one.role is role] for role in _KEEPERS)
    return next(filter(None, groups), [])


_KEEPERS = (Role.CS_LEAD, Role.CENTRE_MANAGER, Role.HEADQUARTERS)


def with_role(people: Iterable[Person], role: Role | None) -> list[Person]:
    """Everybody with a role; where nobody heads customer service, the centre manager hears it (S2-11)."""
    everybody = list(people)
    meant = [person for person in everybody if person.role is role]
    return meant or (with_role(everybody, Role.CENTRE_MANAGER) if role is Role.CS_LEAD else [])
