"""How often a question asks how many: each asks for something (`投诉几单逾期几单`, `修好几单没修好几单`)."""

import re

from desk.figures.terms import Measure
from nlp.asked_words import Hit

_EACH = re.compile(
    "多少|几多|几[单件起次宗条通张]|(?<![哪这那])几个(?![月小星礼钟单]|多)|哪些(?=[办完结处关修没未还])"
    "|多久|how (?:many|long)"
)
_CLAUSE = re.compile(r"[^,，;；。\n]+")


def asks(text: str) -> int:
    """How often it asks how many or how long."""
    return len(_EACH.findall(text))


def counted(found: list[Hit], measures: list[Hit], text: str) -> list[Hit]:
    """The measures, with those of states and the count itself where it asks more often than these are named.

    None where one alone is asked for without its name.
    """
    times = asks(text)
    states = list({hit.value: hit for hit in found if hit.sort == "state"}.values())
    named = {hit.value for hit in measures}
    if states and times > max(1, len(named)):
        measures = sorted([*measures, *states], key=lambda hit: hit.start)
    if measures and Measure.COUNT not in named and _counts_alone(found, text):
        return [Hit("measure", Measure.COUNT, 0, 0), *measures]
    if measures and times > max(1, len({hit.value for hit in measures})) and Measure.COUNT not in named:
        measures = [Hit("measure", Measure.COUNT, 0, 0), *measures]
    return measures


def _counts_alone(found: list[Hit], text: str) -> bool:
    """投诉有多少，哪类超时最多: whether one clause asks how many, of what it names, without a measure."""
    for clause in _CLAUSE.finditer(text):
        inside = {hit.sort for hit in found if clause.start() <= hit.start < clause.end()}
        if (
            _EACH.search(clause[0])
            and inside & {"kind", "topic"}
            and not inside & {"measure", "state", "stage"}
        ):
            return True
    return False
