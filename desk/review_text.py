"""Reading from a standard's data which texts wait for the reviewer, and what holds for sensitive matters."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import Enum
from typing import Any

from desk.kind import Kind
from desk.people import WORKERS, Role
from desk.reading import Category, Class
from desk.review import Hold, Patience, What
from desk.sensitive import Conduct, Identity

OF_THE_MATTER = ("department", "officer")  # of a task force: who mends it, who has the building
_ASKED: Mapping[str, type[Enum]] = {"class": Class, "category": Category, "kind": Kind, "what": What}
_WAITS = ("remind", "climb", "promise")
_CLAUSE = re.compile(r"S[0-4]-\d{2,3}\b")


def parse_review(data: Mapping[str, Any], errors: list[str]) -> dict[str, Any]:
    """The fields of a Standard that stand in these tables; what is wrong goes to `errors`."""
    return {
        "holds": _holds(data.get("hold", []), errors),
        "review": _patience(_table(data, "review", errors), errors),
        "conduct": _conduct(_table(data, "conduct", errors), errors),
        "taskforce": _taskforce(_table(data, "taskforce", errors), errors),
    }


def _table(data: Mapping[str, Any], name: str, errors: list[str]) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, Mapping):
        errors.append(f"{name} must be a table")
        return {}
    if table and not _CLAUSE.search(str(table.get("clause", ""))):
        errors.append(
            f"{name}: clause is {table.get('clause')!r}: it must name where it comes from, as S0-44"
        )
    return table


def _known(name: str, table: Mapping[str, Any], allowed: Sequence[str], errors: list[str]) -> None:
    if unknown := sorted(set(table) - set(allowed)):
        errors.append(f"{name}: unknown keys {', '.join(unknown)}: allowed are {', '.join(allowed)}")


def _holds(entries: object, errors: list[str]) -> tuple[Hold, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        errors.append("hold must be a list of tables")
        return ()
    found: dict[tuple[object, ...], Hold] = {}
    for n, entry in enumerate(entries, 1):
        if hold := _hold(n, entry, errors):
            found[hold.asked] = hold  # a later one for the same texts: a file's own over its base's
    return tuple(found.values())


def _hold(n: int, entry: Mapping[str, Any], errors: list[str]) -> Hold | None:
    before, where = len(errors), f"hold {n}"
    _known(where, entry, (*_ASKED, "sensitive", "held", "clause"), errors)
    typed: dict[str, Any] = {}
    for key, kind in _ASKED.items():
        value, allowed = entry.get(key), [one.value for one in kind]
        if value is not None and (value not in allowed or isinstance(value, bool)):
            errors.append(f"{where}: {key} is {value!r}: allowed are {', '.join(map(str, allowed))}")
        elif value is not None:
            typed["class_" if key == "class" else key] = kind(value)
    for key in ("sensitive", "held"):
        if key in entry and not isinstance(entry[key], bool):
            errors.append(f"{where}: {key} is {entry[key]!r}: it must be true or false")
        elif key in entry:
            typed[key] = entry[key]
    if not _CLAUSE.search(str(entry.get("clause", ""))):
        errors.append(
            f"{where}: clause is {entry.get('clause')!r}: it must name where it comes from, as S0-44"
        )
    return Hold(clause=entry["clause"], **typed) if len(errors) == before else None


def _patience(table: Mapping[str, Any], errors: list[str]) -> Patience:
    _known("review", table, (*_WAITS, "clause"), errors)
    spans = {}
    for key in _WAITS:
        minutes = table.get(key)
        if minutes is not None and (not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 1):
            errors.append(f"review: {key} (minutes) is {minutes!r}: it must be a whole number from 1 up")
        elif minutes is not None:
            spans[key] = timedelta(minutes=minutes)
    patience = Patience(**spans)
    if not patience.remind <= patience.climb <= patience.promise:
        errors.append("review: remind, climb and promise must stand in the order of their time")
    return patience


def _conduct(table: Mapping[str, Any], errors: list[str]) -> Conduct:
    _known("conduct", table, ("anonymous", "counted", "clause"), errors)
    anonymous, counted = table.get("anonymous", Identity.NOBODY), table.get("counted", False)
    if anonymous not in list(Identity):
        errors.append(f"conduct: anonymous is {anonymous!r}: allowed are {', '.join(Identity)}")
        anonymous = Identity.NOBODY
    if not isinstance(counted, bool):
        errors.append(f"conduct: counted is {counted!r}: it must be true or false")
        counted = False
    return Conduct(anonymous=Identity(anonymous), counted=counted)


def _taskforce(table: Mapping[str, Any], errors: list[str]) -> tuple[Role | str, ...]:
    _known("taskforce", table, ("members", "clause"), errors)
    members, allowed = table.get("members", []), (*sorted(WORKERS), *OF_THE_MATTER)
    if not isinstance(members, list) or any(one not in allowed for one in members):
        errors.append(f"taskforce: members is {members!r}: allowed are {', '.join(allowed)}")
        return ()
    return tuple(one if one in OF_THE_MATTER else Role(one) for one in members)
