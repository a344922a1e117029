"""The page in real headless Chromium, against a stub of its HTTP contract."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.fakes.web_page import PATIENCE, WIDE, OpenPage
from tests.fakes.web_stub import StubDesk
from tests.fakes.web_stub_http import serve

expect.set_options(timeout=PATIENCE)
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
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(url)
            expect(page.locator(".connection")).to_have_attribute("data-state", "live")
            expect(page.locator(".scroller[aria-busy=true]")).to_have_count(0)
            return page

        yield open_one
        stack.close()
    assert complaints == []
