"""What is numbered by counting: two that begin at once get two numbers, on PostgreSQL too."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from desk.bulletins import Bulletin
from desk.open_letters import OpenLetter
from desk.people import Site
from desk.remedies import Remedy
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site

Numbering = Callable[[UnitOfWork, Site, int], int]


def _bulletin(uow: UnitOfWork, site: Site, by: int) -> int:
    plain = Bulletin(site=site.id, topic="停水", what="停水", starts_at=NOW, posted_at=NOW, by=by)
    return uow.bulletins.post(plain).number


def _remedy(uow: UnitOfWork, site: Site, _by: int) -> int:
    return uow.remedies.add(Remedy(site=site.id, month="2026-11", cause="电梯", tickets=4)).number


def _letter(uow: UnitOfWork, site: Site, by: int) -> int:
    return uow.open_letters.add(OpenLetter(site=site.id, author=by, words="说明", tickets=(), at=NOW)).number


def _place(uow: UnitOfWork, site: Site, _by: int) -> int:
    place = uow.revisits.places(site.id, "2026-11", "3 days, S2-101") + 1
    uow.seen.set_mark("taken", str(place))
    return place


@pytest.mark.parametrize("numbering", [_bulletin, _remedy, _letter, _place])
def test_whoever_numbers_second_waits_until_the_first_is_kept(
    postgres_url: str, opened: Callable[[str], Engine], numbering: Numbering
) -> None:
    engine = opened(postgres_url)
    with engine.begin() as connection:
        uow = UnitOfWork(connection)
        site = a_site(uow)
        by = a_person(uow, site).id
    numbers: list[int] = []

    def second() -> None:
        with engine.begin() as beside:
            other = UnitOfWork(beside)
            a_person(other, site)  # as every unit, it has written something of the site before
            numbers.append(numbering(other, site, by))

    thread = threading.Thread(target=second)
    with engine.begin() as connection:
        uow = UnitOfWork(connection)
        a_person(uow, site)
        numbers.append(numbering(uow, site, by))
        thread.start()
        thread.join(timedelta(seconds=0.3).total_seconds())
        assert thread.is_alive(), "it did not wait"
    thread.join()
    assert numbers == ([1, 1] if numbering is _place else [1, 2])
