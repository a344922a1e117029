"""A photo that is sent with words is kept with the ticket that they name, whatever they are."""

import pytest

from tests.journeys.test_held_replies import RUDE
from tests.journeys.test_main_job import LINE
from tests.journeys.test_many_lines_many_people import picture
from tests.journeys.visitor import Visitor


@pytest.fixture
def taken(visitor: Visitor) -> Visitor:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    return visitor


@pytest.mark.parametrize("words", ["进展 1 师傅在路上", "完成 1 换了门机皮带"])
def test_the_proof_beside_a_command_reaches_the_reporter(taken: Visitor, words: str) -> None:
    taken.say("周婷", "private", words, photos=[picture()])
    assert taken.ticket(1)["photos"] == 1
    assert taken.bot("陈建国", "private", "照片").photos
    assert taken.bot("陈建国", "private", words.rsplit(maxsplit=1)[-1])


def test_the_answer_to_a_question_may_come_with_a_photo(taken: Visitor) -> None:
    taken.tap("周婷", taken.card("周婷", "private", "#1"), "完成")
    taken.say("周婷", "private", "换了门机皮带", photos=[picture()])
    assert taken.ticket(1)["photos"] == 1
    assert taken.ticket(1)["status"] == "done"


def test_what_a_reporter_adds_by_command_reaches_whoever_has_it_with_its_photo(taken: Visitor) -> None:
    taken.say("陈建国", "private", "补充 1 门缝卡了东西", photos=[picture()])
    assert taken.ticket(1)["photos"] == 1
    assert any(one.photos for one in taken.bots("周婷", "private"))
    taken.say("李秀英", "private", "我也遇到 1", photos=[picture("blue")])
    assert taken.ticket(1)["photos"] == 2, "now she has reported it too"


def test_photos_of_a_private_report_are_shown_to_whoever_has_it(visitor: Visitor) -> None:
    """Before it and after it."""
    visitor.say("刘洋", "private", "", photos=[picture()])
    visitor.say("刘洋", "private", "1栋1单元的电梯坏了，门关不上")
    (first,) = [one for one in visitor.bots("周婷", "private") if one.photos]
    visitor.say("刘洋", "private", "", photos=[picture("blue")])
    (again,) = [one for one in visitor.bots("周婷", "private") if one.photos][1:]
    assert "刘洋" in first.text
    assert len(first.photos) == len(again.photos) == 1
    visitor.say("林芳", "private", "转派 1 徐磊 更懂电梯")
    assert [len(one.photos) for one in visitor.bots("徐磊", "private") if one.photos] == [2]


def test_photos_sent_in_a_room_are_shown_to_whoever_has_the_ticket(visitor: Visitor) -> None:
    """An engineer, or an officer with ten rooms, does not read along there."""
    visitor.say("刘洋", "residents", "1栋1单元的电梯坏了，门关不上", photos=[picture()])
    (first,) = [one for one in visitor.bots("周婷", "private") if one.photos]
    visitor.say("刘洋", "residents", "", photos=[picture("blue")])
    (again,) = [one for one in visitor.bots("周婷", "private") if one.photos][1:]
    assert "刘洋" in first.text
    assert "刘洋" in again.text
    visitor.say("林芳", "private", "转派 1 徐磊 更懂电梯")
    assert [len(one.photos) for one in visitor.bots("徐磊", "private") if one.photos] == [2]


def test_where_a_photo_cannot_be_kept_its_sender_hears_of_it(taken: Visitor) -> None:
    taken.say("李秀英", "private", "进度 1", photos=[picture()])
    assert taken.ticket(1)["photos"] == 0
    assert taken.bot("李秀英", "private", "照片没有收进 #1")


def test_S0_44_a_reviewer_sees_the_picture_that_waits_for_them(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", RUDE)
    visitor.say("林芳", "private", "接单 1")
    told = visitor.bot("林芳", "private", "#1", "已接单")
    visitor.say("林芳", "private", "", reply_to=told.id, photos=[picture()])
    asked = visitor.card("高明", "private", "请审核")
    assert asked.photos
    assert "「」" not in asked.text
    assert not any(one.photos for one in visitor.bots("赵敏", "private"))
