"""Small questions to WeCom: members, encrypted ids, its own addresses; and media in and out."""

from starlette.responses import Response

from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.faults import WholeAnswer
from tests.fakes.wecom.files import LIMITS, check_upload
from tests.fakes.wecom.model import App, Json
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.world import World


def user_get(world: World, app: App, params: Params) -> Json:
    userid = params.query.get("userid")
    if not userid:
        raise ApiError(41009)
    member = world.find(userid)
    if member is None:
        raise ApiError(60111)
    if not world.in_scope(app, member.userid):
        raise ApiError(60011)
    fields = {"userid": member.userid, "name": member.name, "department": member.departments}
    return fields | {"status": 1, "isleader": 0, "enable": 1}


def openuserid_to_userid(world: World, _app: App, params: Params) -> Json:
    asked = params.strings("open_userid_list", 1000)
    known = {world.open_userid(userid): userid for userid in world.members}
    pairs = [{"open_userid": one, "userid": known[one]} for one in asked if one in known]
    return {"userid_list": pairs, "invalid_open_userid_list": [one for one in asked if one not in known]}


def callback_ips(_world: World, _app: App, _params: Params) -> Json:
    return {"ip_list": ["127.0.0.1"]}


def media_upload(world: World, _app: App, params: Params) -> Json:
    kind = params.query.get("type", "")
    upload = check_upload(kind, params.files.get("media"), LIMITS)
    media = world.media.add(kind, upload.content, upload.name, now=world.now_exactly())
    return {"type": kind, "media_id": media.id, "created_at": str(int(media.born))}


def media_uploadimg(world: World, _app: App, params: Params) -> Json:
    upload = check_upload("image", params.files.get("media"), LIMITS)
    media = world.media.add("image", upload.content, upload.name, now=world.now_exactly())
    return {"url": f"{world.url}/pic/{media.id}"}


def media_get(world: World, _app: App, params: Params) -> Json:
    """The bytes with a Content-Disposition; a wrong media_id is JSON with HTTP 200 all the same."""
    media = world.media.get(params.query.get("media_id"), now=world.now_exactly())
    disposition = {"Content-disposition": f'attachment; filename="{media.name}"'}
    raise WholeAnswer(Response(media.content, media_type=media.type, headers=disposition))
