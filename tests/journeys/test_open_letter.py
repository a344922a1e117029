"""公开信: one answer to several tickets, reviewed before it goes out and kept with each (S2-110)."""

import pytest

from tests.journeys.test_one_matter import LEAK, LIFT
from tests.journeys.visitor import Visitor

WORDS = "各位业主：电梯配件 11月20日 到货，11月21日 17:00 前修好。"


def drafted(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", LEAK)
    visitor.say("何静", "private", f"/公开信 1 2 {WORDS}")


def test_S2_110_reviewed_posted_and_attached_to_each(visitor: Visitor) -> None:
    drafted(visitor)
    assert not [one for one in visitor.bots("陈建国", "residents") if "公开信" in one.text]
    review = visitor.card("林芳", "private", "公开信 1 待审", "#1、#2", "2 户")
    visitor.tap("林芳", review, "通过")
    assert WORDS in visitor.bot("马超", "residents", "公开信 1").text
    for number, who in ((1, "陈建国"), (2, "李秀英")):
        assert WORDS in visitor.bot(who, "private", "公开答复", f"#{number}").text
        assert visitor.ticket(number)["journal"][-1]["kind"] == "open_letter"
    assert "林芳 通过" in visitor.bot("何静", "private", "已发到业主群").text
    assert not visitor.bot("林芳", "private", "公开信 1").buttons
    assert "已经发出" in (visitor.press("林芳", review, "v1:return_letter:0:1") or "")
    assert sum("公开信 1" in one.text for one in visitor.bots("马超", "residents")) == 1


def test_S2_110_the_words_are_asked_for_and_a_return_says_why(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("何静", "private", "公开信 1")
    visitor.say("何静", "private", "陈建国家 3-2-501 的电梯在修")
    assert "陈建国" in visitor.bot("何静", "private", "不能有姓名").text
    visitor.say("何静", "private", WORDS)
    visitor.tap("林芳", visitor.card("林芳", "private", "公开信 1 待审"), "退回")
    visitor.say("林芳", "private", "请写明停梯期间怎么办")
    assert "停梯期间" in visitor.bot("何静", "private", "被退回").text
    visitor.say("林芳", "private", "通过公开信 1")
    assert "已经退回" in visitor.bots("林芳", "private")[-1].text


@pytest.mark.parametrize(
    ("who", "typed", "words"),
    [
        ("何静", "公开信", "请写上工单号"),
        ("何静", "公开信 9 你好", "没有 #9"),
        ("何静", "公开信 1 有事请打 13812345678", "不能有姓名"),
        ("何静", "公开信 1 3栋2单元501的业主", "不能有姓名"),
        ("王强", f"公开信 1 {WORDS}", "公开信由"),
        ("何静", "通过公开信 1", "负责人审核"),
        ("林芳", "通过公开信 7", "没有公开信 7"),
    ],
)
def test_letters_that_must_not_go_out_are_refused(visitor: Visitor, who: str, typed: str, words: str) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say(who, "private", typed)
    assert words in visitor.bots(who, "private")[-1].text


def test_nobody_reviews_their_own_letter(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("林芳", "private", f"公开信 1 {WORDS}")
    visitor.say("林芳", "private", "通过公开信 1")
    assert "要由别人审核" in visitor.bots("林芳", "private")[-1].text
    visitor.tap("高明", visitor.card("高明", "private", "公开信 1 待审"), "通过")
    assert WORDS in visitor.bot("马超", "residents", "公开信 1").text
