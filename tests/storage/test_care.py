"""Contacts, drafts, revisits, a person's data and its end, on both databases."""

import json
from datetime import timedelta

from desk.forgetting import Traces, scrubbed_fact
from desk.journal import Audience, Entry
from desk.moves.merging import Merge
from desk.notices import Fact, Notice
from desk.people import Role
from desk.reading import Place
from desk.ticket import Status
from storage.contacts import Contact
from storage.intakes import Draft
from storage.origins import Origin
from storage.photos import Photo
from storage.purging import Limits
from storage.revisits import Draw, Visit
from storage.unit_of_work import UnitOfWork
from storage.wishes import Wish
from tests.storage.builders import NOW, a_letter, a_person, a_site, a_ticket


def test_a_contact_is_found_again_by_phone_and_by_home(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site, name="王女士", building="3", unit="2", room="606")
    contact = Contact(person=person.id, phone="13800001111")
    uow.contacts.keep(contact)
    uow.contacts.keep(contact)
    assert uow.contacts.get(person.id) == contact
    assert uow.contacts.by_phone(site.id, "13800001111") == [person]
    assert uow.contacts.at_home(site.id, "3", "606") == [person]
    assert uow.contacts.get(person.id + 1) is None


def test_a_draft_is_kept_until_its_time_and_replaced_by_a_newer_one(uow: UnitOfWork) -> None:
    person = a_person(uow, a_site(uow), role=Role.CLEANER)
    draft = Draft(person=person.id, chat="c", expires_at=NOW, source="phone", photos=("a",), messages=("1",))
    uow.intakes.keep(draft)
    newer = Draft(**{**vars(draft), "words": "漏水"})
    uow.intakes.keep(newer)
    assert uow.intakes.open(person.id, "c", NOW - timedelta(seconds=1)) == newer
    assert uow.intakes.open(person.id, "c", NOW) is None
    uow.intakes.drop(person.id, "c")
    assert uow.intakes.open(person.id, "c", NOW - timedelta(days=1)) is None


def test_where_a_matter_came_from_is_kept(uow: UnitOfWork) -> None:
    site = a_site(uow)
    ticket = a_ticket(uow, site, a_person(uow, site))
    origin = Origin(ticket=ticket.id, source="government", authority="住建局", reply_by=NOW)
    uow.origins.add(origin)
    assert uow.origins.of(ticket.id) == origin
    assert uow.origins.of(ticket.id + 1) is None


def test_the_months_meter_counts_each_rule_once_and_who_is_exempt_apart(uow: UnitOfWork) -> None:
    """C7, C9."""
    site = a_site(uow)
    person = a_person(uow, site)
    desk = a_person(uow, site, role=Role.FRONT_DESK)
    tickets = [a_ticket(uow, site, person) for _ in range(4)]
    for place, ticket in enumerate(tickets, 1):
        assert uow.revisits.places(site.id, "2026-11", "3 days, S2-101") == place - 1
        uow.revisits.draw(
            Draw(
                ticket=ticket.id,
                site=site.id,
                month="2026-11",
                rule="3 days, S2-101",
                place=place,
                share=50,
                seed="s",
                drawn=place % 2 == 0,
                at=NOW,
            )
        )
    uow.revisits.excuse(tickets[0].id, "reply")
    for _ in range(2):  # asked twice, counted once
        visit = Visit(
            ticket=tickets[1].id, site=site.id, person=desk.id, mode="phone", state="done", at=NOW, attitude=5
        )
        assert uow.revisits.get(uow.revisits.add(visit).id) is not None
    (meter,) = uow.revisits.month(site.id, "2026-11")
    assert (meter.finished, meter.exempt, meter.visited, meter.target, meter.short) == (4, 1, 1, 2, 1)
    assert uow.revisits.spare(site.id, "2026-11") == [tickets[3].id, tickets[2].id]
    draw = uow.revisits.draw_of(tickets[0].id)
    assert draw is not None
    assert (draw.exempt, draw.seed) == ("reply", "s")


