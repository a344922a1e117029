"""Ten thousand callbacks that WeCom never sent, at all of its addresses: refused, counted, never a 500."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.client import Account
from bot.platforms.wecom.kf_platform import KfPlatform, KfSettings
from bot.platforms.wecom.platform import AppSettings, WecomPlatform
from bot.platforms.wecom.sealing import Keys
from bot.platforms.wecom.wire import Timing
from bot.web.asgi import asgi
from tests.bot.platforms.wecom_desk import Desk, Kept
from tests.fakes.wecom.crypto import Seal, new_aes_key

CORP, TOKEN, AES = "wwCorp", "fakeToken", new_aes_key()
NOWHERE = Account(corp_id=CORP, secret="s3cret", base_url="http://127.0.0.1:9")  # noqa: S106  # opens nothing
AT_ONCE = Timing(connect=0.1, answer=0.1, verdict=0.0)
PATHS = ("/wecom/app", "/wecom/kf", "/wecom/aibot")
KNOWN = {200, 400, 403, 413}


class World:
    """The three platforms behind their addresses, without a network."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.desk.answer = None
        keys = Keys(receiveid=CORP, token=TOKEN, aes_key=AES)
        own = Keys(receiveid="", token=TOKEN, aes_key=AES)
        settings = KfSettings(account=NOWHERE, keys=keys, open_kfids=("wk1",))
        self.platforms: list[Any] = [
            WecomPlatform(AppSettings(account=NOWHERE, agent_id=7, keys=keys), Kept(), timing=AT_ONCE),
            KfPlatform(settings, Kept(), timing=AT_ONCE),
            AibotPlatform(AibotSettings(keys=own, base_url=NOWHERE.base_url), Kept(), timing=AT_ONCE),
        ]
        self.app = asgi([route for one in self.platforms for route in one.routes])
        self.read = 0

    @property
    def refused(self) -> int:
        return sum(sum(one.status()["refused"].values()) for one in self.platforms)

    async def post(self, path: str, query: dict[str, str], *chunks: bytes, method: str = "POST") -> int:
        statuses: list[int] = []
        left = iter(chunks)
        piece = next(left, b"")

        async def receive() -> dict[str, Any]:
            nonlocal piece
            body, piece = piece, next(left, b"")
            self.read += len(body)
            return {"type": "http.request", "body": body, "more_body": bool(piece)}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": urlencode(query, errors="surrogatepass").encode(),
            "headers": [],
            "http_version": "1.1",
            "scheme": "http",
            "root_path": "",
        }
        await self.app(scope, receive, send)
        return statuses[0]


def sealed(path: str, content: str, *, receiveid: str | None = None) -> tuple[dict[str, str], bytes]:
    """A callback rightly signed for that address."""
    own = "" if path == "/wecom/aibot" else CORP
    seal = Seal(token=TOKEN, aes_key=AES, receiveid=own if receiveid is None else receiveid)
    coded, now = seal.encrypt(content), str(int(time.time()))
    query = {"msg_signature": seal.sign(now, "n1", coded), "timestamp": now, "nonce": "n1"}
    if path == "/wecom/aibot":
        return query, json.dumps({"encrypt": coded}).encode()
    return query, f"<xml><Encrypt>{coded}</Encrypt></xml>".encode()


NAMES = (
    "FromUserName MsgType Event EventKey TaskId ResponseCode MsgId Content UserID ChangeType Status MediaId "
    "OpenKfId Token Label CreateTime AgentID"
).split()
VALUES = (
    *("", "zhou", "text", "event", "image", "location", "template_card_event", "change_contact", "9" * 400),
    *("kf_msg_or_event", "msgaudit_notify", "enter_agent", "delete_user", "update_user", "2", "v1:accept:1"),
    *("<a><b>1</b></a>", "<![CDATA[ \U0001f600 ]]>", "&lt;", "&#0;", "&#xD800;", "\u202e", "<x/>" * 600),
)
JSON_VALUES: tuple[Any, ...] = (
    *(None, True, 1, -1.5, 1e308, "", "x" * 999, [], {}, [[]], "group", "single", "text", "mixed", "event"),
    *({"content": 3}, {"userid": []}, {"userid": "zhou"}, {"msg_item": [{}]}, {"url": None}, "\ud800"),
    {"eventtype": "template_card_event", "template_card_event": {"task_id": 1, "event_key": {}}},
)
JSON_NAMES = (
    "msgid aibotid chatid chattype from response_url msgtype text mixed image event quote stream".split()
)


