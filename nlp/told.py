"""Small facts that a message tells: phone, how many households, money, whom it complains of."""

import re
from bisect import bisect_left
from itertools import islice

from nlp.fold import Folded
from nlp.lexicon import Hit
from nlp.numerals import number
from nlp.sought import DIGITS, Sought

_MOST = 20  # amounts and words of claiming that are weighed
_DIGITS_OF_A_ROOM = 3
GROUP = 5  # S0-02: customers who together make a class 1

_PHONE = Sought(
    DIGITS,
    r"(?<![\d+])((?:(?:\+|00)?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}"
    r"|(?:0|(?:\+|00)?886[\s-]?0?)9\d{2}[\s-]?\d{3}[\s-]?\d{3}"
    r"|(?:0\d{2,3}[\s-]?\d{7,8}|(?:(?<=话)|(?<=话[:是])|(?<=座机))[2-8]\d{6,7})(?!\d)(?:\s?(?:转|-|分机|ext\.?)\s?\d{1,5})?"
    r"|\(?0\d{1,3}\)?[\s-]?\d{3,4}-\d{4}"
    r"|(?:\+|00)85[23][\s-]?[2-9]\d{3}[\s-]?\d{4}|[569]\d{7}"
    r"|(?!(\d\d)\d\d[\s-]\2)[2-9]\d{3}[\s-]\d{4}(?!\s?(?:走廊|[都漏号室户房])))(?!\d)",  # 2301-2305: doors
)
_SAID = Sought(  # 幺三八零零…
    "一幺",
    r"(?<![零〇一二三四五六七八九幺十百])[一幺][\s,]?[三四五六七八九][零〇一二三四五六七八九幺](?:[\s,]?[零〇一二两三四五六七八九幺]){8}(?![零〇一二三四五六七八九幺])",
)
_AS_TYPED = str.maketrans("零〇一二两三四五六七八九幺", "0012234567891", " ,")
_N = r"\d{1,5}|[一二两三四五六七八九十百千]{1,5}|[廿卅][一二三四五六七八九几]?"
_PEOPLE = Sought(
    f"{DIGITS}一二两三四五六七八九十百千廿卅几",
    rf"(?<![\d.第\-])(?P<count>{_N})(?P<more>多|几|来|余|好几)?(?P<each>个|位|名)?"
    r"(?P<unit>户|伙|家(?!里|长|店|公司|餐|具)|戶|业主|住户|居民|街坊|家长|车主|owner|单位(?=已|签|联|集)|人(?!民|工|次|行|家|脸|手)|邻居|老人|大人)",
    more="(?:多|好?几|来|余)?[个位名]?[户伙家戶业住居街车o单人邻老大]",
)
_DOORS = Sought(  # 301、302、401都没水
    DIGITS,
    r"(?<![\d.\-])\d{3,4}室?(?:[、和跟与]\s?\d{3,4}室?){1,12}(?=\s?(?:[都全均]|这[几两三四五]))",
    more=r"\d\d\d?[室、和跟与]",
)
_MANY = re.compile(r"(?P<tens>几十|数十|好几十|上百|成百|几百|上千)(?:个|位|名)?(?:户|家|人|业主|住户|伙)")
_TENS = {"几十": 20, "数十": 20, "好几十": 30, "上百": 100, "成百": 100, "几百": 200, "上千": 1000}
_FIGURE = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.\d{1,2})?"
_SPELLED = "[一二两三四五六七八九十百千万几]{1,7}"
_MONEY = re.compile(
    rf"(?<![\d.])(?<!\d,)(?:(?:{_FIGURE}|{_SPELLED})\s?(?:万|千|百)?多?(?:元|块|蚊|大洋|人民币|rmb|港币|台币)(?!/|[一每])"
    rf"|[¥$]\s?{_FIGURE}[万k]?|(?<=[赔偿退索还])\s?(?:{_FIGURE}\s?[万千k](?![a-z])|[一二两三四五六七八九十几百]{{1,4}}[万千]))"
)
_CLAIM = re.compile("赔|退|索|损失|补偿|还我|追讨|多收|乱收")


def phone_of(folded: Folded) -> str | None:
    """The first telephone number, as written: mainland, Taiwan or Hong Kong; if spelled, in digits."""
    if found := _PHONE.search(folded.text):
        return folded.written[found.start(1) : found.end(1)]
    said = _SAID.search(folded.text)
    return said and said[0].translate(_AS_TYPED)


def people_of(text: str) -> int | None:
    """The greatest number of households or persons told; `三十多户` counts as 30."""
    counts = [_least(found["count"]) for found in _PEOPLE.finditer(text) if not _door(text, found)]
    counts += [_TENS[found["tens"]] for found in _MANY.finditer(text)]
    counts += [len(re.findall(r"\d\d*", found[0])) for found in _DOORS.finditer(text)]
    told = [count for count in counts if count]
    return max(told) if told else None


_EITHER = re.compile("([一二两三四五六七八九])[一二两三四五六七八九](?=[十百千]|$)")


def _least(count: str) -> int | None:
    """The lower of two that are told side by side: `四五` is four or five, `十七八` from 17 on."""
    return number(_EITHER.sub(r"\1", count))


_ROOM = re.compile(r"[1-9](?:0[1-9]|1\d)|[1-4]\d(?:0[1-9]|[12]\d)")
_ALL = re.compile(r"[共有近约超全区等达过]\s?$")
_HOMES = frozenset("户戶")
_LIVING = _HOMES | {"业主", "住户", "居民", "owner"}
_TOWER = re.compile(r"\d(?:[栋幢座#]|单元|号楼)\s?$")
_TOGETHER = re.compile(
    r"\s?(?:业主|住户|居民|人家|都|全|均|也|一起|联|集|共同|签|没|停|断|漏|反映|投诉|凑|接龙)"
)


def _door(text: str, found: re.Match[str]) -> bool:
    """Whether the number is that of a home: `501业主`, `5栋12户`; not `共501户`, `5栋12户都停水`."""
    count, start = found["count"], found.start()
    if found["more"] or found["each"] or found["unit"] not in _LIVING or not count.isascii():
        return False
    if found["unit"] in _HOMES and _TOGETHER.match(text, found.end()):
        return False
    if _ROOM.fullmatch(count):
        return not _ALL.search(text, max(0, start - 2), start)
    return len(count) < _DIGITS_OF_A_ROOM and bool(_TOWER.search(text, max(0, start - 4), start))


def money_of(folded: Folded) -> str | None:
    """The amount claimed, as written: of several the one nearest to a word of claiming, rather behind it."""
    claims = [found.span() for found in islice(_CLAIM.finditer(folded.text), _MOST)]
    amounts = list(islice(_MONEY.finditer(folded.text), _MOST)) if claims else []
    if not amounts:
        return None

    def distance(amount: re.Match[str]) -> int:
        return min(
            amount.start() - end if end <= amount.start() else start - amount.end() + 1
            for start, end in claims
        )

    nearest = min(amounts, key=distance)
    return folded.written[nearest.start() : nearest.end()].strip()


def accused_of(folded: Folded, staff: list[Hit], blame: list[Hit]) -> str | None:
    """The person or department nearest to a word of blame, as written."""
    if not staff or not blame:
        return None
    starts = sorted(other.start for other in blame)

    def distance(hit: Hit) -> int:
        after = bisect_left(starts, hit.start)
        return min(abs(hit.start - start) for start in starts[max(0, after - 1) : after + 1])

    nearest = min(staff, key=distance)
    return folded.written[nearest.start : nearest.end]
