"""Another category, class, urgency or kind: the clocks are those of a ticket that was opened so."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk import phoning
from desk.change import Change
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.kind import Kind
from desk.moves import jobs, opening, triage, working
from desk.moves import people as hands
from desk.people import Person
from desk.reading import Category, Class, Urgency
from desk.refit import FITTED
from desk.ticket import Ticket
from tests.desk.clockbench import preset
from tests.desk.examples import CS_LEAD, ENGINEER, FRONT_DESK, MANAGER, OFFICER, OTHER_OFFICER, ticket
from tests.desk.matter import Matter


def give_back(case: Ticket, now: datetime, actor: Person, reason: str) -> Change:
    return hands.give_back(case, now, actor, reason, times=1)


STEPS: dict[str, tuple[Callable[..., Change], *tuple[object, ...]]] = {
    "accept": (working.accept, OFFICER),
    "an engineer accepts": (working.accept, ENGINEER),
    "sign": (jobs.sign, ENGINEER),
    "contact": (working.contact, OFFICER),
    "arrive": (working.arrive, OFFICER),
    "note": (working.note, OFFICER, "在路上"),
    "phoned": (phoning.phoned, OFFICER, 1, "1-a"),
    "a colleague notes": (working.note, FRONT_DESK, "已转告"),
    "wait": (working.wait, OFFICER, "等配件", None),
    "resume": (working.resume, OFFICER),
    "transfer": (working.transfer, MANAGER, OTHER_OFFICER),
    "back": (working.transfer, MANAGER, OFFICER),
    "return": (give_back, OFFICER, "不归我"),
}
shapes = st.builds(
    dict,
    category=st.sampled_from(Category),
    urgency=st.sampled_from(Urgency),
    class_=st.sampled_from(Class),
    kind=st.sampled_from(Kind),
)
PRESETS = {name: preset(name) for name in ("s0", "s2", "s3")}
gaps = st.sampled_from([0, 1, 7, 40, 300])
taken = st.sampled_from(["accept", "accept", "an engineer accepts", "return", "transfer"])
often = ["contact", "phoned", "arrive", "sign", "note", "wait", "resume"]
steps = st.tuples(st.sampled_from([*often, *often, *STEPS]), gaps)
before = st.builds(lambda first, then: [first, *then], st.tuples(taken, gaps), st.lists(steps, min_size=2))


def put(matter: Matter, shape: dict[str, object]) -> None:
    """Staff make it what it is meant to be."""
    matter.do(triage.recategorise, MANAGER, shape["category"])
    matter.do(triage.rehurry, MANAGER, shape["urgency"])
    matter.do(triage.rekind, MANAGER, shape["kind"])
    matter.do(triage.reclassify, MANAGER, shape["class_"])


def go(matters: list[Matter], step: str, minutes: int) -> None:
    """The same happens to all of them, where it may to each."""
    move, *words = STEPS[step]
    try:
        for matter in matters:
            move(matter.ticket, matter.now, *words)
    except Refused:
        return
    for matter in matters:
        matter.do(move, *words, after=minutes)


_LIFT: dict[str, object] = {"urgency": Urgency.URGENT, "class_": Class.ONE, "kind": Kind.COMPLAINT}


@settings(max_examples=250)
@given(shapes, shapes, before, st.lists(steps), st.sampled_from(list(PRESETS)))
@example(
    {**_LIFT, "category": Category.FACILITIES},
    {**_LIFT, "category": Category.EMERGENCIES},
    [("accept", 0), ("wait", 0), ("wait", 1)],
    [("resume", 0)],
    "s0",
)
def test_after_a_change_the_clocks_are_as_if_it_had_been_opened_so_less_those_kept(
    one: dict[str, object],
    other: dict[str, object],
    first: list[tuple[str, int]],
    then: list[tuple[str, int]],
    standard: str,
) -> None:
    """Where the time had run out before anybody knew, it is counted from the change."""
    changed, always = Matter(ticket(**one)), Matter(ticket(**other))
    for matter in (changed, always):
        matter.clocks.standard = PRESETS[standard]
        matter.do(opening.register, OFFICER)
    for step, minutes in first:
        go([changed, always], step, minutes)
    put(changed, other)
    run_out = {kind for kind, clock in always.clocks.running().items() if clock.due_at <= changed.now}
    for step, minutes in then:
        go([changed, always], step, minutes)
    mine, theirs = changed.clocks.running(), always.clocks.running()
    assert {*mine} & {*FITTED} == {*theirs} & {*FITTED}
    for kind in {*mine} & {*FITTED}:
        assert mine[kind].due_at == theirs[kind].due_at or kind in run_out


def test_what_is_asked_for_now_begins_and_what_is_not_stops() -> None:
    """S2-86, S2-37: fees are nobody's to sign for; a lift out of order is."""
    matter = Matter(ticket(category=Category.FEES, urgency=Urgency.SOON)).do(opening.register, OFFICER)
    assert matter.due(ClockKind.SIGN) is None
    matter.do(triage.recategorise, FRONT_DESK, Category.FACILITIES, after=2)
    assert matter.due(ClockKind.SIGN) == "11-18 09:40"
    matter.do(triage.recategorise, FRONT_DESK, Category.SERVICE, after=1)
    assert matter.due(ClockKind.SIGN) is None


