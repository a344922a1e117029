"""Which texts wait for the reviewer, and who that is, whoever is away or complained of."""

from itertools import product

import pytest

from bot.book import load_wording
from desk.kind import Kind
from desk.people import Role
from desk.reading import Category, Class
from desk.review import What, held, reviewers
from desk.standard_text import StandardError, completed, parse_standard
from desk.ticket import Status
from tests.desk.clockbench import preset
from tests.desk.examples import CS_LEAD, ENGINEER, MANAGER, OFFICER, STAFF, person, ticket

HOLDS, WORDING = preset().holds, load_wording()
CASE = ticket(Status.ACCEPTED)
SECOND = person(77, Role.CENTRE_MANAGER)


@pytest.mark.parametrize(("class_", "what"), list(product(Class, What)))
def test_S0_44_class_1_and_2_wait_and_class_3_does_not(class_: Class, what: What) -> None:
    waits = held(HOLDS, WORDING, ticket(class_=class_), what, "配件已到") is not None
    assert waits is (class_ is not Class.THREE)


def test_S0_44_words_and_matters_that_are_sensitive_wait_whatever_the_class() -> None:
    assert held(HOLDS, WORDING, CASE, What.NOTE, "我们谈谈赔偿")
    assert held(HOLDS, WORDING, ticket(topic="服务态度"), What.NOTE, "已了解")


@pytest.mark.parametrize("what", What)
def test_S2_78_emergencies_and_safety_never_wait(what: What) -> None:
    grave = ticket(class_=Class.ONE)
    assert (
        held(HOLDS, WORDING, ticket(class_=Class.ONE, category=Category.EMERGENCIES), what, "在路上") is None
    )
    assert held(HOLDS, WORDING, grave, what, "请先撤离到一楼") is None


def test_a_site_lets_go_what_it_trusts_and_the_narrower_rule_decides() -> None:
    data = {
        "hold": [
            {"class": 2, "clause": "S0-44"},
            {"class": 2, "what": "wait", "held": False, "clause": "S0-44"},
        ]
    }
    holds = parse_standard("x", data, partial=True).holds
    case = ticket(class_=Class.TWO, kind=Kind.COMPLAINT)
    assert held(holds, WORDING, case, What.WAIT, "等配件") is None
    assert held(holds, WORDING, case, What.NOTE, "等配件")
    off = completed({"hold": [{"class": 2, "held": False, "clause": "S0-44"}]}, {"hold": data["hold"]})
    assert held(parse_standard("x", off, partial=True).holds, WORDING, case, What.NOTE, "等配件") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"hold": [{"class": 9, "clause": "S0-44"}]},
        {"hold": [{"what": "letter", "clause": "S0-44"}]},
        {"hold": [{"class": 1}]},
        {"hold": [{"class": 1, "held": "no", "clause": "S0-44"}]},
        {"hold": {"class": 1}},
        {"review": {"remind": 0, "clause": "S0-44"}},
        {"review": {"remind": 90, "climb": 60, "clause": "S0-44"}},
        {"review": {"remind": 30}},
        {"conduct": {"anonymous": "everybody", "clause": "S2-113"}},
        {"conduct": {"counted": 1, "clause": "S2-113"}},
        {"taskforce": {"members": ["resident"], "clause": "S3-06"}},
    ],
)
def test_what_is_wrong_in_a_standard_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(StandardError):
        parse_standard("x", wrong, partial=True)


def ids(*args: object, **away: object) -> list[int]:
    return [one.id for one in reviewers(*args, **away)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("class_", "first"), [(Class.ONE, MANAGER), (Class.TWO, MANAGER), (Class.THREE, CS_LEAD)]
)
def test_S0_20_S0_21_C23_the_reviewer_goes_by_class(class_: Class, first: object) -> None:
    assert reviewers(ticket(class_=class_), OFFICER.id, STAFF)[0] == first


def test_S0_44_nobody_reviews_their_own_words_while_another_head_is_there() -> None:
    grave = ticket(class_=Class.ONE)
    assert ids(grave, MANAGER.id, STAFF) == [CS_LEAD.id]
    assert ids(grave, MANAGER.id, [MANAGER, OFFICER]) == [MANAGER.id], "the only head reviews their own"
    assert ids(grave, MANAGER.id, [MANAGER, SECOND]) == [SECOND.id]


def test_S4_43_a_head_on_leave_has_a_deputy_and_else_the_next() -> None:
    grave = ticket(class_=Class.ONE)
    away = {MANAGER.id: ENGINEER.id}
    assert ids(grave, OFFICER.id, STAFF, away=away) == [ENGINEER.id, CS_LEAD.id]
    assert ids(ticket(topic="服务态度", class_=Class.TWO), OFFICER.id, STAFF, away=away) == [CS_LEAD.id], (
        "a deputy who is no head is told nothing of a person's conduct"
    )
    assert ids(grave, ENGINEER.id, STAFF, away=away) == [CS_LEAD.id]
    only = [MANAGER, OFFICER]
    assert ids(grave, OFFICER.id, only, away={MANAGER.id: OFFICER.id}) == [OFFICER.id]


def test_S4_28_who_is_complained_of_or_reported_it_reviews_nothing() -> None:
    about = ticket(class_=Class.TWO, accused=(MANAGER.id,))
    assert ids(about, OFFICER.id, STAFF) == [CS_LEAD.id]
    mine = ticket(class_=Class.TWO, reporter=CS_LEAD.id, reporters=(CS_LEAD.id,), accused=(MANAGER.id,))
    assert ids(mine, OFFICER.id, STAFF) == []
