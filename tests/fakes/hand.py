"""A test's own hand on a server of ours: JSON over plain HTTP/1.1.

httpx costs 1 ms of work a request, and journeys ask tens of thousands of times. The desk's own clients, and
what tests ask in other ways than this, stay with it.
"""

import json
import select
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.fakes.serving import PATIENCE


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status_code: int
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


class Hand:
    """May be used by several threads: each has a connection of its own while it asks."""

    def __init__(self, url: str) -> None:
        self._place = urlsplit(url).netloc
        self._free: list[HTTPConnection] = []

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Answer:
        return self._ask("GET", _with(path, params), None)

    def post(self, path: str, json: Any, params: Mapping[str, str] | None = None) -> Answer:
        return self._ask("POST", _with(path, params), json)

    def close(self) -> None:
        while self._free:
            self._free.pop().close()

    def _ask(self, method: str, path: str, body: Any) -> Answer:
        connection = self._connected()
        try:
            connection.request(method, path, *_carried(body))
            response = connection.getresponse()
            answer = Answer(response.status, response.read())
        except BaseException:
            connection.close()
            raise
        self._free.append(connection)
        return answer

    def _connected(self) -> HTTPConnection:
        while self._free:
            connection = self._free.pop()
            if connection.sock is not None and not select.select([connection.sock], [], [], 0)[0]:
                return connection
            connection.close()  # the server has ended it meanwhile
        return HTTPConnection(self._place, timeout=PATIENCE)


def _with(path: str, params: Mapping[str, str] | None) -> str:
    return f"{path}?{urlencode(params)}" if params else path


def _carried(body: Any) -> tuple[bytes | None, dict[str, str]]:
    if body is None:
        return None, {}
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return content.encode(), {"Content-Type": "application/json"}
