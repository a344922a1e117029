"""What deputies hold, and the cards that are about no ticket, as rows."""

from datetime import UTC, datetime

from desk.people import Role
from storage.lent import Lending
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import a_person, a_site, a_ticket

NOW = datetime(2026, 11, 18, 1, 30, tzinfo=UTC)


def test_what_is_lent_is_held_until_it_is_back(uow: UnitOfWork) -> None:
    site = a_site(uow)
    away, deputy, resident = (
        a_person(uow, site, name=name, role=role)
        for name, role in (
            ("周婷", Role.CUSTOMER_OFFICER),
            ("徐磊", Role.CUSTOMER_OFFICER),
            ("陈建国", Role.RESIDENT),
        )
    )
    ticket = a_ticket(uow, site, resident)
    lending = Lending(ticket=ticket.id, person=away.id, deputy=deputy.id, part="owner", since=NOW)
    uow.lent.lend(lending)
    (held,) = uow.lent.of(away.id)
    assert held == Lending(**{**vars(lending), "id": held.id})
    assert uow.lent.all() == [held]
    assert uow.lent.of(deputy.id) == []
    uow.lent.back(held.id, NOW)
    assert uow.lent.all() == []


def test_a_loose_card_is_found_by_its_name_and_by_no_longer_one(uow: UnitOfWork) -> None:
    """swap-1 is not swap-12; the card of one person, named in a room, is swap-1 too."""
    for card, message in (("swap-1", "7"), ("swap-1-15", "8"), ("swap-12", "9"), ("swapx1", "10")):
        uow.loose_cards.add("web", "c", card, message)
    uow.loose_cards.add("web", "c", "swap-1", "11")
    assert uow.loose_cards.message_of("web", "c", "swap-1") == "11"
    assert uow.loose_cards.places("swap-1") == {("web", "c", "swap-1"), ("web", "c", "swap-1-15")}
    uow.loose_cards.forget("web", "c", "swap-1")
    assert uow.loose_cards.message_of("web", "c", "swap-1") is None
