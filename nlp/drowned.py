"""An emergency in a sentence of its own is one, whatever ordinary sentences stand around it.

A model weighs a message as a whole: two complaints before it, or a walk in the park, drown a gas leak.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from nlp.lexicon import Hit, Kind

_LEAST = 6  # characters of a sentence that can tell a danger
_MOST = 4  # sentences read by themselves, so that no message takes long
_DANGER = frozenset((Kind.ALARM, Kind.SIGN))
_END = re.compile(r"[。!?;\n][。!?;\n]*")


def dangers(text: str, hits: list[Hit]) -> Iterator[tuple[int, int, bool]]:
    """Where the sentences of a folded text stand that hint at danger, and whether they name it."""
    ends = [(found.start(), found.end()) for found in _END.finditer(text)]
    if len(ends) + (not ends or ends[-1][1] < len(text)) < 2:  # noqa: PLR2004  # a whole is no part
        return
    told = [hit for hit in hits if hit.entry.kind in _DANGER]
    starts = [hit.start for hit in told]
    begin = found = 0
    for end, after in (*ends, (len(text), len(text))):
        here = told[bisect_left(starts, begin) : bisect_left(starts, end)]
        if here and end - begin >= _LEAST and found < _MOST:
            yield begin, after, any(hit.entry.kind is Kind.ALARM for hit in here)
            found += 1
        begin = after


def emergency(reading: Reading) -> bool:
    """Whether somebody hears of it at once."""
    return reading.category is Category.EMERGENCIES and reading.action is not Action.SILENT


def risen(whole: Reading, alone: Reading) -> Reading:
    """The whole as the emergency that one sentence is by itself, with what else it tells."""
    return replace(
        alone,
        action=Action.OPEN if Action.OPEN in (whole.action, alone.action) else Action.ASK,
        class_=min(alone.class_ or Class.THREE, whole.class_ or Class.THREE),
        place=alone.place if alone.place.building else whole.place,
        phone=whole.phone,
        people=whole.people,
        accused=whole.accused or alone.accused,
        money=whole.money,
        angry=whole.angry,
        triggers=whole.triggers or alone.triggers,
    )


def grave(alone: Reading, *, named: bool) -> bool:
    """Whether a sentence by itself tells of an emergency: surely, or at least by its name."""
    if alone.action is not Action.OPEN and not named:
        return False
    return emergency(alone) and alone.intent is Intent.REPORT and alone.urgency is Urgency.URGENT
