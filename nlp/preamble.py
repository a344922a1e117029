"""What is said before the matter: 我想反映：…, 问题：…, I want to complain about …. It tells nothing of it.

A model that weighs every word took it for a tale: `电梯坏了三天了` was opened, with `我想反映：` not heard.
"""

import re

from desk.reading import Action, Intent, Reading
from nlp.fold import Folded

_CALLED = "您好|你好|大家好|物业|管家|客服|请问|麻烦|不好意思|打扰一?下"
_HELLO = rf"(?:(?:{_CALLED})[你您]?们?好?[啊呀]?[,:!。\s]{{0,3}}){{0,3}}"
_WISH = (
    r"我?们?(?:[想要来]|想要|需要|在此)?(?:[跟向和][你您]?们?(?:物业)?)?"
    r"(?:反[映应馈]|投诉|举报|报修|说)(?:一?[下个件]|件?事|情况|问题){0,3}"
)
_HEAD = r"(?:投诉|反[映馈]|报修)?(?:问题|情况|诉求|事由|内容|事项|事情)(?:描述|说明|反映)?"
_ENGLISH = (
    r"(?:hi|hello|dear \w{1,12})?[,!\s]{0,3}i(?:'d| would)? (?:want|like|need|wish) to "
    r"(?:report|complain about)(?: that)?[,:\s]{1,3}"
)
_SAID = re.compile(rf"{_HELLO}(?:{_WISH}|{_HEAD})(?:[,:。\s]{{1,3}}|(?=[\u4e00-\u9fff\d]{{4}}))|{_ENGLISH}")
_LEAST = 4  # characters of a matter


def rest(seen: Folded) -> str | None:
    """What follows the preamble, as written; None: there is none, or nothing follows."""
    found = _SAID.match(seen.text)
    if found is None or len(seen.text) - found.end() < _LEAST:
        return None
    return seen.written[found.end() :]


def surer(whole: Reading, alone: Reading) -> Reading:
    """The matter by itself where it is surely a report, else the whole."""
    if whole.intent is Intent.ENQUIRY or alone.intent is not Intent.REPORT:
        return whole
    rank = (Action.SILENT, Action.ASK, Action.OPEN).index
    return alone if rank(alone.action) > rank(whole.action) else whole
