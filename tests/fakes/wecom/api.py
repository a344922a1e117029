"""One API call from request to answer: token, trouble, method, record."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.fakes.serving import json_response
from tests.fakes.wecom import (
    aibot,
    contacts,
    kf_accounts,
    kf_sending,
    kf_sync,
    rooms,
    sending,
    tokens,
    updating,
)
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.faults import WholeAnswer
from tests.fakes.wecom.model import App, Json
from tests.fakes.wecom.params import Params, read
from tests.fakes.wecom.world import Call, World

_OPEN: dict[str, Callable[[World, Params], Json]] = {
    "gettoken": tokens.gettoken,
    "webhook/send": rooms.webhook_send,
    "webhook/upload_media": rooms.webhook_upload,
    "aibot/response": aibot.response,
}
_GET: dict[str, Callable[[World, App, Params], Json]] = {
    "user/get": contacts.user_get,
    "getcallbackip": contacts.callback_ips,
    "get_api_domain_ip": contacts.callback_ips,
    "media/get": contacts.media_get,
    "appchat/get": rooms.appchat_get,
}
_POST: dict[str, Callable[[World, App, Params], Json]] = {
    "message/send": sending.message_send,
    "message/recall": sending.message_recall,
    "message/update_template_card": updating.update_template_card,
    "batch/openuserid_to_userid": contacts.openuserid_to_userid,
    "media/upload": contacts.media_upload,
    "media/uploadimg": contacts.media_uploadimg,
    "appchat/create": rooms.appchat_create,
    "appchat/update": rooms.appchat_update,
    "appchat/send": rooms.appchat_send,
    "kf/account/add": kf_accounts.account_add,
    "kf/account/list": kf_accounts.account_list,
    "externalcontact/group_welcome_template/add": kf_accounts.group_welcome,
    "msgaudit/check_room_agree": kf_accounts.room_agree,
    "kf/add_contact_way": kf_accounts.add_contact_way,
    "kf/customer/batchget": kf_accounts.customer_batchget,
    "kf/service_state/get": kf_accounts.state_get,
    "kf/service_state/trans": kf_accounts.state_trans,
    "kf/sync_msg": kf_sync.sync_msg,
    "kf/send_msg": kf_sending.send_msg,
    "kf/send_msg_on_event": kf_sending.send_msg_on_event,
}


async def answer(world: World, api: str, request: Request) -> Response:
    """WeCom's answer to one call: HTTP 200 whatever the errcode; every call is recorded."""
    params = await read(request)
    call = Call(at=world.now_exactly(), api=api, params=params.recorded())
    world.calls.append(call)
    body: Json = {"errcode": 0, "errmsg": "ok"}
    try:
        body |= await _run(world, api, request.method, params)
    except ApiError as refusal:
        body = refusal.json()
    except WholeAnswer as whole:
        call.status = whole.response.status_code
        return whole.response
    call.status, call.errcode, call.errmsg = 200, body["errcode"], body["errmsg"]
    return json_response(body)


async def _run(world: World, api: str, method: str, params: Params) -> Json:
    if world.latency:
        await asyncio.sleep(world.latency)
    fault = world.faults.take(api, params)
    if fault is not None and not fault.after_apply:
        await fault.strike()
    result = _called(world, api, method, params)
    if fault is not None and fault.after_apply:
        await fault.strike()
    return result


def _called(world: World, api: str, method: str, params: Params) -> Json:
    if api in _OPEN:
        return _OPEN[api](world, params)
    known: Any = (_GET if method == "GET" else _POST).get(api)
    if known is None:
        raise WholeAnswer(Response("404 page not found", 404))
    result: Json = known(world, tokens.app_of(world, params), params)
    return result
