"""What a manager's words ask of the figures, beside whom they name and what was asked here before."""

import re
from dataclasses import replace
from datetime import date, datetime

from desk.figures.asking import Query
from desk.figures.terms import GOOD_HIGH, SERIES, By, Measure
from handlers.asked_before import asked_before
from handlers.asked_names import Named, named
from handlers.scene import Scene
from handlers.tools import Tools
from handlers.turn import Turn
from nlp.asked import Asked, asked
from nlp.asked_further import goes_on
from nlp.asked_words import MOST
from nlp.fold import fold
from nlp.holidays import dated

_NEARLY = 3  # characters not understood that still leave a question one, where nobody else is spoken to
_ONE = 1  # and one that asks for nothing but names what is measured: 逾期绿
_COUNTS = re.compile(r"[几幾多谁誰哪邊边]|how|which|who|most", re.IGNORECASE)
_SOMEBODY = re.compile(r"[老小阿][一-鿿]|[一-鿿]{1,2}(?:师傅|师父|经理|主管|主任|姐|哥|工)")
_LINES = (By.BUILDING, By.UNIT, By.FLOOR, *SERIES)
_OF_THEM = re.compile(r"的(?:有|共|一共)?(?:[几幾]|多少|哪)")  # 晚上10点以后的几单
_ELDEST = re.compile(r"最[老旧舊]|最久|oldest|longest")  # 最久的一单拖了几天
_BOTH = re.compile(
    r"[和跟与與同](?:.*[这這本今](?:个|個)?(?:[周週月年天日]|星期|礼拜|禮拜)|.*上).*(?:比|对比|對比|相比)"
    r"|[这這本今].*[和跟与與同].*上.*比|this (?:week|month|year).*(?:with|to|vs\.?|and) last"
)  # 上周和这周比: both are named, so it is of all
_DOING = re.compile(
    r"(?:(?:做|干|办|表现|工作)(?:事|活)?(?:得|的|做得|干得)?)?(?:怎么样|怎样|咋样|如何|好不好|行不行)(?:了|啊|呀)?"
    r"|how (?:is|was|has|did)\s+(?:been )?do(?:ing)?\b"
)
_FIGURES = " 新增多少、处理及时率、平均处理用时、满意度 "  # what is known of whoever works
_PACE = re.compile("[快慢]|fast|slow|quick")


def today_at(scene: Scene, tools: Tools, now: datetime) -> date:
    """The site's day."""
    return tools.book.calendar(scene.site).local(now).date()


def understood(scene: Scene, tools: Tools, now: datetime, words: str) -> Asked | None:
    """Names of staff are cut out first: the reader does not know them. Of several each is asked about."""
    whom = whom_of(scene, tools, now, words)
    today, lexicon = today_at(scene, tools, now), tools.reader.lexicon
    found = asked(whom.rest, today, lexicon)
    if whom.persons and (found is None or found.bare) and _DOING.search(fold(whom.rest).text):
        found = asked(_DOING.sub(_FIGURES, fold(whom.rest).text, count=1), today, lexicon)
    return of_each(whom, found) if found else None


def whom_of(scene: Scene, tools: Tools, now: datetime, words: str) -> Named:
    """Whom of the staff the words name; 他 is of whom was asked before. Holidays are spelled out as days."""
    found = named(words, tools.uow.people.staff(scene.site.id))
    calendar = tools.book.calendar(scene.site)
    rest = dated(found.rest, calendar.local(now).date(), calendar.is_workday)
    if not found.him:
        return found._replace(rest=rest)
    before = asked_before(scene, tools, now)
    ids = {one.person for one in before if one.person}
    persons = [one for one in tools.uow.people.staff(scene.site.id) if one.id in ids]
    home = next((one for one in before if one.room), None)
    return found._replace(persons=persons, home=home, rest=rest if persons or home else words)


def of_each(whom: Named, found: Asked) -> Asked:
    """The same of each person, or of the home that was asked about before."""
    persons = whom.persons
    if whom.home and not persons:
        home = {name: getattr(whom.home, name) for name in ("building", "unit", "floors", "room")}
        return replace(found, query=replace(found.query, **home), also=())
    if not persons:
        return found
    if persons[1:] and found.bare and found.query.measure is Measure.RATE and _PACE.search(whom.rest):
        found = replace(
            found, query=replace(found.query, measure=Measure.MEND)
        )  # of two: how long each takes
    by = None if len(persons) > 1 and found.query.by is By.PERSON else found.query.by  # 王强和周婷谁快
    query, *others = [replace(one, by=by, person=who.id) for who in persons for one in found.queries]
    return replace(found, query=query, also=tuple(others[: MOST - 1]), either=whom.either)


def meant(found: Asked, *, alone: bool) -> bool:
    """In a room only what says nothing else and asks, or names days; privately a word more may be there.

    A bare 几个 is no question in a room, nor is what somebody has done today.
    """
    if not found.sure:
        return alone and found.beside <= (_NEARLY if found.asking else 0 if found.bare else _ONE)
    query = found.query
    if found.coming and not alone:
        return False  # 明天维修电梯
    if not found.asking and (query.room or (query.source and not alone)):
        return False  # 昨天3栋502投诉漏水, 昨天微信投诉漏水
    if query.measure is Measure.DUE and not (alone or found.asking):
        return False  # 明天到期的合同处理一下, 今天必须弄完
    if query.bound and not (alone or found.asking):
        return False  # 这个月及时率要到95%
    asks = found.asking and bool(not found.bare or found.dated or query.narrow or query.by)
    return alone or asks or (found.dated and not found.bare and query.person is None)


def hangs(turn: Turn) -> bool:
    """Whether it asks of what no more than where most is (边座最多), which is of what was asked before."""
    found = understood(turn.scene, turn.tools, turn.now, turn.words)
    before = next(iter(asked_before(turn.scene, turn.tools, turn.now)), None)
    if not (found and before and found.sure) or found.also:
        return False
    query = found.query
    eldest = before.measure is query.measure and not query.narrow and _ELDEST.search(turn.words)
    if not (found.bare or eldest) and query.by not in SERIES:
        return False
    if query.by is None:
        where = query.narrow and not (
            query.topic or query.building or query.team or query.person or query.source
        )
        of_them = where and not found.dated and _OF_THEM.search(turn.words)  # 晚上10点以后的几单
        return bool(
            eldest or of_them or (query.against and not query.narrow and not _BOTH.search(turn.words))
        )  # 比去年多吗
    return not (found.dated or query.narrow) and _ranks(query, before, turn.words)


def _ranks(query: Query, before: Query, words: str) -> bool:
    """Whether its lines are of what was asked before; 哪栋最慢 is of time."""
    if query.measure is Measure.RATE and _PACE.search(words):
        return False
    counts = before.measure is Measure.COUNT and query.measure in (Measure.COUNT, Measure.RATE)
    rates = query.by is before.by and query.measure is Measure.RATE and before.measure in GOOD_HIGH
    return rates or (counts and query.by in _LINES and not before.by)


def loose(found: Asked, words: str) -> bool:
    """Whether somebody is named who is none of the staff (陈师傅), or it goes on (去年呢) from no answer."""
    if any(_SOMEBODY.fullmatch(fold(piece).text) for piece in found.left):
        return True
    return goes_on(words) and found.bare and not _COUNTS.search(words)
