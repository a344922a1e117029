"""Small facts that a message tells: phone, how many households, money, whom it complains of."""

import re
from bisect import bisect_left

from nlp.fold import Folded
from nlp.lexicon import Hit
from nlp.numerals import number
from nlp.sought import DIGITS, Sought

GROUP = 5  # S0-02: customers who together make a class 1

_PHONE = Sought(
    DIGITS,
    r"(?<!\d)(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|09\d{2}[\s-]?\d{3}[\s-]?\d{3}|0\d{2,3}-?\d{7,8}|[2-9]\d{3}[\s-]\d{4})(?!\d)",
)
_N = r"\d{1,5}|[一二两三四五六七八九十百千]{1,5}|[廿卅][一二三四五六七八九几]?"
_PEOPLE = Sought(
    f"{DIGITS}一二两三四五六七八九十百千廿卅几",
    rf"(?<![\d.第\-])(?P<count>{_N})(?P<more>多|几|来|余|好几)?(?:个|位|名)?"
    r"(?P<unit>户|伙|家(?!里|长|店|公司|餐|具)|戶|业主|住户|居民|街坊|家长|车主|owner|单位(?=已|签|联|集)|人(?!民|工|次|行|家|脸|手)|邻居|老人|大人)",
    more="(?:多|好?几|来|余)?[个位名]?[户伙家戶业住居街车o单人邻老大]",
)
_MANY = re.compile(r"(?P<tens>几十|数十|好几十|上百|成百|几百|上千)(?:个|位|名)?(?:户|家|人|业主|住户|伙)")
_TENS = {"几十": 20, "数十": 20, "好几十": 30, "上百": 100, "成百": 100, "几百": 200, "上千": 1000}
_MONEY = re.compile(
    r"(?:\d{1,9}(?:\.\d{1,2})?|[一二两三四五六七八九十百千万几]{1,7})\s?(?:万|千|百)?多?(?:元|块|蚊|大洋|人民币|rmb|港币|台币)"
)
_CLAIM = re.compile("赔|退|索|损失|补偿|还我|追讨|多收|乱收")


def phone_of(folded: Folded) -> str | None:
    """The first telephone number, as written: mainland, Taiwan or Hong Kong."""
    found = _PHONE.search(folded.text)
    return found and folded.written[found.start(1) : found.end(1)]


def people_of(text: str) -> int | None:
    """The greatest number of households or persons told; `三十多户` counts as 30."""
    counts = [number(found["count"]) for found in _PEOPLE.finditer(text)]
    counts += [_TENS[found["tens"]] for found in _MANY.finditer(text)]
    told = [count for count in counts if count]
    return max(told) if told else None


def money_of(folded: Folded) -> str | None:
    """The amount claimed, as written, where the text claims anything."""
    found = _MONEY.search(folded.text) if _CLAIM.search(folded.text) else None
    return found and folded.written[found.start() : found.end()]


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
