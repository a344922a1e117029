"""WeCom's refusals: HTTP 200 with an errcode. Meanings from the official table of error codes."""

import itertools
from typing import Any

_hints = itertools.count(1_700_000_001)

MEANINGS = {
    -1: "system busy",
    40001: "invalid credential",
    40004: "invalid media type",
    40005: "invalid type parameter",
    40006: "invalid media size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40032: "invalid userid list size",
    40056: "invalid agentid",
    40058: "invalid parameter",
    40063: "some parameters are empty",
    40096: "invalid external userid",
    41001: "access_token missing",
    41006: "media_id missing",
    41009: "userid missing",
    41050: "invalid welcome code",
    42001: "access_token expired",
    42003: "code expired",
    42014: "invalid task_id",
    42015: "agentid not match",
    42022: "code has been used",
    42052: "msgid expired",
    44004: "content is empty",
    45002: "content size out of limit",
    45008: "article count out of limit",
    45009: "api freq out of limit",
    48002: "api forbidden",
    50003: "app is disabled",
    60011: "no privilege to access/modify contact/party/agent",
    60111: "userid not found",
    81013: "user & party & tag all invalid",
    82001: "user & party & tag all empty",
    82002: "invalid party list size",
    82003: "invalid tag list size",
    82102: "target not among the receivers",
    86001: "invalid chatid",
    86003: "chatid not exist",
    86004: "invalid chat name",
    86006: "invalid member count",
    86007: "invalid chat member",
    86008: "not the creating app's chat",
    86215: "chatid existed",
    93000: "invalid webhook url",
    93004: "robot disabled",
    93008: "not in group",
    95000: "invalid open_kfid",
    95001: "send msg count limit",
    95002: "send msg time limit",
    95004: "open_kfid not exist",
    95007: "invalid msg token",
    95008: "menu item count out of limit",
    95009: "invalid menu item type",
    95013: "conversation ended",
    95014: "not a servicer",
    95016: "forbidden state transition",
    95018: "send msg session status invalid",
    301002: "no privilege on this agent",
}


class ApiError(Exception):
    """A call that WeCom refuses with this errcode; the wording has a hint id and is not to be relied on."""

    def __init__(self, errcode: int, detail: str = "") -> None:
        self.errcode = errcode
        words = MEANINGS.get(errcode, "error")
        self.errmsg = ", ".join(filter(None, (words, detail, f"hint: [{next(_hints)}], more info at …")))
        super().__init__(f"{errcode} {self.errmsg}")

    def json(self) -> dict[str, Any]:
        return {"errcode": self.errcode, "errmsg": self.errmsg}
