"""One Bot API call from request to answer: token, trouble, method, record."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.fakes.serving import json_response
from tests.fakes.telegram import asking, editing, receiving, sending
from tests.fakes.telegram.errors import ApiError
from tests.fakes.telegram.params import Params, read_params
from tests.fakes.telegram.world import Call, World

Method = Callable[[World, Params], Any | Awaitable[Any]]
METHODS: dict[str, Method] = {
    "getme": asking.get_me,
    "getchat": asking.get_chat,
    "getchatmember": asking.get_chat_member,
    "getchatadministrators": asking.get_chat_administrators,
    "leavechat": asking.leave_chat,
    "getfile": asking.get_file,
    "setmycommands": asking.set_my_commands,
    "getmycommands": asking.get_my_commands,
    "deletemycommands": asking.delete_my_commands,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendmediagroup": sending.send_media_group,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "answercallbackquery": editing.answer_callback_query,
    "setmessagereaction": editing.set_message_reaction,
}


async def answer(world: World, token: str, method: str, request: Request) -> Response:
    """Telegram's answer to one call; every call of ours is recorded, also the failing ones."""
    if token != world.token:
        return _refused(_stranger(token))
    try:
        params = await read_params(request)
    except ApiError as refusal:
        return _refused(refusal)
    call = Call(at=world.now_exactly(), method=method, params=params.recorded())
    world.calls.append(call)
    try:
        result = await _run(world, method, params)
    except ApiError as refusal:
        call.status, call.description = refusal.status, refusal.description
        return _refused(refusal)
    call.status = 200
    return json_response({"ok": True, "result": result})


def _stranger(token: str) -> ApiError:
    number, colon, secret = token.partition(":")
    well_formed = number.isdigit() and colon and secret
    return ApiError(401, "Unauthorized") if well_formed else ApiError(404, "Not Found")


def _refused(refusal: ApiError) -> Response:
    return json_response(refusal.json(), refusal.status)


async def _run(world: World, method: str, params: Params) -> Any:
    if world.latency:
        await asyncio.sleep(world.latency)
    fault = world.faults.take(method, params)
    if fault is not None and not fault.after_apply:
        await fault.strike()
    known = METHODS.get(method.lower())
    if known is None:
        raise ApiError(404, "Not Found")
    result = known(world, params)
    if inspect.isawaitable(result):
        result = await result
    if fault is not None and fault.after_apply:
        await fault.strike()
    return result
