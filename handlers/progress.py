"""Looking: a ticket's story, one's own tickets. Each sees only what is theirs."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from desk.audience import visible
from desk.cards import HELP, STAFF_BUTTONS, public_card
from desk.clocks import ClockKind
from desk.explain import why
from desk.grounds import triggers
from desk.journal import Entry, notice_of
from desk.matter import matter
from desk.moves.deals import why as why_not
from desk.moves.table import Move, ensure, permitted
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import HEADS, Role
from desk.quotes import Quote, QuoteState, latest, lines_of
from desk.ticket import UNFINISHED, Ticket
from handlers.act import Act
from handlers.veil import as_read, persons_in, veiled

_QUOTES = 3  # versions in one message; the newest ones
_ROW = 4  # numbers beside each other on a phone
_SHOWN = 12  # entries or tickets in one message; the newest ones


def story(act: Act) -> Notice:
    """进度: what happened to a ticket, as far as this person may know."""
    ensure(Move.SEE, act.person, act.ticket)
    known = visible(act.tools.uow.journal.of(act.ticket.id), act.ticket, act.person, act.scene.room)
    entries = [entry for entry in known if _told_apart(entry)]
    others = _others(act, entries)
    lines: list[Fact] = [
        Notice("story.line", {"at": entry.at, "entry": _told(entry, act, others)})
        for entry in entries[-_SHOWN:]
    ]
    heads = act.person.role in HEADS
    quotes = _quotes(act)
    rule = act.tools.book.standard(act.ticket.standard).matters
    told = Notice(
        "story",
        {
            "why": list(why(act.tools.uow.clocks.of(act.ticket.id))) if heads else None,
            "number": act.ticket.number,
            "matter": matter(act.ticket),
            "status": Word(f"status.{act.ticket.status}"),
            "owner": Who(act.ticket.owner),
            "next": _next(act),
            "lines": lines,
            "grounds": triggers(act.ticket, rule) if act.person.is_staff else None,
            "money": _money(quotes),
        },
        (*_answers(act, quotes), *_steps(act)),
    )
    return told if act.ticket.accused else as_read(act.tools, act.person, told)


def _next(act: Act) -> Fact:
    """Whoever reported it reads who does what by when; not in a room (S2-55)."""
    theirs = act.person.id in act.ticket.reporters and act.scene.room is None
    if not theirs or act.ticket.status not in UNFINISHED:
        return None
    clocks = act.tools.uow.clocks.of(act.ticket.id)
    return public_card(act.ticket, clocks, private=True).facts.get("progress")


def _quotes(act: Act) -> list[Quote]:
    """What was asked and agreed, for whom it concerns, and never in a room (S2-77)."""
    if act.scene.room is not None or not permitted(Move.MONEY, act.person, act.ticket):
        return []
    return [one for one in act.tools.uow.quotes.of(act.ticket.id) if one.state is not QuoteState.DRAFT]


def _answers(act: Act, quotes: Sequence[Quote]) -> tuple[tuple[Button, ...], ...]:
    """The newest quote can be answered here too, by whom it waits for."""
    newest = latest(quotes)
    if newest is None:
        return ()
    key, version = act.ticket.id, str(newest.version)
    if newest.state is QuoteState.ASKED and permitted(Move.CONSENT, act.person, act.ticket):
        agree = Button(verb="agree_quote", ticket=key, arg=version)
        return (row(agree, Button(verb="refuse_quote", ticket=key, arg=version)),)
    if newest.state is QuoteState.REVIEW and permitted(Move.ASSESS, act.person, act.ticket):
        passed = Button(verb="pass_quote", ticket=key, arg=version)
        return (row(passed, Button(verb="return_quote", ticket=key, arg=version)),)
    return ()


def _money(quotes: Sequence[Quote]) -> list[Fact]:
    return [
        Notice(
            "story.quote",
            {
                "version": one.version,
                "state": Word(f"quotestate.{one.state}"),
                "lines": lines_of(one),
                "total": str(one.total),
                "by": Who(one.decided_by),
                "at": one.decided_at,
                "reason": why_not(one.reason) if one.reason else None,
            },
        )
        for one in quotes[-_QUOTES:]
    ]


def _told_apart(entry: Entry) -> bool:
    """Of words that were taken out one line says so, not one for each entry."""
    return entry.kind != "redacted" or entry.facts.get("entry") is None


def _revisited(act: Act) -> tuple[tuple[Button, ...], ...]:
    """回访 (S0-38), while it is owed, for somebody who did not do the job (C8)."""
    clocks = act.tools.uow.clocks.of(act.ticket.id)
    owed = any(one.kind is ClockKind.REVISIT and one.running for one in clocks)
    if (
        not owed
        or act.person.id in act.ticket.handlers
        or not permitted(Move.REVISIT, act.person, act.ticket)
    ):
        return ()
    return (row(Button(verb="revisit", ticket=act.ticket.id)),)


def _steps(act: Act) -> tuple[tuple[Button, ...], ...]:
    """What this member of staff may do next: a list's number opens the ticket ready to be worked on."""
    if not act.person.is_staff or act.scene.room is not None:
        return ()
    helps = act.person.id in act.ticket.assistants and act.ticket.status in UNFINISHED
    lines = HELP if helps else STAFF_BUTTONS.get(act.ticket.status, ())
    able = [[verb for verb in line if permitted(Move(verb), act.person, act.ticket)] for line in lines]
    rows = [row(*(Button(verb=verb, ticket=act.ticket.id) for verb in line)) for line in able if line]
    return (*rows, *_revisited(act))


