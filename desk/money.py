"""Money: exact amounts as whole minor units (分) of one currency; nowhere a float."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

_MINOR = 100  # minor units in one unit, of each of our currencies (ISO 4217)
MOST = 1_000_000 * _MINOR  # more in one price is a slip of the keyboard; house
MOST_OF = Decimal(9_999)  # of one item; house


class Currency(StrEnum):
    """What is paid with where we work."""

    CNY = "CNY"
    HKD = "HKD"
    TWD = "TWD"
    MOP = "MOP"


_OF_REGION = {"CN": Currency.CNY, "HK": Currency.HKD, "TW": Currency.TWD, "MO": Currency.MOP}
SYMBOL = {Currency.CNY: "¥", Currency.HKD: "HK$", Currency.TWD: "NT$", Currency.MOP: "MOP$"}
_SIGNS = {
    Currency.CNY: ("¥", "￥", "rmb", "cny", "人民币"),
    Currency.HKD: ("hk$", "hkd", "港币", "港幣", "$"),
    Currency.TWD: ("nt$", "twd", "新台币", "新台幣", "新臺幣", "$"),
    Currency.MOP: ("mop$", "mop", "澳门币", "澳門幣", "$"),
}
_PLAIN = re.compile(r"([+-]?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,20}))?")
_FREE = ("免费", "免費", "free")


class MoneyError(ValueError):
    """A text is no amount; `why` is number, negative, huge or decimals."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def currency_of(region: str) -> Currency:
    """What is paid with at a site of that region; elsewhere CNY."""
    return _OF_REGION.get(region, Currency.CNY)


@dataclass(frozen=True, kw_only=True)
class Money:
    """An amount of one currency."""

    minor: int
    currency: Currency

    def __add__(self, other: "Money") -> "Money":
        """The sum; raises ValueError for two currencies."""
        if other.currency is not self.currency:
            raise ValueError(f"{self.currency} and {other.currency}")
        return Money(minor=self.minor + other.minor, currency=self.currency)

    def times(self, quantity: Decimal) -> "Money":
        """So many of it, rounded half up to a minor unit, as on a bill."""
        exact = Decimal(self.minor) * quantity
        return Money(minor=int(exact.to_integral_value(ROUND_HALF_UP)), currency=self.currency)

    @property
    def decimal(self) -> Decimal:
        """In units, with both decimals: 80.50."""
        return Decimal(self.minor).scaleb(-2)

    def __str__(self) -> str:
        """As people read it: ¥80, ¥1,240.50, -¥3.00 is never written."""
        sign = "-" if self.minor < 0 else ""
        whole, rest = divmod(abs(self.minor), _MINOR)
        return f"{sign}{SYMBOL[self.currency]}{whole:,}" + (f".{rest:02}" if rest else "")


def total(amounts: "list[Money]", currency: Currency) -> Money:
    """The sum of amounts that may be none."""
    return sum(amounts, Money(minor=0, currency=currency))


def parse_money(text: str, currency: Currency) -> Money:
    """The amount written as 80, 80.5, 1,240元, ¥80 or 免费; raises MoneyError."""
    plain = "".join(unicodedata.normalize("NFKC", text).lower().split())
    if plain in _FREE:
        return Money(minor=0, currency=currency)
    for sign in _SIGNS[currency]:
        plain = plain.removeprefix(sign)
    found = _PLAIN.fullmatch(re.sub(r"(?:元|块钱|块|塊)整?$", "", plain))
    if found is None:
        raise MoneyError("number")
    minus, whole, decimals = found[1] == "-", found[2].replace(",", ""), (found[3] or "").rstrip("0")
    if len(decimals) > 2:  # noqa: PLR2004  # 分
        raise MoneyError("decimals")
    minor = int(whole) * _MINOR + int(decimals.ljust(2, "0") or 0)
    if minus and minor:
        raise MoneyError("negative")
    if minor > MOST:
        raise MoneyError("huge")
    return Money(minor=minor, currency=currency)


def parse_quantity(text: str) -> Decimal:
    """How many, or how many metres: up to two decimals; raises MoneyError."""
    found = _PLAIN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise MoneyError("number")
    quantity = Decimal(found[0].replace(",", ""))
    if quantity <= 0:
        raise MoneyError("negative")
    if quantity > MOST_OF:
        raise MoneyError("huge")
    if len((found[3] or "").rstrip("0")) > 2:  # noqa: PLR2004  # as exact as a price
        raise MoneyError("decimals")
    return quantity


def shown(quantity: Decimal) -> str:
    """A quantity without idle zeros: 2, 1.5."""
    return f"{quantity:f}".rstrip("0").rstrip(".") if "." in f"{quantity:f}" else f"{quantity:f}"
