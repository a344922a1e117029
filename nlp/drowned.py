"""An emergency in a sentence of its own is one, whatever ordinary sentences stand around it.

A model weighs a message as a whole: two complaints before it, or a walk in the park, drown a gas leak.
"""

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from nlp.lexicon import Hit, Kind

_LEAST = 7  # characters of a sentence, with its mark, that can tell a danger
_MOST = 3  # sentences read by themselves, so that no message takes long
_DANGER = frozenset((Kind.ALARM, Kind.SIGN))
_END = re.compile(r"[。!?;\n][。!?;\n]*")


def sentences(text: str) -> list[tuple[int, int]]:
    """From where to where the sentences of a folded text go, their marks with them; of one none."""
    ends = [found.end() for found in _END.finditer(text)]
    if not ends or ends == [len(text)]:
        return []
    return [*pairwise([0, *ends]), (ends[-1], len(text))]


def dangers(spans: list[tuple[int, int]], hits: list[Hit]) -> list[tuple[int, int, bool]]:
    """The sentences that hint at danger, what says most of it first; True where it is named."""
    told = [hit for hit in hits if hit.entry.kind in _DANGER]
    starts = [hit.start for hit in told]
    found = []
    for begin, end in spans if told else ():
        here = {hit.entry for hit in told[bisect_left(starts, begin) : bisect_left(starts, end)]}
        if here and end - begin >= _LEAST:
            named = any(entry.kind is Kind.ALARM and not entry.needs for entry in here)
            found.append((-len(here), begin, end, named))
    return [(begin, end, named) for _, begin, end, named in sorted(found)[:_MOST]]


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
