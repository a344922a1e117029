"""One ticket goes on within another and comes out as it went in."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.clocks import ClockKind, start_at
from desk.errors import Refused
from desk.matters import Counted, Matters
from desk.money import Currency
from desk.moves import joining, merging, opening, working
from desk.moves.merging import Merge
from desk.people import Role
from desk.quotes import Quote, QuoteState
from desk.reading import Category, Class, Urgency
from desk.ticket import Status, Ticket
from tests.desk.examples import CS_LEAD, FRONT_DESK, MANAGER, NOW, OFFICER, person, ticket
from tests.desk.matter import Matter

OTHERS = tuple(range(101, 104))


def other(status: Status = Status.DISPATCHED, **details: object) -> Ticket:
    return ticket(status, **{"id": 8, "number": 15, "reporter": 100, "reporters": (100,), **details})


def test_all_reporters_helpers_and_followers_go_along_and_the_graver_class_holds() -> None:
    gone = other(class_=Class.TWO, urgency=Urgency.SOON, receiver=FRONT_DESK.id, reporters=(100, 1))
    both, merge = merging.merge(gone, ticket(Status.DISPATCHED), NOW, FRONT_DESK_LEAD, head=CS_LEAD)
    kept = both.kept.ticket
    assert kept.reporters == (1, 100)
    assert (kept.class_, kept.urgency, kept.owner) == (Class.TWO, Urgency.SOON, CS_LEAD.id)
    assert kept.followers == (FRONT_DESK.id,)
    assert (both.gone.ticket.status, both.gone.ticket.merged_into) == (Status.MERGED, 12)
    assert (merge.added, merge.status) == ((100,), Status.DISPATCHED)


FRONT_DESK_LEAD = replace(CS_LEAD, id=90)


def test_S0_02_households_of_both_are_counted_once_and_five_make_a_group() -> None:
    homes = {1: "3-2-501", 100: "3-2-501"}
    gone = other(reporters=(100, *OTHERS), homes=homes)
    kept = ticket(Status.DISPATCHED, homes=homes)
    both, _ = merging.merge(gone, kept, NOW, FRONT_DESK, head=MANAGER)
    assert (both.kept.ticket.households, both.kept.ticket.class_) == (4, Class.THREE)
    persons = Matters(count=Counted.PERSONS)
    both, _ = merging.merge(gone, kept, NOW, FRONT_DESK, head=MANAGER, rule=persons)
    assert (both.kept.ticket.class_, both.kept.ticket.owner) == (Class.ONE, MANAGER.id)


@pytest.mark.parametrize(
    ("gone", "kept", "key"),
    [
        (ticket(Status.DISPATCHED), ticket(Status.DISPATCHED), "merge_itself"),
        (other(Status.MERGED, merged_into=9), ticket(Status.DISPATCHED), "merged"),
        (other(), ticket(Status.MERGED, merged_into=9), "merged"),
        (other(), ticket(Status.CLOSED), "ended"),
        (other(Status.DONE), ticket(Status.DISPATCHED), "state"),
        (other(), ticket(Status.DONE), "state"),
        (other(), ticket(Status.PROPOSED), "state"),
        (other(topic="服务态度"), ticket(Status.DISPATCHED), "merge_discreet"),
        (other(), ticket(Status.DISPATCHED, accused=(40,)), "merge_discreet"),
        (other(category=Category.EMERGENCIES), ticket(Status.DISPATCHED), "merge_emergency"),
        (other(anonymous=True), ticket(Status.DISPATCHED, category=Category.EMERGENCIES), "merge_hidden"),
        (other(site=2), ticket(Status.DISPATCHED), "no_such_ticket"),
    ],
)
def test_what_must_not_be_one_is_refused(gone: Ticket, kept: Ticket, key: str) -> None:
    with pytest.raises(Refused) as refused:
        merging.merge(gone, kept, NOW, MANAGER)
    assert refused.value.notice.key == f"refused.{key}"


def test_a_class_1_is_merged_by_a_head_only() -> None:
    grave = other(class_=Class.ONE)
    with pytest.raises(Refused):
        merging.merge(grave, ticket(Status.DISPATCHED), NOW, FRONT_DESK)
    assert merging.merge(grave, ticket(Status.DISPATCHED), NOW, MANAGER, head=MANAGER)


def begun() -> Matter:
    """#15, registered and accepted by OFFICER."""
    matter = Matter(other(Status.OPEN, owner=None))
    return matter.do(opening.register, OFFICER).do(working.accept, OFFICER, after=5)


