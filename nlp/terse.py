"""Messages in which nothing stands but the trade's words: `救命啊`, `fire!!`, `门禁坏了`, `停电了`.

There is too little of them for a model to be sure, and they mean what they say: hardly any chit-chat is one.
"""

import re
from collections.abc import Iterable

from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from nlp.lexicon import Hit, Kind
from nlp.looking import Look

LONG = 20  # characters from which a cry has more to say
_STATED = 14  # and a statement
SURE = 0.6  # that it is meant, and meant for us; a guess

_CRIED = re.compile(r"[啊呀啦了吧呢哦噢喔哇吗嗎咯囉喇快\s!?~,.，。！？、…]*")
_BETWEEN = re.compile(
    r"[啊呀啦了吧呢哦噢喔哇嘛咯囉喇哎唉诶欸的得地又还還也都就被好太很真老总總一直天在有是个個"
    r"我们們咱家里裡这這那边邊呃嗯喂\d\s!~,.，。！、…]*"
)
_SAID = frozenset((Kind.THING, Kind.FAULT, Kind.ALARM, Kind.AREA, Kind.OURS, Kind.STAFF, Kind.PLEA))
_WRONG = frozenset((Kind.FAULT, Kind.ALARM))


def cry(seen: Look) -> Reading | None:
    """What staff are asked about, however little it says; None: it is no cry, or more than one."""
    alarms = [hit for hit in seen.hits if hit.entry.kind is Kind.ALARM]
    text = seen.folded.text
    if not alarms or len(text) > LONG or not _CRIED.fullmatch(_without(text, alarms)):
        return None
    first = alarms[0]
    return Reading(
        intent=Intent.REPORT,
        action=Action.ASK,
        confidence=SURE,
        category=Category.EMERGENCIES,
        class_=Class.THREE,
        topic=first.entry.topic,
        urgency=Urgency.URGENT,
        because=(f"{seen.folded.written[first.start : first.end]}: {Category.EMERGENCIES.value} 1.0",),
    )


def stated(seen: Look) -> bool:
    """Whether a thing and what is wrong with it is all that is said: no question, nobody addressed."""
    text = seen.folded.text
    if not seen.hits or len(text) > _STATED or "你" in text:
        return False
    kinds = {hit.entry.kind for hit in seen.hits}
    if not _names_a_fault(seen.hits, kinds) or Kind.CONTEXT in kinds:
        return False
    return (
        _BETWEEN.fullmatch(_without(text, (hit for hit in seen.hits if hit.entry.kind in _SAID))) is not None
    )


def _names_a_fault(hits: Iterable[Hit], kinds: set[Kind]) -> bool:
    both = Kind.THING in kinds and not kinds.isdisjoint(_WRONG)
    return both or any(hit.entry.alone for hit in hits)


def _without(text: str, hits: Iterable[Hit]) -> str:
    """The text with blanks where these were found."""
    rest = list(text)
    for hit in hits:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    return "".join(rest)
