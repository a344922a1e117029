"""The groups that the app makes: one a site and kind, whose members are the staff there who are members."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.platforms.wecom.parse import NAME as MEMBERS
from desk.people import HEADS, Person, RoomKind, Site
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

NAME = "wecom_chat"
_KINDS = {"staff": RoomKind.STAFF, "managers": RoomKind.MANAGERS}
_LONGEST = 50  # characters of a group's name (path 90245)


@dataclass(frozen=True, kw_only=True)
class Group:
    """What a group is to be; its first member owns it."""

    name: str
    members: tuple[str, ...]


class Roster(Protocol):
    """Who is to be in which group."""

    async def group(self, chat: str) -> Group:
        """The group of that chatid as it should be now."""


def bind(uow: UnitOfWork, sites: Sequence[Site], kinds: Sequence[str]) -> None:
    """Each site's groups, as rooms; they are made when something is first to be said there."""
    for site in sites:
        for kind in kinds:
            uow.rooms.bind(site.id, NAME, f"s{site.id}{kind}", _KINDS[kind], site.name)


class StoredRoster(Roster):
    """From the people of the desk."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def group(self, chat: str) -> Group:
        """The staff's group has everybody, the managers' the heads."""
        return await asyncio.wrap_future(self._writer.submit(lambda uow: _group(uow, chat)))


def _group(uow: UnitOfWork, chat: str) -> Group:
    room = uow.rooms.at(NAME, chat)
    if room is None:
        return Group(name="", members=())
    staff = uow.people.staff(room.site)
    wanted = [one for one in staff if room.kind is RoomKind.STAFF or one.role in HEADS]
    wanted.sort(key=lambda one: (one.role not in HEADS, one.id))
    accounts = [account for person in wanted for account in _accounts(uow, person)]
    return Group(name=room.title[:_LONGEST], members=tuple(dict.fromkeys(accounts)))


def _accounts(uow: UnitOfWork, person: Person) -> list[str]:
    return [
        one.account
        for one in uow.people.addresses(person.id)
        if one.platform == MEMBERS and one.state == "ok"
    ]
