"""What the linear model sees of a text: three blocks of named features.

`grams`: characters 1 to 3 (digits as 0). `concepts`: lexicon entries, pairs of neighbours, topics and
facts such as a question or five households. `words`: jieba's words, their neighbours and companions.
A fourth, of classes of meaning: `nlp/senses.py`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from operator import add

from nlp.letters import LONG, signs
from nlp.lexicon import Entry, Hit, Kind
from nlp.sought import Sought

SEEN = 400  # characters of a message that are weighed

_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_NEAR = 8  # characters between two neighbours
_FOLLOWERS = 7  # neighbours looked at after each
_COMPANY = 5  # words seen together
_HOLLOW = frozenset("的 了 是 在 我 你 他 这 那 个 就 也 都 吗 呢 啊 吧 ， 。 ！ ？ , . ! ? 、".split())

Features = set[str]


def plain(folded: str) -> str:
    """A folded text with digits as 0 and blanks as one."""
    return f" {_SPACES.sub(' ', _DIGITS.sub('0', folded[:SEEN]))} "


def grams(text: str) -> Features:
    """Every run of one to three characters of a plain text."""
    pairs = list(map(add, text, text[1:]))
    found = set(text)
    found.update(pairs)
    found.update(map(add, pairs, text[2:]))
    return found


def concepts(hits: list[Hit], facts: Iterable[str]) -> Features:
    """Entries, kinds, topics with kinds, pairs of neighbours, and the facts as given.

    An entry without what it needs beside it is marked `?` and gives no topic. States tell nothing here.
    """
    hits = [hit for hit in hits if hit.entry.kind is not Kind.STATE]
    kinds = {hit.entry.file for hit in hits}
    alone = {hit.entry for hit in hits if hit.entry.needs not in kinds and hit.entry.needs}
    found = {f"{hit.entry.name}?" if hit.entry in alone else hit.entry.name for hit in hits}
    topics = {hit.entry.topic for hit in hits if hit.entry.topic and hit.entry not in alone}
    found.update(kinds, topics, facts)
    found.update(f"{topic}+{kind}" for topic in topics for kind in kinds)
    for i, hit in enumerate(hits):
        for near in hits[i + 1 : i + 1 + _FOLLOWERS]:
            if near.start - hit.end > _NEAR:
                break
            if near.entry is not hit.entry:
                found.add(_pair(hit.entry, near.entry))
    return found


@lru_cache(maxsize=1 << 15)
def _pair(one: Entry, other: Entry) -> str:
    """The feature of two neighbours, in whichever order they stand."""
    return "+".join(sorted((one.name, other.name)))


def companions(words: list[str]) -> Features:
    """Words, words side by side (`a>b`), and words near each other in any order (`a&b`)."""
    found = set(words)
    found.update(map(">".join, pairwise(words)))
    full = [word for word in words if word not in _HOLLOW]
    for apart in range(1, _COMPANY):
        found.update([f"{a}&{b}" if a < b else f"{b}&{a}" for a, b in zip(full, full[apart:], strict=False)])
    return found


def facts(text: str) -> list[str]:
    """Facts about the form of a folded text."""
    told = [f"long{min(len(text) // 12, 8)}"]
    told += [name for name, pattern in _FACTS.items() if pattern.search(text)]
    if _QUESTION.search(text[-_END:]):
        told.append("question")
    if "group" in told and len(text) < LONG:
        told.append(
            "many in few words"
        )  # who counts them there complains with them; a letter tells how big it is
    return told + signs(text)


_END = 8
_QUESTION = re.compile(r"[?吗呢么][\s?!。~]*$")


_FACTS: Mapping[str, Sought | re.Pattern[str]] = {
    "exclaims": Sought("!", r"!{2}|!$"),
    "bracket": Sought(r"【\[", r"^\s?[【\[]"),
    "link": re.compile(r"https?:|www\.|\.com"),
    "phone": Sought(r"\d", r"\d{8,11}|\d{4}[- ]\d{3,4}[- ]?\d{3,4}"),
    "price": Sought(r"\d¥$包斤", r"\d+\s?元|[¥$]\s?\d|包邮|/斤|一斤|\d折"),
    "tower": Sought(
        "号栋幢座单#-", r"[\da-z一二三四五六七八九十]\s?(?:号楼|栋|幢|座|单元|#)|\d-\d{1,2}-\d{3,4}"
    ),
    "group": Sought(
        r"\d五六七八九十百千万",
        r"(?:[5-9]|\d{2,5}|(?<![一二三四])[五六七八九]|[一二三四五六七八九]?[十百千万][一二三四五六七八九]?|[几数]十)"
        r"[多余几来]?(?:个|位|名)?(?:户|业主|住户|居民|街坊|邻居|家长|宝妈|大爷|大妈|阿姨|老人|号人|owner"
        r"|人(?=一起|联|都|签|集|同)|单位(?=联|签)|家(?=[都没住户老联人签一全也,，。]|$))",
    ),
    "door": Sought(r"\d", r"\d{3,4}室|(?<!\d)[1-9]\d{2,3}(?=$|[,，。\s的])"),
    "for us": re.compile(r"物业|管理处|管委会|管家|客服|保安|@|你们|师傅|管理员|总干事"),
    "emoji": re.compile(r"[\U0001f300-\U0001faff☀-➿]"),
}
