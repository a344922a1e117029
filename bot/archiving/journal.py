"""处理过程 of a month as a CSV file: by far the most there is of anything, so what is alike is said once."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.archiving.cells import for_csv
from bot.archiving.sheets import JOURNAL, entry_row
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
            said = uow.sayings.of(tickets, span.newest)
            table.write("".join(lines.of(tickets[key], at, words) for key, at, words in said))
            done += len(page)
            told(done)


class _Lines:
    """Entries as lines; those that say the same are put into words once."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._said: dict[str, str] = {}
        self._minutes: dict[str, str] = {}
        self._line = io.StringIO(newline="")
        self._out = csv.writer(self._line)

    def of(self, ticket: Filed, at: str, said: str) -> str:
        """The line of one entry."""
        when = self._minutes.get(at[:_MINUTE]) or self._minute(at[:_MINUTE])
        if ticket.anonymous or ticket.discreet:  # the same words are told otherwise there
            return f"{ticket.number},{when}{at[_MINUTE:]},{self._words(ticket, at, said)}"
        words = self._said.get(essence(said)) or self._remembered(ticket, at, said)
        return f"{ticket.number},{when}{at[_MINUTE:]},{words}"

    def _minute(self, minute: str) -> str:
        """A minute in UTC by the clock on the wall there."""
        local = datetime.fromisoformat(minute).replace(tzinfo=UTC).astimezone(self._voice.zone)
        _shorten(self._minutes)
        found = self._minutes[minute] = f"{local:%Y-%m-%d %H:%M}"
        return found

    def _remembered(self, ticket: Filed, at: str, said: str) -> str:
        _shorten(self._said)
        found = self._said[essence(said)] = self._words(ticket, at, said)
        return found

    def _words(self, ticket: Filed, at: str, said: str) -> str:
        """The cells after the ticket's number and the moment."""
        told = entry(at, said)
        _, _, *cells = entry_row(ticket, told, self._voice.told(ticket, told), self._voice)
        self._line.seek(0)
        self._out.writerow(map(for_csv, cells))
        self._line.truncate()
        return self._line.getvalue()


def _shorten(known: dict[str, str]) -> None:
    if len(known) >= _REMEMBERED:
        known.clear()
