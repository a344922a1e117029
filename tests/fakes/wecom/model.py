"""What the fake's world is made of: the corp's people, apps, rooms, and what they were sent."""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.wecom.crypto import Seal

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody says: one of these; pictures and files in base64, `raw` as it is on the wire."""

    text: str | None = None
    image: str | None = None
    file: Json | None = None
    location: Json | None = None
    raw: Json | None = None


@dataclass(kw_only=True)
class Endpoint:
    """Where one app (`kind` xml) or aibot (`kind` json) wants its callbacks, and how they are sealed."""

    name: str
    kind: str
    seal: Seal
    url: str = ""


@dataclass(kw_only=True)
class Member:
    """`plugin`: reads through the WeChat plugin, which shows neither markdown nor cards."""

    userid: str
    name: str
    departments: list[int]
    licensed: bool = True
    plugin: bool = False


@dataclass(kw_only=True)
class App:
    """`scope` is the userids that may see it (None: everybody); `root`: visible to the root department."""

    agentid: int
    secret: str
    endpoint: Endpoint
    scope: set[str] | None = None
    root: bool = True
    disabled: bool = False
    token: str = ""
    token_until: float = 0.0
    task_ids: set[str] = field(default_factory=set)


@dataclass(kw_only=True)
class Copy:
    """One member's copy of a message: `content` is what stands there now, `earlier` what stood there."""

    msgid: str
    agentid: int
    at: float
    msgtype: str
    content: Json
    shown: bool = True
    cut: bool = False
    recalled: bool = False
    replaced: str | None = None
    earlier: list[Json] = field(default_factory=list)


@dataclass(kw_only=True)
class Sent:
    """An app message with everybody's copy, by userid."""

    msgid: str
    agentid: int
    at: float
    copies: dict[str, Copy]


@dataclass(kw_only=True)
class Code:
    """A right for one use: a response_code, welcome_code, msg_code or response_url's code."""

    use: str
    subject: Any
    born: float
    lifetime: float
    used: bool = False


@dataclass(kw_only=True)
class Room:
    """An internal group: `app` is the agentid that made it by appchat/create, 0 where people made it."""

    chatid: str
    name: str
    members: list[str]
    owner: str = ""
    app: int = 0
    messages: list[Json] = field(default_factory=list)


@dataclass(kw_only=True)
class Robot:
    """A webhook robot of a group; `state` is working, removed, disabled or not-in-group."""

    key: str
    state: str = "working"
    messages: list[Json] = field(default_factory=list)


@dataclass(kw_only=True)
class External:
    """A WeChat user outside the corp."""

    external_userid: str
    nickname: str
    unionid: str | None = None


@dataclass(kw_only=True)
class Session:
    """One customer with one kf account. States: 0 new, 1 bot, 2 pool, 3 human, 4 ended or not begun."""

    external_userid: str
    state: int = 4
    servicer: str = ""
    spoke_at: float | None = None
    sent_since: int = 0
    welcomed_at: float | None = None
    rejects: bool = False
    fail_types: list[int] = field(default_factory=list)
    context: Json | None = None
    messages: list[Json] = field(default_factory=list)


@dataclass(kw_only=True)
class KfAccount:
    """`log` is what sync_msg hands out, in order: (time, entry)."""

    open_kfid: str
    name: str
    servicers: list[str]
    sessions: dict[str, Session] = field(default_factory=dict)
    log: list[tuple[float, Json]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    empty_pages: int = 0
    cursor_lost: bool = False


@dataclass(kw_only=True)
class Aibot:
    """`plain_ids`: made by a super administrator, so callbacks carry true userids."""

    aibotid: str
    name: str
    endpoint: Endpoint
    plain_ids: bool = True
    task_ids: set[str] = field(default_factory=set)
    cards: dict[str, Json] = field(default_factory=dict)
    shown: dict[str, list[Json]] = field(default_factory=dict)
    refused: list[Json] = field(default_factory=list)
    busy: dict[str, int] = field(default_factory=dict)
