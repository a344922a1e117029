"""What WeChat users do at a kf account: control verbs."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes.serving import ControlError
from tests.fakes.wecom.kf_accounts import end_code
from tests.fakes.wecom.kf_world import (
    WINDOW,
    account_of,
    log_event,
    log_message,
    ring,
    session_of,
    window_open,
)
from tests.fakes.wecom.model import External, Json, KfAccount, Session, Wish
from tests.fakes.wecom.world import World

_WELCOME_LIFETIME = 20


def add_external(world: World, external_userid: str, nickname: str, unionid: str | None = None) -> str:
    world.externals[external_userid] = External(
        external_userid=external_userid, nickname=nickname, unionid=unionid
    )
    return external_userid


def add_kf(world: World, open_kfid: str, name: str, servicers: list[str]) -> str:
    """An account; with servicers assigned, its sessions go to a human by themselves."""
    if not open_kfid.startswith("wk"):
        raise ControlError("an open_kfid begins with wk")
    world.accounts[open_kfid] = KfAccount(open_kfid=open_kfid, name=name, servicers=servicers)
    return open_kfid


def _session(world: World, external: str, open_kfid: str | None) -> tuple[KfAccount, Session]:
    account = account_of(world, open_kfid)
    if external not in world.externals:
        raise ControlError(f"no external user {external}: add_external first")
    return account, session_of(world, account, external)


def kf_enter(
    world: World,
    external: str,
    open_kfid: str | None = None,
    *,
    scene: str = "",
    scene_param: str = "",
    url: str | None = None,
) -> Json:
    """Opens the account by a link; the welcome_code is None where WeCom issues none."""
    account, session = _session(world, external, open_kfid)
    if url is not None:
        scene, scene_param = _of_link(account, url)
    session.context = {"scene": scene, "scene_param": scene_param}
    code = _welcome_code(world, account, session)
    extra = {"welcome_code": code} if code else {}
    who = {"external_userid": external}
    entry = log_event(world, account, "enter_session", **who, **session.context, **extra)
    return {"msgid": entry["msgid"], "welcome_code": code}


def _of_link(account: KfAccount, url: str) -> tuple[str, str]:
    """The scene of a link of the account, and the scene_param that was put behind it (at most 128 bytes)."""
    base, _, _ = url.partition("&scene_param=")
    if base not in account.links:
        raise ControlError(f"not a link of {account.open_kfid}: {url}")
    param = parse_qs(urlsplit(url).query).get("scene_param", [""])[0]
    if len(param.encode()) > 128:
        raise ControlError("scene_param has more than 128 bytes")
    return account.links[base], param


def _welcome_code(world: World, account: KfAccount, session: Session) -> str | None:
    now = world.now_exactly()
    greeted = session.welcomed_at is not None and session.welcomed_at + WINDOW > now
    if greeted or window_open(session, now):
        return None
    subject = (account.open_kfid, session.external_userid)
    return world.new_code("kf-welcome", subject, _WELCOME_LIFETIME)


def kf_say(
    world: World, external: str, *, open_kfid: str | None = None, menu_id: str | None = None, **wish: Any
) -> str:
    """A customer writes; every message opens the 48 h and the five messages anew. `raw` is {msgtype, …}."""
    account, session = _session(world, external, open_kfid)
    msgtype, content = _content(world, Wish(**wish))
    if menu_id is not None:
        content |= {"menu_id": menu_id}
    session.spoke_at, session.sent_since = world.now_exactly(), 0
    if session.state == 4:
        session.state = 3 if account.servicers else 0
        session.servicer = account.servicers[0] if account.servicers else ""
    entry = log_message(world, account, external, {"origin": 3, "msgtype": msgtype, msgtype: content})
    return _talk(world, session, entry, "customer")


def _talk(world: World, session: Session, entry: Json, origin: str) -> str:
    """Keeps an entry in the customer's own talk; its msgid."""
    session.messages.append(entry | {"origin": origin, "at": world.now_exactly(), "delivered": True})
    return str(entry["msgid"])


