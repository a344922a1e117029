"""What the standard promises at each move, clause by clause (S0-28 … S0-38), and who hears of a breach."""

import pytest

from desk import clocks as rules
from desk.clocks import ClockKind
from desk.moves import closing, joining, opening, working
from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from desk.ticket import Status
from tests.desk.examples import (
    FRONT_DESK,
    OFFICER,
    OTHER_OFFICER,
    REPORTER,
    ticket,
)
from tests.desk.matter import Matter


def registered(**details: object) -> Matter:
    return Matter(ticket(**details)).do(opening.register, OFFICER)


def accepted(**details: object) -> Matter:
    return registered(**details).do(working.accept, OFFICER, after=10)


def finished() -> Matter:
    return accepted().do(working.finish, OFFICER, "已换门机", after=50)


def unowned() -> Matter:
    return Matter().do(opening.register, None)


def proposed() -> Matter:
    return Matter().do(opening.propose)


PROMISES: list[tuple[str, Matter, ClockKind, str | None, bool | None]] = [
    # clause, the matter at 9:30 on Wednesday 18 November and what was done, clock, due (None: not owed), kept
    ("S0-28 somebody speaks within the hour", registered(), ClockKind.RESPOND, "11-18 10:30", None),
    (
        "S0-28 accepting is not yet speaking",
        accepted(),
        ClockKind.RESPOND,
        "11-18 10:30",
        None,
    ),
    (
        "S0-28 the call keeps it",
        accepted().do(working.contact, OFFICER, after=40),
        ClockKind.RESPOND,
        None,
        True,
    ),
    (
        "S0-28 a call after the hour was late",
        accepted().do(working.contact, OFFICER, after=51),
        ClockKind.RESPOND,
        None,
        False,
    ),
    (
        "S0-28 words of the owner's to the reporter keep it too",
        accepted().do(working.note, OFFICER, "在路上", after=5),
        ClockKind.RESPOND,
        None,
        True,
    ),
    (
        "S0-28 a colleague's words do not",
        accepted().do(working.note, FRONT_DESK, "已转告", after=5),
        ClockKind.RESPOND,
        "11-18 10:30",
        None,
    ),
    ("S0-29 nobody responsible: 30 minutes to dispatch", unowned(), ClockKind.DISPATCH, "11-18 10:00", None),
    ("S0-29 dispatched at once", registered(), ClockKind.DISPATCH, None, True),
    (
        "S0-29 dispatched by hand, late",
        unowned().do(working.transfer, FRONT_DESK, OFFICER, after=31),
        ClockKind.DISPATCH,
        None,
        False,
    ),
    ("S0-29 a proposal is judged within 30 minutes", proposed(), ClockKind.TRIAGE, "11-18 10:00", None),
    ("S0-29 and is owed nothing else", proposed(), ClockKind.RESPOND, None, None),
    (
        "S0-29 judged",
        Matter(ticket(Status.PROPOSED)).do(
            lambda t, now: opening.register(t, now, OFFICER, actor=FRONT_DESK)
        ),
        ClockKind.RESPOND,
        "11-18 10:30",
        None,
    ),
    ("S0-28 taken within what the hour leaves", registered(), ClockKind.ACCEPT, "11-18 10:00", None),
    (
        "S2-37 特急: within 10 minutes",
        registered(urgency=Urgency.URGENT),
        ClockKind.ACCEPT,
        "11-18 09:40",
        None,
    ),
    (
        "S0-30 first contact within 30 minutes of accepting",
        accepted(),
        ClockKind.FIRST_CONTACT,
        "11-18 10:10",
        None,
    ),
    (
        "S0-30 contacted",
        accepted().do(working.contact, OFFICER, after=30),
        ClockKind.FIRST_CONTACT,
        None,
        True,
    ),
    (
        "S0-30 handed over: counted anew from accepting",
        accepted()
        .do(working.transfer, OFFICER, OTHER_OFFICER, after=5)
        .do(working.accept, OTHER_OFFICER, after=5),
        ClockKind.FIRST_CONTACT,
        "11-18 10:20",
        None,
    ),
    (
        "S2-37 特急: on site 10 minutes after accepting",
        accepted(urgency=Urgency.URGENT),
        ClockKind.ARRIVE,
        "11-18 09:50",
        None,
    ),
    ("S2-97 急: 15 minutes", accepted(urgency=Urgency.SOON), ClockKind.ARRIVE, "11-18 09:55", None),
    ("S2-37 一般: as agreed", accepted(), ClockKind.ARRIVE, None, None),
    (
        "S2-37 on repairs, not on fees",
        accepted(urgency=Urgency.URGENT, category=Category.FEES),
        ClockKind.ARRIVE,
        None,
        None,
    ),
    (
        "S2-37 arrived",
        accepted(urgency=Urgency.SOON).do(working.arrive, OFFICER, after=14),
        ClockKind.ARRIVE,
        None,
        True,
    ),
    ("S0-32 two working days: Friday's close", registered(), ClockKind.RESOLVE, "11-20 17:30", None),
    (
        "S0-32 a hand-over does not begin them anew",
        accepted().do(working.transfer, OFFICER, OTHER_OFFICER, after=600),
        ClockKind.RESOLVE,
        "11-20 17:30",
        None,
    ),
    (
        "S2-61 waiting from Wednesday 10:00 to Thursday 10:00 adds nine working hours",
        accepted()
        .do(working.wait, OFFICER, "等配件", None, after=20)
        .do(working.resume, OFFICER, after=24 * 60),
        ClockKind.RESOLVE,
        "11-23 17:30",
        None,
    ),
    (
        "S2-61 waiting overnight adds nothing",
        accepted()
        .do(working.wait, OFFICER, "明早再来", None, after=500)
        .do(working.resume, OFFICER, after=14 * 60),
        ClockKind.RESOLVE,
        "11-20 17:30",
        None,
    ),
    (
        "S2-61 finished out of a long wait, that does not count",
        accepted()
        .do(working.wait, OFFICER, "等配件", None, after=20)
        .do(working.finish, OFFICER, "已修", after=6 * 24 * 60),
        ClockKind.RESOLVE,
        None,
        True,
    ),
    ("S0-35 finished in time", finished(), ClockKind.RESOLVE, None, True),
    (
        "S0-35 finished late",
        accepted().do(working.finish, OFFICER, "已修", after=3 * 24 * 60),
        ClockKind.RESOLVE,
        None,
        False,
    ),
    (
        "S1-12 waiting: news by the next working day's close",
        accepted().do(working.wait, OFFICER, "等配件", None),
        ClockKind.NEWS,
        "11-19 17:30",
        None,
    ),
    (
        "S1-12 news given: the next is owed the day after",
        accepted()
        .do(working.wait, OFFICER, "等配件", None)
        .do(working.note, FRONT_DESK, "配件明天到", after=24 * 60),
        ClockKind.NEWS,
        "11-20 17:30",
        None,
    ),
    ("S0-38 revisited within 24 hours of finishing", finished(), ClockKind.REVISIT, "11-19 10:30", None),
    (
        "S0-38 the confirmation does not replace it",
        finished().do(closing.confirm, REPORTER),
        ClockKind.REVISIT,
        "11-19 10:30",
        None,
    ),
    (
        "S0-38 revisited",
        finished().do(
            closing.revisit, FRONT_DESK, closing.Revisit(mode="phone", attitude=5, outcome=4), after=60
        ),
        ClockKind.REVISIT,
        None,
        True,
    ),
]


