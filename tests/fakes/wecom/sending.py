"""App messages: message/send to members, silently thinned out, and message/recall."""

import copy
import json
from dataclasses import dataclass

from tests.fakes.wecom import contents
from tests.fakes.wecom.cards import calls_back, check_card, claim
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.limits import DAY, HOUR, MINUTE
from tests.fakes.wecom.model import App, Copy, Json, Member, Sent
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.world import World

PER_MEMBER = ((30, MINUTE), (1000, HOUR))
CODE_LIFETIME = 72 * HOUR
_LONGEST_CHECK = 14400
_PLUGIN_HIDES = frozenset({"markdown", "template_card"})


@dataclass(frozen=True, kw_only=True)
class Receivers:
    valid: list[Member]
    invalid: list[str]
    unlicensed: list[str]
    parties: list[str]
    tags: list[str]

    def json(self) -> Json:
        """Partial failures: errcode stays 0. Userids come back in lower case."""
        fields = {
            "invaliduser": [userid.lower() for userid in self.invalid],
            "invalidparty": self.parties,
            "invalidtag": self.tags,
            "unlicenseduser": [userid.lower() for userid in self.unlicensed],
        }
        return {name: "|".join(values) for name, values in fields.items()}


def message_send(world: World, app: App, params: Params) -> Json:
    check_agent(world, app, params)
    receivers = find_receivers(world, app, params)
    msgtype = params.text("msgtype", 40008)
    content, cut = read_content(world, app, params, msgtype)
    again = _sent_before(world, app, params)
    if again is not None:
        return receivers.json() | {"msgid": again}
    sent = _post(world, app, receivers.valid, msgtype, content, cut=cut)
    _remember(world, app, params, sent.msgid)
    return receivers.json() | {"msgid": sent.msgid} | _response_code(world, sent, msgtype, content)


def check_agent(world: World, app: App, params: Params) -> None:
    """agentid must be an integer and the token's own app."""
    agentid = params.body.get("agentid")
    if not isinstance(agentid, int) or agentid not in world.apps:
        raise ApiError(40056)
    if agentid != app.agentid:
        raise ApiError(301002)


def find_receivers(world: World, app: App, params: Params) -> Receivers:
    """Who gets it; 82001 where nobody is named, 81013 where nobody of the named is valid."""
    users = _listed(params, "touser", 1000, 40032)
    parties, tags = _listed(params, "toparty", 100, 82002), _listed(params, "totag", 100, 82003)
    if not (users or parties or tags):
        raise ApiError(82001)
    everyone = list(world.members) if users == ["@all"] else []
    found, unknown = _known(world, app, everyone or users, silent=bool(everyone))
    of_parties, bad_parties = _of_parties(world, app, parties)
    people = {one.userid: one for one in [*found, *of_parties]}
    valid = [one for one in people.values() if one.licensed]
    unlicensed = [one.userid for one in people.values() if not one.licensed]
    if not valid:
        raise ApiError(81013)
    return Receivers(valid=valid, invalid=unknown, unlicensed=unlicensed, parties=bad_parties, tags=tags)


def _listed(params: Params, name: str, most: int, errcode: int) -> list[str]:
    names = [one for one in params.text(name, errcode).split("|") if one]
    if len(names) > most:
        raise ApiError(errcode)
    return names


def _known(
    world: World, app: App, userids: list[str], *, silent: bool = False
) -> tuple[list[Member], list[str]]:
    """Members in the app's scope, and the ids that are not; `@all` names nobody who is not."""
    pairs = [(userid, world.find(userid)) for userid in userids]
    found = [one for _, one in pairs if one is not None and world.in_scope(app, one.userid)]
    known = {one.userid for one in found}
    unknown = [userid for userid, one in pairs if one is None or one.userid not in known]
    return found, [] if silent else unknown


def _of_parties(world: World, app: App, parties: list[str]) -> tuple[list[Member], list[str]]:
    people: list[Member] = []
    bad = []
    for party in parties:
        inside = [one for one in world.members.values() if party in map(str, one.departments)]
        people += [one for one in inside if world.in_scope(app, one.userid)]
        bad += [] if inside else [party]
    return people, bad


