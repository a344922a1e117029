"""What the corp's members do with an app: control verbs."""

import base64
from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.wecom import tapping
from tests.fakes.wecom.model import Copy, Json, Member, Wish
from tests.fakes.wecom.sending import CODE_LIFETIME
from tests.fakes.wecom.world import AGENTID, World


def add_member(
    world: World,
    userid: str,
    name: str,
    *,
    departments: list[int] | None = None,
    licensed: bool = True,
    plugin: bool = False,
    announce: bool = False,
) -> str:
    world.members[userid] = Member(
        userid=userid, name=name, departments=departments or [1], licensed=licensed, plugin=plugin
    )
    if announce:
        contact_change(world, "create_user", userid)
    return userid


def change_member(world: World, userid: str, **changes: object) -> None:
    """name, departments, licensed or plugin; the app hears update_user."""
    member = world.member(userid)
    for field, value in changes.items():
        if not hasattr(member, field):
            raise ControlError(f"no field {field}")
        setattr(member, field, value)
    contact_change(world, "update_user", userid)


def remove_member(world: World, userid: str, *, announce: bool = True) -> None:
    """Leaves the corp; the app hears delete_user."""
    world.member(userid)
    del world.members[userid]
    if announce:
        contact_change(world, "delete_user", userid)


def contact_change(world: World, change: str, userid: str) -> None:
    fields = {"FromUserName": "sys", "MsgType": "event", "Event": "change_contact"}
    world.tell(world.app(AGENTID), fields | {"ChangeType": change, "UserID": userid}, "sys")


def set_scope(world: World, members: list[str] | None, agentid: int = AGENTID) -> None:
    """Who may see the app; None: everybody."""
    world.app(agentid).scope = None if members is None else set(members)


def _speaker(world: World, userid: str, agentid: int) -> None:
    world.member(userid)
    if not world.in_scope(world.app(agentid), userid):
        raise ControlError(f"{userid} does not see app {agentid}")


def say(world: World, member: str, *, agentid: int = AGENTID, **wish: Any) -> Json:
    """A member writes to the app; `raw` is the type's own fields with MsgType."""
    _speaker(world, member, agentid)
    msgid = world.serial()
    fields = {"FromUserName": member} | _content(world, Wish(**wish))
    delivery = world.tell(world.app(agentid), fields | {"MsgId": msgid, "AgentID": agentid}, member)
    return {"msgid": msgid, "delivery": delivery.id}


def _content(world: World, wish: Wish) -> Json:
    if wish.raw is not None:
        return wish.raw
    if wish.location is not None:
        return {"MsgType": "location", "AppType": "wxwork"} | wish.location
    if wish.image is not None:
        media_id = _kept(world, "image", wish.image, "photo.jpg")
        return {"MsgType": "image", "PicUrl": f"{world.url}/pic/{media_id}", "MediaId": media_id}
    if wish.file is not None:
        kind = wish.file["kind"]
        media_id = _kept(world, kind, wish.file["content"], wish.file["name"])
        extra = {"Format": "amr"} if kind == "voice" else {"ThumbMediaId": media_id}
        return {"MsgType": kind, "MediaId": media_id} | extra
    return {"MsgType": "text", "Content": wish.text or ""}


def _kept(world: World, kind: str, content: str, name: str) -> str:
    raw = base64.b64decode(content)
    return world.media.add(kind, raw, name, now=world.now_exactly()).id


def event(world: World, event: str, member: str, fields: Json | None = None, agentid: int = AGENTID) -> int:
    """Any event of the app: subscribe, enter_agent, LOCATION, click …; the delivery's number."""
    common = {"FromUserName": member, "MsgType": "event", "Event": event}
    return world.tell(world.app(agentid), common | (fields or {}) | {"AgentID": agentid}, member).id


def disable_app(world: World, agentid: int = AGENTID) -> None:
    """An unused app is switched off by WeCom: close_inactive_agent, then every call is 50003."""
    event(world, "close_inactive_agent", "sys", agentid=agentid)
    world.app(agentid).disabled = True