def _content(world: World, wish: Wish) -> tuple[str, Json]:
    if wish.raw is not None:
        return wish.raw["msgtype"], wish.raw.get(wish.raw["msgtype"], {})
    if wish.location is not None:
        return "location", {"name": "", "address": ""} | wish.location
    file = wish.file
    if wish.image is not None:
        file = {"kind": "image", "name": "photo.jpg", "content": wish.image}
    if file is not None:
        content = base64.b64decode(file["content"])
        media = world.media.add(file["kind"], content, file["name"], now=world.now_exactly())
        return file["kind"], {"media_id": media.id}
    return "text", {"content": wish.text or ""}


def kf_click(world: World, external: str, item: str, *, open_kfid: str | None = None) -> str:
    """Taps a menu item, by id or label, of any menu ever sent: the customer sends its label with menu_id."""
    _, session = _session(world, external, open_kfid)
    for message in reversed(session.messages):
        for click in _clicks(message):
            if item in {click.get("id"), click["content"]}:
                said: str = click["content"]
                return kf_say(world, external, text=said, open_kfid=open_kfid, menu_id=click.get("id", ""))
    raise ControlError(f"no menu item {item!r} was sent to {external}")


def _clicks(message: Json) -> list[Json]:
    if message["msgtype"] != "msgmenu" or not message["delivered"]:
        return []
    return [one["click"] for one in message["msgmenu"].get("list", []) if one["type"] == "click"]


def kf_servicer_say(
    world: World, external: str, servicer: str, text: str, *, open_kfid: str | None = None
) -> str:
    """A human servicer writes to the customer (origin 5)."""
    account, session = _session(world, external, open_kfid)
    said = {"msgtype": "text", "text": {"content": text}, "servicer_userid": servicer}
    return _talk(world, session, log_message(world, account, external, {"origin": 5} | said), "servicer")


def kf_state(
    world: World, external: str, state: int, *, servicer: str = "", open_kfid: str | None = None
) -> None:
    """People change the session's state in their client; the app is told (session_status_change)."""
    account, session = _session(world, external, open_kfid)
    change = 3 if state == 4 else 4 if session.state == 4 else 1 if session.state == 2 else 2
    old, session.state, session.servicer = session.servicer, state, servicer
    who = {"external_userid": external, "old_servicer_userid": old, "new_servicer_userid": servicer}
    ended = {"msg_code": end_code(world, account, session)} if change == 3 else {}
    log_event(world, account, "session_status_change", **who, **ended, change_type=change)


def kf_recall(world: World, external: str, msgid: str, open_kfid: str | None = None) -> None:
    account, _ = _session(world, external, open_kfid)
    log_event(world, account, "user_recall_msg", external_userid=external, recall_msgid=msgid)


def kf_reject(world: World, external: str, *, on: bool = True, open_kfid: str | None = None) -> None:
    """The customer refuses messages: what is sent is taken and fails afterwards (fail_type 10)."""
    account, session = _session(world, external, open_kfid)
    session.rejects = on
    switch = {"external_userid": external, "reject_switch": int(on)}
    log_event(world, account, "reject_customer_msg_switch_change", **switch)


def kf_fail_next(
    world: World, external: str, fail_type: int, *, times: int = 1, open_kfid: str | None = None
) -> None:
    """The next messages to this customer are taken, and then reported lost."""
    _session(world, external, open_kfid)[1].fail_types += [fail_type] * times


def kf_event(world: World, event_type: str, fields: Json, open_kfid: str | None = None) -> str:
    """Any other event in the log."""
    entry = log_event(world, account_of(world, open_kfid), event_type, **fields)
    return str(entry["msgid"])


def kf_repeat_entry(world: World, open_kfid: str | None = None, msgid: str | None = None) -> None:
    """The log hands out an entry (by default the newest) a second time, at its end."""
    account = account_of(world, open_kfid)
    known = [entry for _, entry in account.log if msgid in {None, entry["msgid"]}]
    account.log.append((world.now_exactly(), known[-1]))
    ring(world, account)


def kf_trouble(
    world: World, open_kfid: str | None = None, *, empty_pages: int = 0, lose_cursor: bool = False
) -> None:
    """The next pages are empty with has_more 1; or the next cursor counts as lost: all comes again."""
    account = account_of(world, open_kfid)
    account.empty_pages, account.cursor_lost = empty_pages, lose_cursor


def kf_messages(world: World, external: str, open_kfid: str | None = None) -> list[Json]:
    return _session(world, external, open_kfid)[1].messages
