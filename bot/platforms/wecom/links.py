"""Links into 微信客服 that say where somebody lives, and the welcome of residents' groups that carries one.

(Links: path 94665; welcomes of 客户群: path 92366.) Nothing in a link is secret: it hangs in the stairwell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.platforms.wecom.client import Client
from handlers.incoming import Arrival

_PARAM = re.compile(r"at_(\d{1,9})(?:_([0-9A-Za-z]{1,4}))?(?:_([0-9A-Za-z]{1,4}))?")
_TITLE = "物业客服"


@dataclass(frozen=True, kw_only=True)
class Link:
    """One address, for a building or, without one, for the whole compound."""

    building: str | None
    url: str


def param(site: int, building: str | None = None, unit: str | None = None) -> str:
    """What stands behind a link (≤ 128 bytes) and comes back when somebody enters by it."""
    return "_".join(filter(None, ("at", str(site), building, unit)))


def arrival(given: str) -> Arrival | None:
    """Where somebody comes from; None for what is no such param."""
    found = _PARAM.fullmatch(given)
    return Arrival(site=int(found[1]), building=found[2], unit=found[3]) if found else None


async def links(client: Client, open_kfid: str, site: int, buildings: Sequence[str | None]) -> list[Link]:
    """A link each. Raises CallFailed."""
    made = []
    for building in buildings:
        scene = f"b{building}" if building and building.isascii() and building.isalnum() else "site"
        answer = await client.post("kf/add_contact_way", {"open_kfid": open_kfid, "scene": scene})
        joint = "&" if "?" in str(answer["url"]) else "?"
        url = f"{answer['url']}{joint}scene_param={quote(param(site, building))}"
        made.append(Link(building=building, url=url))
    return made


async def welcome(client: Client, agent_id: int, words: str, url: str) -> str:
    """A welcome that group owners can turn on (at most 100 in all); returns its id. Raises CallFailed."""
    body = {"text": {"content": words}, "link": {"title": _TITLE, "url": url}, "agentid": agent_id}
    answer = await client.post("externalcontact/group_welcome_template/add", body)
    return str(answer["template_id"])
