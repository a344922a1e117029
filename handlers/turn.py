"""One member of staff about to do something about duty, by tap or command."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.change import Told
from desk.errors import Refused
from desk.hours import Calendar
from desk.notices import Notice
from desk.people import WORKERS, Person, Site
from desk.roster import Duty, Shift, parse_day, span
from handlers.post import Post
from handlers.scene import Scene
from handlers.stand_in import heads
from handlers.standing import settle_loose
from handlers.tools import Tools

_FAMILIAR = "小老阿"  # 小李: the one colleague whose surname is 李


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who, where, with which words: those after a command, or what a button carries."""

    scene: Scene
    tools: Tools
    now: datetime
    words: str = ""

    @property
    def person(self) -> Person:
        """Who does it; raises Refused for anybody but staff."""
        if self.scene.person is None:
            raise Refused("unknown_person")
        if not self.scene.person.is_staff:
            raise Refused("roster_staff")
        return self.scene.person

    def staff_only(self) -> None:
        """Raises Refused for anybody but staff, in words that fit any matter."""
        if self.scene.person is None:
            raise Refused("unknown_person")
        if not self.scene.person.is_staff:
            raise Refused("staff_only")

    @property
    def head(self) -> bool:
        """Whether it is one of the heads, or who stands in for one."""
        return bool(heads(self.tools, self.site, self.person, self.now))

    @property
    def site(self) -> Site:
        """The site that it is about."""
        return self.scene.site

    @property
    def calendar(self) -> Calendar:
        """The site's clock and working days."""
        return self.tools.book.calendar(self.site)

    @property
    def duty(self) -> Duty:
        """How the site's standard has duty done."""
        return self.tools.book.standard(self.site.standard).duty

    @property
    def key(self) -> int:
        """The id that the tapped button carries; 0 for none."""
        return int(self.words) if self.words.isascii() and self.words.isdigit() else 0

    def day(self) -> tuple[date, str]:
        """The day that was written, and the words behind it; raises Refused where none was.

        Past midnight it may be that on which the running shift began.
        """
        day, rest = parse_day(self.words, self.calendar.local(self.now).date())
        if day is None and (running := self.tools.uow.roster.at(self.site.id, self.now)):
            began = self.calendar.local(running.starts_at).date()
            day, rest = parse_day(self.words, began)
            day = began if day == began else None
        if day is None:
            raise Refused("no_such_day", word=self.words[:20])
        return day, rest

    def shift(self, day: date) -> Shift | None:
        """The shift of that day as it stands in the roster."""
        first, last = span(self.calendar, self.duty, day)
        return next(iter(self.tools.uow.roster.beginning(self.site.id, first, last)), None)

    def colleague(self, name: str) -> Person:
        """The member of staff of that name, who can have duty; raises Refused with the names there are."""
        wanted = name.strip().lstrip("@")
        staff = [one for one in self.tools.uow.people.staff(self.site.id) if one.role in WORKERS]
        found = [one for one in staff if one.name == wanted]
        if not found and len(wanted) == len("小李") and wanted[0] in _FAMILIAR:
            found = [one for one in staff if one.name.startswith(wanted[1])]
        if len(found) == 1:
            return found[0]
        names = Notice("list", {"parts": [one.name for one in found or staff]})
        raise Refused("no_such_officer", name=wanted[:20], names=names)

    def tell(self, told: Told) -> None:
        """Write to whom it concerns."""
        Post(tools=self.tools, site=self.site, now=self.now).tell(told)

    def settle(self, card: str, notice: Notice) -> None:
        """The cards of that name say what became of it, where they stand, and have no buttons any more."""
        settle_loose(Post(tools=self.tools, site=self.site, now=self.now), card, notice)

    def log(self, line: Notice) -> None:
        """Append a line to the duty log (S2-18)."""
        self.tools.uow.duty_log.add(self.site.id, self.now, line)
