"""Shift handover (交班 / 接班): asked for in time, signed by both (S2-19 … S2-21)."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk import handover as rules
from desk.change import to_person, to_role
from desk.errors import Refused
from desk.handover import STEPS, State, Step, plan
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Person, Role
from desk.roster import Shift
from desk.ticket import Ticket
from handlers.duty_log import written
from handlers.duty_officer import doing
from handlers.one_by_one import each
from handlers.post import Post
from handlers.tools import Tools
from handlers.turn import Turn

BATCH = 20  # shifts handled in one unit of work
_MOMENT = timedelta(seconds=1)
_RUNNING = 14  # shifts of one officer that are looked back on; house
_LONG = timedelta(days=366)  # what is grave and older than that is no shift's matter; house
_RECENT = timedelta(days=2)  # a shift that ended longer ago is handed over no more


def fire(tools: Tools, now: datetime) -> int:
    """Do what is owed for shifts that end; returns how many there were."""
    return each(
        tools,
        now,
        {f"shift {one.id}": one for one in tools.uow.roster.due(now, BATCH)},
        lambda one: _climb(tools, one, now),
        lambda one, at: tools.uow.roster.save(replace(one, next_at=at)),
        site=lambda one: one.site,
    )


def _climb(tools: Tools, shift: Shift, now: datetime) -> None:
    behind, next_at = plan(shift.ends_at, now)
    steps = [step for _, step in STEPS[shift.step : behind]]
    tools.uow.roster.save(replace(shift, step=behind, next_at=next_at))
    if now - shift.ends_at < _RECENT:
        _remind(tools, shift, steps, now)


def _remind(tools: Tools, shift: Shift, steps: list[Step], now: datetime) -> None:
    """Of steps that fell due together (after downtime) the last is said, and the card where it was owed."""
    site = tools.uow.sites.get(shift.site)
    post = Post(tools=tools, site=site, now=now)
    officer, incoming = doing(tools, shift), _incoming(tools, shift)
    if incoming and incoming.id == officer.id:
        return  # nobody hands over to themselves
    if steps == [Step.FILL_IN]:
        post.tell(to_person(officer.id, rules.fill_in(_state(tools, shift), officer), aloud=True))
    if Step.CARD in steps:
        _cards(post, _state(tools, shift), officer, incoming)
    if Step.LATE in steps and (shift.handed_at is None or shift.taken_at is None):
        facts: dict[str, Fact] = {
            "ends_at": shift.ends_at,
            "officer": Who(officer.id),
            "incoming": Who(incoming.id if incoming else None),
        }
        key = "handover.late" if shift.handed_at is None else "handover.not_taken"
        post.tell(to_role(Role.CS_LEAD, Notice(key, facts)))


def _cards(post: Post, state: State, officer: Person, incoming: Person | None) -> None:
    """To both: what is open, what was unusual; 交班 for the one, 接班 for the other."""
    if state.shift.handed_at is None:
        mine = rules.card(state, officer, incoming, mine=True)
        post.tell(to_person(officer.id, mine, aloud=True, card=_card(state.shift, "out")))
    if incoming is None:
        facts: dict[str, Fact] = {"ends_at": state.shift.ends_at, "officer": Who(officer.id)}
        post.tell(to_role(Role.CS_LEAD, Notice("handover.nobody", facts)))
    elif state.shift.taken_at is None:
        theirs = rules.card(state, incoming, incoming, mine=False)
        post.tell(to_person(incoming.id, theirs, aloud=True, card=_card(state.shift, "in")))


def _card(shift: Shift, side: str) -> str:
    return f"shift-{shift.id}-{side}"


def _settle(turn: Turn, shift: Shift, side: str, officer: int, at: datetime) -> None:
    """The card of that side says that it is signed, and has no buttons any more."""
    key = "handover.card_handed" if side == "out" else "handover.card_taken"
    facts: dict[str, Fact] = {"ends_at": shift.ends_at, "officer": Who(officer), "at": at}
    turn.settle(_card(shift, side), Notice(key, {**facts, "by": Who(turn.person.id)}))


def hand_over(turn: Turn) -> Notice:
    """交班, by the outgoing officer; by a head with a reason, in spite of what is unfinished (S2-21)."""
    shift = _meant(turn)
    if shift.handed_at is not None:
        raise Refused("handed_already", officer=Who(shift.person), at=shift.handed_at)
    by = turn.person
    reason = None
    officer = doing(turn.tools, shift).id
    if by.id in (officer, shift.person):
        rules.ensure_may_hand_over(_own(turn.tools, shift), by)
    else:
        reason = _override(turn, shift)
    turn.tools.uow.roster.save(replace(shift, handed_at=turn.now))
    _settle(turn, shift, "out", officer, turn.now)
    facts: dict[str, Fact] = {"officer": Who(officer), "by": Who(by.id), "reason": reason}
    turn.log(Notice("dutylog.overridden" if reason else "dutylog.handed", facts))
    incoming = _incoming(turn.tools, shift)
    if incoming:
        button = row(Button(verb="take_over", arg=str(shift.id)))
        handed = Notice("handover.handed", facts, (button,))
        turn.tell(to_person(incoming.id, handed, aloud=True, card=f"{_card(shift, 'in')}-again"))
    awaited = Who(incoming.id if incoming else None)
    if reason:
        turn.tell(to_person(officer, Notice("handover.overridden", facts), aloud=True))
        return Notice("done.let_go", {"officer": Who(officer), "incoming": awaited})
    return Notice("done.hand_over", {"incoming": awaited})


def _override(turn: Turn, shift: Shift) -> str:
    if not turn.head:
        raise Refused("not_your_shift", officer=Who(shift.person))
    if not turn.words or turn.key:  # a tap carries no reason
        raise Refused("override_reason", officer=Who(shift.person))
    return turn.words


def take_over(turn: Turn) -> Notice:
    """接班, by the next shift's officer; where the roster names none, by a head."""
    shift = _meant(turn)
    incoming = _incoming(turn.tools, shift)
    if turn.person.id != incoming.id if incoming else not turn.head:
        raise Refused("not_incoming", incoming=Who(incoming.id if incoming else None))
    if shift.handed_at is None:
        raise Refused("not_handed", officer=Who(shift.person))
    if shift.taken_at is None:
        turn.tools.uow.roster.save(replace(shift, taken_at=turn.now))
        officer = doing(turn.tools, shift).id
        _settle(turn, shift, "in", officer, turn.now)
        facts: dict[str, Fact] = {"officer": Who(officer), "by": Who(turn.person.id)}
        turn.log(Notice("dutylog.taken", facts))
        turn.tell(to_person(officer, Notice("handover.taken", facts), aloud=True))
    return Notice("done.take_over", {"officer": Who(shift.person)})


