"""处理过程 of a month as a CSV file: by far the most there is of anything, so what is alike is said once."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

from bot.archiving.cells import for_csv
from bot.archiving.known import Known
from bot.archiving.phrases import Phrases
from bot.archiving.sheets import JOURNAL, entry_cells
from bot.archiving.tables import CsvTable
from bot.archiving.voice import Voice
from bot.archiving.wall import HOUR, MINUTE, SECOND, hour_at, minute_at
from desk.filed import Veiled
from desk.ticket import DRILL
from storage.sayings import PROMISES, Saying, Sayings, Told, entry, essence

_LATELY = 4_000  # lines that are looked for first: so few that a processor has them at hand


@dataclass(frozen=True, kw_only=True)
class Span:
    """Whose journal: of the tickets reported from `first` to before `last`, up to the `newest` entry's id."""

    first: datetime
    last: datetime
    newest: int


def write(sayings: Sayings, file: Path, voice: Voice, span: Span, told: Callable[[int], None]) -> None:
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
        self._known: dict[object, bytes] = {}
        self._hours = Known(partial(hour_at, voice.zone))
        self._minutes = Known(partial(minute_at, voice.zone))
        self._line = io.StringIO(newline="")
        self._out = csv.writer(self._line)
        self._phrases = Phrases(self._words)

    def of(self, tickets: Mapping[int, Veiled], told: Iterable[Told]) -> bytes:
        """The lines of what `Sayings.of` told of these tickets, ticket by ticket; in UTF-8."""
        apart = {key for key, one in tickets.items() if one.anonymous or one.discreet}  # told otherwise there
        lines: dict[int, list[bytes]] = {key: [] for key in tickets}
        places = {key: (f"{one.number},", lines[key].append) for key, one in tickets.items()}
        hours, minutes, known = self._hours, self._minutes, self._known.get
        for key, at, kind, audience, actor, facts in told:
            said = kind, audience, actor, facts[facts.index("]") :] if facts.startswith(PROMISES) else facts
            words = None if key in apart else known(said)
            if words is None:
                words = self._new(tickets[key], said, Saying(kind, audience, actor, essence(facts)))
            number, add = places[key]
            if hour := hours[at[:HOUR]]:
                add(f"{number}{hour}{at[HOUR:SECOND]},".encode())
            else:
                add(f"{number}{minutes[at[:MINUTE]]}{at[MINUTE:SECOND]},".encode())
            add(words)
        return b"".join(chain.from_iterable(lines.values()))

    def _new(self, ticket: Veiled, key: object, said: Saying) -> bytes:
        """What was not said before: the same for every ticket that is not apart."""
        if ticket.anonymous or ticket.discreet:
            return self._words(ticket, said).encode()
        if len(self._known) >= _LATELY:
            self._known.clear()
        found = self._known[key] = self._phrases.line(ticket, said).encode()
        return found

    def _words(self, ticket: Veiled, said: Saying) -> str:
        """The cells after the ticket's number and the moment."""
        told = entry(said, self._voice.until)  # no entry's words have its moment
        cells = entry_cells(ticket, told, self._voice.told(ticket, told), self._voice)
        self._line.seek(0)
        self._out.writerow(map(for_csv, cells))
        self._line.truncate()
        return self._line.getvalue()
