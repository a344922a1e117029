"""Messages to members: words, cards, photos, and what becomes of cards that were posted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.base import Blocked, Message, Refused, Shown, Unreachable, Vanished
from bot.platforms.measuring import shortened, size
from bot.platforms.wecom.cards import cards, repainted
from bot.platforms.wecom.platform import WecomPlatform
from handlers.incoming import Kind
from tests.bot.platforms.wecom_desk import Kept, Live, app, live
from tests.fakes.wecom.cards import check_card
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.real import picture


@pytest.fixture
def platform(wecom: FakeWecom) -> WecomPlatform:
    return app(wecom)


@pytest.fixture
def it(wecom: FakeWecom, platform: WecomPlatform) -> Iterator[Live]:
    with live(platform) as running:
        wecom.set_callback(f"{running.base}/wecom/app")
        yield running


def buttons(count: int) -> tuple[tuple[Shown, ...], ...]:
    return (tuple(Shown(key=f"do:{n}", label=f"做{n}") for n in range(count)),)


def job(count: int = 2, text: str = "#1 漏水\n3栋厨房") -> Message:
    return Message(text=text, buttons=buttons(count))


def test_words_arrive_as_they_are(wecom: FakeWecom, platform: WecomPlatform, it: Live) -> None:
    words = '<b>&lt; 5 < 6 & "7"</b>\n第二行'
    it.run(platform.send("zhou", Message(text=words)))
    assert [one.text for one in wecom.messages_to("zhou")] == [words]


@pytest.mark.parametrize("length", [2046, 2047, 2048, 2049, 2050, 9000])
def test_long_words_end_at_a_character_and_say_how_much_is_missing(
    wecom: FakeWecom, platform: WecomPlatform, it: Live, length: int
) -> None:
    words = ("a" * (length % 3) + "漏" * (length // 3))[: length // 3 + length % 3]
    it.run(platform.send("zhou", Message(text=words)))
    (seen,) = wecom.messages_to("zhou")
    assert not seen.cut
    assert (seen.text == words) == (length <= 2048)
    assert ("另有" in seen.text) == (length > 2048)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.integers(80, 300))
def test_what_is_shortened_fits_and_begins_as_before(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert size(short) <= limit
    assert short == text or text.startswith(short.rpartition("\n…（另有")[0])


def test_a_card_shows_words_and_buttons(wecom: FakeWecom, platform: WecomPlatform, it: Live) -> None:
    task = it.run(platform.send("zhou", job()))
    (card,) = wecom.messages_to("zhou")
    assert card.text == "#1 漏水\n3栋厨房"
    assert [(one.text, one.key) for one in card.buttons] == [("做0", "do:0"), ("做1", "do:1")]
    assert card.task_id == task


def test_words_too_long_for_a_card_go_before_it_in_full(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    text = "#1 漏水\n" + "很长的说明" * 60
    it.run(platform.send("zhou", job(text=text)))
    said, card = wecom.messages_to("zhou")
    assert said.text == text
    assert card.msgtype == "template_card"
    assert card.text.endswith("…")


@pytest.mark.parametrize("count", [1, 6, 7, 9, 10, 23])
def test_every_button_can_be_tapped_and_brings_its_key_and_message(
    wecom: FakeWecom, platform: WecomPlatform, it: Live, count: int
) -> None:
    task = it.run(platform.send("zhou", job(count)))
    for card in wecom.cards("zhou"):
        for button in card.buttons:
            wecom.tap("zhou", button.key, task_id=card.task_id)
    wecom.wait_settled()
    assert {one.button for one in it.desk.taken} == {f"do:{n}" for n in range(count)}
    assert {one.message for one in it.desk.taken} == {task}


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=400),
    st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=12),
)
def test_any_message_with_buttons_makes_cards_that_wecom_takes(text: str, labels: list[str]) -> None:
    message = Message(text=text, buttons=(tuple(Shown(key=label, label=label) for label in labels),))
    for card in cards(message, "t1"):
        check_card(card)
    check_card(repainted(message) | {"task_id": "t1"})


def test_a_card_is_repainted_in_its_place(wecom: FakeWecom, platform: WecomPlatform, it: Live) -> None:
    task = it.run(platform.send("zhou", job()))
    it.run(platform.edit("zhou", task, job(1, "#1 已接单")))
    (card,) = wecom.messages_to("zhou")
    assert card.text == "#1 已接单"
    assert [one.key for one in card.buttons] == ["do:0"]


def test_a_card_that_is_its_members_no_more_is_not_taken_for_repainted(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    """A partial failure: errcode 0 with invaliduser (path 94888)."""
    task = it.run(platform.send("zhou", job()))
    wecom.remove_member("zhou", announce=False)
    with pytest.raises(Vanished):
        it.run(platform.edit("zhou", task, job(1, "#1 已接单")))


def test_a_repainted_card_names_the_buttons_that_it_has_no_room_for(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    task = it.run(platform.send("zhou", job()))
    it.run(platform.edit("zhou", task, job(12)))
    (card,) = wecom.cards("zhou")
    assert [one.key for one in card.buttons] == [f"do:{n}" for n in range(9)]
    assert "做9 · 做10 · 做11" in card.text


def test_each_tap_lets_the_card_be_repainted_once_more(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    task = it.run(platform.send("zhou", job()))
    for number in range(4):
        wecom.tap("zhou", "do:0")
        it.desk.wait(number + 1, Kind.TAP)
        it.run(platform.edit("zhou", task, job(1, f"#1 第{number}次")))
    it.run(platform.edit("zhou", task, job(0, "#1 结束")))  # by the code that came with its sending
    (card,) = wecom.cards("zhou")
    assert (card.text, card.buttons) == ("#1 结束", ())
    with pytest.raises(Vanished):
        it.run(platform.edit("zhou", task, job()))


def test_a_code_that_is_dead_makes_way_for_the_next(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    task = it.run(platform.send("zhou", job()))
    wecom.tap("zhou", "do:0")
    it.desk.wait(1, Kind.TAP)
    wecom.fail_next("message/update_template_card", 42022)
    it.run(platform.edit("zhou", task, job(1, "#1 已接单")))
    assert wecom.cards("zhou")[0].text == "#1 已接单"


def test_a_busy_moment_costs_no_code(wecom: FakeWecom, platform: WecomPlatform, it: Live) -> None:
    task = it.run(platform.send("zhou", job()))
    wecom.fail_next("message/update_template_card", -1)
    with pytest.raises(Unreachable):
        it.run(platform.edit("zhou", task, job(1, "#1 已接单")))
    it.run(platform.edit("zhou", task, job(1, "#1 已接单")))
    assert wecom.cards("zhou")[0].text == "#1 已接单"


def test_a_letter_that_has_repainted_its_card_needs_no_second_code(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    """Whether the answer was lost or the process died before the letter was ticked off."""
    task = it.run(platform.send("zhou", job()))
    letter = replace(job(1, "#1 已接单"), name="18-abc")
    wecom.fail_next("message/update_template_card", "hang-after-apply", seconds=0.1)
    with pytest.raises(Unreachable):
        it.run(platform.edit("zhou", task, letter))
    for _ in range(2):
        it.run(platform.edit("zhou", task, replace(letter, tried=True)))
    assert [one.text for one in wecom.cards("zhou")] == ["#1 已接单"]
    with pytest.raises(Vanished):
        it.run(platform.edit("zhou", task, replace(job(), name="19-abc", tried=True)))


def test_a_card_from_before_a_restart_is_repainted_like_any_other(wecom: FakeWecom) -> None:
    marks = Kept()
    first, second = app(wecom, marks), app(wecom, marks)
    with live(first) as it:
        task = it.run(first.send("zhou", job()))
    with live(second) as it:
        it.run(second.edit("zhou", task, job(1, "#1 已接单")))
    assert [one.text for one in wecom.cards("zhou")] == ["#1 已接单"]


def test_a_tap_is_answered_in_words_once(wecom: FakeWecom, platform: WecomPlatform, it: Live) -> None:
    it.run(platform.send("zhou", job()))
    wecom.tap("zhou", "do:0")
    wait_until(lambda: [one for one in wecom.messages_to("zhou") if one.text == "好"], what="好")
    assert wecom.replay()["status"] == 200
    assert len([one for one in wecom.messages_to("zhou") if one.text == "好"]) == 1


@pytest.mark.parametrize("message", [job(), Message(text="只有话")])
@pytest.mark.parametrize("how", ["hang-after-apply", "reset-after-apply", "502-after-apply"])
def test_what_arrived_without_an_answer_is_not_shown_twice(
    wecom: FakeWecom, platform: WecomPlatform, it: Live, message: Message, how: str
) -> None:
    wecom.fail_next("message/send", how, seconds=0.1)
    message = replace(message, name="17-abc")
    with pytest.raises(Unreachable):
        it.run(platform.send("zhou", message))
    it.run(platform.send("zhou", replace(message, tried=True)))
    assert len(wecom.messages_to("zhou")) == 1


def test_a_further_card_has_the_rest_of_the_buttons_and_repeats_no_words(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    it.run(platform.send("zhou", job(12, "#1 待接单\n电梯坏了")))
    first, second = wecom.cards("zhou")
    assert (first.text, second.text) == ("#1 待接单\n电梯坏了", "#1 待接单\n⋯")
    assert len(first.buttons) + len(second.buttons) == 12


def test_a_card_sent_twice_on_purpose_stands_twice(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    assert it.run(platform.send("zhou", job())) != it.run(platform.send("zhou", job()))
    assert len(wecom.cards("zhou")) == 2


def test_photos_go_out_before_the_words(wecom: FakeWecom, platform: WecomPlatform, it: Live) -> None:
    it.run(platform.send("zhou", Message(text="现场", photos=(picture(), picture()))))
    first, second, said = wecom.messages_to("zhou")
    assert (first.msgtype, second.msgtype, said.text) == ("image", "image", "现场")
    assert wecom.download(first.raw["media_id"]) == picture()


def test_what_is_no_picture_is_refused(platform: WecomPlatform, it: Live) -> None:
    with pytest.raises(Refused):
        it.run(platform.send("zhou", Message(text="", photos=(b"GIF89a no picture",))))


@pytest.mark.parametrize("why", ["gone", "out of scope", "unlicensed"])
def test_a_member_who_cannot_be_reached_is_blocked(
    wecom: FakeWecom, platform: WecomPlatform, it: Live, why: str
) -> None:
    if why == "gone":
        wecom.remove_member("zhou", announce=False)
    elif why == "out of scope":
        wecom.set_scope(["somebody"])
    else:
        wecom.change_member("zhou", licensed=False)
    with pytest.raises(Blocked):
        it.run(platform.send("zhou", Message(text="在吗")))


@pytest.mark.parametrize("field", ["invaliduser", "unlicenseduser"])
def test_a_partial_failure_with_errcode_0_is_seen(
    platform: WecomPlatform, it: Live, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def post(*_: object) -> dict[str, object]:
        return {"errcode": 0, field: "zhou", "msgid": "m1"}

    monkeypatch.setattr(platform._client, "post", post)
    with pytest.raises(Blocked):
        it.run(platform.send("zhou", Message(text="在吗")))


def test_trouble_with_the_settings_is_told_by_the_status_until_it_is_over(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    wecom.fail_next("message/send", 60020)
    with pytest.raises(Unreachable):
        it.run(platform.send("zhou", Message(text="在吗")))
    assert "IP" in platform.status()["trouble"]
    it.run(platform.send("zhou", Message(text="在吗")))
    assert platform.status()["trouble"] is None


def test_an_app_without_a_callback_gives_numbers_for_buttons(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    """43012: interactive cards are not taken; the next try has none."""
    assert it.run(platform.able("zhou")).buttons
    wecom.fail_next("message/send", 43012)
    with pytest.raises(Unreachable):
        it.run(platform.send("zhou", job()))
    assert not it.run(platform.able("zhou")).buttons
