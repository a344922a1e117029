"""Where and by whom an update was made: site, room and person, as far as the desk knows them."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.moves.joining import BURST
from desk.notices import Notice
from desk.people import Person, Role, Room, RoomKind, Site
from desk.ticket import Ticket
from handlers.incoming import Incoming
from handlers.post import Post
from handlers.tools import Toast, Tools, toast
from storage.questions import Question


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One update with its surroundings."""

    incoming: Incoming
    site: Site
    room: Room | None  # None: a private chat
    person: Person | None  # None: somebody the site does not know yet
    question: Question | None = None  # what that person is being asked here
    latest: int | None = None  # id of the ticket to which that person added a line a moment ago

    @property
    def who(self) -> tuple[str, str, str]:
        """(platform, chat, account) of whoever did it."""
        sender = self.incoming.sender
        return (self.incoming.platform, self.incoming.chat, sender.account if sender else "")

    @property
    def in_public(self) -> bool:
        """Whether residents read along."""
        return self.room is not None and self.room.kind is RoomKind.RESIDENTS

    def toast(self, notice: Notice) -> Toast:
        """A short answer for the person alone."""
        return toast(notice, self.site, self.person, self.room)


def scene(incoming: Incoming, tools: Tools, now: datetime) -> Scene | None:
    """The surroundings; None in a room that is not bound, or in private with somebody unknown."""
    scenes = tools.uow.scenes
    look = scenes.in_private if incoming.private else scenes.in_room
    account = incoming.sender.account if incoming.sender else ""
    found = look(incoming.platform, incoming.chat, account, now=now, since=now - BURST)
    if (found is None or found.person is None) and _also(incoming, tools):
        found = look(incoming.platform, incoming.chat, account, now=now, since=now - BURST)
    if found is None:
        return None
    if not found.reached and incoming.sender and not incoming.sender.also:
        tools.uow.people.set_state(incoming.platform, account, "ok")  # who writes to us can be written to
    return Scene(
        incoming=incoming,
        site=found.site,
        room=found.room,
        person=found.person,
        question=found.question,
        latest=found.latest,
    )


def _also(incoming: Incoming, tools: Tools) -> bool:
    """Whether the account is somebody's who is known on another platform of the same company."""
    sender = incoming.sender
    if sender is None or not sender.also:
        return False
    known = [one for one in tools.uow.people.at(sender.also, sender.account) if one.active]
    for person in known:
        tools.uow.people.reach(person.id, incoming.platform, sender.account)
    return bool(known)


def at_site(scene: Scene, tools: Tools, site: int) -> Scene:
    """The scene at another site where the account is somebody's too, for what is about that site."""
    if site == scene.site.id or scene.room is not None:
        return scene
    platform, _, account = scene.who
    there = [one for one in tools.uow.people.at(platform, account, site) if one.active]
    if not there:
        return scene
    return replace(scene, site=tools.uow.sites.get(site), person=there[0], question=None, latest=None)


def everywhere(scene: Scene, tools: Tools) -> list[Scene]:
    """The scene, and those at the other sites where the account is somebody's; in a room there are none."""
    if scene.room is not None:
        return [scene]
    platform, _, account = scene.who
    others = [one.site for one in tools.uow.people.at(platform, account) if one.active]
    return [scene, *(at_site(scene, tools, site) for site in others if site != scene.site.id)]


def with_person(scene: Scene, tools: Tools) -> Scene:
    """The scene with its person: who speaks in a residents' room is a resident from then on."""
    sender = scene.incoming.sender
    if scene.person is not None or sender is None:
        return scene
    person = tools.uow.people.add(
        Person(
            id=0,
            site=scene.site.id,
            name=sender.name or sender.account,
            role=Role.RESIDENT,
        )
    )
    tools.uow.people.reach(person.id, scene.incoming.platform, sender.account)
    return replace(scene, person=person)


def answer(
    scene: Scene,
    tools: Tools,
    notice: Notice,
    now: datetime,
    ticket: Ticket | None = None,
    *,
    card: str | None = None,
) -> None:
    """Say something in the chat where the update was made, in reply to it; a `card` is edited later."""
    post = Post(tools=tools, site=scene.site, now=now, ticket=ticket)
    if scene.room is not None:
        post.to_room(scene.room, notice, reply_to=scene.incoming.message, card=card)
    else:
        language = scene.person.language if scene.person else None
        post.to_chat(scene.incoming.platform, scene.incoming.chat, notice, language, card)
