"""Daily news while overdue (S0-36, S0-37): a draft that staff send by a tap; unsent it climbs."""

from datetime import datetime
from pathlib import Path

from bot.book import PRESETS
from nlp.reader import Reader
from tests.journeys.conftest import Running
from tests.journeys.test_deputies_everywhere import away
from tests.journeys.test_reminders import DOOR, LAMP
from tests.journeys.visitor import Seen, Visitor

LITTER = "1栋楼道垃圾没人清理，臭死了"
TO_NEXT_DAY = "PT23H34M"  # from 9:30 to 9:04


def overdue_since_yesterday(visitor: Visitor, text: str = LAMP) -> None:
    visitor.say("陈建国", "residents", text)
    visitor.advance(TO_NEXT_DAY)


def told(visitor: Visitor, who: str = "陈建国") -> list[Seen]:
    return [one for one in visitor.bots(who, "private") if "#1" in one.text and "进展" in one.text]


def journal(visitor: Visitor) -> list[str]:
    return [entry["kind"] for entry in visitor.ticket(1)["journal"]]


def test_S0_36_the_assignee_sends_the_draft_and_it_reaches_the_reporters(visitor: Visitor) -> None:
    """S0-36: every day while it is overdue; nothing goes out without a tap before noon."""
    overdue_since_yesterday(visitor)
    assert not told(visitor)
    draft = visitor.bot("周婷", "private", "草稿", "#1")
    assert {"发送", "改写"} <= set(draft.buttons)
    visitor.tap("周婷", draft, "发送")
    assert len(told(visitor)) == 1
    assert journal(visitor)[-1] == "daily"
    assert "原定 11月18日 10:30 前首次回应，没有做到" in told(visitor)[0].text
    assert "最迟 11月20日 12:30 再告诉您" in told(visitor)[0].text
    assert not visitor.bot("周婷", "private", "今日进展已由").buttons
    visitor.press("周婷", draft, draft.buttons["发送"])
    visitor.advance("PT4H")
    assert len(told(visitor)) == 1, "once a day"
    assert not [one for one in visitor.bots("林芳", "private") if "草稿" in one.text]


def test_S0_36_the_draft_can_be_rewritten(visitor: Visitor) -> None:
    """S0-36: the reporter hears the assignee's own words instead."""
    overdue_since_yesterday(visitor)
    visitor.tap("周婷", visitor.bot("周婷", "private", "草稿", "#1"), "改写")
    visitor.say("周婷", "private", "灯具今天下午到货，四点前换好")
    assert visitor.bot("陈建国", "private", "四点前换好")
    visitor.advance("PT4H")
    assert "daily_self" not in journal(visitor)
    assert not [one for one in visitor.bots("林芳", "private") if "草稿" in one.text]


def test_S0_36_an_unsent_draft_climbs_and_at_noon_the_bare_state_goes_out_by_itself(visitor: Visitor) -> None:
    """S0-36: 10:00 the head of customer service, 11:00 the centre manager, 12:00 the desk, which says so."""
    overdue_since_yesterday(visitor)
    visitor.advance("PT1H")
    assert "周婷" in visitor.bot("林芳", "private", "草稿", "#1").text
    assert not [one for one in visitor.bots("高明", "private") if "草稿" in one.text]
    visitor.advance("PT1H")
    assert {"发送", "改写"} <= set(visitor.bot("高明", "private", "草稿", "#1").buttons)
    assert not told(visitor)
    visitor.advance("PT1H")
    assert len(told(visitor)) == 1
    assert journal(visitor)[-1] == "daily_self"
    for who in ("周婷", "林芳", "高明"):
        assert not visitor.bot(who, "private", "自动把目前状态").buttons


def test_S0_36_the_centre_manager_can_send_what_nobody_did(visitor: Visitor) -> None:
    """S0-36: the same buttons, whoever has them."""
    overdue_since_yesterday(visitor)
    visitor.advance("PT2H")
    visitor.tap("高明", visitor.bot("高明", "private", "草稿", "#1"), "发送")
    visitor.advance("PT2H")
    assert len(told(visitor)) == 1


def test_S0_37_no_kind_of_matter_is_left_out_and_the_draft_comes_every_day(visitor: Visitor) -> None:
    """S0-37: 不管业主投诉的是什么问题, also cleaning; a new message each day."""
    overdue_since_yesterday(visitor, LITTER)
    visitor.tap("周婷", visitor.bot("周婷", "private", "草稿", "#1"), "发送")
    visitor.advance("P1D")
    drafts = [one for one in visitor.bots("周婷", "private") if "草稿" in one.text]
    assert len(drafts) == 1
    visitor.tap("周婷", drafts[0], "发送")
    assert len(told(visitor)) == 2


