"""WeCom: what is set, whether the app may call, which 微信客服 accounts there are. Asks, never changes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.doctor.finding import Finding, Mark, fine, warning, wrong
from bot.platforms.wecom.archive_platform import key_from
from bot.platforms.wecom.archive_sdk import load
from bot.platforms.wecom.client import Account, Client
from bot.platforms.wecom.outcomes import CallFailed, CallRefused
from bot.settings.model import Wecom
from bot.terminal import language, say, words

_NEEDED = (
    "corp_id",
    "agent_id",
    "secret",
    "token",
    "aes_key",
)  # in the order in which the console shows them


def look(written: Wecom | None) -> list[Finding]:
    """Everything about the corporation; nothing where neither the app nor 微信客服 is used."""
    lacking = [name for name in _NEEDED if getattr(written, name) is None] if written else []
    if written is None or (len(lacking) == len(_NEEDED) and written.kf is None):
        return []
    if lacking:
        return [wrong("wecom_lacking", names=", ".join(f"wecom.{name}" for name in lacking))]
    return asyncio.run(_look(written))


async def _look(written: Wecom) -> list[Finding]:
    """First what every call needs: the Secret and a trusted address; then 微信客服."""
    client = Client(_account(written))
    try:
        await client.get("getcallbackip")
        found = [fine("wecom", agent=written.agent_id)]
    except CallFailed as error:
        return [_failed(written, error)]
    finally:
        await client.close()
    return found + await _kf(written) + _archive(written)


async def _kf(written: Wecom) -> list[Finding]:
    kf = written.kf
    if kf is None or not kf.open_kfids:
        return [warning("wecom_kf_none")]
    own = kf.secret.get_secret_value() if kf.secret else None
    client = Client(_account(written, own))
    try:
        listed = await client.post("kf/account/list", {"offset": 0, "limit": 100})
    except CallFailed as error:
        return [_failed(written, error)]
    finally:
        await client.close()
    known = {str(one.get("open_kfid")) for one in listed.get("account_list") or []}
    return list(_accounts(kf.open_kfids, known))


def _archive(written: Wecom) -> list[Finding]:
    """会话内容存档: the library and the keys, where it is used; nothing is called."""
    if written.archive is None:
        return []
    try:
        load(written.archive.library)
        for _, path in written.archive.keys:
            key_from(Path(path))
    except (OSError, ValueError, AttributeError) as error:
        return [wrong("wecom_archive_wrong", why=str(error))]
    return [fine("wecom_archive", keys=len(written.archive.keys))]


def _accounts(wanted: tuple[str, ...], known: set[str]) -> Iterator[Finding]:
    for one in wanted:
        yield fine("wecom_kf", account=one) if one in known else wrong("wecom_kf_unknown", account=one)


def _account(written: Wecom, secret: str | None = None) -> Account:
    own = written.secret.get_secret_value() if written.secret else ""
    return Account(corp_id=written.corp_id or "", secret=secret or own, base_url=written.api_base)


def _failed(written: Wecom, error: CallFailed) -> Finding:
    """A refusal with what its errcode asks for, or that WeCom cannot be reached."""
    if not isinstance(error, CallRefused):
        return wrong("wecom_away", where=urlsplit(written.api_base).netloc, why=str(error))
    return Finding(
        mark=Mark.WRONG,
        check="wecom_refused",
        what=say("check.wecom_refused", why=error.api, code=error.errcode),
        todo=advice(error.errcode),
    )


def advice(errcode: int) -> str:
    """What to do about an errcode."""
    key = f"errcode.{errcode}"
    return say(key) if key in words(language()) else say("todo.wecom_refused", code=errcode)
