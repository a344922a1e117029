"""The far end of a 智能机器人's long connection: a true websocket server on 127.0.0.1 (path 101463).

It lets one connection live, acknowledges frames, and refuses what is documented to be refused: answers to
messages it never sent (846605), pushes to chats that never spoke (93006), cards pushed to groups (40008).
"""

import asyncio
import base64
import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_bytes, token_hex
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve

from tests.fakes.serving import PATIENCE
from tests.fakes.wecom.aibot_uploads import UPLOADS, Uploads
from tests.fakes.wecom.cards import check_card, claim
from tests.fakes.wecom.client import wait_until
from tests.fakes.wecom.crypto import aes_encrypt
from tests.fakes.wecom.errors import ApiError

Json = dict[str, Any]
BOT, SECRET = "aibFake", "a-bot-secret"
MARKDOWN = 20_480


@dataclass(kw_only=True)
class FakeSocket:
    """What people do with the bot, and what it shows them."""

    address: str = ""
    shown: dict[str, list[Json]] = field(default_factory=dict)
    refused: list[Json] = field(default_factory=list)
    subscribed: int = 0
    pings: int = 0
    deaf: bool = False  # pings are not answered
    wrong_secret: bool = False
    _asked: dict[str, Json] = field(default_factory=dict)  # by req_id: the callback
    _chats: set[str] = field(default_factory=set)
    _tasks: set[str] = field(default_factory=set)
    _files: dict[str, bytes] = field(default_factory=dict)
    _uploads: Uploads = field(default_factory=Uploads)
    _live: ServerConnection | None = None
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _pictures: str = ""

    def say(
        self, member: str, text: str = "", *, chat: str | None = None, image: bytes | None = None
    ) -> Json:
        """A member speaks to the bot; in a group its name must stand in the words."""
        words = {"msgtype": "text", "text": {"content": text}}
        if image is None:
            return self._callback("aibot_msg_callback", member, chat, words)
        picture = {"msgtype": "image", "image": self._hidden(image)}
        both = {"msgtype": "mixed", "mixed": {"msg_item": [words, picture]}} if text else picture
        return self._callback("aibot_msg_callback", member, chat, both)

    def tap(self, member: str, key: str, task: str, *, chat: str | None = None) -> Json:
        about = {"card_type": "button_interaction", "event_key": key, "task_id": task}
        event = {"eventtype": "template_card_event", "template_card_event": about}
        return self._callback("aibot_event_callback", member, chat, {"msgtype": "event", "event": event})

    def put_out(self) -> None:
        """Another process has connected."""
        event = {"eventtype": "disconnected_event", "disconnected_event": {}}
        self._callback("aibot_event_callback", "sys", None, {"msgtype": "event", "event": event})

    def drop(self) -> None:
        """The connection breaks."""
        live = self._live
        assert live is not None
        asyncio.run_coroutine_threadsafe(live.close(), self._loop).result(PATIENCE)

    def again(self, callback: Json) -> None:
        """The same callback once more."""
        self._send({"cmd": "aibot_msg_callback", "headers": {"req_id": token_hex(6)}, "body": callback})

    def wait(self, place: str, count: int = 1) -> list[Json]:
        wait_until(lambda: len(self.shown.get(place, ())) >= count, what=f"{count} in {place}")
        return self.shown[place]

    def _hidden(self, content: bytes) -> Json:
        name, key = token_hex(8), token_bytes(32)
        self._files[name] = aes_encrypt(key, content)
        return {"url": f"{self._pictures}/{name}", "aeskey": base64.b64encode(key).decode()}

    def _callback(self, cmd: str, member: str, chat: str | None, content: Json) -> Json:
        where = {"chattype": "single"} if chat is None else {"chatid": chat, "chattype": "group"}
        body = {"msgid": token_hex(8), "aibotid": BOT, "from": {"userid": member}, **where, **content}
        req_id = token_hex(6)
        self._asked[req_id] = body
        self._chats.add(chat or member)
        self._send({"cmd": cmd, "headers": {"req_id": req_id}, "body": body})
        return body

    def _send(self, frame: Json) -> None:
        live = self._live
        assert live is not None, "the bot is not connected"
        asyncio.run_coroutine_threadsafe(live.send(json.dumps(frame)), self._loop).result(PATIENCE)

    async def serve(self, socket: ServerConnection) -> None:
        async for raw in socket:
            frame = json.loads(raw)
            if frame["cmd"] == "ping" and self.deaf:
                continue
            ack: Json = {"headers": frame["headers"], "errcode": 0, "errmsg": ""}
            try:
                ack["body"] = await self._obey(socket, frame)
            except ApiError as wrong:
                ack["errcode"] = wrong.errcode
                self.refused.append({"errcode": wrong.errcode, "frame": frame})
            await socket.send(json.dumps(ack))
            if frame["cmd"] == "aibot_subscribe" and not ack["errcode"]:  # nothing is sent before its ack
                self._live, self.subscribed = socket, self.subscribed + 1

    async def _obey(self, socket: ServerConnection, frame: Json) -> Json:
        """What it does; returns the ack's body."""
        cmd, body = frame["cmd"], frame.get("body") or {}
        if cmd in UPLOADS:
            return self._uploads.take(cmd, body)
        if cmd == "aibot_subscribe":
            if self.wrong_secret or (body["bot_id"], body["secret"]) != (BOT, SECRET):
                raise ApiError(40001)
            if self._live is not None and self._live is not socket:
                await self._live.close()
        elif cmd == "ping":
            self.pings += 1
        elif cmd == "aibot_send_msg":
            self._pushed(body)
        else:
            asked = self._asked.get(frame["headers"]["req_id"])
            if asked is None:
                raise ApiError(846605)
            self._answered(cmd, asked, body)
        return {}

    def _pushed(self, body: Json) -> None:
        if body["chatid"] not in self._chats:
            raise ApiError(93006)
        if body["msgtype"] not in {"markdown", "template_card", "image"}:
            raise ApiError(40008)
        if body["msgtype"] == "image":
            shown = {"image": self._uploads.whole(body["image"]["media_id"]), "text": "", "how": "push"}
            self.shown.setdefault(body["chatid"], []).append(shown)
            return
        if body["msgtype"] == "template_card" and body["chatid"].startswith("wr"):
            raise ApiError(40008, "cards are pushed to single chats only")
        self._show(body["chatid"], body, "push")

    def _answered(self, cmd: str, asked: Json, body: Json) -> None:
        place = asked.get("chatid") or asked["from"]["userid"]
        if cmd == "aibot_respond_update_msg":
            self._updated(place, asked, body)
            return
        if body["msgtype"] not in {"stream", "template_card"}:
            raise ApiError(40008)
        self._show(place, body, "answer")

    def _updated(self, place: str, asked: Json, body: Json) -> None:
        task = asked["event"]["template_card_event"]["task_id"]
        card = body["template_card"]
        if card.get("task_id") != task:
            raise ApiError(42014)
        check_card(card, place="aibot")
        for one in self.shown.get(place, []):
            if one.get("card", {}).get("task_id") == task:
                one["card"] = card

    def _show(self, place: str, body: Json, how: str) -> None:
        if body["msgtype"] == "template_card":
            check_card(body["template_card"], place="aibot")
            claim(body["template_card"], self._tasks)
            self.shown.setdefault(place, []).append({"card": body["template_card"], "text": "", "how": how})
            return
        words = str(body[body["msgtype"]]["content"])
        if not 0 < len(words.encode()) <= MARKDOWN:
            raise ApiError(40058)
        self.shown.setdefault(place, []).append({"text": words, "how": how})


