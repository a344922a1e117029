"""The words, names and moments in files: a site's language and zone, and who may read them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.archiving.wall import Wall
from bot.texts.render import Speaker, Texts
from desk.filed import Veiled
from desk.journal import Entry, notice_of
from desk.moves.deals import why
from desk.notices import Notice, Word
from desk.people import Person, Site
from handlers.veil import SOMEBODY, veiled

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

_PICTURE = re.compile(r"[^\w\s#]+ ")
_REMEMBERED = 50_000  # entries in words
SEALED = Word("filed.sealed")


@dataclass(frozen=True, kw_only=True)
class Voice:
    """Says things as the readers of a file may read them."""

    site: Site
    texts: Texts
    language: str
    until: datetime  # promises are judged as of then
    names: Mapping[int, str]
    persons: bool = True  # headquarters read figures, never persons (S0-47)
    opened: bool = False  # the sealed part: what is said about somebody's conduct
    coded: bool = False  # read by programs, which go by codes whatever the language
    _words: dict[str, str] = field(default_factory=dict)
    _pictures: dict[str, str] = field(default_factory=dict)
    _rows: dict[object, tuple[str, ...]] = field(default_factory=dict)
    _entries: dict[object, str] = field(default_factory=dict)  # the same few people say 接单 …

    @cached_property
    def zone(self) -> ZoneInfo:
        """The site's."""
        return ZoneInfo(self.site.timezone)

    @cached_property
    def _wall(self) -> Wall:
        return Wall(self.zone)

    @cached_property
    def _speaker(self) -> Speaker:
        return self.texts.speaker(self.language, self.zone, self.names)

    def word(self, key: str) -> str:
        """A word, without the picture that it has in chats."""
        if key not in self._words:
            self._words[key] = self.plain(Notice(key))
        return self._words[key]

    def words(self, kinds: tuple[str, ...], names: tuple[object, ...]) -> tuple[str, ...]:
        """A word of each kind: of ("kind", "class") and ("repair", 3) those of kind.repair and class.3."""
        found = self._rows.get((kinds, names))
        if found is None:
            if len(self._rows) >= _REMEMBERED:
                self._rows.clear()
            keys = map(".".join, zip(kinds, map(str, names), strict=True))
            found = self._rows[kinds, names] = tuple(map(self.word, keys))
        return found

    def said(self, notice: Notice) -> str:
        """A notice in words, persons by name."""
        return self._speaker.said(notice)

    def plain(self, notice: Notice) -> str:
        """The same without the picture before it, which paper has no letters for."""
        return _plain(self.said(notice))

    def at(self, moment: datetime | None) -> datetime | None:
        """A moment by the clock on the wall there; for programs with its offset: some hours come twice."""
        if moment is None or not self.coded:
            return moment and self._wall.at(moment)
        return moment.astimezone(self.zone)

    def who(self, person: int | None) -> str:
        """Somebody's name, for those who may read names."""
        return self.names.get(person or 0, "") if self.persons else ""

    def party(self, ticket: Veiled, person: int | None) -> str:
        """Who answered or signed; whom the matter does not tell is not named here either (S4-30)."""
        hidden = self.persons and person in ticket.veiled
        return self.word(SOMEBODY.key) if hidden else self.who(person)

    def reporter(self, ticket: Veiled, person: Person) -> str:
        """Who reported; of an anonymous matter, or one about a person, nobody reads it here (S4-30)."""
        if not self.persons:
            return ""
        return self.word(SOMEBODY.key) if ticket.veiled else person.name

    def text(self, ticket: Veiled, text: str | None) -> str:
        """Somebody's words; what is about a person stands in the sealed part alone (S3-02, S4-28)."""
        if not text or not self.persons:
            return ""
        return text if self.opened or not ticket.discreet else self.word(SEALED.key)

    def told(self, ticket: Veiled, entry: Entry) -> str:
        """A journal entry in words, without names that the matter does not tell."""
        if not self.persons:
            return ""
        if ticket.discreet and not self.opened:
            return self.word(SEALED.key)
        said = self.said(veiled(notice_of(entry), ticket.veiled))
        return said.removeprefix(self._picture(f"journal.{entry.kind}"))

    def _picture(self, key: str) -> str:
        """With which a text begins in chats, and paper has no letters for; nobody's words are looked at."""
        if key not in self._pictures:
            template = self.texts.template(key, self.language)
            first = template.lines[0][0].pieces[0] if template else ""
            found = _PICTURE.match(first) if isinstance(first, str) else None
            self._pictures[key] = found[0] if found else ""
        return self._pictures[key]

    def entry(self, ticket: Veiled, entry: Entry) -> str:
        """The same; what was said before is remembered."""
        if ticket.anonymous or ticket.discreet:
            return self.told(ticket, entry)
        facts = (*((name, fact) for name, fact in entry.facts.items() if name != "kept"),)
        try:
            known = self._entries.get((entry.kind, entry.actor, facts))
        except TypeError:  # a list among the facts
            return self.told(ticket, entry)
        if known is None:
            if len(self._entries) > _REMEMBERED:
                self._entries.clear()
            known = self._entries[entry.kind, entry.actor, facts] = self.told(ticket, entry)
        return known

    def did(self, entry: Entry) -> str:
        """What kind of entry it is: a short word, or its code."""
        return entry.kind if self.coded else self.word(f"did.{entry.kind}")

    def reason(self, kept: str | None) -> str:
        """Why a quote was refused."""
        found = why(kept or "")
        return self.word(found.key) if isinstance(found, Word) else found

    def unsealed(self) -> "Voice":
        """Who speaks in the sealed part."""
        return replace(self, opened=True)


def voice_of(
    uow: "UnitOfWork", site: Site, texts: Texts, language: str, now: datetime, *, persons: bool = True
) -> Voice:
    """Who speaks in the files of a site."""
    names = {person.id: person.name for person in uow.people.of(site.id)}
    return Voice(site=site, texts=texts, language=language, until=now, names=names, persons=persons)


def _plain(text: str) -> str:
    head, _, rest = text.partition(" ")
    return rest if rest and not any(letter.isalnum() for letter in head) else text
