"""A question that goes on from the one before (投诉的呢, 换成上个月, 那3栋和5栋呢, and yesterday?)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desk.figures.asking import EVER, Query
from desk.figures.bounds import Bound, measured_in
from desk.figures.marks import MEASURED, Mark
from desk.figures.terms import TIMELESS, Against, By, Measure
from nlp.against import Compared
from nlp.asked import Asked, bound_for, queries_of, with_beside
from nlp.asked_heard import Heard, heard, pieces
from nlp.asked_measure import measure_of
from nlp.asked_words import MOST
from nlp.fold import Folded, fold
from nlp.lexicon import Lexicon

_LONGEST = 30  # characters, twice as many letters; who says more asks anew
_OPENS = re.compile(
    r"\s*(?:那(?![个些边里])么?就?|然后|换成?|改成?|改为|再看看?|再查|[只就光]看|只要|就要"
    r"|还有(?![几多没哪谁])|我说的?是|就是(?!我)|同样"
    r"|and|what about|how about|only|just|same for)\s*"
)
_CLOSES = re.compile(
    r"\s*(?:的?(?:[呢咧捏]|怎么样|又如何)(?:[呀啊]|\s)*|的(?:话|[呀啊])?|only|then)?[\s?!。,.~]*$"
)
_COUNTED = re.compile(r"\s*(?=\d{1,3}个?[天周月星])")  # 30天的
_THOSE = re.compile(
    r"^\s*(?:那|还有)?在?(?:其中|当中|这里面|这些里面?|那些里面?|里面|里头)的?"
    r"|of (?:those|them|these|the (?=\w+ ones))"
)
_ALSO = re.compile(
    r"\s*(?:(?:including|with|连|算上|加上|包括)\s*(?:those|them|那些|这些|它们)"
    r"|(?:那些|这些|它们)?[也都]?(?:算上|算在内|包括在内|算进去|加上))\s*"
)
_YEAR_BEFORE = re.compile(
    r"\s*(?:去年的?(?:同期|同一时期|这个?时候|同样时间)|(?:the )?same (?:time|period) last year)\s*"
)
_LOOK = re.compile(
    r"\s*(?:(?:请你?|麻烦你?|帮[我忙]|给我|替我|我?想|我要|你)\s*)*"
    r"(?:[看查]一?[看查下]|查询|(?<=[我想要你忙])看)(?:一下)?(?:有没有)?\s*(?!.*[呢吗?])"
    r"|(?:please |can you )*(?:show me|check|look (?:at|up|into))\b\s*(?:the )?"
)
_GREW = "(?:多|少|涨|升|增|降|跌|减)(?:加|长|了)*"
_WHY_GREW = re.compile(
    rf"\s*(?:(?:为什么|为啥|为何|怎么|咋|点解)(?:会|又|就)?{_GREW}(?:[这那]么多|出来)?"
    rf"|{_GREW}(?:在(?:哪|什么)里?|的?是?(?:哪些|什么|哪类|哪里))|(?:哪些|哪类|什么|哪里){_GREW})"
    r"|why (?:more|fewer|is it (?:up|down)|did it (?:rise|drop|go up|go down))"
)
_DAYS = ("first", "last")
_PLACE = ("building", "unit", "floors", "room")
_SORTS = {"kind": "kind", "category": "category", "class": "class_"}


def further(
    text: str, before: Sequence[Query], today: date, words: Lexicon, *, named: bool = False
) -> Asked | None:
    """Each of `before` with what these words change of it; None where they say anything else, or nothing.

    `named`: a person was named beside them, which changes it too.
    """
    found = [_further(text, one, today, words, named=named) for one in before]
    if not found or None in found:
        return None
    told = [one for one in found if one]
    first, *others = dict.fromkeys(query for one in told for query in one.queries)
    return replace(told[0], query=first, also=tuple(others[: MOST - 1]))


def _further(text: str, before: Query, today: date, words: Lexicon, *, named: bool) -> Asked | None:
    if len(text) > _LONGEST * (2 if text.isascii() else 1):
        return None
    before = replace(before, skip=0)
    core, among = _among(_core(fold(text)))
    if at_once := _at_once(core, before):
        return _as(at_once, dated=False, today=today)
    told = heard(core, today, words)
    whole = told.says("kind") and told.says("topic")
    if (whole or _looks(text, told, before)) and not goes_on(text):
        before = _anew(before, today)  # 噪音投诉: whole by itself, of the same days
    if told.where.room and before.room is None and not goes_on(text):
        before = Query(measure=Measure.COUNT, first=EVER, last=today)  # a home is a matter of its own
    measure = measure_of(told) if told.says("measure", "state") else before.measure
    if measure is None or _says_else(told, before, measure):
        return None
    fields, moments = _changed(told, before, measure), _moments(told)
    bound = _bound(told, before, measure)
    if not (fields or named or moments or told.bound or told.beside) or (
        told.bound and not bound and not told.waited
    ):
        return None
    among = among or (measure is Measure.LATE and before.measure in TIMELESS)  # 没处理的几单, 逾期的呢
    if _YEAR_BEFORE.fullmatch(core) and before.measure not in TIMELESS:
        before, fields = _year_before(before), []
    else:
        before = _held(before, told, measure)
    if among:
        fields = [name for name in fields if name not in _DAYS or told.spans or told.waited]
    before = _marked(before, measure) if among else before
    apart = replace(
        told,
        beside=None,
        without=tuple(dict.fromkeys((*before.without, *told.without))),
        only=tuple(dict.fromkeys((*before.only, *told.only))),
    )
    changed = [
        replace(
            before,
            when=replace(before.when, **{name: getattr(one.when, name) for name in moments}),
            bound=bound,
            **{name: getattr(one, name) for name in fields},
        )
        for one in queries_of(apart, measure, today)
    ]
    return _as(*with_beside(changed, told, today), dated=told.dated, today=today)


def _at_once(core: str, before: Query) -> Query | None:
    """What words of their own make of it: 那些也算上, 为什么多了."""
    if before.without and _ALSO.fullmatch(core):
        return replace(before, without=())
    if before.against and before.measure is Measure.COUNT and _WHY_GREW.fullmatch(core):
        return replace(before, by=By.TOPIC, best=False, per=False)
    return None


def _held(before: Query, told: Heard, measure: Measure) -> Query:
    """Held against what fits: households go with counts alone, other days with those as far before them."""
    per = before.per and measure is Measure.COUNT and not told.bound
    if not (told.spans and before.against) or told.than:
        return replace(before, per=per)
    far = None if told.spans[1:] else _as_far(before.against, *told.spans[0][:2])
    return replace(before, per=per, against=far)


def _as(query: Query, *also: Query, dated: bool, today: date) -> Asked:
    return Asked(
        query=query,
        left=(),
        asking=True,
        dated=dated,
        late_now=False,
        coming=query.first > today and query.measure is not Measure.DUE,
        bare=False,
        also=also,
    )


def _anew(before: Query, today: date) -> Query:
    """How many there were in the days that were asked about."""
    first = today.replace(day=1) if before.measure in TIMELESS else before.first
    return Query(measure=Measure.COUNT, first=first, last=min(before.last, today))


def _year_before(query: Query) -> Query:
    """The same days of the year before; what was compared with others is compared with those."""
    if query.against:
        return replace(query, against=Against.YEAR)
    earlier = replace(query, against=Against.YEAR).earlier
    return replace(query, first=earlier.first, last=earlier.last)


def _looks(text: str, told: Heard, before: Query) -> bool:
    """帮我看下电梯 names what is to be looked at: of what was looked at before nothing but the days is kept.

    查一下5栋 behind 3栋几单 is the same of another building, 看下上个月 of other days.
    """
    named = told.says("topic", "kind", "category", "class", "team", "source")
    placed = bool(told.where.buildings) and before.building is None
    return (named or placed) and bool(_LOOK.match(fold(text).text))


def _as_far(against: Against, first: date, last: date) -> Against:
    """How far back other days are compared: a month with the one before, where it was a week."""
    days = (last - first).days + 1
    if against is Against.YEAR or (against is Against.WEEK and days == 1):
        return against
    return Compared(None, first, "").fitting(first, last)


def _among(text: str) -> tuple[str, bool]:
    """The text without 其中, and whether it is only of those that were told of."""
    found = _THOSE.search(text)
    return (_THOSE.sub("", text, count=1), True) if found else (text, False)


def _marked(before: Query, measure: Measure) -> Query:
    """Those that were told of: 群诉几单, 其中没结案的."""
    if measure is before.measure or before.measure not in MEASURED:
        return before
    return replace(before, only=(*before.only, Mark("measure", before.measure)))


def _says_else(told: Heard, before: Query, measure: Measure) -> bool:
    """Whether anything is said beside what the question is changed by; households go with counts alone."""
    if told.says("per") and (measure is not Measure.COUNT or told.bound):
        return True
    left = pieces(Folded(told.folded, told.folded), told.left)
    return bool(
        left or (told.waited and not _waits(told, before)) or told.other_days or told.says("never", "refused")
    )


def _bound(told: Heard, before: Query, measure: Measure) -> Bound | None:
    """The bound that is told, else that of before where it bounds this measure too."""
    lines = bool(told.by or before.by)
    if told.bound and not told.waited:
        return bound_for(told, measure, lines=lines)
    kept = before.bound if before.bound and before.bound.unit in measured_in(measure, lines=lines) else None
    return bound_for(told, measure, lines=lines) or kept


def _waits(told: Heard, before: Query) -> bool:
    """超过24小时的有没有: of what stands still."""
    measure = measure_of(told) if told.says("measure", "state") else before.measure
    return measure in TIMELESS and not told.spans


def goes_on(text: str) -> bool:
    """Whether its form says that it goes on: 那…, …呢."""
    folded = fold(text).text
    if folded.rstrip(" ?!。.").endswith(" only"):
        return True
    return (
        bool(_OPENS.match(folded) or _THOSE.search(folded))
        or "呢" in folded[-3:]
        or folded.startswith(("and ", "what about"))
    )


def _core(folded: Folded) -> str:
    """Without what joins it to what was said before."""
    text = _CLOSES.sub("", folded.text, count=1)
    opened = _OPENS.match(text) or _LOOK.match(text)
    text = text[opened.end() :] if opened else text
    return f"近{text.lstrip()}" if _COUNTED.match(text) else text


def _changed(told: Heard, before: Query, measure: Measure) -> list[str]:
    """The fields of the query that these words tell anew."""
    fields = [field for sort, field in _SORTS.items() if told.says(sort)]
    if measure is not before.measure:
        fields.append("measure")
    if told.spans or told.waited or (measure in TIMELESS) != (before.measure in TIMELESS):
        fields += _DAYS
    if told.without:
        fields.append("without")
    if told.only:
        fields.append("only")
    if told.than:
        fields.append("against")
    if told.by and not (before.by and told.ranked):
        fields += [
            "by",
            "ranked",
            *(_PLACE if told.by is By.BUILDING else ()),
        ]  # all buildings beside each other
    if told.says("order") or told.values.get("vague") == Measure.RATE:
        fields.append("best")
    fields += [name for name in ("share", "per") if told.says(name)]
    return fields + _narrowed(told)


def _moments(told: Heard) -> list[str]:
    """What these words tell anew of hours and days of the week; 工作日 and 周末 stand for each other."""
    names = ["hours"] if told.clock or told.says("hours") else []
    if told.weekdays or told.says("weekend"):
        names += ["weekdays", "workday"]
    return [*names, "open"] if told.says("shift") else names


def _narrowed(told: Heard) -> list[str]:
    """Of a building nothing is kept of the one before; a topic and a team stand for whose it is."""
    fields = list(_PLACE if told.where.buildings or told.where.room else ())
    told_of = {"unit": told.where.unit, "floors": told.floors, "room": told.where.room}
    fields += [name for name, one in told_of.items() if one and name not in fields]
    fields += [name for name in ("topic", "team", "source") if told.says(name)]
    return fields
