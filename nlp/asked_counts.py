"""How often a question asks how many: each asks for something (`投诉几单逾期几单`, `修好几单没修好几单`)."""

import re

from desk.figures.terms import Measure
from nlp.asked_words import Hit

_EACH = re.compile(
    "多少|几多|几[单件起次宗条通张]|(?<![哪这那])几个(?![月小星礼钟单]|多)|哪些(?=[办完结处关修没未还])"
    "|多久|how (?:many|long)"
)


def counted(found: list[Hit], measures: list[Hit], text: str) -> list[Hit]:
    """The measures, with those of states and the count itself where it asks more often than these are named.

    None where one alone is asked for without its name.
    """
    asks = len(_EACH.findall(text))
    states = list({hit.value: hit for hit in found if hit.sort == "state"}.values())
    named = {hit.value for hit in measures}
    if states and asks > max(1, len(named)):
        measures = sorted([*measures, *states], key=lambda hit: hit.start)
    if measures and asks > max(1, len({hit.value for hit in measures})) and Measure.COUNT not in named:
        measures = [Hit("measure", Measure.COUNT, 0, 0), *measures]
    return measures
