"""When the writer wants somebody to come or call: `明天下午三点以后`, `周六上午`, `下班后`, `半小时内`.

A time that tells when something happened is no wish; only one beside a word of coming, being at home
or having it done by then is taken. A clock time alone stands for the hour that begins then.
"""

import re
from datetime import datetime, timedelta
from itertools import islice

from desk.reading import TimeWish
from nlp.fold import Folded
from nlp.numerals import number
from nlp.sought import Sought

_WEEKDAYS = (
    {day: i % 7 for i, day in enumerate("一二三四五六日")} | {"天": 6} | {str(i): i - 1 for i in range(1, 8)}
)
_DAYS = {"今": 0, "明": 1, "听": 1, "后": 2}
_PARTS = {
    "凌晨": (0, 6),
    "早上": (7, 10),
    "早晨": (7, 10),
    "清早": (7, 10),
    "朝早": (7, 12),
    "朝": (7, 12),
    "早": (7, 10),
    "上午": (8, 12),
    "上昼": (8, 12),
    "中午": (11, 14),
    "晏昼": (12, 18),
    "午后": (13, 18),
    "下午": (13, 18),
    "下昼": (13, 18),
    "下晏": (13, 18),
    "白天": (8, 18),
    "傍晚": (17, 19),
    "晚上": (18, 22),
    "夜晚": (18, 22),
    "夜里": (18, 24),
    "晚": (18, 22),
}
_NIGHT = {"凌晨", "夜里"}  # nobody asks a fitter to come then
_EVENING = {"晚上", "夜晚", "夜里", "晚"}
_EVENTS = {"下班": 18, "收工": 18, "放工": 18, "放学": 17, "午饭": 13, "晚饭": 19, "返工": 8, "上班": 8}

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_CLOCK = rf"{_N}(?:点|时)(?:半|钟|[一三]刻|{_N}分?)?|\d{{1,2}}:\d\d"
_DAY = (
    r"(?P<far>大后天)|(?P<near>[今明听后](?=[天日])|[今明听](?=[晚早朝]))[天日]?"
    r"|(?P<weekend>(?:[这本]|下?下)?个?(?:周末|礼拜末))|(?P<work>平日|(?<![\d个一二两三四五六七八九十])工作日)"
    r"|(?P<next>[这本]|下?下个?)?(?:周|星期|礼拜|拜)(?P<weekday>[一二三四五六日天1-7])"
    rf"|(?P<month>{_N})月(?P<date>{_N})[日号]"
    rf"|(?P<slashed>\d{{1,2}}/\d{{1,2}})(?=\s?(?:{_PART}|{_CLOCK}))"
    rf"|(?<![第住在家号一二三四五六七八九十./-])(?P<dated>{_N})[日号]"  # not the number of a house or a pump
    rf"(?=\s?(?:{_PART}|{_CLOCK}|(?:以|之)?[前后])|[来上在到再能可有我]|过来|$)"
)
_BOUND = r"(?:以|之|过)?后|(?:以|之)?前|左右"
_BEGIN = r"(?=[今明听后大这本下周星礼拜平工\d一二两三四五六七八九十早晚上中午凌清朝晏白傍夜收放返])"
_WISH = re.compile(
    rf"(?<!\d){_BEGIN}(?:{_DAY})?\s?(?P<part>{_PART})?\s?(?P<clock>{_CLOCK})?"
    rf"(?:\s?[到至\-~]\s?(?P<later>{_PART})?(?P<until>{_CLOCK}))?"
    rf"(?P<event>{'|'.join(_EVENTS)})?(?P<bound>{_BOUND})?"
)
_MOST = 20  # times of one message that are looked at: each costs as much as the text is long
_TIMELY = re.compile(r"[点时天日周期拜晚早朝午昼晏班工饭学末号:]")  # no time is told without one of these
_WITHIN = Sought(
    "内",
    r"(?P<count>半|\d{1,2}|[一二两三四五六七八九十]{1,2})个?(?P<unit>小时|钟头|钟|分钟|天|日|星期|礼拜|周|工作日)(?:[之以])?内"
    r"|(?P<week>[这本]周|这个?星期|本星期)(?:[之以])?内",
)
_UNITS = {"小时": 60, "钟头": 60, "钟": 60, "分钟": 1, "天": 1440, "日": 1440, "工作日": 1440}
_WEEK_MINUTES = 10_080

