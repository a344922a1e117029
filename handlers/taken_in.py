"""A matter that staff took in becomes a ticket, with its source and who received it (S0-25, S2-47, S3-20)."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

from desk import sources
from desk.change import Change
from desk.clocks import ClockKind, ClockMove, start_at
from desk.hours import Calendar
from desk.journal import Audience, Entry
from desk.moves.people import barred
from desk.notices import Fact, Notice, Who, Word
from desk.people import Person
from desk.reading import Place, Reading
from desk.sources import Source
from desk.standards import due_at
from desk.ticket import Status, Ticket, from_reading
from handlers import clears
from handlers.conduct import accused_in
from handlers.contacts import Named, reporter, said_of
from handlers.opening import attach
from handlers.registering import registered
from handlers.scene import Scene
from handlers.tools import Tools
from nlp.dates import said
from storage.intakes import Draft
from storage.origins import Origin


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What was said of a matter, by whom of the staff, and what it is understood to be."""

    scene: Scene
    tools: Tools
    draft: Draft
    person: Person
    now: datetime

    @cached_property
    def calendar(self) -> Calendar:
        """The site's clock."""
        return self.tools.book.calendar(self.scene.site)

    @cached_property
    def origin(self) -> Origin:
        """The channel, and what an authority asks for."""
        source = self.draft.source or Source.PHONE
        if source != Source.GOVERNMENT:
            return Origin(ticket=0, source=source)
        handed = sources.transfer(self.draft.words or "")
        named = said(handed.reply_by, self.calendar.local(self.now)) if handed.reply_by else None
        return Origin(
            ticket=0,
            source=source,
            authority=handed.authority,
            document=handed.document,
            reply_by=self.calendar.opening(named.at.date())[-1][1] if named else None,
        )

    @cached_property
    def words(self) -> str:
        """The matter itself."""
        words = self.draft.words or ""
        return sources.transfer(words).words or words if self.origin.authority else words

    @cached_property
    def reading(self) -> Reading:
        """How the matter reads."""
        return self._read(self.words)

    @cached_property
    def client(self) -> Person:
        """Whoever reported it; of a transfer that names nobody, the authority itself."""
        account = self.draft.account
        named = said_of(self.words, self.reading.place)
        if self.draft.who:
            place = self._read(self.draft.who).place
            named = said_of(self.draft.who, place if place.room else self.reading.place, alone=True)
        if not named.name and not named.phone and self.origin.authority:
            named = Named(name=self.origin.authority, phone=None, place=Place(), nameless=False)
        at = (self.scene.incoming.platform, account) if account else None
        return reporter(self.tools, self.scene.site, named, at)

    def _read(self, words: str) -> Reading:
        return self.tools.reader.read(words, self.calendar.local(self.now))


def open_matter(taking: Taking) -> Notice:
    """Registered and dispatched like any other; who took it in follows it until somebody accepts it."""
    tools, draft, now = taking.tools, taking.draft, taking.now
    ticket = tools.uow.tickets.create(_ticket(taking))
    tools.uow.origins.add(replace(taking.origin, ticket=ticket.id))
    attach(taking.scene, tools, ticket, now, messages=draft.messages, photos=draft.photos)
    clears.plan(tools, ticket, now)
    more = partial(_and_taken, taking)
    change = registered(tools, taking.scene.site, ticket, now, more=more)
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "source": Word(f"source.{taking.origin.source}"),
        "reporter": Who(taking.client.id),
        "owner": Who(change.ticket.owner),
        "reply_by": taking.origin.reply_by,
    }
    return Notice("intake.done", facts)


def _ticket(taking: Taking) -> Ticket:
    tools, site, client = taking.tools, taking.scene.site, taking.client
    text = "\n".join(part for part in (taking.words, taking.draft.who) if part)
    base = Ticket(
        id=0,
        number=0,
        site=site.id,
        status=Status.OPEN,
        text=text,
        opened_at=taking.now,
        reporter=client.id,
        reporters=(client.id,),
        source=taking.origin.source,
        receiver=taking.person.id,
        standard=tools.book.current(site.standard).version,
    )
    read = sources.weighed(from_reading(taking.reading, base), written=taking.draft.paper)
    building = taking.reading.place.building or client.building
    about = accused_in(tools, site.id, text, taking.reading, building)
    return barred(read, about) if about else read


def _and_taken(taking: Taking, change: Change) -> Change:
    """The registration, with who received it and by when an authority wants to hear."""
    now, origin = taking.now, taking.origin
    facts: dict[str, Fact] = {
        "source": Word(f"source.{origin.source}"),
        "authority": origin.authority,
        "document": origin.document,
        "reply_by": origin.reply_by,
    }
    taken = Entry(kind="taken_in", at=now, actor=taking.person.id, audience=Audience.STAFF, facts=facts)
    clocks = (*change.clocks, *_asked(taking, change.ticket))
    return replace(change, entries=(taken, *change.entries), clocks=clocks)


def _asked(taking: Taking, ticket: Ticket) -> tuple[ClockMove, ...]:
    """The authority's day, where it comes before the standard's own (S0-11)."""
    wanted, now = taking.origin.reply_by, taking.now
    limit = taking.tools.book.standard(ticket.standard).limit(ClockKind.RESOLVE, ticket)
    own = due_at(limit, taking.calendar, now) if limit else None
    if wanted is None or wanted <= now or (own and own <= wanted):
        return ()
    return start_at(ClockKind.RESOLVE, wanted, "S0-11")