@pytest.mark.parametrize(
    ("matter", "kind", "due", "met"), [row[1:] for row in PROMISES], ids=[row[0] for row in PROMISES]
)
def test_promise(matter: Matter, kind: ClockKind, due: str | None, *, met: bool | None) -> None:
    assert (matter.due(kind), matter.met(kind)) == (due, met)


def test_a_resumed_clock_keeps_its_place_on_the_ladder() -> None:
    matter = accepted()
    first = matter.clocks.running()[ClockKind.RESOLVE]
    matter.clocks.save(rules.replace(first, step=1, next_at=first.due_at))  # the warning has been given
    matter.do(working.wait, OFFICER, "等配件", None)
    assert matter.clocks.kept[first.id].next_at is None
    matter.do(working.resume, OFFICER, after=24 * 60)
    resumed = matter.clocks.kept[first.id]
    assert (resumed.step, resumed.next_at) == (1, resumed.due_at)
    assert resumed.due_at > first.due_at


def graver(**details: object) -> Reading:
    return Reading(intent=Intent.REPORT, action=Action.OPEN, confidence=1.0, **details)


def test_words_that_make_it_urgent_shorten_the_time_to_take_it() -> None:
    """S2-37: 里面有人被困 two minutes after 电梯坏了."""
    reading = graver(category=Category.EMERGENCIES, urgency=Urgency.URGENT, topic="电梯")
    matter = registered().do(joining.add, REPORTER, "里面有人被困", reading, after=2)
    assert matter.due(ClockKind.ACCEPT) == "11-18 09:35"
    assert matter.due(ClockKind.ARRIVE) == "11-18 09:40"
    assert matter.ticket.emergency
    assert matter.alarmed


def test_every_clock_that_the_standard_limits_can_be_explained() -> None:
    """Design: a due time names its rule and its clause."""
    matter = accepted(urgency=Urgency.URGENT, class_=Class.THREE)
    assert {clock.rule for clock in matter.clocks.of(7)} >= {"2 working_days, S0-32", "30 minutes, S0-30"}
