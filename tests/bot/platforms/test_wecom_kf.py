"""微信客服: nothing said is lost or taken twice, and nobody is sent more than WeCom allows."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.platforms.base import Blocked, Message, Refused, Shown, Unreachable, Vanished
from bot.platforms.wecom.kf_platform import KfPlatform, KfSettings
from bot.platforms.wecom.kf_pulling import sent_at
from bot.platforms.wecom.kf_sending import in_words
from handlers.incoming import Kind
from tests.bot.platforms.wecom_desk import QUICK, Desk, Kept, Live, app_settings, live
from tests.fakes.serving import PATIENCE
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.real import picture

CHEN = "wk1:wmChen"


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    wecom.add_kf("wk1")
    wecom.add_external("wmChen", "陈")
    wecom.settings(tokenless_per_minute=1000)
    return wecom


@pytest.fixture
def marks() -> Kept:
    return Kept()


def kf(wecom: FakeWecom, marks: Kept, verdict: float = 0.02) -> KfPlatform:
    app = app_settings(wecom)
    settings = KfSettings(account=app.account, keys=app.keys, open_kfids=("wk1",))
    return KfPlatform(settings, marks, timing=replace(QUICK, verdict=verdict))


@pytest.fixture
def platform(wecom: FakeWecom, marks: Kept) -> KfPlatform:
    return kf(wecom, marks)


@pytest.fixture
def it(wecom: FakeWecom, platform: KfPlatform) -> Iterator[Live]:
    with live(platform) as running:
        wecom.set_callback(f"{running.base}/wecom/kf")
        yield running


def asked(text: str = "修好了吗") -> Message:
    return Message(
        text=text, buttons=((Shown(key="confirm:1", label="已解决"), Shown(key="no:1", label="未解决")),)
    )


def test_a_word_a_photo_and_a_tap_are_taken_in(wecom: FakeWecom, platform: KfPlatform, it: Live) -> None:
    wecom.kf_say("wmChen", "漏水")
    wecom.kf_say("wmChen", image=picture())
    said, shown = it.desk.wait(2)
    assert (said.chat, said.private, said.text) == (CHEN, True, "漏水")
    assert it.run(platform.fetch(shown.photos[0])) == picture()
    it.run(platform.send(CHEN, asked()))
    wecom.kf_click("wmChen", "已解决")
    (tap,) = it.desk.wait(1, Kind.TAP)
    assert (tap.chat, tap.button) == (CHEN, "confirm:1")
    wait_until(lambda: [one for one in wecom.kf_from_bot("wmChen") if one.text == "好"], what="好")


def test_a_menu_shows_the_words_and_each_button(wecom: FakeWecom, platform: KfPlatform, it: Live) -> None:
    wecom.kf_say("wmChen", "漏水")
    it.desk.wait()
    it.run(platform.send(CHEN, asked()))
    (seen,) = wecom.kf_from_bot("wmChen")
    assert seen.menu == {"已解决": "confirm:1", "未解决": "no:1"}
    assert seen.text.startswith("修好了吗")


def test_all_pages_are_read_also_the_empty_ones(wecom: FakeWecom, it: Live) -> None:
    wecom.settings(kf_page=3)
    wecom.kf_trouble(empty_pages=2)
    for number in range(20):
        wecom.kf_say("wmChen", f"第{number}句")
    it.desk.wait(20)
    assert it.desk.texts() == [f"第{number}句" for number in range(20)]


def test_what_was_said_while_the_desk_was_down_is_taken_once_it_is_up(wecom: FakeWecom, marks: Kept) -> None:
    desk = Desk()
    with live(kf(wecom, marks), desk=desk) as it:
        wecom.set_callback(f"{it.base}/wecom/kf")
        wecom.kf_say("wmChen", "一")
        desk.wait(1)
    wecom.kf_say("wmChen", "二")
    with live(kf(wecom, marks), desk=desk):
        desk.wait(2)
    assert desk.texts() == ["一", "二"]


def test_a_lost_cursor_brings_nothing_twice(wecom: FakeWecom, it: Live) -> None:
    wecom.kf_say("wmChen", "一")
    it.desk.wait()
    wecom.kf_trouble(lose_cursor=True)
    wecom.kf_say("wmChen", "二")
    it.desk.wait(2)
    assert it.desk.texts() == ["一", "二"]


def test_a_cursor_that_is_none_is_left_behind(wecom: FakeWecom, marks: Kept) -> None:
    marks.values["wecom_kf.cursor.wk1"] = "no-such-cursor 0"
    wecom.kf_say("wmChen", "一")
    with live(kf(wecom, marks)) as it:
        it.desk.wait()


def test_what_was_said_long_before_the_desk_first_looked_is_left_alone(wecom: FakeWecom, marks: Kept) -> None:
    wecom.settings(shift=-3600)
    wecom.kf_say("wmChen", "一小时前")
    wecom.settings(shift=0)
    wecom.kf_say("wmChen", "刚才")
    with live(kf(wecom, marks)) as it:
        it.desk.wait()
        assert it.desk.texts() == ["刚才"]


def test_a_first_look_that_is_broken_off_leaves_alone_what_is_old(wecom: FakeWecom, marks: Kept) -> None:
    wecom.settings(kf_page=1)
    for hours, words in ((-30, "旧的"), (0, "刚才"), (-20, "也是旧的"), (0, "现在")):
        wecom.settings(shift=hours * 3600)
        wecom.kf_say("wmChen", words)
    wecom.settings(shift=0)
    desk = Desk()
    desk.failures = 1
    with live(kf(wecom, marks), desk=desk):
        desk.wait(2)
    assert desk.texts() == ["刚才", "现在"]


def test_an_entry_from_the_future_silences_nobody() -> None:
    """What comes after it is measured by it: it counts as sent now."""
    now = time.time()
    assert now <= sent_at({"send_time": int(now) + 24 * 3600}) <= time.time()
    assert sent_at({"send_time": int(now) - 60}) == int(now) - 60


def test_what_was_not_committed_is_fetched_again(wecom: FakeWecom, it: Live) -> None:
    it.desk.failures = 3
    wecom.kf_say("wmChen", "一")
    it.desk.wait()
    assert it.desk.texts() == ["一"]


@pytest.mark.parametrize("how", [-1, "500", "html", "reset", 95007, 42001])
def test_trouble_with_fetching_passes(wecom: FakeWecom, it: Live, how: int | str) -> None:
    wecom.fail_next("kf/sync_msg", how, 2)
    wecom.kf_say("wmChen", "一")
    it.desk.wait()


def test_entries_that_are_none_are_set_aside_and_hold_nothing_up(wecom: FakeWecom, it: Live) -> None:
    wecom.kf_say("wmChen", raw={"msgtype": "text", "text": {"no": "content"}})
    wecom.kf_say("wmChen", raw={"msgtype": "never_heard_of", "never_heard_of": {}})
    wecom.kf_event("servicer_status_change", {"status": 1})
    wecom.kf_say("wmChen", "一")
    it.desk.wait(2)
    assert it.desk.kinds()[0] is Kind.BROKEN
    assert it.desk.texts()[-1] == "一"


def test_a_link_with_a_code_behind_it_joins(wecom: FakeWecom, platform: KfPlatform, it: Live) -> None:
    wecom.kf_enter("wmChen", scene_param="CODE-1")
    (entered,) = it.desk.wait()
    assert (entered.text, entered.chat) == ("/start CODE-1", CHEN)
    it.run(platform.send(CHEN, Message(text="欢迎")))
    assert [one.text for one in wecom.kf_from_bot("wmChen")] == ["欢迎"]
    assert wecom.calls("kf/send_msg_on_event")


def test_who_enters_without_a_code_can_be_reached(wecom: FakeWecom, it: Live) -> None:
    wecom.kf_enter("wmChen")
    (entered,) = it.desk.wait(1, Kind.REACH)
    assert (entered.chat, entered.present) == (CHEN, True)


def test_four_messages_and_then_only_the_result(wecom: FakeWecom, platform: KfPlatform, it: Live) -> None:
    wecom.kf_say("wmChen", "漏水")
    it.desk.wait()
    for number in range(4):
        it.run(platform.send(CHEN, Message(text=f"进展{number}")))
    with pytest.raises(Refused):
        it.run(platform.send(CHEN, Message(text="进展4")))
    it.run(platform.send(CHEN, asked()))
    with pytest.raises(Refused):
        it.run(platform.send(CHEN, asked("还在吗")))
    assert len(wecom.calls("kf/send_msg")) == 5
    wecom.kf_say("wmChen", "好的")
    it.desk.wait(2)
    it.run(platform.send(CHEN, Message(text="进展5")))


def test_the_count_outlives_a_restart(wecom: FakeWecom, marks: Kept) -> None:
    first, second = kf(wecom, marks), kf(wecom, marks)
    with live(first) as it:
        wecom.set_callback(f"{it.base}/wecom/kf")
        wecom.kf_say("wmChen", "漏水")
        it.desk.wait()
        for number in range(4):
            it.run(first.send(CHEN, Message(text=f"进展{number}")))
    with live(second) as it, pytest.raises(Refused):
        it.run(second.send(CHEN, Message(text="进展4")))


def test_photos_take_no_room_from_the_words(wecom: FakeWecom, platform: KfPlatform, it: Live) -> None:
    wecom.kf_say("wmChen", "漏水")
    it.desk.wait()
    it.run(platform.send(CHEN, Message(text="现场", photos=(picture(),) * 9)))
    assert [one.msgtype for one in wecom.kf_from_bot("wmChen")] == ["image"] * 3 + ["text"]


@pytest.mark.parametrize(("fail_type", "kind"), [(4, Refused), (6, Refused), (13, Refused), (10, Blocked)])
def test_a_message_that_was_taken_and_lost_is_refused(
    wecom: FakeWecom, marks: Kept, fail_type: int, kind: type[Exception]
) -> None:
    platform = kf(wecom, marks, verdict=PATIENCE)
    with live(platform) as it:
        wecom.set_callback(f"{it.base}/wecom/kf")
        wecom.kf_say("wmChen", "漏水")
        it.desk.wait()
        wecom.kf_fail_next("wmChen", fail_type)
        with pytest.raises(kind) as lost:
            it.run(platform.send(CHEN, Message(text="进展")))
    assert type(lost.value) is kind


@pytest.mark.parametrize("errcode", [95001, 95002, 95018])
def test_a_closed_window_is_no_farewell(
    wecom: FakeWecom, platform: KfPlatform, it: Live, errcode: int
) -> None:
    """The customer is not marked as unreachable for ever: their next word opens it again."""
    wecom.fail_next("kf/send_msg", errcode)
    with pytest.raises(Refused) as refused:
        it.run(platform.send(CHEN, Message(text="进展")))
    assert not isinstance(refused.value, Blocked)


@pytest.mark.parametrize("how", ["hang-after-apply", "reset-after-apply"])
def test_what_arrived_without_an_answer_is_not_sent_twice(
    wecom: FakeWecom, platform: KfPlatform, it: Live, how: str
) -> None:
    wecom.kf_say("wmChen", "漏水")
    it.desk.wait()
    wecom.fail_next("kf/send_msg", how, seconds=0.1)
    letter = replace(asked(), name="17-abc")
    with pytest.raises(Unreachable):
        it.run(platform.send(CHEN, letter))
    it.run(platform.send(CHEN, letter))
    assert len(wecom.kf_from_bot("wmChen")) == 1


def test_a_letter_sent_again_counts_once_and_an_entry_read_again_frees_nothing(
    wecom: FakeWecom, platform: KfPlatform, it: Live
) -> None:
    wecom.kf_say("wmChen", "漏水")
    it.desk.wait()
    for _ in range(6):
        it.run(platform.send(CHEN, Message(text="进展", name="17-abc")))
    for number in range(3):
        it.run(platform.send(CHEN, Message(text=f"进展{number}", name=f"18-{number}")))
    wecom.kf_repeat_entry()
    wecom.add_external("wmLi", "李")
    wecom.kf_say("wmLi", "停水")
    it.desk.wait(2)
    with pytest.raises(Refused):
        it.run(platform.send(CHEN, Message(text="又一条", name="19-abc")))
    it.run(platform.send(CHEN, Message(text="进展2", name="18-2")))
    assert len(wecom.kf_from_bot("wmChen")) == 4


def test_what_was_sent_cannot_be_changed_and_is_sent_anew(platform: KfPlatform, it: Live) -> None:
    with pytest.raises(Vanished):
        it.run(platform.edit(CHEN, "m1", asked()))


def test_a_person_who_took_over_is_not_talked_into(wecom: FakeWecom, platform: KfPlatform, it: Live) -> None:
    wecom.kf_say("wmChen", "漏水")
    it.desk.wait()
    wecom.kf_state("wmChen", 3, "zhou")
    wecom.kf_servicer_say("wmChen", "zhou", "我来处理")
    wait_until(lambda: Kind.OTHER in it.desk.kinds(), what="the servicer's words")
    with pytest.raises(Unreachable):  # it waits for the end of their talk
        it.run(platform.send(CHEN, Message(text="进展")))
    wecom.kf_say("wmChen", "好的，谢谢")
    wecom.kf_state("wmChen", 4)
    wecom.kf_say("wmChen", "还有一件事")
    it.desk.wait(2)
    assert it.desk.texts() == ["漏水", "还有一件事"]
    it.run(platform.send(CHEN, Message(text="进展")))


def test_a_talk_whose_end_was_not_told_of_is_heard_again(wecom: FakeWecom, marks: Kept) -> None:
    long_ago = {"wecom_kf.human.wk1:wmChen": "zhou", "wecom_kf.quota.wk1:wmChen": "1000000.0 m1"}
    marks.values |= long_ago
    wecom.kf_say("wmChen", "二", open_kfid="wk1")
    with live(kf(wecom, marks)) as it:
        assert [one.text for one in it.desk.wait()] == ["二"]


def test_a_persons_talk_that_was_silent_for_long_stays_theirs(wecom: FakeWecom, it: Live) -> None:
    wecom.kf_state("wmChen", 3, "zhou")
    wecom.kf_say("wmChen", "二")
    wait_until(lambda: len(it.desk.taken) == 2, what="both entries")
    assert it.desk.kinds() == [Kind.OTHER, Kind.OTHER]


def test_an_account_that_is_not_configured_is_named_in_the_log(
    wecom: FakeWecom, it: Live, caplog: pytest.LogCaptureFixture
) -> None:
    wecom.add_kf("wkNew")
    wecom.kf_say("wmChen", "一", open_kfid="wkNew")
    wecom.kf_say("wmChen", "二", open_kfid="wkNew")
    wecom.kf_say("wmChen", "三", open_kfid="wk1")
    it.desk.wait()
    assert caplog.text.count("wkNew") == 1


def test_what_waited_for_the_end_of_a_persons_talk_goes_out_with_the_ends_code(
    wecom: FakeWecom, platform: KfPlatform, it: Live
) -> None:
    """An ended session takes nothing else until the customer writes: choices stand in words."""
    wecom.kf_say("wmChen", "漏水")
    it.desk.wait()
    wecom.kf_state("wmChen", 3, "zhou")
    wecom.kf_state("wmChen", 4)
    wait_until(lambda: it.desk.kinds().count(Kind.OTHER) == 2, what="the talk's end")
    it.run(platform.send(CHEN, asked()))
    (seen,) = wecom.kf_from_bot("wmChen")
    assert (seen.msgtype, seen.text) == ("text", "修好了吗\n已解决 / 未解决")
    with pytest.raises(Refused) as refused:
        it.run(platform.send(CHEN, asked("还有")))
    assert refused.value.reason == "servicer"


def test_choices_in_words_are_not_cut_off_behind_a_long_text() -> None:
    said = in_words(asked("很长" * 1000))["text"]["content"]
    assert said.endswith("\n已解决 / 未解决")
    assert len(said.encode()) <= 2048


def test_a_message_that_is_taken_back_is_told_of(wecom: FakeWecom, it: Live) -> None:
    first = wecom.kf_say("wmChen", "漏水")
    it.desk.wait()
    wecom.kf_recall("wmChen", first)
    (back,) = it.desk.wait(1, Kind.RECALLED)
    assert (back.chat, back.message, back.private) == (CHEN, it.desk.taken[0].message, True)
