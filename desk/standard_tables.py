"""The tables of a standard besides limits and ladders: who does what by class, manners, hours."""

from collections.abc import Mapping
from typing import Any, Protocol

from desk.hours import Blocks, BlocksError, check_blocks, parse_block
from desk.manners import Back, Chat, Manners
from desk.offices import DEPARTMENT, Office
from desk.people import STAFF, WORKERS, Role
from desk.reading import Class

Place = tuple[str | int, ...]  # ("limit", 2), ("ladder", "respond", 1), ("class", "2")
OFFICE_KEYS = ("owner", "helpers", "reviewer", "informed", "revisers", "clause")
MANNERS_KEYS = ("chat", "news_every", "back", "clause")
HOURS_KEYS = ("open", "clause")
_NOBODY = "nobody"
_LISTS = {
    "helpers": (DEPARTMENT, *sorted(WORKERS)),
    "informed": tuple(sorted(STAFF)),
    "revisers": tuple(sorted(WORKERS)),
}
_OFTENEST, _RAREST = 1, 30  # days between two lines of news


class Checker(Protocol):
    """What notes the errors of a file."""

    @property
    def partial(self) -> bool:
        """Whether what the file leaves out comes from its base."""

    def wrong(self, place: Place, what: str, key: str | None = None) -> None:
        """Note an error."""

    def known(self, place: Place, where: str, entry: Mapping[str, Any], allowed: Any) -> None:
        """Note keys that mean nothing."""

    def one_of(
        self, place: Place, where: str, key: str, value: Any, allowed: Any, *, optional: bool = False
    ) -> Any:
        """The value where it is allowed, else None and an error."""

    def clause(self, place: Place, where: str, value: object) -> str:
        """The clause that is named."""

    def table(self, place: Place, data: object) -> Mapping[str, Any]:
        """The table, an empty one where it is none."""


def offices(check: Checker, data: object) -> dict[Class, Office]:
    """The tables `[class.1]` to `[class.3]`; what a file leaves out it takes from its base."""
    tables = check.table(("class",), data)
    check.known(("class",), "class", tables, [str(one.value) for one in Class])
    found = {}
    for one in Class:
        place: Place = ("class", str(one.value))
        if str(one.value) in tables:
            found[one] = _office(check, place, check.table(place, tables[str(one.value)]))
        elif not check.partial:
            check.wrong(place, f"class.{one.value}: a table must say who has it: owner, revisers, clause")
    return found


def _office(check: Checker, place: Place, entry: Mapping[str, Any]) -> Office:
    where = ".".join(map(str, place))
    check.known(place, where, entry, OFFICE_KEYS)
    owner = check.one_of(place, where, "owner", entry.get("owner"), sorted(WORKERS), optional=check.partial)
    reviewer = entry.get("reviewer", _NOBODY)
    check.one_of(place, where, "reviewer", reviewer, (_NOBODY, *sorted(STAFF)))
    lists = {key: _roles(check, place, key, entry.get(key, [])) for key in _LISTS}
    if not lists["revisers"] and ("revisers" in entry or not check.partial):
        check.wrong(place, f"{where}: revisers must name at least one role", "revisers")
    return Office(
        owner=Role(owner or Role.CS_LEAD),
        reviewer=Role(reviewer) if reviewer in set(STAFF) else None,
        clause=check.clause(place, where, entry.get("clause")),
        helpers=tuple(one if one == DEPARTMENT else Role(one) for one in lists["helpers"]),
        informed=tuple(map(Role, lists["informed"])),
        revisers=tuple(map(Role, lists["revisers"])),
    )


def _roles(check: Checker, place: Place, key: str, value: object) -> list[str]:
    where = ".".join(map(str, place))
    if not isinstance(value, list):
        check.wrong(place, f"{where}: {key} is {value!r}: it must be a list of {', '.join(_LISTS[key])}", key)
        return []
    return [one for one in value if check.one_of(place, where, key, one, _LISTS[key])]


def manners(check: Checker, data: object, titles: object) -> Manners:
    """The table `[manners]` and the table `[titles]`."""
    place: Place = ("manners",)
    entry = check.table(place, data)
    check.known(place, "manners", entry, MANNERS_KEYS)
    chat = check.one_of(place, "manners", "chat", entry.get("chat", Chat.ORAL), list(Chat))
    back = check.one_of(place, "manners", "back", entry.get("back", Back.OFFERED), list(Back))
    days = range(_OFTENEST, _RAREST + 1)
    every = entry.get("news_every", _OFTENEST)
    if every not in days or isinstance(every, bool):
        what = f"manners: news_every (days) is {every!r}: it must be a whole number from 1 to {_RAREST}"
        check.wrong(place, what, "news_every")
        every = _OFTENEST
    if entry:
        check.clause(place, "manners", entry.get("clause"))
    return Manners(
        chat=Chat(chat or Chat.ORAL),
        back=Back(back or Back.OFFERED),
        news_every=every,
        titles=_titles(check, titles),
    )


def _titles(check: Checker, data: object) -> dict[Role, tuple[str, ...]]:
    tables = check.table(("titles",), data)
    check.known(("titles",), "titles", tables, list(Role))
    found = {}
    for role in Role:
        words = tables.get(role, [])
        given = [words] if isinstance(words, str) else words
        if not isinstance(given, list) or not all(isinstance(one, str) and one.strip() for one in given):
            what = f"titles: {role} is {words!r}: it must be a word or a list of words"
            check.wrong(("titles",), what, str(role))
        elif given:
            found[role] = tuple(one.strip() for one in given)
    return found


def hours(check: Checker, data: object) -> Blocks:
    """The table `[hours]`: the blocks of a day, in order."""
    place: Place = ("hours",)
    entry = check.table(place, data)
    check.known(place, "hours", entry, HOURS_KEYS)
    if not entry:
        return ()
    check.clause(place, "hours", entry.get("clause"))
    written = entry.get("open")
    blocks = (
        [parse_block(one) for one in written if isinstance(one, str)] if isinstance(written, list) else []
    )
    told = f'hours: open is {written!r}: it must be blocks in order, as ["08:30-12:00", "14:00-17:30"]'
    if not blocks or None in blocks or not isinstance(written, list) or len(blocks) != len(written):
        check.wrong(place, told, "open")
        return ()
    found = tuple(block for block in blocks if block)
    try:
        check_blocks(found)
    except BlocksError:
        check.wrong(place, told, "open")
        return ()
    return found
