"""What a long message says across its clauses: complained of before, in vain, of an authority, by many.

Neighbouring words do not show it: in a letter 反映 and 没有解决 may stand twenty characters apart.
"""

import re
from bisect import bisect_left, bisect_right

LONG = 40  # characters from which it is looked for; shorter ones say it in neighbouring words
_APART = 30  # characters between the two halves of a pair

_TOLD = (
    "投诉|反映|反应|反馈|沟通|交涉|报修|举报|信访|上报|打电话|致电|找过|找物业|协商|诉求"
    "|催|回复|答复|承诺|答应|上访"
)
_VAIN = (
    "没有?(?:得到|人|任何|处理|解决|回|效|用|下文|结果|变化|妥善)|无(?:人|果|效|门|结果|动于衷|权)|不了了之"
    "|不(?:理|管|解决|处理|作为|整改|予|肯|愿|同意|闻)|未(?:得到|解决|处理|整改|果|予|回|能|见|有|被)|至今"
    "|推[诿脱卸]|踢皮球|敷衍|扯皮|拖|拒|置之|形同虚设|睁一只眼|借口|消极"
    "|几年|多年|之久|多次|多少次|长期|依旧|依然|仍|还是"
)
_AUTHORITY = (
    r"政府|街道|社区|居委|住建|城管|信访|12345(?<!\d12345)(?!\d)|环保局|执法|消防大队|派出所|市长|书记|局长|规划局|物价局"
    r"|有关部门|相关部门|主管部门|110(?<!\d110)(?!\d)"
)
_CROWD = "|".join(  # each begins with one character alone, so that `re` looks for these first
    (
        "全体(?:业主|居民)|所有业主|广大业主|多位业主|多名业主|各位业主|业主们|居民们|小区居民|联名|签名|集体|群体|众多",
        *(f"{number}多?户" for number in "一二三四五六七八九十百千万几数0123456789"),
        "上万|几万|数万|大家|我们小区",
    )
)
_HARM = (
    "赔偿|赔付|起诉|损失|索赔|律师|法院|受伤|住院|摔|砸|生命|维权|曝光|媒体|记者"
    "|群体性|上访|拉横幅|稳定|民愤|联名|签名"
)
_WHO = "物业|开发商|管理处|保安|客服|工作人员|业委会|他们|经理|主任"


_SIGNS = {
    "told": re.compile(_TOLD),
    "vain": re.compile(_VAIN),
    "authority": re.compile(_AUTHORITY),
    "crowd": re.compile(_CROWD),
    "harm": re.compile(_HARM),
    "who": re.compile(_WHO),
}
_PAIRS = (
    ("told", "vain"),
    ("told", "authority"),
    ("authority", "vain"),
    ("crowd", "harm"),
    ("crowd", "told"),
    ("crowd", "vain"),
    ("who", "vain"),
)
_END = re.compile(r"[。!?]")


def signs(text: str) -> list[str]:
    """The names of what a folded text of LONG characters or more says so; of a shorter one nothing."""
    if len(text) < LONG:
        return []
    found = {name: [hit.start() for hit in pattern.finditer(text)] for name, pattern in _SIGNS.items()}
    ends = [end.start() for end in _END.finditer(text)]
    told = [name for name, places in found.items() if places]
    return told + [f"{a}~{b}" for a, b in _PAIRS if _near(found[a], found[b], ends)]


def _near(some: list[int], others: list[int], ends: list[int]) -> bool:
    """Whether one of each stands within _APART characters in one sentence."""
    for place in some:
        for other in others[bisect_left(others, place - _APART) : bisect_right(others, place + _APART)]:
            if bisect_left(ends, place) == bisect_left(ends, other):
                return True
    return False
