"""Swaps (换班): the colleague agrees, then a head approves, and only then the roster changes (S2-13)."""

from dataclasses import replace
from datetime import date

from desk.change import to_person
from desk.errors import Refused
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import HEADS
from desk.roster import Shift, Swap, SwapState
from handlers.duty_leave import ensure_there
from handlers.stand_in import present
from handlers.turn import Turn


def ask(turn: Turn) -> Notice:
    """换班 11-22 @小李: the colleague is asked."""
    person = turn.person
    day, name = turn.day()
    shift = _meant(turn, day)
    if shift is None or shift.person != person.id:
        raise Refused("not_your_shift", officer=Who(shift.person if shift else None))
    if shift.ends_at <= turn.now:
        raise Refused("duty_past")
    colleague = turn.colleague(name)
    if colleague.id == person.id:
        raise Refused("swap_self")
    ensure_there(turn.tools, shift, colleague.id)
    asked = Swap(
        id=0,
        site=turn.site.id,
        shift=shift.id,
        asker=person.id,
        colleague=colleague.id,
        state=SwapState.ASKED,
        asked_at=turn.now,
    )
    swap = turn.tools.uow.roster.ask(asked)
    facts = _facts(swap, shift)
    buttons = row(Button(verb="swap_agree", arg=str(swap.id)), Button(verb="swap_decline", arg=str(swap.id)))
    turn.log(Notice("dutylog.swap_asked", facts))
    turn.tell(to_person(colleague.id, Notice("swap.ask", facts, (buttons,)), aloud=True, card=_card(swap)))
    return Notice("done.swap_asked", facts)


def _meant(turn: Turn, day: date) -> Shift | None:
    """That day's shift; today, past midnight, also the one that the person is doing."""
    shift = turn.shift(day)
    if day == turn.calendar.local(turn.now).date() and (shift is None or shift.person != turn.person.id):
        running = turn.tools.uow.roster.at(turn.site.id, turn.now)
        return running if running and running.person == turn.person.id else shift
    return shift


def agree(turn: Turn) -> Notice:
    """The colleague agrees: the heads are asked."""
    swap, shift = _open(turn, SwapState.ASKED)
    _ensure_colleague(turn, swap)
    ensure_there(turn.tools, shift, swap.colleague)
    turn.tools.uow.roster.decide(swap.id, SwapState.AGREED, turn.person.id)
    facts = _facts(swap, shift)
    _settle(turn, swap, shift, SwapState.AGREED)
    buttons = row(Button(verb="swap_approve", arg=str(swap.id)), Button(verb="swap_refuse", arg=str(swap.id)))
    heads = [one for one in turn.tools.uow.people.staff(turn.site.id) if one.role in HEADS]
    for head in present(turn.tools, turn.site, heads, turn.now):
        if head.id not in (swap.asker, swap.colleague):
            asked = Notice("swap.approve", facts, (buttons,))
            turn.tell(to_person(head.id, asked, aloud=True, card=f"{_card(swap)}-head"))
    turn.log(Notice("dutylog.swap_agreed", facts))
    return Notice("done.swap_agreed", facts)


def decline(turn: Turn) -> Notice:
    """The colleague does not."""
    swap, shift = _open(turn, SwapState.ASKED)
    _ensure_colleague(turn, swap)
    turn.tools.uow.roster.decide(swap.id, SwapState.DECLINED, turn.person.id)
    _settle(turn, swap, shift, SwapState.DECLINED)
    facts = {**_facts(swap, shift), "by": Who(turn.person.id)}
    turn.log(Notice("dutylog.swap_declined", facts))
    turn.tell(to_person(swap.asker, Notice("swap.declined", facts), aloud=True))
    return Notice("done.swap_no", facts)


def approve(turn: Turn) -> Notice:
    """A head approves: now the shift is the colleague's."""
    swap, shift = _decided(turn, SwapState.APPROVED)
    turn.tools.uow.roster.save(replace(shift, person=swap.colleague))
    facts = {**_facts(swap, shift), "by": Who(turn.person.id)}
    turn.log(Notice("dutylog.swap_approved", facts))
    for person in (swap.asker, swap.colleague):
        turn.tell(to_person(person, Notice("swap.approved", facts), aloud=True))
    return Notice("done.swap_approved", facts)


def refuse(turn: Turn) -> Notice:
    """A head refuses: the roster stays."""
    swap, shift = _decided(turn, SwapState.REFUSED)
    facts = {**_facts(swap, shift), "by": Who(turn.person.id)}
    turn.log(Notice("dutylog.swap_refused", facts))
    for person in (swap.asker, swap.colleague):
        turn.tell(to_person(person, Notice("swap.refused", facts), aloud=True))
    return Notice("done.swap_no", facts)


def _decided(turn: Turn, state: SwapState) -> tuple[Swap, Shift]:
    """The swap, decided by this head; raises Refused for anybody else, also for a head who is part of it."""
    swap, shift = _open(turn, SwapState.AGREED)
    if not turn.head or turn.person.id in (swap.asker, swap.colleague):
        raise Refused("swap_heads")
    if state is SwapState.APPROVED:
        ensure_there(turn.tools, shift, swap.colleague)
    turn.tools.uow.roster.decide(swap.id, state, turn.person.id)
    _settle(turn, swap, shift, state)
    return swap, shift


def _card(swap: Swap) -> str:
    return f"swap-{swap.id}"


def _settle(turn: Turn, swap: Swap, shift: Shift, state: SwapState) -> None:
    """Every card of the swap says how it stands."""
    stands: dict[str, Fact] = {"state": Word(f"swapstate.{state}"), "by": Who(turn.person.id)}
    turn.settle(_card(swap), Notice("swap.stands", {**_facts(swap, shift), **stands}))


def _open(turn: Turn, state: SwapState) -> tuple[Swap, Shift]:
    """The tapped swap while it waits for this; raises Refused with its true state."""
    uow = turn.tools.uow
    swap = uow.roster.swap(turn.key)
    shift = uow.roster.get(swap.shift) if swap else None
    if swap is None or shift is None or swap.site != turn.site.id:
        raise Refused("unknown_button")
    if swap.state is not state:
        raise Refused("swap_state", state=Word(f"swapstate.{swap.state}"), by=Who(swap.decided_by))
    if shift.person != swap.asker or shift.ends_at <= turn.now:
        raise Refused("swap_outdated", officer=Who(shift.person))
    return swap, shift


def _ensure_colleague(turn: Turn, swap: Swap) -> None:
    if turn.person.id != swap.colleague:
        raise Refused("swap_not_you", officer=Who(swap.colleague))


def _facts(swap: Swap, shift: Shift) -> dict[str, Fact]:
    return {
        "asker": Who(swap.asker),
        "colleague": Who(swap.colleague),
        "starts": shift.starts_at,
        "ends": shift.ends_at,
    }
