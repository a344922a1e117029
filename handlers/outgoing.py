"""What staff write to the reporters: looked through, held for the reviewer where the standard says, sent."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from desk.change import to_person, to_reporters
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves import enquiring, triage, working
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person
from desk.review import Draft, State, What, held
from desk.ticket import UNFINISHED
from desk.wording import Finding
from handlers import draft_cards, planning, referring, reviewer, signing, standing
from handlers.act import Act
from handlers.choices import offer
from handlers.incoming import Kind
from handlers.learning import corrected
from handlers.post import Post
from handlers.scene import answer
from handlers.waiting_times import working_after

_MOVES: Mapping[What, Move] = {
    What.NOTE: Move.NOTE,
    What.NEWS: Move.NOTE,
    What.PLAN: Move.PLAN,
    What.WAIT: Move.WAIT,
    What.FINISH: Move.FINISH,
    What.DISMISS: Move.DISMISS,
    What.PHOTO: Move.PHOTO,
    What.REFER: Move.REFER,
}
# A newer one replaces them.
_ONE_OF_A_KIND = frozenset({What.WAIT, What.FINISH, What.DISMISS, What.REFER, What.NEWS})


def write(act: Act, what: What, *, more: str = "", photos: tuple[int, ...] = ()) -> Notice:
    """`act.arg` to the reporters. What should be said otherwise is shown first and goes by one more tap.

    In an emergency nothing waits: the words go, and what could be said better is said after.
    """
    ensure_may(act, what)
    draft = Draft(
        id=0,
        ticket=act.ticket.id,
        author=act.person.id,
        what=what,
        words=act.arg,
        more=more,
        photos=photos,
        state=State.HINTED,
        written_at=act.now,
    )
    found = findings(act, draft)
    if not found:
        return go(act, draft)
    if act.ticket.emergency or act.tools.book.wording.marked("safety", act.arg):
        receipt = go(act, draft)
        answer(act.scene, act.tools, _hint(act, draft, found, after=True), act.now)
        return receipt
    return _hinted(act, act.tools.uow.drafts.add(draft), found)


def ensure_may(act: Act, what: What) -> None:
    """Raises Refused where this person may not say that now."""
    ensure(_MOVES[what], act.person, act.ticket)


def findings(act: Act, draft: Draft) -> tuple[Finding, ...]:
    """What of the draft should be said otherwise."""
    return act.tools.book.wording.check(draft.words, verified=act.ticket.verdict == "proven")


def lines(found: tuple[Finding, ...]) -> list[Fact]:
    """The findings in words, each with the better form."""
    return [Notice(f"check.{one.fault}", {"said": one.said}) for one in found]


def _hinted(act: Act, draft: Draft, found: tuple[Finding, ...]) -> Notice:
    hint = _hint(act, draft, found)
    if act.scene.in_public:
        return _quietly(act, hint)
    if act.scene.incoming.kind is not Kind.TAP:
        return hint
    offer(act, f"hint-{draft.id}", hint)
    return Notice("done.hinted", {"number": act.ticket.number})


def _hint(act: Act, draft: Draft, found: tuple[Finding, ...], *, after: bool = False) -> Notice:
    arg = str(draft.id)
    buttons = row(
        Button(verb="as_is", ticket=act.ticket.id, arg=arg),
        Button(verb="reword", ticket=act.ticket.id, arg=arg),
    )
    facts: dict[str, Fact] = {"number": act.ticket.number, "words": draft.words, "checks": lines(found)}
    return Notice("hint.after", facts) if after else Notice("hint", facts, (buttons,))


def go(act: Act, draft: Draft) -> Notice:
    """Send it, or hold it for the reviewer."""
    standard = act.tools.book.standard(act.ticket.standard)
    rule = held(standard.holds, act.tools.book.wording, act.ticket, draft.what, draft.words)
    able = may_review(act, draft) if rule else []
    if able:
        return _hold(act, draft, able)
    if draft.id:
        act.tools.uow.drafts.save(replace(draft, state=State.SENT, decided_at=act.now))
    return SENDS[draft.what](act, draft)


def may_review(act: Act, draft: Draft) -> list[Person]:
    """Who may decide on it, the one asked first in front."""
    return reviewer.able(act.tools, act.scene.site, act.ticket, draft.author, act.now)


def _hold(act: Act, draft: Draft, able: list[Person]) -> Notice:
    uow = act.tools.uow
    for older in uow.drafts.of(act.ticket.id):
        if older.waits and older.what is draft.what in _ONE_OF_A_KIND and older.author == draft.author:
            replaced = replace(older, state=State.REPLACED, decided_at=act.now, next_at=None)
            uow.drafts.save(replaced)
            settle(act, replaced)
    patience = act.tools.book.standard(act.ticket.standard).review
    drafts = uow.drafts.of(act.ticket.id)
    promised = [one.promised_at for one in drafts if one.promised_at and one.promised_at > act.now]
    by = max(promised, default=working_after(act.tools, act.scene.site, act.now, patience.promise))
    kept = replace(
        draft,
        state=State.HELD,
        written_at=act.now,
        next_at=working_after(act.tools, act.scene.site, act.now, patience.remind),
        promised_at=by,
    )
    if kept.id:
        uow.drafts.save(kept)
    else:
        kept = uow.drafts.add(kept)
    facts: dict[str, Fact] = {
        "what": Word(f"what.{kept.what}"),
        "words": kept.words,
        "author": Who(kept.author),
    }
    entry = Entry(kind="held", at=act.now, actor=None, audience=Audience.MANAGERS, facts=facts)
    uow.journal.add(act.ticket.id, (entry,))
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    ask(post, kept, able[:1])
    if not promised:  # nobody is left in silence, nor told twice
        post.tell(to_reporters(Notice("news.received", {"number": act.ticket.number, "by": by}), aloud=True))
    receipt = Notice("done.held", {"number": act.ticket.number, "reviewer": able[0].name, "by": by})
    return _quietly(act, receipt) if act.scene.in_public else receipt


def settle(act: Act, draft: Draft) -> None:
    """The cards of a draft say what became of it, and can no longer be tapped."""
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "by": Who(act.person.id),
        "state": Word(f"draftstate.{draft.state}"),
        "words": draft.words,
        "at": act.now,
    }
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    standing.settle(post, card_of(draft), Notice("review.decided", facts))


def _quietly(act: Act, notice: Notice) -> Notice:
    """To the writer alone: residents read along where they wrote."""
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    post.tell(to_person(act.person.id, notice))
    return Notice("asked_privately", {"number": act.ticket.number})


def ask(post: Post, draft: Draft, people: list[Person]) -> None:
    """Lay the draft before these reviewers."""
    ticket = post.ticket
    if ticket is None:
        return
    found = post.tools.book.wording.check(draft.words, verified=ticket.verdict == "proven")
    arg = str(draft.id)
    buttons = row(
        Button(verb="approve", ticket=ticket.id, arg=arg), Button(verb="send_back", ticket=ticket.id, arg=arg)
    )
    for person in people:
        facts: dict[str, Fact] = {
            "number": ticket.number,
            "class": Word(f"class.{ticket.class_.value}"),
            "what": Word(f"what.{draft.what}"),
            "author": Who(draft.author),
            "words": draft.words,
            "checks": lines(found),
            "own": Word("review.own") if person.id == draft.author else None,
            "by": draft.promised_at,
        }
        card = f"{card_of(draft)}{draft.step}"
        asked = Notice("review.ask", facts, (buttons,))
        post.tell(to_person(person.id, asked, card=card, aloud=True), draft.photos)


def card_of(draft: Draft) -> str:
    """How the names of a draft's cards begin."""
    return f"review-{draft.id}-"


