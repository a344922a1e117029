"""并单: one ticket goes on within another, and comes out of it again (拆分) as it went in."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.change import Change, Told, to_person, to_reporters
from desk.clocks import Clock, ClockKind, ClockMove, Op, cancel, start_at
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.matters import DEFAULT, Matters, with_reporters
from desk.moves.joining import grow
from desk.moves.sensitive import veil
from desk.moves.table import Move, ensure, knows
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person
from desk.privacy import masked
from desk.quotes import OPEN, Quote, QuoteState
from desk.reading import Urgency
from desk.ticket import Status, Ticket

_HELD = tuple(kind for kind in ClockKind if kind is not ClockKind.APPOINTMENT)


@dataclass(frozen=True, kw_only=True)
class Merge:
    """That one ticket is within another: what it takes to bring it out again."""

    id: int = 0
    gone: int  # ticket id
    kept: int  # ticket id
    at: datetime
    by: int | None  # person id; None: the desk itself
    status: Status  # of the gone one before
    added: tuple[int, ...]  # the reporters whom the other has through it alone


@dataclass(frozen=True, kw_only=True)
class Both:
    """What becomes of the two tickets."""

    gone: Change
    kept: Change


def merged(gone: Ticket, kept: Ticket) -> Ticket:
    """`kept` with the reporters of `gone`, each once; all are hidden where some of them are (C9)."""
    followers = [one for one in (*gone.followers, gone.receiver) if one is not None and one != kept.owner]
    return replace(
        with_reporters(kept, gone.reporters, gone.homes),
        followers=tuple(dict.fromkeys((*kept.followers, *followers))),
        urgency=min(kept.urgency, gone.urgency, key=list(Urgency).index),
        anonymous=kept.anonymous or gone.anonymous,
    )


def merge(
    gone: Ticket,
    kept: Ticket,
    now: datetime,
    actor: Person | None,
    *,
    head: Person | None = None,
    rule: Matters = DEFAULT,
    quote: Quote | None = None,
) -> tuple[Both, Merge]:
    """`gone` goes on within `kept`: its reporters hear how that goes, its own clocks stand still (S2-112).

    Nothing of it is lost; `kept` is at least as grave and as urgent, and `head` has it where its class asks
    for that. No actor: the desk itself. `quote`: the newest of `gone`.
    """
    status = ensure(Move.MERGE, actor, gone)
    ensure(Move.ABSORB, actor, kept)
    _fit(gone, kept, quote)
    together = merged(gone, kept)
    by = actor.id if actor else None
    record = Merge(
        gone=gone.id,
        kept=kept.id,
        at=now,
        by=by,
        status=gone.status,
        added=together.reporters[len(kept.reporters) :],
    )
    grown = grow(together, now, rule, head, before=kept, least=gone.class_, actor=actor)
    within = replace(gone, status=status, merged_into=kept.number)
    into: dict[str, Fact] = {"number": gone.number, "into": kept.number, "owner": Who(grown.ticket.owner)}
    heard = (to_reporters(Notice("news.merged", into), but=by),) if actor else ()  # else the answer says it
    left = Change(
        ticket=within,
        entries=(_entry("merged", now, by, {"into": kept.number}, Audience.RESIDENT),),
        clocks=(*(ClockMove(Op.HOLD, kind) for kind in _HELD), *cancel(ClockKind.APPOINTMENT)),
        told=(*heard, *_to_owner(gone, into, by, grown)),
    )
    return Both(gone=left, kept=_taken_in(gone, kept, now, by, grown)), record


def _taken_in(gone: Ticket, kept: Ticket, now: datetime, by: int | None, grown: Change) -> Change:
    facts: dict[str, Fact] = {
        "number": kept.number,
        "other": gone.number,
        "words": masked(gone.text),
        "households": grown.ticket.households,
    }
    entries = [_entry("absorbed", now, by, facts)]
    hurried = grown.ticket.urgency is not kept.urgency
    if hurried:
        entries.append(_hurried(kept, grown.ticket, now, by))
    if grown.ticket.anonymous and not kept.anonymous:
        entries += veil(kept, now, anonymous=True, other=gone.number).entries
    buttons = row(Button(verb="split", ticket=gone.id))
    told = Notice("merge.kept", {**facts, "words": gone.text}, (buttons,))
    owner = grown.ticket.owner
    return replace(
        grown,
        entries=(*entries, *grown.entries),
        refit=grown.refit or hurried,
        told=(*grown.told, *((to_person(owner, told),) if owner not in (None, by) else ())),
    )


def _hurried(before: Ticket, after: Ticket, now: datetime, by: int | None) -> Entry:
    facts: dict[str, Fact] = {
        "before": Word(f"urgency.{before.urgency}"),
        "after": Word(f"urgency.{after.urgency}"),
    }
    return _entry("corrected", now, by, facts)


def _to_owner(gone: Ticket, facts: dict[str, Fact], by: int | None, grown: Change) -> tuple[Told, ...]:
    """Whoever had it need do nothing more for it."""
    if gone.owner in (None, by, grown.ticket.owner):
        return ()
    notice = Notice("merge.gone", {"number": facts["number"], "into": facts["into"], "owner": facts["owner"]})
    return (to_person(gone.owner or 0, notice),)


def _fit(gone: Ticket, kept: Ticket, quote: Quote | None) -> None:
    """Refuse what must not be one: a matter with itself, conduct with anything else, a hidden emergency.

    Nor may what is asked or agreed of money stand still within another, where nobody bills it (S2-91).
    """
    if gone.id == kept.id:
        raise Refused("merge_itself", number=gone.number)
    if gone.site != kept.site:
        raise Refused("no_such_ticket", number=kept.number)
    if gone.discreet != kept.discreet or set(gone.accused) != set(kept.accused):
        raise Refused("merge_discreet", number=gone.number, into=kept.number)  # S3-02, S4-28
    if kept.emergency and gone.anonymous and not kept.anonymous:
        raise Refused("merge_hidden", number=gone.number, into=kept.number)  # who runs there needs the home
    if quote and quote.state in OPEN | {QuoteState.AGREED}:
        raise Refused("merge_quoted", number=gone.number, into=kept.number)
    if gone.emergency and not kept.emergency:
        raise Refused("merge_emergency", number=gone.number, into=kept.number)  # S0-17: it stays in sight


def split(
    gone: Ticket,
    kept: Ticket,
    merge: Merge,
    now: datetime,
    actor: Person,
    *,
    stay: frozenset[int] = frozenset(),
    clocks: tuple[Clock, ...] = (),
    anonymous: bool = False,
) -> Both:
    """`gone` was another matter: it is as it was before, its clocks due later by the time it was within.

    `stay`: reporters whom `kept` has through a further ticket or their own words as well. `clocks`: those of
    `gone`. `anonymous`: whether `kept` is so without it. Refused where `kept` is within another or filed.
    """
    ensure(Move.SPLIT, actor, gone)
    if not knows(actor, kept):  # who is complained of by now takes nobody out of the case (S4-28)
        raise Refused("no_such_ticket", number=kept.number)
    if kept.status is Status.MERGED:
        raise Refused("split_first", number=gone.number, other=kept.number, into=kept.merged_into)
    if kept.status is Status.CLOSED:
        raise Refused("split_closed", number=gone.number, into=kept.number)
    gone_again = {*merge.added} - stay
    left = replace(kept, reporters=tuple(one for one in kept.reporters if one not in gone_again))
    back = replace(gone, status=merge.status, merged_into=None)
    apart: dict[str, Fact] = {"number": gone.number, "other": kept.number, "owner": Who(gone.owner)}
    told = [to_reporters(Notice("news.split", apart))] if merge.status is not Status.PROPOSED else []
    if gone.owner not in (None, actor.id):
        told.append(to_person(gone.owner or 0, Notice("split.back", apart), urgent=True))
    return Both(
        gone=Change(
            ticket=back,
            entries=(_entry("split", now, actor.id, {"other": kept.number}, Audience.RESIDENT),),
            clocks=_again(merge, clocks, now),
            told=tuple(told),
        ),
        kept=_without(left, gone, now, actor, anonymous=anonymous),
    )


def _without(kept: Ticket, gone: Ticket, now: datetime, actor: Person, *, anonymous: bool) -> Change:
    facts: dict[str, Fact] = {
        "number": kept.number,
        "other": gone.number,
        "households": kept.households,
        "class": Word(f"class.{kept.class_.value}"),  # only a head lowers it again
    }
    told = (to_person(kept.owner, Notice("split.kept", facts)),) if kept.owner not in (None, actor.id) else ()
    parted = Change(ticket=kept, entries=(_entry("parted", now, actor.id, facts),), told=told)
    if kept.anonymous is anonymous:
        return parted
    shown = veil(kept, now, anonymous=anonymous, other=gone.number)
    return replace(
        parted, ticket=shown.ticket, entries=(*parted.entries, *shown.entries), clocks=shown.clocks
    )


def _again(merge: Merge, clocks: tuple[Clock, ...], now: datetime) -> tuple[ClockMove, ...]:
    """Its promises go on; one that waited goes on waiting, and an agreed hour holds where it is to come."""
    agreed_on = {clock.kind for clock in clocks if clock.running and clock.agreed}
    waits = {ClockKind.RESOLVE} - agreed_on if merge.status is Status.WAITING else set()
    resumed = [ClockMove(Op.RESUME, kind) for kind in _HELD if kind not in waits]
    agreed = [
        move
        for clock in clocks
        if clock.kind is ClockKind.APPOINTMENT and clock.cancelled_at == merge.at and clock.due_at > now
        for move in start_at(clock.kind, clock.due_at, clock.rule)
    ]
    return (*resumed, *agreed)


def _entry(
    kind: str, now: datetime, by: int | None, facts: dict[str, Fact], audience: Audience = Audience.STAFF
) -> Entry:
    return Entry(kind=kind, at=now, actor=by, audience=audience, facts=facts)
