"""The manifest of an archive: every file with its SHA-256, and whether the files are still so."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

NAME = "manifest.json"


class NoManifestError(ValueError):
    """The directory has no manifest of ours."""


class Wrong(StrEnum):
    """What can be wrong with a file of an archive."""

    MISSING = "missing"
    LEFT_OUT = "left_out"  # a directory is not there at all: a chat is sent no sealed part, nor many photos
    CHANGED = "changed"
    EXTRA = "extra"  # not in the manifest


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One file, or one directory with so many, that is not as the manifest says."""

    wrong: Wrong
    path: str
    files: int = 1


def sha256(file: Path) -> str:
    """The file's SHA-256, hexadecimal; raises OSError."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def write(folder: Path, about: dict[str, Any], known: Mapping[str, str]) -> str:
    """Write the manifest of all files in `folder`; returns its own SHA-256. `known`: some of theirs."""
    files = [
        {
            "path": path,
            "bytes": (folder / path).stat().st_size,
            "sha256": known.get(path) or sha256(folder / path),
        }
        for path in sorted(_files(folder))
        if path != NAME
    ]
    content = json.dumps({**about, "files": files}, ensure_ascii=False, indent=1) + "\n"
    (folder / NAME).write_text(content, encoding="utf-8", newline="\n")
    return sha256(folder / NAME)


def read(folder: Path) -> dict[str, Any]:
    """What the manifest says; raises NoManifestError."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        known = all(isinstance(one[key], str) for one in found["files"] for key in ("path", "sha256"))
        lost = found.get("missing_photos", [])
        known &= isinstance(lost, list) and all(isinstance(one, dict) for one in lost)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoManifestError(str(folder)) from error
    if not known:
        raise NoManifestError(str(folder))
    return dict(found)


def verify(folder: Path) -> list[Finding]:
    """Every file that is missing, changed or not in the manifest; raises NoManifestError, OSError."""
    listed = {one["path"]: one["sha256"] for one in read(folder)["files"]}
    there = set(_files(folder)) - {NAME}
    found = _missing(folder, sorted(listed.keys() - there))
    for path in sorted(there):
        if path not in listed:
            found.append(Finding(wrong=Wrong.EXTRA, path=path))
        elif (folder / path).is_symlink() or sha256(folder / path) != listed[path]:
            found.append(Finding(wrong=Wrong.CHANGED, path=path))
    return found


def _missing(folder: Path, paths: list[str]) -> list[Finding]:
    """Of a directory that is not there at all its name alone."""
    tops = [path.partition("/")[0] for path in paths]
    gone = Counter(top for top, path in zip(tops, paths, strict=True) if top != path and _none(folder / top))
    single = [path for top, path in zip(tops, paths, strict=True) if top not in gone]
    whole = [Finding(wrong=Wrong.LEFT_OUT, path=top, files=files) for top, files in gone.items()]
    return [*whole, *(Finding(wrong=Wrong.MISSING, path=path) for path in single)]


def _none(folder: Path) -> bool:
    return not folder.is_symlink() and not folder.exists()


def _files(folder: Path) -> Iterator[str]:
    """A link is nothing that an archive has, wherever it leads."""
    found = (one for one in folder.rglob("*") if one.is_symlink() or one.is_file())
    return (one.relative_to(folder).as_posix() for one in found)
