"""What comes before the words that make a report: its picture, or where it is (S1-09)."""

from tests.journeys.test_many_lines_many_people import picture
from tests.journeys.visitor import Visitor


def test_a_photo_before_a_sure_report_in_the_room_is_in_its_ticket(visitor: Visitor) -> None:
    visitor.say("刘洋", "residents", "", photos=[picture()])
    visitor.advance("PT1M")
    visitor.say("刘洋", "residents", "1栋1单元的电梯坏了，门关不上")
    (ticket,) = visitor.tickets()
    assert (ticket["text"], ticket["photos"]) == ("1栋1单元的电梯坏了，门关不上", 1)


def test_a_photo_before_a_sure_report_in_private_is_in_its_ticket(visitor: Visitor) -> None:
    visitor.say("刘洋", "private", "", photos=[picture()])
    assert "照片收到了" in visitor.bots("刘洋", "private")[-1].text
    visitor.say("刘洋", "private", "1栋1单元的电梯坏了，门关不上")
    (ticket,) = visitor.tickets()
    assert ticket["photos"] == 1


def test_a_photo_before_an_unsure_report_is_in_what_staff_are_asked(visitor: Visitor) -> None:
    visitor.say("马超", "residents", "", photos=[picture()])
    visitor.say("马超", "residents", "婴儿车扛上九楼，腰废了")
    (ticket,) = visitor.tickets()
    assert (ticket["status"], ticket["photos"]) == ("proposed", 1)


def test_a_line_that_only_said_where_belongs_to_the_report_after_it(visitor: Visitor) -> None:
    visitor.say("钱多多", "residents", "3栋2单元")
    visitor.say("钱多多", "residents", "电梯又坏了，门关不上，老人都下不了楼")
    (ticket,) = visitor.tickets()
    assert (ticket["place"]["building"], ticket["place"]["unit"]) == ("3", "2")


def test_chatter_before_a_sure_report_is_not_kept(visitor: Visitor) -> None:
    visitor.say("孙丽", "residents", "晚上一起吃火锅吗")
    visitor.say("孙丽", "residents", "3栋2单元的电梯又坏了，门关不上，老人都下不了楼")
    (ticket,) = visitor.tickets()
    assert ticket["text"] == "3栋2单元的电梯又坏了，门关不上，老人都下不了楼"
