"""The webhook behind our own web application: 200 only after the commit, strangers get nothing in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.platforms.telegram.webhook import Hook
from handlers.incoming import Kind
from tests.bot.platforms.telegram_desk import ANN, LEE, Desk, Live, live
from tests.fakes.serving import PATIENCE, PLAIN, listen
from tests.fakes.telegram.client import FakeTelegram, wait_until
from tests.fakes.telegram.real import keyboard, sent

SECRET = "s3cret_-"  # noqa: S105  # the test's own
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 5,
        "date": 1763700000,
        "from": {"id": ANN, "is_bot": False, "first_name": "Ann"},
        "chat": {"id": ANN, "type": "private"},
        "text": "漏水",
    },
}


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    telegram.add_user(ANN, "Ann")
    telegram.add_user(LEE, "李")
    return telegram


@contextmanager
def hooked(telegram: FakeTelegram, desk: Desk | None = None) -> Iterator[tuple[Live, str]]:
    """A platform by webhook, served by a web server of this test; and the webhook's address."""
    sock = listen(0)
    url = f"http://127.0.0.1:{sock.getsockname()[1]}/telegram"
    with live(telegram, start=False, desk=desk, hook=Hook(url=url, secret=SECRET)) as it:
        app = Starlette(routes=it.platform.routes)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", ws="none"))
        serving = it.call(server.serve(sockets=[sock]))
        try:
            it.run(it.platform.start(it.desk.intake))
            wait_until(lambda: telegram.status()["webhook"] == url, what="the webhook")
            yield it, url
        finally:
            server.should_exit = True
            serving.result(PATIENCE)
    sock.close()


def post(url: str, content: bytes, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {HEADER: secret}
    return httpx.post(url, content=content, headers=headers, **PLAIN).status_code


def test_updates_arrive_are_committed_and_taps_answered(telegram: FakeTelegram) -> None:
    with hooked(telegram) as (it, _):
        telegram.say(ANN, ANN, "漏水")
        telegram.say(LEE, LEE, "停电")
        it.desk.wait(2)
        telegram.wait_confirmed()
        card = sent(telegram, ANN, "卡片", reply_markup=keyboard("v1:acc:1:0")).message_id
        assert telegram.tap(ANN, card, ANN, "v1:acc:1:0") == "好"
    assert sorted(it.desk.texts()) == ["停电", "漏水"]
    call = telegram.calls("setWebhook")[0]["params"]
    assert call["secret_token"] == SECRET
    assert json.loads(call["allowed_updates"])[0] == "message"


def test_what_could_not_be_committed_is_delivered_again_in_order(telegram: FakeTelegram) -> None:
    desk = Desk()
    desk.failures = 2
    with hooked(telegram, desk):
        for text in "一二三":
            telegram.say(ANN, ANN, text)
        desk.wait(3)
        telegram.wait_confirmed()
    assert desk.texts() == ["一", "二", "三"]


def test_an_update_is_confirmed_only_after_the_commit(telegram: FakeTelegram) -> None:
    desk = Desk()
    pending: list[int] = []
    desk.before_commit = lambda: pending.append(telegram.status()["pending"])
    with hooked(telegram, desk):
        telegram.say(ANN, ANN, "一")
        telegram.wait_confirmed()
    assert pending == [1]


def test_an_update_that_cannot_be_read_is_set_aside_and_not_delivered_again(telegram: FakeTelegram) -> None:
    with hooked(telegram) as (it, _):
        telegram.poison({"message": {"text": "没有会话"}})
        telegram.wait_confirmed()
        it.desk.wait(1, Kind.BROKEN)
        telegram.say(ANN, ANN, "后")
        it.desk.wait()
    assert len(it.desk.batches) == 2


def test_without_the_secret_nothing_gets_in(telegram: FakeTelegram) -> None:
    wrong = ["", "wrong", SECRET + "x", SECRET[:-1], "密"]
    strangers: list[dict[str, Any]] = [{}, *({HEADER: secret.encode()} for secret in wrong)]
    with hooked(telegram) as (it, url):
        for headers in strangers:
            answer = httpx.post(url, json=UPDATE, headers=headers, **PLAIN)
            assert (answer.status_code, answer.content) == (403, b""), headers
        assert it.desk.taken == []


def test_the_answer_says_what_was_wrong_with_the_body(telegram: FakeTelegram) -> None:
    bodies = {b"": 400, b"{not json": 400, b"[]": 400, b"\xff\xfe": 400, b"[" * 100_000: 400, b"{}": 200}
    bodies |= {b'{"a": "' + b"x" * 1_000_000 + b'"}': 413, json.dumps(UPDATE).encode(): 200}
    with hooked(telegram) as (it, url):
        assert [post(url, content) for content in bodies] == list(bodies.values())
    assert it.desk.texts() == ["漏水"]


def test_before_the_start_and_after_the_stop_telegram_is_told_to_come_again(telegram: FakeTelegram) -> None:
    with hooked(telegram) as (it, url):
        it.run(it.platform.stop())
        assert post(url, json.dumps(UPDATE).encode()) == 503
        assert it.desk.taken == []


def test_a_webhook_that_somebody_took_away_is_set_again(telegram: FakeTelegram) -> None:
    with hooked(telegram) as (it, url):
        telegram.http.post(f"{telegram.base_url}{telegram.token}/deleteWebhook")
        wait_until(lambda: telegram.status()["webhook"] == url, what="the webhook again")
        telegram.fail_next("getWebhookInfo", "500", times=3)
        wait_until(lambda: it.platform.status()["trouble"], what="trouble")
        wait_until(lambda: it.platform.status()["trouble"] is None, what="well again")
        assert it.platform.status()["mode"] == "webhook"


def test_without_a_hook_there_is_nothing_to_serve(telegram: FakeTelegram) -> None:
    with live(telegram, start=False) as it:
        assert it.platform.routes == []
