"""The browser chat's page in real headless Chromium, against a stub of its HTTP contract."""

import os
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests.fakes.web_stub import CARD, CARD_BUTTONS, START, StubDesk, serve, ticket

CHROMIUM = shutil.which("chromium")
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
LIFT = "3栋2单元的电梯又坏了，门关不上，老人都下不了楼"
AT_BOTTOM = "s => s.scrollHeight - s.scrollTop - s.clientHeight < 4"
LANGUAGES = """async () => {
  const { LANGUAGES } = await import('/static/i18n.js');
  return Object.fromEntries(Object.entries(LANGUAGES).map(([k, v]) => [k, Object.keys(v).sort()]));
}"""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="chromium is not installed"
)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "chromium must be installed where CI is set"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=LAUNCH)
        yield chromium
        chromium.close()


@pytest.fixture
def desk() -> StubDesk:
    return StubDesk()


@pytest.fixture
def open_page(browser: Browser, desk: StubDesk) -> Iterator[OpenPage]:
    """Opens the page in a new browser context; anything that the page complains of fails the test."""
    complaints: list[str] = []
    with ExitStack() as stack, serve(desk) as url:

        def open_one(viewport: ViewportSize = WIDE, **options: Any) -> Page:
            context = stack.enter_context(browser.new_context(viewport=viewport, **options))
            page = context.new_page()
            page.set_default_timeout(5000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(url)
            expect(page.locator(".connection")).to_have_attribute("data-state", "live")
            expect(page.locator(".scroller[aria-busy=true]")).to_have_count(0)
            return page

        yield open_one
        stack.close()
    assert complaints == []


def pane(page: Page, room: str) -> Locator:
    return page.locator(f".pane[data-room='{room}']")


def say(page: Page, room: str, text: str) -> None:
    box = pane(page, room).locator("textarea")
    box.fill(text)
    box.press("Enter")


def messages(page: Page, room: str) -> Locator:
    return pane(page, room).locator(".message")


def speak_as(page: Page, room: str, person: str) -> None:
    pane(page, room).locator("select").select_option(person)


def png(size: int = 0) -> bytes:
    """A 1×1 PNG, padded by a private chunk to at least `size` bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\x2f\x8a\x67")
    parts = [
        chunk(b"IHDR", header),
        chunk(b"prVt", b"\0" * size),
        chunk(b"IDAT", pixels),
        chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def photo(name: str = "lift.png", size: int = 0) -> Any:
    return {"name": name, "mimeType": "image/png", "buffer": png(size)}


def drop_or_paste(box: Locator, event: str) -> None:
    """Hands a picture to the page as the clipboard or a drag would."""
    script = """(node, [event, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'shot.png', { type: 'image/png' }));
      const init = { bubbles: true, cancelable: true };
      node.dispatchEvent(event === 'paste' ? new ClipboardEvent(event, { ...init, clipboardData: data })
                                           : new DragEvent(event, { ...init, dataTransfer: data }));
    }"""
    box.evaluate(script, [event, list(png())])


class TestWriting:
    def test_a_typed_line_is_answered_by_cards_in_the_rooms_concerned(self, open_page: OpenPage) -> None:
        page = open_page()
        say(page, "r-residents", LIFT)

        expect(messages(page, "r-residents")).to_have_count(2)
        expect(messages(page, "r-residents").first).to_have_class("message mine")
        expect(messages(page, "r-residents").last).to_contain_text("已登记 #12")
        expect(messages(page, "r-staff").last.locator(".action")).to_have_text(
            [label for _, label in CARD_BUTTONS]
        )
        expect(pane(page, "r-residents").locator("textarea")).to_have_value("")

    def test_the_suggestion_of_an_empty_room_fills_the_composer(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        page = open_page()
        pane(page, "r-residents").locator(".suggestion").click()

        expect(pane(page, "r-residents").locator("textarea")).to_have_value(LIFT)
        assert desk.messages == []

    def test_shift_enter_breaks_the_line_and_enter_sends_it(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        page = open_page()
        box = pane(page, "r-staff").locator("textarea")
        box.type("第一行")
        box.press("Shift+Enter")
        box.type("第二行")
        assert desk.messages == []
        box.press("Enter")

        expect(messages(page, "r-staff").locator(".text")).to_have_text("第一行\n第二行")

    def test_enter_that_ends_an_input_method_composition_sends_nothing(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        page = open_page()
        box = pane(page, "r-residents").locator("textarea")
        box.fill("dian ti")
        for init in ({"isComposing": True}, {"keyCode": 229}):
            keydown = {"key": "Enter", "bubbles": True, "cancelable": True, **init}
            box.evaluate("(node, init) => node.dispatchEvent(new KeyboardEvent('keydown', init))", keydown)
        say(page, "r-staff", "之后")
        expect(messages(page, "r-staff")).to_have_count(1)

        assert [message["text"] for message in desk.messages] == ["之后"]
        expect(box).to_have_value("dian ti")

    def test_a_refused_line_comes_back_with_the_reason(self, open_page: OpenPage) -> None:
        page = open_page()
        speak_as(page, "r-managers", "p-chen")
        say(page, "r-managers", "我想看看")

        expect(pane(page, "r-managers").locator(".notice")).to_have_text("您不在这个群里")
        expect(pane(page, "r-managers").locator("textarea")).to_have_value("我想看看")

    def test_drafts_and_chosen_persons_survive_a_reload(self, open_page: OpenPage) -> None:
        page = open_page()
        speak_as(page, "r-residents", "p-wong")
        pane(page, "r-residents").locator("textarea").fill("寫到一半")
        page.reload()

        expect(pane(page, "r-residents").locator("textarea")).to_have_value("寫到一半")
        expect(pane(page, "r-residents").locator("select")).to_have_value("p-wong")

    def test_markup_and_direction_overrides_are_shown_as_text(self, open_page: OpenPage) -> None:
        page = open_page()
        say(page, "r-residents", "<img src=x onerror=alert(1)>\u202eabc\u0007")

        text = messages(page, "r-residents").locator(".text")
        expect(text).to_have_text("<img src=x onerror=alert(1)>\ufffdabc\u2407")
        expect(text.locator("bdi")).to_have_count(1)
        expect(text.locator("img")).to_have_count(0)


class TestReplies:
    def test_a_reply_quotes_its_message_and_a_click_goes_there(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        first = desk.say("r-residents", "p-li", "请问谁看到了电梯里的通知？")
        for number in range(60):
            desk.say("r-residents", "p-wong", f"闲聊 {number}")
        page = open_page()
        row = page.locator(f".message[data-id='{first['id']}']")
        row.scroll_into_view_if_needed()
        row.hover()
        row.locator(".reply-button").click()
        say(page, "r-residents", "我看到了")

        quote = messages(page, "r-residents").last.locator(".quote")
        expect(quote).to_contain_text("李秀英")
        assert desk.messages[-1]["reply_to"] == first["id"]
        expect(row).not_to_be_in_viewport()
        quote.click()
        expect(row).to_be_in_viewport()

    def test_a_reply_can_be_started_by_keyboard_and_given_up(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        desk.say("r-staff", "p-wang", "维保 15:20 到")
        page = open_page()
        pane(page, "r-staff").locator(".scroller").focus()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("r")
        bar = pane(page, "r-staff").locator(".reply-bar")
        expect(bar).to_contain_text("维保 15:20 到")
        page.keyboard.press("Escape")

        expect(bar).to_be_hidden()


class TestPhotos:
    def test_a_chosen_photo_is_previewed_sent_and_opens_in_full(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        page = open_page()
        room = pane(page, "r-residents")
        room.locator("input[type=file]").set_input_files([photo(), photo("door.png")])
        expect(room.locator(".preview")).to_have_count(2)
        room.locator(".preview-remove").first.click()
        room.locator(".send").click()

        thumb = messages(page, "r-residents").locator(".thumb")
        expect(thumb).to_have_count(1)
        assert desk.photos == [("image/png", png())]
        thumb.click()
        expect(page.locator("#viewer img")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#viewer")).to_be_hidden()

    @pytest.mark.parametrize("event", ["paste", "drop"])
    def test_a_pasted_or_dropped_picture_is_attached(self, open_page: OpenPage, event: str) -> None:
        page = open_page()
        drop_or_paste(pane(page, "r-staff").locator("textarea"), event)

        expect(pane(page, "r-staff").locator(".preview")).to_have_count(1)

    def test_a_photo_over_ten_megabytes_is_refused_before_it_is_sent(self, open_page: OpenPage) -> None:
        page = open_page()
        room = pane(page, "r-residents")
        room.locator("input[type=file]").set_input_files([photo("huge.png", 10 * 1024 * 1024 + 1), photo()])

        expect(room.locator(".notice")).to_contain_text("“huge.png”有 10.0 MB，超过 10 MB 的上限")
        expect(room.locator(".preview")).to_have_count(1)

    def test_what_is_no_picture_is_refused(self, open_page: OpenPage) -> None:
        page = open_page()
        room = pane(page, "r-residents")
        letter: Any = {"name": "函.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
        room.locator("input[type=file]").set_input_files([letter])

        expect(room.locator(".notice")).to_contain_text("不是图片")
        expect(room.locator(".preview")).to_have_count(0)


class TestTaps:
    def test_a_tap_shows_its_toast_and_the_card_is_edited_in_place(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        desk.say("r-staff", "bot", CARD, buttons=CARD_BUTTONS)
        page = open_page()
        card = messages(page, "r-staff")
        card.get_by_role("button", name="接单").click()

        expect(pane(page, "r-staff").locator(".toast")).to_have_text("已接单，请在 15:32 前联系业主")
        expect(card).to_have_count(1)
        expect(card).to_contain_text("周婷 已接单")
        expect(card.locator(".edited")).to_have_text("已编辑")
        expect(card.get_by_role("button", name="已联系业主")).to_be_visible()

    def test_a_late_tap_tells_the_true_state(self, open_page: OpenPage, desk: StubDesk) -> None:
        card = desk.say("r-staff", "bot", CARD, buttons=CARD_BUTTONS)
        page = open_page()
        expect(messages(page, "r-staff")).to_have_count(1)
        card["buttons"] = []  # taken meanwhile; the news has not come yet
        messages(page, "r-staff").get_by_role("button", name="接单").click()

        expect(pane(page, "r-staff").locator(".toast")).to_contain_text("已经失效")
        expect(messages(page, "r-staff").locator(".action")).to_have_count(0)


class TestTwoPeople:
    def test_two_browsers_see_each_others_words_and_taps(self, open_page: OpenPage) -> None:
        chen, zhou = open_page(), open_page()
        say(chen, "r-residents", LIFT)
        expect(messages(zhou, "r-residents")).to_have_count(2)
        messages(zhou, "r-staff").get_by_role("button", name="接单").click()

        expect(messages(chen, "r-staff")).to_contain_text("周婷 已接单")
        say(zhou, "r-residents", "我马上到")
        expect(messages(chen, "r-residents").last).to_contain_text("我马上到")

    def test_the_same_line_is_mine_for_its_writer_only(self, open_page: OpenPage) -> None:
        chen, li = open_page(), open_page()
        speak_as(li, "r-residents", "p-li")
        say(chen, "r-residents", "早上好")

        expect(messages(chen, "r-residents").first).to_have_class("message mine")
        expect(messages(li, "r-residents").first).to_have_class("message")
        speak_as(li, "r-residents", "p-chen")
        expect(messages(li, "r-residents").first).to_have_class("message mine")

    def test_news_in_anothers_private_chat_shows_a_face_that_opens_it(self, open_page: OpenPage) -> None:
        page = open_page()
        say(page, "r-residents", LIFT)
        face = pane(page, "private").locator(".face")
        expect(face.locator(".badge")).to_have_text("1")
        face.click()

        expect(messages(page, "private").last).to_contain_text("派给：周婷")
        expect(pane(page, "private").locator("select")).to_have_value("p-zhou")
        expect(face.locator(".badge")).to_have_count(0)


class TestPlace:
    @pytest.fixture
    def busy(self, desk: StubDesk) -> StubDesk:
        for number in range(80):
            desk.say("r-residents", "p-li", f"第 {number} 条")
        return desk

    def test_a_reader_at_the_bottom_stays_there(self, open_page: OpenPage, busy: StubDesk) -> None:
        page = open_page()
        scroller = pane(page, "r-residents").locator(".scroller")
        busy.say("r-residents", "p-wong", "最新的一条\n" * 6)

        expect(messages(page, "r-residents").last).to_be_in_viewport()
        page.wait_for_function(AT_BOTTOM, arg=scroller.element_handle())

    def test_a_reader_of_older_lines_keeps_the_place_and_gets_a_pill(
        self, open_page: OpenPage, busy: StubDesk
    ) -> None:
        page = open_page()
        expect(messages(page, "r-residents")).to_have_count(80)
        old = messages(page, "r-residents").nth(30)
        old.scroll_into_view_if_needed()
        pill = pane(page, "r-residents").locator(".pill")
        page.wait_for_timeout(100)
        before = old.bounding_box()
        for text in ("一", "二"):
            busy.say("r-residents", "p-wong", text)

        expect(pill).to_contain_text("2 条新消息")
        assert old.bounding_box() == before
        pill.click()
        expect(messages(page, "r-residents").last).to_be_in_viewport()
        expect(pill).to_be_hidden()

    def test_ones_own_line_is_always_shown(self, open_page: OpenPage, busy: StubDesk) -> None:
        page = open_page()
        messages(page, "r-residents").nth(10).scroll_into_view_if_needed()
        say(page, "r-residents", "我说一句")

        expect(messages(page, "r-residents").last).to_contain_text("我说一句")
        expect(messages(page, "r-residents").last).to_be_in_viewport()
        assert len(busy.messages) == 81

    def test_two_thousand_messages_grow_without_building_the_old_ones_again(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        for number in range(2000):
            desk.say("r-residents", "p-li", f"第 {number} 条")
        page = open_page()
        rows = messages(page, "r-residents")
        expect(rows).to_have_count(2000)
        page.evaluate("window.kept = [...document.querySelectorAll('.message > .line')]")
        desk.say("r-residents", "p-wong", "第 2000 条")
        expect(rows).to_have_count(2001)
        desk.edit(desk.messages[1990], "改过", [])
        expect(rows.nth(1990)).to_contain_text("改过")

        assert page.evaluate("window.kept.filter((line) => !line.isConnected).length") == 1
        expect(rows.last).to_be_in_viewport()


class TestClock:
    def test_a_step_moves_the_desks_clock_and_brings_what_fell_due(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        desk.clock_takes = 0.4
        page = open_page()
        expect(page.locator(".clock-face .time")).to_have_text("15:02")
        expect(page.locator(".clock-face .date")).to_have_text("2026年11月22日 周日")
        page.get_by_role("button", name="+31分钟").click()
        expect(page.locator(".steps")).to_have_attribute("aria-busy", "true")
        page.get_by_role("button", name="+31分钟").click(
            force=True
        )  # a second tap while it moves does nothing

        expect(page.locator(".clock-face .time")).to_have_text("15:33")
        expect(page.locator(".steps")).to_have_attribute("aria-busy", "false")
        expect(messages(page, "r-managers")).to_have_count(1)

    @pytest.mark.parametrize(
        ("hour", "label", "day"), [(15, "到明早8:30", 23), (3, "到今早8:30", 22), (8, "到今早8:30", 22)]
    )
    def test_the_morning_step_stops_at_half_past_eight(
        self, open_page: OpenPage, desk: StubDesk, hour: int, label: str, day: int
    ) -> None:
        desk.now = START.replace(hour=hour, minute=2, second=7)
        page = open_page()
        page.get_by_role("button", name=label).click()

        expect(page.locator(".clock-face .time")).to_have_text("08:30")
        assert desk.now == START.replace(day=day, hour=8, minute=30)

    def test_a_clock_moved_elsewhere_is_shown_here(self, open_page: OpenPage) -> None:
        mover, watcher = open_page(), open_page(timezone_id="America/New_York")
        mover.get_by_role("button", name="+1天").click()

        expect(watcher.locator(".clock-face .date")).to_have_text("2026年11月23日 周一")
        expect(watcher.locator(".clock-face .time")).to_have_text("15:02")


class TestConnection:
    def test_a_broken_stream_is_told_and_what_was_missed_is_fetched(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        page = open_page()
        desk.streaming = False
        desk.hang_up()
        expect(page.locator(".connection")).to_have_text("已断开，正在重连…")
        desk.say("r-residents", "p-li", "断线时说的")
        desk.streaming = True

        expect(page.locator(".connection")).to_have_text("已连接", timeout=10_000)
        expect(messages(page, "r-residents")).to_contain_text("断线时说的")

    def test_a_line_written_while_the_desk_is_gone_comes_back(self, open_page: OpenPage) -> None:
        page = open_page()
        page.route("**/api/messages", lambda route: route.abort())
        say(page, "r-residents", "有人吗")

        expect(pane(page, "r-residents").locator(".notice")).to_contain_text("连不上服务台")
        expect(pane(page, "r-residents").locator("textarea")).to_have_value("有人吗")


class TestTickets:
    def test_the_drawer_tells_state_clocks_and_journal_and_follows_the_news(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        page = open_page()
        page.get_by_role("button", name="工单").click()
        drawer = page.locator("#drawer")
        expect(drawer).to_contain_text("还没有工单")
        say(page, "r-residents", LIFT)

        card = drawer.locator(".ticket")
        expect(card).to_contain_text("#12")
        for words in ("已派单", "三类", "设备设施 · 电梯", "3栋2单元 电梯", "周婷", "陈建国"):
            expect(card.locator("summary")).to_contain_text(words)
        card.locator("summary").click()
        expect(card.locator(".dues li[data-state=met]")).to_have_text("派单已达成 15:02")
        expect(card.locator(".dues li[data-state=running]").first).to_have_text("接单还剩 30分钟（15:32）")
        expect(card.locator(".journal li").last).to_contain_text("员工可见")
        desk.tickets[0] |= {"status": "accepted"}
        desk.tell("r-staff", "edited")
        expect(card).to_contain_text("已接单")
        expect(card.locator(".journal")).to_be_visible()

    def test_overdue_tickets_can_be_picked_out(self, open_page: OpenPage, desk: StubDesk) -> None:
        late = {"kind": "resolve", "due_at": START.isoformat(), "met_at": None, "missed": True}
        desk.tickets += [ticket(START), ticket(START, number=13, clocks=[late], place="大堂", assignee=None)]
        page = open_page()
        page.get_by_role("button", name="工单").click()
        page.locator(".chip[data-filter=overdue]").click()

        expect(page.locator(".ticket")).to_have_count(1)
        expect(page.locator(".ticket")).to_contain_text("待派单")
        expect(page.locator(".chip[data-filter=overdue] .count")).to_have_text("1")


class TestLanguages:
    def test_each_language_has_every_word(self, open_page: OpenPage) -> None:
        keys = open_page().evaluate(LANGUAGES)

        assert list(keys) == ["zh-CN", "zh-TW", "en"]
        assert keys["zh-TW"] == keys["zh-CN"]
        assert keys["en"] == keys["zh-CN"]

    def test_the_pages_words_change_and_peoples_words_stay(self, open_page: OpenPage, desk: StubDesk) -> None:
        desk.say("r-staff", "p-zhou", "已到现场")
        page = open_page()
        page.locator(".languages [lang=en]").click()

        expect(page.locator(".tickets-button")).to_have_text("Tickets")
        expect(messages(page, "r-staff")).to_contain_text("Today")
        expect(messages(page, "r-staff").locator(".text")).to_have_text("已到现场")
        expect(pane(page, "r-staff").locator("option:checked")).to_have_text(
            "周婷 · Customer officer · 1-4栋"
        )
        page.locator(".languages [lang=zh-TW]").click()
        expect(page.locator(".tickets-button")).to_have_text("工單")


class TestPhone:
    def test_one_room_at_a_time_with_unread_badges(self, open_page: OpenPage, desk: StubDesk) -> None:
        page = open_page(PHONE, is_mobile=True, has_touch=True)
        expect(page.locator(".pane:visible")).to_have_count(1)
        desk.say("r-staff", "bot", CARD, buttons=CARD_BUTTONS)
        tab = page.locator(".tab[data-tab=r-staff]")
        expect(tab.locator(".badge")).to_have_text("1")
        tab.tap()

        expect(messages(page, "r-staff").last).to_be_in_viewport()
        expect(tab.locator(".badge")).to_be_hidden()
        expect(page.locator(".pane:visible")).to_have_count(1)

    def test_the_tickets_are_a_tab_of_their_own(self, open_page: OpenPage, desk: StubDesk) -> None:
        desk.tickets.append(ticket(START))
        page = open_page(PHONE, is_mobile=True, has_touch=True)
        page.locator(".tab[data-tab=tickets]").tap()
        expect(page.locator(".ticket")).to_be_visible()
        page.locator(".drawer-head .tool").tap()

        expect(page.locator("#drawer")).to_be_hidden()
        expect(pane(page, "r-residents")).to_be_visible()

    @pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
    def test_all_buttons_are_big_enough_and_nothing_sticks_out(
        self, open_page: OpenPage, desk: StubDesk, viewport: ViewportSize
    ) -> None:
        first = desk.say("r-residents", "p-li", "很长的一段话" * 200)
        desk.say("r-residents", "bot", CARD, buttons=[*CARD_BUTTONS, ("x", "好")], reply_to=first["id"])
        page = open_page(viewport)
        expect(messages(page, "r-residents")).to_have_count(2)
        boxes = page.evaluate(
            "[...document.querySelectorAll('button, select')].filter((b) => b.offsetParent)"
            ".map((b) => [b.className || b.textContent, b.offsetWidth, b.offsetHeight])"
        )

        assert [box for box in boxes if min(box[1:]) < 40] == []
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_the_page_loads_nothing_from_elsewhere(open_page: OpenPage, desk: StubDesk) -> None:
    desk.say("r-residents", "bot", CARD, buttons=CARD_BUTTONS)
    page = open_page()
    names = page.evaluate(
        "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin)"
    )

    assert set(names) == {page.evaluate("location.origin")}
