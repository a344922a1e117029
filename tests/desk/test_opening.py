"""Opening: who hears at once, what the journal shows to whom, who takes over what is graver than thought."""

from dataclasses import replace

import pytest

from desk.change import Change, Circle
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.journal import Audience
from desk.moves import opening, triage, working
from desk.notices import Notice, Word
from desk.people import Role
from desk.reading import Category, Class
from desk.ticket import Status
from tests.desk.examples import (
    CS_LEAD,
    DUTY,
    FRONT_DESK,
    MANAGER,
    NOW,
    OFFICER,
    OTHER_OFFICER,
    REPORTER,
    ticket,
)

PHONE = "13812345678"


def roles(change: Change) -> set[Role]:
    return {told.role for told in change.told if told.role}


def told_to(change: Change, person: int) -> list[str]:
    return [told.notice.key for told in change.told if told.person == person]


def test_an_emergency_calls_for_its_playbook_whatever_its_class() -> None:
    """S0-17, S2-08, S2-17: which names whom it is told to; of a class 1 whoever is informed hears too."""
    for class_ in Class:
        change = opening.register(ticket(category=Category.EMERGENCIES, class_=class_), NOW, OFFICER)
        assert change.alarmed
        informed = [Circle.INFORMED] if class_ is Class.ONE else []
        assert [told.circle for told in change.told] == informed
    assert not opening.register(ticket(), NOW, OFFICER).alarmed


def test_a_class_1_is_told_at_once_to_whom_the_standard_names_and_the_managers_room() -> None:
    """S2-60."""
    change = opening.register(ticket(class_=Class.ONE, topic="停车"), NOW, MANAGER)
    assert [told.circle for told in change.told] == [Circle.INFORMED, Circle.MANAGERS_ROOM]
    assert not opening.register(ticket(topic="停车"), NOW, OFFICER).told


def test_a_repair_is_posted_to_engineering_and_its_signature_awaited() -> None:
    """S2-86, S2-96: what is none of engineering's is not."""
    change = opening.register(ticket(), NOW, OFFICER)
    assert roles(change) == {Role.ENGINEER}
    assert ClockKind.SIGN in {move.kind for move in change.clocks}
    other = opening.register(ticket(topic="停车"), NOW, OFFICER)
    assert ClockKind.SIGN not in {move.kind for move in other.clocks}


def test_an_alarm_in_a_room_has_no_phone_number() -> None:
    """S2-04."""
    grave = ticket(class_=Class.ONE, text=f"又漏水了 {PHONE}")
    told = [one for one in opening.register(grave, NOW, MANAGER).told if one.notice.key == "alarm"]
    assert {told.notice.facts["words"] for told in told if told.circle is Circle.MANAGERS_ROOM} == {
        "又漏水了 138****5678"
    }
    assert PHONE in str([told.notice.facts.get("words") for told in told if told.circle is Circle.INFORMED])


def test_where_nobody_is_responsible_the_cs_lead_hears_at_once() -> None:
    change = opening.register(ticket(), NOW, None)
    assert change.ticket.status is Status.OPEN
    assert [told.urgent for told in change.told if told.role is Role.CS_LEAD] == [True]


def test_the_journal_shows_residents_no_phone_and_the_proposal_to_staff_only() -> None:
    registered, dispatched = opening.register(ticket(text=f"漏水 {PHONE}"), NOW, OFFICER).entries
    assert registered.facts["words"] == "漏水 138****5678"
    assert registered.audience is dispatched.audience is Audience.RESIDENT
    (proposed,) = opening.propose(ticket(), NOW).entries
    assert proposed.audience is Audience.STAFF


def test_a_proposal_says_nothing_to_anybody_in_public() -> None:
    assert not opening.propose(ticket(category=Category.EMERGENCIES), NOW).told


@pytest.mark.parametrize("status", set(Status) - {Status.OPEN, Status.PROPOSED})
def test_what_has_begun_or_ended_is_not_registered_again(status: Status) -> None:
    with pytest.raises(Refused):
        opening.register(ticket(status), NOW, OFFICER)


@pytest.mark.parametrize("owner", [REPORTER, replace(OTHER_OFFICER, active=False), OFFICER, CS_LEAD])
def test_a_ticket_goes_to_nobody_who_may_not_have_it_or_has_it(owner: object) -> None:
    case = ticket(Status.ACCEPTED, accused=(CS_LEAD.id,))
    with pytest.raises(Refused):
        opening.hand_over(case, NOW, owner, actor=MANAGER)


