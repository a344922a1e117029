"""Two words for a part of the compound: whether they name two of one kind, as 货梯 and 客梯 do."""

_PLAIN = str.maketrans("東後貨號", "东后货号")
_WHICH = tuple(
    map(frozenset, ("货客", "东西南北", "入出", "前后", "左右", "一二三四五六七八九", "123456789", "abcdef"))
)


def two_of_a_kind(a: str | None, b: str | None) -> bool:
    """Whether each says which one it means, and not the same: 东门 and 西门, B1 and B2; not 电梯 and 货梯."""
    if not a or not b:
        return False
    some, others = (frozenset(area.lower().translate(_PLAIN)) for area in (a, b))
    return any(some & which and others & which and some & which != others & which for which in _WHICH)


def elsewhere(a: str | None, b: str | None) -> bool:
    """Whether the two are surely not one place."""
    return bool(a and b and (not set(a) & set(b) or two_of_a_kind(a, b)))
