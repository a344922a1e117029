"""What staff say in a few words to what waits for their tap: 我来, 收到."""

import re
from enum import StrEnum

from desk.clears import Clears
from desk.talk import LONGEST

_PARTICLES = re.compile(r"[\s。.！!,，～~、…啊呀啦喇哦噢喔哈吧嘛的你您我师師傅就先]*")


class Heed(StrEnum):
    """What is said to it."""

    GOES = "going"  # 我来, 马上去
    HEARD = "heard"  # 收到, 好的


def heed(text: str, words: Clears) -> Heed | None:
    """What a text says whole; None: something else. 好了, 我来不了, 好的谁去 are something else."""
    said = text.strip().lower()
    if not 0 < len(said) <= LONGEST:
        return None
    found = {kind: words.has(kind, said) for kind in Heed}
    known = {word for kind in (*Heed, "thanks") for word in words.words.get(kind, ())}
    for word in sorted(known, key=len, reverse=True):
        said = said.replace(word, " ")
    if _PARTICLES.fullmatch(said) is None:
        return None
    return next((kind for kind in Heed if found[kind]), None)
