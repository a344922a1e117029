"""Whatever is tapped and said about an emergency and a drill, by whomever, in whatever order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import sample
from bot.book import load_book
from desk.people import Person
from handlers import due, router
from handlers.incoming import Incoming, Kind, Sender
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork
from tests.handlers.undone import undone
from tests.storage.builders import NOW

BOOK = load_book()
PEOPLE = ("陈建国", "李秀英", "周婷", "王强", "赵卫东", "何静", "林芳", "高明", "唐总")
LIFT = "3栋2单元电梯困人了，快来人"
TAPS = [
    f"v1:{verb}:{ticket}{arg}"
    for ticket in (1, 2)
    for verb, args in {
        "step": [f":{n}" for n in (1, 2, 3, 5, 9)],
        "all_clear": ["", ":救出来了"],
        "acknowledge": [""],
        "separate": ["", ":1"],
        "visited": [""],
        "withdraw": [""],
        "join": [""],
        "accept": [""],
        "dismiss": ["", ":chatter"],
    }.items()
    for arg in args
]
WORDS = [
    "步骤 1 2 撤销",
    "步骤 2 1",
    "解除 1",
    "解除 2 演练够了",
    "事件报告 1",
    "慰问 1 都好",
    "已经没事了",
    "3栋2单元电梯还关着人",
    "3栋电梯里有人晕倒",
    "进度 2",
]
_acts = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(TAPS) | st.sampled_from(WORDS), st.integers(0, 9)),
    min_size=5,
    max_size=25,
)


class Town:
    """The sample site with a drill (#1) and an emergency (#2), and everybody's private chat."""

    def __init__(self, tools: Tools) -> None:
        self.tools, self.now, self.updates = tools, NOW, 0
        self.site = sample.seed(tools.uow, "web")
        self.people: dict[str, Person] = {one.name: one for one in tools.uow.people.of(self.site.id)}
        self.say("林芳", "/演练 电梯困人 6栋1单元")
        self.say("陈建国", LIFT, chat="residents")

    def say(self, who: str, text: str, chat: str | None = None) -> None:
        self._take(who, chat, kind=Kind.MESSAGE, text=text)

    def tap(self, who: str, button: str) -> None:
        self._take(who, None, kind=Kind.TAP, button=button)

    def _take(self, who: str, chat: str | None, **what: Any) -> None:
        self.updates += 1
        account = str(self.people[who].id)
        incoming = Incoming(
            platform="web",
            update=str(self.updates),
            chat=chat or account,
            private=chat is None,
            sender=Sender(account=account, name=who),
            message=f"m{self.updates}",
            **what,
        )
        router.handle(incoming, self.tools, self.now)

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        while due.fire(self.tools, self.now):
            pass

    def letters(self) -> list[Letter]:
        found: list[Letter] = []
        while waiting := self.tools.uow.letters.waiting(["web"], 99):
            found += waiting
            for one in waiting:
                self.tools.uow.letters.sent(one.id, self.now)
        return found


@contextmanager
def town(reader: Reader) -> Iterator[Town]:
    with undone() as connection:
        yield Town(Tools(uow=UnitOfWork(connection), reader=reader, book=BOOK, window=Window()))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=_acts)
def test_the_laws_hold_whatever_is_tapped_and_said(reader: Reader, acts: list[tuple[str, str, int]]) -> None:
    with town(reader) as place:
        letters = place.letters()
        for who, what, minutes in acts:
            before = {key: place.tools.uow.incidents.of(key) for key in (1, 2)}
            place.tap(who, what) if what.startswith("v1:") else place.say(who, what)
            place.wait(minutes)
            letters += place.letters()
            _nothing_is_taken_back(place, before)
        _a_drill_says_so_and_counts_nowhere(place, letters)
        _steps_name_who_did_them(place)
        _nobody_is_reminded_of_what_is_over(place)


def _nothing_is_taken_back(place: Town, before: dict[int, Any]) -> None:
    for key, old in before.items():
        new = place.tools.uow.incidents.of(key)
        assert new is not None
        if old.cleared_at is not None:
            assert (new.cleared_at, new.cleared_by) == (old.cleared_at, old.cleared_by)


def _a_drill_says_so_and_counts_nowhere(place: Town, letters: list[Letter]) -> None:
    for letter in letters:
        drilled = letter.notice.key == "drilled"
        assert not drilled or letter.ticket in (1, None), "None: the receipt of a command"
        assert letter.ticket != 1 or drilled
    drill = place.tools.uow.tickets.get(1)
    assert drill is not None
    assert drill.ended
    assert place.tools.uow.clocks.of(1) == []
    assert drill.reporters == (place.people["林芳"].id,)


def _steps_name_who_did_them(place: Town) -> None:
    staff = {one.id for one in place.people.values() if one.is_staff}
    for key in (1, 2):
        incident = place.tools.uow.incidents.of(key)
        assert incident is not None
        for item in place.tools.uow.incidents.items(incident.id):
            assert (item.done_at is None) == (item.done_by is None)
            assert item.done_by is None or item.done_by in staff
        if incident.cleared_by is not None:
            assert place.tools.uow.people.get(incident.cleared_by).name in ("林芳", "高明")


def _nobody_is_reminded_of_what_is_over(place: Town) -> None:
    for key in (1, 2):
        incident = place.tools.uow.incidents.of(key)
        assert incident is not None
        if not incident.active:
            assert all(one.next_at is None for one in place.tools.uow.incidents.items(incident.id))
