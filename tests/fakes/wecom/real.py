"""A bot's two ends for tests of the fake: an API caller over httpx, an endpoint that decrypts by wechatpy."""

import contextlib
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

from PIL import Image
from wechatpy.enterprise import WeChatCrypto

from tests.fakes.wecom.client import FakeWecom, wait_until

Json = dict[str, Any]


class Caller:
    """Calls the API as one app; the answer's JSON, errcode and all."""

    def __init__(self, wecom: FakeWecom, **app: int) -> None:
        self.http, self.hand, self.keys = wecom.http, wecom.hand, wecom.credentials(**app)
        self.agentid = self.keys["agentid"]
        self.token = self.fresh_token()

    def fresh_token(self) -> str:
        wish = {"corpid": self.keys["corpid"], "corpsecret": self.keys["secret"]}
        return str(self.hand.get("/cgi-bin/gettoken", wish).json()["access_token"])

    def post(self, api: str, body: Json, **query: str) -> Json:
        asked = {"access_token": self.token} | query
        return dict(self.http.post(f"/cgi-bin/{api}", params=asked, json=body).json())

    def get(self, api: str, **query: str) -> Json:
        return dict(self.http.get(f"/cgi-bin/{api}", params={"access_token": self.token} | query).json())

    def code(self, api: str, body: Json, **query: str) -> int:
        return int(self.post(api, body, **query)["errcode"])

    def upload(self, kind: str, content: bytes, name: str = "a.jpg") -> Json:
        asked = {"access_token": self.token, "type": kind}
        answer = self.http.post("/cgi-bin/media/upload", params=asked, files={"media": (name, content)})
        return dict(answer.json())

    def send(self, to: str, msgtype: str = "text", **content: Any) -> Json:
        """message/send; `content` is the message type's own object."""
        body = {"touser": to, "msgtype": msgtype, "agentid": self.agentid, msgtype: content}
        return self.post("message/send", body)

    def kf_send(self, to: str, words: str = "好的", **more: Any) -> Json:
        body = {"touser": to, "open_kfid": "wk1", "msgtype": "text", "text": {"content": words}}
        return self.post("kf/send_msg", body | more)

    def sync(self, **more: Any) -> Json:
        return self.post("kf/sync_msg", {"open_kfid": "wk1"} | more)

    def read_up(self, mark: str) -> bool:
        """Whether a desk's mark of 微信客服 (cursor, blank, moment) stands at the newest entry."""
        cursor = mark.partition(" ")[0]
        asked, token = {"open_kfid": "wk1", "cursor": cursor}, {"access_token": self.token}
        return bool(cursor) and not self.hand.post("/cgi-bin/kf/sync_msg", asked, token).json()["msg_list"]


def card(task_id: str | None = "job17-v1", **more: Any) -> Json:
    """A caretaker's card with two buttons."""
    buttons = [{"text": "接单", "style": 1, "key": "acc:17"}, {"text": "拒绝", "style": 2, "key": "rej:17"}]
    head = {"card_type": "button_interaction", "main_title": {"title": "3栋502 漏水"}}
    return head | {"task_id": task_id, "button_list": buttons} | more


def picture() -> bytes:
    """A small true JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return out.getvalue()


@dataclass(kw_only=True)
class Got:
    """One request to the endpoint."""

    method: str
    query: dict[str, str]
    body: bytes


@dataclass(kw_only=True)
class Endpoint:
    """`script`: statuses of the next answers, or seconds to sleep (float) before a 200; then always 200."""

    script: list[int | float] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    reply: Callable[[Got], bytes] = lambda _: b""
    url: str = ""

    def wait(self, count: int) -> list[Got]:
        wait_until(lambda: len(self.got) >= count, what=f"{count} callbacks, got {len(self.got)}")
        return self.got

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("content-length") or 0))
        query = dict(parse_qsl(urlsplit(request.path).query))
        got = Got(method=request.command, query=query, body=body)
        self.got.append(got)
        step = self.script.pop(0) if self.script else 200
        if isinstance(step, float):
            time.sleep(step)
        content = self.reply(got)
        with contextlib.suppress(ConnectionError):
            request.send_response(200 if isinstance(step, float) else step)
            request.send_header("content-length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)


@contextlib.contextmanager
def endpoint() -> Iterator[Endpoint]:
    """A plain HTTP server that takes callbacks."""
    desk = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            desk.answer(self)

        do_POST = do_GET  # noqa: N815  # the standard library's name

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    desk.url = f"http://127.0.0.1:{server.server_address[1]}/wecom"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield desk
    finally:
        server.shutdown()
        server.server_close()


def crypto(keys: Json, receiveid: str | None = None) -> Any:
    """wechatpy's crypto with what the console shows; an aibot's receiveid is empty."""
    return WeChatCrypto(keys["token"], keys["aes_key"], keys["corpid"] if receiveid is None else receiveid)


def opened(keys: Json, got: Got) -> Json:
    """The XML message inside a callback, by wechatpy: its top elements' texts."""
    query = got.query
    signed = (query.get("msg_signature", ""), query["timestamp"], query["nonce"])
    xml = crypto(keys).decrypt_message(got.body, *signed)
    return {part.tag: part.text for part in ET.fromstring(xml)}  # noqa: S314  # our own fake's


def opened_json(keys: Json, got: Got) -> Json:
    """The JSON message inside an aibot's callback, by wechatpy."""
    query = got.query
    inner = {"Encrypt": json.loads(got.body)["encrypt"]}
    plain = crypto(keys, "").decrypt_message(
        inner, query["msg_signature"], query["timestamp"], query["nonce"]
    )
    return dict(json.loads(plain))
