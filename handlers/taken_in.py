"""A matter that staff took in becomes a ticket, with its source and who received it (S0-25, S2-47, S3-20)."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

from desk import alike, sources
from desk.change import Change, to_person
from desk.clocks import ClockKind, ClockMove, start_at
from desk.hours import Calendar
from desk.journal import Audience, Entry
from desk.matters import homes
from desk.moves.people import barred
from desk.moves.table import knows
from desk.notices import Fact, Notice, Who, Word
from desk.people import Person
from desk.reading import Place, Reading
from desk.sources import Source
from desk.standards import due_at
from desk.ticket import Status, Ticket, from_reading
from handlers import again, clears, gathering
from handlers.conduct import accused_in
from handlers.contacts import Named, reporter, said_of
from handlers.opening import Report, attach
from handlers.post import Post
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

    @property
    def text(self) -> str:
        """The matter, and who it is of."""
        return "\n".join(part for part in (self.words, self.draft.who) if part)

    @cached_property
    def reading(self) -> Reading:
        """How the matter reads."""
        return self._read(self.words)

    @cached_property
    def heard(self) -> Reading:
        """The same, at the place of the fault: what is said of the caller's home says who calls."""
        said, client = self.reading.place, self.client
        if not said.is_home(client.home) or said.relation is not None:
            return self.reading
        named = self._read(sources.without_home(self.words)).place
        if named.building is None:
            shared = self.reading.topic in alike.COMMON
            named = Place(building=said.building, unit=said.unit, area=said.area) if shared else said
        return replace(self.reading, place=named)

    @property
    def caller(self) -> Scene:
        """The scene as if the caller had said it to the desk alone."""
        return replace(self.scene, room=None, person=self.client)

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
    """Registered and dispatched like any other, or within what is known already (C14).

    Who took it in follows it until somebody accepts it.
    """
    tools, draft, now = taking.tools, taking.draft, taking.now
    if (going_on := _gathered(taking)) is not None:
        return going_on
    ticket = tools.uow.tickets.create(_ticket(taking))
    tools.uow.origins.add(replace(taking.origin, ticket=ticket.id))
    attach(taking.scene, tools, ticket, now, messages=draft.messages, photos=draft.photos)
    tools.uow.journal.add(ticket.id, (_taken(taking),))
    known = again.alike(tools, ticket, now)
    own = taking.origin.source == Source.GOVERNMENT  # an authority is answered under a number of its own
    if not own and again.taken_in(taking.caller, tools, ticket, known, now, reply_to=None):
        return _answer(taking, tools.uow.tickets.get(ticket.id) or ticket)
    ticket = again.second(taking.caller, tools, ticket, known, now)
    again.suggest(tools, ticket, known)
    clears.plan(tools, ticket, now)
    change = registered(tools, taking.scene.site, ticket, now, more=partial(_and_asked, taking))
    return _answer(taking, change.ticket)


def _gathered(taking: Taking) -> Notice | None:
    """An emergency that goes on: one incident, whoever takes it in; what is written has its own number."""
    draft = taking.draft
    if draft.paper or taking.origin.source in (Source.GOVERNMENT, Source.LETTER):
        return None
    source = taking.origin.source
    report = Report(
        text=taking.text,
        messages=draft.messages,
        photos=draft.photos,
        reading=taking.heard,
        source=source,
    )
    joined = gathering.gather(taking.caller, taking.tools, report, taking.now)
    if joined is None:
        return None
    advice = joined.facts["advice"]
    facts: dict[str, Fact] = {"number": joined.facts["number"], "reporter": Who(taking.client.id)}
    return Notice("intake.gathered", {**facts, "source": Word(f"source.{source}"), "advice": advice})


def _answer(taking: Taking, ticket: Ticket) -> Notice:
    """What becomes of it; of what is about a person's conduct no room reads it."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "source": Word(f"source.{taking.origin.source}"),
        "reporter": Who(taking.client.id),
        "owner": Who(ticket.owner),
        "reply_by": taking.origin.reply_by,
        "into": ticket.merged_into,
    }
    kept = "intake.done" if knows(taking.person, ticket) else "intake.sealed"
    told = Notice("intake.within" if ticket.merged_into else kept, facts)
    if taking.scene.room is None or not ticket.discreet:
        return told
    Post(tools=taking.tools, site=taking.scene.site, now=taking.now).tell(to_person(taking.person.id, told))
    return Notice("intake.aside")


def _ticket(taking: Taking) -> Ticket:
    tools, site, client = taking.tools, taking.scene.site, taking.client
    text = taking.text
    base = Ticket(
        id=0,
        number=0,
        site=site.id,
        status=Status.OPEN,
        text=text,
        opened_at=taking.now,
        reporter=client.id,
        reporters=(client.id,),
        homes=homes(client),
        source=taking.origin.source,
        receiver=taking.person.id,
        standard=tools.book.current(site.standard).version,
    )
    read = sources.weighed(from_reading(taking.heard, base), written=taking.draft.paper)
    building = taking.heard.place.building or client.building
    about = accused_in(tools, site.id, text, taking.reading, building)
    return barred(read, about) if about else read


def _taken(taking: Taking) -> Entry:
    """Who received it, and by when an authority wants to hear."""
    origin = taking.origin
    facts: dict[str, Fact] = {
        "source": Word(f"source.{origin.source}"),
        "authority": origin.authority,
        "document": origin.document,
        "reply_by": origin.reply_by,
    }
    by, at = taking.person.id, taking.now
    return Entry(kind="taken_in", at=at, actor=by, audience=Audience.STAFF, facts=facts)


def _and_asked(taking: Taking, change: Change) -> Change:
    return replace(change, clocks=(*change.clocks, *_asked(taking, change.ticket)))


def _asked(taking: Taking, ticket: Ticket) -> tuple[ClockMove, ...]:
    """The authority's day, where it comes before the standard's own (S0-11)."""
    wanted, now = taking.origin.reply_by, taking.now
    limit = taking.tools.book.standard(ticket.standard).limit(ClockKind.RESOLVE, ticket)
    own = due_at(limit, taking.calendar, now) if limit else None
    if wanted is None or wanted <= now or (own and own <= wanted):
        return ()
    return start_at(ClockKind.RESOLVE, wanted, "S0-11")
