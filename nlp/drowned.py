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
_COMMA = re.compile(r"[,、\s][,、\s]*")
_RUN, _TALE = 18, 200  # characters of a run of clauses that can drown one of them; a longer one tells a tale
_BREATH = 20  # characters that are heard together where no mark parts them
_OTHER_TIMES = re.compile(r"经常|多年|每[天日晚次年]|天天|长期|曾经?|[往去前]年|\d年|时有|动不动|哗啦啦")


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


def runs(text: str, spans: list[tuple[int, int]], hits: list[Hit]) -> list[tuple[int, int]]:
    """Clauses of long sentences that name a danger of now, the shortest first, alone and with the one after.

    Of a sentence without a comma pieces that overlap.
    """
    told = [hit.start for hit in hits if hit.entry.kind is Kind.ALARM and not hit.entry.needs]
    if not told or not _RUN <= len(text) <= _TALE:
        return []
    found = [piece for span in spans or [(0, len(text))] for piece in _pieces(text, *span)]
    named = [
        (e - b, b, e) for b, e in found if bisect_left(told, b) < bisect_left(told, e) and e - b >= _LEAST
    ]
    return [(b, e) for _, b, e in sorted(named)[:_MOST] if not _OTHER_TIMES.search(text, b, e)]


def _pieces(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    starts = [begin]
    for comma in _COMMA.finditer(text, begin, end) if end - begin >= _RUN else ():
        if comma.end() - starts[-1] >= _LEAST:
            starts.append(comma.end())
    if len(starts) > 1:
        ends = [*starts[1:], end]
        return [*zip(starts, ends, strict=True), *zip(starts, ends[1:], strict=False)]
    half = _BREATH // 2
    return (
        [(at, min(at + _BREATH, end)) for at in range(begin, end - half, half)]
        if end - begin > _BREATH
        else []
    )


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


def grave(alone: Reading, *, named: bool | None) -> bool:
    """Whether words by themselves tell of an emergency: surely, or, if a whole sentence, by its name."""
    if alone.action is not Action.OPEN and not named:
        return False
    return emergency(alone) and alone.intent is Intent.REPORT and alone.urgency is Urgency.URGENT
