"""Building, unit, floor and room, out of folded text.

Understood: `3号楼2单元501`, `12#`, `B座1203`, `5座12楼C室`, `8座19C`, `14楼之2`, `2-1-604`, `3-501`,
`Tower 5`, `Blk 3 Flat F 2/F`, `19th floor`, `10-2的电梯`, a bare `1502`.
Where a text names two buildings or two floors and neither as the writer's own, none is told: a wrong door is
worse than a question.
"""

import re
from dataclasses import dataclass

from desk.reading import Place
from nlp.numerals import number
from nlp.sought import DIGITS, Sought
from nlp.spoken import plainly

_CN = r"[〇零一二两三四五六七八九十廿卅百]{1,5}"
_N = rf"(?:\d{{1,3}}|{_CN})"
_NO_MORE = r"(?![\d%:/年月日天个户点分秒块元万米度人次岁斤条周小])"
_NO_LESS = r"(?<![\da-z.:/\-~¥$第])"

_TRIPLE = Sought(
    "-#",
    rf"{_NO_LESS}([a-h]?\d{{1,3}}|[a-h])(?:(?:号楼|[栋幢座#])-?|-)(\d{{1,2}})(?:单元)?[-#](\d{{3,4}}){_NO_MORE}(?!-)",
)
_PAIR = Sought("-", rf"{_NO_LESS}(?<!车位)(?<!车位号)(\d{{1,2}}|[a-h])-(\d{{3,4}})(?!-){_NO_MORE}")
_BUILDING_UNIT = Sought(
    "-", r"(?<![\da-z.:/\-~¥$])(\d{1,2})-(\d{1,2})(?=的|[,，]|这个单元|单元|电?梯|楼道|门口)"
)
_TOWER = r"(?:号院?[楼褛搂]|栋|橦|幢|座|#楼?|洞(?=电|单元|[\d楼]))"
_ENGLISH = r"(?:building|bldg\.?)(?:\s?(?:number|no\.?|#))?"
_COUNTED = r"(?:times|minutes|hours|days|weeks|months|years|people|residents|households)"
_FEW = r"[一两二三四五六七八九十几]"
_BUILDING = Sought(
    "号栋橦幢座#楼洞tb",
    rf"(?<![\da-z.\-~¥$栋幢])(?<![栋幢]\s)([a-z]?\d{{1,3}}[a-z]?|[a-z]|{_CN}|[甲乙丙丁])\s?{_TOWER}(?<!{_FEW}栋(?=楼[^下前后顶底道]|人))(?<![同整]一栋)"
    rf"|{_NO_LESS}([a-h])楼"
    rf"|(?<![a-z])(?:tower|block|blk|{_ENGLISH})\s?(\d{{1,2}}[a-z]?|[b-hj-z]|a(?!\s[a-z]))(?![a-z\d]|\s{_COUNTED})"
    r"|(?<![a-z\d])(t\d)(?![a-z\d])",
)
_DIGITS = "[〇零一幺二三四五六七八九]{3,4}"  # of a door, told one by one
_BY_UNIT = Sought(
    "号楼",
    rf"(?<![\d.])({_N})[号楼](?={_N}(?:单元|门))"
    rf"|(?<![\d.月])({_N})号(?={_N}(?:楼(?!栋|道)|f(?![a-z\d]))|\d{{3,4}}室)|(?:^|(?<=我家)|(?<=[住在]))(\d{{1,2}})号(?=\d{{3,4}}{_NO_MORE})",
)
_OTHERS = re.compile(r"(?:对面|隔壁|旁边|像|比|不是)的?$")
_RANGE = Sought(
    "号栋橦幢座#",
    rf"{_N}\s?(?:号楼|栋|幢|座|#)?(?:到|至|-|~|和|跟|与|同|、)\s?{_N}\s?{_TOWER}|{_N}(?:号楼|栋|幢|座){_N}(?:号楼|栋|幢|座)",
)
_UNIT = Sought(
    "单丹门梯座u",
    rf"(?<![这那同每整哪本一两几个])([a-z]|{_N})\s?(?:个)?(?:[单丹][元员园无圆]|单(?=\d{{3,4}}{_NO_MORE})|门洞)(?!楼有)"
    rf"|(?<=[号栋幢座楼])({_N})(?:门|梯)(?!口)|(?<=[号栋幢座楼])([a-z])座"
    rf"|(?<![a-z]){_ENGLISH}\s?\d{{1,2}}[\s,]{{1,3}}unit\s?([1-9])(?![\da-z\-])",
)
_FLOOR = Sought(
    "楼层f",
    rf"(?<![行走每哪整负\d.a-z\-〇零一二两三四五六七八九十廿卅百])(?<![行走爬][咗了足])(?<!地下)(?<!任何)(?<!这一)(?<!那一)({_N})(?!\s楼顶)\s?"
    r"(?:楼(?!栋|道|梯(?!厅|间|口)|上|下(?!不)|盘|之)|(?:(?<=[\d十四五六七八九])|(?<=十[一二三]))层(?!楼高|灰|皮|叠)|/?f(?![a-z\d])|(?:st|nd|rd|th)\sfloor)"
    r"|(?<![a-z])floor\s?(\d{1,2})(?![\d.])",
)
_LEVELS = Sought("楼层", rf"{_N}\s?[楼层]?\s?(?:到|至|-|~|和|跟|与|、)\s?{_N}\s?[楼层]")
_SHARED = re.compile(
    r"[的]?(?:大堂|大厅|平台|连廊|雨棚|商|店|底商|花园|门店|餐|大门|铺|小院|入口|出口|自助|总管|显示|的?小|怎么|以上|以下|楼梯口|高)"
)
_TAIWAN = Sought("之-", rf"({_N})(?:楼|f)(?:之|-)({_N})")
_DOOR_OF_FLOOR = Sought("楼层", rf"({_N})[楼层]\s?(0[1-9]|[1-9]\d)(?:室|号?房|号(?!楼|院))")  # 16楼03室
_HONGKONG = Sought(
    "abcdefgh",
    r"(?:(?<=[座室])|(?<![a-z\d])(?!\s?\d+f|24h))\s?(\d{1,2})([a-h])(?![a-z\d])(?!座|栋|幢|区|梯|口|级|号)",
)
_ROOM_AFTER = re.compile(
    rf"[\s,，的是]{{0,2}}(?:(\d{{3,4}}){_NO_MORE}|({_DIGITS})(?![十百千万\d楼层号栋幢座个户点年月日块元]|家(?!里))|(?<=楼)\s?([a-h])(?![a-z\d梯座区栋幢口]))"
)
_ROOM = Sought(
    "室房号单住业faru",
    r"(?<![\d.a-z-])(\d{3,4}[a-z]?|[〇零一二三四五六七八九]{3,4})\s?(?:室|房(?!价|贷|子)|号房|单位|住户|业主)"
    r"|(?<![a-z\d])([a-h])(?:室|单位)(?!里)|(?<![a-z])flat\s([a-h])(?![a-z])"
    r"|(?<![a-z])(?:apt|apartment|flat|room|unit|rm)\.?\s?#?(\d{3,4}[a-h]?)(?![\da-z])",
)
_BARE = Sought(
    DIGITS,
    r"(?<![\d.a-z\-:/¥$#])(?<!电话)(?<!转)(?<!分机)(?<![编单尾]号)(?<!报价)(?<!\d\d\d\s)([1-9](?:0[1-9]|1\d)|[1-4]\d(?:0[1-9]|[12]\d))"
    r"(?![\d.\-:/%a-z年月日天个户点分秒块元万米度人次岁斤条周路线号版届型期名级页只张台辆套平份票蚊])",
)
_NUMBERS_OF_OTHERS = {
    "110",
    "112",
    "114",
    "119",
    "315",
    "618",
    "1024",
    "1111",
    "1212",
    "1314",
    "1818",
    "1823",
    "1999",
    "2012",
    "2021",
    "2022",
    "2023",
    "2024",
    "2025",
    "2026",
    "2027",
}
_DENIED = re.compile(  # 不是1单元，是2单元: what is said not to be it
    rf"(?<!是)(?:不是|不系|唔系)(?:(?:[a-z\d\-#]|{_CN}|号?[楼栋橦幢座]|个?单元|号|层|室|房|门|梯)+)(?=[,，。\s]*(?:而?是|应该是|系))"
)
_MEANT = re.compile(r"(?:投诉|举报|反映|报修?|说|讲|问|坏|漏)的(?:是|系)(?=.{0,3}?(?:[栋幢座]|号楼|#))")
_ELSEWHERE = Sought(  # one's own home, closed by a comma, and then the building that is meant
    "号栋橦幢座#",
    rf"(?:我家|我是|我住在?|我们?家住?在?|住在?|本人住?|俺家|我在)\s?({_N})\s?{_TOWER}(?:[\da-z单元室楼层号的\-]|业主|住户|居民){{0,14}}[,。;!?\s]{{1,3}}"
    rf"[^,。;!?\s\d]{{0,8}}?(?=({_N})\s?{_TOWER}(?!的?(?:邻居|业主|住户|朋友|亲戚|人|那边|师傅)|[也都]))",
)
_MINE = re.compile(r"(?:我家|我是|我住|我在|我们家|住在?|俺家|本人|系|我喺|我|家住)$")


