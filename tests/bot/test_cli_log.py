"""The log holds no secret."""

import asyncio
import logging
from collections.abc import Iterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import log, serve
from bot.web.asgi import asgi

TOKEN = "123456789:AAsecretsecretsecretsecretsecretsec"  # noqa: S105  # opens nothing
OTHER = "987654321:AAothersecretothersecretothersec"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """The log as it was."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    loggers = {
        name: logging.getLogger(name).level for name in ("httpx", "httpcore", "apscheduler", "alembic")
    }
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    for name, before in loggers.items():
        logging.getLogger(name).setLevel(before)


def test_secrets_are_masked_in_words_arguments_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure({TOKEN, "p@ss"})
    logger = logging.getLogger("desk")
    logger.warning("token %s", TOKEN)
    logger.warning("password p@ss, and somebody's %s", OTHER)
    try:
        raise ConnectionError(f"https://api.telegram.org/bot{TOKEN}/getMe")  # noqa: TRY301  # as a library does
    except ConnectionError:
        logger.exception("no connection")
    said = capsys.readouterr().err
    assert not [secret for secret in (TOKEN, OTHER, "p@ss") if secret in said]
    assert said.count("***") >= 4
    assert "no connection" in said
    assert "ConnectionError" in said


def test_the_http_client_does_not_log_urls(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure(set())
    with httpx.Client(transport=httpx.MockTransport(lambda _request: httpx.Response(200))) as client:
        client.get("https://api.telegram.org/botsomething/getMe")
    assert "getMe" not in capsys.readouterr().err


def test_configuring_twice_says_everything_once(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure(set())
    log.configure({"p@ss"})
    logging.getLogger("desk").info("p@ss is hidden")
    assert capsys.readouterr().err.count("is hidden") == 1


def test_what_the_web_server_logs_is_masked_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own handlers would write past what hides secrets."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):  # as if nobody had served before
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    log.configure({TOKEN})
    serve._server([])
    logging.getLogger("uvicorn.error").error("Exception in ASGI application: %s", TOKEN)
    said = capsys.readouterr().err
    assert "Exception in ASGI application" in said
    assert TOKEN not in said


def test_a_page_that_breaks_is_logged_without_its_token(caplog: pytest.LogCaptureFixture) -> None:
    """With it anybody acts as its owner for three days."""

    async def broken(_request: Request) -> Response:
        raise RuntimeError("an error of ours")

    app = asgi([Route("/healthz", broken), Route("/t/{token}", broken)])

    async def ask() -> int:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return (await client.get("/t/their-own-token")).status_code

    assert asyncio.run(ask()) == 500
    ours = [record.getMessage() for record in caplog.records if record.name == "bot.web.errors"]
    assert ours == ["GET /t/{token} failed"]
