"""A stand-in for the browser chat's desk: canned answers, all in memory (web_stub_http.py serves it).

It knows one trick per endpoint: a line with 电梯 in the residents' room becomes a card there, in the
staff room and in the officer's private chat; a tap on 接单 edits these; a moved clock brings a digest.
"""

import asyncio
import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from starlette.exceptions import HTTPException

START = datetime.fromisoformat("2026-11-22T15:02:00+08:00")
PHOTO_LIMIT = 10 * 1024 * 1024
DATA_URL = re.compile(r"data:(image/[a-z+.-]+);base64,(.*)", re.DOTALL)

ROOMS = [
    {"id": "r-residents", "title": "阳光花园业主群", "kind": "residents"},
    {"id": "r-staff", "title": "阳光花园工作群", "kind": "staff"},
    {"id": "r-managers", "title": "阳光花园管理群", "kind": "managers"},
]
PEOPLE = [
    dict(zip(("id", "name", "role", "area"), row, strict=True))
    for row in (
        ("p-chen", "陈建国", "resident", "3栋2单元501"),
        ("p-li", "李秀英", "resident", "3栋2单元1102"),
        ("p-wong", "黃美玲", "resident", "6栋1单元302"),
        ("p-smith", "Emma Smith", "resident", "8栋1单元1801"),
        ("p-zhou", "周婷", "customer_officer", "1-4栋"),
        ("p-xu", "徐磊", "customer_officer", "5-8栋"),
        ("p-wang", "王强", "engineer", None),
        ("p-zhao", "赵卫东", "security", None),
        ("p-sun", "孙桂芳", "cleaner", None),
        ("p-he", "何静", "front_desk", None),
        ("p-lin", "林芳", "cs_lead", None),
        ("p-gao", "高明", "centre_manager", None),
        ("p-tang", "唐总", "headquarters", None),
    )
]
RECEIPT = (
    "已登记 #12 电梯故障\n地点：3栋2单元 电梯\n负责人：周婷（客户主任）\n"
    "首次联系：15:32 前来电\n办结时限：11月24日 17:30"
)
CARD = (
    "#12 电梯故障 · 急 · 三类 · 设备设施\n地点：3栋2单元 电梯\n报事人：陈建国 3栋2单元501\n"
    "原话：3栋2单元的电梯又坏了，门关不上，老人都下不了楼\n依据：电梯+坏、门关不上、老人下不了楼\n派给：周婷（1-4栋）\n接单时限：15:32"
)
RECEIPT_BUTTONS = [("me_too", "我也遇到"), ("add", "补充情况"), ("not", "不是投诉")]
CARD_BUTTONS = [("accept", "接单"), ("pass", "转派"), ("category", "改类别"), ("dismiss", "不是投诉")]
WORK_BUTTONS = [
    ("called", "已联系业主"),
    ("arrived", "已到场"),
    ("note", "写进展"),
    ("wait", "等待"),
    ("done", "完成"),
    ("up", "上报"),
]


