"""A 智能机器人's long connection (path 101463): JSON frames over a websocket that we open; no public address.

One connection a bot: a second one ends the first (disconnected_event). Whoever is put out does not come back
at once, or the two would put each other out for ever.
"""

import asyncio
import base64
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bot.platforms.chores import Chores
from bot.platforms.wecom.aibot_line import Line
from bot.platforms.wecom.health import Health
from bot.platforms.wecom.outcomes import CallLost, CallRefused
from bot.platforms.wecom.pictures import INLINE, acceptable, digest
from bot.platforms.wecom.wire import Json, Timing

log = logging.getLogger(__name__)

logging.getLogger("websockets").setLevel(logging.WARNING)  # it tells every frame, the first with the Secret

ADDRESS = "wss://openws.work.weixin.qq.com"
_LARGEST = 2 * 1024 * 1024  # bytes of a frame
_PART = 512 * 1024  # bytes of a file at a time
_PING = 30.0  # seconds; two without an answer mean that nobody is there
_REFUSED, _PUT_OUT = (
    60.0,
    600.0,
)  # seconds before the next try: wrong credentials, another process
_CALLBACKS = {"aibot_msg_callback", "aibot_event_callback"}
_UPDATE = "aibot_respond_update_msg"

Take = Callable[[Json, str], Awaitable[Json | None]]
"""Takes a callback's body and its req_id; what it returns is the answer."""


class PutOutError(Exception):
    """Another process has taken the connection."""


class RefusedError(Exception):
    """BotID or Secret are wrong."""


@dataclass(frozen=True, kw_only=True)
class Bot:
    """A bot as the console shows it in long-connection mode."""

    bot_id: str
    secret: str = field(repr=False)
    address: str = ADDRESS


