"""A repair that costs money: price, consent to exactly that, own material, sign-off with the total."""

from tests.journeys.visitor import Seen, Visitor

WRONG_PRICES = ("换门框 -300元", "换门框 99999999元", "换门框 1.999元")


def signed(visitor: Visitor) -> None:
    """陈建国's lock: 周婷 has the matter, 王强 the slip."""
    visitor.say("陈建国", "private", "3栋2单元501家里跳闸了，插座没电，来修一下")
    visitor.settle()
    for who, words in (("王强", "签收 1"), ("周婷", "接单 1"), ("周婷", "已联系 1")):
        visitor.say(who, "private", words)
        visitor.settle()


def quoted(visitor: Visitor, words: str = "换插座 2") -> Seen:
    signed(visitor)
    visitor.say("王强", "private", f"报价 1 {words}")
    return visitor.card("陈建国", "private", "💰 #1")


def kinds(visitor: Visitor) -> list[str]:
    return [entry["kind"] for entry in visitor.ticket(1)["journal"]]


def test_S2_35_anybody_asks_what_a_service_costs(visitor: Visitor) -> None:
    """S2-35: 有償服務的收費標準…明碼標價."""
    visitor.say("李秀英", "residents", "/价目 换锁")
    assert "换锁芯　¥80/把" in visitor.bot("李秀英", "residents", "换门锁").text
    visitor.say("李秀英", "private", "价目")
    whole = visitor.bot("李秀英", "private", "9 项").text
    assert "检查线路　免费" in whole
    assert max(map(len, whole.splitlines())) <= 40
    visitor.say("黃美玲", "private", "價目 換鎖")
    assert visitor.bot("黃美玲", "private", "¥80")
    visitor.say("李秀英", "private", "价目 改 换锁芯 1元/把")
    assert visitor.bot("李秀英", "private", "来改")
    visitor.say("钟伟", "private", "价目 改 换锁芯 85.5元/把 不含锁体")
    visitor.say("李秀英", "private", "/price 锁芯")
    assert visitor.bot("李秀英", "private", "¥85.50/把（不含锁体）")


def test_S2_51_work_starts_once_the_resident_agrees_to_the_listed_price(visitor: Visitor) -> None:
    """S2-51, S2-91: 報告客戶,經認可后…派發; who, when and the exact lines are kept."""
    asked = quoted(visitor)
    assert "换插座 2个 × ¥30 = ¥60" in asked.text
    assert "合计：¥60" in asked.text
    visitor.say("周婷", "private", "完成 1 换好了")
    assert visitor.bot("周婷", "private", "还没有答复")
    assert "¥60" in str(visitor.press("陈建国", asked, asked.buttons["同意"]))
    settled = visitor.bot("陈建国", "private", "第1版报价已同意", "陈建国")
    assert settled.id == asked.id
    assert not settled.buttons
    assert visitor.bot("王强", "private", "业主同意了", "¥60")
    assert visitor.bot("周婷", "private", "业主同意了", "¥60")
    assert "已同意" in str(visitor.press("陈建国", asked, asked.buttons["同意"]))
    assert "已同意" in str(visitor.press("陈建国", asked, asked.buttons["不同意"]))
    assert kinds(visitor).count("quote_agreed") == 1


def test_S2_91_only_the_reporter_consents(visitor: Visitor) -> None:
    """S2-91: nobody else's tap or words count, neither a neighbour's nor a colleague's."""
    asked = quoted(visitor)
    for who in ("李秀英", "周婷", "高明"):
        card = visitor.bots(who, "private")
        if card:
            visitor.press(who, card[-1], asked.buttons["同意"])
        visitor.say(who, "private", "同意 1")
    visitor.settle()
    assert "quote_agreed" not in kinds(visitor)


