"""update_template_card: one response_code repaints the card once, for everybody named."""

import copy

from tests.fakes.wecom.cards import check_card
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.model import App, Code, Copy, Json, Sent
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.sending import check_agent, check_names
from tests.fakes.wecom.world import World


def update_template_card(world: World, app: App, params: Params) -> Json:
    """Everything is checked before the code is spent: a refused call leaves it usable."""
    check_agent(world, app, params)
    _code(world, params)
    change = _read_change(world, app, params)
    userids = params.strings("userids", 1000, 40032)
    params_lists = [params.body.get(name) or [] for name in ("partyids", "tagids")]
    if any(len(ids) > 100 for ids in params_lists):
        raise ApiError(82002)
    if not (userids or any(params_lists) or params.body.get("atall") == 1):
        raise ApiError(82001)
    sent = world.sent[world.spend(params.body.get("response_code"), "card").subject]
    copies, strangers = _targets(world, sent, params, userids)
    for own in copies:
        repaint(own, change)
    return {"invaliduser": strangers}


def _code(world: World, params: Params) -> Code:
    code = world.codes.get(params.text("response_code"))
    if code is None or code.use != "card":
        raise ApiError(40058, "response_code")
    return code


def _read_change(world: World, app: App, params: Params) -> str | Json:
    """The new words on the buttons, or the new card."""
    code = _code(world, params)
    if world.sent[code.subject].agentid != app.agentid:
        raise ApiError(42015)
    if "button" in params.body:
        name = params.part("button").get("replace_name")
        if not isinstance(name, str) or not name:
            raise ApiError(40063, "replace_name")
        return name
    card = params.part("template_card")
    whole = card if "task_id" in card else card | {"task_id": "as-before"}
    check_card(whole)
    check_names(world, card)
    return card


def _targets(world: World, sent: Sent, params: Params, userids: list[str]) -> tuple[list[Copy], list[str]]:
    if params.body.get("atall") == 1:
        return list(sent.copies.values()), []
    parties = {str(one) for one in params.body.get("partyids") or []}
    of_parties = [one for one in sent.copies if parties & _departments(world, one)]
    found = {found.userid: None for userid in userids if (found := world.find(userid))}
    got = [userid for userid in {**found, **dict.fromkeys(of_parties)} if userid in sent.copies]
    strangers = [userid for userid in userids if userid.lower() not in {one.lower() for one in got}]
    return [sent.copies[userid] for userid in got], [userid.lower() for userid in strangers]


def _departments(world: World, userid: str) -> set[str]:
    member = world.members.get(userid)
    return {str(one) for one in member.departments} if member else set()


def repaint(own: Copy, change: str | Json) -> None:
    """Greys the buttons under new words, or puts a new card in the old one's place."""
    own.earlier.append(copy.deepcopy(own.content))
    if isinstance(change, str):
        own.replaced = change
        return
    own.replaced = change.get("replace_text")
    task_id = change.get("task_id") or own.content.get("task_id")
    own.content = copy.deepcopy(change) | ({"task_id": task_id} if task_id else {})
