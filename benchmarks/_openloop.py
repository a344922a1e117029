"""The open loop: residents write at a steady rate whatever the desk does; how long it takes to answer.

Fake Telegram and residents are processes of their own. Flood control and the desk's own pace are off: what
is measured is the desk, not Telegram's limits.
"""

import asyncio
import json
import multiprocessing
import time
from dataclasses import dataclass
from statistics import quantiles

from benchmarks import _desks, _updates
from benchmarks._updates import Talk
from bot.platforms.telegram import pacing
from bot.platforms.telegram.client import Account
from bot.platforms.telegram.platform import TelegramPlatform
from nlp.reader import Reader
from tests.fakes.telegram.client import FakeTelegram, spawned_fake

Line = tuple[int, int, str]  # (chat, user, text)
Said = tuple[float, int, int]  # (when, chat, message)
_FREE = pacing.Rate(interval=0.0, burst=1)
_WARM = 1.0  # seconds at the beginning that do not count


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Seconds from a report's leaving the resident to the answer's arriving at Telegram."""

    rate: int
    waits: list[float]
    reports: int
    confirmed: bool

    def __str__(self) -> str:
        cuts = quantiles(self.waits, n=100)
        lost = "" if len(self.waits) == self.reports and self.confirmed else "  NOT ALL ANSWERED"
        return (
            f"open loop {self.rate}/s          p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms, "
            f"{len(self.waits)} answers to {self.reports} reports{lost}"
        )


def measure(url: str, reader: Reader, talk: Talk, rate: int, seconds: int) -> Answers:
    """Let them write for `seconds`."""
    for name in ("OVERALL", "PRIVATE", "GROUP", "EDITS"):
        setattr(pacing, name, _FREE)
    with spawned_fake("--no-limits") as telegram:
        lines = [_line(update) for update in talk.mixed(rate * seconds, [])]
        reports = set(talk.reports)
        _move_in(telegram, lines)
        said, confirmed = asyncio.run(_run(url, reader, telegram, lines, rate))
        answered = {
            (int(call["params"]["chat_id"]), _replied_to(call["params"])): call["at"]
            for call in reversed(telegram.calls("sendMessage"))
        }
    asked = [one for one, (_, _, text) in zip(said, lines, strict=True) if text in reports]
    asked = [one for one in asked if one[0] > said[0][0] + _WARM]
    found = [(at, answered.get((chat, message))) for at, chat, message in asked]
    waits = [done - at for at, done in found if done is not None]
    return Answers(rate=rate, waits=waits, reports=len(asked), confirmed=confirmed)


def _line(update: str) -> Line:
    message = json.loads(update)["message"]
    return message["chat"]["id"], message["from"]["id"], message["text"]


def _replied_to(params: dict[str, object]) -> int:
    given = params.get("reply_parameters", {})
    reply = json.loads(given) if isinstance(given, str) else given
    return int(reply.get("message_id", 0)) if isinstance(reply, dict) else 0


def _move_in(telegram: FakeTelegram, lines: list[Line]) -> None:
    """Everybody who is going to speak or to be written to."""
    members: dict[int, set[int]] = {_updates.residents(site): set() for site in range(_updates.ROOMS)}
    for chat, user, _ in lines:
        members[chat].add(user)
    for user in sorted({user for _, user, _ in lines}):
        telegram.add_user(user, "业主")
    for site in range(_updates.ROOMS):
        telegram.add_user(_updates.officer(site), "管家", started=True)
        telegram.add_group("业主群", members=members[_updates.residents(site)], id=_updates.residents(site))
        telegram.add_group("工作群", members=[_updates.officer(site)], id=_updates.staff(site))


async def _run(
    url: str, reader: Reader, telegram: FakeTelegram, lines: list[Line], rate: int
) -> tuple[list[Said], bool]:
    account = Account(token=telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
    platform = TelegramPlatform(account=account)
    with _desks.opened(url, reader, platform) as app:
        async with app.running():
            await platform.connected.wait()
            said = await asyncio.to_thread(_spoken, telegram, lines, rate)
            await asyncio.sleep(2)
            confirmed = telegram.status()["pending"] == 0
            return said, confirmed


def _spoken(telegram: FakeTelegram, lines: list[Line], rate: int) -> list[Said]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_speak, (telegram.url, telegram.token, lines, rate))


def _speak(url: str, token: str, lines: list[Line], rate: int) -> list[Said]:
    """In a process of its own: each line at its time, also when those before are late."""
    said: list[Said] = []
    with FakeTelegram(url, token) as telegram:
        began = time.time() + 0.5
        for number, (chat, user, text) in enumerate(lines):
            time.sleep(max(0.0, began + number / rate - time.time()))
            at = time.time()
            said.append((at, chat, telegram.say(chat, user, text)))
    return said
