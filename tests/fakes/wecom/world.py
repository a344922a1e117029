"""The world that the fake WeCom keeps: one corp, its people, apps, customers and rooms."""

import asyncio
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.wecom.callbacks import Courier, Delivery
from tests.fakes.wecom.crypto import Seal, new_aes_key
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.faults import Faults
from tests.fakes.wecom.files import Store
from tests.fakes.wecom.limits import Rates
from tests.fakes.wecom.model import (
    Aibot,
    App,
    Code,
    Endpoint,
    External,
    Json,
    KfAccount,
    Member,
    Robot,
    Room,
    Sent,
)
from tests.fakes.wecom.wire import xml_of

CORPID = "ww0fake0corp0id000"
AGENTID = 1000002
SECRET = "fake-wecom-app-secret"  # noqa: S105  # opens nothing but this fake
TOKEN = "fakeCallbackToken"  # noqa: S105  # likewise


@dataclass(kw_only=True)
class Call:
    """One API call as it came in; `status` 0 while it runs or where its connection was cut."""

    at: float
    api: str
    params: dict[str, Any]
    status: int = 0
    errcode: int | None = None
    errmsg: str | None = None


class World:
    """Everything the fake knows. Lives in one event loop; changed only from there."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.corpid = CORPID
        self.members: dict[str, Member] = {}
        self.apps: dict[int, App] = {}
        self.externals: dict[str, External] = {}
        self.accounts: dict[str, KfAccount] = {}
        self.rooms: dict[str, Room] = {}
        self.robots: dict[str, Robot] = {}
        self.aibots: dict[str, Aibot] = {}
        self.agreements: dict[str, dict[str, str]] = {}  # by group: who lets themselves be archived
        self.sent: dict[str, Sent] = {}
        self.dropped: list[Json] = []
        self.codes: dict[str, Code] = {}
        self.media = Store()
        self.aibot_files: dict[str, tuple[float, bytes]] = {}
        self.rates = Rates()
        self.faults = Faults()
        self.calls: list[Call] = []
        self.recent_sends: dict[str, tuple[float, str]] = {}
        self.kf_sends: dict[str, Json] = {}
        self.kf_doorbells: dict[str, tuple[str, float]] = {}
        self.closing = asyncio.Event()
        self.shift, self.latency, self.token_lifetime = 0.0, 0.0, 7200.0
        self.kf_page, self.kf_repeat, self.kf_late_verdict, self.tokenless_per_minute = 1000, 0, 0, 10
        self.poll_pause, self.verify_within = 0.1, 1.0
        self.polls = 0
        self.courier = Courier(self.now_exactly)
        self._serial = 0
        self.add_app(AGENTID, SECRET, TOKEN)

    def add_app(self, agentid: int, secret: str, token: str, scope: set[str] | None = None) -> App:
        seal = Seal(token=token, aes_key=new_aes_key(), receiveid=self.corpid)
        endpoint = Endpoint(name=str(agentid), kind="xml", seal=seal)
        self.apps[agentid] = App(agentid=agentid, secret=secret, endpoint=endpoint, scope=scope)
        return self.apps[agentid]

    def now(self) -> int:
        """WeCom's time, in whole seconds."""
        return int(self.now_exactly())

    def now_exactly(self) -> float:
        return time.time() + self.shift

    def serial(self) -> int:
        """A number never used twice."""
        self._serial += 1
        return 7_000_000_000_000_000_000 + self._serial

    def app(self, agentid: int) -> App:
        if agentid not in self.apps:
            raise ControlError(f"no app {agentid}")
        return self.apps[agentid]

    def member(self, userid: str) -> Member:
        if userid not in self.members:
            raise ControlError(f"no member {userid}: add_member first")
        return self.members[userid]

    def find(self, userid: str) -> Member | None:
        """A member by id in any case, as WeCom compares them."""
        wanted = userid.lower()
        return next((one for one in self.members.values() if one.userid.lower() == wanted), None)

    def in_scope(self, app: App, userid: str) -> bool:
        return app.scope is None or userid in app.scope

    def endpoint(self, name: str | int) -> Endpoint:
        """An app's endpoint by agentid, or an aibot's by aibotid."""
        if str(name) in self.aibots:
            return self.aibots[str(name)].endpoint
        return self.app(int(name)).endpoint

    def tell(self, app: App, fields: Json, source: str) -> Delivery:
        """Sends the app a callback; ToUserName and CreateTime are put before the fields."""
        common = {"ToUserName": self.corpid, "CreateTime": self.now()}
        return self.courier.put(app.endpoint, xml_of(common | fields), source)

    def new_code(self, use: str, subject: Any, lifetime: float) -> str:
        code = secrets.token_urlsafe(24)
        self.codes[code] = Code(use=use, subject=subject, born=self.now_exactly(), lifetime=lifetime)
        return code

    def spend(self, code: object, use: str, *, unknown: int = 40058, expired: int = 42022) -> Code:
        """The code, now used up; refused where it is unknown, for another use, too old or used."""
        known = self.codes.get(str(code))
        if known is None or known.use != use:
            raise ApiError(unknown, "code")
        if known.used:
            raise ApiError(42022)
        if known.born + known.lifetime < self.now_exactly():
            raise ApiError(expired, "too old")
        known.used = True
        return known

    def open_userid(self, userid: str) -> str:
        """The encrypted id under which an aibot of an ordinary creator sees a member."""
        return "wo" + hashlib.sha256(userid.encode()).hexdigest()[:30]
