"""并单 and 拆分, by tap or command; who still speaks to a merged ticket speaks to the one it is within."""

import re
from collections.abc import Collection
from dataclasses import replace

from desk.errors import Refused
from desk.moves import merging
from desk.moves.merging import Both, Merge
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Word
from desk.people import Role
from desk.quotes import latest
from desk.ticket import Status, Ticket
from handlers import again, cards, identity
from handlers.act import Act
from handlers.gathering import one_event
from handlers.learning import corrected
from handlers.opening import register_ticket
from handlers.surviving import surviving
from handlers.tools import Tools

_NUMBER = re.compile(r"\s*[#＃]?(\d{1,9})\s*")
OF_REPORTERS = frozenset({"join", "add", "confirm", "reject", "attitude", "outcome", "counter", "agree"})


def meant(tools: Tools, ticket: Ticket, verb: str) -> Ticket:
    """The ticket that a tap or command is for: what its reporters do goes where their matter goes on."""
    return surviving(tools, ticket) if verb in OF_REPORTERS else ticket


def merge(act: Act) -> Notice:
    """并入: the ticket goes on within the one whose number was said."""
    ensure(Move.MERGE, act.person, act.ticket)
    kept = _other(act)
    rule = again.rule_of(act.tools, kept)
    proposed = act.ticket.status is Status.PROPOSED
    ensure(Move.ABSORB, act.person, kept)
    head = again.graver(act.tools, act.ticket, kept, rule, act.now)
    quote = latest(act.tools.uow.quotes.of(act.ticket.id))
    both, record = merging.merge(act.ticket, kept, act.now, act.person, head=head, rule=rule, quote=quote)
    if not one_event(act.tools, act.scene.site, act.ticket, kept):
        raise Refused("merge_running", number=act.ticket.number, into=kept.number)
    again.keep(act.tools, act.scene.site, both, record, act.now)
    if proposed:
        corrected(act, "intent", "unsure", "report")
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "into": kept.number,
        "households": both.kept.ticket.households,
        "hidden": Word("merge.hidden") if both.kept.ticket.anonymous is not kept.anonymous else None,
    }
    return Notice("done.merge", facts)


def split(act: Act) -> Notice:
    """拆分: it was another matter; it stands again as it did before."""
    ensure(Move.SPLIT, act.person, act.ticket)
    within = act.tools.uow.merges.of(act.ticket.id)
    kept = act.tools.uow.tickets.get(within.kept) if within else None
    if within is None or kept is None:
        raise Refused("unknown_button")
    others = _also_through_others(act.tools, within)
    stay = {*others, *_complaining(act.tools, act.ticket, kept, within)}
    clocks = tuple(act.tools.uow.clocks.of(act.ticket.id))
    both = merging.split(
        act.ticket,
        kept,
        within,
        act.now,
        act.person,
        stay=frozenset(stay),
        clocks=clocks,
        anonymous=_hidden_without(act.tools, kept, within, {*within.added} - {*others}),
    )
    _apart(act, both, within, others, stay)
    if not clocks:  # the desk had taken it in at once: now it is registered and dispatched
        standing = act.tools.uow.tickets.get(act.ticket.id) or both.gone.ticket
        register_ticket(act.scene, act.tools, standing, act.now, None)
    return Notice("done.split", {"number": act.ticket.number, "other": kept.number})


def _apart(act: Act, both: Both, within: Merge, others: dict[int, Merge], stay: Collection[int]) -> None:
    uow = act.tools.uow
    uow.merges.split(within, act.now)
    for person, other in others.items():
        now = next(one for one in uow.merges.within(within.kept) if one.id == other.id)
        uow.merges.change(replace(now, added=(*now.added, person)))
    uow.tickets.leave(within.kept, [one for one in within.added if one not in stay])
    uow.merges.suggest(within.gone, [within.kept])
    uow.merges.apart(within.gone, within.kept)
    act.record(both.kept)
    act.record(both.gone)


def _complaining(tools: Tools, gone: Ticket, kept: Ticket, within: Merge) -> set[int]:
    """Who spoke in a case that is about somebody's conduct by now: it is theirs, whatever they came with."""
    if gone.discreet or not kept.discreet:
        return set()
    said = (one for one in tools.uow.journal.of(kept.id) if one.kind == "added" and one.at >= within.at)
    return {one.actor for one in said if one.actor in within.added}


def _hidden_without(tools: Tools, kept: Ticket, within: Merge, gone: Collection[int]) -> bool:
    """Whether it is anonymous without the one that comes out: for its own sake, or another's within it.

    Also where somebody who goes has spoken in it: its story would name them.
    """
    if not kept.anonymous or not identity.lent_to(tools, kept):
        return kept.anonymous
    others = [tools.uow.tickets.get(one.gone) for one in tools.uow.merges.within(kept.id) if one != within]
    if any(one and one.anonymous for one in others):
        return True
    spoke = {entry.actor for entry in tools.uow.journal.of(kept.id) if entry.actor is not None}
    left = tools.uow.people.named(spoke - ({*kept.reporters} - {*gone}))
    return any(one.role is Role.RESIDENT for one in left.values())


def _also_through_others(tools: Tools, within: Merge) -> dict[int, Merge]:
    """Of the reporters that came by this merge those whom another one brings too, each with one such."""
    found: dict[int, Merge] = {}
    for other in tools.uow.merges.within(within.kept):
        ticket = tools.uow.tickets.get(other.gone) if other.id != within.id else None
        for person in ticket.reporters if ticket else ():
            if person in within.added:
                found.setdefault(person, other)
    return found


def apart(act: Act) -> Notice:
    """不是同一件: the hint goes, both stay as they are; of a merged one it means 拆分."""
    if act.ticket.status is Status.MERGED:
        return split(act)
    ensure(Move.MERGE, act.person, act.ticket)
    other = _other(act)
    if not act.tools.uow.merges.apart(act.ticket.id, other.id):
        raise Refused("not_hinted", number=act.ticket.number, other=other.number)
    for one in (act.ticket, other):
        cards.refresh(act.tools, act.scene.site, one, act.now)
    return Notice("done.apart", {"number": act.ticket.number, "other": other.number})


def _other(act: Act) -> Ticket:
    """The ticket whose number was said; raises Refused."""
    named = _NUMBER.fullmatch(act.arg)
    if named is None:
        raise Refused("merge_which", number=act.ticket.number)
    other = act.tools.uow.tickets.numbered(act.scene.site.id, int(named[1]))
    if other is None:
        raise Refused("no_such_ticket", number=named[1])
    return other
