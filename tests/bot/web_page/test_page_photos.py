"""Photos in the browser chat's page."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.fakes.web_page import OpenPage, drop_or_paste, messages, pane, photo, png
from tests.fakes.web_stub import StubDesk


class TestFiles:
    def test_a_file_is_a_link_that_saves_it_under_its_name(self, open_page: OpenPage, desk: StubDesk) -> None:
        file = {"name": "register-2026-10.xlsx", "url": "/api/documents/m1?room=r-staff&person=p-wang"}
        desk.say("r-staff", "bot", "📎 2026-10 登记表", document=file)
        link = messages(open_page(), "r-staff").get_by_role("link", name="register-2026-10.xlsx")

        expect(link).to_have_attribute("href", file["url"])
        expect(link).to_have_attribute("download", file["name"])


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

    def test_a_photo_over_ten_megabytes_is_refused_before_it_is_sent(
        self, open_page: OpenPage, tmp_path: Path
    ) -> None:
        huge, small = tmp_path / "huge.png", tmp_path / "lift.png"
        huge.write_bytes(png(10 * 1024 * 1024 + 1))
        small.write_bytes(png())
        page = open_page()
        room = pane(page, "r-residents")
        room.locator("input[type=file]").set_input_files([huge, small])

        expect(room.locator(".notice")).to_contain_text("“huge.png”有 10.1 MB，超过 10 MB 的上限")
        expect(room.locator(".preview")).to_have_count(1)

    def test_no_more_photos_are_taken_than_one_message_may_carry(self, open_page: OpenPage) -> None:
        page = open_page()
        room = pane(page, "r-residents")
        room.locator("input[type=file]").set_input_files([photo(f"{number}.png") for number in range(10)])

        expect(room.locator(".notice")).to_have_text("一次最多发 9 张照片")
        expect(room.locator(".preview")).to_have_count(9)

    def test_what_is_no_picture_is_refused(self, open_page: OpenPage) -> None:
        page = open_page()
        room = pane(page, "r-residents")
        letter: Any = {"name": "函.docx", "mimeType": "application/msword", "buffer": b"PK"}
        room.locator("input[type=file]").set_input_files([letter])

        expect(room.locator(".notice")).to_contain_text("请选 JPEG、PNG、WebP、GIF 照片或 PDF 信函")
        expect(room.locator(".preview")).to_have_count(0)

    def test_a_letter_is_attached_by_its_name(self, open_page: OpenPage) -> None:
        page = open_page()
        room = pane(page, "r-staff")
        letter: Any = {"name": "函.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
        room.locator("input[type=file]").set_input_files([letter])
        expect(room.locator(".preview")).to_contain_text("函.pdf")
