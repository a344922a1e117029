"""Text in, Reading out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import exp

from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from nlp import lexicon
from nlp.fold import fold
from nlp.lexicon import Hit, Kind, Lexicon, LexiconError
from nlp.places import place_of

__all__ = ["LexiconError", "Reader", "Thresholds"]

_PHONE = re.compile(r"(?<!\d)(1[3-9]\d{9}|09\d{8}|0\d{2,3}-?\d{7,8})(?!\d)")
_FEES = {"物业费", "停车费", "水电费", "维修费", "维修资金", "公共收益", "押金"}
_FACILITIES = {
    "电梯",
    "供水",
    "供电",
    "燃气",
    "供暖",
    "排水",
    "渗漏",
    "门禁",
    "消防",
    "监控",
    "照明",
    "道路",
    "房屋质量",
    "公共设施",
}
_ESSENTIAL = {"电梯", "供水", "供电"}


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """From which confidence on a report is opened, or shown to staff."""

    open: float = 0.8
    ask: float = 0.5


class Reader:
    """Reads messages; safe to share between threads."""

    def __init__(self, words: Lexicon, thresholds: Thresholds) -> None:
        self._words = words
        self._thresholds = thresholds

    @classmethod
    def load(cls, site_words: Iterable[str] = (), thresholds: Thresholds | None = None) -> "Reader":
        """A reader that also knows `site_words` (names of buildings and shops); raises `LexiconError`."""
        del site_words
        return cls(lexicon.load(), thresholds or Thresholds())

    def read(self, text: str, now: datetime) -> Reading:
        """What is understood of any string at `now` (aware, in the site's zone); never raises."""
        del now
        folded = fold(text)
        hits = self._words.find(folded.text)
        of = {kind: [h for h in hits if h.entry.kind is kind] for kind in Kind}
        topic = _topic(of)
        sure = 1 / (1 + exp(2 - _score(of)))
        if of[Kind.CONTEXT] or sure < self._thresholds.ask or topic is None:
            return Reading(intent=Intent.CHAT, action=Action.SILENT, confidence=1 - sure)
        alarm = bool(of[Kind.ALARM])
        triggers = tuple(f"{h.entry.clause} {h.entry.word}" for h in of[Kind.TRIGGER])
        areas = of[Kind.AREA]
        area = folded.written[areas[0].start : areas[0].end] if areas else None
        phone = _PHONE.search(folded.text)
        return Reading(
            intent=Intent.REPORT,
            action=Action.OPEN if sure >= self._thresholds.open else Action.ASK,
            confidence=sure,
            category=_category(topic, alarm),
            class_=_class(triggers),
            topic=topic,
            urgency=Urgency.URGENT if alarm else Urgency.SOON if topic in _ESSENTIAL else Urgency.NORMAL,
            place=place_of(folded, area, None),
            phone=phone and phone[1],
            triggers=triggers,
            keywords=tuple(dict.fromkeys(h.entry.word for h in hits)),
            because=tuple(f"{h.entry.name}: {h.entry.weight}" for h in hits),
        )


def _topic(of: dict[Kind, list[Hit]]) -> str | None:
    hits = of[Kind.ALARM] + of[Kind.THING] + of[Kind.FAULT]
    return next((h.entry.topic for h in hits if h.entry.topic), None)


def _score(of: dict[Kind, list[Hit]]) -> float:
    both = bool(of[Kind.THING]) and bool(of[Kind.FAULT])
    return 4 * both + 5 * bool(of[Kind.ALARM]) + 2 * bool(of[Kind.TRIGGER]) + len(of[Kind.FAULT])


def _category(topic: str, alarm: bool) -> Category:  # noqa: FBT001
    if alarm:
        return Category.EMERGENCIES
    if topic in _FEES:
        return Category.FEES
    return Category.FACILITIES if topic in _FACILITIES else Category.SERVICE


def _class(triggers: tuple[str, ...]) -> Class:
    clauses = {trigger[:5] for trigger in triggers}
    if clauses & {"S0-02", "S0-03", "S0-05", "S0-06"}:
        return Class.ONE
    return Class.TWO if clauses else Class.THREE
