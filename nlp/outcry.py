"""A cry and nothing else: `救命啊`, `着火了！！`, `fire!!`; too little of it for a model to be sure."""

import re
from collections.abc import Sequence

from nlp.lexicon import Entry, Hit, Kind

LONG = 20  # characters from which a text says more than a cry

_REST = re.compile(r"[啊呀啦了吧呢哦噢喔哇吗嗎咯囉喇快\s!?~,.，。！？、…]*")


def outcry(text: str, hits: Sequence[Hit]) -> Entry | None:
    """The alarm that a folded text consists of; None: it says something else, or something more."""
    alarms = [hit for hit in hits if hit.entry.kind is Kind.ALARM]
    if not alarms or len(text) > LONG:
        return None
    rest = list(text)
    for hit in alarms:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    return alarms[0].entry if _REST.fullmatch("".join(rest)) else None