_WANTED = re.compile(
    r"在家|在屋|家里有|有人|人在|上门|安排|派|有空|得闲|得不得|可以|能来|能约|来看|来修|来人|过来|来一[下趟]|要来|来找|来拿|来量|随时"
    r"|等你|等着|行不|都行|再来|来吗|方便|约(?!定|好)"
)
_COMING = re.compile(
    r"(?:再|就)?[来嚟](?![水电暖气了过的自源])(?!.*[了过的])"
)  # right after a time; not who came then
_CALLED = re.compile(r"请|师[傅父]|你们|物业|维修|管家|烦|劳驾|该$")
_DUE = re.compile(r"限|请|必须|一定|希望|之前给|不给")  # beside a deadline
_HOPED = re.compile(r"希望|拜托|麻烦|求")  # before a day
_TOLD = re.compile(r"(?:昨|寻|每|天天|从|自|到|至|半夜|现在|上)[^,，。\s]{0,2}$")
_HAPPENED = re.compile(r"^(?:就|还在|又|开始|才走|刚|起|发现|突然|忽然|半夜|还有|不到|多)")
_OFTEN = re.compile(r"[了过]|[\d一二两三四五六七八九十几][次回趟]")  # 一天内坏了三次: what came within it
_CLAUSE = re.compile(r"[,，。!！?？;；、\s]")

_PM_BEFORE = 7  # a bare “3点” is in the afternoon
_NOON = 12
_SMALL_HOURS = 5  # 晚上1点 is in the night that follows
_HOUR = 60
_MIDNIGHT = 24 * _HOUR


def wish_of(folded: Folded, now: datetime) -> TimeWish | None:
    """The time wish told in a text, reckoned from `now` (aware); None where there is none that can be."""
    try:
        return named(folded, now)
    except ValueError:
        return None


def named(folded: Folded, now: datetime) -> TimeWish | None:
    """As `wish_of`; ValueError where the hour or the date told is none that the clock or the calendar has."""
    text = folded.text
    within = _WITHIN.search(text)
    if within and _is_limit(text, within):
        return _told(folded, within, now, now + _span(within, now))
    if not _TIMELY.search(text):
        return None
    for found in islice(_WISH.finditer(text), _MOST):
        if len(found[0]) > 1 and _is_wish(text, found):
            start, end = _interval(found, now)
            return _told(folded, found, start, end)
    return None


def _told(folded: Folded, found: re.Match[str], start: datetime | None, end: datetime | None) -> TimeWish:
    words = folded.written[found.start() : found.end()].strip()
    return TimeWish(text=words, start=start, end=end)


def _span(found: re.Match[str], now: datetime) -> timedelta:
    if found["week"]:
        return timedelta(days=7 - now.weekday()) - timedelta(hours=now.hour, minutes=now.minute)
    minutes = _UNITS.get(found["unit"], _WEEK_MINUTES)
    return timedelta(minutes=minutes * (0.5 if found["count"] == "半" else number(found["count"]) or 1))


def _is_limit(text: str, found: re.Match[str]) -> bool:
    """Whether it is asked for within that time, not told what came within it."""
    before, after = _CLAUSE.split(text[: found.start()])[-1], _CLAUSE.split(text[found.end() :])[0]
    if _TOLD.search(text[: found.start()]):
        return False
    return not _OFTEN.search(after) or any(words.search(before) for words in (_WANTED, _DUE, _HOPED))


def _is_wish(text: str, found: re.Match[str]) -> bool:
    told = {name for name, value in found.groupdict().items() if value}
    vague = {"part", "next"} if _COMING.match(text, found.end()) else {"part", "next", "bound"}
    if not told - vague or told <= {"event"} or (told <= {"near", "next"} and len(found[0]) == 1):
        return False
    if _TOLD.search(text[max(0, found.start() - 6) : found.start()]) or _HAPPENED.match(text[found.end() :]):
        return False
    if found["part"] in _NIGHT or (told == {"clock"} and found["clock"].startswith("一点")):
        return False
    before, after = _CLAUSE.split(text[: found.start()])[-1], _CLAUSE.split(text[found.end() :])[0]
    due = (found["bound"] or "").endswith("前") and (_DUE.search(before) or _DUE.search(after))
    hoped = told & {"near", "weekday", "weekend", "month", "slashed", "dated"} and _HOPED.search(before)
    coming = _COMING.match(after) and (not before or _CALLED.search(before))
    return bool(due or hoped or coming or _WANTED.search(before) or _WANTED.search(after))


