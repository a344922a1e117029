"""Days beside which those asked about are set, whatever they are: 跟中秋比呢, 和去年国庆对比, than in May."""

import re
from datetime import date

from nlp.asked_words import blank
from nlp.periods import Span, span_of

_WITH = re.compile(
    r"(?P<both>[跟和与同较])?(?P<than>相?比起?|对比|相较于?"
    r"|\b(?:vs\.?|versus|compared? (?:with|to)|than|against)(?: in| the)*)?\s?$"
)
_BESIDE = re.compile(
    r"\s*的?(?:那[几些]?天|时候|期间)?(?P<than>相?比(?:起来|较|一?比|一下)?|对比|来比)?(?:的话|呢|又?如何|怎么样|怎样|多还是少|[多少高低]了?吗|[多少高低快慢]了?[多少]+)*"
)


def beside_days(text: str, today: date) -> tuple[Span | None, str]:
    """Those in a folded text, and the text without them; None where none is compared so."""
    rest = text
    while span := span_of(rest, today):
        before, after = _WITH.search(text[: span.start]), _BESIDE.match(text, span.end)
        if before and after and (before["than"] or (before["both"] and after["than"])):
            return span, blank(text, before.start(), after.end())
        rest = blank(rest, span.start, span.end)
    return None, text
