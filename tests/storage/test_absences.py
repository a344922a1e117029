"""Leave and kept standards, on both databases."""

from datetime import date, timedelta

from desk.leave import Absence, Answer
from desk.people import Role
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.storage.builders import a_person, a_site

DAY = date(2026, 11, 20)


def test_leave_counts_from_its_first_to_its_last_day_once_it_was_agreed(writer: Writer) -> None:
    def ask(uow: UnitOfWork) -> Absence:
        site = a_site(uow)
        one = a_person(uow, site, name="周婷", role=Role.CUSTOMER_OFFICER)
        other = a_person(uow, site, name="徐磊", role=Role.CUSTOMER_OFFICER)
        draft = Absence(
            id=0, site=site.id, person=one.id, deputy=other.id, first=DAY, last=DAY + timedelta(days=2)
        )
        asked = uow.absences.ask(draft)
        assert uow.absences.away(site.id, DAY) == []
        uow.absences.decide(asked.id, Answer.AGREED, other.id)
        return asked

    asked = writer.submit(ask).result()
    days = [DAY + timedelta(days=n) for n in range(-1, 4)]
    away = [writer.submit(lambda uow, day=day: uow.absences.away(asked.site, day)).result() for day in days]
    assert [len(one) for one in away] == [0, 1, 1, 1, 0]
    agreed = Absence(**{**vars(asked), "state": Answer.AGREED, "decided_by": asked.deputy})
    assert away[1] == [agreed]
    assert writer.submit(lambda uow: uow.absences.get(asked.id)).result() == agreed
    assert writer.submit(lambda uow: uow.absences.get(asked.id + 1)).result() is None


def test_S2_62_a_kept_standard_is_never_overwritten(writer: Writer) -> None:
    for data in ({"limit": [1]}, {"limit": [2]}):
        writer.submit(lambda uow, data=data: uow.standards.keep("s0@1", data)).result()
    assert writer.submit(lambda uow: uow.standards.all()).result() == {"s0@1": {"limit": [1]}}
