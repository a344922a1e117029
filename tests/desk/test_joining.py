"""More people and more words on one matter."""

from datetime import timedelta

import pytest

from desk.change import Circle
from desk.errors import Refused
from desk.journal import Audience
from desk.moves import joining
from desk.notices import Word
from desk.reading import Action, Category, Class, Intent, Place, Reading, TimeWish, Urgency
from desk.ticket import Status
from tests.desk.examples import ENGINEER, MANAGER, NEIGHBOUR, NOW, OFFICER, REPORTER, ticket


def reading(intent: Intent = Intent.REPORT, **details: object) -> Reading:
    return Reading(intent=intent, action=Action.OPEN, confidence=1.0, **details)


CHAT = reading(Intent.CHAT)


def test_a_further_household_is_counted_told_and_named_to_staff_only() -> None:
    """S3-02."""
    change = joining.join(ticket(Status.WORKING), NOW, NEIGHBOUR)
    assert change.ticket.reporters == (REPORTER.id, NEIGHBOUR.id)
    assert change.entries[0].audience is Audience.STAFF
    assert [told.person for told in change.told] == [NEIGHBOUR.id]
    with pytest.raises(Refused) as refused:
        joining.join(change.ticket, NOW, NEIGHBOUR)
    assert refused.value.notice.key == "refused.already_in"


@pytest.mark.parametrize(
    ("before", "class_"), [(3, Class.THREE), (4, Class.ONE), (5, Class.ONE), (9, Class.ONE)]
)
def test_the_fifth_makes_it_a_group_complaint_of_class_1_for_the_head(before: int, class_: Class) -> None:
    """S0-02, S0-19."""
    case = ticket(Status.WORKING, reporters=(REPORTER.id, *range(100, 99 + before)))
    change = joining.join(case, NOW, NEIGHBOUR, MANAGER)
    assert change.ticket.class_ is class_
    assert (joining.as_group(case) is not None) == (class_ is Class.ONE)
    if class_ is Class.ONE:
        assert change.ticket.owner == MANAGER.id
        assert [entry.kind for entry in change.entries] == ["joined", "corrected", "dispatched"]
        assert {told.circle for told in change.told} >= {Circle.INFORMED, Circle.MANAGERS_ROOM}


def test_a_group_complaint_is_raised_once() -> None:
    case = ticket(Status.WORKING, class_=Class.ONE, reporters=tuple(range(1, 8)), reporter=1)
    change = joining.join(case, NOW, MANAGER, MANAGER)
    assert [entry.kind for entry in change.entries] == ["joined"]


def test_further_words_fill_in_what_is_missing_and_contradict_nothing() -> None:
    said = reading(place=Place(building="9", unit="1", room="501"))
    change = joining.add(ticket(Status.DISPATCHED), NOW, REPORTER, "501室", said)
    assert change.ticket.place == Place(building="3", unit="2", room="501")
    assert change.ticket.text.endswith("\n501室")
    assert change.ticket.last_line_at == NOW
    assert (change.entries[0].kind, change.entries[0].audience) == ("added", Audience.STAFF)
    assert not change.told


def test_further_words_make_it_graver_never_milder() -> None:
    mild = reading(category=Category.FEES, class_=Class.THREE, urgency=Urgency.NORMAL, topic="物业费")
    grave = ticket(Status.WORKING, class_=Class.TWO, urgency=Urgency.SOON)
    unchanged = joining.add(grave, NOW, REPORTER, "还有", mild).ticket
    assert (unchanged.class_, unchanged.urgency, unchanged.category) == (
        Class.TWO,
        Urgency.SOON,
        Category.FACILITIES,
    )
    worse = reading(
        category=Category.EMERGENCIES, class_=Class.ONE, urgency=Urgency.URGENT, triggers=("S0-05 受伤",)
    )
    change = joining.add(grave, NOW, REPORTER, "有人受伤", worse)
    assert (change.ticket.class_, change.ticket.urgency, change.ticket.emergency) == (
        Class.ONE,
        Urgency.URGENT,
        True,
    )
    assert change.ticket.because == ("S0-05 受伤",)
    raised = [entry.facts["after"] for entry in change.entries if entry.kind == "corrected"]
    assert raised == [Word("category.emergencies"), Word("class.1"), Word("urgency.urgent")]
    assert change.alarmed
    again = joining.add(change.ticket, NOW, REPORTER, "快来", worse)
    assert not again.told
    assert not again.alarmed, "who has been alarmed is not alarmed again"


def test_words_after_the_work_is_done_raise_nothing() -> None:
    worse = reading(category=Category.EMERGENCIES, class_=Class.ONE)
    assert not joining.add(ticket(Status.DONE), NOW, REPORTER, "当时有人受伤", worse).told


def test_photos_come_from_reporters_and_staff_not_from_strangers() -> None:
    case = ticket(Status.WORKING)
    assert joining.photographed(case, NOW, REPORTER, 2).ticket.last_line_at == NOW
    assert joining.photographed(case, NOW, ENGINEER, 1).ticket == case
    with pytest.raises(Refused):
        joining.photographed(case, NOW, NEIGHBOUR, 1)


SAME, OTHER = Place(building="3", room="501"), Place(building="5")


@pytest.mark.parametrize(
    ("minutes", "said", "belongs"),
    [
        (1, CHAT, True),  # within a breath anything
        (3, CHAT, False),
        (9, reading(Intent.CHAT, place=SAME), True),  # the place asked for
        (9, reading(Intent.CHAT, phone="13812345678"), True),
        (9, reading(Intent.CHAT, when=TimeWish(text="明天下午")), True),
        (9, reading(topic="电梯"), True),
        (9, reading(topic="其他"), True),
        (9, reading(topic="保洁"), False),
        (1, reading(topic="照明"), True),  # "灯也不亮" in the same breath
        (1, reading(topic="照明", place=Place(building="3")), False),
        (1, reading(topic="电梯", place=OTHER), False),  # another building's lift
        (11, reading(topic="电梯"), False),
        (1, reading(Intent.PRAISE), False),
        (1, reading(category=Category.EMERGENCIES, topic="电梯"), True),
        (1, reading(category=Category.EMERGENCIES, topic="急病"), False),  # never buried in another matter
    ],
)
def test_whether_a_line_goes_on_with_the_matter(minutes: int, said: Reading, *, belongs: bool) -> None:
    """S1-09."""
    later = NOW + timedelta(minutes=minutes)
    assert joining.goes_on(ticket(Status.DISPATCHED, last_line_at=NOW), said, later) is belongs
    assert not joining.goes_on(ticket(Status.CLOSED, last_line_at=NOW, owner=OFFICER.id), said, later)