def test_S2_37_what_becomes_more_urgent_by_a_merge_is_promised_as_such() -> None:
    """Ten minutes to be there, from when the urgent one was put into it."""
    matter = Matter(ticket(urgency=Urgency.NORMAL)).do(opening.register, OFFICER)
    matter.do(working.accept, OFFICER, after=5)
    both, _ = merging.merge(other(urgency=Urgency.URGENT), matter.ticket, matter.now, FRONT_DESK)
    matter.do(lambda *_: both.kept)
    assert matter.due(ClockKind.ARRIVE) == "11-18 09:45"


def merged(matter: Matter, after: int) -> Merge:
    matter.now += timedelta(minutes=after)
    both, merge = merging.merge(matter.ticket, ticket(Status.DISPATCHED), matter.now, FRONT_DESK)
    matter.clocks.apply(both.gone.ticket, both.gone.clocks, matter.now)
    matter.ticket = both.gone.ticket
    return merge


def apart(matter: Matter, merge: Merge, after: int) -> Ticket:
    matter.now += timedelta(minutes=after)
    kept = ticket(Status.DISPATCHED, reporters=(1, 100))
    clocks = tuple(matter.clocks.of(0))
    both = merging.split(matter.ticket, kept, merge, matter.now, FRONT_DESK, clocks=clocks)
    matter.clocks.apply(both.gone.ticket, both.gone.clocks, matter.now)
    matter.ticket = both.gone.ticket
    return both.kept.ticket


def test_what_is_taken_out_within_the_minute_is_promised_as_before() -> None:
    """The moment of closing, some seconds later, would be another day."""
    matter = begun()
    before = matter.due(ClockKind.RESOLVE)
    merge = merged(matter, after=0)
    matter.now += timedelta(seconds=5)
    apart(matter, merge, after=0)
    assert matter.due(ClockKind.RESOLVE) == before == "11-20 17:30"


def test_S2_91_a_quote_under_way_is_not_merged_away() -> None:
    draft = Quote(
        id=1,
        ticket=8,
        version=1,
        state=QuoteState.DRAFT,
        currency=Currency.CNY,
        lines=(),
        made_by=OFFICER.id,
        made_at=NOW,
    )
    for state in QuoteState:
        sent = replace(draft, state=state)
        held = state in (QuoteState.REVIEW, QuoteState.ASKED, QuoteState.AGREED)
        with pytest.raises(Refused, match="merge_quoted") if held else nullcontext():
            merging.merge(other(), ticket(Status.DISPATCHED), NOW, FRONT_DESK, quote=sent)


def test_C9_one_that_is_anonymous_hides_all_who_reported_it_and_no_more() -> None:
    kept = ticket(Status.DISPATCHED)
    both, merge = merging.merge(other(anonymous=True), kept, NOW, FRONT_DESK)
    assert both.kept.ticket.veiled == (1, 100)
    back = merging.split(both.gone.ticket, both.kept.ticket, merge, NOW, FRONT_DESK)
    assert (back.gone.ticket.anonymous, back.kept.ticket.anonymous) == (True, False)


def test_S4_28_who_is_complained_of_by_now_takes_nothing_out() -> None:
    both, merge = merging.merge(other(), ticket(Status.DISPATCHED), NOW, FRONT_DESK)
    about = replace(both.kept.ticket, accused=(OFFICER.id,))
    with pytest.raises(Refused, match="no_such_ticket"):
        merging.split(both.gone.ticket, about, merge, NOW, OFFICER)


