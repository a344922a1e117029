"""Taking in: what a message costs from its raw form to its commit, beside what the libraries alone cost.

python benchmarks/intake.py [--rounds N] [--seed N]
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = str(Path(__file__).resolve().parents[1])
if sys.path[0] != ROOT:
    sys.path[0] = ROOT  # run as a file

import jieba  # noqa: E402  # after the path is set
from telegram import Update  # noqa: E402

from benchmarks import _desks, _openloop  # noqa: E402
from benchmarks._updates import Talk, text_of  # noqa: E402
from bot.app import App  # noqa: E402
from bot.platforms.telegram.parse import Me, read  # noqa: E402
from nlp.reader import Reader  # noqa: E402

MESSAGES = 500  # a round
BATCH = 100  # updates that Telegram hands out at once


class Meter:
    """CPU µs and seconds per message, round by round."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.wall: list[float] = []

    def run(self, work: Callable[[list[str]], None], updates: list[str]) -> None:
        """Measure one round."""
        cpu, wall = time.process_time(), time.perf_counter()
        work(updates)
        self.cpu.append((time.process_time() - cpu) / len(updates) * 1e6)
        self.wall.append((time.perf_counter() - wall) / len(updates))

    def __str__(self) -> str:
        return f"{median(self.cpu):7.0f} µs CPU {1 / median(self.wall):8.0f} messages/s"

    def over(self, other: "Meter") -> float:
        """How many times the other's CPU, round by round."""
        return median(mine / its for mine, its in zip(self.cpu, other.cpu, strict=True))


def main() -> None:
    """Print the figures for both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(_desks.DATABASES), help="one database")
    parser.add_argument("--chatter", type=Path, help='JSON Lines with real chatter, as {"text": …}')
    parser.add_argument("--rate", type=int, default=200, help="messages/s of the open loop")
    parser.add_argument("--seconds", type=int, default=10, help="of the open loop; 0: none")
    options = parser.parse_args()
    jieba.setLogLevel(60)
    jieba.initialize()
    reader = Reader.load()
    for name in [options.only] if options.only else _desks.DATABASES:
        print(f"\n{name}")
        with _desks.DATABASES[name]() as url, _desks.opened(url, reader) as app:
            _closed_loop(app, Talk(reader, options.seed, options.chatter), options.rounds)
        if options.seconds:
            with _desks.DATABASES[name]() as url:
                print(
                    _openloop.measure(
                        url,
                        reader,
                        Talk(reader, options.seed, options.chatter),
                        options.rate,
                        options.seconds,
                    )
                )


def _closed_loop(app: App, talk: Talk, rounds: int) -> None:
    def desk(updates: list[str]) -> None:
        asyncio.run(_taken(app, updates))

    mixed, floor, chat, cut = Meter(), Meter(), Meter(), Meter()
    opening, adding, tapping = Meter(), Meter(), Meter()
    for number in range(rounds + 1):
        opened = talk.opening(MESSAGES // 5)
        opening.run(desk, opened)
        adding.run(desk, talk.adding(opened))
        jobs = _desks.dispatched(app)
        updates = talk.mixed(MESSAGES, jobs)
        floor.run(_libraries, updates)
        mixed.run(desk, updates)
        chatter = talk.chat(MESSAGES)
        cut.run(_cut, chatter)
        chat.run(desk, chatter)
        tapping.run(desk, talk.tapping(jobs[: MESSAGES // 5]))
        if number == 0:  # everything is warm now
            for meter in (mixed, floor, chat, cut, opening, adding, tapping):
                meter.cpu.clear()
                meter.wall.clear()
    print(f"whole path, 14 % tickets   {mixed}")
    print(f"floor: de_json + lcut      {floor}   whole path = {mixed.over(floor):.2f} × floor")
    print(f"chatter                    {chat}")
    print(f"lcut of the same           {cut}   chatter = {chat.over(cut):.2f} × lcut")
    print(f"a line that opens a ticket {opening}")
    print(f"a line added to a ticket   {adding}")
    print(f"a tap that takes a ticket  {tapping}")


async def _taken(app: App, updates: list[str]) -> None:
    """As the poller does it: a batch, its commit, the next."""
    for start in range(0, len(updates), BATCH):
        batch = [read(json.loads(update), Me()) for update in updates[start : start + BATCH]]
        await app.desk.take(batch)


def _libraries(updates: list[str]) -> None:
    for update in updates:
        Update.de_json(json.loads(update))
        jieba.lcut(text_of(update))


def _cut(updates: list[str]) -> None:
    for text in [text_of(update) for update in updates]:
        jieba.lcut(text)


if __name__ == "__main__":
    main()
