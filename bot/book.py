"""The book of standards and calendars that handlers work by."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

from bot.calendars import AS_USUAL, Hand, unknown_years
from bot.local import local
from desk.hours import Calendar
from desk.local import Local
from desk.people import Site
from desk.standard_text import StandardError, completed, parse_standard
from desk.standards import Standard
from handlers.tools import Book
from storage.unit_of_work import UnitOfWork

PRESETS = Path(__file__).parent / "standards"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A standard as its file says it, whole."""

    version: str  # its name and eight digits of what it says: "s0@1f2e3d4c"
    data: Mapping[str, Any]
    standard: Standard


def load_book(by_hand: Mapping[str, Hand] | None = None) -> Book:
    """Every preset, and the calendars; raises desk's StandardError with all that is wrong in the files.

    `by_hand` has the hours and days that sites set themselves, by the site's name.
    """
    presets = load_presets()
    return Book(
        standards={preset.version: preset.standard for preset in presets.values()},
        newest={name: preset.version for name, preset in presets.items()},
        calendar=partial(_calendar, by_hand or {}),
        unknown_years=partial(_unknown, by_hand or {}),
        local=partial(_local, by_hand or {}),
    )


def load_presets(folder: Path = PRESETS) -> dict[str, Preset]:
    """The presets by name; raises StandardError with what is wrong in any of them."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    written = {name: tomllib.loads(text) for name, text in texts.items()}
    errors: list[str] = []
    found = {}
    for name, data in written.items():
        try:
            _checked(name, data, texts[name], written)
            found[name] = _preset(name, written)
        except StandardError as error:
            errors.append(str(error))
    if errors:
        raise StandardError("\n".join(errors))
    return found


def _checked(name: str, data: Mapping[str, Any], text: str, written: Iterable[str]) -> None:
    """What is wrong in the file itself, with its lines; what it takes over is checked where it stands."""
    base = data.get("base")
    if base is not None and (base not in written or base == name):
        names = ", ".join(sorted(set(written) - {name}))
        raise StandardError(f"{name}.toml: base is {base!r}: allowed are {names}")
    if base is None:
        parse_standard(name, data, text, f"{name}.toml")
        return
    try:
        parse_standard(name, data, text, f"{name}.toml")
    except StandardError as error:
        lines = [line for line in str(error).splitlines() if "somebody must be told" not in line]
        if lines:
            raise StandardError("\n".join(lines)) from None


def _preset(name: str, written: Mapping[str, Mapping[str, Any]]) -> Preset:
    data = _whole(name, written)
    plain = _plain(data)
    version = f"{name}@{_digest(plain)}"
    return Preset(version=version, data=plain, standard=parse_standard(version, data, file=f"{name}.toml"))


def _whole(name: str, written: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    data = written[name]
    base = data.get("base")
    return completed(data, _whole(base, written) if base else {})


def _digest(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def keep_standards(uow: UnitOfWork, book: Book) -> None:
    """Keep what is in force, and take up what open tickets were promised before (S2-62)."""
    for preset in load_presets().values():
        uow.standards.keep(preset.version, preset.data)
    for version, data in uow.standards.all().items():
        if version not in book.standards:
            book.standards[version] = parse_standard(version, _typed(data))


_TIMES = {"duty": ("starts",), "quiet": ("from", "until")}  # where a standard holds times of day


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data without times of day, which JSON has not."""
    return {**data, **{name: _each(data[name], keys, str) for name, keys in _TIMES.items() if name in data}}


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """What `_plain` made, as it was."""
    times = {name: keys for name, keys in _TIMES.items() if name in data}
    return {**data, **{name: _each(data[name], keys, time.fromisoformat) for name, keys in times.items()}}


def _each(table: Mapping[str, Any], keys: tuple[str, ...], change: Callable[[Any], object]) -> dict[str, Any]:
    return {key: change(value) if key in keys else value for key, value in table.items()}


def _calendar(by_hand: Mapping[str, Hand], site: Site) -> Calendar:
    return by_hand.get(site.name, AS_USUAL).calendar(site)


def _local(by_hand: Mapping[str, Hand], site: Site) -> Local:
    return local(by_hand.get(site.name, AS_USUAL).local, site)


def _unknown(by_hand: Mapping[str, Hand], site: Site, today: date) -> list[int]:
    return unknown_years(site.region, today, by_hand.get(site.name, AS_USUAL))
