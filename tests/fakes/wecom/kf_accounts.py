"""微信客服 accounts: accounts, links, customers and the state of their sessions."""

import re
from urllib.parse import quote

from tests.fakes.wecom import contents
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.kf_world import ask_account, session_of, window_open
from tests.fakes.wecom.limits import DAY, at_most_chars
from tests.fakes.wecom.model import App, Json, KfAccount, Session
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.world import World

_SCENE = re.compile(r"[0-9a-zA-Z_-]{0,32}")
_END_CODE, _POOL_CODE = 20, 2 * DAY


def account_add(world: World, _app: App, params: Params) -> Json:
    name = at_most_chars(params.text("name"), 16, "name", 95006)
    if not name:
        raise ApiError(95006)
    open_kfid = f"wk{world.serial()}"
    world.accounts[open_kfid] = KfAccount(open_kfid=open_kfid, name=name, servicers=[])
    return {"open_kfid": open_kfid}


def account_list(world: World, _app: App, _params: Params) -> Json:
    listed = [{"open_kfid": one.open_kfid, "name": one.name} for one in world.accounts.values()]
    return {"account_list": listed}


def add_contact_way(world: World, _app: App, params: Params) -> Json:
    """A link to the account; a visitor's `scene` and the `scene_param` put behind it come with the event."""
    account = ask_account(world, params)
    scene = params.text("scene")
    if not _SCENE.fullmatch(scene):
        raise ApiError(40058, "scene")
    url = f"https://work.weixin.qq.com/kfid/{quote(account.open_kfid)}?enc_scene=ENC{len(account.links)}"
    account.links[url] = scene
    return {"url": url}


def group_welcome(world: World, _app: App, params: Params) -> Json:
    """A welcome for 客户群: words and perhaps one link; at most a hundred."""
    contents.words(params.part("text"), "content", 3000, required=True)
    link = params.body.get("link")
    if link:
        contents.words(link, "title", 128, required=True)
        contents.words(link, "url", 2048, required=True)
    return {"template_id": f"msgTemplate{world.serial()}"}


def room_agree(world: World, _app: App, params: Params) -> Json:
    """Who in a group lets themselves be archived; the spelling of the id's name is WeCom's."""
    agreed = world.agreements.get(params.text("roomid"), {})
    listed = [{"agree_status": status, "exteranalopenid": one} for one, status in agreed.items()]
    return {"agreeinfo": [{"status_change_time": 1} | one for one in listed]}


def customer_batchget(world: World, _app: App, params: Params) -> Json:
    """Names of customers who were active in the last 48 h; the rest is `invalid_external_userid`."""
    asked = params.strings("external_userid_list", 100)
    active = {one: session for one in asked if (session := _active(world, one)) is not None}
    people = [_customer(world, one, params) for one in active]
    return {"customer_list": people, "invalid_external_userid": [one for one in asked if one not in active]}


def _active(world: World, external: str) -> Json | None:
    now = world.now_exactly()
    for account in world.accounts.values():
        session = account.sessions.get(external)
        if session is not None and window_open(session, now):
            return session.context or {}
    return None


def _customer(world: World, external: str, params: Params) -> Json:
    person = world.externals[external]
    fields: Json = {"external_userid": external, "nickname": person.nickname, "avatar": "", "gender": 0}
    if person.unionid:
        fields["unionid"] = person.unionid
    context = _active(world, external)
    if params.body.get("need_enter_session_context") == 1 and context:
        fields["enter_session_context"] = context
    return fields


def state_get(world: World, _app: App, params: Params) -> Json:
    session = session_of(world, ask_account(world, params), params.text("external_userid"))
    return {"service_state": session.state, "servicer_userid": session.servicer}


def state_trans(world: World, _app: App, params: Params) -> Json:
    """0–3 to 1, 2, 3 or 4; an ended session stays ended until the customer writes. 3 needs a servicer."""
    account = ask_account(world, params)
    session = session_of(world, account, params.text("external_userid"))
    wanted, servicer = params.integer("service_state", -1), params.text("servicer_userid")
    if session.state == 4:
        raise ApiError(95013)
    if wanted not in {1, 2, 3, 4}:
        raise ApiError(95016)
    if wanted == 3 and servicer not in account.servicers:
        raise ApiError(95014)
    session.state, session.servicer = wanted, servicer if wanted == 3 else ""
    subject = (account.open_kfid, session.external_userid)
    if wanted == 1:
        return {}
    return {"msg_code": world.new_code("kf-state", subject, _END_CODE if wanted == 4 else _POOL_CODE)}


def end_code(world: World, account: KfAccount, session: Session) -> str:
    """What one last message may be sent with when a talk is over."""
    return world.new_code("kf-state", (account.open_kfid, session.external_userid), _END_CODE)
