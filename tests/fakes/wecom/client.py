"""The tests' hand on the fake WeCom: synchronous, over HTTP, so that the fake may be another process.

with running_fake() as wecom:            # tests/fakes/wecom/server.py, a thread
with spawned_fake() as wecom:            # below, a process
    bot settings: wecom.url as API base, wecom.credentials() for corpid, agentid, secret, token, aes_key
    wecom.set_callback("http://127.0.0.1:…/wecom")
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram.client import wait_until
from tests.fakes.wecom.client_kf import KfHand, KfSeen
from tests.fakes.wecom.commander import coded_wish, process

__all__ = ["Button", "FakeWecom", "KfSeen", "Seen", "spawned_fake", "wait_until"]


@dataclass(frozen=True, kw_only=True)
class Button:
    """`menu`: it stands in the card's "…" menu."""

    text: str
    key: str
    menu: bool


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An app message as a member sees it now.

    `text` is its words, a line each; `buttons` what calls back; `replaced` the words on a card's greyed
    buttons; `edits` its earlier words; `cut`: WeCom cut it at 2048 bytes; `shown` False: the member reads
    through the WeChat plugin, which hides markdown and cards; `raw` the content as sent.
    """

    msgid: str
    agentid: int
    msgtype: str
    text: str
    task_id: str | None
    buttons: tuple[Button, ...]
    replaced: str | None
    edits: tuple[str, ...]
    shown: bool
    recalled: bool
    cut: bool
    raw: dict[str, Any]


class FakeWecom(KfHand):
    """Each method is one control verb; a wish that cannot be is a ValueError with the reason."""

    # the console

    def credentials(self, **app: int) -> dict[str, Any]:
        """What an admin copies into the bot's settings: corpid, agentid, secret, token, aes_key."""
        return dict(self.do("credentials", **app))

    def add_app(self, agentid: int, secret: str, **more: Any) -> dict[str, Any]:
        """A second app; more: root=False (not visible to the root department). Its credentials."""
        return dict(self.do("add_app", agentid=agentid, secret=secret, **more))

    def disable_app(self, **app: int) -> None:
        """WeCom switches an unused app off: event close_inactive_agent, then 50003."""
        self.do("disable_app", **app)

    def set_scope(self, members: list[str] | None, **app: int) -> None:
        """Who may see the app; None: everybody."""
        self.do("set_scope", members=members, **app)

    # members

    def add_member(self, userid: str, name: str, **more: Any) -> str:
        """More: departments=[1], licensed=True, plugin=False (reads in WeChat), announce=False."""
        return str(self.do("add_member", userid=userid, name=name, **more))

    def change_member(self, userid: str, **changes: Any) -> None:
        self.do("change_member", userid=userid, **changes)

    def remove_member(self, userid: str, *, announce: bool = True) -> None:
        """Leaves the corp; the app is told (change_contact, delete_user)."""
        self.do("remove_member", userid=userid, announce=announce)

    def say(self, member: str, text: str | None = None, **wish: Any) -> dict[str, int]:
        """A member writes to the app: {msgid, delivery}.

        Wishes: image=bytes, location={Location_X, Location_Y, Scale, Label}, agentid=,
        file={kind: voice | video, name, content: bytes}, raw={MsgType, …}.
        """
        return dict(self.do("say", member=member, text=text, **coded_wish(wish)))

    def event(self, event: str, member: str, fields: dict[str, Any] | None = None, **app: int) -> int:
        """Any event of the app (subscribe, enter_agent, LOCATION, click …); the delivery's number."""
        return int(self.do("event", event=event, member=member, fields=fields, **app))

    def tap(self, member: str, button: str, **wish: Any) -> dict[str, Any]:
        """A member taps a card's button (key or words): {response_code, delivery}.

        Wishes: task_id= (else the newest card), selected={question_key: [option ids]}, late=True (as the
        card first stood), key= (sends this key instead).
        """
        return dict(self.do("tap", member=member, button=button, **wish))

    def messages_to(self, member: str, *, everything: bool = False) -> list[Seen]:
        """A member's app messages in order, as they stand; `everything`: also the hidden and recalled."""
        return [_seen(raw) for raw in self.do("messages_to", member=member, everything=everything)]

    def cards(self, member: str) -> list[Seen]:
        return [seen for seen in self.messages_to(member) if seen.msgtype == "template_card"]

    def card_codes(self, member: str) -> list[str]:
        """The response_codes of a member's cards that have not been used."""
        return list(self.do("card_codes", member=member))

    def wait_message(self, member: str, containing: str = "") -> Seen:
        """The newest app message of a member with these words, as soon as there is one."""

        def newest() -> Seen | None:
            got = reversed(self.messages_to(member))
            return next((seen for seen in got if containing in seen.text), None)

        return wait_until(newest, what=f"a message to {member} with {containing!r}")

    # groups

    def add_room(self, name: str, members: list[str]) -> str:
        """An internal group that people made; its chatid."""
        return str(self.do("add_room", name=name, members=members))

    def room_messages(self, chatid: str) -> list[dict[str, Any]]:
        """What the app posted with appchat/send."""
        return list(self.do("room_messages", chatid=chatid))

    def add_robot(self, key: str | None = None) -> str:
        """A webhook robot in some group; its key."""
        return str(self.do("add_robot", key=key))

    def set_robot(self, key: str, state: str) -> None:
        """working, removed (93000), disabled (93004) or not-in-group (93008)."""
        self.do("set_robot", key=key, state=state)

    def webhook_messages(self, key: str) -> list[dict[str, Any]]:
        return list(self.do("webhook_messages", key=key))

    # aibot; where no `aibotid` is given, the only one is meant

    def add_aibot(self, name: str = "小助手", *, plain_ids: bool = True) -> str:
        """In callback mode; plain_ids=False: its creator is no super administrator, userids are encrypted."""
        return str(self.do("add_aibot", name=name, plain_ids=plain_ids))

    def aibot_credentials(self, aibotid: str) -> dict[str, str]:
        """aibotid, token, aes_key; the receiveid is empty."""
        return dict(self.do("aibot_credentials", aibotid=aibotid))

    def aibot_say(self, member: str, text: str | None = None, **wish: Any) -> dict[str, Any] | None:
        """Writes to the aibot, {msgid, response_url, delivery}; None where WeCom delivers nothing.

        Wishes: chat= (a group: only with @name in the text), image=bytes, quote={msgtype, …}, raw=.
        """
        return self.do("aibot_say", member=member, text=text, **coded_wish(wish))  # type: ignore[no-any-return]

    def aibot_enter(self, member: str, **bot: str) -> int:
        return int(self.do("aibot_enter", member=member, **bot))

    def aibot_tap(self, member: str, button: str, **wish: Any) -> int:
        """Taps an aibot's card; sent once, never again. Wishes: task_id=, selected=, chat=, key=."""
        return int(self.do("aibot_tap", member=member, button=button, **wish))

    def aibot_messages(self, place: str, **bot: str) -> list[dict[str, Any]]:
        """What the aibot shows in a chat or to a member: msgtype, text or card, how, quotes, finished."""
        return list(self.do("aibot_messages", place=place, **bot))

    def aibot_refused(self, **bot: str) -> list[dict[str, Any]]:
        """Replies that WeCom would throw away without a word: reason, body."""
        return list(self.do("aibot_refused", **bot))


@contextlib.contextmanager
def spawned_fake(*arguments: str) -> Iterator[FakeWecom]:
    """A fake WeCom as a process of its own; arguments as on its command line."""
    with process(*arguments) as ready, FakeWecom(ready["url"]) as client:
        yield client


def _seen(raw: dict[str, Any]) -> Seen:
    buttons = tuple(Button(**button) for button in raw.pop("buttons"))
    return Seen(buttons=buttons, edits=tuple(raw.pop("edits")), **raw)
