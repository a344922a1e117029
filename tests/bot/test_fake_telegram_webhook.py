"""The fake Telegram delivers to a webhook by Telegram's rules."""

import asyncio
from typing import Any, Self

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram, wait_until
from tests.fakes.telegram.real import api

SECRET = "s3cret_-"  # noqa: S105  # the test's own
ANN, LEE = 11, 12


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    telegram.add_user(ANN, "Ann", "zh-hans", username="ann_li")
    telegram.add_user(LEE, "李")
    return telegram


class Endpoint:
    """A plain HTTP endpoint that answers with scripted statuses and remembers what came."""

    def __init__(self, statuses: list[int]) -> None:
        self.statuses = statuses
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.news = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self.server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}/telegram"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = httpx.Response(200, content=await reader.readexactly(int(headers["content-length"]))).json()
        self.got.append((headers.get("x-telegram-bot-api-secret-token", ""), body))
        status = self.statuses.pop(0) if self.statuses else 200
        writer.write(b"HTTP/1.1 %d X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % status)
        await writer.drain()
        writer.close()
        async with self.news:
            self.news.notify_all()

    async def wait(self, count: int) -> list[str]:
        async with asyncio.timeout(PATIENCE), self.news:
            await self.news.wait_for(lambda: len(self.got) >= count)
        return [body["message"]["text"] for _, body in self.got]


def test_the_webhook_gets_updates_with_the_secret_again_after_errors_and_in_order(
    telegram: FakeTelegram,
) -> None:
    async def hook(bot: Bot) -> None:
        async with Endpoint([500, 403]) as endpoint:
            await bot.set_webhook(endpoint.url, secret_token=SECRET)
            for text in "ab":
                await asyncio.to_thread(telegram.say, ANN, ANN, text)
            assert await endpoint.wait(4) == ["a", "a", "a", "b"]
            assert {secret for secret, _ in endpoint.got} == {SECRET}
            info = await bot.get_webhook_info()
            assert (info.url, info.last_error_message[:33]) == (
                endpoint.url,
                "Wrong response from the webhook: ",
            )
            await bot.delete_webhook()

    telegram.settings(backoff=0.01)
    api(telegram, hook)


def test_a_failing_chat_does_not_hold_up_another_chats_webhook_updates(telegram: FakeTelegram) -> None:
    async def hook(bot: Bot) -> None:
        async with Endpoint([500]) as endpoint:
            await bot.set_webhook(endpoint.url)
            await asyncio.to_thread(telegram.say, ANN, ANN, "stuck")
            await endpoint.wait(1)
            await asyncio.to_thread(telegram.say, LEE, LEE, "free")
            assert await endpoint.wait(2) == ["stuck", "free"]
            await asyncio.to_thread(wait_until, one_left, what="only the stuck update")
            await bot.delete_webhook()

    def one_left() -> bool:
        return telegram.status()["pending"] == 1

    telegram.settings(backoff=PATIENCE)
    api(telegram, hook)


def test_a_set_webhook_makes_get_updates_answer_409(telegram: FakeTelegram) -> None:
    async def both(bot: Bot) -> None:
        await bot.set_webhook("http://127.0.0.1:9/telegram")
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == ()

    api(telegram, both)


def test_a_public_webhook_needs_https_and_a_sound_secret(telegram: FakeTelegram) -> None:
    with pytest.raises(BadRequest, match="an https url must be provided"):
        api(telegram, lambda bot: bot.set_webhook("http://desk.example.org/telegram"))
    with pytest.raises(BadRequest, match="unallowed characters"):
        api(telegram, lambda bot: bot.set_webhook("https://desk.example.org/", secret_token=SECRET + " "))
