"""Quotes, whatever is done by whom in whatever order: nothing is billed that was not agreed to exactly."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desk.billing import month
from desk.change import Change, Circle
from desk.clocks import ClockKind, Op
from desk.errors import Refused
from desk.money import Currency
from desk.moves import consenting, quoting, signing, working
from desk.moves.deals import Deal
from desk.people import Person, Role
from desk.quotes import CONSENTED, OPEN, Line, Material, Quote, QuoteState, amount, bill, latest
from desk.reading import Place
from desk.ticket import Status, Ticket
from tests.desk.examples import CS_LEAD, ENGINEER, MANAGER, NEIGHBOUR, NOW, OFFICER, REPORTER, person, ticket

LEAD = person(20, Role.ENGINEERING_LEAD)
WIFE = person(21, building="3", unit="2", room="501")
PEOPLE = (REPORTER, NEIGHBOUR, WIFE, OFFICER, ENGINEER, LEAD, CS_LEAD, MANAGER, person(22, Role.CLEANER))
FAR = timedelta(days=400)
LINES = st.lists(
    st.builds(
        Line,
        item=st.sampled_from(["换锁", "换灯", "修水管"]),
        unit=st.just("次"),
        price=st.integers(0, 100_000),
        quantity=st.decimals(Decimal("0.01"), Decimal(99), places=2),
        listed=st.sampled_from([1, 2, 3, None]),
        own=st.sampled_from([False, False, True]),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
WHO = st.sampled_from(PEOPLE)
WORKER = st.sampled_from([ENGINEER, LEAD, OFFICER, *PEOPLE])  # mostly who may, so that much happens
PAYER = st.sampled_from([REPORTER, WIFE, REPORTER, NEIGHBOUR, *PEOPLE])
PAYERS = {REPORTER.id, WIFE.id}


class Quotes(RuleBasedStateMachine):
    """One paid repair with its quotes, as the desk keeps them."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        home = Place(building="3", unit="2", room="501")
        reporters = (REPORTER.id, NEIGHBOUR.id, WIFE.id)
        self.ticket: Ticket = ticket(
            Status.WORKING, topic="供电", place=home, helpers=(ENGINEER.id,), reporters=reporters
        )
        self.quotes: dict[int, Quote] = {}
        self.sent_lines: dict[int, tuple[Line, ...]] = {}
        self.consents: dict[int, tuple[int, tuple[Line, ...]]] = {}  # version: who, to what
        self.journal: list[str] = []

    def _do(self, deal: Deal | Change) -> None:
        self.now += timedelta(minutes=1)
        change = deal.change if isinstance(deal, Deal) else deal
        self.ticket = change.ticket
        self.journal += [entry.kind for entry in change.entries]
        for told in change.told:
            assert told.circle is not Circle.STAFF_ROOM, "amounts stand in no room of many"
        for one in deal.quotes if isinstance(deal, Deal) else ():
            self.quotes[one.version] = one

    def _meant(self, data: st.DataObject) -> Quote | None:
        newest = latest(self.quotes.values())
        return data.draw(st.sampled_from([newest, newest, newest, *self.quotes.values()]))

    @rule(who=WORKER, lines=LINES)
    def issue(self, who: Person, lines: tuple[Line, ...]) -> None:
        version = max(self.quotes, default=0) + 1
        draft = Quote(
            id=version,
            ticket=self.ticket.id,
            version=version,
            state=QuoteState.DRAFT,
            currency=Currency.CNY,
            lines=lines,
            made_by=who.id,
            made_at=self.now,
        )
        try:
            deal = quoting.issue(
                self.ticket, self.now, who, draft, before=list(self.quotes.values()), judges=[LEAD]
            )
        except Refused:
            return
        self.sent_lines[version] = lines
        self._do(deal)
        starts = [one for one in deal.change.clocks if one.kind is ClockKind.REVIEW and one.op is Op.START]
        assert bool(starts) is (self.quotes[version].state is QuoteState.REVIEW)

    @initialize(lines=LINES)
    def begun(self, lines: tuple[Line, ...]) -> None:
        self.the_fitter_quotes(lines)

    @rule(lines=LINES)
    def the_fitter_quotes(self, lines: tuple[Line, ...]) -> None:
        self.issue(ENGINEER, tuple(replace(line, listed=1) for line in lines))

    @rule(data=st.data())
    def the_reporter_agrees(self, data: st.DataObject) -> None:
        self.answer(REPORTER, data, "agree")

    @rule(data=st.data())
    def a_neighbour_who_joined_agrees(self, data: st.DataObject) -> None:
        self.answer(NEIGHBOUR, data, "agree")

    @rule(data=st.data())
    def the_head_of_engineering_passes(self, data: st.DataObject) -> None:
        self.answer(LEAD, data, "passed")

    @rule(who=st.sampled_from([LEAD, *PEOPLE]), data=st.data(), what=st.sampled_from(["passed", "returned"]))
    def judge(self, who: Person, data: st.DataObject, what: str) -> None:
        self.answer(who, data, what)

    @rule(who=PAYER, data=st.data(), what=st.sampled_from(["agree", "agree", "refuse"]))
    def decide(self, who: Person, data: st.DataObject, what: str) -> None:
        self.answer(who, data, what)

    def answer(self, who: Person, data: st.DataObject, what: str) -> None:
        quote = self._meant(data)
        if quote is None:
            return
        moves = {
            "passed": lambda: quoting.passed(self.ticket, self.now, who, quote),
            "returned": lambda: quoting.returned(self.ticket, self.now, who, quote, "太贵"),
            "agree": lambda: consenting.agree(self.ticket, self.now, who, quote),
            "refuse": lambda: consenting.refuse(self.ticket, self.now, who, quote, "price"),
        }
        try:
            self._do(moves[what]())
        except Refused:
            return
        if what == "agree":
            assert who.id in PAYERS
            self.consents[quote.version] = (who.id, quote.lines)

    @rule(who=WHO)
    def take_back(self, who: Person) -> None:
        last = latest(self.quotes.values())
        if last is not None:
            self._try(lambda: consenting.take_back(self.ticket, self.now, who, last))

    @rule(who=WHO, data=st.data(), verdict=st.sampled_from(Material))
    def material(self, who: Person, data: st.DataObject, verdict: Material) -> None:
        if quote := self._meant(data):
            self._try(lambda: signing.checked(self.ticket, self.now, who, quote, verdict))

    @rule(who=WHO, data=st.data())
    def warned(self, who: Person, data: st.DataObject) -> None:
        if quote := self._meant(data):
            self._try(lambda: signing.warned(self.ticket, self.now, who, quote))

    @precondition(lambda self: self.journal.count("quote_agreed") > 0 or len(self.quotes) > 1)
    @rule(who=WORKER)
    def finish(self, who: Person) -> None:
        last = latest(self.quotes.values())

        def finished() -> Change:
            signing.ensure_settled(self.ticket, last)
            agreed = bill(self.quotes.values())
            told = signing.bill_of(self.ticket, who.id, "好了", agreed, "") if agreed else None
            return working.finish(self.ticket, self.now, who, "好了", bill=told)

        self._try(finished)

    @precondition(lambda self: len(self.journal) > 3 and bill(self.quotes.values()) is not None)
    @rule()
    def the_officer_finishes(self) -> None:
        self.finish(OFFICER)

    @precondition(lambda self: self.ticket.status is Status.DONE)
    @rule()
    def the_reporter_signs(self) -> None:
        if (newest := latest(self.quotes.values())) is not None:
            self._try(lambda: signing.signed(self.ticket, self.now, REPORTER, newest))

    @precondition(lambda self: self.ticket.status is Status.DONE)
    @rule(who=PAYER, data=st.data())
    def sign_off(self, who: Person, data: st.DataObject) -> None:
        if quote := self._meant(data):
            self._try(lambda: signing.signed(self.ticket, self.now, who, quote))

    @rule(who=WHO)
    def leave_unrepaired(self, who: Person) -> None:
        last = latest(self.quotes.values())
        self._try(lambda: consenting.unrepaired(self.ticket, self.now, who, last))

    @rule()
    def nobody_answers(self) -> None:
        last = latest(self.quotes.values())
        if last is not None and last.state is QuoteState.ASKED and not self.ticket.ended:
            step = consenting.reminded if last.step == 0 else None
            self._do(
                step(self.ticket, last)
                if step
                else consenting.parked(self.ticket, self.now, last, self.now + timedelta(days=1))
            )

    def _try(self, move: "object") -> None:
        try:
            self._do(move())  # type: ignore[operator]  # a move of the rules above
        except Refused:
            return

    @invariant()
    def nothing_is_billed_without_consent_to_exactly_those_lines(self) -> None:
        for quote in self.quotes.values():
            if quote.state in CONSENTED:
                who, lines = self.consents[quote.version]
                assert quote.lines == lines == self.sent_lines[quote.version]
                assert quote.decided_by == who
                assert who in PAYERS
        owed = month(self.quotes.values(), Currency.CNY, NOW - FAR, NOW + FAR)
        signed = [one for one in self.quotes.values() if one.state is QuoteState.SIGNED]
        assert owed.owed.minor == sum(one.total.minor for one in signed)
        assert all(one.signed_by in PAYERS for one in signed)
        if bill(self.quotes.values()):
            assert latest(self.quotes.values()).state in CONSENTED  # type: ignore[union-attr]  # there is one

    @invariant()
    def one_version_counts_and_the_others_are_over(self) -> None:
        newest = latest(self.quotes.values())
        for quote in self.quotes.values():
            assert quote is newest or quote.state not in OPEN | CONSENTED

    @invariant()
    def totals_are_sums_of_lines_and_nothing_is_lost(self) -> None:
        assert set(self.quotes) == set(self.sent_lines) == set(range(1, len(self.quotes) + 1))
        for quote in self.quotes.values():
            assert quote.lines == self.sent_lines[quote.version]
            assert quote.total.minor == sum(amount(line, Currency.CNY).minor for line in quote.lines)
        assert self.journal.count("quoted") == len(self.quotes)
        assert self.journal.count("quote_agreed") == len(self.consents)

    @invariant()
    def what_is_done_has_no_open_price(self) -> None:
        if self.ticket.status is Status.DONE:
            assert not any(one.state in OPEN for one in self.quotes.values())

    @invariant()
    def an_unlisted_item_is_asked_about_only_after_somebody_judged_it(self) -> None:
        for quote in self.quotes.values():
            if quote.unlisted and quote.asked_at is not None:
                judges = {LEAD.id, CS_LEAD.id, MANAGER.id}
                assert quote.judged_by in judges or quote.made_by in judges

    @invariant()
    def it_is_left_unrepaired_only_on_the_residents_word(self) -> None:
        if self.ticket.status is Status.CLOSED:
            newest = latest(self.quotes.values())
            assert newest is not None
            assert newest.state is QuoteState.REFUSED
            assert newest.decided_by in PAYERS


TestQuotes = Quotes.TestCase
TestQuotes.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_who_made_the_quote_cannot_agree_to_it_though_they_live_there() -> None:
    mine = replace(ticket(Status.WORKING, topic="供电"), reporter=ENGINEER.id, reporters=(ENGINEER.id,))
    line = Line(item="换锁", unit="次", price=100, quantity=Decimal(1), listed=1)
    quote = Quote(
        id=1,
        ticket=mine.id,
        version=1,
        state=QuoteState.ASKED,
        currency=Currency.CNY,
        lines=(line,),
        made_by=ENGINEER.id,
        made_at=NOW,
    )
    with pytest.raises(Refused) as refused:
        consenting.agree(mine, NOW, ENGINEER, quote)
    assert refused.value.notice.key == "refused.own_quote"
