"""How somebody wants to be written to: without cards, with them, here before elsewhere."""

from desk.errors import Refused
from desk.notices import Notice
from handlers.addresses import first
from handlers.scene import Scene
from handlers.tools import Tools

PLAIN = "plain"  # the mark of an account that is shown no cards


def show_plain(scene: Scene, tools: Tools) -> Notice:
    """文字: who reads through the WeChat plugin sees no cards."""
    tools.uow.seen.set_mark(mark(scene.incoming.platform, scene.who[2]), "1")
    return Notice("done.plain")


def show_cards(scene: Scene, tools: Tools) -> Notice:
    """卡片: cards again."""
    tools.uow.seen.set_mark(mark(scene.incoming.platform, scene.who[2]), "")
    return Notice("done.cards")


def write_here(scene: Scene, tools: Tools) -> Notice:
    """首选: letters come to this address before the person's others."""
    if scene.person is None:
        raise Refused("unknown_person")
    if scene.room is not None:
        raise Refused("in_private")
    platform, _, account = scene.who
    for person in tools.uow.people.at(platform, account):  # at each of their sites
        tools.uow.seen.set_mark(first(person.id), f"{platform} {account}")
    return Notice("done.here")


def mark(platform: str, account: str) -> str:
    """Where it is remembered that an account is shown no cards."""
    return f"{PLAIN} {platform} {account}"
