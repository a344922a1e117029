"""Somebody shut in a lift (困人): an emergency, however ordinary the fault sounds that is told beside it.

`电梯故障困人` and `部𨋢壞咗，困咗阿婆` had been a lift out of order to the model, as are a thousand others.
"""

import re

from desk.reading import Intent, Reading
from nlp.raised import raised
from nlp.sought import Sought

_LIFT = (
    r"(?:电[梯弟]|升降机|䢂|轿厢|[客货]梯|梯[里内]|(?<![a-z])(?:lift|elevator)s?(?![a-z]))"  # 䢂: 𨋢 folded
)
_SHUT = (
    r"(?:(?<![没不犯好很太真发贫穷])困(?![难惑扰境意死倦窘得乏觉局苦])|被?(?:关|锁|卡|闷)(?:在|进|住|了)?[^,。!?\n]{0,4}[里入][面头边]"
    r"|\b(?:stuck|trapped|stopped|broken|dead|jammed|not moving)\b[^.!?\n]{0,24}"
    r"\b(?:inside|in (?:it|there))\b"
    r"|有[人个][^,。!?\n]{0,3}(?:按[警]?铃|拍门|敲门|捶门|喊|求救)"
    r"|\b(?:people|someone|somebody|kids?|child|mum|mom)\b[^.!?\n]{0,12}\b(?:stuck|trapped|inside)\b)"
)
_NOW = re.compile(r"刚[才刚]|现在|此刻|正在|这会|\b(?:right )?now\b")
_WITHIN = 24  # characters between the lift and who is in it
_TRAPPED = Sought("梯䢂厢降t", rf"{_LIFT}[^。!?\n]{{0,{_WITHIN}}}?{_SHUT}|{_SHUT}[^。!?\n]{{0,8}}?{_LIFT}")
_OTHER_TIMES = re.compile(
    r"[昨前][天晚几]|上[次回周月个]|那次|[一\d两三四五六几多每]次|老是?困|总困|隔三|三天两头|每?[天日周月年]困|个个月|记者|天天|经常|多年|频"
    r"|怕|万一|要是|如果|假如|一旦|会不会|差点|听说|看到|电视|[上日晚]报|应当|演[习练]|谁敢|以[前后]|过后|等得"
    r"|\b(?:yesterday|last|always|often|every|what if|afraid)\b"
)


def shut_in(text: str) -> bool:
    """Whether a folded text tells of somebody in a lift, of whatever time."""
    return _TRAPPED.search(text) is not None


def trapped(text: str, read: Reading) -> Reading:
    """The reading of a folded text, as an emergency if it is a report that tells so of now."""
    if read.intent is not Intent.REPORT or not shut_in(text):
        return read
    before = _OTHER_TIMES.search(text) and not _NOW.search(text)
    return read if before else raised(read, "电梯")
