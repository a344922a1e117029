"""The month's card with its pictures: counted and drawn when its letter is delivered, beside the writer."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.archiving import journal_seal
from bot.clock import Clock
from bot.delivery import Composer
from bot.texts.render import Texts
from desk.archives import changed
from desk.figures import card as cards
from desk.figures.behind import Standing
from desk.figures.card import Beside
from desk.figures.month import Month
from desk.figures.numbers import Counting, Number, decode
from desk.figures.period import Period, of, parse
from desk.homes import Homes
from desk.notices import Notice, Word
from desk.people import Site
from desk.quality import quality as checklist
from desk.remedies import lines
from handlers.figures import month_of, opened, standing
from handlers.tools import Book
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork

_FRESH = timedelta(minutes=2)  # house

Made = tuple[Notice, tuple[bytes, ...]]


class Monthly:
    """Makes what a letter about a month says."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[UnitOfWork]],
        texts: Texts,
        clock: Clock,
        book: Book,
    ) -> None:
        self._book = book
        self._reading = reading
        self._texts = texts
        self._clock = clock
        self._opened: tuple[tuple[int, Period, int], Standing] | None = None

    def composers(self) -> Mapping[str, Composer]:
        """By the key of the notice that stands in the letter."""

        async def card(letter: Letter) -> Made:
            return await asyncio.to_thread(self._card, letter)

        async def late(letter: Letter) -> Made:
            return await asyncio.to_thread(self._late, letter)

        async def number(letter: Letter) -> Made:
            return await asyncio.to_thread(self._number, letter)

        async def quality(letter: Letter) -> Made:
            return await asyncio.to_thread(self._quality, letter)

        return {"month.card": card, "month.late": late, "numbers.opened": number, "quality.list": quality}

    def _card(self, letter: Letter) -> Made:
        site, month, names = self._month(letter)
        facts = letter.notice.facts
        seen = names if facts.get("persons") else None
        with self._reading() as uow:
            around = beside(uow, site, month, self._book.homes(site))
        around = replace(around, behind=bool(facts.get("behind")))
        notice = cards.card(month, site.name, seen, around)
        return notice, tuple(drawn(month, site, self._texts, letter.language).values())

    def _late(self, letter: Letter) -> Made:
        site, month, _ = self._month(letter)
        return cards.late_list(month, site.name), ()

    def _number(self, letter: Letter) -> Made:
        now, facts = self._clock.now(), letter.notice.facts
        with self._reading() as uow:
            site = uow.sites.get(letter.site)
            today = of(now, ZoneInfo(site.timezone))
            number = decode(str(facts.get("number", "")), today) or Number(period=today)
            month = self._standing(uow, site, number.period, now)
            return opened(uow, number, month, persons=bool(facts.get("persons"))), ()

    def _standing(self, uow: UnitOfWork, site: Site, period: Period, now: datetime) -> Standing:
        """The month that was opened last is remembered: who opens one number goes on to another.

        Not for long, since what was pending becomes late without an entry in the journal.
        """
        newest, known = (site.id, period, uow.journal.newest()), self._opened
        if known and known[0] == newest and timedelta() <= now - known[1].counting.until < _FRESH:
            return known[1]
        rule = self._book.standard(site.standard).matters
        homes, departments = self._book.homes(site), uow.figures.departments(site.id)
        counting = Counting(until=now, departments=departments, rule=rule, homes=homes)
        found = standing(uow, site, period, counting)
        self._opened = newest, found
        return found

    def _quality(self, letter: Letter) -> Made:
        site, month, _ = self._month(letter)
        wanted = self._book.standard(site.standard).improve.checks
        with self._reading() as uow:
            checks = uow.spot_checks.of_month(site.id, str(month.period))
            remedies = uow.remedies.of_month(site.id, str(month.period))
        return checklist(month, site.name, checks, wanted, remedies), ()

    def _month(self, letter: Letter) -> tuple[Site, Month, dict[int, str]]:
        now = self._clock.now()
        with self._reading() as uow:
            site = uow.sites.get(letter.site)
            today = of(now, ZoneInfo(site.timezone))
            period = parse(str(letter.notice.facts.get("month", "")), today) or today
            rule = self._book.standard(site.standard).matters
            month = month_of(uow, site, period, now, rule=rule)
            return site, month, names_in(uow, month)


def names_in(uow: UnitOfWork, month: Month) -> dict[int, str]:
    """The names of those who had the month's tickets."""
    keys = [int(line.key) for line in month.by["person"]]
    return {key: person.name for key, person in uow.people.named(keys).items()}


def beside(uow: UnitOfWork, site: Site, month: Month, homes: Homes) -> Beside:
    """What stands beside the month's figures: archive, actions, lessons, journal (S0-41, S0-42, S2-18)."""
    zone, name = ZoneInfo(site.timezone), str(month.period)
    first, last = month.period.begins(zone), month.period.ends(zone)
    runs = uow.archives.of(site.id, name)
    touched = uow.archives.touched(site.id, first, last, runs[-1].made_at) if runs else []
    return Beside(
        archived=changed(runs[-1], month, touched) if runs else None,
        remedies=lines(uow.remedies.of_month(site.id, name)),
        lessons=uow.corrections.counts(site.id, first, last),
        broken=journal_seal.told(journal_seal.broken(uow, site)),
        homes=homes,
    )


def drawn(month: Month, site: Site, texts: Texts, language: str) -> dict[str, bytes]:
    """The month's pictures by name, as PNG, with words of that language."""
    from bot.pictures import pictures  # noqa: PLC0415  # matplotlib takes its time: only who draws waits for it

    zone = ZoneInfo(site.timezone)

    def say(told: Notice | Word) -> str:
        notice = Notice(told.key) if isinstance(told, Word) else told
        return texts.render(notice, language, zone).text

    return pictures(month, say, language)


def written(
    month: Month,
    site: Site,
    texts: Texts,
    language: str,
    names: Mapping[int, str] | None,
    *,
    around: Beside | None = None,
) -> str:
    """The card as text."""
    notice = cards.card(month, site.name, names, around)
    return texts.render(notice, language, ZoneInfo(site.timezone)).text
