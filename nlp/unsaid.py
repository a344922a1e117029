"""How much of a short text is left when the trade's words are taken out: `电梯坏了` leaves nothing."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import product

from nlp.lexicon import Hit, Kind

SHORT = 25  # characters from which a text has more to say anyway
_STEPS = (0, 2, 4, 7)  # characters left, up to which it is one more degree
_HOLLOW = re.compile("怎么办|如何|为何|请问|严重|附近|外面")
_EMPTY = str.maketrans(
    dict.fromkeys(
        "啊呀啦了吧呢哦噢喔哇嘛咯囉喇哎唉诶欸的得地又还也都就被好太很真老总一直天在有是个我们咱家里这那边呃嗯喂"
        "0123456789 \t\n!?~,.。、…"
    )
)
_LATIN = re.compile("[a-z][a-z]*")  # begins with a class: quicker to look for
_WRONG = frozenset((Kind.FAULT, Kind.ALARM, Kind.TRIGGER))
_AROUND = frozenset((Kind.CONTEXT, Kind.PERSON, Kind.SIGN, Kind.STATE))


def unsaid(text: str, hits: Sequence[Hit], kinds: AbstractSet[str]) -> Sequence[str]:
    """Facts about a short folded text: how much is left, and beside what; of a longer one none."""
    if len(text) >= SHORT:
        return ()
    named = hits if kinds.isdisjoint(_AROUND) else [hit for hit in hits if hit[0].kind not in _AROUND]
    wrong = not kinds.isdisjoint(_WRONG) or any(hit[0].alone for hit in named)
    degree = bisect_left(_STEPS, length(_HOLLOW.sub("", without(text, named)).translate(_EMPTY)))
    return _TOLD[degree, wrong, "things" in kinds, "contexts" in kinds]


def _told(degree: int, wrong: bool, thing: bool, context: bool) -> tuple[str, ...]:  # noqa: FBT001  # by product
    told = f"unsaid{degree}"
    beside = f"{'wrong' if wrong else ''}{'thing' if thing else ''}"
    return told, f"{told}+{beside}", f"{told}+{'context' if context else ''}"


_EITHER = (False, True)
_TOLD = {facts: _told(*facts) for facts in product(range(len(_STEPS) + 1), _EITHER, _EITHER, _EITHER)}


def length(text: str) -> int:
    """Characters; a Latin word is as much as one."""
    return len(_LATIN.sub("a", text))


def without(text: str, hits: Sequence[Hit]) -> str:
    """The text with a blank where each of these was found; in their order."""
    rest, after = "", 0
    for _, start, end in hits:
        rest += f"{text[after:start]} "
        after = max(after, end)
    return rest + text[after:]
