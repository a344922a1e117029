"""kf/send_msg and send_msg_on_event: five messages in 48 h, idempotent by msgid, verdicts that come late."""

import re

from tests.fakes.wecom import contents
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.kf_world import QUOTA, ask_account, log_event, session_of, window_open
from tests.fakes.wecom.limits import at_most
from tests.fakes.wecom.model import App, Code, Json, KfAccount, Session
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.world import World

_MSGID = re.compile(r"[0-9a-zA-Z_-]{0,32}")
_KINDS = contents.MEDIA | {"text", "link", "miniprogram", "msgmenu", "location", "ca_link"}
_CLICKABLE = frozenset({"click", "view", "miniprogram"})
_REJECTED, _TOO_LATE, _TOO_MANY = 10, 4, 6


def send_msg(world: World, _app: App, params: Params) -> Json:
    """errcode 0 means taken, not delivered: `msg_send_fail` may follow."""
    account = ask_account(world, params)
    session = session_of(world, account, params.text("touser"))
    message = _read(world, params)
    repeated = world.kf_sends.get(message["msgid"])
    if repeated is not None:
        return _repeat(world, message["msgid"])
    if session.state not in {0, 1}:
        raise ApiError(95018)
    verdict = _verdict(world, session)
    return _deliver(world, account, session, message, verdict)


def _read(world: World, params: Params) -> Json:
    if params.broken:
        raise ApiError(40008, "Warning: wrong json format")
    msgid = params.text("msgid")
    if not _MSGID.fullmatch(msgid):
        raise ApiError(40058, "msgid")
    msgtype = params.text("msgtype", 40008)
    if msgtype not in _KINDS:
        raise ApiError(40008)
    content = _content(world, params, msgtype)
    return {"msgid": msgid or f"own{world.serial()}", "msgtype": msgtype, msgtype: content}


def _content(world: World, params: Params, msgtype: str) -> Json:
    part = params.part(msgtype, 41006 if msgtype in contents.MEDIA else 44004)
    if msgtype == "text":
        contents.words(part, "content", contents.TEXT_BYTES, required=True, errcode=45002)
    elif msgtype in contents.MEDIA:
        contents.media(world, msgtype, part)
    elif msgtype == "msgmenu":
        _check_menu(part)
    elif msgtype == "link":
        contents.words(part, "title", 128, required=True)
        contents.words(part, "url", 2048, required=True)
        contents.media(world, "image", {"media_id": part.get("thumb_media_id")})
    elif msgtype == "location" and not {"latitude", "longitude"} <= part.keys():
        raise ApiError(40063)
    return part


def _check_menu(menu: Json) -> None:
    contents.words(menu, "head_content", 1024)
    contents.words(menu, "tail_content", 1024)
    items = menu.get("list") or []
    clickable = sum(item.get("type") in _CLICKABLE for item in items)
    if len(items) > 50 or clickable > 10:
        raise ApiError(95008)
    for item in items:
        _check_item(item)


def _check_item(item: Json) -> None:
    kind = item.get("type")
    if kind not in _CLICKABLE | {"text"}:
        raise ApiError(95009)
    inside = item.get(kind) or {}
    contents.words(inside, "content", 256 if kind == "text" else 128, required=True)
    if kind == "click" and inside.get("id") is not None:
        at_most(contents.words(inside, "id", 128, required=True), 128, "click.id")
    if kind == "view":
        contents.words(inside, "url", 2048, required=True)


def _repeat(world: World, msgid: str) -> Json:
    """The same msgid again is never delivered twice; setting `kf_repeat` is the errcode it gets."""
    if world.kf_repeat:
        raise ApiError(world.kf_repeat)
    return {"msgid": msgid}


def _verdict(world: World, session: Session) -> int | None:
    """The fail_type of msg_send_fail, None where it arrives.

    Count and time are refused at once (95001, 95002) unless the setting `kf_late_verdict` has them told by
    event: both are documented.
    """
    if not window_open(session, world.now_exactly()):
        return _refuse(world, 95002, _TOO_LATE)
    if session.sent_since >= QUOTA:
        return _refuse(world, 95001, _TOO_MANY)
    if session.rejects:
        return _REJECTED
    return session.fail_types.pop(0) if session.fail_types else None


def _refuse(world: World, errcode: int, fail_type: int) -> int:
    if world.kf_late_verdict:
        return fail_type
    raise ApiError(errcode)


def _deliver(world: World, account: KfAccount, session: Session, message: Json, verdict: int | None) -> Json:
    msgid = str(message["msgid"])
    world.kf_sends[msgid] = message
    session.sent_since += 1
    record = {"origin": "bot", "at": world.now_exactly(), "delivered": verdict is None}
    session.messages.append(message | record)
    if verdict is not None:
        who = {"external_userid": session.external_userid}
        log_event(world, account, "msg_send_fail", **who, fail_msgid=msgid, fail_type=verdict)
    return {"msgid": msgid}


def send_msg_on_event(world: World, _app: App, params: Params) -> Json:
    """One message against a welcome_code (20 s) or a state's msg_code; outside the quota of five."""
    message = _read(world, params)
    code = _event_code(world, params.text("code"))
    if message["msgtype"] not in ({"text", "msgmenu"} if code.use == "kf-welcome" else {"text"}):
        raise ApiError(40008)
    open_kfid, external = code.subject
    session = world.accounts[open_kfid].sessions[external]
    world.spend(params.text("code"), code.use, expired=42003)
    world.kf_sends[message["msgid"]] = message
    if code.use == "kf-welcome":
        session.welcomed_at = world.now_exactly()
    session.messages.append(message | {"origin": "bot", "at": world.now_exactly(), "delivered": True})
    return {"msgid": message["msgid"]}


def _event_code(world: World, given: str) -> Code:
    code = world.codes.get(given)
    if code is None or code.use not in {"kf-welcome", "kf-state"}:
        raise ApiError(41050)
    return code