def test_its_clocks_stand_still_for_exactly_the_time_within() -> None:
    matter = begun()
    before = {kind: clock.due_at for kind, clock in matter.clocks.running().items()}
    merge = merged(matter, after=10)
    assert all(clock.paused_at for clock in matter.clocks.running().values())
    kept = apart(matter, merge, after=45)
    after = {kind: clock.due_at for kind, clock in matter.clocks.running().items()}
    assert set(after) == set(before)
    moved = {kind: after[kind] - before[kind] for kind in after if kind is not ClockKind.RESOLVE}
    assert set(moved.values()) == {timedelta(minutes=45)}
    assert matter.due(ClockKind.RESOLVE) == "11-23 09:15", "45 minutes of working time after Friday's close"
    assert (matter.ticket.status, matter.ticket.owner) == (Status.ACCEPTED, OFFICER.id)
    assert kept.reporters == (1,)


def test_one_that_waited_goes_on_waiting() -> None:
    matter = begun().do(working.wait, OFFICER, "等配件", None, after=1)
    merge = merged(matter, after=10)
    apart(matter, merge, after=30)
    assert matter.ticket.status is Status.WAITING
    still = {kind for kind, clock in matter.clocks.running().items() if clock.paused_at}
    assert still == {ClockKind.RESOLVE}


@pytest.mark.parametrize(("minutes", "holds"), [(30, True), (300, False)])
def test_an_agreed_hour_holds_where_it_is_still_to_come(minutes: int, *, holds: bool) -> None:
    matter = begun()
    at = matter.now + timedelta(hours=3)
    matter.clocks.apply(matter.ticket, start_at(ClockKind.APPOINTMENT, at, "S2-88"), matter.now)
    merge = merged(matter, after=10)
    assert ClockKind.APPOINTMENT not in matter.clocks.running()
    apart(matter, merge, after=minutes)
    clock = matter.clocks.running().get(ClockKind.APPOINTMENT)
    assert (clock is not None and clock.due_at == at) is holds


@pytest.mark.parametrize("waits", [False, True])
def test_a_day_that_was_agreed_on_is_that_day_when_it_comes_out_again(*, waits: bool) -> None:
    """S0-32: within the other nobody is reminded of it; out of it, it is due as agreed."""
    matter = begun()
    at = matter.now + timedelta(days=1)
    matter.clocks.apply(matter.ticket, start_at(ClockKind.RESOLVE, at, "S0-32"), matter.now)
    if waits:
        matter.do(working.wait, OFFICER, "等配件", None)
    merge = merged(matter, after=10)
    assert matter.clocks.running()[ClockKind.RESOLVE].next_at is None
    apart(matter, merge, after=600)
    clock = matter.clocks.running()[ClockKind.RESOLVE]
    assert (clock.due_at, clock.paused_at) == (at, None)


@pytest.mark.parametrize(
    ("kept", "key"),
    [(ticket(Status.CLOSED), "split_closed"), (ticket(Status.MERGED, merged_into=3), "split_first")],
)
def test_it_cannot_be_taken_out_of_what_is_filed_or_itself_within_another(kept: Ticket, key: str) -> None:
    matter = begun()
    merge = merged(matter, after=1)
    with pytest.raises(Refused) as refused:
        merging.split(matter.ticket, kept, merge, NOW, FRONT_DESK)
    assert refused.value.notice.key == f"refused.{key}"


def test_who_is_a_reporter_by_another_ticket_too_stays() -> None:
    matter = begun()
    merge = merged(matter, after=1)
    kept = ticket(Status.DISPATCHED, reporters=(1, 100))
    both = merging.split(matter.ticket, kept, merge, NOW, FRONT_DESK, stay=frozenset({100}))
    assert both.kept.ticket.reporters == (1, 100)


def test_S0_02_the_managers_are_warned_from_the_third_household_on_and_once_a_household() -> None:
    case = ticket(Status.WORKING, reporters=(1, 101))
    change = joining.join(case, NOW, person(102))
    assert [told.card for told in change.told if told.notice.key == "group.near"] == ["near"]
    same_home = replace(change.ticket, homes={1: "3-2-501"})
    wife = person(103, Role.RESIDENT, building="3", unit="2", room="501")
    again = joining.join(same_home, NOW, wife)
    assert again.ticket.households == 3
    assert not [told for told in again.told if told.notice.key == "group.near"]
