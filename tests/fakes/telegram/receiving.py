"""Methods by which the bot gets its updates: getUpdates and the webhook."""

import re
from urllib.parse import urlsplit

from tests.fakes.telegram.errors import bad_request, conflict
from tests.fakes.telegram.model import Json
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.world import World

BATCH_LIMIT = 100
_LONGEST_POLL = 50
_LOCAL = frozenset({"127.0.0.1", "localhost"})
_PORTS = frozenset({80, 88, 443, 8443})
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(world: World, params: Params) -> list[Json]:
    """Telegram's own brake on a bot that repeats one offset within half a second is left out on purpose:
    a bot that spins shows itself in the record of calls.
    """
    if world.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _allow(world, params)
    limit = min(max(params.integer("limit", BATCH_LIMIT), 1), BATCH_LIMIT)
    timeout = min(max(params.integer("timeout"), 0), _LONGEST_POLL)
    return await world.updates.get(params.integer("offset"), limit, timeout)


def _allow(world: World, params: Params) -> None:
    kinds = params.parsed("allowed_updates", "allowed updates")
    if isinstance(kinds, list):
        world.updates.allowed = frozenset(map(str, kinds))


async def set_webhook(world: World, params: Params) -> bool:
    """As Telegram, except that plain http and any port are taken for this machine's own addresses."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return await delete_webhook(world, params)
    if urlsplit(url).hostname not in _LOCAL:
        _check_public(url)
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.waiting.clear()
    world.updates.end_poll(conflict("terminated by setWebhook request"))
    connections = min(max(params.integer("max_connections", 40), 1), 100)
    await world.webhook.start(url, secret, connections)
    return True


def _check_public(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def delete_webhook(world: World, params: Params) -> bool:
    await world.webhook.stop()
    if params.flag("drop_pending_updates"):
        world.updates.waiting.clear()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    hook = world.webhook
    info: Json = {"url": hook.url, "has_custom_certificate": False}
    info["pending_update_count"] = len(world.updates.waiting)
    if hook.url:
        info |= {"max_connections": hook.max_connections} | hook.last_error
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info
