"""What WeCom's refusals ask for."""

from urllib.parse import urlsplit

from bot.doctor.finding import Finding, Mark, wrong
from bot.platforms.wecom import errcodes
from bot.platforms.wecom.outcomes import CallFailed, CallRefused
from bot.settings.wecom import Wecom
from bot.terminal import language, say


def failed(written: Wecom, error: CallFailed) -> Finding:
    """A refusal with what its errcode asks for, or that WeCom cannot be reached."""
    if not isinstance(error, CallRefused):
        return wrong("wecom_away", where=urlsplit(written.api_base).netloc, why=str(error))
    return Finding(
        mark=Mark.WRONG,
        check="wecom_refused",
        what=say("check.wecom_refused", why=error.api, code=error.errcode),
        todo=advice(error.errcode),
    )


def advice(errcode: int) -> str:
    """What to do about an errcode."""
    return errcodes.advice(errcode, language()) or say("todo.wecom_refused", code=errcode)
