"""The revisit card: a way to ask, then the two questions; buttons that platforms can carry."""

from desk import revisits
from desk.moves.closing import MODES
from desk.notices import Notice, Who
from desk.ticket import Status
from tests.desk.examples import OFFICER, REPORTER, ticket

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
