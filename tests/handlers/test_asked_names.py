"""Whom of the staff a question names."""

import pytest

from desk.people import Person, Role
from handlers.asked_names import named

STAFF = [
    Person(id=at, site=1, name=name, role=Role.ENGINEER)
    for at, name in enumerate(("王强", "周婷", "张伟", "张敏"), 1)
]


@pytest.mark.parametrize(
    ("words", "names", "either"),
    [
        ("小王这周关了几单", ["王强"], False),
        ("王工手上几单", ["王强"], False),
        ("老周上个月几单", ["周婷"], False),
        ("周姐上个月几单", ["周婷"], False),
        ("老張上個月幾單", ["张伟", "张敏"], True),
        ("张师傅几单", ["张伟", "张敏"], True),
        ("张伟和王强各几单", ["张伟", "王强"], False),
        ("陈师傅今天几单", [], False),
        ("本周工单几单", [], False),
        ("上周主管几单", [], False),
        ("施工投诉几单", [], False),
        ("他手上几单", [], False),
    ],
)
def test_colleagues_are_named_as_they_are_called(words: str, names: list[str], *, either: bool) -> None:
    """By a surname alone nobody is taken for another: of several each is told of as one that may be meant."""
    found = named(words, STAFF)

    assert ([one.name for one in found.persons], found.either) == (names, either)


def test_he_and_she_are_cut_out_and_others_are_not() -> None:
    words = ("他手上几单", "其他几单", "他们几单", "how many does she have")

    assert [named(one, STAFF).him for one in words] == [True, False, False, True]
    assert "他" not in named("他手上几单", STAFF).rest
