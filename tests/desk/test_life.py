"""Whatever anybody does in whatever order, a ticket keeps the laws of its life."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk import routing
from desk.change import Change, Circle
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.journal import Entry
from desk.moves import closing, joining, opening, sensitive, triage, working
from desk.moves import people as hands
from desk.moves.closing import MODES, UNSATISFIED, Revisit
from desk.moves.table import TRANSITIONS, Move, permitted
from desk.people import HEADS, WORKERS, Person, Role
from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from desk.sensitive import Identity
from desk.ticket import ENDED, UNFINISHED, Status, Ticket
from tests.desk.clockbench import ClockBench, preset
from tests.desk.examples import NOW, person, ticket

PEOPLE = [
    *(person(n, Role.RESIDENT) for n in range(1, 8)),
    *(person(10 + n, role) for n, role in enumerate(Role)),
    person(40, Role.CUSTOMER_OFFICER),
    person(41, Role.ENGINEER),
]
ACCUSED = 41
STANDARD = preset()
OFFICES = STANDARD.offices
HAS_OWNER = frozenset(Status) - {Status.PROPOSED, Status.OPEN, Status.DISMISSED, Status.MERGED}

people = st.sampled_from(PEOPLE)
stars = st.integers(0, 6)
readings = st.builds(
    Reading,
    intent=st.sampled_from(Intent),
    action=st.just(Action.OPEN),
    confidence=st.just(1.0),
    category=st.none() | st.sampled_from(Category),
    class_=st.none() | st.sampled_from(Class),
    urgency=st.none() | st.sampled_from(Urgency),
    topic=st.sampled_from([None, "电梯", "急病"]),
)

Draw = Callable[[st.SearchStrategy[Any]], Any]
Try = Callable[[Ticket, datetime, Person, Draw], Change]


def join(ticket: Ticket, now: datetime, actor: Person, _draw: Draw) -> Change:
    group = joining.as_group(ticket)
    return joining.join(
        ticket, now, actor, routing.assignee(group, PEOPLE, {}, offices=OFFICES) if group else None
    )


def reclassify(ticket: Ticket, now: datetime, actor: Person, draw: Draw) -> Change:
    return triage.reclassify(ticket, now, actor, draw(st.sampled_from(Class)), draw(st.none() | people))


def reject(ticket: Ticket, now: datetime, actor: Person, _draw: Draw) -> Change:
    second = closing.second_complaint(ticket, now, actor, standard="s0")
    assert second.class_ <= Class.TWO
    assert (second.parent, second.round) == (ticket.id, ticket.round + 1)
    assert set(ticket.reporters) <= set(second.reporters)
    return closing.reject(ticket, now, actor, second)


def revisit(ticket: Ticket, now: datetime, actor: Person, draw: Draw) -> Change:
    answers = Revisit(mode=draw(st.sampled_from(MODES)), attitude=draw(stars), outcome=draw(stars))
    change = closing.revisit(ticket, now, actor, answers)
    assert actor.id != ticket.owner
    closes = answers.satisfied and ticket.class_ is Class.THREE  # S0-20, S4-44: else a head archives it
    assert change.ticket.status is (Status.CLOSED if closes else Status.REVISITED)
    return change


EXITS = {Move.DISMISS, Move.WITHDRAW}
MOVES: dict[Move, list[Try]] = {
    Move.REGISTER: [
        lambda t, now, who, _: opening.register(
            t, now, routing.assignee(t, PEOPLE, {}, offices=OFFICES), actor=who
        )
    ],
    Move.DISMISS: [lambda t, now, who, _: triage.dismiss(t, now, who, "chatter")],
    Move.WITHDRAW: [lambda t, now, who, _: triage.withdraw(t, now, who)],
    Move.RECLASSIFY: [
        reclassify,
        lambda t, now, who, draw: triage.recategorise(t, now, who, draw(st.sampled_from(Category))),
    ],
    Move.TRANSFER: [lambda t, now, who, draw: working.transfer(t, now, who, draw(people), "忙")],
    Move.RETURN: [lambda t, now, who, _: hands.give_back(t, now, who, "不归我", times=1)],
    Move.ESCALATE: [lambda t, now, who, draw: hands.escalate(t, now, who, draw(st.none() | people), "难")],
    Move.ASSIST: [lambda t, now, who, draw: hands.assist(t, now, who, draw(people))],
    Move.ACCEPT: [lambda t, now, who, _: working.accept(t, now, who)],
    Move.CONTACT: [lambda t, now, who, _: working.contact(t, now, who)],
    Move.ARRIVE: [lambda t, now, who, _: working.arrive(t, now, who)],
    Move.NOTE: [lambda t, now, who, _: working.note(t, now, who, "已订配件")],
    Move.WAIT: [lambda t, now, who, _: working.wait(t, now, who, "等配件", None)],
    Move.RESUME: [lambda t, now, who, _: working.resume(t, now, who)],
    Move.FINISH: [lambda t, now, who, _: working.finish(t, now, who, "已换门机")],
    Move.CONFIRM: [lambda t, now, who, _: closing.confirm(t, now, who)],
    Move.REJECT: [reject],
    Move.RATE: [
        lambda t, now, who, draw: closing.rate(
            t, now, who, draw(st.sampled_from(["attitude", "outcome"])), draw(stars)
        )
    ],
    Move.REVISIT: [revisit],
    Move.JOIN: [join],
    Move.ADD: [lambda t, now, who, draw: joining.add(t, now, who, "还有人", draw(readings))],
    Move.HIDE: [lambda t, now, who, draw: sensitive.hide(t, now, who, anonymous=draw(st.booleans()))],
    Move.IDENTITY: [lambda t, now, who, draw: sensitive.look(t, now, who, draw(st.sampled_from(Identity)))],
    Move.JUDGE: [
        lambda t, now, who, draw: sensitive.judge(t, now, who, draw(st.sampled_from(sensitive.VERDICTS)))
    ],
    Move.ARCHIVE: [lambda t, now, who, _: sensitive.archive(t, now, who)],
    Move.PHOTO: [lambda t, now, who, _: joining.photographed(t, now, who, 2)],
}


class Life(RuleBasedStateMachine):
    """One ticket; every rule is one person's try at one move."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.journal: list[Entry] = []
        self.clocks = ClockBench(STANDARD)
        self.ticket = ticket()
        self.begun = self.ticket

    @initialize(sure=st.booleans(), accused=st.booleans(), category=st.sampled_from(Category))
    def begin(self, *, sure: bool, accused: bool, category: Category) -> None:
        draft = ticket(accused=(ACCUSED,) if accused else (), category=category)
        self.begun = self.ticket = draft
        owner = routing.assignee(draft, PEOPLE, {}, offices=OFFICES)
        self.keep(opening.register(draft, self.now, owner) if sure else opening.propose(draft, self.now))

    def keep(self, change: Change, actor: Person | None = None) -> None:
        before = self.ticket
        assert all(entry.at == self.now for entry in change.entries)
        assert change.entries or change.ticket == before
        assert before.reporters == change.ticket.reporters[: len(before.reporters)]
        assert change.ticket.text.startswith(before.text)
        if before.ended:
            assert change.ticket.status is before.status
        if change.ticket.class_ > before.class_:
            assert actor is not None
            assert actor.role in HEADS or before.status is Status.PROPOSED
        assert all(told.person is not None for told in change.told if told.circle is Circle.ONE)
        self.ticket = change.ticket
        self.journal += change.entries
        self.clocks.story = self.journal
        self.clocks.apply(change.ticket, change.clocks, self.now)
        if change.refit:
            self.clocks.refit(change.ticket, self.now)

    def attempt(self, move: Move, actor: Person, draw: Draw) -> None:
        """Try a move: refused it changes nothing, else it is kept; the accused only ever meet refusals."""
        try:
            change = draw(st.sampled_from(MOVES[move]))(self.ticket, self.now, actor, draw)
        except Refused:
            return
        assert actor.id not in self.ticket.accused
        self.keep(change, actor)
        if move is Move.REVISIT and min(self.ticket.attitude or 0, self.ticket.outcome or 0) <= UNSATISFIED:
            second = closing.second_complaint(self.ticket, self.now, PEOPLE[0], standard="s0")
            self.keep(closing.superseded(self.ticket, self.now, second))

    @rule(minutes=st.integers(1, 60 * 48))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(data=st.data())
    def anybody_tries_anything(self, data: st.DataObject) -> None:
        self.attempt(data.draw(st.sampled_from(list(MOVES))), data.draw(people), data.draw)

    @rule(data=st.data(), steps=st.integers(1, 6))
    def the_matter_goes_on(self, data: st.DataObject, steps: int) -> None:
        """Several moves by who may make them, mostly onward, so that the end of a ticket's life is tried."""
        for _ in range(0 if self.ticket.ended else steps):
            now_possible = [move for move in MOVES if self.ticket.status in TRANSITIONS[move][0]]
            onward = [move for move in now_possible if TRANSITIONS[move][1] and move not in EXITS]
            move = (
                data.draw(st.sampled_from((onward or now_possible) + now_possible)) if now_possible else None
            )
            able = [one for one in PEOPLE if move and permitted(move, one, self.ticket)]
            if move and able and move not in EXITS:
                self.attempt(move, data.draw(st.sampled_from(able)), data.draw)
                self.all_laws()

    def all_laws(self) -> None:
        self.what_never_changes()
        self.somebody_able_is_responsible_from_dispatch_on()
        self.waiting_has_a_reason_and_nothing_else_does()
        self.clocks_tell_what_is_owed()

    @invariant()
    def what_never_changes(self) -> None:
        fixed = (
            "id",
            "number",
            "site",
            "opened_at",
            "reporter",
            "parent",
            "round",
            "standard",
            "accused",
            "room",
        )
        assert all(getattr(self.ticket, name) == getattr(self.begun, name) for name in fixed)

    @invariant()
    def somebody_able_is_responsible_from_dispatch_on(self) -> None:
        if self.ticket.status in HAS_OWNER:
            (owner,) = [one for one in PEOPLE if one.id == self.ticket.owner]
            assert owner.role in WORKERS
            assert owner.id not in self.ticket.accused

    @invariant()
    def waiting_has_a_reason_and_nothing_else_does(self) -> None:
        assert (self.ticket.waiting_for is not None) == (self.ticket.status is Status.WAITING)

    @invariant()
    def ratings_are_stars(self) -> None:
        assert {self.ticket.attitude, self.ticket.outcome} <= {None, 1, 2, 3, 4, 5}

    @invariant()
    def clocks_tell_what_is_owed(self) -> None:
        if not self.journal:
            return
        running = self.clocks.running()
        status = self.ticket.status
        assert len([clock for clock in self.clocks.of(0) if clock.running]) == len(running)
        assert (ClockKind.TRIAGE in running) == (status is Status.PROPOSED)
        assert (ClockKind.RESOLVE in running) == (status in UNFINISHED)
        assert (ClockKind.ACCEPT in running) == (status is Status.DISPATCHED)
        assert (ClockKind.DISPATCH in running) == (status is Status.OPEN)
        assert ClockKind.NEWS in running or status is not Status.WAITING
        assert ClockKind.NEWS not in running or status in UNFINISHED  # promised, whoever has it now
        ending = status in {Status.DONE, Status.CONFIRMED}
        assert (ClockKind.REVISIT in running) == ending
        assert (ClockKind.ARCHIVE in running) == (status is Status.REVISITED)
        if status not in UNFINISHED:
            assert not running.keys() & {ClockKind.RESPOND, ClockKind.FIRST_CONTACT, ClockKind.ARRIVE}
        if status in ENDED:
            assert not running
        still = {kind for kind, clock in running.items() if clock.paused_at is not None}
        assert still == ({ClockKind.RESOLVE} if status is Status.WAITING else set())

    @invariant()
    def ladders_are_armed_for_what_runs_and_for_nothing_else(self) -> None:
        for clock in self.clocks.of(0):
            assert (clock.next_at is not None) == (clock.running and clock.paused_at is None)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)


def test_the_people_of_this_test_have_every_role() -> None:
    assert {one.role for one in PEOPLE} == set(Role)
    assert isinstance(ticket(), Ticket)
