"""The tests' hand on the fake Telegram: synchronous, over HTTP, so that the fake may be another process.

with running_fake() as telegram:            # tests/fakes/telegram/server.py, a thread
with spawned_fake() as telegram:            # below, a process
    bot = Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)
"""

import base64
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import httpx

from tests.fakes.hand import Hand
from tests.fakes.serving import PATIENCE, PLAIN

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Button:
    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A message as people see it now; `edits` are its earlier texts, `photo` is a file_id."""

    id: int
    sender: int
    text: str
    buttons: tuple[Button, ...]
    reply_to: int | None
    thread: int | None
    edits: tuple[str, ...]
    photo: str | None
    album: str | None
    deleted: bool
    reactions: dict[str, Any]
    raw: dict[str, Any]


class FakeTelegram:
    """Each method is one control verb; a wish that cannot be is a ValueError with the reason."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token
        self.base_url, self.base_file_url = f"{url}/bot", f"{url}/file/bot"
        self.bot_id = int(token.partition(":")[0])
        self.http, self._hand = httpx.Client(base_url=url, **PLAIN), Hand(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()
        self._hand.close()

    def do(self, verb: str, **wishes: Any) -> Any:
        """Any verb by name."""
        answer = self._hand.post(f"/control/{verb}", wishes)
        body = answer.json()
        if "error" in body:
            raise ValueError(body["error"])
        return body["result"]

    def reset(self) -> None:
        """A fresh world: no people, no updates, no calls, everything as at the start."""
        self.do("reset")

    # people

    def add_user(self, id: int, first_name: str, language_code: str | None = None, **more: Any) -> int:  # noqa: A002  # Telegram's name
        """A person; more: last_name, username, started. They have not met the bot yet."""
        self.do("add_user", id=id, first_name=first_name, language_code=language_code, **more)
        return id

    def say(self, chat: int, user: int, text: str | None = None, **wish: Any) -> int:
        """A person writes; the message id (of an album the first).

        Wishes: reply_to=, photo=bytes, album=[bytes], caption=, edit_of= (edits that message instead),
        forward_from= (a user id, or a hidden person's name), anonymous_admin=True, thread=, date=,
        file={"kind": "document" | "video" | "voice", "name", "content": bytes, "size"?},
        extra= (raw fields of the message).
        """
        if wish.get("edit_of"):
            self.do("edit", chat=chat, message_id=wish["edit_of"], text=text or wish.get("caption"))
            return int(wish["edit_of"])
        return int(self.do("say", chat=chat, user=user, text=text, **_encoded(wish))["message_ids"][0])

    def say_many(self, messages: Sequence[dict[str, Any]]) -> list[int]:
        """Many messages in one request, in this order: dicts of say()'s arguments."""
        wishes = [_encoded(message) for message in messages]
        return [said["message_ids"][0] for said in self.do("say_many", messages=wishes)]

    def erase(self, chat: int, message_id: int) -> None:
        self.do("erase", chat=chat, message_id=message_id)

    def react(self, chat: int, message_id: int, user: int, emoji: str) -> None:
        self.do("react", chat=chat, message_id=message_id, user=user, emoji=emoji)

    def tap(
        self,
        chat: int,
        message_id: int,
        user: int,
        button: str,
        *,
        wait: float = PATIENCE / 2,
        force: bool = False,
    ) -> str | None:
        """Taps a button named by its data or label; the toast's text, None where the answer had none.

        wait=0 only taps; force=True sends the data whether or not the button is (still) there.
        Raises TimeoutError where the bot does not answer within `wait` seconds.
        """
        wishes = {"chat": chat, "message_id": message_id, "user": user, "button": button, "force": force}
        answer = self.do("tap", wait=wait, **wishes)
        if wait and not answer["answered"]:
            raise TimeoutError(f"no answer to the tap on {button!r} in {wait} s")
        toast: str | None = answer.get("text")
        return toast

    def start(self, user: int, payload: str = "") -> None:
        self.do("start", user=user, payload=payload)

    def block(self, user: int) -> None:
        self.do("block", user=user)

    # groups

    def add_group(
        self,
        title: str,
        *,
        members: Iterable[int] = (),
        bot: str | None = "administrator",
        kind: str = "supergroup",
        **more: Any,
    ) -> int:
        """A group with the bot as `bot` (None: not in it); more: forum, owner, id. Returns its chat id."""
        wishes = more | {"title": title, "members": list(members), "bot": bot, "kind": kind}
        return int(self.do("add_group", **wishes))

    def join(self, chat: int, user: int, *, status: str = "member", announce: bool = True) -> None:
        self.do("join", chat=chat, user=user, status=status, announce=announce)

    def set_status(self, chat: int, user: int, status: str, by: int | None = None) -> None:
        """administrator, member, restricted, left or kicked; the bot is told as Telegram tells it."""
        self.do("set_status", chat=chat, user=user, status=status, by=by)

    def add_bot(self, chat: int, status: str = "member") -> None:
        """Adds the bot (again): it takes on the privacy mode of this moment."""
        self.set_status(chat, self.bot_id, status)

    def kick_bot(self, chat: int) -> None:
        self.set_status(chat, self.bot_id, "kicked")

    def migrate(self, chat: int) -> int:
        return int(self.do("migrate", chat=chat))

    def add_topic(self, chat: int, name: str) -> int:
        return int(self.do("add_topic", chat=chat, name=name))

    # trouble

    def fail_next(self, method: str, how: str, times: int = 1, **more: Any) -> None:
        """The next `times` calls of a method ("*": any) go wrong.

        how: 429, 500, 502, 504, hang, reset; each but 429 also with -after-apply; or "403: any words".
        more: chat= (only calls for it), seconds= (a 429's retry_after, a hang's length).
        """
        self.do("fail_next", method=method, how=how, times=times, **more)

    def clear_faults(self) -> None:
        self.do("clear_faults")

    def limits(self, *, on: bool = True, speed: float = 1.0) -> None:
        """Flood control on or off; `speed` 10 refills the budgets ten times as fast."""
        self.do("limits", on=on, speed=speed)

    def set_privacy(self, *, on: bool) -> None:
        """Privacy mode (on at first); groups keep what held when the bot was added."""
        self.do("set_privacy", on=on)

    def settings(self, **changes: float) -> None:
        """shift (of Telegram's clock), latency, query_lifetime, backoff, longest_backoff: in seconds."""
        self.do("settings", **changes)

    def poison(self, update: dict[str, Any]) -> int:
        """Queues any object as an update; its update_id."""
        return int(self.do("poison", update=update))

    def duplicate(self, update_id: int | None = None) -> int:
        """Hands an update (by default the newest) out again, confirmed or not."""
        return int(self.do("duplicate", update_id=update_id))

    def set_update_id(self, value: int) -> None:
        self.do("set_update_id", value=value)

    # looking

    def messages(self, chat: int) -> list[Seen]:
        """All messages of a chat in order, deleted ones marked."""
        return [_seen(raw) for raw in self.do("messages", chat=chat)]

    def from_bot(self, chat: int) -> list[Seen]:
        """What the bot has said there and not deleted."""
        return [seen for seen in self.messages(chat) if seen.sender == self.bot_id and not seen.deleted]

    def calls(self, method: str | None = None) -> list[dict[str, Any]]:
        """Every Bot API call: at, method, params, status (0: cut off), description."""
        return list(self.do("calls", method=method))

    def updates(self) -> list[dict[str, Any]]:
        """Every update ever queued."""
        return list(self.do("updates"))

    def status(self) -> dict[str, Any]:
        """pending (unconfirmed updates), next_update_id, calls, webhook, polling."""
        return dict(self.do("status"))

    def download(self, file_id: str) -> bytes:
        return base64.b64decode(self.do("download", file_id=file_id))

    # waiting

    def wait_message(self, chat: int, containing: str = "") -> Seen:
        """The newest message of the bot there with these words, as soon as there is one."""

        def newest() -> Seen | None:
            return next((seen for seen in reversed(self.from_bot(chat)) if containing in seen.text), None)

        return wait_until(newest, what=f"a message of the bot with {containing!r}")

    def wait_confirmed(self) -> None:
        """Until the bot has confirmed every update."""
        wait_until(lambda: self.status()["pending"] == 0, what="all updates confirmed")


def wait_until(probe: Callable[[], _T | None], *, what: str) -> _T:
    """Asks until the answer is true, then returns it; TimeoutError when patience ends."""
    end = time.monotonic() + PATIENCE
    while not (answer := probe()):
        if time.monotonic() > end:
            raise TimeoutError(f"not in {PATIENCE} s: {what}")
        time.sleep(0.02)
    return answer


@contextlib.contextmanager
def spawned_fake(*arguments: str) -> Iterator[FakeTelegram]:
    """A fake Telegram as a process of its own; arguments as on its command line."""
    main = Path(__file__).with_name("__main__.py")
    command = [sys.executable, str(main), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own file
        try:
            ready = json.loads(process.stdout.readline() if process.stdout else "")
            with FakeTelegram(ready["url"], ready["token"]) as client:
                yield client
        finally:
            process.terminate()


def _seen(raw: dict[str, Any]) -> Seen:
    buttons = tuple(Button(**button) for button in raw.pop("buttons"))
    return Seen(buttons=buttons, edits=tuple(raw.pop("edits")), **raw)


def _encoded(wish: dict[str, Any]) -> dict[str, Any]:
    coded = dict(wish)
    if coded.get("photo"):
        coded["photo"] = base64.b64encode(coded["photo"]).decode()
    if coded.get("album"):
        coded["album"] = [base64.b64encode(photo).decode() for photo in coded["album"]]
    if coded.get("file"):
        file = coded["file"]
        coded["file"] = {"size": None, **file, "content": base64.b64encode(file["content"]).decode()}
    return coded
