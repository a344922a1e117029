"""How high water stands under ground (`车库水到膝盖`): a flood, whatever ordinary words it is told in."""

from desk.reading import Reading
from nlp.raised import raised
from nlp.sought import Sought

_BELOW = r"(?:[车停地][车下]?[库场室]|负[一二三123]楼?|b[123]|电梯井|电梯坑|配电[房室间]|电房|水泵房)"
_HIGH = r"(?:膝|脚[踝脖面背]|小腿|大腿|腰|轮胎|车轮|轮子|轮毂|车门|车牌|排气)"
_STANDS = rf"[水浸淹][^,。!?;\n]{{0,5}}?(?:[到过至]|没过)(?:了|我|的|都|我们)?{_HIGH}"
_FLOOD = Sought(
    "膝脚腿腰轮车排",
    rf"{_BELOW}[^。!?;\n]{{0,10}}?{_STANDS}|{_STANDS}[^。!?;\n]{{0,10}}?{_BELOW}",
)


def flooded(text: str, read: Reading) -> Reading:
    """The reading of a folded text, as an emergency if it tells so and has no status (a joke, solved)."""
    return raised(read, "排水") if _FLOOD.search(text) else read
