"""A siege: residents write and staff tap without a pause while the desk is killed again and again."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash import kept
from tests.crash.process import DeskProcess, warm
from tests.crash.town import Compound, Report, Town, settle_in
from tests.fakes.telegram.client import FakeTelegram, wait_until

_ACCEPT = "接单"
_PAUSE = 0.1  # seconds between two turns of the crowd
_BACKLOG = 80  # updates that wait at most: residents are many, but they do not flood a desk that is down


class Crowd(threading.Thread):
    """Everybody who writes and taps, from a thread of its own."""

    def __init__(self, town: Town, rng: random.Random) -> None:
        super().__init__(name="crowd")
        self.town, self.rng = town, rng
        self.reports: list[Report] = []
        self.tapped: set[tuple[int, str]] = set()  # (staff chat, the button's data)
        self.failure: BaseException | None = None
        self._enough = threading.Event()

    def run(self) -> None:
        try:
            while not self._enough.wait(_PAUSE):
                if self.town.telegram.status()["pending"] < _BACKLOG:
                    self._turn()
        except BaseException as failure:  # noqa: BLE001  # raised again by stop(), in the test's own thread
            self.failure = failure

    def stop(self) -> None:
        self._enough.set()
        self.join()
        if self.failure:
            raise self.failure

    def _turn(self) -> None:
        self.reports.append(self.town.report(self.rng.choice(self.town.compounds)))
        for number in range(3):
            self.town.chat(self.rng.choice(self.town.compounds), self.rng.randrange(100) + number)
        self._tap(self.rng.choice(self.town.compounds))

    def _tap(self, compound: Compound) -> None:
        """The officer takes the first job that nobody has taken yet."""
        for card in self.town.telegram.from_bot(compound.staff):
            data = next((button.data for button in card.buttons if _ACCEPT in button.label), None)
            if data is not None and (compound.staff, data) not in self.tapped:
                self.town.telegram.tap(compound.staff, card.id, compound.officer, data, wait=0, force=True)
                self.tapped.add((compound.staff, data))
                return


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was found when all had settled; the promises are kept if `broken` is empty."""

    kills: int
    reports: int
    strangers: list[str] = field(default_factory=list)  # tickets that no report accounts for
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    cardless: list[str] = field(default_factory=list)
    cards_twice: int = 0  # public cards posted again after a kill between posting and noting it
    cards_twice_in_one_room: int = 0
    taps: int = 0
    taps_lost: int = 0
    taps_double: int = 0
    sound: bool = True

    @property
    def broken(self) -> list[str]:
        """The promises that were not kept."""
        limits = {
            "reports lost": len(self.lost),
            "reports opened twice": len(self.double),
            "reports without a card": len(self.cardless),
            "tickets out of chatter": len(self.strangers),
            "taps lost": self.taps_lost,
            "taps done twice": self.taps_double,
            "cards posted twice beyond one a kill and room": max(
                0, self.cards_twice_in_one_room - self.kills
            ),
            "a damaged database": int(not self.sound),
        }
        return [f"{what}: {count}" for what, count in limits.items() if count]


def besiege(
    telegram: FakeTelegram, data: Path, *, kills: int, seed: int, size: int, tell: Callable[[int], None]
) -> Outcome:
    """Kill the desk `kills` times at random moments under load, let it finish, and look."""
    rng = random.Random(seed)  # noqa: S311  # chances, not secrets
    with FakeTelegram(telegram.url, telegram.token) as hand:  # the crowd's own: it speaks from a thread
        crowd = Crowd(Town(hand, size), random.Random(seed + 1))  # noqa: S311  # likewise
        settle_in(crowd.town, data)
        desk = DeskProcess(data, warm)
        crowd.start()
        try:
            for done in range(kills):
                _live_and_die(desk, telegram, rng)
                tell(done + 1)
        finally:
            crowd.stop()
        with desk:
            _settle(desk, telegram, data)
            desk.stop()
        return _outcome(telegram, data, crowd, kills)


def _live_and_die(desk: DeskProcess, telegram: FakeTelegram, rng: random.Random) -> None:
    """Killed while it starts, while it takes its first updates in, or while letters are going out."""
    moment = rng.choice((_starting, _taking_in, _sending, _sending))
    before = Counter(call["method"].lower() for call in telegram.calls())
    desk.start()
    moment(desk, telegram, before)
    time.sleep(rng.uniform(0, 0.7))
    desk.kill()


def _starting(_desk: DeskProcess, _telegram: FakeTelegram, _before: Counter[str]) -> None:
    """At once."""


def _taking_in(desk: DeskProcess, telegram: FakeTelegram, before: Counter[str]) -> None:
    _until_called("getUpdates", desk, telegram, before)


def _sending(desk: DeskProcess, telegram: FakeTelegram, before: Counter[str]) -> None:
    _until_called("sendMessage", desk, telegram, before)


def _until_called(method: str, desk: DeskProcess, telegram: FakeTelegram, before: Counter[str]) -> None:
    def called() -> bool:
        assert desk.running(), f"the desk ended by itself:\n{desk.log[-4000:]}"
        calls = Counter(call["method"].lower() for call in telegram.calls())
        return calls[method.lower()] > before[method.lower()]

    wait_until(called, what=f"a call of {method}")


def _settle(desk: DeskProcess, telegram: FakeTelegram, data: Path) -> None:
    telegram.wait_confirmed()

    def delivered() -> bool:
        assert desk.running(), f"the desk ended by itself:\n{desk.log[-4000:]}"
        return kept.letters_waiting(data) == 0

    wait_until(delivered, what="every letter delivered")


def _outcome(telegram: FakeTelegram, data: Path, crowd: Crowd, kills: int) -> Outcome:
    found = kept.tickets(data)
    opened = Counter(ticket.text for ticket, _ in found)
    said = {report.text for report in crowd.reports}
    cards = _cards(telegram, crowd.town)
    again = Counter({place: count - 1 for place, count in cards.items() if count > 1})
    accepted = Counter(
        str(ticket.id) for ticket, journal in found for entry in journal if entry.kind == "accepted"
    )
    tapped = {data.split(":")[2] for _, data in crowd.tapped}
    return Outcome(
        kills=kills,
        reports=len(crowd.reports),
        strangers=[text for text in opened if text not in said],
        lost=[text for text in said if not opened[text]],
        double=[text for text in said if opened[text] > 1],
        cardless=[
            report.text for report in crowd.reports if not cards[report.compound.residents, report.message]
        ],
        cards_twice=again.total(),
        cards_twice_in_one_room=max(_by_room(again).values(), default=0),
        taps=len(tapped),
        taps_lost=sum(not accepted[ticket] for ticket in tapped),
        taps_double=sum(accepted[ticket] > 1 for ticket in tapped),
        sound=kept.is_sound(data),
    )


def _cards(telegram: FakeTelegram, town: Town) -> Counter[tuple[int, int]]:
    """How often each report was answered in its room: (chat, message of the report)."""
    return Counter(
        (compound.residents, seen.reply_to)
        for compound in town.compounds
        for seen in telegram.from_bot(compound.residents)
        if seen.reply_to is not None
    )


def _by_room(again: Counter[tuple[int, int]]) -> Counter[int]:
    rooms: Counter[int] = Counter()
    for (room, _), count in again.items():
        rooms[room] += count
    return rooms
