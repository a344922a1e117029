"""The browser chat's HTTP contract (design §6): state, messages, taps, clock, tickets, events."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.clock import MovableClock
from bot.platforms.base import Document
from bot.platforms.web.chat import (
    BOT,
    PRIVATE,
    NoSuchMessageError,
    NoSuchRoomError,
    NotAMemberError,
    Said,
)
from bot.platforms.web.platform import WebPlatform
from bot.ticker import Ticker
from bot.web import requests
from bot.web.errors import ApiError
from bot.web.tickets import Tickets

_DIGITS = 6  # of a number of tickets
_HEARTBEAT = 15.0  # seconds; keeps proxies and the page's own watch from closing a quiet stream


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person as the page lists them."""

    id: str
    name: str
    role: str
    area: str | None


@dataclass(frozen=True, kw_only=True)
class ChatApi:
    """The contract's endpoints over one site's browser chat."""

    site: str
    zone: ZoneInfo
    platform: WebPlatform
    clock: MovableClock
    ticker: Ticker
    tickets: Tickets
    members: dict[str, Member]

    def routes(self) -> list[BaseRoute]:
        """Where the endpoints are."""
        return [
            Route("/api/state", self.state),
            Route("/api/messages", self.messages),
            Route("/api/messages", self.say, methods=["POST"]),
            Route("/api/taps", self.tap, methods=["POST"]),
            Route("/api/clock", self.advance, methods=["POST"]),
            Route("/api/tickets", self.all_tickets),
            Route("/api/events", self.events),
            Route("/api/photos/{name}", self.photo),
            Route("/api/documents/{message}", self.document),
        ]

    async def state(self, _request: Request) -> Response:
        """What the page begins with."""
        rooms = [
            {"id": hall.id, "title": hall.title, "kind": hall.kind}
            for hall in self.platform.chat.halls.values()
        ]
        people = [vars(member) for member in self.members.values()]
        return JSONResponse({"now": self._now(), "site": self.site, "rooms": rooms, "people": people})

    async def messages(self, request: Request) -> Response:
        """A room's messages behind `after`, as that person sees them."""
        room, person = self._where(request)
        after = request.query_params.get("after") or "0"
        if not after.isdecimal():
            raise ApiError(400, "bad_after", "after 须是一条消息的 id。")
        self._enter(room, person)
        return JSONResponse([self._shown(said, person) for said in self.platform.chat.said(room, int(after))])

    async def say(self, request: Request) -> Response:
        """Somebody writes; answered once what follows from it is committed."""
        said = await requests.body(request, requests.Say)
        self._enter(said.room, said.person)
        if not said.text.strip() and not said.photos:
            raise ApiError(400, "empty", "请写点什么，或选一张照片。")
        if said.reply_to is not None:
            self._standing(said.room, said.reply_to)
        pictures = await asyncio.to_thread(requests.photos, said)
        names = tuple(self.platform.chat.keep_file(content, ending) for content, ending in pictures)
        kept = await self.platform.write(said.room, said.person, said.text, said.reply_to, names)
        return JSONResponse({"id": kept.id}, status_code=201)

    async def tap(self, request: Request) -> Response:
        """Somebody taps a button that stands below that message (or once stood there)."""
        tapped = await requests.body(request, requests.Tap)
        self._enter(tapped.room, tapped.person)
        self._standing(tapped.room, tapped.message)
        toast = await self.platform.tap(tapped.room, tapped.person, tapped.message, tapped.button)
        return JSONResponse({"toast": toast})

    async def advance(self, request: Request) -> Response:
        """Put the clock forward; answered once everything due has fired and been delivered."""
        asked = await requests.body(request, requests.Advance)
        target = self.clock.now() + requests.duration(asked.advance)
        await self.ticker.advance(self.clock, target)
        self.platform.chat.clock_moved()
        return JSONResponse({"now": self._now()})

    async def all_tickets(self, request: Request) -> Response:
        """The tickets with their clocks and journals: every one, or what is open and the `newest` others."""
        return JSONResponse(await asyncio.to_thread(self.tickets.all, self.clock.now(), _newest(request)))

    async def events(self, _request: Request) -> Response:
        """A stream of what happens where (server-sent events)."""
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def photo(self, request: Request) -> Response:
        """A picture that was sent in the chat."""
        name = request.path_params["name"]
        content = self.platform.chat.file(name)
        if content is None:
            raise ApiError(404, "no_such_photo", "没有这张照片。")
        headers = {"cache-control": "private, max-age=86400, immutable", "x-content-type-options": "nosniff"}
        return Response(content, media_type=_type(name), headers=headers)

    async def document(self, request: Request) -> Response:
        """The file of a message, to whoever sits where it was sent."""
        room, person = self._where(request)
        self._enter(room, person)
        message = request.path_params["message"]
        self._standing(room, message)
        kept = self.platform.chat.message(room, message).document
        if kept is None:
            raise ApiError(404, "no_such_file", "没有这个文件。")
        headers = {
            "content-disposition": f'attachment; filename="{kept.name}"',
            "cache-control": "private, no-store",
            "x-content-type-options": "nosniff",
        }
        return Response(kept.content, media_type="application/octet-stream", headers=headers)

    async def _stream(self) -> AsyncIterator[str]:
        queue = self.platform.chat.listen()
        try:
            yield "retry: 1000\n\n"
            while True:
                try:
                    room, kind = await asyncio.wait_for(queue.get(), _HEARTBEAT)
                except TimeoutError:
                    yield ": still here\n\n"
                else:
                    yield f"data: {json.dumps({'room': room, 'kind': kind, 'now': self._now()})}\n\n"
        finally:
            self.platform.chat.hang_up(queue)

    def _where(self, request: Request) -> tuple[str, str]:
        room, person = (request.query_params.get(name, "") for name in ("room", "person"))
        if not room or not person:
            raise ApiError(400, "bad_request", "room 和 person 都要写。")
        return room, person

    def _enter(self, room: str, person: str) -> None:
        if person not in self.members:
            raise ApiError(404, "no_such_person", "没有这个人。")
        if room.startswith(PRIVATE) and room.removeprefix(PRIVATE) not in self.members:
            raise ApiError(404, "no_such_room", "没有这个群。")
        try:
            self.platform.chat.enter(room, person)
        except NoSuchRoomError as error:
            raise ApiError(404, "no_such_room", "没有这个群。") from error
        except NotAMemberError as error:
            raise ApiError(403, "not_a_member", "这个人不在这个群里。") from error

    def _standing(self, room: str, message: str) -> None:
        try:
            self.platform.chat.message(room, message)
        except NoSuchMessageError as error:
            raise ApiError(404, "no_such_message", "没有这条消息。") from error

    def _shown(self, said: Said, person: str) -> dict[str, Any]:
        buttons = [{"key": one.key, "label": one.label} for row in said.buttons for one in row]
        sender = self.members.get(said.sender)
        return {
            "id": said.id,
            "room": said.room,
            "from": said.sender,
            "from_name": "服务台" if said.sender == BOT else (sender.name if sender else said.sender),
            "text": said.text,
            "buttons": buttons,
            "reply_to": said.reply_to,
            "at": self._local(said.at),
            "edited_at": self._local(said.edited_at) if said.edited_at else None,
            "photos": [f"/api/photos/{name}" for name in said.photos],
            "photo_titles": list(said.titles),
            "document": _document(said, said.document, person) if said.document else None,
        }

    def _now(self) -> str:
        return self._local(self.clock.now())

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).isoformat(timespec="milliseconds")


def _newest(request: Request) -> int | None:
    asked = request.query_params.get("newest")
    if asked is not None and not (asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS):
        raise ApiError(400, "bad_newest", "newest 须是一个数。")
    return int(asked) if asked is not None else None


def _document(said: Said, document: Document, person: str) -> dict[str, str]:
    where = urlencode({"room": said.room, "person": person})
    return {"name": document.name, "url": f"/api/documents/{said.id}?{where}"}


def _type(name: str) -> str:
    ending = name.rpartition(".")[2]
    return "application/pdf" if ending == "pdf" else f"image/{ending}"