_DOORS = Sought(  # of 301、302 neither is told
    DIGITS,
    r"(?<![\d.\-:/])[1-9]\d{0,1}(?:0[1-9]|[1-3]\d)室?(?:[、和跟与同及/~\-]|到|至)\s?[1-9]\d{0,1}(?:0[1-9]|[1-3]\d)(?![\d.\-:/%年月日元块万米])",
)

_NAMED = re.compile(  # a number beside a part, or one of three digits: without it nothing above is found
    r"[0-9a-z〇零一二两三四五六七八九十廿卅百甲乙丙丁]"
    r"(?:\s?个?[号栋橦幢座洞#楼层门梯室房单丹住业f/]|(?<=\d)(?:[a-h\-]|\d\d)"
    r"|(?<=t)(?:\d|ower)|(?<=b)(?:lo?c?k|uild|ldg)|(?<=f)l(?:oor|at))"
)


@dataclass(frozen=True, kw_only=True)
class _Found:
    value: str
    start: int
    end: int


def place_of(text: str, *, bare: bool = True) -> Place:
    """The place told in a folded text; `bare` also takes a lone `1502` for a room."""
    text = plainly(text)
    if not _NAMED.search(text):
        return Place()
    text = _DENIED.sub(_blank, text)
    meant = _MEANT.search(text)
    if meant:  # 我住3栋，报的是5栋的灯
        text = text[meant.end() :]
    if (home := _ELSEWHERE.search(text)) and _tidy(home[1]) != _tidy(home[2]):
        text = text[home.end() :]
    triple = _TRIPLE.search(text)
    if triple:
        building, unit, room = triple.groups()
        return Place(building=_tidy(building), unit=unit, room=room)
    building = _one(_buildings(text), text)
    unit = _first(_UNIT, text)
    floor, room, end = _flat(text, max((f.end for f in (building, unit) if f), default=0))
    if floor is None:
        found = _one(_floors(text), text)
        floor, end = (found.value, max(end, found.end)) if found else (None, end)
    if _DOORS.search(text):
        return Place(
            building=building.value if building else None, unit=unit.value if unit else None, floor=floor
        )
    return _completed(text, building, unit, floor, room or _room(text, end), bare=bare)


