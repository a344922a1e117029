"""登记, 转办: staff take a matter in, in one line or question by question (S0-25 … S0-27, S2-47)."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk import sources
from desk.errors import Refused
from desk.notices import Button, Notice, Word, row
from desk.people import Person
from desk.reading import Action, Intent
from desk.sources import Source
from handlers.contacts import said_of
from handlers.scene import Scene, answer
from handlers.taken_in import Taking, open_matter
from handlers.tools import Tools
from handlers.turn import Turn
from storage.intakes import Draft

PATIENCE = timedelta(minutes=15)  # house; after it the next words are no longer taken for the answer


def command(turn: Turn) -> Notice:
    """/登记 电话 3-501王女士 13812345678 卫生间漏水: what is missing is asked for, one question at a time."""
    person = _staff(turn.scene)
    source, words = sources.first_word(turn.words)
    draft = _fresh(turn.scene, person, turn.now)
    return _go_on(
        turn.scene, turn.tools, replace(draft, source=source, words=words or None), person, turn.now
    )


def government(turn: Turn) -> Notice:
    """/转办 住建局 文号 穗建〔2026〕12号 11-30前答复 3栋外墙脱落 (S0-11)."""
    person = _staff(turn.scene)
    draft = replace(
        _fresh(turn.scene, person, turn.now), source=Source.GOVERNMENT, words=turn.words.strip() or None
    )
    return _go_on(turn.scene, turn.tools, draft, person, turn.now)


def tapped(turn: Turn) -> Notice:
    """A source was chosen, or 不用登记."""
    person, uow = _staff(turn.scene), turn.tools.uow
    draft = uow.intakes.open(person.id, turn.scene.incoming.chat, turn.now)
    if turn.words == "none":
        uow.intakes.drop(person.id, turn.scene.incoming.chat)
        return Notice("intake.dropped")
    if turn.words not in list(Source):
        raise Refused("unknown_button")
    draft = draft or _fresh(turn.scene, person, turn.now)
    asked = _go_on(turn.scene, turn.tools, replace(draft, source=turn.words), person, turn.now)
    answer(turn.scene, turn.tools, asked, turn.now)
    return Notice("intake.chosen", {"source": Word(f"source.{turn.words}")})


def heard(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether these words, or this picture, belong to a matter that the person is taking in."""
    person, incoming = scene.person, scene.incoming
    draft = tools.uow.intakes.open(person.id, incoming.chat, now) if person else None
    if person is None or draft is None or draft.source is None:
        return False
    draft = _with_message(draft, scene)
    if incoming.text and draft.words and draft.who is None:
        draft = replace(draft, who=incoming.text)
    elif incoming.text:
        draft = replace(draft, words=incoming.text)
    answer(scene, tools, _go_on(scene, tools, draft, person, now), now)
    return True


def offered(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether what staff forward to the desk, or type to it alone, reads as a matter: then it is offered."""
    person, incoming = scene.person, scene.incoming
    if person is None or scene.room is not None or not incoming.text:
        return False
    reading = tools.reader.read(incoming.text, tools.book.calendar(scene.site).local(now))
    meant = reading.action is not Action.SILENT or reading.intent is Intent.REPORT
    if incoming.forwarded is None and not meant:
        return False
    origin = incoming.forwarded
    draft = replace(
        _with_message(_fresh(scene, person, now), scene),
        words=incoming.text,
        account=origin.account if origin and origin.account else None,
        who=origin.name if origin and origin.name and not origin.account else None,
        source=None,
    )
    answer(scene, tools, _go_on(scene, tools, draft, person, now), now)
    return True


def _staff(scene: Scene) -> Person:
    if scene.in_public:
        raise Refused("intake_private")
    if scene.person is None or not scene.person.is_staff:
        raise Refused("intake_staff")
    return scene.person


def _fresh(scene: Scene, person: Person, now: datetime) -> Draft:
    empty = Draft(person=person.id, chat=scene.incoming.chat, expires_at=now + PATIENCE)
    return _with_message(empty, scene) if scene.incoming.button is None else empty


def _with_message(draft: Draft, scene: Scene) -> Draft:
    incoming = scene.incoming
    messages = (incoming.message,) if incoming.message else ()
    return replace(
        draft,
        messages=(*draft.messages, *messages),
        photos=(*draft.photos, *incoming.photos),
        paper=draft.paper or incoming.paper,
    )


def _go_on(scene: Scene, tools: Tools, draft: Draft, person: Person, now: datetime) -> Notice:
    """The next question, or, once nothing is missing, the ticket."""
    asked = _missing(scene, tools, draft, now)
    if asked is None:
        tools.uow.intakes.drop(person.id, draft.chat)
        return open_matter(Taking(scene=scene, tools=tools, draft=draft, person=person, now=now))
    tools.uow.intakes.keep(replace(draft, expires_at=now + PATIENCE))
    return asked


def _missing(scene: Scene, tools: Tools, draft: Draft, now: datetime) -> Notice | None:
    if draft.source is None:
        return _sources(draft)
    if draft.words is None:
        key = "intake.transfer" if draft.source == Source.GOVERNMENT else "intake.matter"
        return Notice(key, {"source": Word(f"source.{draft.source}")})
    if draft.source == Source.GOVERNMENT or draft.account or draft.who is not None:
        return None
    place = tools.reader.read(draft.words, tools.book.calendar(scene.site).local(now)).place
    return None if said_of(draft.words, place) else Notice("intake.who")


def _sources(draft: Draft) -> Notice:
    buttons = [Button(verb="intake", arg=str(one), label=Word(f"source.{one}")) for one in Source]
    drop = Button(verb="intake", arg="none", label=Word("intake.none"))
    return Notice("intake.source", {"words": draft.words}, (row(*buttons[:3]), row(*buttons[3:], drop)))
