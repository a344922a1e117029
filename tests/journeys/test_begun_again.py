"""The demo is stopped and begun again on the same data."""

from pathlib import Path

from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


def test_what_is_said_now_is_never_taken_for_a_card_of_before(data: Path, reader: Reader) -> None:
    with Running(data, reader) as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", LINE)
        before = {one.id for room in ("residents", "staff") for one in visitor.sees("周婷", room)}
    with Running(data, reader) as base, Visitor(base) as visitor:
        after = {visitor.say("周婷", room, "早") for room in ("residents", "staff") for _ in before}
        visitor.say("周婷", "private", "接单 1")
        assert not before & after
        assert min(map(int, after)) > max(map(int, before)), "a page that stayed open sees what is new"
        assert visitor.card("周婷", "staff", "已接单 #1"), "and the ticket's cards stand again"
