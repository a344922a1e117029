"""Reviews that do not come: reminded of, then the next one is asked, the reporters hear anew (S0-44)."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.change import to_person, to_reporters
from desk.hours import add_working_days
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import RoomKind
from desk.review import Draft, State
from desk.ticket import Ticket
from handlers import outgoing, reviewer
from handlers.one_by_one import each, of_ticket
from handlers.post import Post
from handlers.standing import settle
from handlers.tools import Tools
from handlers.waiting_times import working_after

BATCH = 50  # drafts handled in one unit of work
_REMIND, _CLIMB = 0, 1  # steps; from the next one on the promise is broken


def fire(tools: Tools, now: datetime) -> int:
    """Remind of what waits too long; returns of how many texts."""
    return each(
        tools,
        now,
        {f"draft {one.id}": one for one in tools.uow.drafts.due(now, BATCH)},
        lambda one: _remind(tools, one, now),
        lambda one, at: tools.uow.drafts.save(replace(one, next_at=at)),
        site=lambda one: of_ticket(tools, one.ticket),
    )


def _remind(tools: Tools, draft: Draft, now: datetime) -> None:
    ticket = tools.uow.tickets.get(draft.ticket)
    if ticket is None:
        return
    post = Post(tools=tools, site=tools.uow.sites.get(ticket.site), now=now, ticket=ticket)
    if draft.state is State.RETURNED:
        _unwritten(post, ticket, draft)
    elif ticket.ended:
        status = Word(f"status.{ticket.status}")
        lapse(post, draft, Notice("refused.ended", {"number": ticket.number, "status": status}))
    else:
        _climb(post, ticket, draft)


def _climb(post: Post, ticket: Ticket, draft: Draft) -> None:
    tools, now = post.tools, post.now
    able = reviewer.able(tools, post.site, ticket, draft.author, now)
    patience = tools.book.standard(ticket.standard).review
    climbed = replace(draft, step=draft.step + 1)
    if draft.step == _REMIND:
        able = able[:1]
        climbed = replace(climbed, next_at=_later(post, patience.climb - patience.remind))
    elif draft.step == _CLIMB:
        at = _later(post, patience.promise - patience.climb)
        climbed = replace(climbed, next_at=max(at, draft.promised_at or at))
    else:
        climbed = _promised_anew(post, ticket, climbed)
        facts: dict[str, Fact] = {
            "number": ticket.number,
            "author": Who(draft.author),
            "at": draft.written_at,
        }
        post.to_rooms(RoomKind.MANAGERS, Notice("review.late", facts))
    tools.uow.drafts.save(climbed)
    outgoing.ask(post, climbed, able)


def _later(post: Post, span: timedelta) -> datetime:
    return working_after(post.tools, post.site, post.now, span)


def _promised_anew(post: Post, ticket: Ticket, draft: Draft) -> Draft:
    """What was promised is promised anew, for the next working day; told once, however many texts wait."""
    others = [one for one in post.tools.uow.drafts.of(ticket.id) if one.id != draft.id and one.promised_at]
    known = [one.promised_at for one in others if one.promised_at and one.promised_at > post.now]
    by = max(known, default=add_working_days(post.tools.book.calendar(post.site), post.now, 1))
    if not known:
        again = Notice("news.received_again", {"number": ticket.number, "by": by})
        post.tell(to_reporters(again, aloud=True))
    return replace(draft, promised_at=by, next_at=by)


def _unwritten(post: Post, ticket: Ticket, draft: Draft) -> None:
    """What was sent back has not been written anew by the promised time: the reporters still wait for it."""
    newer = [one for one in post.tools.uow.drafts.of(ticket.id) if one.id > draft.id]
    if ticket.ended or any(one.state in (State.HELD, State.SENT) for one in newer):
        post.tools.uow.drafts.save(replace(draft, next_at=None))
        return
    post.tools.uow.drafts.save(_promised_anew(post, ticket, draft))
    facts: dict[str, Fact] = {"number": ticket.number, "words": draft.words, "remark": draft.remark}
    button = row(Button(verb="reword", ticket=ticket.id, arg=str(draft.id)))
    post.tell(to_person(draft.author, Notice("review.unwritten", facts, (button,)), aloud=True))
    if ticket.owner not in (None, draft.author):  # whoever has the matter can write it too
        post.tell(to_person(ticket.owner or 0, Notice("review.unwritten", facts), aloud=True))


def lapse(post: Post, draft: Draft, why: Notice) -> None:
    """It can no longer be said: its writer hears why."""
    post.tools.uow.drafts.save(replace(draft, state=State.LAPSED, decided_at=post.now, next_at=None))
    number = post.ticket.number if post.ticket else 0
    lapsed = Notice("review.lapsed", {"number": number, "words": draft.words, "why": why})
    settle(post, outgoing.card_of(draft), lapsed)
    post.tell(to_person(draft.author, lapsed))
