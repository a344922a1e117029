"""A unit of work: everything that one message or one timer changes, committed together or not at all."""

from sqlalchemy import Connection

from storage.clocks import Clocks
from storage.codes import Codes
from storage.corrections import Corrections
from storage.journal import Journal
from storage.letters import Letters
from storage.people import People
from storage.photos import Photos
from storage.posts import Posts
from storage.questions import Questions
from storage.rooms import Rooms
from storage.seen import Seen
from storage.sites import Sites
from storage.tickets import Tickets
from storage.timers import Timers


class UnitOfWork:
    """The tables, each behind its own verbs, on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self.sites = Sites(connection)
        self.rooms = Rooms(connection)
        self.people = People(connection)
        self.codes = Codes(connection)
        self.tickets = Tickets(connection)
        self.journal = Journal(connection)
        self.clocks = Clocks(connection)
        self.timers = Timers(connection)
        self.letters = Letters(connection)
        self.posts = Posts(connection)
        self.questions = Questions(connection)
        self.photos = Photos(connection)
        self.corrections = Corrections(connection)
        self.seen = Seen(connection)
