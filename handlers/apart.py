"""What accuses somebody while an emergency goes on is a report of its own (S4-28)."""

from desk.notices import Notice
from desk.reading import Reading
from desk.ticket import Ticket
from handlers.act import Act
from handlers.conduct import accused_in, blaming
from handlers.opening import Report, open_ticket
from handlers.plainly import plainly


def barred(act: Act, words: str, reading: Reading) -> tuple[int, ...]:
    """Who is complained of in these words, and was not before."""
    ticket = act.ticket
    found = accused_in(act.tools, ticket.site, words, reading, ticket.place.building)
    return tuple(one for one in found if one not in ticket.accused)


def accuses(act: Act) -> bool:
    """Whether the words in `act.arg` will be a report of their own, and the photos beside them with it."""
    return bool(act.arg) and act.person.id in act.ticket.reporters and _meant(act, act.arg, read(act))


def read(act: Act) -> Reading:
    """How the words in `act.arg` read, of what is known."""
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    return plainly(act.tools, act.arg, act.tools.reader.read(act.arg, local), local)


def opened(act: Act, words: str, reading: Reading) -> Ticket | None:
    """The report that these words are by themselves, with the message and the photos they came with."""
    if not _meant(act, words, reading):
        return None
    incoming = act.scene.incoming
    messages = (incoming.message,) if incoming.message else ()
    told = blaming(words, reading)
    report = Report(text=words, messages=messages, photos=incoming.photos, reading=told)
    return open_ticket(act.scene, act.tools, report, act.now)


def receipt(ticket: Ticket) -> Notice:
    """What whoever said it reads."""
    return Notice("added.apart", {"number": ticket.number})


def received(notice: Notice) -> bool:
    """Whether words that were to be added are a report of their own: nobody else is to read them."""
    return notice.key == "added.apart"


def _meant(act: Act, words: str, reading: Reading) -> bool:
    open_to_all = act.ticket.all_hands and not act.ticket.discreet
    return open_to_all and bool(barred(act, words, reading)) and _runs(act)


def _runs(act: Act) -> bool:
    incident = act.tools.uow.incidents.of(act.ticket.id)
    return incident is not None and incident.active
