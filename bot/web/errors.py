"""Wrong input answered alike everywhere: {"error": {"code", "message"}}."""

import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route

from storage.errors import Unavailable

log = logging.getLogger(__name__)


_SAID = {404: "没有这个地址。", 405: "这个地址不接受这种请求。"}


class ApiError(Exception):
    """A request that is refused."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def refusal(status: int, code: str, message: str) -> JSONResponse:
    """A refusal as an answer."""
    return JSONResponse(_body(code, message), status_code=status)


def _body(code: str, message: str) -> dict[str, dict[str, str]]:
    return {"error": {"code": code, "message": message}}


async def refused(_request: Request, error: Exception) -> Response:
    """An ApiError as its answer."""
    assert isinstance(error, ApiError)  # noqa: S101  # registered for it alone
    return JSONResponse(_body(error.code, str(error)), status_code=error.status)


async def http(_request: Request, error: Exception) -> Response:
    """Starlette's own refusals (404, 405 …) in the same form."""
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for it alone
    message = _SAID.get(error.status_code, error.detail)
    return JSONResponse(_body("http", message), status_code=error.status_code, headers=error.headers)


async def broken(request: Request, error: Exception) -> Response:
    """A defect of ours: logged whole, told without detail."""
    log.error("%s %s failed", request.method, _pattern(request), exc_info=error)
    return JSONResponse(_body("internal", "服务出了问题，已记录。请稍后再试。"), status_code=500)


def _pattern(request: Request) -> str:
    """Where it was asked for, without what may stand there: with a page's token anybody acts as its owner."""
    routes = (one for one in request.app.routes if isinstance(one, Route))
    return next((one.path for one in routes if one.matches(request.scope)[0] is Match.FULL), "?")


async def unavailable(_request: Request, error: Exception) -> Response:
    """Nothing could be stored: the sender keeps their words and is asked to send them again."""
    log.error("nothing can be stored: %s", error)
    return JSONResponse(_body("unavailable", "现在存不下，没有收到。请一分钟后再发一次。"), status_code=503)


HANDLERS = {ApiError: refused, HTTPException: http, Unavailable: unavailable, Exception: broken}
