"""The revisit card: a way to ask, then the two questions; buttons that platforms can carry."""

from dataclasses import replace

from desk import revisits
from desk.moves.closing import MODES
from desk.notices import Notice, Who
from desk.phoning import owed, waiting
from desk.reading import Class
from desk.revisit_rules import Rules
from desk.routing import reviser
from desk.ticket import Status
from tests.desk.clockbench import preset
from tests.desk.examples import (
    CS_LEAD,
    FRONT_DESK,
    MANAGER,
    NOW,
    OFFICER,
    REPORTER,
    STAFF,
    ticket,
)

DONE = ticket(Status.DONE, result="已换门机")


def args(notice: Notice) -> list[str]:
    return [button.arg for row in notice.buttons for button in row]


def test_first_the_way_then_attitude_then_result() -> None:
    """S0-38, S0-39, S2-106."""
    assert args(revisits.prompt(DONE)) == [*MODES, *revisits.WAYS]
    attitude = revisits.question(DONE, "phone")
    assert (attitude.key, args(attitude)) == ("revisit.attitude", [f"phone-{n}" for n in range(1, 6)])
    outcome = revisits.question(DONE, "phone-4")
    assert (outcome.key, args(outcome)) == ("revisit.outcome", [f"phone-4-{n}" for n in range(1, 6)])


def test_whoever_asks_sees_whom_about_what_and_done_by_whom() -> None:
    facts = revisits.prompt(DONE).facts
    assert (facts["reporter"], facts["owner"], facts["result"]) == (
        Who(REPORTER.id),
        Who(OFFICER.id),
        "已换门机",
    )


def test_the_end_says_whether_the_matter_is_over() -> None:
    assert revisits.recorded(DONE, satisfied=True).key == "revisit.done"
    assert revisits.recorded(DONE, satisfied=False).key == "revisit.unsatisfied"


def test_C10_from_the_second_on_a_call_is_enough_but_of_class_3() -> None:
    """S2-106, S2-109."""
    second = Rules(phone="second")
    assert revisits.suggested(DONE, Rules(), 1) is None
    assert revisits.suggested(DONE, second, 1) == "visit"
    assert revisits.suggested(DONE, second, 2) == "visit", (
        "class 3: the source reads oddly, so it only suggests"
    )
    assert revisits.suggested(replace(DONE, class_=Class.TWO), second, 2) == "phone"
    assert revisits.suggested(replace(DONE, class_=Class.TWO, round=2), second, 1) == "phone"


def test_C8_the_desk_revisits_where_the_standard_says_so_and_never_the_handler() -> None:
    """S3-10, S2-102."""
    grave = replace(DONE, class_=Class.ONE, owner=MANAGER.id)
    assert reviser(grave, STAFF, preset().offices) == CS_LEAD
    by_desk = preset("s3").offices
    assert reviser(grave, STAFF, by_desk) == FRONT_DESK
    assert reviser(replace(grave, owner=FRONT_DESK.id), STAFF, by_desk) == CS_LEAD


def test_who_has_been_phoned_is_no_longer_owed_a_call() -> None:
    first, second = owed(REPORTER, NOW, "1"), owed(REPORTER, NOW, "2")
    phoned = replace(first, kind="phoned", actor=OFFICER.id)
    assert waiting([first])
    assert not waiting([first, phoned])
    assert waiting([first, phoned, second])