def garbled(path: str, chance: random.Random) -> str:
    """A message whose fields are any, or missing, or there twice."""
    if path == "/wecom/aibot":
        return json.dumps({chance.choice(JSON_NAMES): chance.choice(JSON_VALUES) for _ in range(6)})
    names = [chance.choice(NAMES) for _ in range(chance.randint(0, 9))]
    return f"<xml>{''.join(f'<{one}>{chance.choice(VALUES)}</{one}>' for one in names)}</xml>"


def mangled(raw: bytes, chance: random.Random) -> bytes:
    """A piece of it changed, cut out or repeated."""
    body = bytearray(raw)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(body) or 1)
        body[at : at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
    return bytes(body)


def callbacks(count: int, chance: random.Random) -> Iterator[tuple[str, dict[str, str], bytes]]:
    """Half of them signed as WeCom signs."""
    for _ in range(count):
        path = chance.choice(PATHS)
        other = chance.choice(PATHS)
        query, body = sealed(path, garbled(chance.choice((path, other)), chance))
        trick = chance.randrange(6)
        if trick == 1:
            body = mangled(body, chance)
        elif trick == 2:
            query = {name: mangled(value.encode(), chance).decode("latin-1") for name, value in query.items()}
        elif trick == 3:
            path = other
        elif trick == 4:
            query.pop(chance.choice(list(query)))
        yield path, query, body


async def started(world: World) -> None:
    for one in (world.platforms[0], world.platforms[2]):
        await one.start(world.desk.intake)


def test_ten_thousand_callbacks_without_a_500() -> None:
    """What is refused is counted, one for one."""
    chance = random.Random(20261118)  # noqa: S311  # a fixed sequence

    async def run() -> None:
        world = World()
        await started(world)
        statuses = Counter([await world.post(*one) for one in callbacks(10_000, chance)])
        assert set(statuses) <= KNOWN, statuses
        assert statuses[200] > 2_000
        assert statuses[400] + statuses[403] > 2_000
        assert sum(statuses.values()) - statuses[200] == world.refused
        query, body = sealed(
            "/wecom/app",
            "<xml><MsgType>text</MsgType><FromUserName>zhou</FromUserName><MsgId>1</MsgId>"
            "<Content>在吗</Content></xml>",
        )
        assert await world.post("/wecom/app", query, body) == 200
        assert world.desk.texts()[-1] == "在吗"

    asyncio.run(run())


BOMBS: dict[str, Callable[[], list[bytes]]] = {
    "entities": lambda: [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9)
        )
        + b"]><xml><Encrypt>&a8;</Encrypt></xml>"
    ],
    "a file read by an entity": lambda: [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Encrypt>&a;</Encrypt></xml>'
    ],
    "80,000 levels": lambda: [b"<x>" * 80_000],
    "200,000 levels in JSON": lambda: [b"[" * 200_000],
    "objects in objects": lambda: [b'{"encrypt":' * 20_000],
    "50 MB": lambda: [b"<xml><Encrypt>" + b"A" * 65_000] + [b"A" * 65_536] * 800,
    "a number of 200,000 digits": lambda: [b'{"encrypt": ' + b"9" * 200_000 + b"}"],
    "not UTF-8": lambda: [b"\xff\xfe<xml>\x80</xml>"],
    "UTF-16": lambda: ["<xml><Encrypt>x</Encrypt></xml>".encode("utf-16")],
    "nothing": lambda: [b""],
    "NUL": lambda: [b"\x00" * 1000],
    "JSON for XML": lambda: [b'{"encrypt": "AAAA"}'],
    "XML for JSON": lambda: [b"<xml><Encrypt>AAAA</Encrypt></xml>"],
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("bomb", BOMBS)
def test_no_bomb_does_any_harm_before_the_signature_is_known_to_be_right(bomb: str, path: str) -> None:
    """Refused within a moment; of a large body little more than the cap is read."""

    async def run() -> None:
        world = World()
        await started(world)
        query, _ = sealed(path, "x")
        begun = time.thread_time()
        status = await world.post(path, query, *BOMBS[bomb]())
        assert status in {400, 403, 413}
        assert world.refused == 1
        assert world.read < 400_000
        assert time.thread_time() - begun < 2

    asyncio.run(run())


def test_a_callback_for_another_corporation_is_forged() -> None:
    async def run() -> None:
        world = World()
        await started(world)
        for path in PATHS:
            query, body = sealed(path, garbled(path, random.Random(1)), receiveid="wwOther")  # noqa: S311
            assert await world.post(path, query, body) == 403

    asyncio.run(run())
