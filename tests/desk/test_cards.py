"""Cards: a residents' room never learns who or which home; what is about conduct is not in it at all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.cards import public_card, staff_card
from desk.clocks import Clock, ClockKind
from desk.matter import where
from desk.moves.table import TRANSITIONS, Move
from desk.notices import Button, Fact, Notice, Who, Word, parse_button
from desk.reading import Category, Class, Place
from desk.ticket import Status, Ticket
from tests.desk.clockbench import preset
from tests.desk.examples import NOW, OFFICER, REPORTER, ticket

PHONE = "13812345678"
SECRET = f"3栋2单元1504王小明的电梯坏了，电话{PHONE}"
LINES = st.text("0123456789", min_size=4, max_size=4)


def atoms(facts: Iterable[Fact]) -> Iterable[Fact]:
    """Every single value in a notice, however deep."""
    for fact in facts:
        if isinstance(fact, Notice):
            yield from atoms(fact.facts.values())
        elif isinstance(fact, Sequence) and not isinstance(fact, str):
            yield from atoms(fact)
        else:
            yield fact


def shown(notice: Notice) -> str:
    """All text that a notice could show."""
    return " ".join(fact for fact in atoms([notice]) if isinstance(fact, str))


def persons(notice: Notice) -> set[int | None]:
    return {fact.person for fact in atoms([notice]) if isinstance(fact, Who)}


def buttons(notice: Notice) -> list[Button]:
    return [button for row in notice.buttons for button in row]


def clock(kind: ClockKind) -> Clock:
    return Clock(id=1, ticket=7, kind=kind, started_at=NOW, due_at=NOW, rule="30 minutes, S0-30")


def told(status: Status, **details: object) -> Ticket:
    return ticket(
        status,
        text=SECRET,
        place=Place(building="3", unit="2", floor="15", room="1504", area="电梯"),
        keywords=("电梯", PHONE),
        result=f"已联系{PHONE}",
        waiting_for=f"等1504王小明回电{PHONE}",
        **details,
    )


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("category", [*Category, None])
def test_the_residents_card_has_no_phone_room_or_reporter(status: Status, category: Category | None) -> None:
    """S2-04, S2-127, S3-02: also where staff wrote them into a reason or a result."""
    card = public_card(told(status, category=category), [clock(ClockKind.RESPOND)])
    assert not {"1504", "15", PHONE, "王小明"} & set(shown(card).split())
    assert not any(part in shown(card) for part in ("1504", PHONE, "王小明", SECRET))
    assert REPORTER.id not in persons(card)


@given(LINES, st.sampled_from(Status))
def test_no_room_number_reaches_the_residents_card(room: str, status: Status) -> None:
    place = Place(building="3", unit="2", floor=room[:2], room=room)
    assert not {room, room[:2]} & set(shown(public_card(ticket(status, place=place), [])).split())


@pytest.mark.parametrize("status", Status)
def test_of_a_matter_of_conduct_the_room_sees_a_number_and_by_when_and_nothing_else(status: Status) -> None:
    """S3-02, S4-11; by when, as whoever reported it may not be reached elsewhere (S1-02)."""
    for discreet in (told(status, topic="服务态度"), told(status, accused=(OFFICER.id,))):
        call = clock(ClockKind.RESPOND)
        card = public_card(discreet, [call])
        assert set(atoms([card])) == {discreet.number, call.due_at}
        assert not card.buttons


def test_its_reporter_is_told_in_private_who_has_it() -> None:
    card = public_card(ticket(Status.DISPATCHED, topic="服务态度"), [], private=True)
    assert OFFICER.id in persons(card)


def test_a_floor_is_told_of_a_corridor_but_not_beside_a_home() -> None:
    corridor, home = Place(building="3", floor="12"), Place(building="3", floor="12", room="1203")
    assert "12" in shown(where(corridor) or Notice("x"))
    assert "12" not in shown(where(home) or Notice("x"))
    assert where(Place(room="1203")) is None


@pytest.mark.parametrize(("area", "told"), [("单元门口", "门口"), ("單元樓下", "樓下"), ("走廊", "走廊")])
def test_what_is_at_a_units_door_names_the_unit_once(area: str, told: str) -> None:
    assert told in set(atoms([where(Place(building="2", unit="2", area=area))]))
    assert area in set(atoms([where(Place(building="2", area=area))]))


def test_the_card_says_who_and_by_when() -> None:
    card = public_card(ticket(Status.DISPATCHED), [clock(ClockKind.RESPOND)])
    assert OFFICER.id in persons(card)
    assert NOW in set(atoms([card]))
    assert [button.verb for button in buttons(card)] == ["join", "add", "withdraw"]


@pytest.mark.parametrize("status", Status)
def test_advice_stands_while_the_emergency_lasts(status: Status) -> None:
    card = public_card(ticket(status, category=Category.EMERGENCIES), [], advice=Word("advice.lift"))
    lasts = status in {Status.OPEN, Status.DISPATCHED, Status.ACCEPTED, Status.WORKING, Status.WAITING}
    assert (Word("advice.lift") in set(atoms([card]))) is lasts
    assert (card.key == "card.public_urgent") is lasts


@pytest.mark.parametrize("status", Status)
def test_in_the_staff_room_phones_are_masked_and_the_home_is_left_out(status: Status) -> None:
    room = staff_card(replace(told(status), keywords=()), [], private=False)
    assert PHONE not in shown(room)
    assert "1504" not in [fact for fact in atoms([room]) if fact != SECRET]
    assert room.facts["room"] is None
    assert PHONE in shown(staff_card(told(status), [], private=True))


@pytest.mark.parametrize("status", Status)
def test_every_button_on_a_card_does_something_in_that_status(status: Status) -> None:
    for card in (staff_card(ticket(status), [], private=True), public_card(ticket(status), [])):
        for button in buttons(card):
            assert status in TRANSITIONS[Move(button.verb)][0]
            assert parse_button(button.key) == replace(button, label=None)
            assert len(button.key.encode()) <= 64


def test_the_staff_card_tells_what_is_owed_and_why_it_was_read_so() -> None:
    owed = [clock(ClockKind.ACCEPT), replace(clock(ClockKind.DISPATCH), met_at=NOW)]
    card = staff_card(
        ticket(
            Status.DISPATCHED,
            because=(
                "S9-99 受伤",
                "电梯+坏: facilities 2.1",
                "坏>了: report 0.4",
                "ours: report 0.4",
                "没: report 0.3",
            ),
        ),
        owed,
        private=False,
        office=preset().offices[Class.THREE],
    )
    assert [fact for fact in atoms([card]) if isinstance(fact, Word) and fact.key.startswith("clock.")] == [
        Word("clock.accept")
    ]
    assert card.facts["because"] == ["受伤", "电梯+坏", "坏了"]
    assert card.facts["helper"] == [Word("role.engineer")]


@pytest.mark.parametrize(("status", "owner"), [(Status.DISPATCHED, OFFICER), (Status.MERGED, None)])
def test_nobody_is_said_to_review_what_nobody_has(status: Status, owner: int | None) -> None:
    one = ticket(status, class_=Class.TWO, owner=owner)

    card = staff_card(one, [], private=False, office=preset().offices[Class.TWO])

    assert bool(card.facts["reviewer"]) is bool(card.facts["helper"]) is (owner is not None)


def test_C23_headquarters_read_only_and_are_not_said_to_review() -> None:
    grave = ticket(Status.DISPATCHED, class_=Class.ONE, owner=OFFICER)
    assert staff_card(grave, [], private=False, office=preset().offices[Class.ONE]).facts["reviewer"] is None
