"""Doing the job: who takes it, who hears, and where the status goes by itself."""

from dataclasses import replace

import pytest

from desk.clocks import ClockKind
from desk.errors import Refused
from desk.moves import working
from desk.notices import Who, Word
from desk.people import Role
from desk.ticket import Status
from tests.desk.examples import ENGINEER, FRONT_DESK, NOW, OFFICER, OTHER_OFFICER, ticket


def test_whoever_takes_anothers_job_has_it_and_the_other_is_told() -> None:
    change = working.accept(ticket(Status.DISPATCHED), NOW, OTHER_OFFICER)
    assert (change.ticket.status, change.ticket.owner) == (Status.ACCEPTED, OTHER_OFFICER.id)
    assert [told.notice.key for told in change.told if told.person == OFFICER.id] == ["taken"]
    assert len(working.accept(ticket(Status.DISPATCHED), NOW, OFFICER).told) == 1


def test_of_two_who_take_it_at_once_the_second_hears_who_has_it() -> None:
    taken = working.accept(ticket(Status.DISPATCHED), NOW, OTHER_OFFICER).ticket
    with pytest.raises(Refused) as refused:
        working.accept(taken, NOW, ENGINEER)
    assert refused.value.notice.facts == {
        "number": 12,
        "status": Word("status.accepted"),
        "owner": Who(OTHER_OFFICER.id),
    }


@pytest.mark.parametrize("move", [working.contact, working.arrive])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Status.ACCEPTED, Status.WORKING),
        (Status.WORKING, Status.WORKING),
        (Status.WAITING, Status.WAITING),  # a call while waiting ends no waiting
    ],
)
def test_the_first_contact_or_arrival_begins_the_work(move: object, before: Status, after: Status) -> None:
    assert move(ticket(before), NOW, OFFICER).ticket.status is after  # type: ignore[operator]


def test_news_from_anybody_of_the_desk_reaches_the_reporters_and_names_who_wrote_it() -> None:
    """S2-56."""
    (told,) = working.note(ticket(Status.WORKING), NOW, FRONT_DESK, "配件明天到").told
    assert (told.notice.facts["by"], told.notice.facts["words"]) == (Who(FRONT_DESK.id), "配件明天到")
    assert told.aloud


def test_waiting_has_a_reason_that_reporters_hear_and_ends_without_trace() -> None:
    """S1-12, S2-61."""
    waiting = working.wait(ticket(Status.WORKING), NOW, OFFICER, "等厂家", NOW)
    assert (waiting.ticket.waiting_for, waiting.ticket.next_news_at) == ("等厂家", NOW)
    assert waiting.told[0].notice.facts["reason"] == "等厂家"
    for after in (
        working.resume(waiting.ticket, NOW, OFFICER),
        working.finish(waiting.ticket, NOW, OFFICER, "好了"),
    ):
        assert (after.ticket.waiting_for, after.ticket.next_news_at) == (None, None)


@pytest.mark.parametrize("part", [Role.ENGINEER, Role.CS_LEAD, Role.DUTY_OFFICER])
def test_S2_96_an_engineer_who_accepts_has_signed_in_whosever_part(part: Role) -> None:
    acting = replace(ENGINEER, role=part)
    clocks = working.accept(ticket(Status.DISPATCHED), NOW, acting, ENGINEER.role).clocks
    assert any(move.kind is ClockKind.SIGN for move in clocks)
    alone = working.accept(ticket(Status.DISPATCHED), NOW, replace(OFFICER, role=Role.DUTY_OFFICER))
    assert not any(move.kind is ClockKind.SIGN for move in alone.clocks)
