"""The HTTP contract of the browser chat over the stub desk.

For working on the page by hand: `python -m tests.fakes.web_stub_http --port 8100`.
"""

import argparse
import asyncio
import re
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from tests.fakes.serving import in_thread
from tests.fakes.web_stub import PEOPLE, ROOMS, StubDesk
from tests.fakes.web_stub_afternoon import fill

STATIC = Path(__file__).parents[2] / "bot" / "web" / "static"
ADVANCE = re.compile(r"PT(\d+)S")
# The strictest policy that the page must live with: nothing inline, nothing from elsewhere.
POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'"


async def state(request: Request) -> Response:
    desk: StubDesk = request.app.state.desk
    return JSONResponse({"now": desk.now.isoformat(), "site": desk.site, "rooms": ROOMS, "people": PEOPLE})


def enter(room: str, person: str) -> None:
    """One rule stands for all: this resident is no member of the managers' room."""
    if room == "r-managers" and person == "p-chen":
        raise HTTPException(403, "您不在这个群里")


async def post_message(request: Request) -> Response:
    desk: StubDesk = request.app.state.desk
    body = await request.json()
    enter(body["room"], body["person"])
    photos = [desk.store_photo(url) for url in body.get("photos", [])]
    message = desk.say(
        body["room"], body["person"], body["text"], photos=photos, reply_to=body.get("reply_to")
    )
    desk.answer(message)
    return JSONResponse({"id": message["id"]}, status_code=201)


async def post_tap(request: Request) -> Response:
    desk: StubDesk = request.app.state.desk
    body = await request.json()
    return JSONResponse({"toast": desk.tap(desk.find(body["message"]), body["button"], body["person"])})


async def get_messages(request: Request) -> Response:
    desk: StubDesk = request.app.state.desk
    room, after = request.query_params["room"], request.query_params.get("after")
    enter(room, request.query_params["person"])
    known = 0 if after is None else desk.messages.index(desk.find(after)) + 1
    return JSONResponse([m for m in desk.messages[known:] if m["room"] == room])


async def post_clock(request: Request) -> Response:
    desk: StubDesk = request.app.state.desk
    match = ADVANCE.fullmatch((await request.json())["advance"])
    if match is None:
        raise HTTPException(400, "advance 须是 ISO 8601 时长")
    while desk.busy:  # noqa: ASYNC110  # set by a test, in another thread
        await asyncio.sleep(0.01)
    desk.move(int(match[1]))
    return JSONResponse({"now": desk.now.isoformat()})


async def get_tickets(request: Request) -> Response:
    return JSONResponse(request.app.state.desk.tickets)


async def get_photo(request: Request) -> Response:
    kind, content = request.app.state.desk.photos[request.path_params["number"]]
    return Response(content, media_type=kind)


async def events(request: Request) -> Response:
    desk: StubDesk = request.app.state.desk
    if not desk.streaming:
        raise HTTPException(503, "稍后再来")
    return StreamingResponse(stream(desk), media_type="text/event-stream")


async def stream(desk: StubDesk) -> AsyncIterator[str]:
    queue: asyncio.Queue[str | None] = asyncio.Queue()
    desk.listeners[queue] = asyncio.get_running_loop()
    try:
        yield ": hello\n\n"
        while (event := await queue.get()) is not None:
            yield f"data: {event}\n\n"
    finally:
        del desk.listeners[queue]


async def index(_: Request) -> Response:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    return Response(page, media_type="text/html", headers={"content-security-policy": POLICY})


async def refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {400: "bad_request", 403: "forbidden", 404: "not_found", 413: "too_large"}.get(
        error.status_code, "error"
    )
    return JSONResponse({"error": {"code": code, "message": error.detail}}, status_code=error.status_code)


def make_app(desk: StubDesk) -> Starlette:
    """The contract over `desk`."""
    routes = [
        Route("/", index),
        Route("/api/state", state),
        Route("/api/messages", get_messages),
        Route("/api/messages", post_message, methods=["POST"]),
        Route("/api/taps", post_tap, methods=["POST"]),
        Route("/api/clock", post_clock, methods=["POST"]),
        Route("/api/tickets", get_tickets),
        Route("/api/events", events),
        Route("/photos/{number:int}", get_photo),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: refuse})
    app.state.desk = desk
    return app


class _Served:
    """The stub's application, as it is run in a thread."""

    def __init__(self, desk: StubDesk) -> None:
        self.desk, self.app = desk, make_app(desk)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    async def close(self) -> None:
        self.desk.hang_up()


def serve(desk: StubDesk, port: int = 0) -> AbstractContextManager[str]:
    """The stub on 127.0.0.1 for as long as the block lasts; yields its base URL."""
    return in_thread(lambda _url: _Served(desk), port=port)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    arguments = parser.parse_args()
    desk = StubDesk()
    fill(desk)
    with serve(desk, arguments.port) as url:
        print(url, flush=True)  # noqa: T201  # a tool for people
        threading.Event().wait()


if __name__ == "__main__":
    main()
