"""A unit of work: everything that one message or one timer changes, committed together or not at all."""

from collections.abc import Callable

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
from storage.drafts import Drafts
from storage.duty_log import DutyLog
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
from storage.reminders import Reminders
from storage.revisits import Revisits
from storage.rooms import Rooms
from storage.roster import Roster
from storage.scenes import Scenes
from storage.seen import Seen
from storage.sites import Sites
from storage.standards import Standards
from storage.statements import Transaction
from storage.tickets import Tickets
from storage.timers import Timers
from storage.wishes import Wishes


class UnitOfWork:
    """The tables, each behind its own verbs, on one open transaction."""

    def __init__(self, connection: Connection, *, reading: bool = False) -> None:
        transaction = Transaction(connection, reading=reading)
        self.sites = Sites(transaction)
        self.rooms = Rooms(transaction)
        self.people = People(transaction)
        self.scenes = Scenes(transaction)
        self.absences = Absences(transaction)
        self.lent = Lent(transaction)
        self.standards = Standards(transaction)
        self.codes = Codes(transaction)
        self.contacts = Contacts(transaction)
        self.personal = Personal(transaction)
        self.wishes = Wishes(transaction)
        self.purging = Purging(transaction)
        self.origins = Origins(transaction)
        self.intakes = Intakes(transaction)
        self.revisits = Revisits(transaction)
        self.tickets = Tickets(transaction)
        self.merges = Merges(transaction)
        self.bulletins = Bulletins(transaction)
        self.open_letters = OpenLetters(transaction)
        self.journal = Journal(transaction)
        self.drafts = Drafts(transaction)
        self.explanations = Explanations(transaction)
        self.clears = ClearQuestions(transaction)
        self.clocks = Clocks(transaction)
        self.roster = Roster(transaction)
        self.duty_log = DutyLog(transaction)
        self.alarms = Alarms(transaction)
        self.incidents = Incidents(transaction)
        self.timers = Timers(transaction)
        self.reminders = Reminders(transaction)
        self.letters = Letters(transaction)
        self.hook_events = HookEvents(transaction)
        self.posts = Posts(transaction)
        self.loose_cards = LooseCards(transaction)
        self.questions = Questions(transaction)
        self.offers = Offers(transaction)
        self.permits = Permits(transaction)
        self.photos = Photos(transaction)
        self.prices = Prices(transaction)
        self.quotes = Quotes(transaction)
        self.corrections = Corrections(transaction)
        self.seen = Seen(transaction)
        self.figures = Figures(transaction)
        self.gauges = Gauges(transaction)
        self.chain = Chain(transaction)
        self.archives = Archives(transaction)
        self.bundles = Bundles(transaction)
        self._undoings: list[Callable[[], None]] = []

    def if_undone(self, undo: Callable[[], None]) -> None:
        """Call `undo` should this unit not be committed: for what it changed in memory."""
        self._undoings.append(undo)

    def undone(self) -> None:
        """The unit was not committed: what it changed in memory is put back, the last change first."""
        while self._undoings:
            self._undoings.pop()()
