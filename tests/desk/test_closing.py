"""The end of a matter: confirmed, rated, revisited; or not solved, and then it goes on one level up."""

from dataclasses import replace

import pytest

from desk.change import Change, Circle
from desk.errors import Refused
from desk.local import Body
from desk.moves import closing, referring, working
from desk.moves.closing import Revisit
from desk.people import Role
from desk.reading import Class
from desk.ticket import Status, Ticket
from tests.desk.examples import (
    CS_LEAD,
    FRONT_DESK,
    MANAGER,
    NEIGHBOUR,
    NOW,
    OFFICER,
    REPORTER,
    person,
    ticket,
)

DONE = ticket(Status.DONE, reporters=(REPORTER.id, NEIGHBOUR.id), result="已修", done_at=NOW)


def refusal(move: object, *args: object) -> str:
    with pytest.raises(Refused) as refused:
        move(*args)  # type: ignore[operator]
    return refused.value.notice.key


def test_the_result_goes_to_the_reporters_who_are_asked_whether_it_is_solved() -> None:
    """S0-34, S0-35."""
    change = working.finish(ticket(Status.WORKING, waiting_for=None), NOW, OFFICER, "换了皮带")
    (told,) = change.told
    assert (told.circle, told.aloud, told.notice.facts["result"]) == (Circle.REPORTERS, True, "换了皮带")
    assert [button.verb for row in told.notice.buttons for button in row] == ["confirm", "reject"]
    assert (change.ticket.result, change.ticket.done_at) == ("换了皮带", NOW)


def test_one_household_confirms_and_the_others_may_still_object() -> None:
    mine, theirs = closing.confirm(DONE, NOW, REPORTER).told
    assert (mine.person, mine.notice.key) == (REPORTER.id, "feedback.attitude")
    assert (theirs.but, theirs.notice.key) == (REPORTER.id, "feedback.settled")
    confirmed = closing.confirm(DONE, NOW, REPORTER).ticket
    second = closing.second_complaint(confirmed, NOW, NEIGHBOUR, standard="s0 later")
    assert closing.reject(confirmed, NOW, NEIGHBOUR, second).ticket.status is Status.CLOSED


def test_two_questions_then_thanks() -> None:
    """S0-39."""
    first = closing.rate(DONE, NOW, REPORTER, "attitude", 5)
    assert (first.ticket.attitude, first.told[0].notice.key) == (5, "feedback.outcome")
    last = closing.rate(first.ticket, NOW, REPORTER, "outcome", 1)
    assert (last.ticket.outcome, last.told[0].notice.key) == (1, "feedback.thanks")


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_there_are_one_to_five_stars(stars: int) -> None:
    assert refusal(closing.rate, DONE, NOW, REPORTER, "attitude", stars) == "refused.stars"
    answers = Revisit(mode="phone", attitude=stars, outcome=5)
    assert refusal(closing.revisit, DONE, NOW, FRONT_DESK, answers) == "refused.stars"


def test_nobody_confirms_or_rates_their_own_work() -> None:
    own = ticket(Status.DONE, reporters=(REPORTER.id, OFFICER.id))
    assert refusal(closing.confirm, own, NOW, OFFICER) == "refused.not_yours"
    assert refusal(closing.rate, own, NOW, OFFICER, "outcome", 5) == "refused.not_yours"


def second(ticket_: Ticket, actor: object = NEIGHBOUR) -> Ticket:
    return closing.second_complaint(ticket_, NOW, actor, standard="s0 later")


@pytest.mark.parametrize(
    ("before", "after"), [(Class.THREE, Class.TWO), (Class.TWO, Class.TWO), (Class.ONE, Class.ONE)]
)
def test_a_second_complaint_is_linked_of_class_2_at_least_and_begins_afresh(
    before: Class, after: Class
) -> None:
    """S0-09."""
    draft = second(ticket(Status.DONE, class_=before, reporters=(1, 2), attitude=1, result="x", done_at=NOW))
    assert (draft.class_, draft.parent, draft.round, draft.status) == (after, 7, 2, Status.OPEN)
    assert (draft.reporter, draft.reporters) == (NEIGHBOUR.id, (NEIGHBOUR.id, REPORTER.id))
    fresh = (draft.owner, draft.result, draft.done_at, draft.attitude, draft.outcome, draft.waiting_for)
    assert set(fresh) == {None}
    assert draft.standard == "s0 later", "S2-62: it is promised what holds now"
    assert second(draft).round == 3


