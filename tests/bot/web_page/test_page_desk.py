"""The desk around the browser chat's rooms: clock, connection, tickets, language."""

import pytest
from playwright.sync_api import expect

from tests.fakes.web_page import LIFT, OpenPage, messages, pane, say
from tests.fakes.web_stub import CARD, CARD_BUTTONS, START, StubDesk, ticket

LANGUAGES = """async () => {
  const { LANGUAGES } = await import('/static/i18n.js');
  return Object.fromEntries(Object.entries(LANGUAGES).map(([k, v]) => [k, Object.keys(v).sort()]));
}"""


class TestClock:
    def test_a_step_moves_the_desks_clock_and_brings_what_fell_due(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        desk.busy = True
        page = open_page()
        expect(page.locator(".clock-face .time")).to_have_text("15:02")
        expect(page.locator(".clock-face .date")).to_have_text("2026年11月22日 周日")
        page.get_by_role("button", name="+31分钟").click()
        expect(page.locator(".steps")).to_have_attribute("aria-busy", "true")
        again = page.get_by_role("button", name="+31分钟")
        again.click(force=True)  # a second tap while it moves does nothing
        desk.busy = False

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

    def test_a_clock_moved_elsewhere_is_shown_here_in_the_sites_zone(
        self, open_page: OpenPage, desk: StubDesk
    ) -> None:
        desk.now = START.replace(hour=3)
        mover, watcher = open_page(), open_page(timezone_id="America/New_York")
        mover.get_by_role("button", name="+1天").click()

        expect(watcher.locator(".clock-face .date")).to_have_text("2026年11月23日 周一")
        expect(watcher.locator(".clock-face .time")).to_have_text("03:02")


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

        expect(page.locator(".connection")).to_have_text("已连接")
        expect(messages(page, "r-residents")).to_contain_text("断线时说的")

    def test_without_a_stream_the_page_looks_by_itself(self, open_page: OpenPage, desk: StubDesk) -> None:
        page = open_page()
        desk.streaming = False
        desk.hang_up()
        expect(page.locator(".connection")).to_have_attribute("data-state", "lost")
        desk.say("r-residents", "p-li", "有人在吗")

        expect(messages(page, "r-residents")).to_contain_text("有人在吗")
        expect(page.locator(".connection")).to_have_attribute("data-state", "lost")

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

    def test_of_a_long_list_it_says_that_there_is_more(self, open_page: OpenPage, desk: StubDesk) -> None:
        desk.tickets += [ticket(START, number=2000 + n) for n in range(100)]
        page = open_page()
        page.get_by_role("button", name="工单").click()
        expect(page.locator("#drawer")).to_contain_text("列出未办完的和最近 100 单")

    def test_overdue_tickets_can_be_picked_out(self, open_page: OpenPage, desk: StubDesk) -> None:
        late = {"kind": "resolve", "due_at": START.isoformat(), "met_at": None, "missed": True}
        settled = [late | {name: START.isoformat()} for name in ("met_at", "cancelled_at", "paused_at")]
        desk.tickets += [
            ticket(START, clocks=settled),
            ticket(START, number=13, clocks=[late], place="大堂", assignee=None),
            ticket(START, number=14, clocks=[late], status="closed"),
        ]
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


def test_the_page_loads_nothing_from_elsewhere(open_page: OpenPage, desk: StubDesk) -> None:
    desk.say("r-residents", "bot", CARD, buttons=CARD_BUTTONS)
    page = open_page()
    names = page.evaluate(
        "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin)"
    )

    assert set(names) == {page.evaluate("location.origin")}
