"""Offices (分工): who has, helps with, reviews, revisits and hears of a matter, by its class (S0-19 … S0-23).

The standard's file says it, class by class.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from desk.people import Role
from desk.reading import Class

DEPARTMENT = "department"  # the department of the matter's topic


@dataclass(frozen=True, kw_only=True)
class Office:
    """What the roles do for one class."""

    owner: Role  # 主办
    helpers: tuple[Role | str, ...] = ()  # 协办: roles, or DEPARTMENT
    reviewer: Role | None = None  # 审核; None: nobody reviews
    informed: tuple[Role, ...] = ()  # who hears of one at once
    revisers: tuple[Role, ...]  # 回访: the first of these that is there and did not do the work (C8)
    clause: str


Offices: TypeAlias = "Mapping[Class, Office]"
LEVELS = (Role.CUSTOMER_OFFICER, Role.CS_LEAD, Role.CENTRE_MANAGER)  # one above the other (S1-14, S2-11)


def level(role: Role) -> int:
    """How far up a role stands; the hands and the front desk stand with the officers who call them."""
    return LEVELS.index(role) if role in LEVELS else 0


def assisting(office: Office, department: Role | None) -> Sequence[Role]:
    """The roles that help with a matter of that department."""
    roles = [department if helper == DEPARTMENT else Role(helper) for helper in office.helpers]
    return list(dict.fromkeys(role for role in roles if role))
