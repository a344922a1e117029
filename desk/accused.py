"""Who is complained of (被投诉人): found among the staff and kept out of the case (S4-28, S4-41)."""

import re
from collections.abc import Iterable

from desk.manners import NO_TITLES, Titles
from desk.misconduct import did, grave
from desk.people import Person, Role
from desk.reading import Reading

_CONDUCT_TOPIC = "服务态度"
_CONDUCT_CLAUSE = "S0-08"  # 服务态度、职业道德、廉洁纪律
_CONDUCT = re.compile(
    r"态度|恶劣|骂|凶|吼|推诿|推托|推脱|敷衍|不耐烦|爱理不理|爱搭不理|不理人|甩脸|白眼|威胁|动手|打人|推人|打我|骚扰"
    r"|收了?我?.{0,6}(?:钱|红包|好处)|要红包|贪|偷懒|睡觉|玩手机|喝酒|喝醉|脱岗|投诉|举报|服務態度|罵|推諉|敷衍了事"
    r"|rude|attitude|bribe|shout|swear|insult",
    re.IGNORECASE,
)  # a word of somebody's conduct, in a line that names somebody
_TITLES = {
    Role.CUSTOMER_OFFICER: "管家 客户主任 主任 楼管 管理员 客服",
    Role.FRONT_DESK: "前台 客服 接待 柜台 receptionist concierge",
    Role.ENGINEER: "师傅 师父 工程 工程部 维修 维修工 维修师傅 电工 水工 水电工 "
    "repairman plumber electrician technician",
    Role.SECURITY: "保安 门卫 门岗 秩序 秩序部 安保 队长 保安队长 岗亭 警卫 保全 看更 guard security",
    Role.CLEANER: "保洁 保洁员 保洁阿姨 清洁工 清洁阿姨 阿姨 cleaner",
    Role.GARDENER: "绿化 绿化工 园丁",
    Role.DUTY_OFFICER: "值班 值班员",
    Role.CS_LEAD: "客服主管 客服负责人 客服经理 主管 主任",
    Role.CENTRE_MANAGER: "经理 物业经理 项目经理 主任 总干事 manager",
}
TITLES = {role: tuple(words.split()) for role, words in _TITLES.items()}


def of_conduct(text: str, reading: Reading) -> bool:
    """Whether a matter is about how somebody behaved, as far as the words say."""
    named = any(trigger.startswith(_CONDUCT_CLAUSE) for trigger in reading.triggers)
    said = _CONDUCT.search(text) or did(_HOLDER, text)
    return named or reading.topic == _CONDUCT_TOPIC or said is not None


def accused(
    text: str,
    reading: Reading,
    staff: Iterable[Person],
    building: str | None = None,
    titles: Titles = NO_TITLES,
) -> list[Person]:
    """The staff complained of: by full name, by surname and title (周管家, 小赵), else by the title said.

    A bare title means whoever has it: of officers the building's, where there is one. Too many are barred
    rather than too few; nobody where the matter is not about conduct. `titles` are the site's own (C16).
    """
    people = [one for one in staff if one.active]
    if not of_conduct(text, reading):
        return [one for one in people if did(re.escape(one.name), text)]
    named = [one for one in people if one.name in text] or [
        one for one in people if _surname(one, text, titles)
    ]
    if named:
        return named
    said = (reading.accused or titled(text) or "").lower()
    meant = [one for one in people if any(title in said for title in _titles(one, titles))]
    near = [one for one in meant if building and building in one.area]
    return near or meant


_CHANNEL = "电话|電話|热线|熱線|箱|邮箱|渠道|率|单|單"  # 投诉电话 complains of nobody
_COMPLAINS = re.compile(rf"(?<![不没沒别別勿莫])(?:投诉|投訴|举报|舉報|检举|檢舉)(?!{_CHANNEL})")
_REACH = 8  # characters between 投诉 and whom: 投诉你们3栋的管家
_SAID = "|".join(sorted({one for words in TITLES.values() for one in words}, key=len, reverse=True))
_ANYBODY = ("阿姨", "维修", "工程", "值班")  # 家里阿姨睡着了 is of nobody here
_HOLDER = "|".join(one for one in _SAID.split("|") if one not in _ANYBODY)
_TITLED = re.compile(rf"{_COMPLAINS.pattern}.{{0,{_REACH}}}?({_SAID})")


def complains(text: str) -> bool:
    """Whether the words say 投诉 outright."""
    return _COMPLAINS.search(text) is not None


def misbehaved(text: str, staff: Iterable[Person]) -> bool:
    """Whether a few words tell of one of the staff what nobody does in their job: 师傅要我红包."""
    names = (re.escape(one.name) for one in staff if one.active)
    return grave(text) and any(did(who, text) for who in (_HOLDER, *names))


def titled(text: str) -> str | None:
    """The job of whoever is complained of: 投诉你们的保安, 保洁阿姨偷我快递."""
    found = _TITLED.search(text) or did(_HOLDER, text)
    return found and found[1]


def _titles(person: Person, titles: Titles) -> tuple[str, ...]:
    return (*TITLES.get(person.role, ()), *titles.get(person.role, ()))


def _surname(person: Person, text: str, own: Titles) -> bool:
    """Whether the words call this person as people do: 周管家, 王师傅, 小赵, 老王."""
    titles = "|".join(map(re.escape, _titles(person, own)))
    if not titles or not "\u4e00" <= person.name[0] <= "\u9fff":
        return False
    surname = re.escape(person.name[0])
    return re.search(rf"{surname}(?:{titles})|(?:{titles})[小老]?{surname}|[小老]{surname}", text) is not None
