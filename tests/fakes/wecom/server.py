"""The fake WeCom server over HTTP: in a thread of a test, or as a process of its own.

/cgi-bin/<api>          the API of qyapi.weixin.qq.com
/pic/<media_id>         PicUrl of pictures that members send
/aibot-file/<name>      encrypted files of aibot callbacks
/control/<verb>         what a test makes happen (client.py)
"""

import contextlib
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.fakes.serving import ResetConnectionNow, control, cut, in_thread, json_response
from tests.fakes.wecom.api import answer
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.control import VERBS
from tests.fakes.wecom.world import World


class FakeApp:
    """The ASGI application around one world."""

    def __init__(self, url: str) -> None:
        self.world = World(url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ResetConnectionNow:
            cut(send)
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        match request.url.path.split("/"):
            case ["", "control", "reset"]:
                await self.close()
                self.world = World(self.world.url)
                return json_response({"result": None})
            case ["", "control", verb]:
                return await control(VERBS, self.world, verb, request)
            case ["", "cgi-bin", *api]:
                return await answer(self.world, "/".join(api), request)
            case ["", "pic", media_id] if media_id in self.world.media.by_id:
                return Response(self.world.media.by_id[media_id].content, media_type="image/jpeg")
            case ["", "aibot-file", name] if name in self.world.aibot_files:
                return self._hidden(name)
        return Response("404 page not found", 404)

    def _hidden(self, name: str) -> Response:
        until, content = self.world.aibot_files[name]
        return Response(content) if until > self.world.now_exactly() else Response(status_code=403)

    async def close(self) -> None:
        """Lets go of everything that waits, so that the server can stop at once."""
        self.world.closing.set()
        await self.world.courier.stop()


@contextlib.contextmanager
def running_fake(*, port: int = 0) -> Iterator[FakeWecom]:
    """A fake WeCom in a thread of this process, and the client that commands it."""
    with in_thread(FakeApp, port=port) as url, FakeWecom(url) as client:
        yield client
