"""Who is responsible: class decides the role (S0-19 … S0-21), area decides who within it."""

from collections.abc import Iterable, Mapping

from desk.people import WORKERS, Person, Role
from desk.reading import Class
from desk.ticket import Ticket

OWNER_ROLE = {
    Class.ONE: Role.CENTRE_MANAGER,  # S0-19
    Class.TWO: Role.CS_LEAD,  # S0-20
    Class.THREE: Role.CUSTOMER_OFFICER,  # S0-21
}
ABOVE = {
    Role.CUSTOMER_OFFICER: Role.CS_LEAD,
    Role.CS_LEAD: Role.CENTRE_MANAGER,
    Role.CENTRE_MANAGER: Role.CENTRE_MANAGER,
}

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
    ticket: Ticket, people: Iterable[Person], load: Mapping[int, int], reporter: Person | None = None
) -> Person | None:
    """The person responsible; None when the site has nobody.

    The role of the class, else the next one above; within a role whoever has the building (of the
    matter, else of the reporter's home), else the one with the fewest unfinished tickets
    (`load`, by person id).
    """
    able = [person for person in people if _may_own(person, ticket)]
    role = OWNER_ROLE[ticket.class_] if ticket.round == 1 else _raised(ticket)
    while not (group := [person for person in able if person.role is role]):
        if ABOVE[role] is role:
            return None
        role = ABOVE[role]
    building = ticket.place.building or (reporter.building if reporter else None)
    own = [person for person in group if building in person.area]
    whole = [person for person in group if not person.area]
    return min(own or whole or group, key=lambda person: (load.get(person.id, 0), person.id))


def _raised(ticket: Ticket) -> Role:
    """Each round of dissatisfaction goes one level further up (S0-09, S3-11)."""
    role = OWNER_ROLE[ticket.class_]
    for _ in range(ticket.round - 2):
        role = ABOVE[role]
    return role


def _may_own(person: Person, ticket: Ticket) -> bool:
    return person.active and person.role in WORKERS and person.id not in ticket.accused


def reviser(ticket: Ticket, people: Iterable[Person]) -> Person | None:
    """Who revisits (回访): by level (S2-102), but never the handler (C8); None: nobody else is there."""
    able = [person for person in people if _may_own(person, ticket) and person.id != ticket.owner]
    for role in _REVISERS[ticket.class_]:
        group = [person for person in able if person.role is role]
        if group:
            return min(group, key=lambda person: (ticket.place.building not in person.area, person.id))
    return None


_REVISERS = {
    Class.ONE: (Role.CENTRE_MANAGER, Role.CS_LEAD),
    Class.TWO: (Role.CS_LEAD, Role.CENTRE_MANAGER),
    Class.THREE: (Role.FRONT_DESK, Role.CUSTOMER_OFFICER, Role.CS_LEAD, Role.CENTRE_MANAGER),
}
