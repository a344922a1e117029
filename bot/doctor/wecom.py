"""WeCom: what is set, whether the app may call, which 微信客服 accounts there are. Asks, never changes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from bot.doctor import wecom_rooms
from bot.doctor.errcodes import failed
from bot.doctor.finding import Finding, fine, warning, wrong
from bot.platforms.wecom.archive_platform import key_from
from bot.platforms.wecom.archive_sdk import load
from bot.platforms.wecom.client import Client, account_of
from bot.platforms.wecom.outcomes import CallFailed, CallRefused
from bot.settings import Settings
from bot.settings.wecom import Wecom, WecomUse

# in the order in which the console shows them
_SENDS = ("corp_id", "agent_id", "secret")
_HEARS = ("token", "aes_key")
_NO_GROUP, _NOT_ALLOWED = frozenset({86001, 86003}), 48002


def look(written: Wecom | None, settings: Settings | None = None) -> list[Finding]:
    """Everything about the corporation, in the order of the set-up; nothing about what is not used.

    `settings` say what single sites do not use.
    """
    if written is None:
        return []
    own = _off_at_sites(written, settings) if settings else []
    return [*_off(written), *own, *_corporation(written), *asyncio.run(_rooms(written))]


def _off(written: Wecom) -> list[Finding]:
    names = [name for name in type(written.use).model_fields if getattr(written.use, name) == "off"]
    return [fine("wecom_off", names=", ".join(f"wecom.use.{name}" for name in names))] if names else []


def _off_at_sites(written: Wecom, settings: Settings) -> list[Finding]:
    """What one site does not use and another does."""
    everywhere = WecomUse().off(written.use)
    general = settings.wecom.use if settings.wecom else WecomUse()
    found = ((site.name, sorted(site.use.off(general) - everywhere)) for site in settings.sites)
    return [fine("wecom_off_at", site=site, names=", ".join(names)) for site, names in found if names]


async def _rooms(written: Wecom) -> list[Finding]:
    """The groups' robots and the 智能机器人, which need no app."""
    robots = () if "webhook" in written.closed else await wecom_rooms.robots(written)
    aibot = () if "aibot" in written.closed else await wecom_rooms.aibot(written)
    return [*robots, *aibot]


def _corporation(written: Wecom) -> list[Finding]:
    """The app, 微信客服 and the archive."""
    lacking, deaf = (_lacking(written, names) for names in (_SENDS, _HEARS))
    if len(lacking + deaf) == len(_SENDS + _HEARS) and written.kf is None:
        return []
    if lacking:
        return [wrong("wecom_lacking", names=", ".join([*lacking, *deaf]))]
    return [*_only_sends(written, deaf), *asyncio.run(_look(written))]


def _lacking(written: Wecom, names: tuple[str, ...]) -> list[str]:
    return [f"wecom.{name}" for name in names if getattr(written, name) is None]


def _only_sends(written: Wecom, deaf: list[str]) -> list[Finding]:
    """An app without a callback: what is lost, and what stands for its buttons."""
    instead = fine("wecom_pages", url=written.public_url) if written.public_url else None
    if not deaf:
        return [instead] if instead else []
    lost = warning("wecom_only_sends", names=", ".join(deaf))
    return [lost, instead or warning("wecom_no_pages")]


async def _look(written: Wecom) -> list[Finding]:
    """First what every call needs: the Secret and a trusted address; then 微信客服."""
    client = Client(account_of(written))
    try:
        await client.get("getcallbackip")
        found = [fine("wecom", agent=written.agent_id)]
    except CallFailed as error:
        return [failed(written, error)]
    finally:
        await client.close()
    found += await _appchat(written)
    kf = [] if "kf" in written.closed else await _kf(written)
    return found + kf + ([] if "archive" in written.closed else _archive(written))


async def _appchat(written: Wecom) -> list[Finding]:
    """Whether the app may have groups: asked for one that is not there (path 90244)."""
    if written.appchat is None or "appchat" in written.closed:
        return []
    client = Client(account_of(written))
    try:
        await client.get("appchat/get", chatid="wuyebotcheck")
    except CallRefused as error:
        if error.errcode == _NOT_ALLOWED:
            return [wrong("wecom_appchat_scope")]
        if error.errcode not in _NO_GROUP:
            return [failed(written, error)]
    except CallFailed as error:
        return [failed(written, error)]
    finally:
        await client.close()
    return [fine("wecom_appchat", rooms=", ".join(written.appchat.rooms))]


async def _kf(written: Wecom) -> list[Finding]:
    kf = written.kf
    if kf is None or not kf.open_kfids:
        return [warning("wecom_kf_none")]
    own = kf.secret.get_secret_value() if kf.secret else None
    client = Client(account_of(written, own))
    try:
        listed = await client.post("kf/account/list", {"offset": 0, "limit": 100})
    except CallFailed as error:
        return [failed(written, error)]
    finally:
        await client.close()
    there = listed.get("account_list") or []
    served = [str(one.get("open_kfid")) for one in there if one.get("manage_privilege", True)]
    unheard = [warning("wecom_kf_unheard", account=one) for one in served if one not in kf.open_kfids]
    return [*_accounts(kf.open_kfids, {str(one.get("open_kfid")) for one in there}), *unheard]


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