_STRUCK = Sought(
    "楼",
    r"(?<=[漏滴渗流淌淋传])(?:水|下)?(?:到|给|去|至|进)了?(?:我家|我们家|我们|我|人家)?(?:楼下|楼上)",
)


def without_struck(text: str) -> str:
    """Spaces for whom it reached (`漏到楼下了`), which is not where it is."""
    for found in list(_STRUCK.finditer(text)):
        text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _completed(
    text: str,
    building: _Found | None,
    unit: _Found | None,
    floor: str | None,
    room: str | None,
    *,
    bare: bool,
) -> Place:
    """What dashes and lone numbers add."""
    tower = building.value if building else None
    door = unit.value if unit else None
    if tower is None and room is None and (pair := _PAIR.search(text)):
        tower, room = _tidy(pair[1]), pair[2]
    if tower is None and (pair := _BUILDING_UNIT.search(text)):
        tower, door = pair[1], pair[2]
    if bare and room is None:
        lone = [found[1] for found in _BARE.finditer(text) if found[1] not in _NUMBERS_OF_OTHERS]
        room = lone[0] if lone else None
    return Place(building=tower, unit=door, floor=floor, room=room)


def _tidy(raw: str) -> str:
    value = number(raw)
    return raw.upper() if value is None else str(value)


