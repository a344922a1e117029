"""The tests' side door: POST /control/<verb> with a JSON object of arguments."""

import base64
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.wecom import aibot_people, forging, kf_people, people, tokens
from tests.fakes.wecom.faults import Fault
from tests.fakes.wecom.model import App, Endpoint, Json
from tests.fakes.wecom.world import AGENTID, World

_COURIER = frozenset({"answer_within", "pause", "resign"})
_WORLD = frozenset(
    {
        *("shift", "latency", "token_lifetime", "poll_pause", "verify_within"),
        *("kf_page", "kf_repeat", "kf_late_verdict", "tokenless_per_minute"),
    }
)


def fail_next(world: World, api: str, how: int | str, **more: Any) -> None:
    world.faults.waiting.append(Fault(api=api, how=how, closing=world.closing, **more))


def clear_faults(world: World) -> None:
    world.faults.waiting.clear()


def limits(world: World, *, on: bool) -> None:
    world.rates.on = on
    world.rates.spent.clear()


def settings(world: World, **changes: float) -> None:
    for name, value in changes.items():
        if name not in _COURIER | _WORLD:
            raise ControlError(f"no setting {name}")
        setattr(world.courier if name in _COURIER else world, name, value)


def expire_token(world: World, agentid: int = AGENTID, how: str = "expired") -> None:
    if how not in {"expired", "revoked"}:
        raise ControlError(f"how is expired or revoked, not {how!r}")
    tokens.expire(world, agentid, how=how)


def add_app(world: World, agentid: int, secret: str, *, root: bool = True, token: str = "t0ken") -> Json:  # noqa: S107  # opens nothing but this fake
    app = world.add_app(agentid, secret, token)
    app.root = root
    return _credentials(app)


def credentials(world: World, agentid: int = AGENTID) -> Json:
    """What an admin copies from the console into the bot's settings."""
    return {"corpid": world.corpid} | _credentials(world.app(agentid))


def _credentials(app: App) -> Json:
    return {"agentid": app.agentid, "secret": app.secret} | _callback(app.endpoint)


def _callback(endpoint: Endpoint) -> Json:
    return {"token": endpoint.seal.token, "aes_key": endpoint.seal.aes_key}


def aibot_credentials(world: World, aibotid: str) -> Json:
    return {"aibotid": aibotid} | _callback(world.endpoint(aibotid))


def calls(world: World, api: str | None = None) -> list[Json]:
    return [asdict(call) for call in world.calls if api in {None, call.api}]


def forget_calls(world: World) -> None:
    world.calls.clear()


def dropped(world: World) -> list[Json]:
    """App and appchat messages that were thrown away in silence, for their number."""
    return world.dropped


def status(world: World) -> Json:
    log = world.courier.log.values()
    going = world.polls + sum(not one.settled for one in log)
    return {"calls": len(world.calls), "deliveries": len(log), "unsettled": going}


def add_media(world: World, kind: str, content: str, name: str) -> str:
    raw = base64.b64decode(content)
    return world.media.add(kind, raw, name, now=world.now_exactly()).id


def download(world: World, media_id: str) -> str:
    """The content of media that somebody sent, base64."""
    return base64.b64encode(world.media.by_id[media_id].content).decode()


VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb
    for verb in (
        *(people.add_member, people.change_member, people.remove_member, people.set_scope),
        *(people.say, people.event, people.tap, people.disable_app, people.messages_to, people.card_codes),
        *(kf_people.add_external, kf_people.add_kf, kf_people.kf_enter, kf_people.kf_say),
        *(kf_people.kf_click, kf_people.kf_servicer_say, kf_people.kf_state, kf_people.kf_recall),
        *(kf_people.kf_reject, kf_people.kf_fail_next, kf_people.kf_event, kf_people.kf_repeat_entry),
        *(kf_people.kf_trouble, kf_people.kf_messages),
        *(aibot_people.agree, aibot_people.add_room, aibot_people.room_messages, aibot_people.add_robot),
        *(aibot_people.set_robot, aibot_people.webhook_messages, aibot_people.add_aibot),
        *(aibot_people.aibot_say, aibot_people.aibot_enter, aibot_people.aibot_tap),
        *(aibot_people.aibot_messages, aibot_people.aibot_refused, aibot_credentials),
        *(forging.set_callback, forging.verify_url, forging.seal, forging.post, forging.replay),
        *(forging.hold, forging.release, forging.deliveries),
        *(fail_next, clear_faults, limits, settings, expire_token, add_app, credentials),
        *(calls, forget_calls, dropped, status, add_media, download),
    )
}
