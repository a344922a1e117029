"""What WeCom's errcodes mean for whoever sends (global error codes, path 90313), and what to do about them.

Only the number decides: errmsg changes its wording and carries hint ids (path 90455).
"""

from collections.abc import Mapping
from enum import StrEnum


class Class(StrEnum):
    """What a failed call calls for."""

    TOKEN = "token"  # noqa: S105  # ask for a new access token, once
    SETUP = "setup"  # a person has to put the settings right
    LATER = "later"
    NOBODY = "nobody"  # this receiver cannot be reached this way
    CONTENT = "content"  # this message will never be taken


_CODES: Mapping[Class, tuple[int, ...]] = {
    Class.TOKEN: (40014, 42001),
    Class.SETUP: (
        *(40001, 40013, 40056, 41001, 41002, 41004, 50002, 50003, 301002),  # whose secret, which app
        *(48001, 48002, 48006, 43009, 43012, 60020, 301042),  # what it may do, and from where
        *(95000, 95003, 95004, 95011, 95012, 95017),  # the 微信客服 account
    ),
    Class.LATER: (-1, 6000, 45009, 45033, 95007),
    Class.NOBODY: (
        *(81013, 60111, 60011, 60030, 82001, 40003, 40031),
        40096,  # no customer of 微信客服
        *(86001, 86003, 86008, 93000, 93004, 93006, 93008),  # a group or its robot
    ),
}
_CLASSES = {code: kind for kind, codes in _CODES.items() for code in codes}

ADVICE: Mapping[int, str] = {
    40001: "the Secret is not this app's; copy it again",
    40013: "the corporation id is wrong; copy it from 我的企业",
    40014: "the access token was revoked; a new one is fetched",
    40056: "the AgentId is wrong; copy it from the app's page",
    43009: "the corporation is not verified (企业认证)",
    43012: "the app has no callback URL, and cards need one; set 接收消息 on the app's page",
    45009: "called too often; it goes on by itself",
    48002: "the app may not call this interface; allow it under 可调用接口的应用",
    50002: "the member or the app is disabled",
    50003: "the app is disabled; enable it on its page",
    60011: "the member is outside the app's visible range (可见范围)",
    60020: "this machine's IP is not trusted; add it to 企业可信IP, which takes about a minute",
    60030: "the servicer is outside the app's visible range (可见范围)",
    60111: "there is no such member",
    81013: "the member is outside the app's visible range (可见范围) or has left",
    93000: "the robot's key is wrong or the robot was removed from its group",
    93004: "the robot is disabled",
    93008: "the robot is not in the group",
    95001: "five messages were sent since the customer's last one",
    95002: "the customer last wrote over 48 hours ago",
    95003: "an unverified corporation may serve no more customers",
    95004: "there is no such 微信客服 account; see open_kfids",
    95017: "the account's API is off; see 通过API管理微信客服账号",
    95018: "a person has taken the talk over",
    301002: "the Secret belongs to another app than the AgentId",
    301042: "this machine's IP is not trusted; add it to 企业可信IP",
}
_PAUSES = {45009: 60.0}  # seconds; a block lasts as long as its window (path 90454)


def class_of(errcode: int) -> Class:
    """What the code calls for; one unknown to us is the message's fault."""
    return _CLASSES.get(errcode, Class.CONTENT)


def pause_after(errcode: int) -> float | None:
    """Seconds to leave it alone, where WeCom's rule says so."""
    return _PAUSES.get(errcode)
