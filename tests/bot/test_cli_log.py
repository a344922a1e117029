"""The log holds no secret."""

import logging
from collections.abc import Iterator

import httpx
import pytest

from bot import log

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
