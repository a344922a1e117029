"""What is wrong with what was written, told all at once: where it stands, what to write instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from bot.settings import keys
from bot.settings.keys import Path
from bot.settings.model import ConfiguredSite, Written
from bot.settings.uses import lacking
from bot.terminal import say

_WIDTH = 60  # characters of a value that are repeated: a line stays a line


class SettingsError(ValueError):
    """The configuration cannot be used; the message has one line for each error."""

    def __init__(self, message: str, variables: Sequence[str | None] = ()) -> None:
        super().__init__(message)
        self.variables = variables  # for each line the one in which it stands; None: the file


class Kind(StrEnum):
    """In which way a key is wrong."""

    WRONG = "wrong"
    MISSING = "missing"
    UNKNOWN = "unknown"
    TWICE = "twice"
    NEEDED = "needed"  # what was switched on cannot be without it


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One key that cannot stay as it is."""

    path: Path
    kind: Kind
    value: object = None


def find(raw: Mapping[str, Any], context: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with `raw`; `context` says where standards of one's own stand."""
    crossed = [
        *_webhook(raw.get("telegram")),
        *_needed(raw),
        *_names(raw.get("site")),
        *_homes(raw.get("site")),
    ]
    try:
        Written.model_validate(raw, context=context)
    except ValidationError as error:
        return [*_deepest(list(map(_problem, error.errors()))), *crossed]
    return crossed


def _deepest(problems: list[Problem]) -> list[Problem]:
    """Without what is wrong only because something within is: a list whose one table is, counts as empty."""
    paths = {one.path[:end] for one in problems for end in range(1, len(one.path))}
    return [one for one in problems if one.path not in paths]


def _problem(error: Any) -> Problem:
    kind = {"missing": Kind.MISSING, "extra_forbidden": Kind.UNKNOWN}.get(error["type"], Kind.WRONG)
    return Problem(path=error["loc"], kind=kind, value=error["input"])


def _webhook(telegram: object) -> list[Problem]:
    if not isinstance(telegram, dict) or telegram.get("mode") != "webhook":
        return []
    missing = [key for key in ("webhook_url", "webhook_secret") if key not in telegram]
    return [Problem(path=("telegram", key), kind=Kind.MISSING) for key in missing]


def _needed(raw: Mapping[str, Any]) -> list[Problem]:
    """Of everything that is "on", for all sites or for one."""
    wecom, sites = raw.get("wecom"), raw.get("site")
    general = wecom.get("use") if isinstance(wecom, dict) else None
    uses = [("wecom.use", general)]
    tables = sites if isinstance(sites, list) else []
    uses += [("site.wecom", site.get("wecom")) for site in tables if isinstance(site, dict)]
    return [
        Problem(path=("wecom", *path), kind=Kind.NEEDED, value=f"{where}.{name}")
        for where, use in uses
        for name, path in lacking(wecom, use)
    ]


def _names(sites: object) -> list[Problem]:
    tables = [site for site in sites if isinstance(site, dict)] if isinstance(sites, list) else []
    names = [str(site["name"]).strip() if "name" in site else None for site in tables]
    return [
        Problem(path=("site", place, "name"), kind=Kind.TWICE, value=name)
        for place, name in enumerate(names)
        if name is not None and name in names[:place]
    ]


def _homes(sites: object) -> Iterator[Problem]:
    """A building that stands twice, under whatever spelling; and more households in buildings than in all."""
    for place, site in enumerate(sites if isinstance(sites, list) else []):
        try:
            known = ConfiguredSite.model_validate({"name": "?", **_of_homes(site)})
        except ValidationError:
            continue  # told where it stands
        names = [one.name for one in known.buildings]
        for at, name in enumerate(names):
            if name in names[:at]:
                yield Problem(path=("site", place, "building", at, "name"), kind=Kind.TWICE, value=name)
        if known.households and sum(one.households for one in known.buildings) > known.households:
            yield Problem(path=("site", place, "households"), kind=Kind.WRONG, value=known.households)


def _of_homes(site: object) -> Mapping[str, Any]:
    return (
        {key: site[key] for key in ("households", "building") if key in site}
        if isinstance(site, dict)
        else {}
    )


def line(problem: Problem, raw: Mapping[str, Any], source: str) -> str:
    """The problem in one line: `source` is the file or the variable in which it stands."""
    hidden = problem.kind is Kind.WRONG and keys.is_secret(problem.path)
    return say(
        f"settings.{'hidden' if hidden else problem.kind}",
        source=source,
        key=_shown(problem.path, raw),
        value=problem.value if problem.kind is Kind.NEEDED else _cut(problem.value),
        write=_instead(problem),
    )


def _instead(problem: Problem) -> str:
    if problem.kind is not Kind.UNKNOWN:
        return say("write." + ".".join(keys.names(problem.path)))
    known = keys.beside(problem.path)
    near = get_close_matches(str(problem.path[-1]), known, 1)
    return say("settings.nearest", key=near[0]) if near else say("settings.known", keys=", ".join(known))


def _shown(path: Path, raw: Mapping[str, Any]) -> str:
    """The key as people find it: a site by its name, else by its place."""
    match path:
        case ("site", int(place), *rest):
            return ".".join([_site(raw["site"], place, named=rest != ["name"]), *map(str, rest)])
    return ".".join(keys.names(path))


def _site(sites: Sequence[object], place: int, *, named: bool) -> str:
    site = sites[place]
    name = site.get("name") if isinstance(site, dict) else None
    return f'site "{name}"' if named and isinstance(name, str) and name.strip() else f"site {place + 1}"


def _cut(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _WIDTH else f"{shown[: _WIDTH - 1]}…"
