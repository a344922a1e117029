"""The demo: the sample site, the browser chat and a clock that can be put forward; no account, no network."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from socket import socket
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette

from bot import sample
from bot.app import App, build, keep_loaded, open_store
from bot.calendars import Hand
from bot.clock import Clock, MovableClock
from bot.faq import NAME, SAMPLE
from bot.metrics import exposition
from bot.platforms.web.chat import Chat
from bot.platforms.web.chat import halls as by_id
from bot.platforms.web.platform import WebPlatform
from bot.probe import Probe
from bot.web import scenes
from bot.web.asgi import asgi, page
from bot.web.chat_api import ChatApi, Member
from bot.web.health import Health
from bot.web.tickets import Tickets
from desk.homes import NO_HOMES, Homes
from desk.people import Person, Site
from nlp.reader import Reader
from storage.unit_of_work import UnitOfWork


async def demo(sock: socket, data: Path, clock: MovableClock, ready: Callable[[], None]) -> None:
    """Serve the demo on a bound socket until interrupted; its database is in `data`, a directory.

    `ready` is called once whoever connects is answered.
    """
    async with opened(data, clock, manned=True) as application:
        keep_loaded()
        config = uvicorn.Config(
            application, log_level="warning", log_config=None, timeout_graceful_shutdown=1
        )
        sock.listen()
        ready()
        await uvicorn.Server(config).serve(sockets=[sock])


@asynccontextmanager
async def opened(
    data: Path, clock: MovableClock, reader: Reader | None = None, *, manned: bool = False
) -> AsyncIterator[Starlette]:
    """The running demo as an ASGI application; `manned`: somebody has duty on every day."""
    store = open_store(f"sqlite:///{data / 'desk.db'}")
    site, people, homes = await asyncio.wrap_future(store.writer.submit(_seeded))
    names = {str(person.id): person.name for person in people}
    began = int(Clock().now().timestamp() * 1000)  # in truth: the clock of the demo may begin anew
    platform = WebPlatform(Chat(halls=by_id(sample.halls(people)), since=began), clock, names)
    if not (data / NAME).exists():
        shutil.copyfile(SAMPLE, data / NAME)
    app = build(store, data, clock, [platform], reader, by_hand={site.name: Hand(homes=homes)})
    if manned:
        man = store.writer.submit(lambda uow: sample.man(uow, site, app.desk.book, clock.now()))
        await asyncio.wrap_future(man)
    api = _api(app, site, people, clock, platform)
    health = Health(
        exposition=lambda: exposition(app),
        status=lambda: {"now": clock.now().isoformat()},
        trouble=Probe(store.writer, data, app.trouble).trouble,
    )
    async with app.running():
        yield asgi([*page(), *api.routes(), *scenes.routes(), *health.routes()], homely=True)


def _seeded(uow: UnitOfWork) -> tuple[Site, list[Person], Homes]:
    """The site, who can be spoken as, and its households where the made-up year was lived in them."""
    site = sample.seed(uow, WebPlatform.name)
    everybody = uow.people.of(site.id)
    people = [one for one in everybody if one.is_staff or uow.people.addresses(one.id)]
    lived = set(sample.HOMES.buildings) <= {one.building for one in everybody}
    return site, people, sample.HOMES if lived else NO_HOMES


def _api(app: App, site: Site, people: list[Person], clock: MovableClock, platform: WebPlatform) -> ChatApi:
    return ChatApi(
        site=site.name,
        zone=ZoneInfo(site.timezone),
        platform=platform,
        clock=clock,
        ticker=app.ticker,
        tickets=Tickets(site=site, texts=app.desk.texts, reading=app.store.reading),
        members={str(person.id): _member(person) for person in people},
    )


def _member(person: Person) -> Member:
    return Member(id=str(person.id), name=person.name, role=person.role, area=_area(person))


def _area(person: Person) -> str | None:
    if person.home:
        parts = zip((person.building, person.unit, person.room), ("栋", "单元", ""), strict=True)
        return "".join(f"{part}{word}" for part, word in parts if part)
    buildings = sorted(person.area, key=lambda one: (len(one), one))
    return f"{buildings[0]}-{buildings[-1]}栋" if buildings else None
