"""处理过程 of a month as a CSV file: by far the most there is of anything, so what is alike is said once."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.archiving.cells import for_csv
from bot.archiving.sheets import JOURNAL, entry_cells
from bot.archiving.tables import CsvTable
from bot.archiving.voice import Voice
from desk.filed import Filed
from storage.sayings import entry, essence
from storage.unit_of_work import UnitOfWork

_REMEMBERED = 50_000  # lines, and minutes
_MINUTE = len("2026-10-31 22:59")


@dataclass(frozen=True, kw_only=True)
class Span:
    """Whose journal: of the tickets reported from `first` to before `last`, up to the `newest` entry's id."""

    first: datetime
    last: datetime
    newest: int


def write(uow: UnitOfWork, file: Path, voice: Voice, span: Span, told: Callable[[int], None]) -> None:
    """The file; `told` hears how many tickets are done. Raises OSError."""
    done, lines = 0, _Lines(voice)
    with CsvTable(file, JOURNAL, voice) as table:
        for page in uow.bundles.tickets(voice.site.id, span.first, span.last):
            tickets = {one.id: one for one in page if not one.drill}
            table.write("".join(lines.of(tickets, uow.sayings.of(tickets, span.newest))))
            done += len(page)
            told(done)


class _Lines:
    """Entries as lines; those that say the same are put into words once."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._known: dict[str, str] = {}
        self._minutes: dict[str, str] = {}
        self._line = io.StringIO(newline="")
        self._out = csv.writer(self._line)

    def of(self, tickets: Mapping[int, Filed], told: Iterable[tuple[int, str, str]]) -> Iterator[str]:
        """The lines of what `Sayings.of` told of these tickets."""
        apart = {key for key, one in tickets.items() if one.anonymous or one.discreet}  # told otherwise there
        numbers = {key: one.number for key, one in tickets.items()}
        minutes, known = self._minutes, self._known
        for key, at, said in told:
            minute = at[:_MINUTE]
            when = minutes.get(minute) or self._minute(minute)
            words = None if key in apart else known.get(essence(said))
            if words is None:
                words = self._words(tickets[key], at, said)
                if key not in apart:
                    self._remember(said, words)
            yield f"{numbers[key]},{when}{at[_MINUTE:]},{words}"

    def _minute(self, minute: str) -> str:
        """A minute in UTC by the clock on the wall there."""
        local = datetime.fromisoformat(minute).replace(tzinfo=UTC).astimezone(self._voice.zone)
        _shorten(self._minutes)
        found = self._minutes[minute] = local.isoformat(" ")[:_MINUTE]
        return found

    def _remember(self, said: str, words: str) -> None:
        _shorten(self._known)
        self._known[essence(said)] = words

    def _words(self, ticket: Filed, at: str, said: str) -> str:
        """The cells after the ticket's number and the moment."""
        told = entry(at, said)
        cells = entry_cells(ticket, told, self._voice.told(ticket, told), self._voice)
        self._line.seek(0)
        self._out.writerow(map(for_csv, cells))
        self._line.truncate()
        return self._line.getvalue()


def _shorten(known: dict[str, str]) -> None:
    if len(known) >= _REMEMBERED:
        known.clear()
