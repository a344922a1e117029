"""The desk in a thread of the test, with short waits, on a data directory and a fake Telegram."""

import asyncio
import threading
from pathlib import Path
from typing import Self

from bot.app import Store, build, open_store
from bot.clock import Clock
from bot.platforms.telegram.client import Account
from bot.platforms.telegram.patience import Timing
from bot.platforms.telegram.platform import TelegramPlatform
from nlp.reader import Reader
from tests.crash import kept
from tests.crash.town import Town, bind, database
from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import wait_until

HASTE = Timing(first_delay=0.1, longest_delay=0.5, poll=1.0, answer=PATIENCE, transfer=PATIENCE, pace=0)


class LiveDesk:
    """Runs while the context is open. A failure of the desk itself is raised at its end."""

    def __init__(self, data: Path, account: Account, reader: Reader) -> None:
        self._data, self._account, self._reader = data, account, reader
        self.store: Store = open_store(database(data))
        self._up = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="desk")

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._up.wait(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(PATIENCE)
        if self._failure:
            raise self._failure

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as failure:  # noqa: BLE001  # raised again in the test's own thread
            self._failure = failure
            self._up.set()

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        platform = TelegramPlatform(account=self._account, timing=HASTE)
        app = build(self.store, self._data, Clock(), [platform], self._reader)
        async with app.running():
            self._up.set()
            await self._stopping.wait()

    def bind(self, town: Town) -> None:
        """The town becomes the desk's."""
        self.store.writer.submit(lambda uow: bind(town, uow)).result()

    def settle(self, town: Town) -> None:
        """Until every update is confirmed and every letter delivered or given up."""
        town.telegram.wait_confirmed()
        wait_until(lambda: kept.letters_waiting(self._data) == 0, what="every letter delivered")

    def texts(self) -> list[str]:
        """The text of every ticket, the oldest first."""
        with self.store.reading() as uow:
            return [ticket.text for site in uow.sites.all() for ticket in uow.tickets.of(site.id)]

    def quarantined(self) -> int:
        with self.store.reading() as uow:
            return len(uow.seen.quarantined())


def cards(town: Town) -> dict[tuple[int, int], int]:
    """How often each report was answered in its room: by (chat, message of the report)."""
    found: dict[tuple[int, int], int] = {}
    for compound in town.compounds:
        for seen in town.telegram.from_bot(compound.residents):
            if seen.reply_to is not None:
                place = (compound.residents, seen.reply_to)
                found[place] = found.get(place, 0) + 1
    return found
