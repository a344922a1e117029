"""A desk on the fake Telegram, in a thread: the real client, real HTTP, a clock moved by hand."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import build, open_store
from desk.people import Role, RoomKind, Site, parse_area
from nlp.reader import Reader
from storage.codes import Grant
from storage.unit_of_work import UnitOfWork
from tests.fakes.telegram.client import FakeTelegram, wait_until
from tests.journeys.living_desk import LivingDesk, telegram_platform

SITE = Site(id=0, name="阳光花园")
RESIDENT, NEIGHBOUR, OFFICER, OTHER_OFFICER, LEAD, DESK, MANAGER = range(101, 108)
_PEOPLE = {
    RESIDENT: ("陈建国", Role.RESIDENT, "3-2-501"),
    OFFICER: ("周婷", Role.CUSTOMER_OFFICER, "1-4栋"),
    OTHER_OFFICER: ("徐磊", Role.CUSTOMER_OFFICER, "5-8栋"),
    LEAD: ("林芳", Role.CS_LEAD, ""),
    DESK: ("何静", Role.FRONT_DESK, ""),
    MANAGER: ("高明", Role.CENTRE_MANAGER, ""),
}


class TelegramDesk(LivingDesk):
    """The running desk; the fake's world is `telegram`, its groups `residents`, `staff`, `managers`."""

    def __init__(self, data: Path, reader: Reader, telegram: FakeTelegram, now: datetime) -> None:
        super().__init__(data, reader, now)
        self.telegram = telegram

    async def _serve(self) -> None:
        store = open_store(f"sqlite:///{self._data / 'desk.db'}")
        await asyncio.wrap_future(store.writer.submit(self._grant))
        self._app = build(store, self._data, self.clock, [telegram_platform(self.telegram)], self._reader)
        async with self._app.running():
            self._ready.set()
            await self._stop.wait()

    def settle(self) -> None:
        """Until every update is handled and every letter delivered."""
        self.telegram.wait_confirmed()
        self.advance(timedelta())

    def _grant(self, uow: UnitOfWork) -> None:
        site = uow.sites.named(SITE.name) or uow.sites.add(SITE)
        until = self.clock.now() + timedelta(days=1)
        for kind in (RoomKind.RESIDENTS, RoomKind.STAFF, RoomKind.MANAGERS):
            uow.codes.add(f"ROOM-{kind}", Grant(site=site.id, expires_at=until, room_kind=kind))
        for account, (name, role, where) in _PEOPLE.items():
            home = tuple(where.split("-")) if role is Role.RESIDENT else ()
            area = parse_area(where) if where and not home else frozenset()
            grant = Grant(site=site.id, expires_at=until, name=name, role=role, area=area, home=home)
            uow.codes.add(f"PERSON-{account}", grant)

    def _move_in(self) -> None:
        """The groups are bound and the people join, as an administrator would have them do."""
        for account, (name, _role, _where) in _PEOPLE.items():
            self.telegram.add_user(account, name)
        self.telegram.add_user(NEIGHBOUR, "李秀英")  # never starts the bot
        everybody = [*_PEOPLE, NEIGHBOUR]
        self.residents = self.telegram.add_group("业主群", members=everybody, kind="group")
        self.staff = self.telegram.add_group("工作群", members=[OFFICER, OTHER_OFFICER, LEAD, DESK])
        self.managers = self.telegram.add_group("管理群", members=[LEAD, MANAGER])
        rooms = {"residents": self.residents, "staff": self.staff, "managers": self.managers}
        for kind, chat in rooms.items():
            self.telegram.say(chat, LEAD, f"/bind ROOM-{kind}")
        for account in _PEOPLE:
            self.telegram.start(account, f"PERSON-{account}")
        for chat in (*rooms.values(), *_PEOPLE):
            wait_until(lambda chat=chat: self.telegram.from_bot(chat), what=f"a greeting in {chat}")
