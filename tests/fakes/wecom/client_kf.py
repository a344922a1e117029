"""The tests' hand on 微信客服 and its WeChat users."""

from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram.client import wait_until
from tests.fakes.wecom.commander import Commander, coded_wish


@dataclass(frozen=True, kw_only=True)
class KfSeen:
    """A message between a customer and a kf account. `origin`: bot, customer or servicer.

    `text` is the words, of a menu its head, labels and tail, a line each; `menu` its click items by label.
    `delivered` is False where the bot's message was taken but never arrived.
    """

    msgid: str
    origin: str
    msgtype: str
    text: str
    menu: dict[str, str]
    delivered: bool
    raw: dict[str, Any]


class KfHand(Commander):
    """Where no `open_kfid` is given, the only account is meant."""

    def add_external(self, external_userid: str, nickname: str, unionid: str | None = None) -> str:
        return str(
            self.do("add_external", external_userid=external_userid, nickname=nickname, unionid=unionid)
        )

    def add_kf(self, open_kfid: str = "wk1", name: str = "物业客服", servicers: tuple[str, ...] = ()) -> str:
        """An account; with servicers its new sessions go to a human (state 3) by themselves."""
        return str(self.do("add_kf", open_kfid=open_kfid, name=name, servicers=list(servicers)))

    def kf_enter(self, external: str, **wish: Any) -> str | None:
        """Opens the account; the welcome_code, None where WeCom gives none.

        Wishes: open_kfid=, scene=, scene_param=, or url= (a link of add_contact_way with &scene_param=…).
        """
        code: str | None = self.do("kf_enter", external=external, **wish)["welcome_code"]
        return code

    def kf_say(self, external: str, text: str | None = None, **wish: Any) -> str:
        """A customer writes; the msgid. Wishes: open_kfid=, image=bytes, file={kind, name, content: bytes},
        location={latitude, longitude, name?, address?}, menu_id=, raw={msgtype, …}.
        """
        return str(self.do("kf_say", external=external, text=text, **coded_wish(wish)))

    def kf_click(self, external: str, item: str, **wish: Any) -> str:
        """Taps an item (id or label) of any menu that arrived; ValueError where there is none."""
        return str(self.do("kf_click", external=external, item=item, **wish))

    def kf_servicer_say(self, external: str, servicer: str, text: str, **wish: Any) -> str:
        return str(self.do("kf_servicer_say", external=external, servicer=servicer, text=text, **wish))

    def kf_state(self, external: str, state: int, servicer: str = "", **wish: Any) -> None:
        """People change the session's state (3 human, 4 ended …); the bot is told by event."""
        self.do("kf_state", external=external, state=state, servicer=servicer, **wish)

    def kf_recall(self, external: str, msgid: str, **wish: Any) -> None:
        self.do("kf_recall", external=external, msgid=msgid, **wish)

    def kf_reject(self, external: str, *, on: bool = True, **wish: Any) -> None:
        """The customer refuses messages: msg_send_fail 10 after each."""
        self.do("kf_reject", external=external, on=on, **wish)

    def kf_fail_next(self, external: str, fail_type: int, times: int = 1, **wish: Any) -> None:
        """The next messages to the customer are taken, then reported lost by msg_send_fail."""
        self.do("kf_fail_next", external=external, fail_type=fail_type, times=times, **wish)

    def kf_event(self, event_type: str, fields: dict[str, Any], **wish: Any) -> str:
        return str(self.do("kf_event", event_type=event_type, fields=fields, **wish))

    def kf_repeat_entry(self, msgid: str | None = None, **wish: Any) -> None:
        """sync_msg hands out an entry (by default the newest) once more."""
        self.do("kf_repeat_entry", msgid=msgid, **wish)

    def kf_trouble(self, **how: Any) -> None:
        """empty_pages= (the next pages are empty, has_more 1), lose_cursor=True (all comes again)."""
        self.do("kf_trouble", **how)

    def kf_messages(self, external: str, open_kfid: str | None = None) -> list[KfSeen]:
        """The whole talk in order."""
        return [_seen(raw) for raw in self.do("kf_messages", external=external, open_kfid=open_kfid)]

    def kf_from_bot(self, external: str, open_kfid: str | None = None) -> list[KfSeen]:
        """What the bot sent and the customer got."""
        talk = self.kf_messages(external, open_kfid)
        return [seen for seen in talk if seen.origin == "bot" and seen.delivered]

    def wait_kf_message(self, external: str, containing: str = "") -> KfSeen:
        """The bot's newest message to the customer with these words, as soon as there is one."""

        def newest() -> KfSeen | None:
            got = reversed(self.kf_from_bot(external))
            return next((seen for seen in got if containing in seen.text), None)

        return wait_until(newest, what=f"a kf message with {containing!r}")


def _seen(raw: dict[str, Any]) -> KfSeen:
    content = raw.get(raw["msgtype"]) or {}
    clicks = [item["click"] for item in content.get("list") or [] if item["type"] == "click"]
    return KfSeen(
        msgid=raw["msgid"],
        origin=raw["origin"],
        msgtype=raw["msgtype"],
        text=_words(content),
        menu={click["content"]: click.get("id", "") for click in clicks},
        delivered=raw["delivered"],
        raw=content,
    )


def _words(content: dict[str, Any]) -> str:
    items = [item[item["type"]].get("content") for item in content.get("list") or []]
    ends = (content.get("head_content"), content.get("tail_content"))
    parts = [content.get("content"), content.get("title"), ends[0], *items, ends[1]]
    return "\n".join(part for part in parts if part)
