"""The tests' own hand on our servers says and hears what httpx would."""

import select
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.fakes.hand import Hand
from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram


class Echo(BaseHTTPRequestHandler):
    """Tells what it was asked; at `/last` it ends the connection."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        told = self.rfile.read(int(self.headers.get("content-length") or 0)) or self.path.encode()
        self.send_response(200 if self.path != "/none" else 404)
        self.send_header("content-length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)
        self.close_connection = self.path == "/last"

    do_POST = do_GET  # noqa: N815  # the standard library's name

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def hand() -> Any:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    made = Hand(f"http://127.0.0.1:{server.server_address[1]}")
    yield made
    made.close()
    server.shutdown()
    server.server_close()


def test_what_is_asked_arrives_and_what_is_answered_is_told(hand: Hand) -> None:
    assert hand.post("/a", {"漏": [1, None]}).json() == {"漏": [1, None]}
    assert hand.get("/a", {"room": "private:1", "who": "周 婷"}).text == (
        "/a?room=private%3A1&who=%E5%91%A8+%E5%A9%B7"
    )
    assert hand.get("/none").status_code == 404


def test_a_connection_that_the_server_has_ended_is_not_asked_again(hand: Hand) -> None:
    for _ in range(20):
        assert hand.get("/last").text == "/last"
        assert select.select([hand._free[0].sock], [], [], PATIENCE)[0]  # its end has come


def test_many_threads_may_ask_at_once_and_each_hears_its_own_answer(hand: Hand) -> None:
    with ThreadPoolExecutor(8) as threads:
        heard = list(threads.map(lambda number: hand.post("/a", number).json(), range(400)))
    assert heard == list(range(400))


def test_a_wish_that_the_fake_refuses_is_told_in_its_words(telegram: FakeTelegram) -> None:
    with pytest.raises(ValueError, match="no verb fly"):
        telegram.do("fly")
