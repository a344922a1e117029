"""The real thing: every configured platform, its callbacks, delivery and the ticker, until interrupted."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from socket import socket
from typing import TYPE_CHECKING

import uvicorn
from starlette.routing import BaseRoute

from bot import learned, sites
from bot.app import App, Store, build, keep_loaded, open_store
from bot.clock import Clock
from bot.metrics import exposition
from bot.pages.links import Links
from bot.pages.passes import Passes
from bot.pages.routes import Pages
from bot.platforms.base import Platform
from bot.platforms.telegram.client import Account
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.telegram.webhook import Hook
from bot.probe import Probe
from bot.settings import Settings
from bot.settings.model import Telegram
from bot.web.asgi import asgi
from bot.web.health import Health
from storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bot.platforms.wecom.assembly import Surfaces

log = logging.getLogger(__name__)

USERNAME = "telegram.username"  # the mark by which `code` finds the bot's name for deep links


def run(settings: Settings, only: frozenset[str], sock: socket) -> None:
    """Serve on a bound socket until interrupted; raises storage's Unavailable without a usable database."""
    asyncio.run(_run(settings, only, sock))


async def _run(settings: Settings, only: frozenset[str], sock: socket) -> None:
    store = open_store(settings.database.url)
    telegram = _telegram(settings.telegram, store) if settings.telegram else None
    wecom = _wecom(settings, store)

    def keep(uow: UnitOfWork) -> None:
        kept = sites.keep(uow, settings)
        if wecom:
            wecom.keep_rooms(uow, kept)

    await asyncio.wrap_future(store.writer.submit(keep))
    platforms: list[Platform] = [telegram] if telegram else []
    platforms += wecom.platforms if wecom else []
    general = settings.wecom.use if settings.wecom else None
    by_hand = {site.name: sites.hand_of(site, general) for site in settings.sites}
    reader = learned.reader(settings.data, [word for site in settings.sites for word in site.reading.words])
    passes, public_url = _passes(settings)
    app = build(
        store,
        settings.data,
        Clock(),
        platforms,
        reader,
        by_hand=by_hand,
        targets=sites.targets(settings),
        linker=Links(public_url, passes, "wecom").to if passes else None,
    )
    pages = Pages(passes, app.desk, store.reading) if passes else None
    parts = [one for one in (telegram, wecom, pages) if one is not None]

    def status() -> Mapping[str, object]:
        return _status(telegram, wecom, pages)

    health = Health(
        exposition=lambda: exposition(app, status()),
        status=status,
        trouble=Probe(store.writer, settings.data, app.trouble).trouble,
    )
    routes = [*health.routes(), *(route for part in parts for route in part.routes)]
    server = _server(routes)
    keep_loaded()
    async with app.running(only):
        naming = asyncio.create_task(_name(app, telegram)) if telegram else None
        sock.listen()
        log.info("ready on http://%s:%s", settings.web.host, settings.web.port)
        if not platforms:
            log.warning("no platform is set up: nobody is heard; `wuyebot check` says what is missing")
        await server.serve(sockets=[sock])
        if naming:
            naming.cancel()


def _server(routes: Sequence[BaseRoute]) -> uvicorn.Server:
    config = uvicorn.Config(
        asgi(routes),
        log_level="warning",
        log_config=None,  # its own would write past what hides secrets
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)


def _telegram(written: Telegram, store: Store) -> TelegramPlatform:
    account = Account(
        token=written.token.get_secret_value(),
        base_url=written.base_url,
        base_file_url=written.base_file_url,
    )
    hook = None
    if written.mode == "webhook" and written.webhook_url and written.webhook_secret:
        hook = Hook(url=written.webhook_url, secret=written.webhook_secret.get_secret_value())
    return TelegramPlatform(account=account, hook=hook, lease=store.lease("telegram"))


def _wecom(settings: Settings, store: Store) -> "Surfaces | None":
    """What is set of WeCom; nobody else waits for its libraries."""
    if settings.surfaces is None:
        return None
    from bot.platforms.wecom.appchat_members import StoredRoster  # noqa: PLC0415
    from bot.platforms.wecom.assembly import Surfaces  # noqa: PLC0415
    from bot.platforms.wecom.marks import StoredMarks  # noqa: PLC0415

    return Surfaces(settings.surfaces, StoredMarks(store.writer), store.lease, StoredRoster(store.writer))


async def _name(app: App, telegram: TelegramPlatform) -> None:
    """Remember the bot's name once Telegram has told it."""
    await telegram.connected.wait()
    username = telegram.username
    if username:
        await asyncio.wrap_future(app.store.writer.submit(lambda uow: uow.seen.set_mark(USERNAME, username)))


def _passes(settings: Settings) -> tuple[Passes | None, str]:
    """What signs links to pages, and where those are; None: letters have no pages."""
    wecom = settings.wecom
    if wecom is None or wecom.public_url is None or wecom.secret is None:
        return None, ""
    return Passes(wecom.secret.get_secret_value()), wecom.public_url


def _status(
    telegram: TelegramPlatform | None, wecom: "Surfaces | None", pages: Pages | None
) -> Mapping[str, object]:
    known: Mapping[str, object] = {"telegram": telegram.status()} if telegram else {}
    more: Mapping[str, object] = {"pages": pages.status()} if pages else {}
    return {**known, **(wecom.status() if wecom else {}), **more}
