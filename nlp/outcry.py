"""A cry and nothing else: `救命啊`, `着火了！！`, `fire!!`; too little of it for a model to be sure."""

import re
from collections.abc import Sequence

from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from nlp.lexicon import Entry, Hit, Kind
from nlp.looking import Look

LONG = 20  # characters from which a text says more than a cry
_SURE = 0.6  # that a cry is meant, and meant for us; a guess: chit-chat has hardly any

_REST = re.compile(r"[啊呀啦了吧呢哦噢喔哇吗嗎咯囉喇快\s!?~,.，。！？、…]*")


def cry(seen: Look) -> Reading | None:
    """What staff are asked about, however little it says; None: it is no cry, or more than one."""
    alarm = _alarm(seen.folded.text, seen.hits)
    if alarm is None:
        return None
    return Reading(
        intent=Intent.REPORT,
        action=Action.ASK,
        confidence=_SURE,
        category=Category.EMERGENCIES,
        class_=Class.THREE,
        topic=alarm.topic,
        urgency=Urgency.URGENT,
        because=(f"{alarm.word}: {Category.EMERGENCIES.value}",),
    )


def _alarm(text: str, hits: Sequence[Hit]) -> Entry | None:
    """The alarm that a folded text consists of."""
    alarms = [hit for hit in hits if hit.entry.kind is Kind.ALARM]
    if not alarms or len(text) > LONG:
        return None
    rest = list(text)
    for hit in alarms:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    return alarms[0].entry if _REST.fullmatch("".join(rest)) else None