def is_review(card: str | None) -> bool:
    """Whether a card of that name asks for a review."""
    return card is not None and card.startswith("review-")


def _note(act: Act, _draft: Draft) -> Notice:
    if act.ticket.asking and act.ticket.status in UNFINISHED:
        act.record(enquiring.answer(act.ticket, act.now, act.person, act.arg))
        return Notice("enquiry.done", {"number": act.ticket.number})
    act.record(working.note(act.ticket, act.now, act.person, act.arg))
    return Notice("done.note", {"number": act.ticket.number})


def _news(act: Act, draft: Draft) -> Notice:
    receipt = _note(act, draft)
    done = Notice("draft.sent", {"number": act.ticket.number, "by": Who(act.person.id)})
    draft_cards.settle(act.tools, act.scene.site, act.ticket, act.now, done)
    return receipt


def _wait(act: Act, draft: Draft) -> Notice:
    return waits(act, datetime.fromisoformat(draft.more))


def waits(act: Act, news_at: datetime) -> Notice:
    """等待, at once, for the reason in `act.arg`."""
    if news_at <= act.now:
        raise Refused("which_day", number=act.ticket.number)
    act.record(working.wait(act.ticket, act.now, act.person, act.arg, news_at))
    return Notice("done.wait", {"number": act.ticket.number, "news_by": news_at})


def _finish(act: Act, draft: Draft) -> Notice:
    if act.ticket.asking:
        return _note(act, draft)
    return signing.finish(act)


def _plan(act: Act, draft: Draft) -> Notice:
    return planning.send(act, draft.written_at)


def dismissed(act: Act) -> Notice:
    """不是投诉, at once: no words of one's own, or nobody who would read them."""
    act.record(triage.dismiss(act.ticket, act.now, act.person, act.arg))
    corrected(act, "intent", "report", act.arg)
    return Notice("done.dismiss", {"number": act.ticket.number})


def _dismiss(act: Act, _draft: Draft) -> Notice:
    return dismissed(act)


def _refer(act: Act, _draft: Draft) -> Notice:
    return referring.send(act)


def _photo(act: Act, draft: Draft) -> Notice:
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "by": Who(act.person.id),
        "words": act.arg or None,
    }
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    post.tell(to_reporters(Notice("news.photo", facts), but=act.person.id), draft.photos)
    return Notice("done.photo", {"number": act.ticket.number})


SENDS: Mapping[What, Callable[[Act, Draft], Notice]] = {
    What.NOTE: _note,
    What.NEWS: _news,
    What.PLAN: _plan,
    What.WAIT: _wait,
    What.FINISH: _finish,
    What.DISMISS: _dismiss,
    What.PHOTO: _photo,
    What.REFER: _refer,
}
