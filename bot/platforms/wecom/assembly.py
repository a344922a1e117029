"""From what is set under [wecom] to the platforms that it makes possible: each surface by itself."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import SecretStr
from starlette.routing import Route

from bot.platforms.base import Platform
from bot.platforms.wecom import appchat_members
from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.appchat import AppchatPlatform
from bot.platforms.wecom.appchat_members import Roster
from bot.platforms.wecom.archive_platform import ArchivePlatform, ArchiveSettings, key_from
from bot.platforms.wecom.archive_sdk import Sdk, load
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.client import account_of as _account
from bot.platforms.wecom.closed import ClosedPlatform
from bot.platforms.wecom.kf_platform import KfPlatform, KfSettings
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.platform import AppSettings, Doorbell, WecomPlatform
from bot.platforms.wecom.robot import RobotPlatform, RobotSettings
from bot.platforms.wecom.robot_rooms import bind
from bot.platforms.wecom.sealing import Keys
from bot.platforms.wecom.ways import Ways
from bot.platforms.wecom.xml import Tree
from bot.settings.wecom import PLATFORMS, Wecom
from desk.people import Site
from storage.lease import Lease
from storage.unit_of_work import UnitOfWork

Surface = (
    WecomPlatform
    | KfPlatform
    | RobotPlatform
    | AibotPlatform
    | ArchivePlatform
    | AppchatPlatform
    | ClosedPlatform
)


class Surfaces:
    """The platforms of one corporation, and what the web application serves for them."""

    def __init__(
        self, written: Wecom, marks: Marks, lease: Lease | None = None, roster: Roster | None = None
    ) -> None:
        off = written.closed
        kf = None if "kf" in off else _kf(written, marks)
        archive = None if "archive" in off else _archive(written, marks, lease)

        async def ring(doorbell: Tree) -> None:
            if doorbell.get("Event") == "msgaudit_notify":
                await archive.ring() if archive else None
            elif kf:
                await kf.ring(doorbell)

        app = None if "app" in off else _app(written, marks, ring if kf or archive else None)
        self._robots = None if "webhook" in off else _robots(written)
        aibot = None if "aibot" in off else _aibot(written, marks, lease)
        closed = [ClosedPlatform(PLATFORMS[one]) for one in off]
        appchat = None if "appchat" in off else _appchat(written, marks, roster)
        self._groups = written.appchat.rooms if appchat and written.appchat else ()
        made = (app, kf, self._robots, aibot, archive, appchat, *closed)
        self._all: tuple[Surface, ...] = tuple(one for one in made if one is not None)

    @property
    def platforms(self) -> list[Platform]:
        """Those that are set."""
        return list(self._all)

    def keep_rooms(self, uow: UnitOfWork, sites: Sequence[Site]) -> None:
        """The rooms that the settings alone can name."""
        if self._robots is not None:
            bind(uow, sites, self._robots.chats)
        appchat_members.bind(uow, sites, self._groups)

    @property
    def routes(self) -> list[Route]:
        """Their callbacks."""
        return [route for one in self._all for route in one.routes]

    def status(self) -> Mapping[str, object]:
        """Each one's health."""
        return {one.name: one.status() for one in self._all}


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _app(written: Wecom, marks: Marks, doorbell: Doorbell | None) -> WecomPlatform | None:
    """The self-built app, where it can send; without a callback it only sends."""
    if not (written.corp_id and written.agent_id and written.secret):
        return None
    called = written.token and written.aes_key
    settings = AppSettings(
        account=_account(written, _plain(written.secret)),
        agent_id=written.agent_id,
        keys=_keys(written.corp_id, _plain(written.token), _plain(written.aes_key)) if called else None,
        ways=_ways(written),
    )
    return WecomPlatform(settings, marks, doorbell=doorbell)


def _kf(written: Wecom, marks: Marks) -> KfPlatform | None:
    """微信客服; what it does not have of its own is the app's (path 94638)."""
    kf = written.kf
    if kf is None or written.corp_id is None or not kf.open_kfids:
        return None
    secret = _plain(kf.secret or written.secret)
    token, aes_key = _plain(kf.token or written.token), _plain(kf.aes_key or written.aes_key)
    if not (secret and token and aes_key):
        return None
    settings = KfSettings(
        account=_account(written, secret),
        keys=_keys(written.corp_id, token, aes_key),
        open_kfids=kf.open_kfids,
        servicers=kf.servicers,
    )
    return KfPlatform(settings, marks)


def _robots(written: Wecom) -> RobotPlatform | None:
    keys = tuple(_plain(key) for key in written.webhook.keys) if written.webhook else ()
    return RobotPlatform(RobotSettings(keys=keys, base_url=written.api_base)) if keys else None


def _appchat(written: Wecom, marks: Marks, roster: Roster | None) -> AppchatPlatform | None:
    """Groups that the app makes; it needs no callback."""
    if not (written.corp_id and written.secret and written.appchat and roster):
        return None
    account = _account(written, _plain(written.secret))
    return AppchatPlatform(account, marks, roster, markdown=written.use.markdown != "off")


def _aibot(written: Wecom, marks: Marks, lease: Lease | None) -> AibotPlatform | None:
    """智能机器人: called where it has keys, else connecting by itself."""
    bot = written.aibot
    if bot is None or not ((bot.token and bot.aes_key) or (bot.bot_id and bot.bot_secret)):
        return None
    keys = _keys("", _plain(bot.token), _plain(bot.aes_key)) if bot.token and bot.aes_key else None
    settings = AibotSettings(
        keys=keys,
        bot_id=bot.bot_id,
        bot_secret=_plain(bot.bot_secret),
        base_url=written.api_base,
        address=bot.address,
        ways=_ways(written),
    )
    known = written.corp_id and written.secret
    members = Client(_account(written, _plain(written.secret))) if known else None
    return AibotPlatform(settings, marks, members=members, lease=lease)


def _archive(written: Wecom, marks: Marks, lease: Lease | None) -> ArchivePlatform | None:
    """会话内容存档: the library is loaded when it is first asked. Raises OSError, ValueError: a wrong key."""
    archive = written.archive
    if archive is None or written.corp_id is None:
        return None
    settings = ArchiveSettings(
        corp_id=written.corp_id,
        secret=_plain(archive.secret),
        keys={int(number): key_from(Path(path)) for number, path in archive.keys},
        open=lambda corp_id, secret: Sdk(load(archive.library), corp_id, secret),
    )
    client = Client(_account(written, _plain(archive.secret)))
    return ArchivePlatform(settings, marks, client, lease=lease)


def _ways(written: Wecom) -> Ways:
    use = written.use
    return Ways(
        buttons=use.buttons != "off", markdown=use.markdown != "off", update_card=use.update_card != "off"
    )


def _keys(corp_id: str, token: str, aes_key: str) -> Keys:
    return Keys(receiveid=corp_id, token=token, aes_key=aes_key)
