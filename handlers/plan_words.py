"""A plan as it is typed: 方案 …；预计 …；困难 …；选项 …／…, in lines or in one."""

import re
from datetime import datetime

from desk.errors import Refused
from desk.hours import Calendar
from desk.moves.planning import OPTIONS, Plan
from nlp.dates import said

_LABELS = {
    "measures": "方案 措施 做法 处理方案 處理方案 plan",
    "expected": "预计 预计完成 预计时间 完成 完成时间 時間 时间 預計 預計完成 by expected",
    "difficulty": "困难 可能困难 难点 難點 困難 可能困難 difficulty",
    "options": "选项 选择 選項 選擇 options",
}
_LABEL = {label: name for name, labels in _LABELS.items() for label in labels.split()}
_WORDS = "|".join(sorted(_LABEL, key=len, reverse=True))
_LABELLED = re.compile(rf"\s*({_WORDS})\s*[:：]?\s*(.*)", re.DOTALL | re.IGNORECASE)
_OPTION = re.compile(r"\s*[1-3A-Ca-c①②③][.、)）．]\s*(.+)")
_LONGEST = {"measures": 400, "difficulty": 200, "options": 60}  # characters


def parse(words: str, now: datetime, calendar: Calendar, number: int) -> Plan:
    """The plan in these words; raises Refused where it names no time or nothing to do (S4-17)."""
    told: dict[str, str] = {}
    options: list[str] = []
    for part in filter(None, (part.strip() for part in re.split(r"[\n；;]+", words))):
        listed = _OPTION.fullmatch(part)
        if listed:
            options.append(listed[1].strip())
            continue
        name, rest = _named(part)
        told[name] = f"{told[name]}；{rest}" if name in told else rest
    options += [one.strip() for one in re.split(r"[/／|｜、]", told.get("options", "")) if one.strip()]
    expected = _time(told.get("expected") or words, now, calendar)
    measures = told.get("measures", "").strip()
    if expected is None or expected <= now:
        raise Refused("plan_time", number=number)
    if not measures or len(options) > OPTIONS or len(options) == 1:
        raise Refused("plan_words", number=number, most=OPTIONS)
    return Plan(
        measures=measures[: _LONGEST["measures"]],
        expected=expected,
        difficulty=told.get("difficulty", "")[: _LONGEST["difficulty"]],
        options=tuple(one[: _LONGEST["options"]] for one in options),
    )


def _named(part: str) -> tuple[str, str]:
    found = _LABELLED.fullmatch(part)
    if found is None:
        return "measures", part
    return _LABEL[found[1].lower()], found[2].strip()


def _time(words: str, now: datetime, calendar: Calendar) -> datetime | None:
    """The moment named, of a whole day its close."""
    named = said(words, calendar.local(now))
    if named is None:
        return None
    at = named.at if named.timed else calendar.opening(named.at.date())[-1][1]
    return at.astimezone(now.tzinfo)
