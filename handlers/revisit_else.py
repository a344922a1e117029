"""A revisit otherwise than by stars on the phone: signed at home, asked in chat, unreached, exempt, later."""

from dataclasses import replace
from datetime import timedelta

from desk import revisits
from desk.change import Change, to_person
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves import revisiting
from desk.moves.revisiting import EXEMPT
from desk.moves.table import Move, ensure
from desk.notices import Notice
from desk.sources import Source
from handlers import questions, revisit_again
from handlers.act import Act
from handlers.post import Post
from handlers.revisit_prompt import still_told
from handlers.revisited import attempt, card, finish
from storage.revisits import Visit

_LONG = timedelta(days=1)  # a warning further ahead than this is a plan, not a prompt
_REPLY_WORDS = {
    "匿名": "anonymous",
    "复函": "reply",
    "復函": "reply",
    "联系不上": "unreached",
    "聯絡不上": "unreached",
}


def ask_signature(act: Act, attitude: int, outcome: int) -> Notice:
    """上门: the signature, as a photo or as the resident's tap (S2-106)."""
    visit = attempt(act, "visit", "signing", (attitude, outcome))
    entry = Entry(kind="revisit_home", at=act.now, actor=act.person.id, audience=Audience.STAFF)
    act.record(Change(ticket=act.ticket, entries=(entry,)))
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    asked = revisits.signature(act.ticket, visit.id, attitude, outcome)
    post.tell(to_person(still_told(act.tools, act.ticket).reporter, asked, card=revisits.ASKED))
    card(act, act.person.id, Notice("revisit.sign", {"number": act.ticket.number}))
    return Notice("revisit.sign", {"number": act.ticket.number})


def signed_by_tap(act: Act) -> Notice:
    """确认: the resident's tap stands for the signature."""
    visit = _meant(act, act.arg)
    if visit.state == "done":
        return Notice("revisitask.thanks", {"number": act.ticket.number})
    ensure(Move.RATE, act.person, act.ticket)
    finish(act, replace(visit, signed_by=act.person.id))
    return _thanked(act)


def signed_by_photo(act: Act, photos: tuple[int, ...]) -> bool:
    """Whether the photo that whoever revisits has just sent is the signature that was waited for."""
    waiting = [
        one
        for one in act.tools.uow.revisits.of(act.ticket.id)
        if one.state == "signing" and one.person == act.person.id
    ]
    if not waiting or not photos:
        return False
    finish(act.again(), replace(waiting[-1], photo=photos[0]))
    return True


def ask_in_chat(act: Act) -> Notice:
    """聊天: the two questions go to the resident, who answers them there (S2-130)."""
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    reporter = act.tools.uow.people.get(still_told(act.tools, act.ticket).reporter)
    if post.reached(reporter) is None:
        raise Refused("no_chat", number=act.ticket.number)
    visit = attempt(act, "chat", "asking")
    post.tell(to_person(reporter.id, revisits.asked(act.ticket, visit.id, None), card=revisits.ASKED))
    card(act, act.person.id, Notice("revisit.asked", {"number": act.ticket.number}))
    return Notice("revisit.asked", {"number": act.ticket.number})


def answered_in_chat(act: Act) -> Notice:
    """A star of the resident: "7-4", then "7-4-5"."""
    key, *stars = act.arg.split("-")
    visit = _meant(act, key)
    if visit.state == "done":
        return Notice("revisitask.thanks", {"number": act.ticket.number})
    ensure(Move.RATE, act.person, act.ticket)
    if not stars or any(star not in tuple("12345") for star in stars) or len(stars) > 2:  # noqa: PLR2004  # S0-39
        raise Refused("stars")
    if len(stars) == 1:
        post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
        asked = revisits.asked(act.ticket, visit.id, int(stars[0]))
        post.tell(to_person(act.person.id, asked, card=revisits.ASKED))
        return Notice("revisitask.next", {"number": act.ticket.number})
    finish(act, replace(visit, attitude=int(stars[0]), outcome=int(stars[1])))
    return _thanked(act)


