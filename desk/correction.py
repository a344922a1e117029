"""Words that take back what was said before: 打错了，是5栋."""

import re

from desk.reading import Place

_CORRECTS = re.compile(
    "[打說说寫写搞弄发發記记講讲][錯错]|^\\s*(?:[错錯]了|不[对對])[,，\\s]*(?:应该|應該)?(?:是|系|係)|更正|应该是|應該是|不是.{1,12}是|[不唔][係系].{1,12}[係系]|meant|correction"
    "|^\\s*(?:不是|[唔不][係系]|[哦噢]不|no|sorry)[,，。.\\s]+"
    "(?=(?:it'?s|it is|是|系|係)?\\s*[^,，。]{0,14}\\d[^,，。]{0,12}$)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^[\s字了,，。.!！、]*(?:是|系|係)?")
_ONLY = re.compile(  # how a place is put right, and nothing else
    r"(?:[@＠]\S+\s)?(?:[打說说寫写搞弄发發記记講讲]?[錯错]了?|不[对對]|更正|应该|應該|不是|[不唔][係系]|而是|才对|才對|先啱|不好意思|唔好意思|抱歉"
    r"|sorry|no\b|it is|the|i meant|meant|correction|not|but|it'?s|单元|單元|building|tower|block|blk"
    r"|unit|flat|floor|room"
    r"|[我是係系的嘅在喺啊呀哦喔哈]|[\da-h〇零一二两三四五六七八九十百#栋棟橦幢座号號楼樓层層室房门門梯]"
    r"|(?<=\d)(?:st|nd|rd|th)|[\s,，。.、!！?？:：;；\-])+",
    re.IGNORECASE,
)


def corrects(words: str) -> bool:
    """Whether the words take back what was said before."""
    return _CORRECTS.search(words) is not None


def instead(words: str) -> str:
    """What is said beside the taking back: 打错了 names no blow, 打错字了，是着火了 a fire."""
    return _OPENS.sub("", _CORRECTS.sub(" ", words))


def puts_right(words: str, place: Place) -> bool:
    """Whether they put a place right and tell of nothing else: no danger, no fault."""
    if not place or not corrects(words):
        return False
    for known in (place.area, place.relation):
        words = words.replace(known, " ") if known else words
    return _ONLY.fullmatch(words) is not None
