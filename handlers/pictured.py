"""Photos of a matter: kept with its ticket, and shown to whom they concern."""

from collections.abc import Callable
from dataclasses import replace

from desk.change import Told, to_person
from desk.errors import Refused
from desk.moves import joining
from desk.notices import Fact, Notice, Who
from desk.review import What
from handlers import apart, incident_words, outgoing, revisit_else
from handlers.act import Act
from handlers.opening import attach
from handlers.post import Post
from handlers.scene import answer


def by_staff(act: Act) -> Notice | None:
    """Photos of the job, shown to the reporters too; returns the receipt, None where it was given."""
    scene, tools, ticket = act.scene, act.tools, act.ticket
    if incident_words.kept(scene, tools, ticket, act.now):
        return None  # what stands on a photo of an emergency is for staff
    photos = kept(act)
    if revisit_else.signed_by_photo(act, photos):
        return Notice("done.revisit", {"number": ticket.number})
    if scene.incoming.paper:  # kept with the ticket: it may be an authority's, or the reply to it
        return Notice("done.letter", {"number": ticket.number})
    return outgoing.write(replace(act.again(), arg=scene.incoming.text), What.PHOTO, photos=photos)


def to_owner(act: Act, photos: tuple[int, ...]) -> None:
    """What a reporter adds reaches whoever has the ticket."""
    if act.ticket.owner is None:
        return
    facts: dict[str, Fact] = {"number": act.ticket.number, "by": Who(act.person.id), "words": act.arg or None}
    told: Told = to_person(act.ticket.owner, Notice("relay", facts), aloud=True)
    Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket).tell(told, photos)


def beside(act: Act, done: Callable[[Act], Notice]) -> Notice:
    """A command or an answer, and the photos sent with it: as its proof before it, else after it.

    What accuses somebody has gone with its words to a report of its own (S4-28).
    """
    if not act.scene.incoming.photos:
        return done(act)
    words_first = apart.accuses(act)
    shown = not words_first and _shown(act)
    told = None
    try:
        told = done(act.again())
    finally:
        elsewhere = words_first and told is not None and apart.received(told)
        if not shown and not elsewhere and not _shown(act.again()):
            kept = Notice("photo.not_kept", {"number": act.ticket.number})
            answer(act.scene, act.tools, kept, act.now, act.ticket)
    return told


def _shown(act: Act) -> bool:
    """Keep the photos and show them; False: this person can add none to it as it stands."""
    wordless = replace(act.scene.incoming, text="")
    act = replace(act, arg="", scene=replace(act.scene, incoming=wordless))
    try:
        if act.person.id in act.ticket.reporters:
            to_owner(act.again(), kept(act))
        else:
            by_staff(act)
    except Refused:
        return False
    return True


def kept(act: Act) -> tuple[int, ...]:
    """The message is about the ticket, and its photos are kept; Refused where this person can add none."""
    incoming = act.scene.incoming
    count = len(incoming.photos)
    change = joining.photographed(act.ticket, act.now, act.person, count) if count else None
    messages = (incoming.message,) if incoming.message else ()
    photos = attach(act.scene, act.tools, act.ticket, act.now, messages=messages, photos=incoming.photos)
    if change:
        act.record(change)
    return photos