@contextlib.contextmanager
def running_socket() -> Iterator[FakeSocket]:
    """The server in a thread, with the place where its pictures lie."""
    fake = FakeSocket()
    started = threading.Event()
    servers: list[Server] = []

    async def begin() -> None:
        server = await serve(fake.serve, "127.0.0.1", 0, ping_interval=None)
        servers.append(server)
        port = next(iter(server.sockets)).getsockname()[1]
        fake.address = f"ws://127.0.0.1:{port}"
        started.set()

    def run() -> None:
        asyncio.set_event_loop(fake._loop)
        fake._loop.run_until_complete(begin())
        fake._loop.run_forever()

    thread = threading.Thread(target=run)
    thread.start()
    assert started.wait(PATIENCE)
    with _files(fake):
        try:
            yield fake
        finally:

            async def end() -> None:
                servers[0].close()
                await servers[0].wait_closed()

            asyncio.run_coroutine_threadsafe(end(), fake._loop).result(PATIENCE)
            fake._loop.call_soon_threadsafe(fake._loop.stop)
            thread.join()
            fake._loop.close()


@contextlib.contextmanager
def _files(fake: FakeSocket) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = fake._files.get(self.path.rpartition("/")[2], b"")
            self.send_response(200 if content else 404)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake._pictures = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
