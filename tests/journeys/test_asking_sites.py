"""Sites beside each other, for whoever is at several: through the real Telegram client, over HTTP."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build, open_store
from bot.calendars import Hand
from desk.homes import Homes
from desk.people import Role, Site
from nlp.reader import Reader
from storage.codes import Grant
from storage.unit_of_work import UnitOfWork
from tests.fakes.telegram.client import FakeTelegram, Seen, wait_until
from tests.journeys.conftest import MORNING
from tests.journeys.living_desk import telegram_platform
from tests.journeys.telegram_desk import LEAD, MANAGER, RESIDENT, SITE, TelegramDesk
from tests.journeys.test_main_job import LINE
from tests.journeys.test_reminders import LAMP

BAY = Site(id=0, name="翠湖花园")
CHIEF, TENANT, ENGINEER = 201, 202, 203
_ELSEWHERE = {
    LEAD: ("林芳", Role.CS_LEAD, ()),
    CHIEF: ("唐总", Role.HEADQUARTERS, ()),
    TENANT: ("方圆", Role.RESIDENT, ("3", "2", "501")),
    ENGINEER: ("郑工", Role.ENGINEER, ()),
}
HOMES = {SITE.name: Hand(homes=Homes(all=100)), BAY.name: Hand(homes=Homes(all=1000))}


class TwoSites(TelegramDesk):
    """林芳 leads at both and 唐总 is headquarters for both; 高明 manages the first alone."""

    async def _serve(self) -> None:
        store = open_store(f"sqlite:///{self._data / 'desk.db'}")
        await asyncio.wrap_future(store.writer.submit(self._grant))
        platforms = [telegram_platform(self.telegram)]
        self._app = build(store, self._data, self.clock, platforms, self._reader, by_hand=HOMES)
        async with self._app.running():
            self._ready.set()
            await self._stop.wait()

    def _grant(self, uow: UnitOfWork) -> None:
        super()._grant(uow)
        first, until = uow.sites.named(SITE.name), self.clock.now() + timedelta(days=1)
        assert first is not None
        site = uow.sites.named(BAY.name) or uow.sites.add(BAY)
        for account, (name, role, home) in _ELSEWHERE.items():
            grant = Grant(site=site.id, expires_at=until, name=name, role=role, home=home)
            uow.codes.add(f"BAY-{account}", grant)
        chief = Grant(site=first.id, expires_at=until, name="唐总", role=Role.HEADQUARTERS)
        uow.codes.add(f"PERSON-{CHIEF}", chief)

    def _move_in(self) -> None:
        super()._move_in()
        for account, (name, *_) in _ELSEWHERE.items():
            self.telegram.add_user(account, name)
            self.telegram.start(account, f"BAY-{account}")
        self.telegram.start(CHIEF, f"PERSON-{CHIEF}")
        for account in _ELSEWHERE:
            wait_until(
                lambda account=account: self.telegram.from_bot(account), what=f"a greeting to {account}"
            )

    def ask(self, who: int, words: str) -> Seen:
        """The answer that somebody gets in private."""
        before = len(self.telegram.from_bot(who))
        self.telegram.say(who, who, words)
        self.settle()
        return self.telegram.from_bot(who)[before:][-1]


@pytest.fixture
def sites(data: Path, reader: Reader, telegram: FakeTelegram) -> Iterator[TwoSites]:
    """Two reports at the first site, one at the other."""
    with TwoSites(data, reader, telegram, MORNING) as desk:
        for words in (LINE, LAMP):
            telegram.say(desk.residents, RESIDENT, words)
            desk.settle()
        telegram.say(TENANT, TENANT, "3栋2单元的电梯又坏了，门关不上")
        desk.settle()
        yield desk


def test_who_is_at_several_sites_hears_of_each_and_of_all(sites: TwoSites) -> None:
    """The large one has more of everything: per hundred homes the small one is told to have most."""
    told = sites.ask(LEAD, "哪个项目最多").text
    assert "共 3 单，每百户 0.3 单（1100 户）" in told
    assert told.index("阳光花园 2（每百户 2）") < told.index("翠湖花园 1（每百户 0.1）")
    told = sites.ask(LEAD, "本月每百户报修哪个项目最高").text
    assert "每百户 按项目" in told
    told = sites.ask(LEAD, "翠湖花园本月几单").text
    assert "翠湖花园 · 2026-11" in told
    assert "共 1 单" in told
    assert "共 2 单" in sites.ask(LEAD, "阳光花园本月几单").text


def test_nobody_hears_of_a_site_that_is_not_theirs_and_headquarters_of_no_person(sites: TwoSites) -> None:
    """S0-47."""
    told = sites.ask(MANAGER, "哪个项目最多").text
    assert "共 2 单" in told
    assert BAY.name not in told
    assert "没看懂（不懂「翠湖花园」）" in sites.ask(MANAGER, "翠湖花园本月几单").text
    told = sites.ask(CHIEF, "哪个项目最多").text
    assert ("阳光花园 2" in told, "翠湖花园 1" in told) == (True, True)
    for words in ("谁最慢", "哪个项目谁最慢", "翠湖花园谁单子最多", "3栋501今年几单"):
        told = sites.ask(CHIEF, words).text
        assert not [name for name in ("郑工", "林芳", "周婷", "陈建国", "方圆") if name in told], words
