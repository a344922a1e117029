"""Somebody in the browser chat, in whichever role, as a test speaks: say, see, tap, wait."""

import time
from dataclasses import dataclass
from typing import Any, Self

import httpx

from tests.fakes.hand import Hand
from tests.fakes.serving import PLAIN
from tests.fakes.telegram.client import wait_until


@dataclass(frozen=True)
class Seen:
    """A message as it stands."""

    id: str
    room: str
    sender: str
    text: str
    buttons: dict[str, str]  # label → key
    edited: bool
    photos: list[str]
    reply_to: str | None
    titles: list[str]
    document: dict[str, str] | None = None


class Visitor:
    """The browser chat through its HTTP contract."""

    def __init__(self, base: str) -> None:
        self.http, self._hand = httpx.Client(base_url=base, **PLAIN), Hand(base)
        state = self._hand.get("/api/state").json()
        self.people = {person["name"]: person["id"] for person in state["people"]}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()
        self._hand.close()

    def say(self, who: str, room: str, text: str, **more: Any) -> str:
        body = {"room": self.room(room, who), "person": self.people[who], "text": text, **more}
        answer = self._hand.post("/api/messages", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def tap(self, who: str, message: Seen, label: str) -> str | None:
        (key,) = [key for text, key in message.buttons.items() if label in text]
        return self.press(who, message, key)

    def press(self, who: str, message: Seen, key: str) -> str | None:
        body = {"room": message.room, "person": self.people[who], "message": message.id, "button": key}
        answer = self._hand.post("/api/taps", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["toast"]

    def sees(self, who: str, room: str) -> list[Seen]:
        self.settle()
        query = {"room": self.room(room, who), "person": self.people[who]}
        answer = self._hand.get("/api/messages", params=query)
        assert answer.status_code == 200, answer.text
        return [_seen(one) for one in answer.json()]

    def bot(self, who: str, room: str, *words: str) -> Seen:
        """The newest message of the bot there that has all these words; fails where there is none."""
        found = [
            one for one in self.sees(who, room) if one.sender == "bot" and all(w in one.text for w in words)
        ]
        assert found, f"{who} sees no message with {words} in {room}: {self.sees(who, room)}"
        return found[-1]

    def card(self, who: str, room: str, *words: str) -> Seen:
        """The newest message of the bot there that has all these words and can be tapped."""
        found = [one for one in self.bots(who, room) if one.buttons and all(w in one.text for w in words)]
        assert found, f"{who} sees nothing to tap with {words} in {room}: {self.sees(who, room)}"
        return found[-1]

    def bots(self, who: str, room: str) -> list[Seen]:
        return [one for one in self.sees(who, room) if one.sender == "bot"]

    def advance(self, duration: str) -> None:
        answer = self._hand.post("/api/clock", json={"advance": duration})
        assert answer.status_code == 200, answer.text

    def settle(self) -> None:
        self.advance("PT0S")

    def tickets(self) -> list[dict[str, Any]]:
        self.settle()
        return list(self._hand.get("/api/tickets").json())

    def ticket(self, number: int) -> dict[str, Any]:
        return next(one for one in self.tickets() if one["number"] == number)

    def clock(self, number: int, kind: str) -> dict[str, Any]:
        return next(one for one in reversed(self.ticket(number)["clocks"]) if one["kind"] == kind)

    def room(self, room: str, who: str) -> str:
        return f"private:{self.people[who]}" if room == "private" else room

    def wait_for(self, who: str, room: str, words: str) -> float:
        """The seconds of work until the bot has said so, without settling; others' work does not count."""
        began = time.process_time()
        query = {"room": self.room(room, who), "person": self.people[who]}

        def said() -> bool:
            found = self._hand.get("/api/messages", params=query).json()
            return any(one["from"] == "bot" and words in one["text"] for one in found)

        wait_until(said, what=words)
        return time.process_time() - began


def _seen(one: dict[str, Any]) -> Seen:
    return Seen(
        id=one["id"],
        room=one["room"],
        sender=one["from"],
        text=one["text"],
        buttons={button["label"]: button["key"] for button in one["buttons"]},
        edited=one["edited_at"] is not None,
        photos=one["photos"],
        reply_to=one["reply_to"],
        titles=one["photo_titles"],
        document=one["document"],
    )