def many_overdue(visitor: Visitor) -> None:
    lamps = ("陈建国", LAMP), ("刘洋", LITTER), ("孙丽", "2栋大堂的灯不亮了"), ("吴刚", "4栋楼道灯不亮了")
    for who, words in lamps:
        visitor.say(who, "residents", words)


def test_S2_13_who_stands_in_sends_the_list_too(visitor: Visitor) -> None:
    many_overdue(visitor)
    away(visitor, "周婷", "徐磊", "林芳", "11-19 11-25")
    visitor.advance(TO_NEXT_DAY)
    assert not [one for one in visitor.bots("周婷", "private") if "草稿" in one.text]
    listed = visitor.card("徐磊", "private", "今日进展草稿 4 单")
    assert "4 单" in str(visitor.tap("徐磊", listed, "全部照发"))


def test_S0_36_many_drafts_come_in_one_list_and_go_by_one_tap(visitor: Visitor) -> None:
    """S0-36: each opens from the list; what was rewritten or sent meanwhile does not go twice."""
    many_overdue(visitor)
    visitor.advance("P1D")
    drafts = [one for one in visitor.bots("周婷", "private") if "草稿" in one.text]
    assert len(drafts) == 1
    assert "今日进展草稿 4 单" in drafts[0].text
    visitor.tap("周婷", drafts[0], "#1")
    visitor.tap("周婷", visitor.card("周婷", "private", "#1 今日进展草稿"), "发送")
    assert len(told(visitor)) == 1
    assert "3 单" in str(visitor.tap("周婷", drafts[0], "全部照发"))
    assert len(told(visitor)) == 1
    assert all(one["journal"][-1]["kind"] == "daily" for one in visitor.tickets())
    assert "都发过了" in str(visitor.tap("周婷", drafts[0], "全部照发"))
    visitor.say("周婷", "private", "草稿")
    assert visitor.bot("周婷", "private", "都发过了")
    assert "工作人员" in str(
        visitor.press("陈建国", visitor.bots("陈建国", "private")[-1], "v1:drafts:1:all")
    )
    visitor.advance("PT3H")
    assert not [one for one in visitor.bots("林芳", "private") if "草稿" in one.text]


def test_a_resident_cannot_send_the_news_themselves(visitor: Visitor) -> None:
    overdue_since_yesterday(visitor)
    draft = visitor.bot("周婷", "private", "草稿", "#1")
    card = visitor.bot("陈建国", "residents", "#1")
    assert visitor.press("陈建国", card, draft.buttons["发送"])
    assert not told(visitor)


def test_what_was_told_that_morning_needs_no_draft(visitor: Visitor) -> None:
    visitor.say("孙丽", "residents", DOOR)
    visitor.advance("PT23H30M")
    visitor.say("周婷", "private", "进展 1 今天上午换灯")
    visitor.advance("PT4H")
    assert "草稿" not in str(visitor.bots("周婷", "private"))
    assert "daily_self" not in journal(visitor)


def test_C19_S3_28_where_the_standard_says_so_the_news_is_owed_every_third_day(
    data: Path, reader: Reader
) -> None:
    (data / "standards").mkdir()
    own = (PRESETS / "s0.toml").read_text("utf-8").replace("news_every = 1", "news_every = 3")
    (data / "standards" / "s0.toml").write_text(own, "utf-8")
    with Running(data, reader) as base, Visitor(base) as visitor:
        overdue_since_yesterday(visitor)
        visitor.tap("周婷", visitor.bot("周婷", "private", "草稿", "#1"), "发送")
        for expected in (1, 1, 2):
            visitor.advance("P1D")
            offered = [
                one
                for one in visitor.bots("周婷", "private")
                if "草稿" in one.text or "今日进展已由" in one.text
            ]
            assert len(offered) == expected


def test_S0_36_after_an_outage_past_noon_people_have_the_draft_before_it_goes_by_itself(
    data: Path, reader: Reader
) -> None:
    """And the day report, drawn up late, has its hour for a comment; its receipt comes once."""
    with Running(data, reader) as base, Visitor(base) as visitor:
        visitor.say("陈建国", "residents", LAMP)
        visitor.settle()
        visitor.advance("PT7H")
    afternoon = datetime.fromisoformat("2026-11-19T15:00:00+08:00")
    with Running(data, reader, afternoon) as base, Visitor(base) as back:
        back.advance("PT1M")
        assert {"发送", "改写"} <= set(back.bot("周婷", "private", "草稿", "#1").buttons)
        assert not told(back)
        assert not [one for one in back.bots("高明", "private") if "草稿" in one.text]
        assert not [one for one in back.bots("林芳", "private") if "的日报已在" in one.text]
        back.advance("PT1H")
        assert back.bot("林芳", "private", "草稿", "#1")
        assert not told(back)
        assert len([one for one in back.bots("林芳", "private") if "的日报已在" in one.text]) == 1
        back.advance("PT2H")
        assert len(told(back)) == 1
