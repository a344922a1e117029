"""Looking at oneself: the laws of the draw, the actions, the surveys and their rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import remedies, spot_checks, surveys
from desk.errors import Refused
from desk.figures.facts import Matter
from desk.figures.tally import Tally
from desk.improve_rules import ImproveRules, parse_improve
from desk.kind import Kind
from desk.people import Person, Role
from desk.reading import Class
from desk.remedies import Remedy, State
from desk.spot_checks import ITEMS, SpotCheck
from desk.surveys import Ballot, Survey
from desk.ticket import Status

NOW = datetime(2026, 11, 25, 2, 7, tzinfo=UTC)
RULES = ImproveRules()
HEAD = Person(id=1, site=1, name="林芳", role=Role.CS_LEAD)
CHECK = SpotCheck(id=5, site=1, month="2026-11", ticket=7, seed="s", drawn_at=NOW)
GIVEN = Remedy(
    id=1, site=1, number=1, month="2026-11", cause="电梯", tickets=4, state=State.OPEN, owner=3,
    due_on=date(2026, 12, 15),
)  # fmt: skip


def tally(**topics: int) -> Tally:
    """A month with so many tickets of each topic."""
    counted = Tally(NOW, {})
    counted.add(
        Matter(
            number=number,
            opened_at=NOW,
            status=Status.OPEN,
            kind=Kind.COMPLAINT,
            category=None,
            class_=Class.THREE,
            topic=topic,
        )
        for topic, many in topics.items()
        for number in range(many)
    )
    return counted


@given(st.sets(st.integers(1, 10_000), max_size=60), st.integers(1, 10), st.text(max_size=20))
def test_S0_45_the_draw_takes_so_many_all_where_fewer_and_can_be_repeated(
    tickets: set[int], many: int, seed: str
) -> None:
    found = spot_checks.drawn(tickets, many, seed)
    assert len(found) == len(set(found)) == min(many, len(tickets))
    assert set(found) <= tickets
    assert found == spot_checks.drawn(sorted(tickets, reverse=True), many, seed)


def test_S0_45_every_ticket_has_its_chance() -> None:
    drawn = {one for n in range(300) for one in spot_checks.drawn(range(20), 3, str(n))}
    assert drawn == set(range(20))


@given(st.permutations(ITEMS), st.lists(st.booleans(), min_size=4, max_size=4))
def test_S0_45_a_check_is_done_with_its_last_item_whatever_the_order(
    order: list[str], right: list[bool]
) -> None:
    check = CHECK
    for item, found in zip(order, right, strict=True):
        assert check.checked_at is None
        check = spot_checks.marked(check, item, HEAD, (), NOW, right=found)
    assert (check.checked_by, check.flaws) == (HEAD.id, right.count(False))
    again = spot_checks.marked(check, ITEMS[0], HEAD, (), NOW, right=True)
    assert (again.answers[ITEMS[0]], again.checked_at) == (True, NOW), "a slip can be put right that day"
    for who, later in ((replace(HEAD, id=HEAD.id + 1), 0), (HEAD, 1)):
        with pytest.raises(Refused):
            spot_checks.marked(check, ITEMS[0], who, (), NOW + timedelta(days=later), right=True)


def test_S2_124_whoever_had_a_hand_in_it_cannot_check_it() -> None:
    with pytest.raises(Refused):
        spot_checks.marked(CHECK, ITEMS[0], HEAD, {HEAD.id}, NOW, right=True)


def test_S0_42_S2_65_the_commonest_causes_and_those_that_grew_are_proposed() -> None:
    """S2-65: what swings is put right by a date."""
    now, before = tally(电梯=9, 供水=8, 门禁=7, 照明=6, 噪音=5, 其他=20, 道路=1), tally(照明=3, 噪音=5)
    found = {one.topic: one.growth for one in remedies.causes(now, before, RULES)}
    assert found == {"电梯": None, "供水": None, "门禁": None, "照明": 100}
    few = replace(RULES, causes=1)
    assert [one.topic for one in remedies.causes(tally(电梯=9, 道路=4), tally(道路=2), few)] == ["电梯"]
    assert remedies.causes(tally(), tally(), RULES) == []


@given(st.integers(-60, 60))
def test_S0_42_reminders_never_go_back_and_stop_with_the_report(days: int) -> None:
    assert GIVEN.due_on
    today = GIVEN.due_on + timedelta(days=days)
    stage = remedies.stage(GIVEN, today, RULES)
    assert stage <= remedies.stage(GIVEN, today + timedelta(days=1), RULES)
    assert (stage > 0) == (days >= -RULES.before)
    assert (stage > 1) == (days > 0)
    reported = remedies.report(replace(GIVEN, stage=1), "换了门机", NOW)
    assert remedies.stage(reported, today, RULES) == 1


def test_S0_42_the_numbers_of_a_later_month_judge_it() -> None:
    assert remedies.judged(GIVEN, "2026-12", 3).helped
    assert not remedies.judged(GIVEN, "2026-12", 4).helped
    assert not GIVEN.helped


@pytest.mark.parametrize("state", list(State))
def test_S0_42_each_step_is_possible_only_where_the_action_stands_there(state: State) -> None:
    remedy = replace(GIVEN, state=state)
    steps = {
        "decline": (lambda: remedies.decline(remedy, 1), {State.PROPOSED}),
        "give": (lambda: remedies.give(remedy, HEAD, NOW.date(), 1), {State.PROPOSED, State.OPEN}),
        "report": (lambda: remedies.report(remedy, "x", NOW), {State.OPEN, State.REPORTED}),
        "close": (lambda: remedies.close(remedy, 1, NOW), {State.OPEN, State.REPORTED}),
    }
    for step, allowed in steps.values():
        if state in allowed:
            step()
        else:
            with pytest.raises(Refused):
                step()


@given(st.lists(st.tuples(st.sampled_from(surveys.ITEMS), st.integers(1, 5)), max_size=20))
def test_S2_125_the_first_answer_to_a_question_counts(taps: list[tuple[str, int]]) -> None:
    ballot = Ballot(survey=1, person=2)
    for item, stars in taps:
        ballot = surveys.answered(ballot, item, stars)
    first: dict[str, int] = {}
    for item, stars in taps:
        first.setdefault(item, stars)
    assert ballot.scores == first
    assert ballot.complete == (ballot.next_item is None)


def test_S2_125_an_answer_that_no_button_gives_is_refused() -> None:
    for item, stars in (("overall", 0), ("overall", 6), ("lift", 3)):
        with pytest.raises(Refused):
            surveys.answered(Ballot(survey=1, person=2), item, stars)


@pytest.mark.parametrize(("stars", "percent"), [((5, 4, 1), 67), ((5, 5, 4), None), ((), None)])
def test_S2_125_below_the_target_is_what_asks_for_an_action(
    stars: tuple[int, ...], percent: int | None
) -> None:
    ballots = [Ballot(survey=1, person=n, scores={"overall": one}) for n, one in enumerate(stars)]
    assert surveys.below(ballots, 80) == percent


def test_S2_125_whoever_could_not_be_asked_is_counted_in_the_result() -> None:
    """Of eight two could never be written to and one not any more: five were reached, one answered."""
    ballots = [Ballot(survey=1, person=n, scores={"overall": 5} if n else {}) for n in (1, 0, 0, 0, 0, 0)]
    survey = Survey(site=1, name="2026-12", started_at=NOW, ends_at=NOW, unreached=2)
    facts = surveys.result(survey, ballots, 80, lost=1).facts
    assert [facts[name] for name in ("known", "unreached", "asked", "answered")] == ["8", 3, "5", "1"]
    everybody = surveys.result(replace(survey, unreached=0), ballots, 80).facts
    assert (everybody["known"], everybody["unreached"], everybody["asked"]) == (None, None, "6")


def test_what_is_wrong_in_the_rules_is_told() -> None:
    errors: list[str] = []
    found = parse_improve({"checks": 0, "days": True, "survey_months": [13], "what": 1}, errors)
    assert found == ImproveRules()
    assert len(errors) == 4
    parse_improve([], errors)
    assert "table" in errors[-1]
    assert parse_improve({"survey_months": [3], "checks": 5}, []).survey_months == (3,)