@dataclass
class StubDesk:
    """The stub's memory; while `busy`, a moved clock keeps people waiting."""

    site: str = "阳光花园"
    now: datetime = START
    busy: bool = False
    streaming: bool = True
    messages: list[dict[str, Any]] = field(default_factory=list)
    photos: list[tuple[str, bytes]] = field(default_factory=list)
    tickets: list[dict[str, Any]] = field(default_factory=list)
    listeners: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = field(default_factory=dict)

    def say(self, room: str, sender: str, text: str, **more: Any) -> dict[str, Any]:
        """A message appears; `buttons` are (key, label), `photos` URLs, `document` {name, url}, `at` when."""
        message = {
            "id": f"m{len(self.messages) + 1}",
            "room": room,
            "from": sender,
            "from_name": next((p["name"] for p in PEOPLE if p["id"] == sender), "服务台"),
            "text": text,
            "buttons": [{"key": key, "label": label} for key, label in more.get("buttons", ())],
            "reply_to": more.get("reply_to"),
            "at": more.get("at", self.now).isoformat(),
            "edited_at": None,
            "photos": more.get("photos", []),
            "document": more.get("document"),
        }
        self.messages.append(message)
        self.tell(room, "new")
        return message

    def edit(self, message: dict[str, Any], text: str, buttons: list[tuple[str, str]]) -> None:
        """The bot edits its card in place."""
        message["text"] = text
        message["buttons"] = [{"key": key, "label": label} for key, label in buttons]
        message["edited_at"] = self.now.isoformat()
        self.tell(message["room"], "edited")

    def tell(self, room: str, kind: str) -> None:
        """All open streams hear of it; callable from any thread."""
        for queue, loop in list(self.listeners.items()):
            loop.call_soon_threadsafe(queue.put_nowait, json.dumps({"room": room, "kind": kind}))

    def hang_up(self) -> None:
        """All open streams end, as when the server restarts."""
        for queue, loop in list(self.listeners.items()):
            loop.call_soon_threadsafe(queue.put_nowait, None)

    def find(self, message_id: str) -> dict[str, Any]:
        for message in self.messages:
            if message["id"] == message_id:
                return message
        raise HTTPException(404, "没有这条消息")

    def store_photo(self, url: str) -> str:
        match = DATA_URL.fullmatch(url)
        if match is None:
            raise HTTPException(400, "照片须是 data URL")
        try:
            content = base64.b64decode(match[2], validate=True)
        except binascii.Error as error:
            raise HTTPException(400, "照片须是 base64") from error
        if len(content) > PHOTO_LIMIT:
            raise HTTPException(413, "照片超过 10 MB")
        self.photos.append((match[1], content))
        return f"/photos/{len(self.photos) - 1}"

    def answer(self, message: dict[str, Any]) -> None:
        """What the bot says to a resident's line."""
        if message["room"] != "r-residents" or "电梯" not in message["text"]:
            return
        self.say("r-residents", "bot", RECEIPT, buttons=RECEIPT_BUTTONS, reply_to=message["id"])
        for room in ("r-staff", "private:p-zhou"):
            self.say(room, "bot", CARD, buttons=CARD_BUTTONS)
        self.tickets.append(ticket(self.now))

    def tap(self, message: dict[str, Any], button: str, person: str) -> str | None:
        if button not in [b["key"] for b in message["buttons"]]:
            return "这个按钮已经失效，工单现在：处理中"
        name = next(p["name"] for p in PEOPLE if p["id"] == person)
        if button == "accept":
            self.edit(message, f"{message['text']}\n状态：{name} 已接单", WORK_BUTTONS)
            return "已接单，请在 15:32 前联系业主"
        return "已记下，进展会同时告诉您" if button == "me_too" else None

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        if seconds:
            self.say(
                "r-managers", "bot", "逾期摘要\n逾期 1 · 可能群诉 0\n#12 电梯故障：首次联系已超时（周婷）"
            )
        self.tell("", "clock")


def ticket(now: datetime, **changes: Any) -> dict[str, Any]:
    """A ticket as the contract tells it."""

    def at(minutes: int) -> str:
        return (now + timedelta(minutes=minutes)).isoformat()

    return {
        "number": 12,
        "status": "dispatched",
        "class": 3,
        "category": "facilities",
        "topic": "电梯",
        "urgency": "soon",
        "place": {"building": "3", "unit": "2", "floor": None, "room": None, "area": "电梯"},
        "text": "3栋2单元的电梯又坏了，门关不上，老人都下不了楼",
        "reporters": ["p-chen"],
        "assignee": "p-zhou",
        "opened_at": at(0),
        "clocks": [
            {"kind": "dispatch", "due_at": at(30), "met_at": at(0), "missed": False},
            {"kind": "accept", "due_at": at(30), "met_at": None, "missed": False},
            {"kind": "resolve", "due_at": at(3028), "met_at": None, "missed": False},
        ],
        "journal": [
            {
                "at": at(0),
                "kind": "opened",
                "actor": "p-chen",
                "audience": "resident",
                "text": "在业主群报事，已登记",
            },
            {
                "at": at(0),
                "kind": "dispatched",
                "actor": "bot",
                "audience": "staff",
                "text": "派给 周婷（1-4栋）",
            },
        ],
    } | changes
