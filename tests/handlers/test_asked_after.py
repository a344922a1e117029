"""One ticket asked after in words."""

import pytest

from handlers.typed import parse


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0347那单到哪步了", 347),
        ("347号单什么情况？", 347),
        ("請幫我查 12 這張單的處理經過", 12),
        ("#12到哪了", 12),
        ("12那单在谁那", 12),
        ("查一下12号单处理得怎么样了", 12),
        ("what's the status of ticket 12?", 12),
        ("为什么#3000逾期", 3000),
        ("#12为什么还没处理完？", 12),
        ("why is #12 late?", 12),
        ("3078怎么样了", 3078),
    ],
)
def test_it_is_its_story_that_is_told(text: str, number: int) -> None:
    found = parse(text, slash_needed=False)

    assert found is not None
    assert (found.verb, found.number) == ("progress", number)
    assert parse(text, slash_needed=True) is None  # where residents talk, they talk to each other


@pytest.mark.parametrize(
    "text",
    [
        "20250318-06这张单的处理经过",
        "3栋到哪步了",
        "12点到哪了",
        "12那单到哪步了，业主又打电话来了",
        "3号楼什么情况",
        "2栋3单元怎么样了",
        "how is 5",
        "501怎么样了",
        "为什么3栋逾期",
        "为什么12月逾期这么多",
        "#12",
    ],
)
def test_anything_else_asks_after_none(text: str) -> None:
    found = parse(text, slash_needed=False)

    assert found is None or found.verb != "progress"
