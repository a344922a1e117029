"""The price list (收费标准) of paid services: clearly marked prices, never overwritten (S2-35, S2-82)."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.money import Money

UNITS = frozenset(
    "次 个 個 把 套 米 平方米 平米 盏 盞 件 台 臺 处 處 只 隻 扇 小时 小時 户 戶 月 天 项 項 根 块 塊 桶 组 "
    "組 条 條 张 張 副 樘 支 片 点 點 吨 噸 公斤 升 车 車 "
    "each piece set metre meter sqm hour visit month day".split()
)  # house: what such lists count in
ITEM = 30  # characters of an item; house


@dataclass(frozen=True, kw_only=True)
class Price:
    """One item with what it costs from `since`; a changed price is a new one, the old one ends."""

    id: int
    site: int
    item: str
    unit: str
    amount: Money  # of one unit; 0: free
    note: str = ""
    since: datetime
    until: datetime | None = None  # None: in force


def folded(item: str) -> str:
    """By what two spellings of one item are known: width, case and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", item).casefold().split())


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One line of a list that is to be in force."""

    item: str
    unit: str
    amount: Money
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What becomes of a list in force: prices that end, lines that begin, and how many stay."""

    ended: tuple[Price, ...]
    begun: tuple[Wanted, ...]
    same: int


def revised(current: Iterable[Price], wanted: Sequence[Wanted]) -> Revision:
    """From the list in force to exactly `wanted` (no item twice): what is as it was stays untouched."""
    known: Mapping[str, Price] = {folded(one.item): one for one in current}
    kept = {folded(one.item) for one in wanted if _same(known.get(folded(one.item)), one)}
    return Revision(
        ended=tuple(price for name, price in known.items() if name not in kept),
        begun=tuple(one for one in wanted if folded(one.item) not in kept),
        same=len(kept),
    )


def _same(price: Price | None, wanted: Wanted) -> bool:
    return (
        price is not None
        and Wanted(item=price.item, unit=price.unit, amount=price.amount, note=price.note) == wanted
    )
