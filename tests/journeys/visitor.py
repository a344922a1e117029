"""Somebody in the browser chat, in whichever role, as a test speaks: say, see, tap, wait."""

import time
from dataclasses import dataclass
from typing import Any, Self

import httpx

from tests.fakes.serving import PLAIN


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
    document: dict[str, str] | None = None


class Visitor:
    """The browser chat through its HTTP contract."""

    def __init__(self, base: str) -> None:
        self.http = httpx.Client(base_url=base, **PLAIN)
        state = self.http.get("/api/state").json()
        self.people = {person["name"]: person["id"] for person in state["people"]}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def say(self, who: str, room: str, text: str, **more: Any) -> str:
        body = {"room": self.room(room, who), "person": self.people[who], "text": text, **more}
        answer = self.http.post("/api/messages", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def tap(self, who: str, message: Seen, label: str) -> str | None:
        (key,) = [key for text, key in message.buttons.items() if label in text]
        return self.press(who, message, key)

    def press(self, who: str, message: Seen, key: str) -> str | None:
        body = {"room": message.room, "person": self.people[who], "message": message.id, "button": key}
        answer = self.http.post("/api/taps", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["toast"]

    def sees(self, who: str, room: str) -> list[Seen]:
        self.settle()
        query = {"room": self.room(room, who), "person": self.people[who]}
        answer = self.http.get("/api/messages", params=query)
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
        answer = self.http.post("/api/clock", json={"advance": duration})
        assert answer.status_code == 200, answer.text

    def settle(self) -> None:
        self.advance("PT0S")

    def tickets(self) -> list[dict[str, Any]]:
        self.settle()
        return list(self.http.get("/api/tickets").json())

    def ticket(self, number: int) -> dict[str, Any]:
        return next(one for one in self.tickets() if one["number"] == number)

    def clock(self, number: int, kind: str) -> dict[str, Any]:
        return next(one for one in reversed(self.ticket(number)["clocks"]) if one["kind"] == kind)

    def room(self, room: str, who: str) -> str:
        return f"private:{self.people[who]}" if room == "private" else room

    def wait_for(self, who: str, room: str, words: str, seconds: float = 1.0) -> float:
        """How long it takes until the bot has said so, without settling; fails after `seconds`."""
        began = time.monotonic()
        query = {"room": self.room(room, who), "person": self.people[who]}
        while time.monotonic() - began < seconds:
            said = self.http.get("/api/messages", params=query).json()
            if any(one["from"] == "bot" and words in one["text"] for one in said):
                return time.monotonic() - began
            time.sleep(0.02)
        raise AssertionError(f"no {words!r} within {seconds} s")


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
        document=one["document"],
    )
