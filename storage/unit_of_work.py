"""A unit of work: everything that one message or one timer changes, committed together or not at all."""

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import Connection

from storage.absences import Absences
from storage.alarms import Alarms
from storage.archives import Archives
from storage.bulletins import Bulletins
from storage.bundles import Bundles
from storage.chain import Chain
from storage.clears import ClearQuestions
from storage.clocks import Clocks
from storage.codes import Codes
from storage.contacts import Contacts
from storage.corrections import Corrections
from storage.day_reports import DayReports
from storage.drafts import Drafts
from storage.duty_log import DutyLog
from storage.errors import Unavailable, translated
from storage.explanations import Explanations
from storage.figures import Figures
from storage.gauges import Gauges
from storage.hook_events import HookEvents
from storage.incidents import Incidents
from storage.intakes import Intakes
from storage.journal import Journal
from storage.lent import Lent
from storage.letters import Letters
from storage.loose_cards import LooseCards
from storage.merges import Merges
from storage.offers import Offers
from storage.open_letters import OpenLetters
from storage.origins import Origins
from storage.people import People
from storage.permits import Permits
from storage.personal import Personal
from storage.photos import Photos
from storage.posts import Posts
from storage.prices import Prices
from storage.purging import Purging
from storage.questions import Questions
from storage.quotes import Quotes
from storage.remedies import Remedies
from storage.reminders import Reminders
from storage.revisits import Revisits
from storage.rooms import Rooms
from storage.roster import Roster
from storage.sayings import Sayings
from storage.scenes import Scenes
from storage.seen import Seen
from storage.sites import Sites
from storage.spot_checks import SpotChecks
from storage.standards import Standards
from storage.statements import Transaction
from storage.surveys import Surveys
from storage.tickets import Tickets
from storage.timers import Timers
from storage.wishes import Wishes

_Store = TypeVar("_Store")


class _Table(Generic[_Store]):
    """A store that is made when it is first asked for: most units need a few of them."""

    def __init__(self, make: Callable[[Transaction], _Store]) -> None:
        self._make = make

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, unit: "UnitOfWork", _owner: type) -> _Store:
        made = self._make(unit.transaction)
        unit.__dict__[self._name] = made  # from now on it is found there
        return made


class UnitOfWork:
    """The tables, each behind its own verbs, on one open transaction."""

    sites = _Table(Sites)
    rooms = _Table(Rooms)
    people = _Table(People)
    sayings = _Table(Sayings)
    scenes = _Table(Scenes)
    absences = _Table(Absences)
    lent = _Table(Lent)
    standards = _Table(Standards)
    codes = _Table(Codes)
    contacts = _Table(Contacts)
    personal = _Table(Personal)
    wishes = _Table(Wishes)
    purging = _Table(Purging)
    origins = _Table(Origins)
    intakes = _Table(Intakes)
    revisits = _Table(Revisits)
    tickets = _Table(Tickets)
    merges = _Table(Merges)
    bulletins = _Table(Bulletins)
    open_letters = _Table(OpenLetters)
    journal = _Table(Journal)
    drafts = _Table(Drafts)
    explanations = _Table(Explanations)
    clears = _Table(ClearQuestions)
    clocks = _Table(Clocks)
    roster = _Table(Roster)
    duty_log = _Table(DutyLog)
    alarms = _Table(Alarms)
    incidents = _Table(Incidents)
    timers = _Table(Timers)
    reminders = _Table(Reminders)
    letters = _Table(Letters)
    hook_events = _Table(HookEvents)
    posts = _Table(Posts)
    loose_cards = _Table(LooseCards)
    questions = _Table(Questions)
    offers = _Table(Offers)
    permits = _Table(Permits)
    photos = _Table(Photos)
    prices = _Table(Prices)
    quotes = _Table(Quotes)
    corrections = _Table(Corrections)
    seen = _Table(Seen)
    figures = _Table(Figures)
    gauges = _Table(Gauges)
    chain = _Table(Chain)
    archives = _Table(Archives)
    bundles = _Table(Bundles)
    day_reports = _Table(DayReports)
    remedies = _Table(Remedies)
    spot_checks = _Table(SpotChecks)
    surveys = _Table(Surveys)

    def __init__(self, connection: Connection, *, reading: bool = False) -> None:
        self.transaction = Transaction(connection, reading=reading)
        self._undoings: list[Callable[[], None]] = []

    def if_undone(self, undo: Callable[[], None]) -> None:
        """Call `undo` should this unit not be committed: for what it changed in memory."""
        self._undoings.append(undo)

    def apart(self, work: Callable[[], object]) -> Exception | None:
        """Carry out a part of the unit; where it breaks it is undone alone, and what broke is returned.

        Raises Unavailable: then the whole unit is worth doing again.
        """
        before = len(self._undoings)
        try:
            with self.transaction.part():
                work()
        except Exception as error:
            if isinstance(translated(error), Unavailable):
                raise
            self.undone(before)
            return error
        return None

    def undone(self, before: int = 0) -> None:
        """It was not committed: what it changed in memory is put back, the last change first.

        `before`: so many of the changes stay.
        """
        while len(self._undoings) > before:
            self._undoings.pop()()
