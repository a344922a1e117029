"""A desk on the fake WeCom, and on the fake Telegram where there is one: real clients, real HTTP."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn

from bot.app import build, open_store
from bot.calendars import Hand
from bot.pages.links import Links
from bot.pages.passes import Passes
from bot.pages.routes import Pages
from bot.platforms.base import Platform
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.wecom import appchat_members
from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.appchat import AppchatPlatform
from bot.platforms.wecom.appchat_members import StoredRoster
from bot.platforms.wecom.client import Account
from bot.platforms.wecom.closed import ClosedPlatform
from bot.platforms.wecom.kf_platform import KfPlatform, KfSettings
from bot.platforms.wecom.marks import StoredMarks
from bot.platforms.wecom.platform import AppSettings, WecomPlatform
from bot.platforms.wecom.robot import RobotPlatform, RobotSettings
from bot.platforms.wecom.robot_rooms import bind
from bot.platforms.wecom.sealing import Keys
from bot.platforms.wecom.wire import Timing
from bot.web.asgi import asgi
from desk.local import Switches
from desk.people import Person, Role, RoomKind, Site, parse_area
from nlp.reader import Reader
from storage.codes import Grant
from storage.unit_of_work import UnitOfWork
from tests.fakes.prompt import PromptServer
from tests.fakes.serving import PATIENCE, listen, url_of
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.wecom.aibot_socket import BOT, SECRET, FakeSocket
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.real import Caller
from tests.journeys.living_desk import LivingDesk, telegram_platform

SITE = Site(id=0, name="阳光花园")
RESIDENT, OFFICER, OTHER_OFFICER, LEAD, DESK, MANAGER = "wmChen", "zhou", "xu", "lin", "he", "gao"
TELEGRAM_RESIDENT = 101
ROBOT = "robot-key-of-the-managers"
_PEOPLE: dict[str, tuple[str, Role, str]] = {
    OFFICER: ("周婷", Role.CUSTOMER_OFFICER, "1-4栋"),
    OTHER_OFFICER: ("徐磊", Role.CUSTOMER_OFFICER, "5-8栋"),
    LEAD: ("林芳", Role.CS_LEAD, ""),
    DESK: ("何静", Role.FRONT_DESK, ""),
    MANAGER: ("高明", Role.CENTRE_MANAGER, ""),
}
_RESIDENTS = {RESIDENT: ("陈建国", "3-2-501"), str(TELEGRAM_RESIDENT): ("李秀英", "3-2-502")}
_QUICK = Timing(connect=PATIENCE, answer=PATIENCE, first_delay=0.05, longest_delay=0.2, verdict=0.02, pace=0)
_TALKING = replace(_QUICK, verdict=1.5)  # an answer within it is the callback's own


@dataclass(frozen=True, kw_only=True)
class Setup:
    """How this desk is set up, where it is not as usual."""

    pages: bool = False  # choices stand behind a link where there are no buttons
    hears: bool = True  # else the app has no callback, and staff come from an imported list
    switches: Switches | None = None  # what the site does not use
    off: frozenset[str] = frozenset()  # platforms that nobody uses
    groups: tuple[str, ...] = ()  # what the app makes groups for


class WecomDesk(LivingDesk):
    """The running desk; the resident is on 微信客服, staff on the app, a robot in the managers' room."""

    def __init__(
        self,
        data: Path,
        reader: Reader,
        wecom: FakeWecom,
        now: datetime,
        telegram: FakeTelegram | None = None,
        *,
        aibot: FakeSocket | str | None = None,
        setup: "Setup | None" = None,
    ) -> None:
        self._setup = setup = setup or Setup()
        self._by_hand = {SITE.name: Hand(switches=setup.switches)} if setup.switches else {}
        self.wecom, self.telegram, self.aibot = wecom, telegram, aibot
        super().__init__(data, reader, now)
        self._socket = listen(0)
        self.base = url_of(self._socket)
        self._passes = Passes("a secret of this deployment") if setup.pages else None

    async def _serve(self) -> None:
        store = open_store(f"sqlite:///{self._data / 'desk.db'}")
        await asyncio.wrap_future(store.writer.submit(self._grant))
        marks = StoredMarks(store.writer, self.clock)
        app, kf, robot = self._surfaces(marks)
        bots = self._aibots(marks)
        roster = StoredRoster(store.writer)
        groups = AppchatPlatform(self._account(), marks, roster, timing=_QUICK)
        platforms: list[Platform] = [app, kf, robot, groups, *bots, *self._telegram()]
        linker = Links(self.base, self._passes, "wecom").to if self._passes else None
        used = [ClosedPlatform(one.name) if one.name in self._setup.off else one for one in platforms]
        self._app = build(
            store, self._data, self.clock, used, self._reader, by_hand=self._by_hand, linker=linker
        )
        parts: list[Any] = [app, kf, *bots]
        if self._passes:
            self.pages = Pages(self._passes, self._app.desk, store.reading)
            parts.append(self.pages)
        routes = [route for part in parts for route in part.routes]
        config = uvicorn.Config(asgi(routes), log_level="warning", timeout_graceful_shutdown=1)
        server = PromptServer(config)
        serving = asyncio.create_task(server.serve(sockets=[self._socket]))
        async with self._app.running():
            self._ready.set()
            await self._stop.wait()
            server.stop()
            await serving

    def _account(self) -> Account:
        keys = self.wecom.credentials()
        return Account(corp_id=keys["corpid"], secret=keys["secret"], base_url=self.wecom.url)

    def _surfaces(self, marks: StoredMarks) -> tuple[WecomPlatform, KfPlatform, RobotPlatform]:
        keys, account = self.wecom.credentials(), self._account()
        sealing = Keys(receiveid=keys["corpid"], token=keys["token"], aes_key=keys["aes_key"])
        kf_settings = KfSettings(account=account, keys=sealing, open_kfids=("wk1",), servicers=(DESK,))
        kf = KfPlatform(kf_settings, marks, timing=_QUICK)
        heard = sealing if self._setup.hears else None
        settings = AppSettings(account=account, agent_id=keys["agentid"], keys=heard)
        robots = RobotSettings(keys=(ROBOT,), base_url=self.wecom.url)
        return (
            WecomPlatform(settings, marks, doorbell=kf.ring, timing=_QUICK),
            kf,
            RobotPlatform(robots, timing=_QUICK),
        )

    def _aibots(self, marks: StoredMarks) -> list[AibotPlatform]:
        """None, one by callbacks, or one that connects to a socket."""
        if self.aibot is None:
            return []
        if isinstance(self.aibot, FakeSocket):
            settings = AibotSettings(bot_id=BOT, bot_secret=SECRET, address=self.aibot.address)
            return [AibotPlatform(settings, marks, timing=_TALKING)]
        name = self.wecom.add_aibot()
        keys = self.wecom.aibot_credentials(name)
        sealing = Keys(receiveid="", token=keys["token"], aes_key=keys["aes_key"])
        self.wecom.set_callback(f"{self.base}/wecom/aibot", to=name)
        return [AibotPlatform(AibotSettings(keys=sealing, base_url=self.wecom.url), marks, timing=_TALKING)]

    def switch(self, switches: Switches) -> None:
        """The site is configured anew, as after a restart."""
        assert self._app is not None
        book = replace(self._app.desk.book, switches=lambda _site: switches)
        self._app.desk.book = book

    def second_code(self, member: str) -> str:
        """A code for another account of somebody who is on WeCom."""
        assert self._app is not None
        with self._app.store.reading() as uow:
            (person,) = uow.people.at("wecom", member)
        grant = Grant(site=1, expires_at=self.clock.now() + timedelta(days=1), person=person.id)
        self._app.store.writer.submit(lambda uow: uow.codes.add(f"SECOND-{member}", grant)).result()
        return f"SECOND-{member}"

    def room_code(self, kind: RoomKind = RoomKind.STAFF) -> str:
        """A code that binds a group."""
        assert self._app is not None
        grant = Grant(site=1, expires_at=self.clock.now() + timedelta(days=1), room_kind=kind)
        self._app.store.writer.submit(lambda uow: uow.codes.add(f"ROOM-{kind}", grant)).result()
        return f"ROOM-{kind}"

    def _telegram(self) -> list[TelegramPlatform]:
        return [telegram_platform(self.telegram)] if self.telegram else []

    def __exit__(self, *exc: object) -> None:
        super().__exit__(*exc)
        self._socket.close()

    def settle(self) -> None:
        """Until every callback is handled and every letter delivered, and what came of that is too."""
        while True:
            self.wecom.wait_settled()
            if self.telegram is not None:
                self.telegram.wait_confirmed()
            wait_until(self._read_up, what="微信客服 read to its end")
            read = self._read()
            self.advance(timedelta())
            if self._read_up() and self._read() == read:
                return  # else a letter brought a verdict (msg_send_fail), of which somebody is to be told

    def _read_up(self) -> bool:
        """Whether the newest entry of 微信客服 has been asked for."""
        return Caller(self.wecom).read_up(self._read())

    def _read(self) -> str:
        """How far 微信客服 has been read."""
        assert self._app is not None
        with self._app.store.reading() as uow:
            return uow.seen.mark("wecom_kf.cursor.wk1") or ""

    def story(self, ticket: int) -> list[str]:
        """The kinds of a ticket's journal entries."""
        assert self._app is not None
        with self._app.store.reading() as uow:
            return [entry.kind for entry in uow.journal.of(ticket)]

    def accuse(self, ticket: int, member: str) -> None:
        """The ticket turns out to be about a member's conduct."""
        assert self._app is not None

        def work(uow: UnitOfWork) -> None:
            (person,) = uow.people.at("wecom", member)
            about = uow.tickets.get(ticket)
            assert about is not None
            uow.tickets.save(replace(about, accused=(person.id,)))

        self._app.store.writer.submit(work).result()

    def kept_photos(self) -> int:
        """How many files are kept."""
        folder = self._data / "media"
        return len(list(folder.iterdir())) if folder.is_dir() else 0

    def _grant(self, uow: UnitOfWork) -> None:
        site = uow.sites.named(SITE.name) or uow.sites.add(SITE)
        bind(uow, [site], ["1"])
        appchat_members.bind(uow, [site], self._setup.groups)
        until = self.clock.now() + timedelta(days=1)
        for account, (name, role, where) in _PEOPLE.items():
            area = parse_area(where) if where else frozenset()
            grant = Grant(site=site.id, expires_at=until, name=name, role=role, area=area, home=())
            uow.codes.add(f"PERSON-{account}", grant)
            if not self._setup.hears:
                person = uow.people.add(Person(id=0, site=site.id, name=name, role=role, area=area))
                uow.people.reach(person.id, "wecom", account, "ok")
        for account, (name, where) in _RESIDENTS.items():
            home: Any = tuple(where.split("-"))
            grant = Grant(site=site.id, expires_at=until, name=name, role=Role.RESIDENT, home=home)
            uow.codes.add(f"PERSON-{account}", grant)

    def _move_in(self) -> None:
        """The console is set up and the people join, as an administrator would have them do."""
        self.wecom.settings(tokenless_per_minute=1000)
        self.wecom.add_robot(ROBOT)
        self.wecom.set_callback(f"{self.base}/wecom/{'app' if self._setup.hears else 'kf'}")
        self.wecom.add_kf("wk1", servicers=(DESK,))
        self.wecom.add_external(RESIDENT, "陈")
        for account, (name, _role, _where) in _PEOPLE.items():
            self.wecom.add_member(account, name)
            if self._setup.hears:
                self.wecom.say(account, f"加入 PERSON-{account}")
        self.wecom.kf_enter(RESIDENT, scene_param=f"PERSON-{RESIDENT}")
        for account in _PEOPLE if self._setup.hears else ():
            self.wecom.wait_message(account)
        self.wecom.wait_kf_message(RESIDENT)
        if self.telegram is not None:
            self.telegram.add_user(TELEGRAM_RESIDENT, "李秀英")
            self.telegram.start(TELEGRAM_RESIDENT, f"PERSON-{TELEGRAM_RESIDENT}")
            self.telegram.wait_message(TELEGRAM_RESIDENT)
