"""等待: a reason and the day of the next news, both, before the matter waits (S1-12, S2-61)."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.errors import Refused
from desk.moves.table import Move, ensure
from desk.notices import Button, Notice, Word, row
from desk.review import What
from desk.waits import REASONS, kept, told
from handlers import outgoing
from handlers.act import Act
from handlers.scene import answer
from nlp.dates import Said, impossible, said
from storage.questions import Question

PATIENCE = timedelta(minutes=15)
DAYS = (1, 2, 3, 7)  # offered for a tap; house


def wait(act: Act) -> Notice:
    """The words are the reason; a day in them is that of the next news, else it is asked for."""
    ensure(Move.WAIT, act.person, act.ticket)
    return wait_for(act, act.arg, act.arg)


def reasons(act: Act) -> tuple[tuple[Button, ...], ...]:
    """The usual reasons, for a tap."""
    buttons = [
        Button(verb="wait", ticket=act.ticket.id, arg=why, label=Word(f"waits.{why}")) for why in REASONS
    ]
    return (row(*buttons[:3]), row(*buttons[3:]))


def wait_for(act: Act, reason: str, words: str) -> Notice:
    """Waits for `reason` until the day in `words`; where they name none, it is asked for."""
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    if named := said(words, local):
        return _waits(act, reason, named)
    if impossible(words, local):
        raise Refused("which_day", number=act.ticket.number)
    act.tools.uow.questions.ask(
        Question(
            person=act.person.id,
            chat=act.scene.incoming.chat,
            kind="wait_day",
            ticket=act.ticket.id,
            expires_at=act.now + PATIENCE,
            words=reason,
        )
    )
    buttons = [
        Button(verb="wait", ticket=act.ticket.id, arg=str(days), label=Word(f"ahead.{days}")) for days in DAYS
    ]
    return Notice("choose.wait", {"number": act.ticket.number}, (row(*buttons),))


def day(act: Act) -> Notice:
    """The day was typed; the reason stands in what was answered before."""
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    named = said(act.arg, local)
    if named is None:
        raise Refused("which_day", number=act.ticket.number)
    return _waits(act, act.earlier, named)


def chosen(act: Act) -> Notice:
    """A tap: the reason, after which the day is asked for; or the day, so many days ahead."""
    if act.arg in REASONS:
        ensure(Move.WAIT, act.person, act.ticket)
        asked_day = wait_for(act, kept(act.arg), kept(act.arg))
        answer(act.scene, act.tools, asked_day, act.now, act.ticket)
        return Notice(asked_day.key, asked_day.facts)
    asked = act.tools.uow.questions.open(act.person.id, act.scene.incoming.chat, act.now)
    if asked is None or asked.kind != "wait_day" or asked.ticket != act.ticket.id:
        raise Refused("wait_again", number=act.ticket.number)
    if act.arg not in map(str, DAYS):
        raise Refused("unknown_button")
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    act.tools.uow.questions.drop(act.person.id, act.scene.incoming.chat)
    return _waits(act, asked.words or "", Said(at=local + timedelta(days=int(act.arg)), timed=False))


def _waits(act: Act, reason: str, named: Said) -> Notice:
    news_at = _by(act, named)
    if news_at <= act.now:
        raise Refused("which_day", number=act.ticket.number)
    if isinstance(told(reason), Word):  # one of the usual ones: nobody's own words
        return outgoing.waits(replace(act, arg=reason), news_at)
    return outgoing.write(replace(act, arg=reason), What.WAIT, more=news_at.isoformat())


def _by(act: Act, named: Said) -> datetime:
    """The moment named, of a whole day its close."""
    calendar = act.tools.book.calendar(act.scene.site)
    return named.at if named.timed else calendar.opening(named.at.date())[-1][1]
