"""Reads a call's parameters as Telegram does: query, JSON, form or multipart, numbers also as strings."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from tests.fakes.telegram.errors import bad_request

_NAME = re.compile(rb'[; ]name="([^"]*)"')
_FILE_NAME = re.compile(rb'[; ]filename\*?="([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class Upload:
    name: str
    content: bytes


@dataclass(kw_only=True)
class Params:
    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Telegram reads a malformed number as the default, without an error."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).strip().lower() in {"true", "yes", "1"}

    def parsed(self, name: str, what: str) -> Any:
        """A JSON-serialised parameter; None where it is absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def recorded(self) -> dict[str, Any]:
        """The parameters for the record of calls, uploads named by their size."""
        return self.values | {name: f"<{len(file.content)} bytes>" for name, file in self.files.items()}


async def read_params(request: Request) -> Params:
    params = Params(values=dict(request.query_params))
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        params.values |= _json_object(body)
    elif kind.startswith("multipart/form-data"):
        _read_parts(body, kind.partition("boundary=")[2].strip('"').encode(), params)
    elif body:
        params.values |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return params


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse request JSON object")
    return value


def _read_parts(body: bytes, boundary: bytes, params: Params) -> None:
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        file_name = _FILE_NAME.search(head)
        if name is None:
            continue
        key, data = name[1].decode(), content.removesuffix(b"\r\n")
        if file_name is None:
            params.values[key] = data.decode()
        else:
            params.files[key] = Upload(name=file_name[1].decode(), content=data)