def test_what_a_head_has_reviewed_is_no_longer_open(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    visit = uow.revisits.add(
        Visit(ticket=ticket.id, site=site.id, person=person.id, mode="phone", state="done", at=NOW)
    )
    assert uow.revisits.unreviewed(site.id) == [visit]
    uow.revisits.save(Visit(**{**vars(visit), "reviewed_by": person.id, "reviewed_at": NOW, "opinion": "好"}))
    assert uow.revisits.unreviewed(site.id) == []
    assert [one.opinion for one in uow.revisits.of(ticket.id)] == ["好"]


def test_a_wish_is_kept_with_what_became_of_it(uow: UnitOfWork) -> None:
    person = a_person(uow, a_site(uow))
    uow.wishes.keep(Wish(person=person.id, asked_at=NOW))
    decided = Wish(person=person.id, asked_at=NOW, decided_by=person.id, decided_at=NOW, granted=True)
    uow.wishes.keep(decided)
    assert uow.wishes.get(person.id) == decided


def test_S2_04_nothing_of_a_forgotten_person_is_left_but_the_figures(uow: UnitOfWork) -> None:
    """Figures: when, what, where the work was, by whom, how many stars."""
    site = a_site(uow)
    person = a_person(uow, site, name="王秀英", building="3", unit="2", room="501")
    other = a_person(uow, site, name="李静")
    uow.people.reach(person.id, "web", "account-77", "ok")
    uow.contacts.keep(Contact(person=person.id, phone="13812345678"))
    place = Place(building="3", unit="2", room="501")
    ticket = a_ticket(
        uow,
        site,
        person,
        text="我是王秀英，3栋2单元501漏水，电话13812345678",
        status=Status.CLOSED,
        place=place,
        attitude=5,
        reporters=(person.id, other.id),
    )
    words = Entry(
        kind="note", at=NOW, actor=other.id, audience=Audience.RESIDENT, facts={"words": "已联系王秀英女士"}
    )
    uow.journal.add(ticket.id, (words,))
    said = Notice("news.note", {"words": "王女士您好，师傅到3-2-501了"})
    uow.letters.add(
        a_letter(site, ticket=ticket.id, person=person.id, platform="web", chat="account-77", notice=said)
    )
    uow.duty_log.add(site.id, NOW, Notice("dutylog.note", {"words": "王秀英来电138-1234-5678"}))
    uow.photos.add(Photo(ticket=ticket.id, person=person.id, platform="web", ref="file-of-77", at=NOW))
    uow.seen.quarantine("web", "u1", '{"from": "account-77"}', "broken", NOW)
    held = uow.personal.held(person.id)
    assert {name for name, rows in held.items() if rows} >= {"person", "addresses", "contact", "tickets"}
    assert len(held["photos"]) == len(held["letters"]) == 1

    traces = Traces(names=(person.name,), phones=("13812345678",), home=("3", "2", "501"))
    changed = uow.personal.forget(person.id, site.id, lambda fact: scrubbed_fact(fact, traces))
    assert list(changed) == [ticket.id]
    assert len(changed[ticket.id]) == 1, "the entry that named her is named for the chain of hashes"

    left = {
        "people": [vars(one) for one in uow.people.of(site.id)],
        "ticket": vars(uow.tickets.get(ticket.id)),
        "journal": [vars(one) for one in uow.journal.of(ticket.id)],
        "log": uow.duty_log.between(site.id, NOW - timedelta(1), NOW + timedelta(1)),
        "held": uow.personal.held(person.id),
        "raw": uow.seen.quarantined(),
    }
    text = json.dumps(left, ensure_ascii=False, default=str)
    for trace in ("王秀英", "王女士", "13812345678", "1234-5678", "501", "account-77", "file-of-77"):
        assert trace not in text, trace
    kept = uow.tickets.get(ticket.id)
    assert kept is not None
    assert (kept.attitude, kept.opened_at, kept.place.building) == (5, NOW, "3")
    assert kept.reporters == (person.id, other.id)
    assert "漏水" in kept.text
    assert "李静" in text


def test_S2_04_words_stay_with_no_ticket_that_a_forgotten_person_was_split_from(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person, other = a_person(uow, site, name="李秀英"), a_person(uow, site)
    own = a_ticket(uow, site, person, status=Status.CLOSED)
    kept = a_ticket(uow, site, other, text="电梯坏了\n我是李秀英", status=Status.CLOSED)
    untouched = a_ticket(uow, site, other, text="李静报的灯")
    within = Merge(gone=own.id, kept=kept.id, at=NOW, by=None, status=Status.OPEN, added=(person.id,))
    uow.merges.split(uow.merges.add(within), NOW)
    for ticket, words in ((kept, "李秀英也报了"), (untouched, "李静报了")):
        uow.journal.add(
            ticket.id,
            (Entry(kind="absorbed", at=NOW, actor=None, audience=Audience.STAFF, facts={"words": words}),),
        )
    traces = Traces(names=("李秀英",))
    changed = uow.personal.forget(person.id, site.id, lambda fact: scrubbed_fact(fact, traces))
    assert set(changed) == {own.id, kept.id}
    assert len(changed[kept.id]) == 1
    found = uow.tickets.get(kept.id)
    assert found is not None
    assert "李秀英" not in found.text
    assert "李秀英" not in str(uow.journal.of(kept.id))


def test_S2_04_who_joined_is_given_no_words_of_who_reported(uow: UnitOfWork) -> None:
    """What is given to a person is theirs: of others' words only what they were told."""
    site = a_site(uow)
    first, second = a_person(uow, site, name="赵敏"), a_person(uow, site, name="李秀英")
    both = {"reporters": (first.id, second.id), "place": Place(building="3", room="302")}
    ticket = a_ticket(uow, site, first, text="灯坏了，13912345678\n我一个人住", **both)
    a_ticket(uow, site, second, parent=ticket.id, **{**both, "text": "灯坏了，13912345678"})
    facts: dict[str, Fact] = {"words": "我一个人住"}
    added = Entry(kind="added", at=NOW, actor=second.id, audience=Audience.STAFF, facts=facts)
    facts = {"words": "灯坏了"}
    registered = Entry(kind="registered", at=NOW, actor=None, audience=Audience.RESIDENT, facts=facts)
    rated = Entry(kind="rated", at=NOW, actor=first.id, audience=Audience.RESIDENT, facts={"stars": 2})
    uow.journal.add(ticket.id, (added, registered, rated))
    hers, theirs = (str(uow.personal.held(one.id)) for one in (first, second))
    assert not [trace for trace in ("13912345678", "灯坏了", "302", "stars") if trace in theirs]
    assert "我一个人住" in theirs
    assert "我一个人住" not in hers
    assert not [trace for trace in ("13912345678", "302", "stars") if trace not in hers]


def test_S2_18_what_is_older_than_the_time_of_keeping_goes_and_nothing_younger(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    then = NOW - timedelta(days=1200)
    old = a_ticket(uow, site, person, status=Status.CLOSED, opened_at=then, attitude=4)
    young = a_ticket(uow, site, person, status=Status.CLOSED)
    unended = a_ticket(uow, site, person, opened_at=then)
    for ticket, at in ((old, then), (young, NOW), (unended, then)):
        entry = Entry(
            kind="note", at=at, actor=None, audience=Audience.RESIDENT, facts={"words": "内容", "by": "x"}
        )
        uow.journal.add(ticket.id, (entry,))
        uow.photos.add(Photo(ticket=ticket.id, person=person.id, platform="web", ref="r", at=at))
        uow.duty_log.add(site.id, at, Notice("dutylog.note", {"words": "巡楼"}))
    kept = timedelta(days=3 * 365.25)
    limits = Limits(journals=NOW - kept, letters=NOW, raw=NOW, codes=NOW, now=NOW)
    counts = uow.purging.counts(limits)
    assert (counts["texts"], counts["photos"], counts["entries"], counts["duty_log"]) == (1, 1, 1, 2)
    assert [ticket for ticket, _entry in uow.purging.purge(limits)] == [old.id]
    assert set(uow.purging.counts(limits).values()) == {0}
    gone, here, going = (uow.tickets.get(one.id) for one in (old, young, unended))
    assert gone is not None
    assert here is not None
    assert going is not None
    assert (gone.text, gone.attitude, gone.opened_at) == ("", 4, then)
    assert here.text == going.text == "3栋电梯坏了"
    assert uow.journal.of(old.id)[0].facts == {"by": "x"}, "figures are still made from what is no word"
    assert uow.journal.of(young.id)[0].facts["words"] == "内容"
    assert len(uow.photos.of(young.id)) == 1
    assert uow.photos.of(old.id) == []


def test_S2_18_a_report_of_a_photo_alone_loses_what_came_of_it(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    then = NOW - timedelta(days=1200)
    told = {"result": "王女士家换锁", "waiting_for": "等王女士", "because": ("S0-03",)}
    old = a_ticket(uow, site, person, status=Status.CLOSED, opened_at=then, text="", **told)
    limits = Limits(journals=NOW - timedelta(days=1100), letters=NOW, raw=NOW, codes=NOW, now=NOW)
    assert uow.purging.counts(limits)["texts"] == 1
    uow.purging.purge(limits)
    gone = uow.tickets.get(old.id)
    assert gone is not None
    assert (gone.result, gone.waiting_for, gone.because) == (None, None, ())
    assert uow.purging.counts(limits)["texts"] == 0
