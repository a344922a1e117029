"""Finding an item of a short list by what people call it."""

from collections.abc import Sequence

from nlp.fold import fold

_IDLE = frozenset("的了吗呢啊多少钱费用价格怎么收要几一个下请问 ?？")
_ENOUGH = 0.5  # of the characters asked for


def ranked(query: str, names: Sequence[str]) -> list[int]:
    """The places of the names that are like `query`, the likeliest first; 换锁 finds 换锁芯 and 换门锁."""
    asked = _plain(query)
    scores = [(_score(asked, _plain(name)), at) for at, name in enumerate(names)]
    return [at for score, at in sorted(scores, key=lambda one: (-one[0], one[1])) if score >= _ENOUGH]


def _plain(text: str) -> str:
    folded = fold(text).text
    return "".join(character for character in folded if character not in _IDLE) or folded


def _score(asked: str, name: str) -> float:
    """3: the same; 2…3: one within the other; else the share of characters, pairs of them counting more."""
    if not asked or not name:
        return 0.0
    if asked == name:
        return 3.0
    if asked in name or name in asked:
        return 2 + min(len(asked), len(name)) / max(len(asked), len(name))
    shared = sum(character in name for character in set(asked)) / len(set(asked))
    pairs = {asked[at : at + 2] for at in range(len(asked) - 1)}
    together = sum(pair in name for pair in pairs) / len(pairs) if pairs else 0
    return shared + together / 2 if shared > _ENOUGH or together else 0.0
