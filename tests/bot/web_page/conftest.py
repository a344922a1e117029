"""The page in real headless Chromium, against a stub of its HTTP contract."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect, sync_playwright

from tests.fakes.web_page import PATIENCE, WIDE, OpenPage
from tests.fakes.web_stub import StubDesk
from tests.fakes.web_stub_http import serve

expect.set_options(timeout=PATIENCE)
# The shell draws the same pages without the rest of a browser: a fifth less processor time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Its driver keeps an event loop running in the test's thread, where nothing else can have one then."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("chromium is not installed")
    assert CHROMIUM, "chromium must be installed where CI is set"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=LAUNCH)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Page:
    """A page that tests have one after another, which costs half as much as a new one for each."""
    return browser.new_context(viewport=WIDE).new_page()


@pytest.fixture
def desk() -> StubDesk:
    return StubDesk()


@pytest.fixture
def open_page(browser: Browser, kept: Page, desk: StubDesk) -> Iterator[OpenPage]:
    """Opens the page, first in the kept tab, then in a new browser context; its complaints fail the test."""
    complaints: list[str] = []
    free = [kept]

    def complain(error: Error) -> None:
        complaints.append(str(error))

    with ExitStack() as stack, serve(desk) as url:

        def open_one(viewport: ViewportSize = WIDE, **options: Any) -> Page:
            if free and viewport == WIDE and not options:
                page = free.pop()
            else:
                context = stack.enter_context(browser.new_context(viewport=viewport, **options))
                page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", complain)
            page.goto(url)
            expect(page.locator(".connection")).to_have_attribute("data-state", "live")
            expect(page.locator(".scroller[aria-busy=true]")).to_have_count(0)
            return page

        yield open_one
        if not free:
            _forget(kept)
            kept.remove_listener("pageerror", complain)
        stack.close()
    assert complaints == []


def _forget(page: Page) -> None:
    """Whoever has it next finds nothing of what was."""
    page.unroute_all()
    page.evaluate("localStorage.clear()")
    page.mouse.move(0, 0)
    page.goto("about:blank")
