"""The demo answers this machine's own browser, and no page that is open beside it."""

import asyncio

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.asgi import asgi


async def _here(_request: Request) -> Response:
    return Response("here")


def _asked(method: str, url: str, **headers: str) -> httpx.Response:
    application = asgi([Route("/x", _here, methods=["GET", "POST"])], homely=True)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(application)) as client:
            return await client.request(method, url, headers=headers)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("url", "origin", "status"),
    [
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000", 200),
        ("http://localhost:8000/x", "", 200),
        ("http://[::1]:8000/x", "http://[::1]:8000", 200),
        ("http://127.0.0.1:8000/x", "http://evil.example", 403),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:9000", 403),
        ("http://127.0.0.1:8000/x", "null", 403),
        ("http://evil.example:8000/x", "http://evil.example:8000", 403),
    ],
)
def test_another_page_neither_acts_nor_looks_by_a_name_that_points_here(
    url: str, origin: str, status: int
) -> None:
    headers = {"origin": origin} if origin else {}
    assert _asked("POST", url, **headers).status_code == status
    assert _asked("GET", url, **headers).status_code == status


def test_an_address_that_is_none_is_refused_in_the_pages_language() -> None:
    absent = _asked("GET", "http://localhost/none")
    assert (absent.status_code, absent.json()["error"]["message"]) == (404, "没有这个地址。")