def tap(
    world: World,
    member: str,
    button: str,
    *,
    task_id: str | None = None,
    selected: dict[str, list[str]] | None = None,
    late: bool = False,
    key: str | None = None,
) -> Json:
    """Taps a card's button (key or words) on the newest card, or the one with this task_id.

    `late`: the card is tapped as it first stood, whatever has become of it. `key`: this key is sent
    instead of the button's own, as a tampered client would.
    """
    own = _card_copy(world, member, task_id)
    card = own.earlier[0] if late and own.earlier else own.content
    if own.replaced is not None and not late:
        raise ControlError(f"the buttons are grey: {own.replaced!r}")
    button_now = tapping.pick(card, button)
    chosen = {} if button_now["menu"] else tapping.answers(card, selected or {})
    code = world.new_code("card", own.msgid, CODE_LIFETIME)
    fields = _tapped(card, key or button_now["key"], code, own.agentid, member) | _selected(chosen)
    if button_now["menu"]:
        fields["Event"] = "template_card_menu_event"
    delivery = world.tell(world.app(own.agentid), fields, member)
    return {"response_code": code, "delivery": delivery.id}


def _card_copy(world: World, member: str, task_id: str | None) -> Copy:
    world.member(member)
    for sent in reversed(world.sent.values()):
        own = sent.copies.get(member)
        if own is None or own.msgtype != "template_card" or not own.shown or own.recalled:
            continue
        if task_id in {None, own.content.get("task_id"), *(card.get("task_id") for card in own.earlier)}:
            return own
    raise ControlError(f"{member} has no card {task_id or ''}")


def _tapped(card: Json, key: str, code: str, agentid: int, member: str) -> Json:
    return {
        "FromUserName": member,
        "MsgType": "event",
        "Event": "template_card_event",
        "EventKey": key,
        "TaskId": card["task_id"],
        "CardType": card["card_type"],
        "ResponseCode": code,
        "AgentID": agentid,
    }


def _selected(chosen: tapping.Answers) -> Json:
    items = [{"QuestionKey": key, "OptionIds": {"OptionId": ids}} for key, ids in chosen.items()]
    return {"SelectedItems": {"SelectedItem": items}} if items else {}


def messages_to(world: World, member: str, *, everything: bool = False) -> list[Json]:
    """A member's copies of app messages in order, as they stand; `everything`: also what is not shown."""
    got = [sent.copies[member] for sent in world.sent.values() if member in sent.copies]
    return [_seen(own) for own in got if everything or (own.shown and not own.recalled)]


def card_codes(world: World, member: str) -> list[str]:
    """The response_codes of the member's cards that are still good for a repainting."""
    return [
        code
        for code, right in world.codes.items()
        if right.use == "card" and not right.used and member in world.sent[right.subject].copies
    ]


def _seen(own: Copy) -> Json:
    content = own.content
    is_card = own.msgtype == "template_card"
    grey = not is_card or own.replaced is not None
    return {
        "msgid": own.msgid,
        "agentid": own.agentid,
        "msgtype": own.msgtype,
        "text": words_of(own.msgtype, content),
        "task_id": content.get("task_id") if is_card else None,
        "buttons": [] if grey else tapping.buttons(content),
        "replaced": own.replaced,
        "edits": [words_of(own.msgtype, earlier) for earlier in own.earlier],
        "shown": own.shown,
        "recalled": own.recalled,
        "cut": own.cut,
        "raw": content,
    }


def words_of(msgtype: str, content: Json) -> str:
    """The words that people read in a message, a line each."""
    if msgtype == "template_card":
        return _card_words(content)
    parts = [content.get(name) for name in ("title", "content", "description")]
    return "\n".join(part for part in parts if part)


def _card_words(card: Json) -> str:
    title, source = card.get("main_title") or {}, card.get("source") or {}
    quoted = (card.get("quote_area") or {}).get("quote_text")
    head = [source.get("desc"), title.get("title"), title.get("desc"), quoted, card.get("sub_title_text")]
    rows = [f"{row['keyname']}: {row.get('value', '')}" for row in card.get("horizontal_content_list") or []]
    return "\n".join(part for part in [*head, *rows] if part)