def test_a_promise_whose_time_had_run_out_is_counted_from_the_change_and_not_twice() -> None:
    """S2-37: an hour after the report it turns out to be urgent."""
    matter = Matter(ticket(urgency=Urgency.NORMAL)).do(opening.register, OFFICER)
    matter.do(working.accept, OFFICER, after=20)
    matter.do(triage.rehurry, FRONT_DESK, Urgency.URGENT, after=60)
    assert matter.due(ClockKind.ARRIVE) == "11-18 11:00"
    matter.do(triage.rehurry, CS_LEAD, Urgency.SOON, after=1)
    assert matter.due(ClockKind.ARRIVE) == "11-18 11:00"


def test_whoever_was_told_by_phone_need_not_be_spoken_to_again_after_a_change() -> None:
    """S0-28, S0-30: 已电话告知 keeps both promises, whatever the matter is called afterwards."""
    matter = Matter(ticket(urgency=Urgency.NORMAL)).do(opening.register, OFFICER)
    matter.do(working.accept, OFFICER, after=2).do(phoning.phoned, OFFICER, 1, "1-a", after=2)
    matter.do(triage.reclassify, MANAGER, Class.ONE, after=60).do(triage.rehurry, MANAGER, Urgency.URGENT)
    for kind in (ClockKind.RESPOND, ClockKind.FIRST_CONTACT):
        assert matter.due(kind) is None
        assert matter.met(kind) is True


def test_an_agreed_hour_holds_whatever_it_is_called() -> None:
    """S0-32, S2-88: what people agreed on is not recounted."""
    matter = Matter(ticket(urgency=Urgency.NORMAL)).do(opening.register, OFFICER).do(working.accept, OFFICER)
    clock = matter.clocks.running()[ClockKind.RESOLVE]
    agreed = clock.due_at + timedelta(days=3)
    matter.clocks.save(type(clock)(**{**vars(clock), "due_at": agreed, "rule": "S0-32"}))
    matter.do(triage.reclassify, MANAGER, Class.TWO)
    assert matter.clocks.running()[ClockKind.RESOLVE].due_at == agreed


@pytest.mark.parametrize("urgency", [Urgency.SOON, Urgency.NORMAL])
def test_only_a_head_makes_it_less_urgent(urgency: Urgency) -> None:
    urgent = ticket(urgency=Urgency.URGENT)
    with pytest.raises(Refused):
        triage.rehurry(urgent, urgent.opened_at, FRONT_DESK, urgency)
    assert triage.rehurry(urgent, urgent.opened_at, CS_LEAD, urgency).ticket.urgency is urgency


def test_S2_61_what_was_waited_before_the_change_is_added_to_the_new_limit_too() -> None:
    matter = Matter(ticket()).do(opening.register, OFFICER).do(working.accept, OFFICER)
    matter.do(working.wait, OFFICER, "等配件", None, after=10).do(working.resume, OFFICER, after=60)
    matter.do(triage.recategorise, FRONT_DESK, Category.EMERGENCIES)
    assert matter.due(ClockKind.RESOLVE) == "11-19 10:30"
