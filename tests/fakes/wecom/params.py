"""Reads a call as WeCom does: parameters in the query, a JSON object or an upload in the body."""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from tests.fakes.telegram.params import Upload, read_params
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.model import Json


@dataclass(kw_only=True)
class Params:
    """`broken`: the body was no JSON object in UTF-8; WeCom then says so in errmsg."""

    query: dict[str, str]
    body: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    broken: bool = False

    def text(self, name: str, errcode: int = 40058) -> str:
        """A string of the body, "" where absent; another type is refused."""
        value = self.body.get(name, "")
        if not isinstance(value, str):
            raise ApiError(errcode, name)
        return value

    def integer(self, name: str, default: int, errcode: int = 40058) -> int:
        """A true JSON integer: numbers in strings are refused."""
        value = self.body.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ApiError(errcode, f"{name}, Warning: wrong json format")
        return value

    def strings(self, name: str, most: int, errcode: int = 40058) -> list[str]:
        value = self.body.get(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or len(value) > most:
            raise ApiError(errcode, name)
        return value

    def part(self, name: str, errcode: int = 44004) -> Json:
        """An object of the body that must be there."""
        value = self.body.get(name)
        if not isinstance(value, dict) or not value:
            raise ApiError(errcode, f"{name} missing")
        return value

    def recorded(self) -> dict[str, Any]:
        uploads = {name: f"<{len(file.content)} bytes>" for name, file in self.files.items()}
        return self.query | self.body | uploads


async def read(request: Request) -> Params:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        read_too = await read_params(request)
        return Params(query=dict(request.query_params), files=read_too.files)
    params = Params(query=dict(request.query_params))
    raw = await request.body()
    if request.method == "POST":
        params.broken = not _read_object(raw, params)
    return params


def _read_object(raw: bytes, params: Params) -> bool:
    try:
        value = json.loads(raw.decode())
    except ValueError:
        return False
    if isinstance(value, dict):
        params.body = value
    return isinstance(value, dict)
