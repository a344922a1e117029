"""Whatever is merged, taken apart, joined and closed in whatever order: nobody and nothing is lost."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.book import load_book
from bot.cli.reader import reader
from desk.journal import Entry
from desk.matters import DEFAULT
from desk.people import Role, RoomKind
from desk.reading import Class
from desk.ticket import UNFINISHED, Status, Ticket
from handlers import due, router
from handlers.incoming import Incoming, Kind, Sender
from handlers.surviving import surviving
from handlers.tools import Tools
from handlers.window import Window
from storage.unit_of_work import UnitOfWork
from tests.handlers.undone import undone
from tests.storage.builders import NOW, a_person, a_room, a_site

BOOK = load_book()
SAID = (
    "3栋2单元电梯坏了，门关不上，快来修",
    "3栋2单元的电梯坏了，麻烦看看",
    "3栋电梯坏了，请派人来修",
    "3栋2单元电梯还是坏的，没人来修",
    "5栋地下车库漏水，滴到车上了",
)
OTHERS = ("5栋地下车库漏水，滴到车上了", "1栋门禁坏了，刷不开", "7栋2单元电梯坏了，快来修")
HOMES = ("501", "501", "502", "601", "602", "701", "702", "801")  # the first two live together
VERBS = (
    "合并 {a} {b}",
    "拆分 {a}",
    "不是同一件 {a} {b}",
    "接单 {a}",
    "完成 {a} 已修好",
    "不是投诉 {a} 已经解决",
)
OWN = ("/已解决 {a}", "/未解决 {a}", "/撤回 {a}", "/拆分 {a}", "/补充 {a} 还有人")


class Matters(RuleBasedStateMachine):
    """A site whose people report, merge, split, join and close by what they type."""

    def __init__(self) -> None:
        super().__init__()
        self.undoing = ExitStack()
        self.uow = UnitOfWork(self.undoing.enter_context(undone()))
        self.tools = Tools(uow=self.uow, reader=reader(), book=BOOK, window=Window())
        self.now, self.updates = NOW, 0
        self.site = a_site(self.uow)
        a_room(self.uow, self.site)
        self.uow.rooms.bind(self.site.id, "web", "staff", RoomKind.STAFF, "工作群")
        self.residents = [self.account("resident", Role.RESIDENT, room=home) for home in HOMES]
        self.staff = [
            self.account("staff", role) for role in (Role.FRONT_DESK, Role.CS_LEAD, Role.CENTRE_MANAGER)
        ]
        self.own: dict[int, set[int]] = {}
        self.first: dict[int, int] = {}
        self.journals: dict[int, list[Entry]] = {}
        self.texts: dict[int, str] = {}

    def account(self, name: str, role: Role, room: str | None = None) -> int:
        home: dict[str, Any] = {"building": "3", "unit": "2", "room": room} if room else {}
        person = a_person(self.uow, self.site, name=name, role=role, **home)
        self.uow.people.reach(person.id, "web", str(person.id), "ok")
        return person.id

    def teardown(self) -> None:
        self.undoing.close()

    def types(self, who: int, chat: str, text: str) -> None:
        self.updates += 1
        incoming = Incoming(
            platform="web",
            update=str(self.updates),
            kind=Kind.MESSAGE,
            chat=chat,
            private=chat not in ("room", "staff"),
            sender=Sender(account=str(who)),
            text=text,
            message=str(self.updates),
        )
        router.handle(incoming, self.tools, self.now)

    def tickets(self) -> dict[int, Ticket]:
        return {one.id: one for one in self.uow.tickets.of(self.site.id)}

    @initialize(who=st.permutations(range(len(HOMES))))
    def some_matters_are_there(self, who: list[int]) -> None:
        for one, said in zip(who, (*OTHERS, SAID[0]), strict=False):
            self.types(self.residents[one], "room", said)
            self.learn(None)

    @rule(who=st.integers(0, len(HOMES) - 1), said=st.sampled_from(SAID), aloud=st.booleans())
    def somebody_reports(self, who: int, said: str, aloud: bool) -> None:  # noqa: FBT001  # hypothesis names it
        person = self.residents[who]
        self.types(person, "room" if aloud else str(person), said)
        self.learn(None)

    @rule(data=st.data(), who=st.integers(0, 2), verb=st.sampled_from(VERBS))
    def staff_does_something(self, data: st.DataObject, who: int, verb: str) -> None:
        a, b = data.draw(self.any_number()), data.draw(self.any_number())
        self.types(self.staff[who], "staff", verb.format(a=a, b=b))
        self.learn(None)

    @rule(data=st.data())
    def the_manager_merges(self, data: st.DataObject) -> None:
        open_ = sorted(one.number for one in self.tickets().values() if one.status in UNFINISHED)
        a, b = data.draw(st.permutations(open_))[:2] if len(open_) > 1 else (1, 2)
        self.types(self.staff[2], "staff", f"合并 {a} {b}")
        self.learn(None)

    @rule()
    def the_manager_takes_all_for_one(self) -> None:
        kept, *rest = sorted(one.number for one in self.tickets().values() if one.status in UNFINISHED) or [1]
        for number in rest:
            self.types(self.staff[2], "staff", f"合并 {number} {kept}")
        self.learn(None)

    @rule(data=st.data())
    def the_manager_splits(self, data: st.DataObject) -> None:
        merged = sorted(one.number for one in self.tickets().values() if one.status is Status.MERGED)
        self.types(self.staff[2], "staff", f"拆分 {data.draw(st.sampled_from(merged or [1]))}")
        self.learn(None)

    @rule(data=st.data(), solved=st.booleans())
    def the_manager_finishes(self, data: st.DataObject, solved: bool) -> None:  # noqa: FBT001  # likewise
        open_ = [one for _, one in sorted(self.tickets().items()) if one.status in UNFINISHED]
        if not open_:
            return
        ticket = data.draw(st.sampled_from(open_))
        for typed in (f"接单 {ticket.number}", f"完成 {ticket.number} 已修好"):
            self.types(self.staff[2], "staff", typed)
        said = "已解决" if solved else "未解决"
        self.types(data.draw(st.sampled_from(ticket.reporters)), "room", f"/{said} {ticket.number}")
        self.learn(None)

    @rule(data=st.data(), who=st.sampled_from(range(len(HOMES))))
    def a_neighbour_joins(self, data: st.DataObject, who: int) -> None:
        for number in data.draw(st.permutations(range(1, len(self.own) + 1)))[:2]:
            self.types(self.residents[who], "room", f"/我也遇到 {number}")
            self.learn(self.residents[who])

    @rule(data=st.data(), verb=st.sampled_from(OWN))
    def a_reporter_does_something(self, data: st.DataObject, verb: str) -> None:
        ticket = data.draw(st.sampled_from([one for _, one in sorted(self.tickets().items())]))
        self.types(data.draw(st.sampled_from(ticket.reporters)), "room", verb.format(a=ticket.number))
        self.learn(None)

    def any_number(self) -> st.SearchStrategy[int]:
        return st.integers(1, len(self.own) + 1)

    @rule(minutes=st.integers(1, 60 * 30))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        due.fire(self.tools, self.now)

    def learn(self, joined: int | None) -> None:
        """What is new: tickets with whom they were opened for, and somebody who joined one."""
        for key, ticket in self.tickets().items():
            if key not in self.own:
                within = [one.gone for one in self.uow.merges.within(key)]
                assert not within
                self.own[key] = set(ticket.reporters)
                self.first[key] = ticket.reporter
            elif joined in ticket.reporters and joined not in self.through(key) | self.own[key]:
                self.own[key].add(joined)

    def through(self, key: int) -> set[int]:
        """Who is a reporter by what was merged into it."""
        tickets = self.tickets()
        return {who for one in self.uow.merges.within(key) for who in tickets[one.gone].reporters}

    @invariant()
    def every_ticket_has_exactly_its_own_reporters_and_those_of_what_is_within_it(self) -> None:
        for key, ticket in self.tickets().items():
            assert set(ticket.reporters) == self.own[key] | self.through(key)
            assert len(ticket.reporters) == len(set(ticket.reporters))
            assert ticket.reporter == ticket.reporters[0] == self.first[key]

    @invariant()
    def a_home_is_counted_once_and_five_are_a_group(self) -> None:
        homes = dict(zip(self.residents, HOMES, strict=True))
        for ticket in self.tickets().values():
            assert ticket.households == len({homes[one] for one in ticket.reporters})
            if ticket.status in UNFINISHED and DEFAULT.is_group(ticket):
                assert ticket.class_ is Class.ONE

    @invariant()
    def merges_lead_somewhere_and_never_back(self) -> None:
        for ticket in self.tickets().values():
            merge = self.uow.merges.of(ticket.id)
            assert (merge is not None) == (ticket.merged_into is not None) == (ticket.status is Status.MERGED)
            last = surviving(self.tools, ticket)
            assert last.status is not Status.MERGED
            assert set(ticket.reporters) <= set(last.reporters)

    @invariant()
    def nothing_is_owed_for_what_is_merged(self) -> None:
        for ticket in self.tickets().values():
            clocks = [one for one in self.uow.clocks.of(ticket.id) if one.running]
            if ticket.status is Status.MERGED:
                assert all(one.paused_at is not None and one.next_at is None for one in clocks)
            elif ticket.status in UNFINISHED - {Status.WAITING}:
                assert clocks
                assert all(one.paused_at is None for one in clocks)

    @invariant()
    def journals_and_words_only_grow(self) -> None:
        for key, ticket in self.tickets().items():
            story = self.uow.journal.of(key)
            assert story[: len(self.journals.get(key, []))] == self.journals.get(key, [])
            assert ticket.text.startswith(self.texts.get(key, ""))
            self.journals[key], self.texts[key] = story, ticket.text


TestMatters = Matters.TestCase
TestMatters.settings = settings(
    max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
