"""The sheet 人员: who there is, in which role, responsible for what or living where."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.homes import parse_home
from bot.importing.cells import Problem, Row
from desk.manners import NO_TITLES, Titles
from desk.people import Area, AreaError, Role, parse_area
from handlers.binding import LANGUAGES

SHEET = "人员"
HEADINGS = {
    "name": ("姓名", "name"),
    "role": ("角色", "岗位", "崗位", "role"),
    "area": ("负责楼栋", "負責樓棟", "楼栋", "area"),
    "home": ("住址", "房号", "房號", "home"),
    "language": ("语言", "語言", "language"),
    "wecom": ("企业微信账号", "企業微信帳號", "wecom"),
}
NEEDED = ("name", "role")
ROLES = {
    Role.RESIDENT: "业主 業主 住户 住戶",
    Role.FRONT_DESK: "前台 櫃檯 前台接待",
    Role.CUSTOMER_OFFICER: "客户主任 客戶主任 管家 客服",
    Role.ENGINEER: "工程 维修 維修 维修工 電工 电工 水电工 水電工",
    Role.ENGINEERING_LEAD: "工程负责人 工程負責人 工程主管 工程部主任",
    Role.SECURITY: "秩序 保安 安保 保安员 秩序员 秩序维护员",
    Role.CLEANER: "保洁 保潔 清潔 保洁员",
    Role.GARDENER: "绿化 綠化 绿化工",
    Role.DUTY_OFFICER: "值班",
    Role.CS_LEAD: "客服负责人 客服負責人 客服主管",
    Role.CENTRE_MANAGER: "服务中心负责人 服務中心主管 项目经理 項目經理",
    Role.HEADQUARTERS: "总部 總部",
    Role.ADMIN: "系统管理员 系統管理員 管理员",
}
_ROLE = {word: role for role, words in ROLES.items() for word in (*words.split(), role.value)}
_LANGUAGE = {name: language for language, names in LANGUAGES.items() for name in names}
_USERID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
_NAME = 40  # characters; longer is no name


Who = tuple[str, bool, tuple[str, str, str] | None]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One person of the sheet."""

    name: str
    role: Role
    area: Area = frozenset()
    home: tuple[str, str, str] | None = None  # building, unit or "", room
    language: str | None = None
    wecom: str = ""  # the userid with 企业微信
    row: Row

    @property
    def who(self) -> Who:
        """By what the same person is known again: staff by name among the staff, residents by name and home.

        Anybody may bear the name of a member of staff in a residents' room: that makes none of them.
        """
        staff = self.role is not Role.RESIDENT
        return (self.name, staff, None if staff else self.home)


def people(rows: Iterable[Row], problems: list[Problem], titles: Titles = NO_TITLES) -> list[Listed]:
    """Everybody on the sheet; what is wrong is added to `problems`.

    `titles` are the site's own words for roles (C16), understood beside the usual ones.
    """
    own = {word.lower(): role for role, words in titles.items() for word in words}
    listed: list[Listed] = []
    lines: dict[object, int] = {}
    for row in rows:
        before = len(problems)
        one = _person(row, problems, {**_ROLE, **own})
        if len(problems) > before:
            continue  # of whom nobody knows who they are, nobody is the same
        if one.who in lines:
            problems.append(row.wrong("name", "import.twice", name=one.name, row=lines[one.who]))
        if one.wecom and one.wecom in lines:
            problems.append(row.wrong("wecom", "import.twice", name=one.wecom, row=lines[one.wecom]))
        lines.setdefault(one.who, row.number)
        lines.setdefault(one.wecom, row.number)
        if len(problems) == before:
            listed.append(one)
    return listed


def _person(row: Row, problems: list[Problem], known: Mapping[str, Role]) -> Listed:
    name = row.name("name")
    if not 0 < len(name) <= _NAME:
        problems.append(row.wrong("name", "import.name"))
    role = known.get(row.text("role").lower())
    if role is None:
        roles = "、".join(words.split()[0] for words in ROLES.values())
        problems.append(row.wrong("role", "import.role", value=row.text("role"), roles=roles))
    return Listed(
        name=name,
        role=role or Role.FRONT_DESK,
        area=_area(row, problems),
        home=_home(row, role, problems),
        language=_language(row, problems),
        wecom=_account(row, role, problems),
        row=row,
    )


def _area(row: Row, problems: list[Problem]) -> Area:
    try:
        return parse_area(row.text("area"))
    except AreaError as error:
        problems.append(row.wrong("area", "import.area", value=error))
        return frozenset()


def _home(row: Row, role: Role | None, problems: list[Problem]) -> tuple[str, str, str] | None:
    text = row.text("home")
    home = parse_home(text)
    if text and (home is None or isinstance(row.values["home"], date)):  # Excel makes a date of 3-2-1
        problems.append(row.wrong("home", "import.home", value=text))
    elif role is Role.RESIDENT and not text:
        problems.append(row.wrong("home", "import.home_needed"))
    return home


def _language(row: Row, problems: list[Problem]) -> str | None:
    text = row.text("language")
    if text and text.lower() not in _LANGUAGE:
        problems.append(row.wrong("language", "import.language", value=text))
    return _LANGUAGE.get(text.lower())


def _account(row: Row, role: Role | None, problems: list[Problem]) -> str:
    """A member's userid, as the console shows it (path 90195); a resident is no member."""
    text = row.text("wecom")
    if text and (role is Role.RESIDENT or not _USERID.fullmatch(text)):
        problems.append(row.wrong("wecom", "import.account", value=text))
    return text
