"""Who wants somebody to come, or no machine, says so to the desk alone and is heard."""

import pytest

from tests.journeys.test_many_lines_many_people import picture
from tests.journeys.visitor import Visitor


@pytest.mark.parametrize("words", ["转人工", "搵真人", "我要找人工客服", "Can I talk to a human?"])
def test_who_wants_a_person_is_passed_on(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "private", words)
    assert visitor.ticket(1)["text"] == words
    assert visitor.bot("何静", "private", "#1")


@pytest.mark.parametrize("words", ["明天能来修一下水龙头吗", "could someone fix my tap tomorrow?"])
def test_a_repair_that_is_asked_for_is_registered(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "private", words)
    assert visitor.ticket(1)["status"] == "dispatched"
    assert visitor.ticket(1)["category"] == "facilities"


def test_a_line_after_the_photo_it_was_asked_for_is_the_report(visitor: Visitor) -> None:
    visitor.say("Emma Smith", "private", "", photos=[picture()])
    visitor.say("Emma Smith", "private", "door handle came off")
    assert visitor.ticket(1)["text"] == "door handle came off"
    assert visitor.ticket(1)["photos"] == 1
