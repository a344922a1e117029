"""What a reporter says in a few words of what they have reported: how is it, hurry, never mind, thanks."""

import re
from enum import StrEnum

from desk.clears import Clears

LONGEST = 30  # characters; house: whoever writes more tells something
_PARTICLES = re.compile(
    r"(?:[\s。.！!,，～~、？?…啊呀啦了喇咗晒哦噢喔哇吧呢嘛嘅的你您们們就都先请請]|师傅|師傅|麻烦|麻煩|大家|各位|老细|老細|阿姐|咁快|这么快|這麼快|你?哋|真系|真係|怎么|怎麼|咋|为啥|为什么|為什麼|点解|點解|到底|已经|已經|问题|問題|事情|刚刚|剛剛|刚才|现在|現在|终于|終於|全部|自己|来修|來修|嚟整|来处理|來處理|处理一下|處理一下|一直|电话|電話|pls|please|you|s\b)*"
)
_COME = re.compile(r"有?[来來嚟]?(?:个|個)?人")
_CLOSED = re.compile(r"有?(?:$|[\s。.！!,，～~、？?…啊呀哇啦哦噢喔吧呢嘛嘅])")
_GIVEN = r"([1-5一二三四五])\s*(?:分|星|颗星|顆星|stars?)(?![\w钟鐘])"
_STARS = re.compile(_GIVEN, re.IGNORECASE)
_NAMED = {
    "attitude": re.compile(rf"(?:态度|態度|服务|服務|attitude|service)[\s是给給:：]*{_GIVEN}", re.IGNORECASE),
    "outcome": re.compile(rf"(?:结果|結果|效果|outcome|result)[\s是给給:：]*{_GIVEN}", re.IGNORECASE),
}
_MARKS = " 。.！!，,～~、？?"
_WEIGHT = 3  # octets of a Chinese character
_SPOKEN = f"{_MARKS}啊呀哦喔噢㗎呢嘛啦"


class Talk(StrEnum):
    """What is meant; where a text says several, the first of these."""

    DROP = "drop"  # 不用来了: it is over, or never was
    SOLVED = "solved"  # 搞掂咗: it is done
    URGE = "urge"  # 还没来 (S2-55)
    PROGRESS = "progress"  # 怎么样了 (S2-56)
    THANKS = "thanks"
    NOD = "nod"  # 可以: yes, and nothing else


_ALONE = {Talk.NOD: "nod", Talk.DROP: "drop_alone", Talk.PROGRESS: "progress_alone"}


def plain(text: str, words: Clears, *, waiting: bool = False) -> bool:
    """Whether it hurries, thanks or asks and tells nothing: no danger stands in 唔該快啲.

    `waiting`: to be said of what was reported, where 赶紧来人啊 is no cry for help.
    """
    said = text.strip().lower()
    if not _brief(said):
        return False
    kinds = ("done", "drop_plain", *(one for one in Talk if one is not Talk.NOD))
    known = {word for one in kinds for word in words.words.get(one, ())}
    for word in sorted(known, key=len, reverse=True):
        said = said.replace(word, " ")
    said = _COME.sub(" ", said) if waiting else said
    return _PARTICLES.fullmatch(said) is not None


def talk(text: str, words: Clears) -> Talk | None:
    """What the text says of a matter that is known; None: something else."""
    said = text.strip().lower()
    if not _brief(said) or words.has("supply", said):
        return None
    bare = said.strip(_MARKS)
    alone = (one for one in _ALONE if bare in words.words.get(_ALONE[one], ()))
    if one := next(alone, None):
        return one
    how = _how(said, words) or (not bare and bool({"?", "？"} & set(said)))
    if not how and (words.has("done", said) or _whole(Talk.SOLVED, said, words)):
        return Talk.SOLVED
    if _whole("drop_plain", said, words) or words.has(Talk.DROP, said):
        return Talk.DROP
    if words.has(Talk.URGE, said):
        return Talk.URGE
    return Talk.PROGRESS if how else _thanks(said, words)


def _thanks(said: str, words: Clears) -> Talk | None:
    """灯亮了谢谢 says that it is done."""
    if not words.has(Talk.THANKS, said):
        return None
    return Talk.SOLVED if words.has(Talk.SOLVED, said) else Talk.THANKS


def _whole(kind: str, said: str, words: Clears) -> bool:
    """Whether it says a word of that kind, and nothing that plain words do not say."""
    return words.has(kind, said) and plain(said, words)


def _how(said: str, words: Clears) -> bool:
    """Whether it asks how the matter stands: 来了没, and not 来了没修好 or 好了没两天."""
    return any(
        _asks(said[at + len(word) :]) if word[-1] in "没沒未" else True
        for word in words.words.get(Talk.PROGRESS, ())
        if (at := said.find(word)) >= 0
    )


def _asks(behind: str) -> bool:
    return _CLOSED.match(behind) is not None


def denies(text: str, words: Clears) -> bool:
    """Whether it says that what was said to be done is not (S0-09), or not quite: 修好了，但是又响了."""
    if not _brief(text):
        return False
    alone = text.strip().lower().strip(_SPOKEN) in words.words.get("unsolved_alone", ())
    half = words.has("but", text) and (words.has("done", text) or words.has(Talk.SOLVED, text))
    return alone or half or words.has("unsolved", text)


def _brief(text: str) -> bool:
    """Whether there is little of it; as many Latin letters say less."""
    return 0 < len(text.encode(errors="replace")) <= _WEIGHT * LONGEST


def stars(text: str) -> dict[str, int]:
    """态度5分，结果3分 by what is rated, 5分，谢谢师傅 without a name; empty: no rating."""
    if not _brief(text):
        return {}
    named = {about: found for about, pattern in _NAMED.items() if (found := pattern.search(text))}
    if named:
        return {about: _number(found[1]) for about, found in named.items()}
    said = _STARS.match(text.strip())
    return {"": _number(said[1])} if said else {}


def _number(digit: str) -> int:
    return "一二三四五".index(digit) + 1 if digit in "一二三四五" else int(digit)
