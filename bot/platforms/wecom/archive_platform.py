"""会话内容存档 as one of the desk's platforms: it hears residents' groups (客户群) and is silent there.

For companies that pay for it. Whoever is no member is heard only where they have agreed (check_room_agree).
"""

import asyncio
import base64
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from starlette.routing import Route

from bot.alone import alone
from bot.platforms.base import Abilities, Intake, Message, Platform, Refused, Unreachable, Vanished
from bot.platforms.wecom.archive_parse import NAME, broken, outsider, read
from bot.platforms.wecom.archive_sdk import PASSING, Sdk, SdkError
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.errcodes import Class
from bot.platforms.wecom.health import Health
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed, CallRefused
from bot.platforms.wecom.wire import Json, Timing
from handlers.incoming import Incoming, Kind
from storage.lease import Lease

log = logging.getLogger(__name__)

_SEQ = f"{NAME}.seq"
_ROUND = 15.0  # seconds; WeCom tells of news at most as often (path 95039)
_AGREED_FOR = 3600.0  # seconds that an answer about consent is believed
_AGREED = frozenset({"Agree", "Default_Agree"})
_ROOMS = frozenset({Class.NOBODY, Class.CONTENT})  # a refusal of this one group: it must not stop the others
_RSA_BYTES = 256

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class ArchiveSettings:
    """What the operator supplies; `keys` are private RSA keys by the version of their public half."""

    corp_id: str
    secret: str = field(repr=False)
    keys: Mapping[int, RSAPrivateKey] = field(repr=False)
    open: Callable[[str, str], Sdk]  # (corporation, secret) to the library's handle


def key_from(path: Path) -> RSAPrivateKey:
    """A private key out of a PEM file. Raises OSError, ValueError."""
    found = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(found, RSAPrivateKey):
        raise ValueError(f"{path} is no RSA key")  # noqa: TRY004  # a wrong file, not a wrong call
    return found


