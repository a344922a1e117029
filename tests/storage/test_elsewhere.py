"""What people say is not only in tickets: replies, incidents, answered reports lose the person too."""

import json
from datetime import timedelta

from desk.forgetting import Traces, scrubbed_fact
from desk.incidents import Incident, Report
from desk.journal import Audience, Entry
from desk.moves.triage import Correction
from desk.notices import Fact
from desk.reading import Place
from desk.review import Draft, State, What
from desk.ticket import Status
from storage.purging import Limits
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket

TRACES = ("王秀英", "王女士", "13812345678")
LONG_AGO = NOW - timedelta(days=1200)


def _told_everywhere(uow: UnitOfWork) -> tuple[int, int, int]:
    """Ids of site, person and ticket; the ticket ended long ago."""
    site = a_site(uow)
    person, other = a_person(uow, site, name="王秀英"), a_person(uow, site, name="李静")
    ticket = a_ticket(
        uow, site, person, status=Status.CLOSED, opened_at=LONG_AGO, text="跳闸", keywords=("王秀英",)
    )
    begun = Incident(site=site.id, ticket=ticket.id, kind="fire", opened_at=LONG_AGO, place=Place())
    incident = uow.incidents.begin(begun, ())
    words = "我是王秀英，13812345678，烟很大"
    uow.incidents.gather(Report(incident=incident.id, person=person.id, at=LONG_AGO, words=words))
    held = Draft(
        id=0,
        ticket=ticket.id,
        author=other.id,
        what=What.NOTE,
        words="王女士您好",
        state=State.SENT,
        written_at=LONG_AGO,
    )
    uow.drafts.add(held)
    misread = Correction(field="category", before="fees", after="facilities")
    uow.corrections.add(ticket.id, other.id, LONG_AGO, words, misread)
    facts: dict[str, Fact] = {
        "measures": "请王秀英开门，烟很大处换线",
        "options": ["您好，换线"],
        "number": 1,
    }
    planned = Entry(kind="planned", at=LONG_AGO, actor=other.id, audience=Audience.STAFF, facts=facts)
    uow.journal.add(ticket.id, (planned,))
    return site.id, person.id, ticket.id


def _left(uow: UnitOfWork, ticket: int) -> str:
    incident = uow.incidents.of(ticket)
    assert incident is not None
    told: list[object] = [vars(one) for one in (*uow.incidents.reports(incident.id), *uow.drafts.of(ticket))]
    told += [uow.corrections.all(), [one.facts for one in uow.journal.of(ticket)]]
    found = uow.tickets.get(ticket)
    told += [found.keywords, found.because] if found else []
    return json.dumps(told, ensure_ascii=False, default=str)


def test_S2_04_held_replies_and_reports_of_emergencies_lose_a_forgotten_person(uow: UnitOfWork) -> None:
    site, person, ticket = _told_everywhere(uow)
    assert uow.personal.held(person)["gathered"], "what she said there is hers to have"
    traces = Traces(names=("王秀英",), phones=("13812345678",), home=(None, None, None))
    uow.personal.forget(person, site, lambda fact: scrubbed_fact(fact, traces))
    left = _left(uow, ticket)
    assert not [trace for trace in TRACES if trace in left]
    assert "烟很大" in left


def test_S2_18_their_words_are_not_kept_longer_than_the_tickets(uow: UnitOfWork) -> None:
    _site, _person, ticket = _told_everywhere(uow)
    kept = timedelta(days=3 * 365.25)
    uow.purging.purge(Limits(journals=NOW - kept, letters=NOW, raw=NOW, codes=NOW, now=NOW))
    left = _left(uow, ticket)
    assert "烟很大" not in left
    assert "您好" not in left
    assert not [trace for trace in TRACES if trace in left]
