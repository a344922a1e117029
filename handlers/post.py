"""From notices to letters: who is meant, where they are reached, in which language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from desk.change import Circle, Told
from desk.emergency import marked
from desk.moves.table import knows
from desk.notices import Fact, Notice, Who, Word
from desk.people import Address, Person, Role, Room, RoomKind, Site
from desk.phoning import owed, task
from desk.privacy import guarded
from desk.routing import keepers
from desk.ticket import Ticket
from handlers.addresses import reached
from handlers.duty_officer import holders
from handlers.stand_in import present
from handlers.tools import Tools
from handlers.veil import SOMEBODY, persons_in, veiled
from storage.letters import Letter

_PARTING = frozenset({"gone", "taken"})  # their number and who has it now
NO_WORDS: Mapping[str, str] = MappingProxyType({})

_INSTEAD = {
    RoomKind.STAFF: (Role.FRONT_DESK, Role.CS_LEAD),
    RoomKind.MANAGERS: (Role.CENTRE_MANAGER, Role.CS_LEAD),
}


@dataclass(frozen=True, kw_only=True)
class Post:
    """One unit's way to write letters about one site, and perhaps one ticket."""

    tools: Tools
    site: Site
    now: datetime
    ticket: Ticket | None = None

    def tell(self, told: Told, photos: tuple[int, ...] = ()) -> None:
        """Write what `told` says to everybody it means; the person complained of is never among them."""
        if told.circle in (Circle.STAFF_ROOM, Circle.MANAGERS_ROOM):
            kind = RoomKind.STAFF if told.circle is Circle.STAFF_ROOM else RoomKind.MANAGERS
            self.to_rooms(kind, told.notice, urgent=told.urgent, card=told.card)
            return
        for person in self._meant(told):
            self.to_person(person, told, photos)

    def to_rooms(
        self,
        kind: RoomKind,
        notice: Notice,
        *,
        urgent: bool = False,
        card: str | None = None,
        photos: tuple[int, ...] = (),
    ) -> None:
        """To every room of that kind; nothing about a person's conduct goes into a room."""
        if self.ticket and self.ticket.discreet:
            for head in keepers(self.ticket, self.tools.uow.people.staff(self.site.id)):
                self.to_person(head, Told(circle=Circle.ONE, notice=notice, urgent=urgent, card=card))
            return
        rooms = self.tools.uow.rooms.of(self.site.id, kind)
        for room in rooms:
            self.to_room(room, notice, urgent=urgent, card=card, photos=photos)
        if not rooms:
            self.privately(kind, notice, urgent=urgent, card=card, photos=photos)

    def privately(
        self,
        kind: RoomKind,
        notice: Notice,
        *,
        urgent: bool = False,
        card: str | None = None,
        photos: tuple[int, ...] = (),
    ) -> None:
        """To who stands for such a room where there is none, or none that can be spoken in."""
        for person in self._instead(kind):
            self.to_person(person, Told(circle=Circle.ONE, notice=notice, urgent=urgent, card=card), photos)

    def _instead(self, kind: RoomKind) -> list[Person]:
        """Who reads privately what would stand in a room that the site does not have, as with WeCom alone."""
        for role in _INSTEAD.get(kind, ()):
            people = holders(self.tools, self.site, role, self.now, self.ticket)
            if found := [one for one in people if self._reached(one)]:
                return found
        return []

    def to_room(
        self,
        room: Room,
        notice: Notice,
        *,
        card: str | None = None,
        reply_to: str | None = None,
        urgent: bool = False,
        photos: tuple[int, ...] = (),
    ) -> None:
        """To one room."""
        letter = self.room_letter(room, notice, card=card, reply_to=reply_to)
        self._add(replace(letter, urgent=urgent, photos=photos))

    def room_letter(
        self, room: Room, notice: Notice, *, card: str | None = None, reply_to: str | None = None
    ) -> Letter:
        """What one room reads of it."""
        letter = self.letter(room.platform, room.chat, notice, room.language)
        return replace(letter, notice=_guarded(letter.notice), card=card, reply_to=reply_to)

    def to_chat(
        self,
        platform: str,
        chat: str,
        notice: Notice,
        language: str | None,
        card: str | None = None,
        *,
        photos: tuple[int, ...] = (),
    ) -> None:
        """To a private chat that is known by its id."""
        self._add(replace(self.letter(platform, chat, notice, language), card=card, photos=photos))

    def to_person(self, person: Person, told: Told, photos: tuple[int, ...] = ()) -> None:
        """Privately where they are reached, else aloud in a room where that is allowed.

        What is urgent goes to every address that they have (S2-10).
        """
        if self.ticket and not self._may_read(person, told):
            return
        addresses = self._reached(person)
        if not addresses and told.aloud:
            self._aloud(person, told)
        for address in addresses if told.urgent else addresses[:1]:
            if told.spare:
                break
            letter = self.letter(
                address.platform, address.account, told.notice, person.language, private=True
            )
            letter = replace(letter, person=person.id, card=told.card, urgent=told.urgent, photos=photos)
            self._add(letter)

    def _may_read(self, person: Person, told: Told) -> bool:
        """Nobody reads news of what they may not know; who had it until now hears that they have not."""
        assert self.ticket is not None  # noqa: S101  # asked of a ticket alone
        if person.id in self.ticket.accused:
            return False
        return not person.is_staff or knows(person, self.ticket) or told.notice.key in _PARTING

    def reached(self, person: Person) -> Address | None:
        """The address at which the person can be written to privately."""
        return next(iter(self._reached(person)), None)

    def _reached(self, person: Person) -> list[Address]:
        return reached(self.tools, person.id)

    def _meant(self, told: Told) -> list[Person]:
        uow = self.tools.uow
        if told.circle is Circle.ROLE:
            meant = holders(self.tools, self.site, told.role, self.now, self.ticket)
        elif told.circle is Circle.INFORMED:
            meant = self._informed()
        elif told.circle is Circle.ONE:
            meant = list(uow.people.named([told.person or 0]).values())
        else:
            meant = list(uow.people.named(self.ticket.reporters if self.ticket else ()).values())
        if told.circle in (Circle.ROLE, Circle.INFORMED) or (self.ticket and told.circle is Circle.ONE):
            meant = present(self.tools, self.site, meant, self.now, self.ticket)
        return [person for person in meant if person.id != told.but]

    def _informed(self) -> list[Person]:
        """Everybody whom the standard has hear at once of a matter of this class (S2-60, C12)."""
        if self.ticket is None:
            return []
        office = self.tools.book.standard(self.ticket.standard).offices[self.ticket.class_]
        meant = [holders(self.tools, self.site, role, self.now, self.ticket) for role in office.informed]
        return list({person.id: person for group in meant for person in group}.values())

    def _aloud(self, person: Person, told: Told) -> None:
        """Named in a room, without what is private: staff in theirs, a reporter where it was reported."""
        if self.ticket and self.ticket.discreet:
            if not self._by_phone(person, told):
                self._cannot_reach(person)
            return
        if person.is_staff:
            rooms = self.tools.uow.rooms.of(self.site.id, RoomKind.STAFF)
        else:
            room = self.tools.uow.rooms.get(self.ticket.room) if self.ticket else None
            rooms = [room] if room and not self._left(person, room) else []
        if not rooms and not person.is_staff and not self._by_phone(person, told):
            self._cannot_reach(person)
        for room in rooms:
            self._mention(room, person, told)

    def _left(self, person: Person, room: Room) -> bool:
        """Whether they are known to have left the room's platform: nobody would read what is said there."""
        addresses = self.tools.uow.people.addresses(person.id)
        states = [one.state for one in addresses if one.platform == room.platform]
        return bool(states) and all(state == "left" for state in states)

    def _mention(self, room: Room, person: Person, told: Told) -> None:
        addresses = self.tools.uow.people.addresses(person.id)
        account = next((one.account for one in addresses if one.platform == room.platform), None)
        letter = self.letter(room.platform, room.chat, told.notice, room.language)
        letter = replace(letter, notice=_guarded(letter.notice))
        card = f"{told.card}-{person.id}" if told.card else None
        self._add(replace(letter, person=person.id, card=card, mention=account, urgent=told.urgent))

    def _by_phone(self, person: Person, told: Told) -> bool:
        """Whoever has the ticket is to call a contact, who has no chat; False: it is no contact's."""
        contact = self.tools.uow.contacts.get(person.id)
        if contact is None or self.ticket is None or self.ticket.owner is None:
            return False
        if not contact.anonymous:
            stamp = f"{self.now:%y%m%d%H%M%S}"
            owner, phone = self.ticket.owner, contact.phone
            self.tools.uow.journal.add(self.ticket.id, (owed(person, self.now, stamp),))
            self.tell(task(self.ticket, person, told.notice, owner=owner, phone=phone, stamp=stamp))
        return True  # who left neither name nor number cannot be told

    def _cannot_reach(self, person: Person) -> None:
        """Staff are told to phone; of what is discreet only the heads."""
        number = self.ticket.number if self.ticket else None
        veil = self.ticket.veiled if self.ticket else ()
        facts: dict[str, Fact] = {"number": number, "name": SOMEBODY if person.id in veil else person.name}
        self.to_rooms(RoomKind.STAFF, Notice("unreached", facts))

    def letter(
        self, platform: str, chat: str, notice: Notice, language: str | None, *, private: bool = False
    ) -> Letter:
        """What is read of it in that chat; homes only where it is `private` (S2-04)."""
        return Letter(
            site=self.site.id,
            ticket=self.ticket.id if self.ticket else None,
            person=None,
            platform=platform,
            chat=chat,
            language=language or self.site.language,
            notice=self.named(marked(self.ticket, notice), full=private),
            not_before=self.now,
            created_at=self.now,
        )

    def _add(self, letter: Letter) -> None:
        self.tools.uow.letters.add(letter)

    def named(self, notice: Notice, *, full: bool = False) -> Notice:
        """The notice with persons' names in it; homes only where `full` (S2-04).

        Roles are named as the site's standard calls them (C16).
        """
        if self.ticket:
            notice = veiled(notice, self.ticket.veiled)
        people = self.tools.uow.people.named(set(persons_in([notice])))
        titles = self.tools.book.standard(self.site.standard).manners.titles
        words = {f"role.{role}": given[0] for role, given in titles.items()}
        return filled(notice, {key: _shown(person, full=full) for key, person in people.items()}, words)


