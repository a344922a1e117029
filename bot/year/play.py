"""Playing the year: reports come by season and hour, and every step is taken in the order of time."""

import heapq
import itertools
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.year.album import Album
from bot.year.duty import guard
from bot.year.life import Life, Living, draft
from bot.year.looking import draw_at, looking
from bot.year.matters import HOURS, LIFT, SAID, SURNAMES, Said
from bot.year.stage import BUILDINGS, DOORS, FLOORS, HOUSEHOLDS, UNITS, Stage
from desk.figures.period import of
from desk.people import Person, Role, RoomKind, Site
from handlers.tools import Tools
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

SEED = 20261121
A_DAY = 8  # reports, of 3,000 households
MONTHS = 13  # whole ones before the running one: the last of them has the same month of the year before
TELL_FLOOR, TAKE_PICTURES = 70, 40  # in a hundred reports in which there is one to tell or to take
_PIECE = 400  # steps in one unit of work

Report = tuple[datetime, Said, str]


def play(
    writer: Writer,
    site: Site,
    tools: Callable[[UnitOfWork], Tools],
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    *,
    album: Album | None = None,
) -> int:
    """Fill the year before `now`; returns how many were reported. `progress` is told the days."""
    rng = random.Random(SEED)  # noqa: S311  # for a story, not for secrets
    reports = list(_reports(rng, site, now))
    residents = writer.submit(lambda uow: _settle(uow, site, rng)).result()
    steps = _Steps(reports, site, rng, residents, now, album=album)
    while True:
        took = writer.submit(lambda uow: steps.take(tools(uow), _PIECE)).result()
        progress(steps.day, steps.days)
        if not took:
            break
    while writer.submit(lambda uow: uow.chain.extend()).result():
        pass
    writer.submit(lambda uow: _finish(uow, site, now)).result()
    return len(reports)


def _finish(uow: UnitOfWork, site: Site, now: datetime) -> None:
    guard(uow, site, now)
    uow.seen.set_mark(f"month-told {site.id}", str(of(now, ZoneInfo(site.timezone)).plus(-1)))


def _settle(uow: UnitOfWork, site: Site, rng: random.Random) -> list[Person]:
    """The households; they have no account in the chat."""
    homes = itertools.product(
        range(1, BUILDINGS + 1), range(1, UNITS + 1), range(1, FLOORS + 1), range(1, DOORS + 1)
    )
    found = []
    for building, unit, floor, door in homes:
        name = rng.choice(SURNAMES) + rng.choice(("先生", "女士"))
        person = Person(
            id=0,
            site=site.id,
            name=name,
            role=Role.RESIDENT,
            building=str(building),
            unit=str(unit),
            room=f"{floor}{door:02}",
        )
        found.append(uow.people.add(person))
    assert len(found) == HOUSEHOLDS  # noqa: S101  # what the demo promises
    return found


def _reports(rng: random.Random, site: Site, now: datetime) -> Iterator[Report]:
    zone = ZoneInfo(site.timezone)
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = of(now, zone).plus(-MONTHS).begins(zone).astimezone(zone)
    for ago in range((today - first).days, -1, -1):
        day = today - timedelta(days=ago)
        weights = [one.often * (4 if day.month in one.more else 1) for one in SAID]
        busy = sum(weights) / sum(one.often for one in SAID)
        for _ in range(round(A_DAY * busy * rng.uniform(0.6, 1.3) * 0.75)):
            said = rng.choices(SAID, weights)[0]
            yield _at(day, rng), said, str(rng.randint(1, BUILDINGS))
        if of(day, zone) == of(now, zone).plus(-1) and day.day % 7 == 3:  # noqa: PLR2004  # four times a month
            yield _at(day, rng), LIFT, "3"


def _at(day: datetime, rng: random.Random) -> datetime:
    return day.replace(
        hour=rng.choices(range(24), HOURS)[0], minute=rng.randrange(60), second=rng.randrange(60)
    )


class _Steps:
    """What is still to happen, the earliest first."""

    def __init__(
        self,
        reports: list[Report],
        site: Site,
        rng: random.Random,
        residents: list[Person],
        now: datetime,
        *,
        album: Album | None = None,
    ) -> None:
        self._site, self._rng, self._residents, self._until = site, rng, residents, now
        self._album = album
        self._order = itertools.count()
        self._heap: list[tuple[datetime, int, Report | Life]] = []
        self._first = min(moment for moment, _, _ in reports)
        self._stage: Stage | None = None
        self.day = 0
        self.days = (now - self._first).days
        for report in reports:
            if report[0] < now:
                self._put(report[0], report)

    def _put(self, moment: datetime, what: Report | Life) -> None:
        heapq.heappush(self._heap, (moment, next(self._order), what))

    def take(self, tools: Tools, most: int) -> int:
        """Take so many steps; returns how many were left to take."""
        stage = self._set(tools)
        for taken in range(most):
            if not self._heap or self._heap[0][0] >= self._until:
                return taken
            moment, _, what = heapq.heappop(self._heap)
            self.day = (moment - self._first).days
            life = self._begun(stage, what) if isinstance(what, tuple) else what
            if (following := next(life, None)) is not None:
                self._put(following, life)
        return most

    def _set(self, tools: Tools) -> Stage:
        if self._stage is None:
            (room,) = tools.uow.rooms.of(self._site.id, RoomKind.RESIDENTS)
            self._stage = Stage(
                tools=tools,
                site=self._site,
                rng=self._rng,
                room=room.id,
                staff=tools.uow.people.staff(self._site.id),
                residents=self._residents,
                album=self._album,
            )
            zone = ZoneInfo(self._site.timezone)
            first = of(self._first, zone)
            self._put(draw_at(self._stage, first, zone), looking(self._stage, first, zone, self._until))
        self._stage.tools = tools
        return self._stage

    def _begun(self, stage: Stage, report: Report) -> Life:
        moment, said, building = report
        homes = [one for one in self._residents if one.building == building]
        who = self._rng.choice(homes)
        room = who.room or ""
        floor = f"{room[:-2]}楼" if _often(TELL_FLOOR, moment, building) else said.nowhere
        text = said.text.format(b=building, u=who.unit, f=room[:-2], r=room, w=floor)
        reading = stage.tools.reader.read(text, moment)
        ticket = draft(stage, replace(reading, confidence=reading.confidence), text, who, moment)
        ticket = stage.tools.uow.tickets.create(ticket)
        pictured = bool(said.scene) and _often(TAKE_PICTURES, moment, text)
        if pictured:
            stage.picture(ticket, who, said.scene, moment, mended=False)
        return Living(stage, said, reading, ticket, pictured=pictured).life()


def _often(percent: int, moment: datetime, about: str) -> bool:
    """By chance, and not that of the story: who takes pictures changes nothing else."""
    return zlib.crc32(f"{moment.timestamp()} {about}".encode()) % 100 < percent
