"""Whose groups the robots are in: nobody can bind those by a code, so the order in the settings says it."""

from collections.abc import Sequence

from bot.platforms.wecom.robot import NAME
from desk.people import RoomKind, Site
from storage.unit_of_work import UnitOfWork


def bind(uow: UnitOfWork, sites: Sequence[Site], chats: Sequence[str]) -> None:
    """Each robot's group is the managers' room of the site at its place; of one site, all are."""
    owners = sites if len(sites) > 1 else list(sites) * len(chats)
    for site, chat in zip(owners, chats, strict=False):
        uow.rooms.bind(site.id, NAME, chat, RoomKind.MANAGERS, f"{site.name} {chat}")
