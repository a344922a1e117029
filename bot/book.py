"""The book of standards and calendars that handlers work by."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache, partial
from pathlib import Path
from typing import Any

from bot.calendars import AS_USUAL, Hand, unknown_years
from bot.faq import NAME as FAQ
from bot.faq import load_faq
from bot.local import local
from bot.playbook_files import load_playbooks
from bot.reading import SITE
from desk.clears import parse_clears
from desk.homes import Homes
from desk.hours import OFFICE, Blocks, Calendar
from desk.local import Local, Switches
from desk.people import Room, Site
from desk.standard_lines import line_of
from desk.standard_text import StandardError, completed, parse_standard
from desk.standards import Standard
from desk.wording import Wording, WordingError, parse_wording
from handlers.tools import Book
from nlp.reader import Thresholds
from storage.unit_of_work import UnitOfWork

PRESETS = Path(__file__).parent / "standards"
WORDING = Path(__file__).parent / "wording.toml"
CLEARS = Path(__file__).parent / "clears.toml"
OWN = "standards"  # the folder of one's own in the data directory


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A standard as its file says it, whole."""

    version: str  # its name and eight digits of what it says: "s0@1f2e3d4c"
    data: Mapping[str, Any]
    standard: Standard


def load_book(by_hand: Mapping[str, Hand] | None = None, data: Path | None = None) -> Book:
    """Every standard, the calendars, the playbooks; raises StandardError or PlaybookError.

    `by_hand` has the hours and days that sites set themselves, by the site's name; below `data` stand the
    standards and playbooks of one's own, further words to look for and answers (WordingError or FaqError
    for a wrong file).
    """
    presets = load_presets(own=data)
    standards = {preset.version: preset.standard for preset in presets.values()}
    newest = {name: preset.version for name, preset in presets.items()}

    def usual(site: Site) -> Blocks:
        return standards[newest.get(site.standard) or newest["s0"]].hours or OFFICE

    return Book(
        standards=standards,
        newest=newest,
        said={preset.version: preset.data for preset in presets.values()},
        calendar=partial(_calendar, by_hand or {}, usual),
        playbooks=load_playbooks(data).of,
        unknown_years=partial(_unknown, by_hand or {}),
        faq=load_faq(data / FAQ if data else None),
        clears=parse_clears(tomllib.loads(CLEARS.read_text(encoding="utf-8"))),
        wording=load_wording(data / "wording.toml" if data else None),
        local=partial(_local, by_hand or {}),
        homes=partial(_homes, by_hand or {}),
        switches=partial(_switches, by_hand or {}),
        limits=partial(_limits, by_hand or {}),
    )


def load_wording(own: Path | None = None) -> Wording:
    """The words to look for in texts to reporters; raises WordingError for a file that cannot be read."""
    files = [WORDING, *([own] if own and own.exists() else [])]
    try:
        return parse_wording(*(tomllib.loads(file.read_text(encoding="utf-8")) for file in files))
    except tomllib.TOMLDecodeError as error:
        raise WordingError(f"wording.toml: {error}") from error


def load_presets(folder: Path = PRESETS, own: Path | None = None) -> dict[str, Preset]:
    """The presets by name, and those in the data directory `own`; raises StandardError with every error."""
    files = standard_files(folder, own)
    return dict(_shipped()) if files == standard_files() else _read(files)


@cache
def _shipped() -> dict[str, Preset]:
    """What comes with the desk is read once."""
    return _read(standard_files())


def _read(files: Mapping[str, Path]) -> dict[str, Preset]:
    errors: list[str] = []
    written: dict[str, Mapping[str, Any]] = {}
    for name, path in files.items():
        try:
            written[name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            errors.append(f"{name}.toml: {error}")
    found = {}
    for name, path in files.items():
        try:
            if name in written:
                _checked(name, written[name], path.read_text(encoding="utf-8"), written)
                found[name] = _preset(name, written)
        except StandardError as error:
            errors.append(str(error))
    if errors:
        raise StandardError("\n".join(errors))
    return found


def standard_files(folder: Path = PRESETS, own: Path | None = None) -> dict[str, Path]:
    """The files of standards by name: the presets, and those below `standards` in the data directory `own`.

    A file of one's own with a preset's name takes its place.
    """
    folders = [folder, *([own / OWN] if own else [])]
    return {path.stem: path for one in folders for path in sorted(one.glob("*.toml"))}


def _checked(name: str, data: Mapping[str, Any], text: str, written: Mapping[str, Mapping[str, Any]]) -> None:
    """What is wrong in the file itself, with its lines; what it takes over is checked where it stands."""
    base = data.get("base")
    if base is not None and (base not in written or name in _bases(base, written)):
        names = ", ".join(sorted(one for one in written if name not in _bases(one, written)))
        where = line_of(text, (), "base")
        raise StandardError(f"{name}.toml:{where}: base is {base!r}: allowed are {names}")
    parse_standard(name, data, text, f"{name}.toml", partial=base is not None)


def _bases(name: str, written: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The standard and those below it, as far as they are there."""
    chain: list[str] = []
    while name in written and name not in chain:
        chain.append(name)
        name = str(written[name].get("base"))
    return chain


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
    for version, data in book.said.items():
        uow.standards.keep(version, data)
    for version, data in uow.standards.all().items():
        if version not in book.standards:
            book.standards[version] = parse_standard(version, _typed(_since(data)))


def _since(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A version that was kept before standards said who does what: s0 said it for all of them."""
    return data if "class" in data else {**data, "class": load_presets()["s0"].data["class"]}


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


def _calendar(by_hand: Mapping[str, Hand], usual: Callable[[Site], Blocks], site: Site) -> Calendar:
    return by_hand.get(site.name, AS_USUAL).calendar(site, usual(site))


def _local(by_hand: Mapping[str, Hand], site: Site) -> Local:
    return local(by_hand.get(site.name, AS_USUAL).local, site)


def _homes(by_hand: Mapping[str, Hand], site: Site) -> Homes:
    return by_hand.get(site.name, AS_USUAL).homes


def _switches(by_hand: Mapping[str, Hand], site: Site) -> Switches:
    return by_hand.get(site.name, AS_USUAL).switches


def _limits(by_hand: Mapping[str, Hand], site: Site, room: Room | None) -> Thresholds | None:
    known = by_hand.get(site.name, AS_USUAL).limits
    return known.get(room.title if room else SITE, known.get(SITE))


def _unknown(by_hand: Mapping[str, Hand], site: Site, today: date) -> list[int]:
    return unknown_years(site.region, today, by_hand.get(site.name, AS_USUAL))
