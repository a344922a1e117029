"""Prices and quotes on both databases: what was is kept, what was sent does not change."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from desk.money import Currency, Money
from desk.people import Role, Site
from desk.prices import Wanted
from desk.quotes import Line, Material, Quote, QuoteState
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

LATER = NOW + timedelta(days=1)


@pytest.fixture
def site(uow: UnitOfWork) -> Site:
    return a_site(uow)


def lock(minor: int, item: str = "换锁芯") -> Wanted:
    return Wanted(item=item, unit="把", amount=Money(minor=minor, currency=Currency.CNY), note="不含锁体")


def test_a_changed_price_is_a_new_one_and_the_old_one_is_kept(uow: UnitOfWork, site: Site) -> None:
    old = uow.prices.put(site.id, lock(8000), NOW)
    new = uow.prices.put(site.id, lock(8550, "换 锁芯"), LATER)
    assert uow.prices.of(site.id) == [new]
    assert uow.prices.get(old.id) == replace(old, until=LATER)
    assert uow.prices.end(site.id, "换锁芯", LATER)
    assert not uow.prices.end(site.id, "换锁芯", LATER)
    assert uow.prices.of(site.id) == []


def test_a_list_is_revised_to_exactly_the_new_one(uow: UnitOfWork, site: Site) -> None:
    assert uow.prices.revise(site.id, [lock(1), lock(2, "换灯")], NOW) == (2, 0, 0)
    kept = uow.prices.of(site.id)[0]
    assert uow.prices.revise(site.id, [lock(1), lock(3, "修管")], LATER) == (1, 1, 1)
    assert uow.prices.of(site.id)[0] == kept
    assert [one.item for one in uow.prices.of(site.id)] == ["换锁芯", "修管"]


@pytest.fixture
def quote(uow: UnitOfWork, site: Site) -> Quote:
    fitter = a_person(uow, site, name="王强", role=Role.ENGINEER)
    ticket = a_ticket(uow, site, fitter)
    line = Line(item="换锁芯", unit="把", price=8050, quantity=Decimal("1.5"), listed=None, own=True)
    return uow.quotes.add(
        Quote(
            id=0,
            ticket=ticket.id,
            version=1,
            state=QuoteState.DRAFT,
            currency=Currency.CNY,
            lines=(line,),
            made_by=fitter.id,
            made_at=NOW,
        )
    )


def test_a_quote_comes_back_as_it_was_saved(uow: UnitOfWork, quote: Quote) -> None:
    by = quote.made_by
    full = replace(
        quote,
        state=QuoteState.SIGNED,
        judged_by=by,
        judged_at=NOW,
        remark="可修",
        asked_at=NOW,
        decided_by=by,
        decided_at=NOW,
        reason="price",
        step=2,
        next_at=LATER,
        material=Material.POOR,
        material_by=by,
        material_at=NOW,
        warned_by=by,
        warned_at=NOW,
        signed_by=by,
        signed_at=NOW,
    )
    uow.quotes.save(full)
    assert uow.quotes.of(quote.ticket) == [full]


def test_lines_can_be_written_while_it_is_a_draft_and_never_after(uow: UnitOfWork, quote: Quote) -> None:
    """S2-90: what was agreed to is what is kept; another line is another version."""
    two = replace(quote, lines=(*quote.lines, *quote.lines))
    uow.quotes.write(two)
    assert uow.quotes.of(quote.ticket) == [two]
    uow.quotes.save(replace(two, state=QuoteState.ASKED))
    uow.quotes.write(quote)
    uow.quotes.drop(quote)
    assert uow.quotes.of(quote.ticket) == [replace(two, state=QuoteState.ASKED)]


def test_what_is_due_is_found_and_a_month_has_what_was_sent_or_signed_in_it(
    uow: UnitOfWork, site: Site, quote: Quote
) -> None:
    assert uow.quotes.within(site.id, NOW, LATER) == []  # a draft is nobody's business
    asked = replace(quote, state=QuoteState.ASKED, next_at=LATER)
    uow.quotes.save(asked)
    assert uow.quotes.next_at() == LATER
    assert uow.quotes.due(NOW, 9) == []
    assert uow.quotes.due(LATER, 9) == [asked]
    assert uow.quotes.within(site.id, NOW, LATER) == [asked]
    signed = replace(asked, state=QuoteState.SIGNED, signed_at=LATER, next_at=None)
    uow.quotes.save(signed)
    assert uow.quotes.within(site.id, LATER, LATER + timedelta(days=1)) == [signed]
    assert uow.quotes.within(site.id + 1, NOW, LATER) == []
