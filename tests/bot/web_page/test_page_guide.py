"""Guided scenes in the page, over the demo itself: a list, then step by step with what to watch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nlp.reader import Reader
from tests.fakes.web_page import PATIENCE, PHONE, WIDE, OpenPage, say
from tests.journeys.conftest import Running


@pytest.fixture
def demo(data: Path, reader: Reader) -> Iterator[str]:
    with Running(data, reader) as base:
        yield base


@pytest.fixture(params=[WIDE, PHONE], ids=["desktop", "phone"])
def page(browser: Browser, demo: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The demo's page; anything that it complains of fails the test."""
    complaints: list[str] = []
    context = browser.new_context(viewport=request.param)
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(demo)
    yield opened
    context.close()
    assert complaints == []


def test_one_tap_lists_the_scenes_and_another_plays_one_to_its_end(page: Page) -> None:
    page.locator(".scenes-button").click()
    page.locator(".guide-scene", has_text="电梯困人").click()
    for step in range(1, 8):
        expect(page.locator(".guide-place")).to_have_text(f"电梯困人 {step}/7")
        expect(page.locator(".guide-next")).to_have_attribute("aria-disabled", "false")
        expect(page.locator(".guide-problem")).to_have_count(0)
        assert page.locator(".guide-strip").evaluate("node => node.scrollWidth <= node.clientWidth")
        page.locator(".guide-next").click()
    expect(page.locator(".guide-scene").first).to_be_visible()


def test_what_is_to_be_watched_is_brought_into_view(page: Page) -> None:
    page.locator(".scenes-button").click()
    page.locator(".guide-scene", has_text="电梯困人").click()
    expect(page.locator(".pane[data-room=residents]")).to_be_visible()
    expect(page.locator(".pane[data-room=residents] .message").last).to_contain_text("靠壁站稳")
    page.locator(".guide-next").click()
    expect(page.locator(".pane[data-room=private] select").first).to_have_value("14")
    expect(page.locator(".pane[data-room=private]")).to_be_visible()
    page.get_by_role("button", name="繁").click()
    expect(page.locator(".guide-watch")).to_contain_text("主管")


def test_typed_in_any_room_the_list_opens_and_nothing_is_said(page: Page) -> None:
    expect(page.locator(".scenes-button")).to_be_visible()
    say(page, "residents", "/演示")
    expect(page.locator(".guide-scene").first).to_be_visible()
    expect(page.locator(".pane[data-room=residents] .message")).to_have_count(0)


def test_a_desk_without_scenes_offers_none(open_page: OpenPage) -> None:
    expect(open_page().locator(".scenes-button")).to_have_count(0)


def test_the_room_that_a_step_speaks_of_shows_its_last_words(page: Page) -> None:
    page.locator(".scenes-button").click()
    page.locator(".guide-scene", has_text="群体投诉").click()
    for room in ("residents", "staff", "residents"):
        thread = page.locator(f".pane[data-room={room}] .scroller")
        expect(page.locator(".guide-next")).to_have_attribute("aria-disabled", "false")
        expect(thread).to_be_visible()
        page.wait_for_function(
            "node => node.scrollHeight - node.scrollTop - node.clientHeight < 48", arg=thread.element_handle()
        )
        expect(page.locator(f".pane[data-room={room}] .pill")).to_be_hidden()
        page.locator(".guide-next").click()


def test_four_rooms_stand_side_by_side_on_a_small_laptop(page: Page) -> None:
    if page.viewport_size == PHONE:
        return
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".pane").nth(3)).to_be_visible()
    assert page.locator(".panes").evaluate("node => node.scrollWidth <= node.clientWidth")
