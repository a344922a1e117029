"""四清: what is missing is asked one question at a time, never more than twice, and nothing waits for it."""

from tests.journeys.visitor import Visitor


def _questions(visitor: Visitor, who: str, room: str = "private") -> list[str]:
    marks = ("📍", "🕒", "🔁")
    return [one.text for one in visitor.bots(who, room) if one.text.startswith(marks) and one.buttons]


def test_S2_85_a_visit_is_asked_a_time_and_one_tap_answers(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "家里卫生间漏水，一直在滴")
    assert visitor.ticket(1)["status"] == "dispatched", "nothing waits for the answer"
    assert "还缺：上门时间" in visitor.card("周婷", "private", "#1").text
    asked = visitor.card("陈建国", "private", "什么时候上门")
    assert list(asked.buttons) == ["今天", "明天上午", "明天下午", "随时"]
    assert "已记在 #1" in str(visitor.tap("陈建国", asked, "明天上午"))
    settled = visitor.bot("陈建国", "private", "上门时间已记下", "11月19日上午")
    assert settled.id == asked.id
    assert not settled.buttons
    card = visitor.card("周婷", "private", "#1")
    assert "上门时间：11月19日上午" in card.text
    assert "还缺" not in card.text
    late = visitor.press("陈建国", settled, asked.buttons["随时"])
    assert "已经回答过" in str(late)


def test_S2_88_the_wished_time_is_the_first_one_proposed(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "家里卫生间漏水，一直在滴")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "什么时候上门"), "明天上午")
    visitor.say("周婷", "private", "接单 1")
    visitor.tap("周婷", visitor.card("周婷", "private", "#1", "已接单"), "约时间")
    assert visitor.card("周婷", "private", "11月19日 08:00")


def test_S2_49_words_answer_too_and_are_kept(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "家里卫生间漏水，一直在滴")
    visitor.advance("PT3H")
    visitor.say("陈建国", "private", "后天下午三点")
    confirmed = [one.text for one in visitor.bots("陈建国", "private") if one.text.startswith("✅")]
    assert confirmed == ["✅ #1 上门时间已记下：后天下午三点"], "said once"
    assert not visitor.bot("陈建国", "private", "您已回复").buttons
    assert visitor.card("周婷", "private", "#1", "后天下午三点")
    assert len(visitor.tickets()) == 1


def test_what_is_said_once_the_work_is_done_is_no_time_for_a_visit(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "家里卫生间漏水，一直在滴")
    for words in ("接单 1", "完成 1 换了软管"):
        visitor.say("周婷", "private", words)
    visitor.say("陈建国", "private", "明天下午三点")
    assert "上门时间" not in visitor.ticket(1)["text"]


def test_S2_48_what_stands_in_common_is_asked_for_with_the_home_as_one_tap(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "门禁坏了，刷卡没反应")
    asked = visitor.card("赵敏", "private", "在哪里")
    assert list(asked.buttons) == ["3栋1单元302"]
    visitor.tap("赵敏", asked, "3栋1单元302")
    place = visitor.ticket(1)["place"]
    assert (place["building"], place["unit"], place["room"]) == ("3", "1", "302")


def test_S2_28_what_was_doubtful_is_said_back_and_put_right(visitor: Visitor) -> None:
    visitor.say("吴刚", "residents", "灯忽明忽暗")
    proposal = visitor.card("何静", "staff", "拿不准")
    assert not _questions(visitor, "吴刚"), "nobody is asked about what may be nothing"
    visitor.tap("何静", proposal, "登记")
    assert visitor.card("吴刚", "private", "在哪里")
    visitor.say("吴刚", "private", "5栋门口")
    asked = visitor.card("吴刚", "private", "核对", "照明", "5栋")
    visitor.tap("吴刚", asked, "改一下")
    assert visitor.bot("吴刚", "private", "哪里不对")
    visitor.say("吴刚", "private", "是6栋")
    assert visitor.ticket(1)["place"]["building"] == "6"
    owner = next(name for name, key in visitor.people.items() if key == visitor.ticket(1)["assignee"])
    assert visitor.bot(owner, "private", "💬 #1", "是6栋")


