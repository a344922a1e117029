"""Where exports go: whole or not at all, over nothing that is there, for nobody else to read."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.archiving.making import folder_name
from bot.cli.refusal import Refusal
from bot.settings import Settings
from bot.terminal import say

FOLDER = "exports"  # in the data directory


@dataclass(frozen=True)
class Export:
    """What is being written: first in `room`, then where it is to be."""

    room: Path
    folder: Path

    def put(self, names: Sequence[str]) -> list[Path]:
        """These files of the room in their place; refused where one is there already."""
        for name in names:
            if (self.folder / name).exists():
                raise Refusal(say("person.exists", file=self.folder / name))
        for name in names:
            (self.room / name).chmod(0o600)  # names and telephones are in it
        return [(self.room / name).replace(self.folder / name).resolve() for name in names]


def file_of(settings: Settings, site: str, name: str, wanted: Path | None) -> Path:
    """The file that somebody wanted, else one among the exports in the data directory."""
    return wanted or settings.data / FOLDER / f"{folder_name(site)}-{name}"


@contextmanager
def exporting(file: Path, *, wanted: bool) -> Iterator[Export]:
    """A room beside `file` to write in; its folder is made unless `wanted`. Refused where nothing can be."""
    try:
        if not wanted:
            file.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".exporting-") as room:
            yield Export(Path(room), file.parent)
    except OSError as error:
        raise Refusal(say("import.unwritable", file=file, why=error.strerror)) from error
