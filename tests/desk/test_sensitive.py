"""Anonymous reports, looks at who complained, explanations, verdicts, archives; all heads complained of."""

import pytest

from desk.accused import complains, titled
from desk.cards import staff_card
from desk.change import Circle
from desk.errors import Refused
from desk.grounds import triggers
from desk.journal import Audience
from desk.matters import DEFAULT, Counted, Matters
from desk.moves import opening, sensitive
from desk.notices import Notice
from desk.people import Role
from desk.reading import Class
from desk.routing import keepers
from desk.sensitive import Identity
from desk.ticket import Status
from tests.desk.examples import CS_LEAD, MANAGER, NOW, OFFICER, REPORTER, STAFF, person, ticket

ABOUT = ticket(
    Status.ACCEPTED, topic="服务态度", class_=Class.TWO, accused=(OFFICER.id,), owner=CS_LEAD.id, room=None
)


def refusal(move: object, *args: object, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        move(*args, **more)  # type: ignore[operator]
    return refused.value.notice.key.removeprefix("refused.")


def test_S4_30_a_look_is_for_owner_and_heads_and_stands_in_the_managers_journal() -> None:
    (entry,) = sensitive.look(ABOUT, NOW, CS_LEAD, Identity.NOBODY).entries
    assert (entry.kind, entry.actor, entry.audience) == ("looked", CS_LEAD.id, Audience.MANAGERS)
    assert refusal(sensitive.look, ABOUT, NOW, OFFICER, Identity.NOBODY) == "no_such_ticket"
    assert sensitive.look(ticket(Status.ACCEPTED), NOW, OFFICER, Identity.NOBODY).entries == ()


def test_C9_S3_04_who_is_anonymous_is_named_to_nobody_or_in_the_variant_to_the_reviewer() -> None:
    hidden = sensitive.hide(ABOUT, NOW, REPORTER, anonymous=True).ticket
    assert hidden.anonymous
    for head in (CS_LEAD, MANAGER):
        assert refusal(sensitive.look, hidden, NOW, head, Identity.NOBODY) == "anonymous_reporter"
    assert sensitive.look(hidden, NOW, MANAGER, Identity.REVIEWER).entries
    assert refusal(sensitive.look, hidden, NOW, CS_LEAD, Identity.REVIEWER) == "anonymous_reporter"
    assert refusal(sensitive.hide, ABOUT, NOW, CS_LEAD, anonymous=True) == "not_yours"


def test_S2_113_what_nobody_is_asked_about_is_archived_without_a_revisit_and_nothing_else_is() -> None:
    hidden = ticket(Status.DONE, anonymous=True)
    assert sensitive.archive(hidden, NOW, MANAGER, unasked=True).ticket.status is Status.CLOSED
    assert refusal(sensitive.archive, hidden, NOW, MANAGER) == "revisit_first"


def test_S4_26_only_who_is_complained_of_is_asked_and_their_words_are_for_heads_and_owner() -> None:
    assert refusal(sensitive.question, ABOUT, NOW, CS_LEAD, MANAGER) == "not_accused"
    change = sensitive.explained(ABOUT, NOW, OFFICER, "当时在接电话")
    (entry,) = change.entries
    assert (entry.actor, entry.audience) == (None, Audience.MANAGERS)
    assert [told.person for told in change.told] == [CS_LEAD.id]


def test_S0_20_S4_44_nothing_is_archived_unvisited_or_unjudged() -> None:
    assert refusal(sensitive.archive, ticket(Status.DONE), NOW, MANAGER) == "revisit_first"
    visited = ticket(Status.REVISITED, class_=Class.TWO, accused=(OFFICER.id,), owner=CS_LEAD.id)
    assert refusal(sensitive.archive, visited, NOW, MANAGER) == "verdict_first"
    judged = sensitive.judge(visited, NOW, MANAGER, "unproven").ticket
    assert sensitive.archive(judged, NOW, MANAGER).ticket.status is Status.CLOSED


def test_S4_28_where_every_head_is_complained_of_those_above_hear_of_it() -> None:
    boss, admin = person(20, Role.HEADQUARTERS), person(21, Role.ADMIN)
    about = ticket(topic="服务态度", class_=Class.TWO, accused=(CS_LEAD.id, MANAGER.id))
    assert keepers(about, [*STAFF, boss, admin]) == [boss]
    told = opening.register(about, NOW, None).told
    above = {one.role for one in told if one.circle is Circle.ROLE and one.notice.key == "unowned.above"}
    assert above == {Role.HEADQUARTERS, Role.ADMIN}


def test_S0_02_S0_03_S0_06_the_grounds_of_a_class_name_words_or_count_and_clause() -> None:
    because = ("S0-03 记者", "S0-06 索赔", "S0-06 起诉", "电梯+坏: facilities 2.1")
    grave = ticket(class_=Class.ONE, because=because, reporters=(1, 2, 3, 4, 5))
    found = {line.facts["clause"]: line.facts["said"] for line in triggers(grave, DEFAULT)}
    assert found.pop("S0-02") == [Notice("ground.count", {"households": 5})]
    assert found == {"S0-03": ["记者"], "S0-06": ["索赔", "起诉"]}
    assert triggers(ticket(because=because), DEFAULT) == []


def test_S0_02_two_of_one_home_are_one_household_among_the_grounds_and_the_site_says_how_many() -> None:
    homes = dict(zip(range(1, 7), ("a", "a", "b", "b", "c", "c"), strict=True))
    crowd = ticket(class_=Class.TWO, reporters=tuple(homes), homes=homes)
    assert triggers(crowd, DEFAULT) == []
    (few,) = triggers(crowd, Matters(group=3))
    assert few.facts["said"] == [Notice("ground.count", {"households": 3})]
    (persons,) = triggers(crowd, Matters(count=Counted.PERSONS))
    assert persons.facts["said"] == [Notice("ground.count", {"households": 6})]
    assert staff_card(crowd, [], private=True, rule=Matters(group=3)).facts["grounds"] == [few]


@pytest.mark.parametrize(
    ("text", "outright", "job"),
    [
        ("我要投诉周婷", True, None),
        ("投诉你们3栋的管家", True, "管家"),
        ("我要投訴保安", True, "保安"),
        ("别投诉保安了", False, None),
        ("投诉电话多少", False, None),
        ("管家人很好", False, None),
    ],
)
def test_S0_08_complaining_outright_is_told_from_talk_of_it(
    text: str, *, outright: bool, job: str | None
) -> None:
    assert (complains(text), titled(text)) == (outright, job)