def test_S4_05_a_tap_confirms_what_was_repeated(visitor: Visitor) -> None:
    visitor.say("吴刚", "residents", "4栋的灯好像暗了")
    visitor.tap("何静", visitor.card("何静", "staff", "拿不准"), "登记")
    visitor.tap("吴刚", visitor.card("吴刚", "private", "核对"), "对")
    assert visitor.ticket(1)["journal"][-1]["kind"] == "repeated"
    assert not _questions(visitor, "吴刚")


def test_no_question_where_the_home_answers_or_in_an_emergency(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "电梯坏了，停在一楼不动")
    visitor.say("赵敏", "private", "家里燃气泄漏了，味道很大！")
    assert len(visitor.tickets()) == 2
    assert not _questions(visitor, "陈建国")
    assert not _questions(visitor, "赵敏")


def test_what_is_no_answer_goes_its_own_way(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "门禁坏了，刷卡没反应")
    visitor.advance("PT20M")
    visitor.say("赵敏", "private", "楼道垃圾堆了三天没人收，臭死了")
    assert len(visitor.tickets()) == 2
    visitor.say("赵敏", "private", "3栋1单元门口")
    assert visitor.ticket(1)["place"]["building"] == "3"


def test_nobody_else_answers_and_nobody_is_nagged(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "门禁坏了，刷卡没反应")
    asked = visitor.card("赵敏", "private", "在哪里")
    visitor.say("赵敏", "private", "不用问了")
    assert "还缺：位置" in visitor.card("周婷", "private", "#1", "门禁").text, "the owner still sees it"
    visitor.advance("PT4H")
    assert not _questions(visitor, "赵敏")
    assert "已经回答过" in str(visitor.press("赵敏", asked, next(iter(asked.buttons.values()))))


def test_a_typed_answer_and_one_too_many(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "门禁坏了，刷卡没反应")
    visitor.say("赵敏", "private", "回答 1 3栋1单元")
    assert visitor.ticket(1)["place"]["unit"] == "1"
    visitor.say("赵敏", "private", "/回答 1 3栋1单元")
    assert visitor.bot("赵敏", "private", "没有要您回答的问题")
    visitor.say("刘洋", "private", "/回答 1 3栋1单元")
    assert visitor.bot("刘洋", "private", "#1")


def test_S2_28_yes_and_no_in_words(visitor: Visitor) -> None:
    for number, (said, kind) in enumerate((("对的", "repeated"), ("不是，是6栋的路灯", "added")), 1):
        visitor.say("吴刚", "residents", "4栋的灯好像暗了" if number == 1 else "2栋的灯好像暗了")
        visitor.tap("何静", visitor.card("何静", "staff", "拿不准"), "登记")
        assert visitor.card("吴刚", "private", "核对", f"#{number}")
        visitor.say("吴刚", "private", said)
        assert kind in [one["kind"] for one in visitor.ticket(number)["journal"]]
        visitor.advance("PT2H")
    assert visitor.ticket(2)["place"]["building"] == "6"


def test_what_is_said_beside_the_question_of_a_time_is_no_answer_and_is_not_lost(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "厨房水龙头一直滴水，拧不紧")
    visitor.say("陈建国", "private", "还有楼道灯也瞎了 2楼那个")
    assert visitor.ticket(2)["topic"] == "照明", "还有 begins a matter of its own"
    visitor.say("陈建国", "private", "👍")
    ticket = visitor.ticket(1)
    assert (ticket["place"]["floor"], ticket["place"]["area"]) == (None, None)
    assert "👍" not in ticket["text"]
    visitor.say("陈建国", "private", "不用问了，我老婆天天都在屋里头的哈")
    assert "我老婆" in visitor.ticket(1)["text"]


def test_who_calls_the_desk_by_its_name_in_the_room_is_not_left_unheard(visitor: Visitor) -> None:
    visitor.say("刘洋", "residents", "@服务台 楼下垃圾桶满了啥时候清")
    assert visitor.ticket(1)["status"] == "proposed"


def test_C9_who_says_later_not_to_be_named_is_not(visitor: Visitor) -> None:
    visitor.say("孙丽", "private", "2栋703楼上半夜蹦迪，吵死了")
    visitor.say("孙丽", "private", "别说是我说的啊")
    assert visitor.bot("孙丽", "private", "🔒 #1")
    assert "孙丽" not in visitor.bot("周婷", "private", "#1").text
