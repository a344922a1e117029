"""How a call fails, and what that means for the message that was to be sent (base.py)."""

from bot.platforms.base import Blocked, Departed, PlatformError, Refused, Unreachable
from bot.platforms.wecom.errcodes import Class, advice, class_of, pause_after

NO_MEMBER = 60111
_REASONS = {
    **dict.fromkeys((60011, 60030, 81013), "scope"),
    **dict.fromkeys((86001, 86003, 86008, 93000, 93004, 93006, 93008), "robot"),
    95001: "quota",
    95002: "late",
    95018: "servicer",
}
_UNTIL_REPAIRED = 300.0  # seconds between tries while somebody has to put the settings right


class CallFailed(Exception):  # noqa: N818  # an outcome, as in base.py
    """A call that did not do what it should; its text has no secrets."""


class CallRefused(CallFailed):
    """WeCom answered with an errcode."""

    def __init__(self, api: str, errcode: int) -> None:
        todo = advice(errcode, "en")  # as all logs
        super().__init__(f"{api}: errcode {errcode}" + (f" ({todo})" if todo else ""))
        self.api = api
        self.errcode = errcode

    @property
    def kind(self) -> Class:
        """What it calls for."""
        return class_of(self.errcode)


class CallLost(CallFailed):
    """No answer, or none that can be read: whether it was done is not known."""

    def __init__(self, api: str, why: str) -> None:
        super().__init__(f"{api}: {why}")


def outcome(error: CallFailed) -> PlatformError:
    """What the failure means for the message.

    Trouble with the settings is Unreachable: the letters wait until somebody has repaired that.
    """
    why = str(error)
    if not isinstance(error, CallRefused):
        return Unreachable(why)
    if error.kind is Class.SETUP:
        return Unreachable(why, after=_UNTIL_REPAIRED)
    if error.kind in {Class.LATER, Class.TOKEN}:
        return Unreachable(why, after=pause_after(error.errcode))
    reason = _REASONS.get(error.errcode, "")
    if error.errcode == NO_MEMBER:
        return Departed(why, "left")
    return Blocked(why, reason) if error.kind is Class.NOBODY else Refused(why, reason)