class ArchivePlatform(Platform):
    """The archive of one corporation."""

    abilities = Abilities(text=0, rooms=True, photos=False)

    def __init__(
        self,
        settings: ArchiveSettings,
        marks: Marks,
        client: Client,
        *,
        lease: Lease | None = None,
        timing: Timing | None = None,
    ) -> None:
        self.name = NAME
        self._settings, self._marks, self._client, self._lease = settings, marks, client, lease
        self._timing = timing or Timing()
        self._health = Health(name=NAME)
        self._rung = asyncio.Event()
        # whoever waits for a call may be cancelled, the call goes on: only a thread of its own keeps order
        self._library = ThreadPoolExecutor(1, "wecom-archive")
        self._sdk: Sdk | None = None
        self._agreed: dict[str, tuple[float, frozenset[str]]] = {}
        self._intake: Intake | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def routes(self) -> list[Route]:
        """Nothing is served for it: msgaudit_notify comes to the app."""
        return []

    def status(self) -> dict[str, Any]:
        """The health (health.py)."""
        return self._health.status()

    async def ring(self) -> None:
        """msgaudit_notify: there is something new."""
        self._rung.set()

    async def start(self, intake: Intake) -> None:
        """Begin to fetch; returns at once."""
        self._intake = intake
        self._running = asyncio.create_task(alone(self._lease, self._run) if self._lease else self._run())

    async def stop(self) -> None:
        """Stop fetching; what was committed is marked, the rest comes again."""
        if self._running:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await self._threaded(self._closed)
        await self._client.close()

    async def send(self, chat: str, message: Message) -> str:  # noqa: ARG002  # the protocol's
        """Nobody but members may speak in such a group: the room's news goes to people instead."""
        raise Refused(f"{chat}: the archive only listens", "silent")

    async def edit(self, chat: str, message_id: str, message: Message) -> None:  # noqa: ARG002  # the protocol's
        """Nothing stands there."""
        raise Vanished(f"{chat}: the archive only listens")

    async def fetch(self, ref: str) -> bytes:
        """A file by its sdkfileid; after five days Refused. Raises PlatformError."""
        try:
            return await self._called(lambda sdk: sdk.file(ref))
        except (SdkError, ValueError) as error:
            passing = isinstance(error, SdkError) and error.code in PASSING
            raise (Unreachable if passing else Refused)(f"{NAME}: {error}") from None

    async def _run(self) -> None:
        delay = self._timing.first_delay
        while True:
            self._rung.clear()
            try:
                while await self._pull():
                    pass
            except Exception as error:  # noqa: BLE001  # whatever it was, the messages are still there
                known = isinstance(error, SdkError | CallFailed | OSError)
                self._health.failed(str(error) if known else type(error).__name__)
                await asyncio.sleep(delay)
                delay = min(delay * 2, self._timing.longest_delay)
                continue
            self._health.well()
            delay = self._timing.first_delay
            try:
                async with asyncio.timeout(_ROUND):
                    await self._rung.wait()
            except TimeoutError:
                continue

    async def _pull(self) -> bool:
        """Take the next messages; the seq moves once their effects are committed. Whether there were any."""
        seq = int(await self._marks.get(_SEQ) or 0)
        sealed = await self._called(lambda sdk: sdk.after(seq))
        if not sealed or self._intake is None:
            return False
        pulled = time.monotonic()
        opened = [await self._opened(one) for one in sealed]
        heard = [one for one in opened if await self._may_be_heard(one, pulled)]
        if heard:
            await self._intake(heard)
        self._health.updates += len(heard)
        await self._marks.set(_SEQ, str(max(int(one["seq"]) for one in sealed)))
        return True

    async def _opened(self, sealed: Json) -> Incoming:
        """A message that cannot be opened is set aside and never blocks those behind it."""
        msgid = str(sealed.get("msgid", ""))
        try:
            key = self._settings.keys[int(sealed["publickey_ver"])]
            chosen = _unlocked(key, str(sealed["encrypt_random_key"]))
            return read(await self._called(lambda sdk: sdk.opened(chosen, str(sealed["encrypt_chat_msg"]))))
        except KeyError:
            return broken(msgid, f"no private key of version {sealed.get('publickey_ver')}")
        except SdkError as error:
            if error.code in PASSING:
                raise
            return broken(msgid, str(error))
        except ValueError as error:
            return broken(msgid, type(error).__name__)

    async def _may_be_heard(self, incoming: Incoming, pulled: float) -> bool:
        """Members, and outsiders who have agreed to be archived in that group. Raises CallFailed.

        Who had not agreed may have since: a no from before this pull is asked again.
        """
        sender = incoming.sender
        if incoming.kind is not Kind.MESSAGE or sender is None or not outsider(sender.account):
            return incoming.kind is not Kind.OTHER
        asked, agreed = self._agreed.get(incoming.chat, (-_AGREED_FOR, frozenset()))
        if asked < pulled - (_AGREED_FOR if sender.account in agreed else 0.0):
            asked, agreed = time.monotonic(), await self._agreeing(incoming.chat)
            self._agreed[incoming.chat] = asked, agreed
        return sender.account in agreed

    async def _agreeing(self, room: str) -> frozenset[str]:
        """Who has agreed there; nobody where WeCom does not know the group any more. Raises CallFailed."""
        try:
            answer = await self._client.post("msgaudit/check_room_agree", {"roomid": room})
        except CallRefused as refused:
            if refused.kind not in _ROOMS:
                raise
            log.warning("%s: nobody is heard in %s: %s", NAME, room, refused)
            return frozenset()
        return frozenset(
            str(one.get("exteranalopenid") or one.get("externalopenid"))  # the first is WeCom's spelling
            for one in answer.get("agreeinfo") or []
            if one.get("agree_status") in _AGREED
        )

    async def _called(self, work: Callable[[Sdk], T]) -> T:
        """The library blocks: in its thread, one call at a time."""
        return await self._threaded(lambda: work(self._opened_library()))

    async def _threaded(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._library, work)

    def _opened_library(self) -> Sdk:
        if self._sdk is None:
            self._sdk = self._settings.open(self._settings.corp_id, self._settings.secret)
        return self._sdk

    def _closed(self) -> None:
        sdk, self._sdk = self._sdk, None
        if sdk:
            sdk.close()


def _unlocked(key: RSAPrivateKey, locked: str) -> str:
    """The message's own key (RSA, PKCS1 v1.5). Raises ValueError."""
    raw = base64.b64decode(locked)
    if len(raw) != _RSA_BYTES:
        raise ValueError("not as long as a key of 2048 bits makes it")
    return key.decrypt(raw, PKCS1v15()).decode()
