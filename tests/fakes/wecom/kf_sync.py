"""kf/sync_msg: pages of the last three days after a cursor."""

import re

from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.kf_world import ask_account
from tests.fakes.wecom.limits import DAY, MINUTE
from tests.fakes.wecom.model import App, Json, KfAccount
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.world import World

_CURSOR = re.compile(r"4gw7([0-9a-f]{8})")
_READABLE, _MOST = 3 * DAY, 1000


def sync_msg(world: World, _app: App, params: Params) -> Json:
    account = ask_account(world, params)
    _check_doorbell(world, account, params.text("token"))
    limit = params.integer("limit", _MOST)
    if not 1 <= limit <= _MOST or params.integer("voice_format", 0) not in {0, 1}:
        raise ApiError(40058)
    start = _start(world, account, params.text("cursor"))
    if account.empty_pages:
        account.empty_pages -= 1
        return _page(account, [], start)
    end = min(start + min(limit, world.kf_page), len(account.log))
    return _page(account, [entry for _, entry in account.log[start:end]], end)


def _page(account: KfAccount, entries: list[Json], end: int) -> Json:
    more = int(end < len(account.log) or account.empty_pages > 0)
    return {"next_cursor": f"4gw7{end:08x}", "has_more": more, "msg_list": entries}


def _check_doorbell(world: World, account: KfAccount, token: str) -> None:
    """95007 for a token that is wrong or older than ten minutes; without one a strict rate limit holds."""
    now = world.now_exactly()
    if token:
        open_kfid, until = world.kf_doorbells.get(token, ("", 0.0))
        if open_kfid != account.open_kfid or until < now:
            raise ApiError(95007)
    elif not world.rates.take("sync without token", now, (world.tokenless_per_minute, MINUTE)):
        raise ApiError(45009)


def _start(world: World, account: KfAccount, cursor: str) -> int:
    """Where the page begins: after the cursor, and not before what is still readable."""
    known = _CURSOR.fullmatch(cursor)
    if cursor and known is None:
        raise ApiError(40058, "cursor")
    oldest = world.now_exactly() - _READABLE
    first = next((place for place, (at, _) in enumerate(account.log) if at >= oldest), len(account.log))
    lost, account.cursor_lost = account.cursor_lost, False
    return first if known is None or lost else max(first, min(int(known[1], 16), len(account.log)))