def test_S2_91_refused_with_the_reason_it_is_closed_as_not_repaired(visitor: Visitor) -> None:
    """S2-91: 如用戶不同意…注明原因, both sides' word."""
    asked = quoted(visitor)
    visitor.press("陈建国", asked, asked.buttons["不同意"])
    visitor.tap("陈建国", visitor.card("陈建国", "private", "原因是"), "价格太高")
    told = visitor.card("钟伟", "private", "不同意", "价格太高")
    assert visitor.bot("王强", "private", "不同意", "价格太高")
    visitor.press("王强", visitor.bot("王强", "private", "价格太高"), told.buttons["未修"])
    assert visitor.ticket(1)["status"] != "closed"
    visitor.tap("钟伟", told, "未修")
    assert visitor.ticket(1)["status"] == "closed"
    assert visitor.ticket(1)["result"] == "未修"
    assert visitor.bot("陈建国", "private", "这次不修", "价格太高")
    assert "已经结束" in str(visitor.press("陈建国", asked, asked.buttons["同意"]))


def test_S2_89_what_is_not_listed_is_judged_within_fifteen_minutes(visitor: Visitor) -> None:
    """S2-89, S2-84: 15分鐘內對維修的可行性和維修費用作出評審; then the resident is asked."""
    signed(visitor)
    visitor.say("王强", "private", "报价 1 换门框")
    assert visitor.bot("王强", "private", "价目里没有「换门框」")
    visitor.say("王强", "private", "报价 1 换门框 300元")
    judged = visitor.card("钟伟", "private", "15 分钟内评审", "¥300")
    assert not [one for one in visitor.bots("陈建国", "private") if "¥300" in one.text]
    assert visitor.clock(1, "review")["due_at"].startswith("2026-11-18T09:45")
    assert "S2-89" in visitor.clock(1, "review")["rule"]
    visitor.advance("PT16M")
    assert "报价评审" in visitor.bot("林芳", "private", "⏰", "#1").text
    visitor.press("王强", visitor.bot("王强", "private", "#1"), judged.buttons["通过"])
    assert "quote_passed" not in kinds(visitor)
    visitor.tap("钟伟", judged, "通过")
    assert visitor.clock(1, "review")["met_at"]
    assert not visitor.bot("钟伟", "private", "评审通过", "¥300").buttons
    asked = visitor.card("陈建国", "private", "¥300")
    visitor.press("陈建国", asked, asked.buttons["同意"])
    assert kinds(visitor)[-1] == "quote_agreed"


