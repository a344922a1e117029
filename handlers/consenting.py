"""The resident answers a quote; the head of engineering judges one: 同意/不同意, 通过/退回, 未修, 已知晓."""

from dataclasses import replace

from desk.errors import Refused
from desk.moves import consenting, quoting, signing
from desk.moves.deals import gone
from desk.moves.table import Move, ensure
from desk.notices import Button, Notice, Word, row
from desk.people import HEADS, Person, Role
from desk.quotes import REASONS, Quote, QuoteState
from handlers import choices, deals, listening
from handlers.act import Act
from handlers.stand_in import deputies


def agree(act: Act) -> Notice:
    """同意: exactly the version that the button names; typed, the one that stands."""
    ensure(Move.CONSENT, act.person, act.ticket)
    quote = _meant(act, act.arg)
    deals.keep(act, consenting.agree(act.ticket, act.now, act.person, quote))
    return Notice("done.agree_quote", {"number": act.ticket.number, "total": str(quote.total)})


def refuse(act: Act) -> Notice:
    """不同意: first why, by a tap or in words, then it is done."""
    ensure(Move.CONSENT, act.person, act.ticket)
    version, _, reason = act.arg.partition("-")
    quote = _meant(act, version)
    if quote.state is not QuoteState.ASKED:
        raise gone(act.ticket, quote)
    if reason == "other":
        return listening.listen(
            act, "refuse_quote", Notice("ask.refuse_quote", {"number": act.ticket.number})
        )
    if reason not in REASONS:
        _offer_reasons(act, quote)
        return Notice("choose.refuse_quote", {"number": act.ticket.number})
    return _refused(act, quote, reason)


def refuse_in_words(act: Act) -> Notice:
    """不同意, and these words are why."""
    ensure(Move.CONSENT, act.person, act.ticket)
    return _refused(act, _meant(act, ""), act.arg[:200])


def _refused(act: Act, quote: Quote, reason: str) -> Notice:
    deals.keep(act, consenting.refuse(act.ticket, act.now, act.person, quote, reason))
    done = Notice("done.refuse_quote", {"number": act.ticket.number})
    choices.settle(act, "refuse-quote", done)
    return done


def _offer_reasons(act: Act, quote: Quote) -> None:
    buttons = [
        Button(
            verb="refuse_quote",
            ticket=act.ticket.id,
            arg=f"{quote.version}-{reason}",
            label=Word(f"whynot.{reason}"),
        )
        for reason in REASONS
    ]
    rows = (row(*buttons[:2]), row(*buttons[2:]))
    choices.offer(act, "refuse-quote", Notice("choose.refuse_quote", {"number": act.ticket.number}, rows))


def _meant(act: Act, version: str) -> Quote:
    """The version that a button names, else the newest that was sent."""
    quote = deals.numbered(act, version) if version else deals.sent(act)
    if quote is None:
        raise Refused("no_quote", number=act.ticket.number)
    return quote


def judge_passed(act: Act) -> Notice:
    """通过, perhaps with a remark in words."""
    judge = _judge(act)
    version, remark = _split(act)
    quote = _meant(act, version)
    before = act.tools.uow.quotes.of(act.ticket.id)
    deal = quoting.passed(act.ticket, act.now, judge, quote, remark or None, before=before)
    deals.keep(act, deal)
    return Notice("done.pass_quote", {"number": act.ticket.number})


def judge_returned(act: Act) -> Notice:
    """退回: why is asked for where it was not said."""
    judge = _judge(act)
    version, remark = _split(act)
    quote = _meant(act, version)
    if quote.state is not QuoteState.REVIEW:
        raise gone(act.ticket, quote)
    if not remark:
        return listening.listen(
            act, "return_quote", Notice("ask.return_quote", {"number": act.ticket.number})
        )
    deals.keep(act, quoting.returned(act.ticket, act.now, judge, quote, remark[:200]))
    return Notice("done.return_quote", {"number": act.ticket.number})


def _judge(act: Act) -> Person:
    """Who judges: with the role of the head for whom they stand in, where that is so (S2-13)."""
    away = deputies(act.tools, act.scene.site, act.now)
    staff = act.tools.uow.people.staff(act.scene.site.id)
    roles = [one.role for one in staff if away.get(one.id) == act.person.id]
    judging = [role for role in roles if role in (Role.ENGINEERING_LEAD, *HEADS)]
    person = replace(act.person, role=judging[0]) if judging else act.person
    ensure(Move.ASSESS, person, act.ticket)
    return person


def _split(act: Act) -> tuple[str, str]:
    """The version and the words: a tap carries the one, a typed command or an answer the other."""
    return (act.arg, "") if act.arg.isascii() and act.arg.isdigit() else ("", act.arg)


def unrepaired(act: Act) -> Notice:
    """未修: the quote was refused, the ticket ends (S2-91)."""
    act.record(consenting.unrepaired(act.ticket, act.now, _judge(act), deals.sent(act)))
    return Notice("done.unrepaired", {"number": act.ticket.number})


def warned(act: Act) -> Notice:
    """已知晓: the resident has read what was said of the material (S2-92)."""
    ensure(Move.CONSENT, act.person, act.ticket)
    deals.keep(act, signing.warned(act.ticket, act.now, act.person, _meant(act, act.arg)))
    return Notice("done.warned", {"number": act.ticket.number})
