"""Groups: appchat (made and posted to by an app) and webhook robots."""

import base64
import binascii
import hashlib
import re
import secrets

from tests.fakes.wecom import contents
from tests.fakes.wecom.cards import check_card
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.files import check_upload, is_picture
from tests.fakes.wecom.limits import DAY, MINUTE, at_most_chars
from tests.fakes.wecom.model import App, Json, Robot, Room
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.sending import plain_content
from tests.fakes.wecom.world import World

_CHATID = re.compile(r"[0-9a-zA-Z]{1,32}")
_MB = 1024 * 1024
_ROBOT_UPLOADS = {"file": 20 * _MB, "voice": 2 * _MB}
_ROBOT_RATE = (20, MINUTE)
_MARKDOWN_BYTES = 4096


def appchat_create(world: World, app: App, params: Params) -> Json:
    _must_see_root(app)
    chatid = params.text("chatid", 86001) or secrets.token_hex(16)
    if not _CHATID.fullmatch(chatid):
        raise ApiError(86001)
    if chatid in world.rooms:
        raise ApiError(86215)
    people = _people(world, params.strings("userlist", 2000, 86006))
    owner = params.text("owner") or people[0]
    if not world.rates.take("appchat/create", world.now_exactly(), (1000, DAY)):
        raise ApiError(45009)
    name = at_most_chars(params.text("name"), 50, "name", 86004)
    world.rooms[chatid] = Room(chatid=chatid, name=name, owner=owner, members=people, app=app.agentid)
    return {"chatid": chatid}


def _must_see_root(app: App) -> None:
    if not app.root:
        raise ApiError(48002, "app not visible to the root department")


def _people(world: World, userids: list[str]) -> list[str]:
    if len(userids) < 2:
        raise ApiError(86006)
    if any(world.find(userid) is None for userid in userids):
        raise ApiError(86007)
    return userids


def _own_room(world: World, app: App, chatid: str) -> Room:
    _must_see_root(app)
    room = world.rooms.get(chatid)
    if room is None:
        raise ApiError(86003)
    if room.app != app.agentid:
        raise ApiError(86008)
    return room


def appchat_update(world: World, app: App, params: Params) -> Json:
    room = _own_room(world, app, params.text("chatid"))
    gone = params.strings("del_user_list", 2000)
    come = params.strings("add_user_list", 2000)
    people = [one for one in dict.fromkeys([*room.members, *come]) if one not in gone]
    room.members = _people(world, people)
    room.owner = params.text("owner") or room.owner
    room.name = at_most_chars(params.text("name"), 50, "name", 86004) or room.name
    return {}


def appchat_get(world: World, app: App, params: Params) -> Json:
    room = _own_room(world, app, params.query.get("chatid", ""))
    about = {"chatid": room.chatid, "name": room.name, "owner": room.owner, "userlist": room.members}
    return {"chat_info": about}


def appchat_send(world: World, app: App, params: Params) -> Json:
    """Into the app's own group: no template_card; text is cut like any app text."""
    room = _own_room(world, app, params.text("chatid"))
    msgtype = params.text("msgtype", 40008)
    if msgtype == "text":
        content, _ = contents.cut_text(params.part("text"))
    else:
        content = plain_content(world, params, msgtype)
    if world.rates.take(f"appchat {room.chatid}", world.now_exactly(), (200, MINUTE), (10_000, DAY)):
        room.messages.append({"msgtype": msgtype, "at": world.now_exactly(), msgtype: content})
    else:
        world.dropped.append({"to": room.chatid, "msgtype": msgtype, "content": content})
    return {}


def _robot(world: World, params: Params) -> Robot:
    robot = world.robots.get(params.query.get("key", ""))
    if robot is None or robot.state == "removed":
        raise ApiError(93000)
    if robot.state != "working":
        raise ApiError(93004 if robot.state == "disabled" else 93008)
    return robot


def webhook_send(world: World, params: Params) -> Json:
    """Into a robot's group: 20 a minute, then 45009; what is too long is refused, not cut."""
    robot = _robot(world, params)
    if not world.rates.take(f"webhook {robot.key}", world.now_exactly(), _ROBOT_RATE):
        raise ApiError(45009)
    if params.broken:
        raise ApiError(40008, "Warning: wrong json format")
    msgtype = params.text("msgtype", 40008)
    content = _robot_content(world, params, robot, msgtype)
    robot.messages.append({"msgtype": msgtype, "at": world.now_exactly(), msgtype: content})
    return {}


def _robot_content(world: World, params: Params, robot: Robot, msgtype: str) -> Json:
    if msgtype not in {"text", "markdown", "markdown_v2", "image", "news", "file", "voice", "template_card"}:
        raise ApiError(40008)
    part = params.part(msgtype, 41006 if msgtype in {"file", "voice"} else 44004)
    if msgtype == "template_card":
        check_card(part, place="webhook")
        return part
    if msgtype in {"file", "voice"}:
        return contents.media(world, msgtype, part, owner=robot.key)
    if msgtype == "image":
        return inline_picture(part)
    if msgtype == "news":
        return contents.news(part)
    return contents.text(part, 2048 if msgtype == "text" else _MARKDOWN_BYTES, kind=msgtype)


def inline_picture(part: Json, msgtype: str = "image") -> Json:
    """A picture as base64 with its md5, at most 2 MB (a robot's limit; an aibot's may be more)."""
    if msgtype != "image":
        raise ApiError(40008, msgtype)
    try:
        raw = base64.b64decode(str(part.get("base64", "")), validate=True)
    except binascii.Error:
        raise ApiError(40058, "image.base64") from None
    if len(raw) > 2 * _MB:
        raise ApiError(40006)
    if not is_picture(raw):
        raise ApiError(40004)
    if part.get("md5") != hashlib.md5(raw).hexdigest():  # noqa: S324  # WeCom's choice
        raise ApiError(40058, "image.md5")
    return part


def webhook_upload(world: World, params: Params) -> Json:
    robot = _robot(world, params)
    kind = params.query.get("type", "")
    upload = check_upload(kind, params.files.get("media"), _ROBOT_UPLOADS)
    media = world.media.add(kind, upload.content, upload.name, now=world.now_exactly(), owner=robot.key)
    return {"type": kind, "media_id": media.id, "created_at": str(int(media.born))}
