"""Replies, taps and two people at once in the browser chat's page."""

from playwright.sync_api import expect

from tests.fakes.web_page import LIFT, OpenPage, messages, pane, say, speak_as
from tests.fakes.web_stub import CARD, CARD_BUTTONS, StubDesk


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