def revisited(actor: object = FRONT_DESK, attitude: int = 5, outcome: int = 4) -> Change:
    return closing.revisit(DONE, NOW, actor, Revisit(mode="visit", attitude=attitude, outcome=outcome))


def test_C9_who_was_anonymous_is_not_named_by_the_second_complaint() -> None:
    again = ticket(id=8, number=13)
    assert closing.follow_up(again, replace(DONE, anonymous=True)).anonymous
    assert not closing.follow_up(again, DONE).anonymous


def test_S0_02_the_fifth_home_that_reports_it_again_makes_the_second_complaint_a_group() -> None:
    again = ticket(id=8, number=13, reporters=(9,), reporter=9)
    before = replace(DONE, reporters=(1, 2, 3, 4))
    assert closing.follow_up(again, before).class_ is Class.ONE
    assert closing.follow_up(again, replace(DONE, reporters=(1, 2, 3))).class_ is Class.TWO


@pytest.mark.parametrize(
    ("attitude", "outcome", "status"),
    [(5, 5, Status.CLOSED), (3, 3, Status.CLOSED), (2, 5, Status.REVISITED), (5, 2, Status.REVISITED)],
)
def test_satisfied_it_closes_unsatisfied_it_goes_on(attitude: int, outcome: int, status: Status) -> None:
    """S0-39, S2-115, S3-11."""
    change = revisited(attitude=attitude, outcome=outcome)
    assert change.ticket.status is status
    facts = change.entries[0].facts
    assert (facts["attitude"], facts["outcome"]) == (attitude, outcome)


def test_the_handler_never_revisits_not_even_as_a_head() -> None:
    """C8."""
    mine = ticket(Status.DONE, owner=CS_LEAD.id, class_=Class.TWO)
    answers = Revisit(mode="phone", attitude=5, outcome=5)
    assert refusal(closing.revisit, mine, NOW, CS_LEAD, answers) == "refused.handler_revisits"
    assert revisited(person(77, Role.CS_LEAD)).ticket.status is Status.CLOSED


def test_whoever_finished_or_referred_it_for_another_never_revisits_either() -> None:
    """C8."""
    answers = Revisit(mode="phone", attitude=5, outcome=5)
    body = Body(name="供电局")
    for change in (
        working.finish(ticket(Status.WORKING), NOW, CS_LEAD, "换了灯"),
        referring.refer(ticket(Status.WORKING), NOW, CS_LEAD, body),
    ):
        assert refusal(closing.revisit, change.ticket, NOW, CS_LEAD, answers) == "refused.handler_revisits"
        assert closing.revisit(change.ticket, NOW, MANAGER, answers).ticket.status is Status.CLOSED


@pytest.mark.parametrize("status", set(Status) - {Status.REVISITED})
def test_only_an_unsatisfied_revisit_is_superseded(status: Status) -> None:
    assert refusal(closing.superseded, ticket(status), NOW, second(DONE)) == "refused.state"


def test_an_unsatisfied_revisit_ends_the_ticket_and_names_the_next() -> None:
    change = closing.superseded(revisited(outcome=1).ticket, NOW, second(DONE))
    assert (change.ticket.status, change.entries[0].kind) == (Status.CLOSED, "superseded")


def test_S0_39_few_stars_are_heard_by_a_head_and_leave_a_way_on() -> None:
    """S0-39, S0-09: whoever is not content does not only get flowers."""
    few = closing.rate(DONE, NOW, REPORTER, "outcome", 1).told
    assert [one.notice.key for one in few] == ["feedback.thanks", "feedback.low"]
    assert [button.verb for row in few[0].notice.buttons for button in row] == ["reject"]
    enough = closing.rate(DONE, NOW, REPORTER, "outcome", 3).told
    assert [(one.notice.key, one.notice.buttons) for one in enough] == [("feedback.thanks", ())]
