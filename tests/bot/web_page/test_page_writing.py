"""Writing in the browser chat's page."""

from playwright.sync_api import expect

from tests.fakes.web_page import LIFT, OpenPage, messages, pane, say, speak_as
from tests.fakes.web_stub import CARD_BUTTONS, StubDesk


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
        expect(pane(page, "r-managers").locator(".refusal")).to_have_text("您不在这个群里")
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
