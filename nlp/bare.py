"""A place and nothing else, or that nothing is out there: an answer to somebody, no report.

`7栋门口`, `3-2-501`, `我在地下车库`, `我们5栋没停`.
"""

import re
from collections.abc import Sequence

from nlp.lexicon import Hit, Kind
from nlp.unsaid import without

_AREA = Kind.AREA
LONG = 20  # characters from which a text says more than a place

_PLACE = re.compile(
    r"(?:(?<![a-z])(?:[a-z]|st|nd|rd|th|in|at|the|tower|block|blk|building|bldg|apt|apartment|flat|floor|room|rm|unit)(?![a-z])"
    r"|[\d〇零一二两三四五六七八九十百]|栋|棟|幢|座|号楼|號樓|号|號|单元|單元|室|层|層|楼|樓|梯|户|戶|区|區|期|苑"
    r"|[那这嗰呢][个個栋幢座部台]?|楼上|隔壁|对门|对面|门口|大门|門口|东|西|南|北|侧|边|這邊|这边|那边|这里|这儿|那里|我家|我们|我|在|住|是|的|就|地址|楼栋|房号|[:：]|[\s,，.。、#\-—!?~]"
    r")+"
)


_NOT_OUT = re.compile(r"家?里?(?:并?没有?|未)[停断跳](?:水|电|气|热水|暖气?)?[啊呀哦呢的过]{0,2}")


def bare(text: str, hits: Sequence[Hit]) -> bool:
    """Whether a folded text names a place and says nothing of it but that it has water and power."""
    if len(text) > LONG or not text.strip():
        return False
    if _NOT_OUT.search(text):
        return _PLACE.fullmatch(_NOT_OUT.sub("在", text)) is not None
    return _PLACE.fullmatch(without(text, [hit for hit in hits if hit[0].kind is _AREA])) is not None
