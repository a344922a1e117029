"""Access tokens: one per app, the same while it is valid, and what WeCom says to a wrong one."""

import secrets

from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.model import App, Json
from tests.fakes.wecom.params import Params
from tests.fakes.wecom.world import World


def gettoken(world: World, params: Params) -> Json:
    """GET gettoken: the app's token, a new one only where the old one is no longer valid."""
    if params.query.get("corpid") != world.corpid:
        raise ApiError(40013)
    given = params.query.get("corpsecret")
    app = next((app for app in world.apps.values() if app.secret == given), None)
    if app is None:
        raise ApiError(40001)
    if app.token_until <= world.now_exactly():
        app.token = secrets.token_urlsafe(160)
        app.token_until = world.now_exactly() + world.token_lifetime
    left = int(app.token_until - world.now_exactly())
    return {"access_token": app.token, "expires_in": max(1, left)}


def app_of(world: World, params: Params) -> App:
    """The app whose token the call bears: 41001 none, 40014 unknown or revoked, 42001 too old."""
    given = params.query.get("access_token")
    if not given:
        raise ApiError(41001)
    app = next((app for app in world.apps.values() if app.token == given), None)
    if app is None:
        raise ApiError(40014)
    if app.token_until <= world.now_exactly():
        raise ApiError(42001)
    if app.disabled:
        raise ApiError(50003)
    return app


def expire(world: World, agentid: int, *, how: str) -> None:
    """The token ends before its time: `expired` (42001) or `revoked` (40014)."""
    app = world.app(agentid)
    app.token_until = 0.0
    if how == "revoked":
        app.token = ""
