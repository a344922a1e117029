"""An incident's rules: which playbook, which place, and what holds in whatever order it is tapped."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playbook_files import load_playbooks
from desk.errors import Refused
from desk.incidents import Incident, checklist, clear, said_well, tick, undone, untick
from desk.people import Role, Site
from desk.playbooks import Near, meant, same_place
from desk.reading import Place
from tests.desk.examples import CS_LEAD, MANAGER, NOW, OFFICER, REPORTER

PLAYBOOKS = load_playbooks().of(Site(id=1, name="阳光花园"))
LIFT = next(one for one in PLAYBOOKS if one.kind == "lift")
INCIDENT = Incident(id=1, site=1, ticket=1, kind="lift", opened_at=NOW)


@pytest.mark.parametrize(
    ("topic", "text", "kind"),
    [
        ("电梯", "3栋电梯困人", "lift"),
        ("电梯", "电梯里着火了", "fire"),
        ("消防", "好大的烟", "fire"),
        ("燃气", "味道很重", "gas"),
        ("安保", "孩子走丢了 快帮忙找", "child"),
        ("急病", "有人倒下了", "patient"),
        ("打架伤人", "南门有人动手", "fight"),
        ("被盗", "门被撬了", "theft"),
        ("高空抛物", "掉下来一个花盆", "falling"),
        ("绿化", "台风把树刮倒了", "storm"),
        ("供电", "4栋整栋楼停电了", "blackout"),
        ("供水", "整个小区停水了", "water_cut"),
        ("供水", "水管爆了", "flood"),
        (None, "墙要倒了", "other"),
    ],
)
def test_each_kind_of_emergency_is_known(topic: str | None, text: str, kind: str) -> None:
    assert meant(PLAYBOOKS, topic, text).kind == kind


@given(st.text(), st.none() | st.text())
def test_whatever_is_said_has_a_playbook(text: str, topic: str | None) -> None:
    assert meant(PLAYBOOKS, topic, text) in PLAYBOOKS


@pytest.mark.parametrize("kind", ["fire", "lift", "gas", "flood", "falling"])
def test_S2_78_S2_79_security_engineering_and_the_manager_are_called(kind: str) -> None:
    playbook = next(one for one in PLAYBOOKS if one.kind == kind)
    assert set(playbook.pinged) >= {Role.SECURITY, Role.ENGINEER, Role.CENTRE_MANAGER, Role.DUTY_OFFICER}


@pytest.mark.parametrize("kind", ["patient", "theft", "fight", "child"])
def test_S2_72_S2_74_S2_78_guards_and_the_manager_are_called_where_there_is_nothing_to_mend(
    kind: str,
) -> None:
    playbook = next(one for one in PLAYBOOKS if one.kind == kind)
    assert set(playbook.pinged) >= {Role.SECURITY, Role.CENTRE_MANAGER}
    assert Role.ENGINEER not in playbook.pinged


def test_S2_105_the_manager_revisits_after_every_kind() -> None:
    assert {one.reviser for one in PLAYBOOKS} == {Role.CENTRE_MANAGER}


_parts = st.none() | st.sampled_from("12")
_places = st.builds(Place, building=_parts, unit=_parts, room=_parts)


@given(st.sampled_from(Near), _places, _places)
def test_places_are_compared_both_ways_alike_and_a_farther_reach_holds_more(
    near: Near, one: Place, other: Place
) -> None:
    assert same_place(near, one, other) == same_place(near, other, one)
    if same_place(Near.HOME, one, other):
        assert all(same_place(each, one, other) for each in Near)
    assert same_place(Near.SITE, one, other)


def test_another_lift_of_the_building_is_another_incident() -> None:
    here, there = Place(building="3", unit="2"), Place(building="3", unit="1")
    assert not same_place(Near.UNIT, here, there)
    assert same_place(Near.BUILDING, here, there)
    assert same_place(Near.UNIT, here, Place(building="3"))


_actors = st.sampled_from([OFFICER, CS_LEAD, MANAGER, REPORTER])
_moves = st.lists(
    st.tuples(st.sampled_from(["tick", "untick", "clear"]), st.integers(0, 8), _actors, st.text(max_size=2)),
    max_size=30,
)


@given(_moves)
def test_whatever_is_tapped_in_whatever_order_the_checklist_stays_true(
    moves: list[tuple[str, int, object, str]],
) -> None:
    """Done steps name who and when; nothing changes after the all-clear; a head alone gives it, once."""
    items = list(checklist(LIFT, NOW))
    incident = INCIDENT
    for at, (move, n, actor, reason) in enumerate(moves, 1):
        before = (incident, list(items))
        now = NOW + timedelta(minutes=at)
        try:
            if move == "clear":
                lead = actor in (CS_LEAD, MANAGER)
                incident = clear(incident, items, actor, now, reason, lead=lead)  # type: ignore[arg-type]  # drawn from people
                assert lead
                assert reason or not undone(items)
            else:
                done = (
                    tick(incident, items, n, actor, now)  # type: ignore[arg-type]  # likewise
                    if move == "tick"
                    else untick(incident, items, n, actor, now)  # type: ignore[arg-type]  # likewise
                )
                assert actor != REPORTER
                items[n - 1] = done
        except Refused:
            assert (incident, items) == before
        if not before[0].active:
            assert (incident, items) == before
    for item in items:
        assert (item.done_at is None) == (item.done_by is None)
        assert item.done_at is None or item.next_at is None, "nobody is reminded of what is done"


def test_a_drill_ends_with_steps_undone() -> None:
    over = clear(replace(INCIDENT, drill=True), checklist(LIFT, NOW), CS_LEAD, NOW, "", lead=True)
    assert over.cleared_at == NOW


def test_a_resident_who_says_that_it_is_over_is_heard() -> None:
    assert all(map(said_well, ("已经没事了", "误报误报，没有困人", "人已经出来了", "false alarm, sorry")))
    assert not any(map(said_well, ("还没出来", "快来人", "出不来", "")))
