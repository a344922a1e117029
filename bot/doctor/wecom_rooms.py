"""The groups' robots and the 智能机器人: asked in ways that post nothing and put nobody out."""

from dataclasses import replace
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from bot.doctor.errcodes import failed
from bot.doctor.finding import Finding, fine, warning, wrong
from bot.platforms.wecom.outcomes import CallFailed, CallRefused
from bot.platforms.wecom.sealing import Keys, Seal
from bot.platforms.wecom.wire import Timing, Wire
from bot.settings.wecom import Wecom, WecomAibot

_PROBE = b"wuyebot check\n"  # a file that only the robot itself could post, and does not (path 99110)
_PATIENCE = 10.0  # seconds


async def robots(written: Wecom) -> list[Finding]:
    """Each key, by putting a file into the robot's store: a bad one is refused as it is when posting."""
    keys = written.webhook.keys if written.webhook else ()
    wire = Wire(written.api_base, Timing())
    try:
        return [
            await _robot(written, wire, number, key.get_secret_value())
            for number, key in enumerate(keys, start=1)
        ]
    finally:
        await wire.close()


async def _robot(written: Wecom, wire: Wire, number: int, key: str) -> Finding:
    query = {"key": key, "type": "file"}
    try:
        await wire.upload("webhook/upload_media", query, "check.txt", _PROBE, "text/plain")
    except CallRefused as error:
        found = failed(written, error)
        return replace(found, what=f"[wecom.webhook] {number}: {found.what}")
    except CallFailed as error:
        return failed(written, error)
    return fine("wecom_robot", number=number)


async def aibot(written: Wecom) -> list[Finding]:
    """Its configuration, and whether the way to it is open.

    Its Secret cannot be tried: a second connection would end the desk's own.
    """
    bot = written.aibot
    if bot is None:
        return []
    called, connecting = (bot.token, bot.aes_key), (bot.bot_id, bot.bot_secret)
    if all(called):
        both = [warning("wecom_aibot_both")] if any(connecting) else []
        return [*both, _sealed(bot)]
    if not all(connecting):
        return [wrong("wecom_aibot_lacking", names=", ".join(_lacking(bot)))]
    return [await _reached(bot.address)]


def _lacking(bot: WecomAibot) -> list[str]:
    pair = ("token", "aes_key") if bot.token or bot.aes_key else ("bot_id", "bot_secret")
    return [f"wecom.aibot.{name}" for name in pair if getattr(bot, name) is None]


def _sealed(bot: WecomAibot) -> Finding:
    """Token and key make a seal; whether they are the console's shows when WeCom first calls."""
    token, aes_key = bot.token, bot.aes_key
    try:
        Seal(Keys(receiveid="", token=_plain(token), aes_key=_plain(aes_key)))
    except Exception as error:  # noqa: BLE001  # the library raises whatever the key provokes
        return wrong("wecom_aibot_key", why=type(error).__name__)
    return fine("wecom_aibot_called")


def _plain(secret: object) -> str:
    return str(secret.get_secret_value()) if hasattr(secret, "get_secret_value") else ""


async def _reached(address: str) -> Finding:
    where = urlsplit(address).netloc
    try:
        async with connect(address, open_timeout=_PATIENCE):
            return fine("wecom_aibot", where=where)
    except (OSError, WebSocketException, TimeoutError) as error:
        return wrong("wecom_aibot_away", where=where, why=type(error).__name__)