def test_handing_over_tells_whoever_had_it_unless_it_was_their_own_doing() -> None:
    """S0-22; the reason stays on record."""
    case = ticket(Status.WAITING, waiting_for="配件", next_news_at=NOW)
    change = working.transfer(case, NOW, CS_LEAD, OTHER_OFFICER, "休假")
    assert told_to(change, OFFICER.id) == ["gone"]
    assert change.entries[0].facts["reason"] == "休假"
    assert (change.ticket.waiting_for, change.ticket.next_news_at) == (None, None)
    own = working.transfer(case, NOW, OFFICER, OTHER_OFFICER)
    assert not told_to(own, OFFICER.id)
    for one in (change, own):
        (heard,) = [told for told in one.told if told.circle is Circle.REPORTERS]
        assert heard.notice.key == "news.transferred", "at once, not as somebody accepts it (S3-23)"


def test_raised_to_class_1_it_goes_to_the_centre_manager_who_hears_at_once() -> None:
    """S0-19, S2-60."""
    change = triage.reclassify(ticket(Status.WORKING), NOW, FRONT_DESK, Class.ONE, MANAGER)
    assert (change.ticket.status, change.ticket.owner) == (Status.DISPATCHED, MANAGER.id)
    assert [entry.kind for entry in change.entries] == ["corrected", "dispatched"]
    assert told_to(change, OFFICER.id) == ["gone"]
    assert Circle.INFORMED in {told.circle for told in change.told}


def test_a_finished_ticket_or_a_proposal_changes_class_without_changing_hands() -> None:
    proposal = triage.reclassify(ticket(Status.PROPOSED), NOW, FRONT_DESK, Class.ONE, MANAGER)
    assert (proposal.ticket.owner, proposal.told) == (None, ())


def test_only_a_head_lowers_a_class_save_that_of_a_mere_proposal() -> None:
    """S0-22, design §3."""
    graver = ticket(Status.WORKING, class_=Class.TWO)
    for actor in (FRONT_DESK, OFFICER, DUTY):
        with pytest.raises(Refused) as refused:
            triage.reclassify(graver, NOW, actor, Class.THREE)
        assert refused.value.notice.key == "refused.lower_class"
    assert triage.reclassify(graver, NOW, CS_LEAD, Class.THREE).ticket.class_ is Class.THREE
    proposal = ticket(Status.PROPOSED, class_=Class.TWO)
    assert triage.reclassify(proposal, NOW, FRONT_DESK, Class.THREE).ticket.class_ is Class.THREE


def test_choosing_what_it_is_already_changes_and_records_nothing() -> None:
    case = ticket(Status.WORKING)
    assert triage.reclassify(case, NOW, OFFICER, Class.THREE) == Change(ticket=case)
    assert triage.recategorise(case, NOW, OFFICER, Category.FACILITIES) == Change(ticket=case)
    changed = triage.recategorise(case, NOW, OFFICER, Category.FEES)
    assert changed.entries[0].facts == {"before": Word("category.facilities"), "after": Word("category.fees")}


def test_a_dismissal_is_told_to_reporters_and_owner_with_its_reason_and_a_proposals_to_nobody() -> None:
    """S0-24, S4-29."""
    change = triage.dismiss(ticket(Status.WORKING), NOW, FRONT_DESK, "elsewhere")
    assert {told.circle for told in change.told} == {Circle.REPORTERS, Circle.ONE}
    assert told_to(change, OFFICER.id) == ["news.dismissed"]
    assert change.told[0].notice == Notice(
        "news.dismissed", {"number": 12, "reason": Word("reason.elsewhere")}
    )
    silent = triage.dismiss(ticket(Status.PROPOSED), NOW, FRONT_DESK, "打错字")
    assert (silent.told, silent.entries[0].audience) == ((), Audience.STAFF)


def test_whoever_is_on_the_way_hears_that_the_reporter_took_it_back() -> None:
    change = triage.withdraw(ticket(Status.ACCEPTED), NOW, REPORTER)
    assert told_to(change, OFFICER.id) == ["news.dismissed"]
    with pytest.raises(Refused) as refused:
        triage.withdraw(ticket(Status.ACCEPTED, reporters=(1, 2, 3)), NOW, REPORTER)
    assert refused.value.notice.facts["others"] == 2
