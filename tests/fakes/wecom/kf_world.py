"""What happens in 微信客服: entries of the log, the doorbell, sessions and their 48 h window."""

import secrets

from tests.fakes.serving import ControlError
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.limits import HOUR
from tests.fakes.wecom.model import Json, KfAccount, Session
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.world import AGENTID, World

WINDOW, QUOTA = 48 * HOUR, 5
_DOORBELL_LIFETIME = 600


def account_of(world: World, open_kfid: str | None) -> KfAccount:
    """An account for a control verb; None is the only one."""
    if open_kfid is None and len(world.accounts) == 1:
        return next(iter(world.accounts.values()))
    if open_kfid not in world.accounts:
        raise ControlError(f"no kf account {open_kfid}: {sorted(world.accounts)}")
    return world.accounts[open_kfid]


def ask_account(world: World, params: Params) -> KfAccount:
    """The account that a call names: 95000 none or malformed, 95004 unknown."""
    open_kfid = params.text("open_kfid", 95000)
    if not open_kfid.startswith("wk"):
        raise ApiError(95000)
    if open_kfid not in world.accounts:
        raise ApiError(95004)
    return world.accounts[open_kfid]


def session_of(world: World, account: KfAccount, external: str) -> Session:
    if external not in world.externals:
        raise ApiError(40096)
    return account.sessions.setdefault(external, Session(external_userid=external))


def window_open(session: Session, now: float) -> bool:
    return session.spoke_at is not None and session.spoke_at + WINDOW > now


def log(world: World, account: KfAccount, entry: Json) -> Json:
    """Puts an entry into sync_msg's list and rings the app's doorbell."""
    common = {"msgid": entry.pop("msgid", None) or f"kf{world.serial()}", "send_time": world.now()}
    full = common | entry
    account.log.append((world.now_exactly(), full))
    ring(world, account)
    return full


def ring(world: World, account: KfAccount) -> None:
    token = f"ENC{secrets.token_urlsafe(24)}"
    world.kf_doorbells[token] = (account.open_kfid, world.now_exactly() + _DOORBELL_LIFETIME)
    fields = {"MsgType": "event", "Event": "kf_msg_or_event", "Token": token, "OpenKfId": account.open_kfid}
    world.tell(world.app(AGENTID), fields, account.open_kfid)


def log_event(world: World, account: KfAccount, event_type: str, **fields: object) -> Json:
    """A system event (origin 4): account and customer are named inside `event` only."""
    inside = {"event_type": event_type, "open_kfid": account.open_kfid, **fields}
    return log(world, account, {"origin": 4, "msgtype": "event", "event": inside})


def log_message(world: World, account: KfAccount, external: str, message: Json) -> Json:
    """A message of a customer (origin 3) or a servicer (5)."""
    who = {"open_kfid": account.open_kfid, "external_userid": external}
    return log(world, account, who | message)