def test_S2_89_sent_back_with_a_remark_the_resident_hears_of_no_price(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("王强", "private", "报价 1 换门框 300元")
    visitor.tap("钟伟", visitor.card("钟伟", "private", "评审"), "退回")
    visitor.say("钟伟", "private", "市价两百以内，再核一下")
    assert visitor.card("王强", "private", "退回", "两百以内")
    assert not [one for one in visitor.bots("陈建国", "private") if "¥" in one.text]


def test_S2_90_different_on_site_is_a_new_quote_and_a_new_consent(visitor: Visitor) -> None:
    """S2-90: 如有不相符的項目…如實填寫實際的維修項目及收費標準."""
    first = quoted(visitor)
    visitor.press("陈建国", first, first.buttons["同意"])
    visitor.say("王强", "private", "报价 1 换插座 2，修水管 1")
    second = visitor.card("陈建国", "private", "第2版")
    assert "先前是 ¥60" in second.text
    assert "先前的同意已作废" in second.text
    assert "合计：¥120" in second.text
    assert "已作废" in next(one.text for one in visitor.bots("陈建国", "private") if one.id == first.id)
    assert "已作废" in str(visitor.press("陈建国", first, first.buttons["同意"]))
    visitor.say("周婷", "private", "完成 1 好了")
    assert visitor.bot("周婷", "private", "第2版报价还没有答复")
    assert visitor.ticket(1)["status"] == "working"
    visitor.press("陈建国", second, second.buttons["同意"])
    visitor.say("周婷", "private", "完成 1 好了")
    assert visitor.card("陈建国", "private", "试用", "合计：¥120")


def test_S2_92_own_material_is_looked_at_and_the_warning_acknowledged(visitor: Visitor) -> None:
    """S2-92: 對材料質量進行驗證…尊重用戶的選擇."""
    asked = quoted(visitor, "换插座 1 自备")
    assert "材料自备" in asked.text
    visitor.press("陈建国", asked, asked.buttons["同意"])
    visitor.say("周婷", "private", "完成 1 好了")
    assert visitor.bot("周婷", "private", "自备的材料还没看")
    visitor.tap("王强", visitor.card("王强", "private", "自备"), "自备材料")
    visitor.tap("王强", visitor.card("王强", "private", "看下来怎么样"), "质量不佳")
    warning = visitor.card("陈建国", "private", "⚠️", "质量不佳")
    visitor.tap("陈建国", warning, "已知晓")
    assert visitor.bot("王强", "private", "业主已知晓")
    assert kinds(visitor)[-2:] == ["material", "warned"]


def test_S2_93_the_resident_signs_off_with_the_total_and_pays_nobody_in_person(visitor: Visitor) -> None:
    """S2-93, S2-99, S2-54, S2-52, S2-63: fees listed, tested, signed, rated; no cash; the slip's photo."""
    asked = quoted(visitor)
    visitor.press("陈建国", asked, asked.buttons["同意"])
    visitor.say("周婷", "private", "完成 1 插座换好了")
    bill = visitor.card("陈建国", "private", "插座换好了")
    assert "合计：¥60" in bill.text
    assert "请勿现场付款给个人" in bill.text
    assert "管理费账单" in bill.text
    visitor.say("陈建国", "private", "已解决 1")
    assert visitor.bot("陈建国", "private", "请点「验收」")
    visitor.tap("陈建国", bill, "有人当面收钱")
    assert visitor.bot("高明", "private", "当面收钱", "#1")
    assert not [one for one in visitor.bots("周婷", "private") if "当面收钱" in one.text]
    visitor.tap("陈建国", bill, "验收")
    assert visitor.ticket(1)["status"] == "confirmed"
    assert visitor.bot("陈建国", "private", "🧾 #1 已验收", "¥60")
    assert visitor.bot("王强", "private", "回单的照片")
    assert "已验收" in str(visitor.press("陈建国", bill, bill.buttons["验收"]))
    visitor.tap("陈建国", visitor.card("陈建国", "private", "态度"), "5⭐")
    visitor.advance("PT7H20M")
    assert visitor.bot("周婷", "private", "没回单", "#1")
    visitor.say("高明", "private", "有偿 2026-11")
    assert "¥60（1 单）" in visitor.bot("高明", "private", "应收").text


def test_who_has_nothing_to_do_with_the_price_does_not_see_it(visitor: Visitor) -> None:
    """House: the amounts are for who does it, answers for it and pays for it."""
    quoted(visitor)
    for who, sees in (("陈建国", True), ("王强", True), ("周婷", True), ("林芳", True), ("赵卫东", False)):
        visitor.say(who, "private", "进度 1")
        assert ("¥60" in visitor.bot(who, "private", "📖 #1").text) is sees, who
    visitor.say("周婷", "staff", "进度 1")
    assert "¥60" not in visitor.bot("周婷", "staff", "📖 #1").text
    assert not [one for one in visitor.bots("周婷", "staff") if "¥60" in one.text]
    visitor.say("周婷", "private", "有偿")
    assert visitor.bot("周婷", "private", "汇总给")


def test_nobody_answers_a_quote_reminded_and_then_it_waits(visitor: Visitor) -> None:
    """S1-12, S2-61: a wait has its reason and a day for the next news; the answer ends it."""
    quoted(visitor)
    visitor.advance("PT6H31M")  # four working hours: 9:30 … 16:00
    asked = [one for one in visitor.bots("陈建国", "private") if "💰 #1" in one.text and one.buttons]
    assert len(asked) == 2
    visitor.advance("PT24H")
    assert visitor.ticket(1)["status"] == "waiting"
    assert visitor.bot("周婷", "private", "还没有答复")
    assert visitor.clock(1, "news")["due_at"].startswith("2026-11-23T17:30")
    visitor.press("陈建国", asked[-1], asked[-1].buttons["同意"])
    assert visitor.ticket(1)["status"] == "working"


def unanswered(visitor: Visitor) -> None:
    """Nobody answers the first version, and the matter waits for the answer."""
    quoted(visitor)
    visitor.advance("PT6H31M")
    visitor.advance("PT24H")
    assert visitor.ticket(1)["status"] == "waiting"


def test_S2_90_the_answer_to_a_corrected_version_ends_the_wait_for_the_first(visitor: Visitor) -> None:
    unanswered(visitor)
    visitor.say("王强", "private", "报价 1 换插座 1")
    asked = visitor.card("陈建国", "private", "💰 #1", "换插座 1个")
    visitor.press("陈建国", asked, asked.buttons["同意"])
    assert visitor.ticket(1)["status"] == "working"
    assert kinds(visitor).count("resumed") == 1
    due = visitor.clock(1, "resolve")["due_at"]
    visitor.advance("P1D")
    assert visitor.clock(1, "resolve")["due_at"] == due, "its clock runs again"
    assert visitor.clock(1, "resolve")["missed"] is (due < "2026-11-20T17:00:00+08:00")


def test_S2_61_the_answer_to_a_quote_does_not_end_the_wait_for_something_else(visitor: Visitor) -> None:
    unanswered(visitor)
    visitor.say("周婷", "private", "继续 1")
    visitor.say("周婷", "private", "等待 1 等进口配件 11月25日")
    asked = visitor.card("陈建国", "private", "💰 #1")
    visitor.press("陈建国", asked, asked.buttons["同意"])
    assert visitor.ticket(1)["status"] == "waiting"
    assert kinds(visitor).count("resumed") == 1
    assert kinds(visitor)[-1] == "quote_agreed"


def test_a_quote_is_put_together_by_taps(visitor: Visitor) -> None:
    signed(visitor)
    visitor.tap("王强", visitor.card("王强", "private", "协办：王强"), "报价")

    def draft() -> Seen:
        return visitor.card("王强", "private", "📝 #1 报价")

    visitor.tap("王强", draft(), "换插座 ¥30")
    visitor.tap("王强", draft(), "＋")
    visitor.tap("王强", draft(), "修水管 ¥60")
    assert "合计：¥120" in draft().text
    visitor.say("王强", "private", "换灯管 2 自备")
    assert "合计：¥160" in draft().text
    assert not [one for one in visitor.bots("陈建国", "private") if "💰" in one.text]
    visitor.press("王强", draft(), next(key for label, key in draft().buttons.items() if label == "－"))
    visitor.tap("王强", draft(), "发出报价")
    asked = visitor.card("陈建国", "private", "💰 #1")
    assert "合计：" in asked.text
    late = visitor.bot("王强", "private", "报价已发出")
    assert not late.buttons


def test_free_work_needs_no_quote(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("周婷", "private", "完成 1 复位好了")
    assert "已解决" in visitor.card("陈建国", "private", "复位好了").buttons


def test_bad_input_is_answered_and_changes_nothing(visitor: Visitor) -> None:
    signed(visitor)
    for words in (
        "换插座 -1",
        "换插座 0",
        "换插座 99999999",
        "换门框 -300元",
        "换门框 99999999元",
        "，，",
        "换插座 1.234",
    ):
        visitor.say("王强", "private", f"报价 1 {words}")
    visitor.settle()
    assert "quoted" not in kinds(visitor)
    visitor.say("何静", "private", "报价 1 换插座 1")
    visitor.say("陈建国", "private", "报价 1 换插座 1")
    visitor.say("赵卫东", "private", "报价 1 换插座 1")
    visitor.settle()
    assert kinds(visitor).count("quoted") == 1  # the front desk may (S2-51)
