"""处理过程 of a month as a CSV file: by far the most there is of anything, so what is alike is said once."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.archiving.cells import for_csv
from bot.archiving.known import Known
from bot.archiving.phrases import Phrases
from bot.archiving.sheets import JOURNAL, entry_cells
from bot.archiving.tables import CsvTable
from bot.archiving.voice import Voice
from bot.archiving.wall import hour_at, minute_at
from desk.filed import Veiled
from desk.ticket import DRILL
from storage.teller import Teller
from storage.told import (
    HOUR,
    MINUTE,
    PAST_HOUR,
    PAST_MINUTE,
    PROMISES,
    SAYS,
    Told,
    entry,
    essence,
    saying,
)

_LATELY = 4_000  # lines that are looked for first: so few that a processor has them at hand


@dataclass(frozen=True, kw_only=True)
class Span:
    """Whose journal: of the tickets reported from `first` to before `last`, up to the `newest` entry's id."""

    first: datetime
    last: datetime
    newest: int


def write(sayings: Teller[Any], file: Path, voice: Voice, span: Span, told: Callable[[int], None]) -> None:
    """The file; `told` hears how many tickets are done. Raises OSError."""
    done, lines = 0, Lines(voice)
    with CsvTable(file, JOURNAL, voice) as table:
        for page in sayings.heads(voice.site.id, span.first, span.last):
            tickets = {one.id: one for one in page if one.source != DRILL}
            table.write(lines.of(tickets, sayings.of(tickets, span.newest)))
            done += len(page)
            told(done)


class Lines:
    """Entries as lines; those that say the same are put into words once."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._known: dict[bytes, bytes] = {}
        self._hours = Known(self._hour)
        self._minutes = Known(self._minute)
        self._line = io.StringIO(newline="")
        self._out = csv.writer(self._line)
        self._phrases = Phrases(self._words)

    def of(self, tickets: Mapping[int, Veiled], told: Iterable[Told]) -> bytes:
        """The lines of what `Sayings.of` told of these tickets, ticket by ticket; in UTF-8."""
        lines = {key: self._ticket(tickets[key], entries) for key, entries in told}
        return b"".join([lines[key] for key in tickets if key in lines])

    def _ticket(self, ticket: Veiled, entries: Sequence[bytes]) -> bytes:
        apart = ticket.anonymous or ticket.discreet  # told otherwise there
        number, known = b"%d," % ticket.number, {} if apart else self._known
        line: list[bytes] = []
        look, hours = known.get, self._hours
        for one in entries:
            said = essence(one) if one.startswith(PROMISES, SAYS) else one[SAYS:]
            words = look(said) or self._new(ticket, known, said)
            if hour := hours[one[HOUR]]:
                line += (number, hour, one[PAST_HOUR], words)
            else:
                line += (number, self._minutes[one[MINUTE]], one[PAST_MINUTE], words)
        return b"".join(line)

    def _new(self, ticket: Veiled, known: dict[bytes, bytes], said: bytes) -> bytes:
        """What was not said before, remembered as `known`."""
        if len(known) >= _LATELY:
            known.clear()
        found = self._phrases.line(ticket, said) if known is self._known else self._words(ticket, said)
        known[said] = found
        return found

    def _words(self, ticket: Veiled, said: bytes) -> bytes:
        """The cells after the ticket's number and the moment, with the comma before them."""
        told = entry(saying(said), self._voice.until)  # no entry's words have its moment
        cells = entry_cells(ticket, told, self._voice.told(ticket, told), self._voice)
        self._line.seek(0)
        self._out.writerow(("", *map(for_csv, cells)))
        self._line.truncate()
        return self._line.getvalue().encode()

    def _hour(self, hour: bytes) -> bytes | None:
        shown = hour_at(self._voice.zone, hour.decode())
        return shown.encode() if shown else None

    def _minute(self, minute: bytes) -> bytes:
        return minute_at(self._voice.zone, minute.decode()).encode()
