"""A person named on the command line, and all that the desk holds of them as a file."""

import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.homes import parse_home
from desk.people import Person, Site
from storage.unit_of_work import UnitOfWork


def find(uow: UnitOfWork, sites: list[Site], word: str) -> list[Person]:
    """Whom "陈建国", "3-2-501", "telegram:12345" or "#17" may mean, at these sites."""
    everybody = [one for site in sites for one in uow.people.of(site.id)]
    if word.startswith("#") and word[1:].isdigit():
        return [one for one in everybody if one.id == int(word[1:])]
    platform, colon, account = word.partition(":")
    if colon:
        known = {one.id for one in uow.people.at(platform, account)}
        return [one for one in everybody if one.id in known]
    named = [one for one in everybody if one.name == word]
    home = parse_home(word)
    if named or home is None:
        return named
    building, unit, room = home
    return [
        one
        for one in everybody
        if (one.building, one.room) == (building, room) and (not unit or one.unit == unit)
    ]


def write(
    held: dict[str, list[dict[str, Any]]],
    media: Path,
    file: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> int:
    """A zip with a readable JSON file a table and the photos; returns how many photos were there to take."""
    names = sorted({row["file"] for row in held["photos"] if row["file"]})
    there = [name for name in names if (media / name).is_file()]
    partial = file.with_name(file.name + ".partial")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            for table, rows in held.items():
                text = json.dumps(rows, ensure_ascii=False, indent=2, default=_plain)
                archive.writestr(f"{table}.json", text + "\n")
            for done, name in enumerate(there, 1):
                archive.write(media / name, f"photos/{name}")
                progress(done, len(there))
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return len(there)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