def _shown(person: Person, *, full: bool) -> str:
    return f"{person.name}（{person.home}）" if full and person.home else person.name


def filled(notice: Notice, names: Mapping[int, str], words: Mapping[str, str] = NO_WORDS) -> Notice:
    """The notice with the names of the persons in it, and these words said otherwise."""
    facts = {key: _filled(fact, names, words) for key, fact in notice.facts.items()}
    return Notice(notice.key, facts, notice.buttons)


def _filled(fact: Fact, names: Mapping[int, str], words: Mapping[str, str]) -> Fact:
    if fact is None or isinstance(fact, str):
        return fact
    if isinstance(fact, Who):
        return names.get(fact.person or 0)
    if isinstance(fact, Word):
        return words.get(fact.key, fact)
    if isinstance(fact, Notice):
        return filled(fact, names, words)
    if isinstance(fact, Sequence):
        return [_filled(item, names, words) for item in fact]
    return fact


def _guarded(notice: Notice) -> Notice:
    """What a room may read of it, whether the words are a report, a name or an old message (S2-04)."""
    return replace(notice, facts={key: _guard(fact) for key, fact in notice.facts.items()})


def _guard(fact: Fact) -> Fact:
    if isinstance(fact, str):
        return guarded(fact)
    if isinstance(fact, Notice):
        return _guarded(fact)
    if isinstance(fact, Sequence):
        return [_guard(item) for item in fact]
    return fact