def read_content(world: World, app: App, params: Params, msgtype: str) -> tuple[Json, bool]:
    """The checked content of an app message, and whether it was cut."""
    if params.broken:
        raise ApiError(40008, "Warning: wrong json format")
    if msgtype == "text":
        return contents.cut_text(params.part("text"))
    if msgtype == "template_card":
        return _read_card(world, app, params), False
    return plain_content(world, params, msgtype), False


def plain_content(world: World, params: Params, msgtype: str) -> Json:
    """markdown, textcard, news and media, which app messages and appchat share."""
    if msgtype in contents.MEDIA:
        return contents.media(world, msgtype, params.part(msgtype, 41006))
    if msgtype == "markdown":
        return contents.text(params.part(msgtype), kind=msgtype)
    if msgtype == "textcard":
        return contents.textcard(params.part(msgtype))
    if msgtype == "news":
        return contents.news(params.part(msgtype))
    raise ApiError(40008)


def _read_card(world: World, app: App, params: Params) -> Json:
    card = params.part("template_card")
    check_card(card)
    check_names(world, card)
    claim(card, app.task_ids)
    return card


def check_names(world: World, card: Json) -> None:
    """The people and files that the card's rows name must exist."""
    for row in card.get("horizontal_content_list") or []:
        if row.get("type") == 3 and world.find(row["userid"]) is None:
            raise ApiError(42050)
        if row.get("type") == 2:
            world.media.get(row["media_id"], now=world.now_exactly(), kind="file")


def _fingerprint(app: App, params: Params) -> str:
    what = {name: value for name, value in params.body.items() if not name.startswith("duplicate_")}
    return json.dumps([app.agentid, what], sort_keys=True)


def _sent_before(world: World, app: App, params: Params) -> str | None:
    """The msgid of the same message within the asked interval: this one is then dropped."""
    interval = params.integer("duplicate_check_interval", 1800)
    if interval > _LONGEST_CHECK:
        raise ApiError(40058, "duplicate_check_interval")
    before = world.recent_sends.get(_fingerprint(app, params))
    if not params.body.get("enable_duplicate_check") or before is None:
        return None
    return before[1] if before[0] > world.now_exactly() - interval else None


def _remember(world: World, app: App, params: Params, msgid: str) -> None:
    if params.body.get("enable_duplicate_check"):
        world.recent_sends[_fingerprint(app, params)] = (world.now_exactly(), msgid)


def _post(
    world: World, app: App, members: list[Member], msgtype: str, content: Json, *, cut: bool = False
) -> Sent:
    """Everybody's copy; who has had too much gets none, and nobody is told."""
    msgid, now = f"msg{world.serial()}", world.now_exactly()
    sent = world.sent[msgid] = Sent(msgid=msgid, agentid=app.agentid, at=now, copies={})
    for member in members:
        shown = not (member.plugin and msgtype in _PLUGIN_HIDES)
        if not world.rates.take(f"app {app.agentid} {member.userid}", now, *PER_MEMBER):
            world.dropped.append({"to": member.userid, "msgtype": msgtype, "content": content})
            continue
        own = copy.deepcopy(content)
        sent.copies[member.userid] = Copy(
            msgid=msgid, agentid=app.agentid, at=now, msgtype=msgtype, content=own, shown=shown, cut=cut
        )
    return sent


def _response_code(world: World, sent: Sent, msgtype: str, content: Json) -> Json:
    if msgtype != "template_card" or not calls_back(content):
        return {}
    return {"response_code": world.new_code("card", sent.msgid, CODE_LIFETIME)}


def message_recall(world: World, app: App, params: Params) -> Json:
    """Takes a message back within 24 h; the WeChat plugin keeps it."""
    sent = world.sent.get(params.text("msgid"))
    if sent is None or sent.agentid != app.agentid:
        raise ApiError(40058, "msgid")
    if sent.at + DAY < world.now_exactly():
        raise ApiError(42052)
    for userid, own in sent.copies.items():
        member = world.members.get(userid)
        own.recalled = member is None or not member.plugin
    return {}
