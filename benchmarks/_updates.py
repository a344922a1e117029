"""Telegram updates as a bot is sent them: a town's talk in which 14 of 100 lines open or touch a ticket."""

import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from desk.reading import Action
from nlp.reader import Reader

SENTENCES = Path(__file__).resolve().parents[1] / "nlp" / "sentences"
ROOMS = 40  # one a site: (residents' chat, staff chat, officer) are numbered alike
OPENED, ADDED, TAPPED = 8, 3, 3  # of a hundred lines; all others are chatter
IN_A_ROW = 3  # lines that a chatting person writes before another takes the floor
MOMENT = 1_795_000_000  # date of every message: nothing depends on it


def residents(site: int) -> int:
    """The chat id of a site's residents' room."""
    return -1_000_000 - site


def staff(site: int) -> int:
    """The chat id of a site's staff room."""
    return -2_000_000 - site


def officer(site: int) -> int:
    """The user id of a site's customer officer."""
    return 3_000_000 + site


class Talk:
    """Draws lines from the sentences that the reader was made with."""

    def __init__(self, reader: Reader, seed: int, chatter: Path | None = None) -> None:
        """`chatter`: JSON Lines with a "text" each, instead of our own near misses."""
        self._rng = random.Random(seed)  # noqa: S311  # chances, not secrets
        self.chatter, self.reports = _sorted(reader)
        if chatter is not None:
            self.chatter = [json.loads(line)["text"] for line in chatter.open(encoding="utf-8")]
        self._ids = itertools.count(1)
        self._people = itertools.count(10_000_000)

    def chat(self, count: int) -> list[str]:
        """Updates of chatter alone."""
        return list(itertools.islice(self._chatter(), count))

    def opening(self, count: int) -> list[str]:
        """Updates each of which opens a ticket: a reporter of its own, in a room of its own."""
        return [self._line(next(self._people), self._rng.choice(self.reports)) for _ in range(count)]

    def adding(self, opened: list[str]) -> list[str]:
        """A further line of each of these reporters."""
        said = [json.loads(update)["message"] for update in opened]
        return [self._line(one["from"]["id"], "就是刚才说的那个地方", room=one["chat"]["id"]) for one in said]

    def tapping(self, tickets: list[tuple[int, int]]) -> list[str]:
        """Officers take these jobs: (site, ticket)."""
        return [self._tap(site, ticket) for site, ticket in tickets]

    def mixed(self, count: int, tickets: list[tuple[int, int]]) -> list[str]:
        """All of it in the proportions above, shuffled; takes the jobs it taps from `tickets`."""
        opened = self.opening(count * OPENED // 100)
        added = self.adding(opened[: count * ADDED // 100])
        taps = count * TAPPED // 100
        tapped = self.tapping([tickets.pop() for _ in range(min(taps, len(tickets)))])
        first = opened + tapped + self.chat(count - len(opened) - len(added) - len(tapped))
        self._rng.shuffle(first)
        return first + added  # each after the line that it adds to

    def _chatter(self) -> Iterator[str]:
        while True:
            person, room = next(self._people), residents(self._rng.randrange(ROOMS))
            for _ in range(IN_A_ROW):
                yield self._line(person, self._rng.choice(self.chatter), room=room)

    def _line(self, person: int, text: str, room: int | None = None) -> str:
        number = next(self._ids)
        chat = residents(self._rng.randrange(ROOMS)) if room is None else room
        message = {
            "message_id": number,
            "from": {
                "id": person,
                "is_bot": False,
                "first_name": f"业主{person}",
                "language_code": "zh-hans",
            },
            "chat": {"id": chat, "title": "业主群", "type": "supergroup"},
            "date": MOMENT,
            "text": text,
        }
        return json.dumps({"update_id": number, "message": message}, ensure_ascii=False)

    def _tap(self, site: int, ticket: int) -> str:
        number = next(self._ids)
        person = {"id": officer(site), "is_bot": False, "first_name": "管家"}
        chat = {"id": staff(site), "title": "工作群", "type": "supergroup"}
        query = {
            "id": str(number),
            "from": person,
            "message": {"message_id": number, "chat": chat, "date": MOMENT, "text": "工单"},
            "chat_instance": "1",
            "data": f"v1:accept:{ticket}",
        }
        return json.dumps({"update_id": number, "callback_query": query}, ensure_ascii=False)


def text_of(update: str) -> str:
    """What somebody wrote; of a tap nothing."""
    return str(json.loads(update).get("message", {}).get("text", ""))


def _sorted(reader: Reader) -> tuple[list[str], list[str]]:
    """(chatter that the reader leaves alone, reports of class 3 that it opens and that join no others)."""
    now = datetime.fromtimestamp(MOMENT, UTC)
    records = [json.loads(line) for file in sorted(SENTENCES.glob("*.jsonl")) for line in file.open()]
    quiet = [record["text"] for record in records if record["intent"] == "chat"]
    calm = [one for one in records if one["intent"] == "report" and one["category"] != "emergencies"]
    loud = [record["text"] for record in calm if record["class"] == 3]
    return (
        [text for text in quiet if reader.read(text, now).action is Action.SILENT],
        [text for text in loud if reader.read(text, now).action is Action.OPEN],
    )
