"""听清、问清: what is missing is asked of the reporter, one question at a time (S2-48, S2-49, S2-85)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.change import to_person
from desk.clears import Home, Slot
from desk.matter import matter
from desk.notices import Button, Fact, Notice, Word, row
from desk.people import Person, Site
from desk.ticket import UNFINISHED, Status, Ticket
from handlers.post import Post
from handlers.standing import settle
from handlers.tools import Tools
from storage.questions import Question

KIND = "clear"  # of the question whose answer is awaited
FIX = "fix"  # what it is really, after 改一下
CARD = "clear-"
_PATIENCE = timedelta(hours=12)  # house: privately an answer may come after work
_ALOUD = timedelta(minutes=15)  # house: in a room, where much else is said
_GOES_ON = "goes_on"  # handlers.gathering: a question that nobody asked aloud
_EVENING = 18  # house: from this hour nobody is offered 今天
_ASKED_OF = frozenset(
    {"room", "private"}
)  # who reported it themselves; of others the owner sees what is missing


def plan(tools: Tools, ticket: Ticket, now: datetime, *, doubted: bool = False) -> None:
    """Before it is registered: note what is missing, so that its cards say so from the first."""
    rules, ticket = tools.book.clears, replace(ticket, status=Status.OPEN)
    if rules.need(ticket) is None and not doubted:
        return
    reachable = rules.at_home(ticket) and _reachable(tools, ticket, now)  # of anything else nobody asks
    for slot in rules.missing(ticket, home=_home(tools, ticket), reachable=reachable, doubted=doubted):
        tools.uow.clears.plan(ticket.id, slot)


def ask(site: Site, tools: Tools, key: int, now: datetime) -> None:
    """What is missing is asked, once it is registered and dispatched."""
    ticket = tools.uow.tickets.get(key)
    if ticket is not None:
        Hearing(tools=tools, site=site, ticket=ticket, now=now).ask()


def _home(tools: Tools, ticket: Ticket) -> str | None:
    return ticket.homes.get(ticket.reporter) or tools.uow.people.get(ticket.reporter).household


def _reachable(tools: Tools, ticket: Ticket, now: datetime) -> bool:
    site = tools.uow.sites.get(ticket.site)
    contact = tools.uow.contacts.get(ticket.reporter)
    reading = tools.reader.read(ticket.text, tools.book.calendar(site).local(now))
    return bool(reading.phone or reading.when or (contact and contact.phone))


def missing(tools: Tools, ticket: Ticket) -> tuple[str, ...]:
    """What nobody has told yet, for whoever has the ticket."""
    rules = tools.book.clears
    if rules.need(ticket) is None:
        return ()
    planned = {one.slot: one for one in tools.uow.clears.of(ticket.id)}
    unplaced = Slot.PLACE in planned and rules.unplaced(ticket, _home(tools, ticket))
    unwished = Slot.VISIT in planned and planned[Slot.VISIT].answered_at is None
    return (*(["place"] if unplaced else []), *(["visit"] if unwished else []))


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """One ticket whose reporter is heard out."""

    tools: Tools
    site: Site
    ticket: Ticket
    now: datetime
    worded: bool = False  # the answer is written in private, and has a receipt of its own

    @property
    def post(self) -> Post:
        """How letters about it are written."""
        return Post(tools=self.tools, site=self.site, now=self.now, ticket=self.ticket)

    def ask(self) -> bool:
        """Ask the next question; False: there is none, or one still waits for its answer."""
        ticket, rules = self.ticket, self.tools.book.clears
        if ticket.status not in UNFINISHED or ticket.emergency or ticket.source not in _ASKED_OF:
            return False
        planned = self.tools.uow.clears.of(ticket.id)
        waiting = [one for one in planned if one.answered_at is None]
        if not waiting or any(one.asked_at for one in waiting):
            return False
        asked = sum(one.asked_at is not None for one in planned)
        return asked < rules.most and self._put(waiting[0].slot)

    def _put(self, slot: Slot) -> bool:
        uow, ticket, post = self.tools.uow, self.ticket, self.post
        person = uow.people.get(ticket.reporter)
        address, room = post.reached(person), uow.rooms.get(ticket.room)
        if address is None and room is None:
            return False
        uow.clears.asked(ticket.id, slot, self.now)
        notice = self._question(slot, person if address else None)
        post.tell(to_person(person.id, notice, card=f"{CARD}{slot}", aloud=True))
        chat = address.account if address else room.chat if room else ""
        self.listen(str(slot), chat, _PATIENCE if address else _ALOUD)
        return True

    def listen(self, what: str, chat: str, patience: timedelta = _PATIENCE) -> None:
        """The reporter's next words there are the answer, unless something else is being asked there."""
        person, questions = self.ticket.reporter, self.tools.uow.questions
        before = questions.open(person, chat, self.now)
        if before is not None and before.kind not in (KIND, _GOES_ON):
            return
        until = self.now + patience
        questions.ask(
            Question(person=person, chat=chat, kind=KIND, ticket=self.ticket.id, expires_at=until, words=what)
        )

    def _question(self, slot: Slot, person: Person | None) -> Notice:
        """What is asked; in a room (no `person`) nothing of anybody's home."""
        ticket = self.ticket
        facts: dict[str, Fact] = {"number": ticket.number, "matter": matter(ticket)}
        if slot is Slot.REPEAT:
            yes = Button(verb="clear", ticket=ticket.id, arg="repeat-yes", label=Word("clear.right"))
            no = Button(verb="clear", ticket=ticket.id, arg="repeat-no", label=Word("clear.wrong"))
            return Notice("clear.ask_repeat", facts, (row(yes, no),))
        if slot is Slot.VISIT:
            return Notice("clear.ask_visit", facts, self._times())
        if person is None:
            return Notice("clear.ask_place_aloud", facts)
        need = self.tools.book.clears.need(ticket)
        if need is None or need.home is not Home.OFFERED or person.household is None:
            return Notice("clear.ask_place", facts)
        home = Button(verb="clear", ticket=ticket.id, arg="place-home", label=_home_words(person))
        return Notice("clear.ask_place", facts, (row(home),))

    def _times(self) -> tuple[tuple[Button, ...], ...]:
        """今天 / 明天上午 / 明天下午 / 随时; a button carries its day: a late tap means what it said."""
        local = self.tools.book.calendar(self.site).local(self.now)
        tomorrow = f"{local + timedelta(days=1):%Y%m%d}"
        named = [(f"{local:%Y%m%d}", "today")] if local.hour < _EVENING else []
        named += [(f"{tomorrow}am", "morning"), (f"{tomorrow}pm", "afternoon"), ("any", "anytime")]
        taps = [
            Button(verb="clear", ticket=self.ticket.id, arg=f"visit-{when}", label=Word(f"clear.{word}"))
            for when, word in named
        ]
        return (row(*taps[:-2]), row(*taps[-2:]))

    def filled(self) -> None:
        """Further words may have told what was asked: that question is over, where it stands."""
        rules = self.tools.book.clears
        if rules.need(self.ticket) is None or rules.unplaced(self.ticket, _home(self.tools, self.ticket)):
            return
        for one in self.tools.uow.clears.of(self.ticket.id):
            if one.slot is Slot.PLACE and one.answered_at is None:
                self.close(one.slot)
                self.ask()

    def close(self, slot: Slot, said: str | None = None) -> None:
        """The question is over, and its card says what is known now; or only so, where a receipt says it."""
        self.tools.uow.clears.answered(self.ticket.id, slot, self.now)
        facts: dict[str, Fact] = {"number": self.ticket.number, "what": Word(f"clear.{slot}")}
        told = Notice("clear.answered", facts) if self._last() else self.known(slot, said)
        settle(self.post, f"{CARD}{slot}", told)

    def known(self, slot: Slot, said: str | None) -> Notice:
        """What is known now."""
        facts: dict[str, Fact] = {"number": self.ticket.number, "what": Word(f"clear.{slot}"), "said": said}
        return Notice("clear.known" if said else "clear.over", facts)

    def _last(self) -> bool:
        """Whether the answer was written, and no question follows it, which would say as much."""
        planned = self.tools.uow.clears.of(self.ticket.id)
        most = sum(one.asked_at is not None for one in planned) >= self.tools.book.clears.most
        return self.worded and (most or all(one.answered_at for one in planned))


def _home_words(person: Person) -> Notice:
    """3栋2单元501, in the reader's language."""
    parts: list[Fact] = [
        Notice(f"place.{name}", {"name": value})
        for name, value in (("building", person.building), ("unit", person.unit))
        if value
    ]
    return Notice("clear.home", {"where": Notice("place", {"parts": parts}), "room": person.room})