class SocketLine(Line):
    """The connection, kept for as long as `run` runs."""

    pushes = True
    lives = 24 * 3600.0

    def __init__(self, bot: Bot, take: Take, health: Health, timing: Timing, *, ping: float = _PING) -> None:
        self._bot, self._take, self._health, self._timing, self._ping = bot, take, health, timing, ping
        self._socket: ClientConnection | None = None
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._turn = asyncio.Lock()
        self._chores = Chores()

    async def run(self) -> None:
        """For ever: connect, listen, and connect again."""
        delay = self._timing.first_delay
        while True:
            wait = delay
            delay = min(delay * 2, self._timing.longest_delay)
            try:
                await self._connected()
            except PutOutError:
                self._health.failed("another process has taken the aibot's connection; run one only")
                wait = _PUT_OUT
            except RefusedError as error:
                self._health.failed(f"aibot_subscribe refused: {error}")
                wait = _REFUSED
            except Exception as error:  # noqa: BLE001  # also a frame unlike WeCom's: nobody else connects again
                if self._health.trouble is None and self._health.ever_well:
                    wait = delay = self._timing.first_delay
                self._health.failed(f"the aibot's connection: {type(error).__name__}")
            await asyncio.sleep(wait)

    async def answer(self, permit: str, payload: Json) -> None:
        """Answer a callback by its req_id, within 24 h."""
        await self._asked("aibot_respond_msg", permit, payload)

    async def push(self, chat: str, payload: Json) -> None:
        """Speak unasked: the chat must have spoken to the bot once."""
        body = {"chatid": chat, "chat_type": 0, **payload}
        await self._asked("aibot_send_msg", f"send-{token_hex(8)}", body)

    async def picture(self, chat: str, photo: bytes) -> None:
        """Put the picture into WeCom's store, part by part, and show it in the chat."""
        kind, content = await asyncio.to_thread(acceptable, photo, INLINE)
        parts = [content[at : at + _PART] for at in range(0, len(content), _PART)]
        about = {"total_size": len(content), "total_chunks": len(parts), "md5": digest(content)}
        begun = await self._upload("init", {"type": "image", "filename": f"photo.{kind}", **about})
        upload = {"upload_id": begun.get("upload_id")}
        for index, part in enumerate(parts):
            body = {"chunk_index": index, "base64_data": base64.b64encode(part).decode()}
            await self._upload("chunk", upload | body)
        media = await self._upload("finish", upload)
        await self.push(chat, {"msgtype": "image", "image": {"media_id": media.get("media_id")}})

    async def _upload(self, step: str, body: Json) -> Json:
        return await self._asked(f"aibot_upload_media_{step}", f"media-{token_hex(8)}", body)

    async def close(self) -> None:
        """Chores end with the connection."""
        await self._chores.end()

    async def _connected(self) -> None:
        async with connect(
            self._bot.address, max_size=_LARGEST, ping_interval=None, open_timeout=self._timing.connect
        ) as socket:
            await self._subscribe(socket)
            self._socket = socket
            self._health.well()
            beating = asyncio.create_task(self._beat(socket))
            try:
                async for frame in socket:
                    self._heard(json.loads(frame))
            finally:
                self._socket = None
                beating.cancel()
                for waiting in self._acks.values():
                    waiting.cancel()
        raise WebSocketException  # it was closed: also that is a reason to come back

    async def _subscribe(self, socket: ClientConnection) -> None:
        body = {"bot_id": self._bot.bot_id, "secret": self._bot.secret}
        frame = {"cmd": "aibot_subscribe", "headers": {"req_id": f"sub-{token_hex(8)}"}, "body": body}
        await socket.send(json.dumps(frame))
        async with asyncio.timeout(self._timing.answer):
            ack = json.loads(await socket.recv())
        if ack.get("errcode", 0) != 0:
            raise RefusedError(f"errcode {ack['errcode']}")

    async def _beat(self, socket: ClientConnection) -> None:
        missed = 0
        while missed < 2:  # noqa: PLR2004  # two pings without an answer
            await asyncio.sleep(self._ping)
            try:
                await self._asked("ping", f"ping-{token_hex(8)}", None)
                missed = 0
            except (CallLost, CallRefused):
                missed += 1
        await socket.close()

    def _heard(self, frame: Any) -> None:
        if not isinstance(frame, dict):
            raise ValueError("a frame that is no object")  # noqa: TRY004  # from outside, not from our code
        req_id = str((frame.get("headers") or {}).get("req_id", ""))
        if frame.get("cmd") in _CALLBACKS:
            body = frame.get("body") or {}
            if (body.get("event") or {}).get("eventtype") == "disconnected_event":
                raise PutOutError
            self._chores.begin(self._taken(body, req_id))
        elif (waiting := self._acks.get(req_id)) and not waiting.done():
            waiting.set_result(frame)

    async def _taken(self, body: Json, req_id: str) -> None:
        """What was not committed is lost here: WeCom does not send it again, so it is tried for a while."""
        for delay in (0.2, 1.0, 5.0, 30.0, None):
            try:
                answer = await self._take(body, req_id)
                break
            except Exception as error:  # noqa: BLE001  # whatever stopped the commit
                log.warning("wecom_aibot: a message not taken: %s", type(error).__name__)
                if delay is None:
                    return
                await asyncio.sleep(delay)
        if answer is None:
            return
        updates = answer.pop("response_type", None) is not None
        try:
            await self._asked(_UPDATE if updates else "aibot_respond_msg", req_id, answer)
        except (CallLost, CallRefused) as error:
            log.info("wecom_aibot: %s", error)

    async def _asked(self, cmd: str, req_id: str, body: Json | None) -> Json:
        """Send a frame and wait for its ack; returns the ack's body. Raises CallLost, CallRefused."""
        async with self._turn:  # acks of one req_id could not be told apart
            socket = self._socket
            if socket is None:
                raise CallLost(cmd, "not connected")
            frame: Json = {"cmd": cmd, "headers": {"req_id": req_id}}
            waiting = self._acks[req_id] = asyncio.get_running_loop().create_future()
            try:
                await socket.send(json.dumps(frame | ({"body": body} if body is not None else {})))
                async with asyncio.timeout(self._timing.answer):
                    ack = await waiting
            except (OSError, WebSocketException, TimeoutError) as error:
                raise CallLost(cmd, type(error).__name__) from None
            except asyncio.CancelledError:
                if waiting.cancelled() and self._socket is None:
                    raise CallLost(cmd, "the connection ended") from None
                raise
            finally:
                del self._acks[req_id]
        errcode = ack.get("errcode", 0)
        if errcode != 0:
            raise CallRefused(cmd, errcode if isinstance(errcode, int) else 0)
        answer = ack.get("body")
        return answer if isinstance(answer, dict) else {}
