"""Whatever is answered, in any order: nothing is lost, and nobody is asked more than twice."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.book import load_book
from bot.cli.reader import reader
from desk.people import Role, RoomKind
from desk.ticket import UNFINISHED
from handlers import router
from handlers.incoming import Incoming, Kind, Sender
from handlers.tools import Tools
from handlers.window import Window
from storage.unit_of_work import UnitOfWork
from tests.handlers.undone import undone
from tests.storage.builders import NOW, a_person, a_room, a_site

BOOK = load_book()
MATTERS = (
    "家里卫生间漏水，一直在滴",
    "门禁坏了，刷卡没反应",
    "水管漏水了，快来修",
    "3栋2单元电梯坏了，门关不上",
)
SAID = (
    "明天上午",
    "随时都行",
    "5栋门口",
    "3栋2单元501",
    "我家",
    "不用了",
    "谢谢",
    "哈哈哈",
    "13800001111",
    "楼道垃圾堆了三天没人收，臭死了",
    "回答 1 后天下午三点",
    "我的",
)
TAPS = (
    "place-home",
    "visit-any",
    "visit-20260101",
    "visit-99999999",
    "repeat-yes",
    "repeat-no",
    "visit-20991231am",
    "x-y",
    "",
)
STEP = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(SAID)), st.tuples(st.just("tap"), st.sampled_from(TAPS))
)
STEPS = st.lists(st.tuples(STEP, st.sampled_from((0, 1, 7, 200, 900))), max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matter=st.sampled_from(MATTERS), home=st.sampled_from(("", "501")), steps=STEPS)
def test_no_sequence_of_answers_loses_the_ticket_or_asks_more_than_twice(
    matter: str, home: str, steps: list[tuple[tuple[str, str], int]]
) -> None:
    with undone() as connection:
        uow = UnitOfWork(connection)
        tools = Tools(uow=uow, reader=reader(), book=BOOK, window=Window())
        site = a_site(uow)
        a_room(uow, site)
        uow.rooms.bind(site.id, "web", "staff", RoomKind.STAFF, "工作群")
        lived = {"building": "3", "unit": "2", "room": home} if home else {}
        who = a_person(uow, site, name="陈", role=Role.RESIDENT, **lived)
        uow.people.reach(who.id, "web", str(who.id), "ok")
        a_person(uow, site, name="何静", role=Role.FRONT_DESK)
        now, update = NOW, 0
        for (how, what), minutes in [(("say", matter), 0), *steps]:
            now, update = now + timedelta(minutes=minutes), update + 1
            incoming = Incoming(
                platform="web",
                update=str(update),
                kind=Kind.MESSAGE if how == "say" else Kind.TAP,
                chat=str(who.id),
                private=True,
                sender=Sender(account=str(who.id)),
                text=what if how == "say" else "",
                button=f"v1:clear:1:{what}" if how == "tap" else None,
                message=str(update),
            )
            router.handle(incoming, tools, now)
        first = uow.tickets.numbered(site.id, 1)
        assert first is not None
        assert first.status in UNFINISHED
        assert first.text.startswith(matter)
        for ticket in uow.tickets.of(site.id):
            asked = [one for one in uow.clears.of(ticket.id) if one.asked_at is not None]
            assert len(asked) <= BOOK.clears.most
            assert sum(one.answered_at is None for one in asked) <= 1, "one question at a time"
        other = "楼道垃圾堆了三天没人收，臭死了"
        if ("say", other) in [step for step, _ in steps]:
            assert any(other in ticket.text for ticket in uow.tickets.of(site.id)), "a report of its own"
