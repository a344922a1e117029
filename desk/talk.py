"""What a reporter says in a few words of what they have reported: how is it, hurry, never mind, thanks."""

import re
from enum import StrEnum

from desk.clears import Clears

LONGEST = 30  # characters; house: whoever writes more tells something
_STARS = re.compile(r"([1-5])\s*(?:分|星|颗星|顆星|stars?)(?![\w钟鐘])", re.IGNORECASE)
_MARKS = " 。.！!，,～~、？?"


class Talk(StrEnum):
    """What is meant; where a text says several, the first of these."""

    DROP = "drop"  # 不用来了: it is over, or never was
    URGE = "urge"  # 还没来 (S2-55)
    PROGRESS = "progress"  # 怎么样了 (S2-56)
    THANKS = "thanks"
    NOD = "nod"  # 可以: yes, and nothing else


def talk(text: str, words: Clears) -> Talk | None:
    """What the text says of a matter that is known; None: something else."""
    said = text.strip().lower()
    if not 0 < len(said) <= LONGEST or words.has("supply", said):
        return None
    if said.strip(_MARKS) in words.words.get(Talk.NOD, ()):
        return Talk.NOD
    return next((one for one in Talk if one is not Talk.NOD and words.has(one, said)), None)


def stars(text: str) -> int | None:
    """5分，谢谢师傅: how many of five; None: no rating."""
    said = _STARS.match(text.strip()) if len(text) <= LONGEST else None
    return int(said[1]) if said else None