def _meant(turn: Turn) -> Shift:
    """The tapped shift, else the one that is ending or ended last; raises Refused where there is none."""
    roster, soon = turn.tools.uow.roster, turn.now - STEPS[0][0]
    if turn.key:
        shift = roster.get(turn.key)
        if shift and shift.site == turn.site.id and shift.ends_at <= soon:
            return shift
        raise Refused("unknown_button")
    ended = [
        one
        for one in roster.beginning(turn.site.id, turn.now - _RECENT, turn.now)
        if one.ends_at <= soon and one.taken_at is None
    ]
    if not ended:
        raise Refused("handover_early")
    return roster.get(ended[-1].id) or ended[-1]


def _incoming(tools: Tools, shift: Shift) -> Person | None:
    following = tools.uow.roster.at(shift.site, shift.ends_at)
    return doing(tools, following) if following else None


def _first(tools: Tools, shift: Shift) -> Shift:
    """The first of the shifts that this officer has had running: between them nobody handed over."""
    officer, first = doing(tools, shift).id, shift
    for _ in range(_RUNNING):
        before = tools.uow.roster.at(shift.site, first.starts_at - _MOMENT)
        if before is None or doing(tools, before).id != officer:
            break
        first = before
    return first


def _own(tools: Tools, shift: Shift) -> list[Ticket]:
    return tools.uow.tickets.left(shift.site, _first(tools, shift).starts_at, shift.ends_at)


def _state(tools: Tools, shift: Shift) -> State:
    """With what is grave from before too: whoever has the shift was handed it, and hands it on (S2-20)."""
    since = _first(tools, shift).starts_at
    earlier = rules.grave(tools.uow.tickets.left(shift.site, since - _LONG, since))
    tickets = [*earlier, *_own(tools, shift)]
    site = tools.uow.sites.get(shift.site)
    raised = {one.number: tools.uow.alarms.get(one.id) for one in tickets if one.emergency}
    return State(
        shift=replace(shift, person=doing(tools, shift).id),
        tickets=tickets,
        lines=written(tools, site, since, shift.ends_at),
        silent=[number for number, alarm in raised.items() if alarm and alarm.answered_by is None],
    )
