"""What must not stand in a group (S2-04, S2-127): telephone and identity card numbers, homes' numbers."""

import re

_HIDDEN = 4  # digits of a telephone number that are hidden, before its last four
_NARROW = str.maketrans("０１２３４５６７８９－　", "0123456789- ")  # same length: places stay the same
_GAP = r"[ \-.·_—–]{0,2}"

# The look-arounds keep these from eating part of a longer number such as an order's.
_PHONE = re.compile(
    rf"""
    (?<!\d)
    (?: (?:\+|00)?86{_GAP} )? 1[3-9]\d (?:{_GAP}\d){{8}}           # mainland mobile: 138 1234 5678
    (?!\d)
  | (?<!\d)
    [（(]?0[1-9]\d{{0,2}}[)）]?[ \-]? \d{{3,4}}{_GAP}\d{{4}}        # with an area code: 0755-1234567
    (?!\d)
  | (?<!\d)
    (?: 0 | (?:\+|00)?886{_GAP}0? ) 9\d\d{_GAP}\d{{3}}{_GAP}\d{{3}} # Taiwan mobile: 0912-345-678
    (?!\d)
  | (?<!\d)
    (?: (?:\+|00)?85[23]{_GAP} )?
    (?!(?:19|20)\d\d[ \-.·](?:19|20)\d\d)                           # two years: 2025-2026
    [2-9]\d{{3}}{_GAP}\d{{4}}                                       # Hong Kong, Macau, local: 9123 4567
    (?!\d)
  | (?<!\d) [2-8]\d{{6}} (?!\d)                                     # local, seven digits
    """,
    re.VERBOSE,
)
_DIGIT = "[零〇一二三四五六七八九幺]"
_SPOKEN = re.compile(rf"(?<!{_DIGIT})[一幺][ ,，、]?[三四五六七八九](?:[ ,，、]?{_DIGIT}){{9}}(?!{_DIGIT})")
_NO_AMOUNT = r"(?![\d\-]|[.:/]\d|[元米块塊度%年月日万萬分秒])"
_HOMES = (
    re.compile(rf"(?<![\d\-/.:])(?:\d{{1,3}}|[A-Za-z])[\-－—](?:\d{{1,2}}[\-－—])?(\d{{3,4}}){_NO_AMOUNT}"),
    re.compile(rf"[栋棟幢座楼樓#](?:\s?\d{{1,2}}(?:单元|單元|梯|门|門|座))?\s?(\d{{3,4}}){_NO_AMOUNT}"),
    re.compile(rf"(?:单元|單元)\s?(\d{{3,4}}){_NO_AMOUNT}"),
    re.compile(r"(?<!\d)(\d{3,4})\s?(?:室|房(?![价價东東])|号房|號房)"),
    re.compile(r"[层層楼樓]\s?([A-Ha-h])(?=室|座)"),
    re.compile(rf"(?:[栋棟幢座]|单元|單元)\s?({_DIGIT}{{3,4}})(?![零〇一二三四五六七八九幺十百千])"),
    re.compile(
        rf"(?<![零〇一二三四五六七八九幺十百千])({_DIGIT}{{3,4}})\s?(?:室|房(?![价價东東])|号房|號房)"
    ),
    re.compile(
        rf"\b(?:apt|apartment|flat|room|unit|rm)\b\.?\s?#?(\d{{3,4}}[A-Za-z]?){_NO_AMOUNT}\b", re.IGNORECASE
    ),
)
_SECRET = re.compile(
    r"(?:密码|密碼|口令|卡号|卡號|password|passcode|pin code)[^\d\n]{0,4}(\d(?:[ \-]?\d){2,19})(?!\d)",
    re.IGNORECASE,
)
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?![\dXx])")


def masked(text: str) -> str:
    """The text with four digits of each phone number hidden: 138****5678; of an identity number the birthday.

    Every other character stays as and where it is.
    """
    letters = list(text)
    plain = text.translate(_NARROW)
    for found in _SECRET.finditer(plain):
        _hide(letters, [at for at in range(*found.span(1)) if plain[at].isdigit()])
    for found in _IDENTITY.finditer(plain):
        _hide(letters, range(found.start() + 6, found.start() + 14))
    for found in _SPOKEN.finditer(plain):
        spelled = [at for at in range(*found.span()) if plain[at] not in " ,，、"]
        _hide(letters, spelled[3 : 3 + _HIDDEN])
    for found in _PHONE.finditer(plain):
        digits = [at for at in range(*found.span()) if plain[at].isdigit()]
        first = max(0, len(digits) - 4 - _HIDDEN)
        _hide(letters, digits[first : first + _HIDDEN])
    return "".join(letters)


def guarded(text: str) -> str:
    """The same, and a home's number too: 3栋2单元***, 3-2-***, also within a name ("3-***王"); for rooms."""
    hidden = masked(text)
    letters, plain = list(hidden), hidden.translate(_NARROW)
    for pattern in _HOMES:
        for found in pattern.finditer(plain):
            _hide(letters, range(*found.span(1)))
    return "".join(letters)


def phones(text: str) -> list[str]:
    """The telephone numbers in a text, digits only, in their order."""
    return [re.sub(r"\D", "", found[0]) for found in _PHONE.finditer(text.translate(_NARROW))]


def _hide(letters: list[str], places: range | list[int]) -> None:
    for at in places:
        letters[at] = "*"
