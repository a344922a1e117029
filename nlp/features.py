"""What the linear model sees of a text: three blocks of named features.

`grams`: characters 1 to 3 (digits as 0). `concepts`: lexicon entries, pairs of neighbours, topics and
facts such as a question or five households. `words`: jieba's words, their neighbours and companions.
A fourth, of classes of meaning: `nlp/senses.py`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from operator import add

from nlp.letters import LONG, signs
from nlp.lexicon import Entry, Hit, Kind
from nlp.sought import DIGITS, Sought

SEEN = 320  # characters of a message that are weighed: twice as many as any that was learned from

_STATE = Kind.STATE  # a name of an enumeration is looked up by a function, which takes longer than the test
# `[0-9][0-9]*` for `[0-9]+`: where a pattern begins with a class, `re` looks for that alone.
_DIGITS = re.compile("[0-9][0-9]*")
_BLANKS = " \n\u1680\u2028\u2029"  # that folding leaves
_SPACES = re.compile(f"[{_BLANKS}][{_BLANKS}]*")
_NEAR = 8  # characters between two neighbours
_FOLLOWERS = 7  # neighbours looked at after each
_MOST = 96  # hits looked at, twice what any message had that was measured: no soup of words takes long
_COMPANY = 5  # words seen together
_HOLLOW = frozenset("的 了 是 在 我 你 他 这 那 个 就 也 都 吗 呢 啊 吧 ， 。 ！ ？ , . ! ? 、".split())

Features = set[str]
Blocks = tuple[Features, ...]  # of one text


def plain(folded: str) -> str:
    """A folded text with digits as 0 and blanks as one."""
    return f" {_SPACES.sub(' ', _DIGITS.sub('0', folded[:SEEN]))} "


def grams(text: str) -> Features:
    """Every run of one to three characters of a plain text."""
    chars = list(text)
    pairs = list(map(add, chars, chars[1:]))
    found = set(map(add, pairs, chars[2:]))
    found.update(pairs, chars)
    return found


def concepts(hits: list[Hit], facts: Iterable[str]) -> Features:
    """Entries, kinds, topics with kinds, pairs of neighbours, and the facts as given.

    An entry without what it needs beside it is marked `?` and gives no topic. States tell nothing here.
    """
    found = set(facts)
    hits = [hit for hit in hits if hit[0].kind is not _STATE][:_MOST]
    if not hits:
        return found
    entries = {entry for entry, _, _ in hits}
    kinds = {entry.file for entry in entries}
    found.update(kinds)
    if alone := {entry for entry in entries if entry.needs and entry.needs not in kinds}:
        found.update([f"{entry.name}?" for entry in alone])
        entries -= alone
    found.update([entry.name for entry in entries])
    topics = {entry.topic for entry in entries if entry.topic}
    found.update(topics)
    for topic in topics:
        found.update(map(_with_kinds(topic).__getitem__, kinds))
    for after, (entry, _, end) in enumerate(hits, 1):
        for near, start, _ in hits[after : after + _FOLLOWERS]:
            if start - end > _NEAR:
                break
            if near is not entry:
                found.add(_pair(entry, near))
    return found


@cache
def _with_kinds(topic: str) -> dict[str, str]:
    """The feature of a topic beside each kind."""
    return {kind.value: f"{topic}+{kind.value}" for kind in Kind}


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
    if found := _SIGNS.findall(text):
        maybe = {name for sign in found for name in _OF_SIGN[sign]}
        told += [name for name in maybe if _FACTS[name].pattern.search(text)]
    if _QUESTION.search(text[-_END:]):
        told.append("question")
    if _EMOJI.search(text):
        told.append("emoji")
    if "group" in told and len(text) < LONG:
        told.append("many in few words")  # who is counted there complains too; a letter tells how big it is
    return told + signs(text)


_END = 8
_QUESTION = re.compile(r"[?吗呢么][\s?!。~]*$")
_EMOJI = re.compile(r"[\U0001f300-\U0001faff☀-➿]")
_FACTS: Mapping[str, Sought] = {
    "exclaims": Sought("!", r"!{2}|!$"),
    "bracket": Sought("【[", r"^\s?[【\[]"),
    "link": Sought(":.", r"https?:|www\.|\.com"),
    "phone": Sought(DIGITS, r"[0-9]\d{3}(?:\d{4}|[- ]\d{3,4}[- ]?\d{3})"),
    "price": Sought("元¥$包斤折", r"\d+\s?元|[¥$]\s?\d|包邮|/斤|一斤|\d折"),
    "tower": Sought(
        "号栋幢座单#-", r"[\da-z一二三四五六七八九十]\s?(?:号楼|栋|幢|座|单元|#)|\d-\d{1,2}-\d{3,4}"
    ),
    "group": Sought(
        "户业住居街邻家爷妈姨老号人单w",
        r"[0-9一二三四五六七八九十百千万](?<!\D[0-4])(?<!^[0-4])(?<![^十百千万][一二三四])(?<!^[一二三四])"
        r"(?<![一二三四][五六七八九])[多余几来]?[个位名]?(?:户|业主|住户|居民|街坊|邻居|家长|宝妈|大爷|大妈|阿姨|老人"
        r"|号人|owner|人(?=一起|联|都|签|集|同)|单位(?=联|签)|家(?=[都没住户老联人签一全也,，。]|$))",
    ),
    "door": Sought(DIGITS, r"[0-9](?:\d\d室|(?<!0)(?<!\d\d)\d{2,3}(?=$|[,，。\s的]))"),
    "for us": Sought("物管客保@们师总", r"物业|管理处|管委会|管家|客服|保安|@|你们|师傅|管理员|总干事"),
}
_OF_SIGN = {
    sign: tuple(name for name, fact in _FACTS.items() if sign in fact.signs)
    for sign in "".join(fact.signs for fact in _FACTS.values())
}
_SIGNS = re.compile(f"[{re.escape(''.join(_OF_SIGN))}]")
