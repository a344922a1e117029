"""One-time codes: made, kept, and told with how to use them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.terminal import say
from desk.people import Role, RoomKind, Site
from storage.codes import Grant
from storage.unit_of_work import UnitOfWork

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as another: no 0 O, no 1 I L, no U
LENGTH = 10  # 49 bits: not to be guessed within the two days
VALID = timedelta(hours=48)


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A code that was given out."""

    code: str
    expires_at: datetime  # in the site's zone
    link: str | None  # for a person, once the bot's name is known
    what: RoomKind | Role | None  # what it makes of a chat, or of a person

    def as_record(self) -> dict[str, str | None]:
        """As `wuyebot code --json` prints it."""
        expires = self.expires_at.isoformat(timespec="seconds")
        return {"code": self.code, "expires_at": expires, "link": self.link}

    @property
    def how(self) -> str:
        """How to use it."""
        private = "code.link" if self.link else "code.join"
        key = "code.bind" if isinstance(self.what, RoomKind) else private
        return say(key, code=self.code, link=self.link, until=f"{self.expires_at:%Y-%m-%d %H:%M}")


def issue(uow: UnitOfWork, site: Site, now: datetime, **given: object) -> Issued:
    """A new code for what is `given` (fields of storage's Grant)."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    grant = Grant(site=site.id, expires_at=now + VALID, **given)  # type: ignore[arg-type]  # its own fields
    uow.codes.add(code, grant)
    username = uow.seen.mark("telegram.username")
    return Issued(
        code=code,
        expires_at=grant.expires_at.astimezone(ZoneInfo(site.timezone)),
        link=f"https://t.me/{username}?start={code}" if username and grant.role else None,
        what=grant.room_kind or grant.role,
    )
