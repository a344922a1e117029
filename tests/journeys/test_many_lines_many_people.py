"""One matter from many lines, many people on one matter, and two who tap at once."""

import base64
import io
import threading

from PIL import Image

from tests.journeys.test_main_job import LINE
from tests.journeys.visitor import Visitor


def picture(colour: str = "red") -> str:
    """A small JPEG as a data URL."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(content.getvalue()).decode()


def test_three_lines_and_a_photo_within_ten_minutes_are_one_ticket(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元电梯坏了")
    visitor.advance("PT1M")
    visitor.say("陈建国", "residents", "门关不上")
    visitor.say("陈建国", "residents", "老人都下不了楼")
    visitor.advance("PT3M")
    visitor.say("陈建国", "residents", "", photos=[picture()])
    (ticket,) = visitor.tickets()
    assert ticket["text"].splitlines() == ["3栋2单元电梯坏了", "门关不上", "老人都下不了楼"]
    assert ticket["photos"] == 1
    assert len(visitor.bots("陈建国", "residents")) == 1


def test_another_matter_of_the_same_person_is_another_ticket(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元电梯坏了")
    visitor.advance("PT4M")
    visitor.say("陈建国", "residents", "5栋地下车库漏水，水都滴到车上了")
    assert [ticket["place"]["building"] for ticket in visitor.tickets()] == ["3", "5"]


def test_a_second_resident_joins_by_a_tap_and_gets_the_news(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.tap("李秀英", visitor.bot("李秀英", "residents", "#1"), "我也遇到")
    (ticket,) = visitor.tickets()
    assert ticket["reporters"] == [visitor.people["陈建国"], visitor.people["李秀英"]]
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "已联系 1")
    assert "联系过" in visitor.bots("陈建国", "private")[-1].text
    assert "联系过" not in visitor.bots("李秀英", "private")[-1].text, "it was not them who was called"
    visitor.say("周婷", "private", "进展 1 师傅十分钟后到")
    assert visitor.bot("李秀英", "private", "师傅十分钟后到")
    again = visitor.tap("李秀英", visitor.bot("李秀英", "residents", "#1"), "我也遇到")
    assert again
    assert len(visitor.ticket(1)["reporters"]) == 2


def test_two_officers_accept_at_once_and_one_is_told_who_won(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    card = visitor.bot("周婷", "staff", "#1")
    toasts: dict[str, str | None] = {}

    def accept(who: str) -> None:
        toasts[who] = visitor.tap(who, card, "接单")

    threads = [threading.Thread(target=accept, args=(who,)) for who in ("周婷", "徐磊")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = next(name for name in toasts if visitor.people[name] == visitor.ticket(1)["assignee"])
    (loser,) = set(toasts) - {winner}
    assert winner in (toasts[loser] or "")
    assert sum(entry["kind"] == "accepted" for entry in visitor.ticket(1)["journal"]) == 1


def test_staff_photos_reach_the_reporter(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "", photos=[picture("blue")])
    assert visitor.bot("陈建国", "private", "#1").photos
    assert visitor.ticket(1)["photos"] == 1


def test_a_proposal_that_its_next_line_makes_sure_is_registered(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "楼道里好像有点味道")
    proposed = [ticket["status"] for ticket in visitor.tickets()]
    visitor.say("陈建国", "residents", "3栋2单元电梯坏了，门关不上，物业快来修")
    assert proposed in ([], ["proposed"])
    assert visitor.tickets()[-1]["status"] == "dispatched"
