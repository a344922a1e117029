"""Codes: a chat becomes a room of a site, an account becomes a person; and in which language they read."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.errors import Refused
from desk.notices import Fact, Notice, Word
from desk.people import Person, Role, Site
from handlers.incoming import Incoming
from handlers.post import Post
from handlers.scene import Scene
from handlers.tools import Toast, Tools
from storage.codes import Grant
from storage.letters import Letter

LANGUAGES = {
    "zh_CN": ("zh_cn", "zh-cn", "简体", "简", "简体中文"),
    "zh_TW": ("zh_tw", "zh-tw", "zh_hk", "繁体", "繁體", "繁", "繁體中文"),
    "en": ("en", "english", "英文", "英语"),
}


def bind(incoming: Incoming, words: str, tools: Tools, now: datetime) -> None:
    """`/bind CODE` in a group: the group is a room of the code's site."""
    grant = tools.uow.codes.redeem(words, now, room=True) if words else None
    if grant is None or grant.room_kind is None or incoming.private:
        tell_stranger(incoming, tools, "refused.code", now)
        return
    site = tools.uow.sites.get(grant.site)
    room = tools.uow.rooms.bind(site.id, incoming.platform, incoming.chat, grant.room_kind, incoming.title)
    facts: dict[str, Fact] = {"site": site.name, "kind": Word(f"room.{room.kind}")}
    Post(tools=tools, site=site, now=now).to_room(room, Notice("bound", facts), reply_to=incoming.message)


def join(incoming: Incoming, words: str, tools: Tools, now: datetime) -> None:
    """`/join CODE` or a deep link, in private: the account is the code's person."""
    sender = incoming.sender
    if sender is None or not incoming.private:
        tell_stranger(incoming, tools, "refused.join_in_private", now)
        return
    known = [one for one in tools.uow.people.at(incoming.platform, sender.account) if one.active]
    tools.uow.people.set_state(incoming.platform, sender.account, "ok")
    grant = tools.uow.codes.redeem(words, now, room=False) if words else None
    if grant is None:
        key = "refused.code" if words else ("hello.known" if known else "hello.stranger")
        tell_stranger(incoming, tools, key, now)
        return
    site = tools.uow.sites.get(grant.site)
    person = _person(incoming, grant, tools)
    tools.uow.people.reach(person.id, incoming.platform, sender.account, "ok")
    facts: dict[str, Fact] = {"site": site.name, "name": person.name, "role": Word(f"role.{person.role}")}
    post = Post(tools=tools, site=site, now=now)
    post.to_chat(incoming.platform, incoming.chat, Notice("joined", facts), person.language)


def _person(incoming: Incoming, grant: Grant, tools: Tools) -> Person:
    """Somebody already known here by this account takes on what the code gives."""
    sender = incoming.sender
    account = sender.account if sender else ""
    home: tuple[str | None, ...] = (*(part or None for part in grant.home), None, None, None)
    fresh = Person(
        id=0,
        site=grant.site,
        name=grant.name or (sender.name if sender else "") or account,
        role=grant.role or Role.RESIDENT,
        area=grant.area,
        building=home[0],
        unit=home[1],
        room=home[2],
    )
    known = tools.uow.people.at(incoming.platform, account, grant.site)
    if grant.person is not None:
        return _listed(grant.person, known, tools)
    if not known:
        return tools.uow.people.add(fresh)
    changed = Person(**{**vars(fresh), "id": known[0].id, "language": known[0].language})
    tools.uow.people.change(changed)
    return changed


def _listed(key: int, known: list[Person], tools: Tools) -> Person:
    """Somebody from an imported list; where the account has spoken before, the two are one person."""
    uow = tools.uow
    listed = uow.people.get(key)
    if not known or known[0].id == key:
        return listed
    one = replace(listed, id=known[0].id, language=listed.language or known[0].language)
    uow.people.change(one)
    uow.people.change(replace(listed, active=False))
    uow.tickets.give(key, one.id)
    uow.roster.give(key, one.id)
    for address in uow.people.addresses(key):
        uow.people.reach(one.id, address.platform, address.account, address.state)
    return one


def speak(scene: Scene, tools: Tools, words: str) -> Notice:
    """语言: the person's language from now on."""
    if scene.person is None:
        raise Refused("unknown_person")
    wanted = words.strip().lower()
    language = next((one for one, names in LANGUAGES.items() if wanted in names), None)
    if language is None:
        raise Refused("no_such_language", word=words[:20])
    platform, _, account = scene.who
    for person in tools.uow.people.at(platform, account):  # at each of their sites
        tools.uow.people.change(replace(person, language=language))
    return Notice("done.language", {"language": Word(f"language.{language}")})


def tell_stranger(incoming: Incoming, tools: Tools, key: str, now: datetime) -> None:
    """Answer in a chat that belongs to no site: the first site's language and clock serve."""
    sites = tools.uow.sites.all()
    if not sites:
        return
    tools.uow.letters.add(
        Letter(
            site=sites[0].id,
            ticket=None,
            person=None,
            platform=incoming.platform,
            chat=incoming.chat,
            language=sites[0].language,
            notice=Notice(key),
            reply_to=None if incoming.private else incoming.message,
            not_before=now,
            created_at=now,
        )
    )


def stranger_toast(incoming: Incoming, tools: Tools) -> Toast | None:
    """The answer to a tap by somebody, or in a chat, that the desk does not know.

    A room that has buttons was known once: it is bound no more, or became a supergroup.
    """
    sites: list[Site] = tools.uow.sites.all()
    if not sites:
        return None
    return Toast(
        notice=Notice("refused.unknown_person" if incoming.private else "refused.unknown_button"),
        language=sites[0].language,
        zone=ZoneInfo(sites[0].timezone),
    )