def _told(entry: Entry, act: Act, others: Collection[int]) -> Notice:
    """The entry in words; why a colleague gets the matter is said among staff (S2-77).

    What somebody said privately is read by them and by staff, whoever reported it with them (S3-02).
    """
    notice = notice_of(entry)
    if entry.kind == "dispatched" and not act.person.is_staff:
        notice = replace(notice, facts={**notice.facts, "reason": None})
    if not act.person.is_staff and (entry.actor in others or not _heard(entry, act)):
        notice = replace(notice, facts={**notice.facts, "words": None, "reason": None})
    return veiled(notice, others)


def _heard(entry: Entry, act: Act) -> bool:
    """Whether the words of the report were said aloud, or by themselves."""
    aloud = entry.kind != "registered" or act.ticket.room is not None
    return aloud or act.person.id == act.ticket.reporter


def _others(act: Act, entries: Sequence[Entry]) -> set[int]:
    """Who else reported it, now or once: for staff alone (S3-02), of a veiled matter for nobody (S4-30)."""
    ticket, reader = act.ticket, act.person
    if reader.is_staff and not ticket.veiled:
        return set()
    named = act.tools.uow.people.named(set(persons_in([notice_of(entry) for entry in entries])))
    residents = {key for key, one in named.items() if one.role is Role.RESIDENT}
    working = {ticket.owner, ticket.done_by, *ticket.helpers}
    return (residents | {*ticket.veiled} | ({*ticket.reporters} - working)) - {reader.id}


def listed(tickets: Sequence[Ticket]) -> Notice:
    """Several of them, each a tap away."""
    taps = [Button(verb="progress", ticket=one.id, label=f"#{one.number}") for one in tickets[:_SHOWN]]
    rows = tuple(tuple(taps[at : at + _ROW]) for at in range(0, len(taps), _ROW))
    lines: list[Fact] = [line(one, hidden=False) for one in tickets[:_SHOWN]]  # privately, and theirs
    return Notice("mine", {"lines": lines, "count": len(tickets)}, rows)


def line(ticket: Ticket, *, hidden: bool, helps: bool = False) -> Notice:
    """One of them in a list; `hidden`: others read along; `helps`: somebody else is responsible (S4-02)."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": Notice("matter.discreet") if hidden else matter(ticket),
        "status": Word(f"status.{ticket.status}"),
        "owner": Who(ticket.owner) if helps else None,
    }
    return Notice("mine.line", facts)