def _interval(found: re.Match[str], now: datetime) -> tuple[datetime | None, datetime | None]:
    day, last = _day(found, now)
    begin, end = _hours(found)
    if begin is None:
        return _at(day, 0), _at(last, _MIDNIGHT)
    if _at(day, begin) < now:
        day += timedelta(days=_until_again(found))
    start = _at(day, begin)
    bound = found["bound"] or ""
    if bound.endswith("后"):
        return start, None
    if bound.endswith("前"):
        return None, start
    return start, _at(day, begin + _HOUR if end is None else end)


def _until_again(found: re.Match[str]) -> int:
    """In how many days a time that is over comes again; 0 for one whose day was told."""
    if found["weekday"]:
        return 7 if found["clock"] and not found["next"] else 0
    return 0 if any(found[day] for day in ("near", "far", "month", "slashed", "dated")) else 1


def _at(day: datetime, minute: int) -> datetime:
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=minute)


def _day(found: re.Match[str], now: datetime) -> tuple[datetime, datetime]:
    """First and last day meant."""
    if found["weekend"]:
        first = now + timedelta(days=(5 - now.weekday()) % 7 + 7 * found["weekend"].count("下"))
        return first, first + timedelta(days=1)
    if found["weekday"]:
        ahead = _WEEKDAYS[found["weekday"]] - now.weekday()
        ahead += 7 * ((found["next"] or "").count("下") or ahead < 0)
        return now + timedelta(days=ahead), now + timedelta(days=ahead)
    day = _dated(found, now) or now + timedelta(days=3 if found["far"] else _DAYS.get(found["near"] or "", 0))
    return day, day


def _dated(found: re.Match[str], now: datetime) -> datetime | None:
    """The next day of that date, today included; ValueError where the calendar has none."""
    if found["dated"]:
        day = number(found["dated"]) or 0
        if day >= now.day:
            return now.replace(day=day)
        return (now.replace(day=1) + timedelta(days=31)).replace(day=day)
    month, _, day_of = (found["slashed"] or f"{found['month'] or ''}/{found['date']}").partition("/")
    if not month:
        return None
    this_year = now.replace(month=number(month) or 0, day=number(day_of) or 0)
    return this_year if this_year.date() >= now.date() else this_year.replace(year=now.year + 1)


def _hours(found: re.Match[str]) -> tuple[int | None, int | None]:
    """Begin and end, in minutes of the day; the end may lie in the next."""
    part = found["part"]
    if found["clock"]:
        begin = _clock(found["clock"], part)
        return begin, _until(found, begin) if found["until"] else None
    if found["event"]:
        return _EVENTS[found["event"]] * _HOUR, None
    if part:
        first, last = _PARTS[part]
        return first * _HOUR, None if found["bound"] else last * _HOUR
    return None, None


def _until(found: re.Match[str], begin: int) -> int:
    end = _clock(found["until"], found["later"] or found["part"])
    if end <= begin and not found["later"]:
        end += _NOON * _HOUR  # 10点到9点, 上午10点到2点
    if end <= begin:
        raise ValueError(found[0])
    return end


def _clock(text: str, part: str | None) -> int:
    hours, _, minutes = re.sub("[点时]", ":", text).partition(":")
    hour, minute = number(hours) or 0, _minutes(minutes)
    if not (0 <= minute < _HOUR and hour * _HOUR + minute <= _MIDNIGHT):
        raise ValueError(text)
    return (hour + _shift(hour, part)) * _HOUR + minute


def _shift(hour: int, part: str | None) -> int:
    """How many hours later the clock stands than it says: 下午3点 is 15:00, 晚上12点 is midnight."""
    if part in _EVENING and (hour == _NOON or hour < _SMALL_HOURS):
        return _NOON if hour == _NOON else 2 * _NOON
    if part == "凌晨" and hour == _NOON:
        return -_NOON
    first = _PARTS[part][0] if part else 0
    later = first >= _NOON or (part == "中午" and hour < first) or (part is None and hour < _PM_BEFORE)
    return _NOON if later and hour < _NOON else 0


def _minutes(text: str) -> int:
    if text in ("", "钟"):
        return 0
    spoken = {"半": 30, "一刻": 15, "三刻": 45}
    return spoken[text] if text in spoken else number(text.rstrip("分")) or 0
