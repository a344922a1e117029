"""What was told before: one record where it is sure, a second complaint, else a hint (S2-112, C14)."""

from datetime import datetime, timedelta

from desk import alike as rules
from desk.cards import PUBLIC, public_card
from desk.change import to_person
from desk.matters import Matters, raised
from desk.moves import closing, merging
from desk.moves.merging import Both, Merge
from desk.notices import Fact, Notice
from desk.people import Person, Site
from desk.reading import Action, Intent, Reading
from desk.ticket import Status, Ticket
from handlers.assigning import responsible
from handlers.cards import put
from handlers.post import Post
from handlers.record import record
from handlers.scene import Scene
from handlers.tools import Tools
from nlp.likeness import SAME_MATTER, akin, likeness

_SINCE = timedelta(days=14)  # house: what is older is hardly the same any more
_COMPARED = 20  # the newest; house: so many of one topic are hardly open in one building at once


def alike(tools: Tools, ticket: Ticket, now: datetime) -> list[Ticket]:
    """The site's tickets that are likely the same matter as this new one, the likeliest first."""
    if ticket.topic is None or not rules.comparable(ticket):
        return []
    since = now - _SINCE
    found = tools.uow.tickets.alike(ticket, akin(ticket.topic), since, _COMPARED)
    scored = [
        (likeness(_read(ticket), _read(one), ticket.opened_at - one.opened_at), one)
        for one in found
        if one.id != ticket.id and rules.comparable(one)
    ]
    likely = [pair for pair in scored if pair[0] >= SAME_MATTER]
    return [one for _, one in sorted(likely, key=lambda pair: (-pair[0], -pair[1].id))]


def _read(ticket: Ticket) -> Reading:
    return Reading(
        intent=Intent.REPORT,
        action=Action.OPEN,
        confidence=1.0,
        topic=ticket.topic,
        place=ticket.place,
        keywords=ticket.keywords,
    )


def taken_in(
    scene: Scene, tools: Tools, ticket: Ticket, known: list[Ticket], now: datetime, *, reply_to: str | None
) -> bool:
    """A new ticket that is surely one of those known goes on within it; a tap takes it apart again."""
    rule = rule_of(tools, ticket)
    sure = next((one for one in known if rules.one_record(ticket, one, rule)), None)
    kept = tools.uow.tickets.get(sure.id) if sure else None  # as it stands, locked
    if kept is None or not rules.one_record(ticket, kept, rule):
        return False
    head = graver(tools, ticket, kept, rule, now)
    both, merge = merging.merge(ticket, kept, now, None, head=head, rule=rule)
    keep(tools, scene.site, both, merge, now)
    if scene.room is not None:
        place = (scene.room.platform, scene.room.chat, PUBLIC)
        post = Post(tools=tools, site=scene.site, now=now, ticket=both.gone.ticket)
        put(post, place, public_card(both.gone.ticket, ()), reply_to)
    return True


def keep(tools: Tools, site: Site, both: Both, merge: Merge, now: datetime) -> None:
    """Write down that the one is within the other."""
    tools.uow.merges.add(merge)
    record(tools, site, both.gone, now)
    record(tools, site, both.kept, now)
    _show_photos(tools, site, both, now)


def _show_photos(tools: Tools, site: Site, both: Both, now: datetime) -> None:
    """Whoever has the matter now sees the pictures of the ticket that came to it."""
    photos = tuple(photo.id for photo in tools.uow.photos.of(both.gone.ticket.id))
    kept = both.kept.ticket
    if photos and kept.owner is not None:
        facts: dict[str, Fact] = {"number": kept.number, "other": both.gone.ticket.number}
        post = Post(tools=tools, site=site, now=now, ticket=kept)
        post.tell(to_person(kept.owner, Notice("merge.photos", facts)), photos)


def graver(tools: Tools, gone: Ticket, kept: Ticket, rule: Matters, now: datetime) -> Person | None:
    """Who is to have `kept` where `gone` makes it graver; None: nobody else."""
    together = raised(merging.merged(gone, kept), rule, gone.class_)
    if together.class_ is kept.class_:
        return None
    return responsible(tools, together, None, now)


def rule_of(tools: Tools, ticket: Ticket) -> Matters:
    """What the ticket's standard says of one matter that many tell."""
    return tools.book.standard(ticket.standard).matters


def second(scene: Scene, tools: Tools, ticket: Ticket, known: list[Ticket], now: datetime) -> Ticket:
    """What the same person reports again after it was done is a second complaint, one level up (S0-09)."""
    rule = rule_of(tools, ticket)
    known_over = next((one for one in known if rules.again(ticket, one, rule)), None)
    before = tools.uow.tickets.get(known_over.id) if known_over else None
    if before is None or scene.person is None or not rules.again(ticket, before, rule):
        return ticket
    linked = closing.follow_up(ticket, before, rule)
    tools.uow.tickets.save(linked)
    if before.status in (Status.DONE, Status.CONFIRMED):
        record(tools, scene.site, closing.reject(before, now, scene.person, linked), now)
    return linked


def suggest(tools: Tools, ticket: Ticket, known: list[Ticket]) -> None:
    """Staff see which open tickets may be the same."""
    rule = rule_of(tools, ticket)
    others = [one.id for one in known if rules.hinted(ticket, one, rule)]
    tools.uow.merges.suggest(ticket.id, others[: rules.SHOWN])
