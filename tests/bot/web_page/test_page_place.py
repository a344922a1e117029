"""Where one is in the browser chat's page: the reader's place, and the phone's one room at a time."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.fakes.web_page import PHONE, WIDE, OpenPage, messages, pane, say
from tests.fakes.web_stub import CARD, CARD_BUTTONS, START, StubDesk, ticket


class TestPlace:
    @pytest.fixture
    def busy(self, desk: StubDesk) -> StubDesk:
        for number in range(80):
            desk.say("r-residents", "p-li", f"第 {number} 条")
        return desk

    def test_a_reader_at_the_bottom_stays_there(self, open_page: OpenPage, busy: StubDesk) -> None:
        page = open_page()
        busy.say("r-residents", "p-wong", "最新的一条\n" * 6)

        expect(messages(page, "r-residents")).to_have_count(81)
        expect(messages(page, "r-residents").last).to_be_in_viewport(ratio=1)

    def test_a_reader_of_older_lines_keeps_the_place_and_gets_a_pill(
        self, open_page: OpenPage, busy: StubDesk
    ) -> None:
        page = open_page()
        expect(messages(page, "r-residents")).to_have_count(80)
        old = messages(page, "r-residents").nth(30)
        old.scroll_into_view_if_needed()
        pill = pane(page, "r-residents").locator(".pill")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
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