def unreached(act: Act, _words: str = "") -> Notice:
    """没接通: the next call is due after the standard's gap; after the last try it may be left."""
    rules = act.tools.book.standard(act.ticket.standard).revisit
    attempt(act, "phone", "unreached")
    count = _vain(act)
    due = act.now + rules.gap + _ahead(act) if count < rules.tries else None
    act.record(revisiting.tried(act.ticket, act.now, act.person, count, due))
    if due is None:
        card(act, act.person.id, revisits.exemptions(act.ticket))
        return Notice("revisit.last_try", {"number": act.ticket.number, "times": count})
    told = Notice(
        "revisit.next_try", {"number": act.ticket.number, "times": count, "at": act.now + rules.gap}
    )
    card(act, act.person.id, told)
    return told


def exempt(act: Act, words: str = "") -> Notice:
    """免访: first why; each reason must be so."""
    reason = _REPLY_WORDS.get(words, words)
    if reason not in EXEMPT:
        card(act, act.person.id, revisits.exemptions(act.ticket))
        return Notice("revisit.choose_exempt", {"number": act.ticket.number})
    _so(act, reason)
    act.record(revisiting.excused(act.ticket, act.now, act.person, reason))
    act.tools.uow.revisits.excuse(act.ticket.id, reason)
    done = Notice("revisit.excused", {"number": act.ticket.number})
    card(act, act.person.id, done)
    return done


def again(act: Act, words: str = "") -> Notice:
    """再约: the next time is always named (S2-108), and may be moved with a reason (S2-114)."""
    if not words:
        return questions.ask(act, "revisit_again")
    return revisit_again.named(replace(act, arg=words))


def conclude(act: Act) -> Notice:
    """结案: a head, after so many rounds, with reasons (C11)."""
    rules = act.tools.book.standard(act.ticket.standard).revisit
    act.record(revisiting.concluded(act.ticket, act.now, act.person, act.arg, rules.rounds))
    return Notice("revisit.concluded", {"number": act.ticket.number})


def _so(act: Act, reason: str) -> None:
    """Raises Refused where the reason does not hold."""
    uow, number = act.tools.uow, act.ticket.number
    rules = act.tools.book.standard(act.ticket.standard).revisit
    contacts = [uow.contacts.get(one) for one in act.ticket.reporters]
    if reason == "anonymous" and not all(one and one.anonymous for one in contacts):
        raise Refused("not_anonymous", number=number)
    if reason == "reply":
        origin = uow.origins.of(act.ticket.id)
        if origin is None or origin.source != Source.GOVERNMENT:
            raise Refused("no_authority", number=number)
        if not uow.photos.of(act.ticket.id):
            raise Refused("reply_missing", number=number)  # S2-113: the reply is attached
    if reason == "unreached" and _vain(act) < rules.tries:
        raise Refused("try_again", number=number, times=_vain(act), tries=rules.tries)


def _vain(act: Act) -> int:
    return sum(one.state == "unreached" for one in act.tools.uow.revisits.of(act.ticket.id))


def _ahead(act: Act) -> timedelta:
    """How long before it falls due whoever revisits is prompted."""
    ladder = act.tools.book.standard(act.ticket.standard).ladders.get(ClockKind.REVISIT, ())
    before = [-step.after for step in ladder if -_LONG <= step.after < timedelta()]
    return max(before, default=timedelta())


def _meant(act: Act, key: str) -> Visit:
    visit = act.tools.uow.revisits.get(int(key)) if key.isascii() and key.isdigit() else None
    if visit is None or visit.ticket != act.ticket.id:
        raise Refused("unknown_button")
    return visit


def _thanked(act: Act) -> Notice:
    thanks = Notice("revisitask.thanks", {"number": act.ticket.number})
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    post.tell(to_person(act.person.id, thanks, card=revisits.ASKED))
    return thanks
