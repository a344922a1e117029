"""Who is complained of: found by name, by surname and title, by title; nobody where it is not conduct."""

import pytest

from desk.accused import accused
from desk.people import Person, Role
from desk.reading import Action, Intent, Reading
from tests.desk.examples import person

ZHOU = person(1, Role.CUSTOMER_OFFICER, name="周婷", area=frozenset({"3"}))
XU = person(2, Role.CUSTOMER_OFFICER, name="徐磊", area=frozenset({"5"}))
WANG = person(3, Role.ENGINEER, name="王强")
ZHAO = person(4, Role.SECURITY, name="赵卫东")
LIN = person(5, Role.CS_LEAD, name="林芳")
SMITH = person(6, Role.CLEANER, name="Ann Smith")
STAFF = [ZHOU, XU, WANG, ZHAO, LIN, SMITH]


def reading(accused: str | None = None) -> Reading:
    return Reading(intent=Intent.REPORT, action=Action.OPEN, confidence=1, accused=accused)


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("3栋管家周婷态度太差了", None, [ZHOU]),
        ("周管家太敷衍了", None, [ZHOU]),
        ("工程部王师傅收了钱不干活", "工程部", [WANG]),
        ("保安小赵骂人", "保安", [ZHAO]),
        ("保安骂人", "保安", [ZHAO]),
        ("管家态度恶劣", "管家", [ZHOU]),
        ("周婷和徐磊推诿", None, [ZHOU, XU]),
        ("Ann Smith was very rude", None, [SMITH]),
        ("请周婷来看一下水管", None, []),
        ("电梯坏了", None, []),
        ("邻居态度恶劣", None, []),
    ],
)
def test_S4_39_the_person_meant_is_found(text: str, said: str | None, found: list[Person]) -> None:
    assert accused(text, reading(said), STAFF, "3") == found
