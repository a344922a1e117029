"""People (人), their roles (角色), areas and addresses."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is at a site."""

    RESIDENT = "resident"  # 业主
    FRONT_DESK = "front_desk"  # 前台
    CUSTOMER_OFFICER = "customer_officer"  # 客户主任/管家, has an area
    ENGINEER = "engineer"  # 工程
    ENGINEERING_LEAD = "engineering_lead"  # 工程负责人: judges unlisted work (S2-84)
    SECURITY = "security"  # 秩序
    CLEANER = "cleaner"  # 保洁
    GARDENER = "gardener"  # 绿化
    DUTY_OFFICER = "duty_officer"  # 值班
    CS_LEAD = "cs_lead"  # 客服负责人
    CENTRE_MANAGER = "centre_manager"  # 服务中心负责人
    HEADQUARTERS = "headquarters"  # 总部, reads only
    ADMIN = "admin"  # runs the machine


STAFF = frozenset(Role) - {Role.RESIDENT}
WORKERS = STAFF - {Role.HEADQUARTERS, Role.ADMIN}  # roles that can own a ticket
DEPARTMENTS = (Role.ENGINEER, Role.SECURITY, Role.CLEANER, Role.GARDENER)  # who help with a matter (S4-02)
HEADS = frozenset({Role.CS_LEAD, Role.CENTRE_MANAGER})

Area = frozenset[str]  # buildings, as "3" or "B"; empty: the whole site


class AreaError(ValueError):
    """An area must be buildings or ranges of them, as "1-4栋" or "1栋,3栋,A栋"."""


_SITE = {"", "全区", "全部", "整个小区", "全區", "全小區"}
_BUILDING = r"(?=[A-Za-z]{0,3}[0-9])[0-9A-Za-z]{1,4}|[A-Za-z]{1,2}"  # letters alone are a word from three on
_NAMED = rf"第?({_BUILDING})(?:栋|棟|号楼|號樓|幢|座|#)?"
_RANGE = re.compile(rf"{_NAMED}(?:[-–—~至到]{_NAMED})?")


def parse_area(text: str) -> Area:
    """The buildings named by `text`; empty for the whole site; raises AreaError with what it cannot read."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _SITE:
        return frozenset()
    whole = re.sub(r"\s*([-–—~至到])\s*", r"\1", re.sub(r"\s+(?=[栋棟号號幢座#])", "", plain))
    return frozenset(
        building for part in filter(None, re.split(r"[,、;和\s]+", whole)) for building in _buildings(part)
    )


def _buildings(part: str) -> set[str]:
    match = _RANGE.fullmatch(part)
    if not match:
        raise AreaError(part)
    first, last = (named and (named.lstrip("0") or named).upper() for named in match.groups())
    if last is None:
        return {first}
    if first.isdigit() and last.isdigit() and int(first) <= int(last):
        return {str(n) for n in range(int(first), int(last) + 1)}
    if len(first) == len(last) == 1 and "A" <= first <= last <= "Z":
        return {chr(n) for n in range(ord(first), ord(last) + 1)}
    raise AreaError(part)


def household(building: str | None, unit: str | None, room: str | None) -> str | None:
    """A home in one word ("3-2-501"), known down to its door; 03-2-0501 is the same one (S0-02)."""
    parts = filter(None, (building, unit, room)) if building and room else ()
    return "-".join((part.lstrip("0") or part).upper() for part in parts) or None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone with a role at a site."""

    id: int
    site: int
    name: str
    role: Role
    area: Area = frozenset()
    language: str | None = None  # None: the site's
    building: str | None = None  # a resident's home
    unit: str | None = None
    room: str | None = None
    active: bool = True

    @property
    def is_staff(self) -> bool:
        """Whether the company employs them."""
        return self.role in STAFF

    @property
    def home(self) -> str | None:
        """A resident's home as one word ("3-2-501"), None when unknown."""
        return "-".join(filter(None, (self.building, self.unit, self.room))) or None

    @property
    def household(self) -> str | None:
        """The home, where it is known down to its door."""
        return household(self.building, self.unit, self.room)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a person is reached: a private chat on a platform."""

    person: int
    platform: str
    account: str
    state: str = "unknown"  # ok | blocked | unknown (never started the bot) | left (nor is in the room)


@dataclass(frozen=True, kw_only=True)
class Site:
    """One residential compound (项目 / 小区)."""

    id: int
    name: str
    region: str = "CN"  # ISO 3166 code, decides the working-day calendar
    timezone: str = "Asia/Shanghai"
    language: str = "zh_CN"
    standard: str = "s0"


class RoomKind(StrEnum):
    """What a chat is to the desk."""

    RESIDENTS = "residents"  # 业主群
    STAFF = "staff"  # 工作群
    MANAGERS = "managers"  # 管理群
    PRIVATE = "private"  # 1:1


@dataclass(frozen=True, kw_only=True)
class Room:
    """A chat (群) that the bot sits in and that is bound to a site."""

    id: int
    site: int
    platform: str
    chat: str
    kind: RoomKind
    title: str = ""
    language: str | None = None  # None: the site's
    active: bool = True