def _door(raw: str) -> str:
    """A room as on its door: digits stay as they are, spelled ones become digits."""
    return raw.upper() if raw.isascii() else _tidy(raw)


def _first(pattern: Sought, text: str) -> _Found | None:
    found = pattern.search(text)
    return found and _Found(value=_tidy(_group(found)), start=found.start(), end=found.end())


def _group(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group)


def _buildings(text: str) -> list[_Found]:
    if _RANGE.search(text):
        return []
    by_unit = _first(_BY_UNIT, text)
    if by_unit:
        return [by_unit]
    found = [_Found(value=_tidy(_group(f)), start=f.start(), end=f.end()) for f in _BUILDING.finditer(text)]
    return [f for f in found if not _OTHERS.search(text, max(0, f.start - 3), f.start)]


_FLOORS_OF_A_TOWER = {str(floor) for floor in range(2, 100)}
_PASSING = re.compile(r"(?:从|到|至|(?<!住)在|放我在|b\d\s?)$")  # a ground floor that is only passed


def _floors(text: str) -> list[_Found]:
    several = [found.span() for found in _LEVELS.finditer(text)]
    found = [
        _Found(value=_tidy(_group(f)), start=f.start(), end=f.end())
        for f in _FLOOR.finditer(text)
        if not _SHARED.match(text, f.end()) and not any(start <= f.start() < end for start, end in several)
    ]
    return [
        f
        for f in found
        if f.value in _FLOORS_OF_A_TOWER or (f.value == "1" and not _PASSING.search(text, 0, f.start))
    ]


def _one(found: list[_Found], text: str) -> _Found | None:
    """The only one told, or the one told as the writer's own."""
    if len({f.value for f in found}) <= 1:
        return found[0] if found else None
    own = [f for f in found if _MINE.search(text, max(0, f.start - 3), f.start)]
    return own[0] if own else None


def _flat(text: str, after: int) -> tuple[str | None, str | None, int]:
    """Floor and room in one: `14楼之2` (Taiwan), `8座19C` (Hong Kong)."""
    found = _TAIWAN.search(text)
    if found:
        dash = "" if "之" not in found[0] else "之"
        return _tidy(found[1]), dash + _tidy(found[2]), found.end()
    found = _DOOR_OF_FLOOR.search(text, max(0, after - 1))
    if found:
        return _tidy(found[1]), _tidy(found[1]) + found[2], found.end()
    found = _HONGKONG.search(text, after) or _HONGKONG.search(text)
    if found:
        return found[1], found[2].upper(), found.end()
    return None, None, after


def _room(text: str, after: int) -> str | None:
    near = _ROOM_AFTER.match(text, after) if after else None
    if near:
        return _door(_group(near))
    found = _ROOM.search(text)
    return None if found is None else _tidy(_group(found))
