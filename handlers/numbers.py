"""A number of the month opened by tap (展开) or in words: 月报 2026-10 楼栋, 月报 2026-10 电梯.

Nothing is counted here: the letter says which number is meant, and whoever delivers it counts.
"""

from dataclasses import replace
from zoneinfo import ZoneInfo

from desk.errors import Refused
from desk.figures import numbers
from desk.figures import period as periods
from desk.figures.numbers import Number
from desk.notices import Notice
from handlers import asking, months
from handlers.scene import answer
from handlers.turn import Turn

_CHAPTERS = {
    "all": "全部 总数 總數 all total",
    "kind": "类型 類型 kind kinds",
    "class": "级别 級別 class classes",
    "category": "类别 類別 category",
    "topic": "问题 問題 主题 主題 topic topics",
    "building": "楼栋 樓棟 building buildings",
    "department": "部门 部門 岗位 崗位 department departments",
    "person": "人 人员 人員 员工 員工 person persons people",
    "source": "来源 來源 source sources",
    "hour": "时段 時段 小时 小時 hour hours",
    "word": "热词 熱詞 关键词 關鍵詞 word words keywords",
    "rate": "及时率 及時率 时限 時限 rate rates",
    "stars": "评价 評價 满意度 滿意度 星 stars ratings",
    "mark": "标记 標記 其他 二次投诉 二次投訴 群诉 群訴 机器人 機器人 marks",
    "repeat": "重复 重複 检修 檢修 repeat repeats",
    "station": "环节 環節 漏斗 station stations",
    "week": "周 每周 週 week weeks",
    "floor": "楼层 樓層 floor floors",
    "bucket": "逾期多久 late",
}
_NAMED = {word: chapter for chapter, words in _CHAPTERS.items() for word in words.split()}


def month(turn: Turn) -> Notice:
    """月报 2026-10: the card; with words behind the month: that number of it."""
    written, words = periods.parted(turn.words, periods.of(turn.now, ZoneInfo(turn.site.timezone)))
    if not written or not words:
        return months.month(turn)
    months.allowed(turn)
    period = months.asked(replace(turn, words=written))
    if words.lower() in _NAMED:
        return _told(turn, Number(period=period, chapter=_NAMED[words.lower()]))
    found = asking.about(turn, f"{period} {words} 多少")
    if found is None:
        raise Refused("no_such_number", word=words[:20], month=str(period))
    return found


def tapped(turn: Turn) -> Notice:
    """展开, a chapter, a line of one, 继续."""
    months.allowed(turn)
    number = numbers.decode(turn.words, periods.of(turn.now, ZoneInfo(turn.site.timezone)))
    if number is None:
        raise Refused("unknown_button")
    answer(turn.scene, turn.tools, _told(turn, number), turn.now)
    return Notice("done.more")


def _told(turn: Turn, number: Number) -> Notice:
    """What asks whoever delivers it for the number; persons are for heads, privately (S0-47)."""
    persons = months.sees_persons(turn)
    if number.chapter == "person" and not persons:
        raise Refused("number_persons")
    return Notice("numbers.opened", {"number": number.code(), "persons": persons})
