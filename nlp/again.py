"""Told more than once, and in vain: by its own words a second complaint (二次投诉, S0-09).

A model hears `报修了四次都没有人理` as one clause among others: four calm ones before it may drown it.
"""

from nlp.sought import Sought

_N = r"(?:[两二三四五六七八九十好多几数]|\d\d?|n)?[两二三四五六七八九十几多少]|[2-9]|[1-9]\d|n|无数"
_TIMES = rf"(?:{_N})(?:次|遍|回|趟)"
_US = "(?:物业|管理[处员]|管委会|管家|前台|保安|客服|你们|师傅|总干事)"
_TELL = (
    r"(?:投诉|反映|反应|反馈|沟通|交涉|举报|登记|报[修过了咗]?|催|跟进|致电|打[^,。!?;]{0,2}电话|电话打"
    rf"|找[过了咗]?{_US}?|[跟同和向对]{_US}[^,。!?;]{{0,3}}[说讲]|[说讲][过咗])"
)
_TOLD = (
    rf"{_TELL}(?:[过了咗]|{_US}){{0,2}}(?:{_TIMES})|(?:第(?:{_TIMES})|(?:{_TIMES}))(?:来|跟{_US})?{_TELL}"
    rf"|打[过了咗]?(?:{_TIMES})[^,。!?;]{{0,6}}电话"
)
_VAIN = (
    "没|冇|无[人果门效]|未|不[理管来见给解处回动]|还是|还在|照旧|依旧|依然|仍|一样"
    "|敷衍|推|拖|至今|到现在|石沉|不知道"
)
_ENGLISH = (
    r"\b(?:told|reported|complained|called|asked|emailed)\b[^,.!?;]{0,30}\b(?:twice|times)\b"
    r"(?=[^.!?;]{0,60}?(?:\b(?:still|nobody|no one|nothing|never|not|ignored)\b|n't\b))"
)
_AGAIN = Sought("次遍回趟t", rf"(?:{_TOLD})(?=[^。!?;]{{0,24}}?(?:{_VAIN}))|{_ENGLISH}")


def again(text: str) -> tuple[int, int] | None:
    """Where a folded text says how many times it was told before, if it goes on that nothing came of it."""
    found = _AGAIN.search(text)
    return found and found.span()
