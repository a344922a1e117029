"""What is kept comes back as it was, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.clocks import Clock, ClockKind
from desk.journal import Audience, Entry
from desk.moves.triage import Correction
from desk.notices import Button, Fact, Notice, Who, Word
from desk.people import Address, Role, RoomKind
from desk.reading import Category, Class, Place, Urgency
from desk.ticket import Status, Ticket
from storage.facts import decode, decode_notice, encode, encode_notice
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_letter, a_person, a_room, a_site, a_ticket

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
_words = st.none() | _texts
_moments = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from(
        [UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-9, minutes=-30))]
    ),
)
_plain = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | _texts
_typed = st.builds(Word, _texts) | st.builds(Who, st.none() | st.integers(1, 9)) | _moments
_buttons = st.builds(
    Button,
    verb=_texts,
    ticket=st.integers(0, 2**31),
    arg=_texts,
    label=st.none() | _texts | st.builds(Word, _texts),
)
_facts: st.SearchStrategy[Fact] = st.recursive(
    _plain | _typed,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(
            Notice,
            _texts,
            st.dictionaries(_texts, inner, max_size=3),
            st.lists(st.lists(_buttons, max_size=2).map(tuple), max_size=2).map(tuple),
        )
    ),
    max_leaves=8,
)
_places = st.builds(
    Place, building=_words, unit=_words, floor=_words, room=_words, area=_words, relation=_words
)
_stars = st.none() | st.integers(1, 5)


@given(_facts)
def test_every_fact_survives_json(fact: Fact) -> None:
    assert decode(encode(fact)) == fact


@given(_facts)
def test_every_notice_survives_json(fact: Fact) -> None:
    notice = Notice("key", {"fact": fact}, ((Button(verb="accept", ticket=3, label=Word("x")),),))
    assert decode_notice(encode_notice(notice)) == notice


def test_what_no_fact_was_encoded_as_is_refused() -> None:
    with pytest.raises(ValueError, match="no fact"):
        decode({"$who": "somebody"})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_ticket_comes_back_as_it_was_created_and_as_it_was_saved(
    uow: UnitOfWork, data: st.DataObject
) -> None:
    site = uow.sites.named("阳光花园") or a_site(uow)
    people = [a_person(uow, site).id for _ in range(3)]
    room = a_room(uow, site)
    tickets = st.builds(
        Ticket,
        id=st.just(0),
        number=st.just(0),
        site=st.just(site.id),
        status=st.sampled_from(Status),
        text=_texts,
        opened_at=_moments,
        reporter=st.just(people[0]),
        reporters=st.just((people[0], people[1])),
        category=st.none() | st.sampled_from(Category),
        class_=st.sampled_from(Class),
        topic=_words,
        urgency=st.sampled_from(Urgency),
        place=_places,
        keywords=st.lists(_texts, max_size=3).map(tuple),
        because=st.lists(_texts, max_size=3).map(tuple),
        confidence=st.floats(0, 1),
        room=st.sampled_from([None, room.id]),
        source=_texts,
        owner=st.sampled_from([None, *people]),
        accused=st.sampled_from([(), (people[2],)]),
        parent=st.none(),
        round=st.integers(1, 9),
        standard=_texts,
        last_line_at=st.none() | _moments,
        result=_words,
        done_at=st.none() | _moments,
        done_by=st.none() | st.integers(1, 9),
        attitude=_stars,
        outcome=_stars,
        waiting_for=_words,
        next_news_at=st.none() | _moments,
    )
    draft = data.draw(tickets)
    created = uow.tickets.create(draft)
    assert created == replace(draft, id=created.id, number=created.number)
    assert uow.tickets.get(created.id) == created
    changed = replace(
        data.draw(tickets),
        id=created.id,
        number=created.number,
        parent=created.id,
        reporters=(people[0], people[1], people[2]),
    )
    uow.tickets.save(changed)
    assert uow.tickets.numbered(site.id, created.number) == changed


@pytest.mark.parametrize("key", [-1, 0, 7, 2**31, 10**18])
def test_a_ticket_that_is_not_there_is_none_however_wild_its_number(uow: UnitOfWork, key: int) -> None:
    assert uow.tickets.get(key) is None
    assert uow.tickets.numbered(a_site(uow).id, key) is None


def test_a_clock_comes_back_as_it_was_added_and_as_it_was_saved(uow: UnitOfWork) -> None:
    site = a_site(uow)
    ticket = a_ticket(uow, site, a_person(uow, site))
    clock = Clock(
        id=0, ticket=ticket.id, kind=ClockKind.ARRIVE, started_at=NOW, due_at=NOW, rule="30 min, S0-29"
    )
    added = uow.clocks.add(clock)
    assert uow.clocks.of(ticket.id) == [replace(clock, id=added.id)]
    later = NOW + timedelta(hours=1)
    saved = replace(added, met_at=later, cancelled_at=later, paused_at=later, step=2, next_at=later)
    uow.clocks.save(saved)
    assert uow.clocks.of(ticket.id) == [saved]


def test_the_journal_tells_its_entries_in_the_order_in_which_they_came(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    facts: dict[str, Fact] = {"by": Who(person.id), "at": NOW, "list": [Word("a"), "b"], "inner": Notice("n")}
    entries = [
        Entry(kind=f"k{n}", at=NOW, actor=person.id if n else None, audience=audience, facts=facts)
        for n, audience in enumerate(Audience)
    ]
    uow.journal.add(ticket.id, entries)
    assert uow.journal.of(ticket.id) == entries


def test_a_person_last_touched_the_ticket_of_their_latest_entry(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    first, second = (a_ticket(uow, site, person) for _ in range(2))
    for ticket, minutes in ((second, 1), (first, 2)):
        at = NOW + timedelta(minutes=minutes)
        entry = Entry(kind="accepted", at=at, actor=person.id, audience=Audience.STAFF)
        uow.journal.add(ticket.id, [entry])
    assert uow.journal.last_touched(person.id, NOW) == (NOW + timedelta(minutes=2), first.id)
    assert uow.journal.last_touched(person.id, NOW + timedelta(minutes=3)) is None


def test_people_rooms_and_sites_come_back_as_they_were(uow: UnitOfWork) -> None:
    site = a_site(uow)
    changed_site = replace(site, region="TW", timezone="Asia/Taipei", language="zh_TW", standard="s1")
    uow.sites.change(changed_site)
    assert uow.sites.all() == [uow.sites.get(site.id)] == [uow.sites.named("阳光花园")] == [changed_site]
    person = a_person(uow, site, role=Role.CUSTOMER_OFFICER, area=frozenset({"1", "B"}))
    changed = replace(person, name="王芳", language="en", building="3", unit="2", room="501", active=False)
    uow.people.change(changed)
    assert uow.people.get(person.id) == changed
    assert uow.people.named([person.id, 99, person.id]) == {person.id: changed}
    room = a_room(uow, site)
    assert uow.rooms.at("web", "room") == uow.rooms.get(room.id) == room


def test_who_is_not_there_is_a_lookup_error(uow: UnitOfWork) -> None:
    with pytest.raises(LookupError):
        uow.people.get(99)
    with pytest.raises(LookupError):
        uow.sites.get(99)


def test_a_chat_that_is_bound_again_is_the_same_room_of_another_site(uow: UnitOfWork) -> None:
    first, second = a_site(uow), a_site(uow, "翠湖")
    room = a_room(uow, first)
    uow.rooms.set_active(room.id, active=False)
    bound = uow.rooms.bind(second.id, "web", "room", RoomKind.STAFF, "工作群")
    assert bound == replace(room, site=second.id, kind=RoomKind.STAFF, title="工作群")
    assert uow.rooms.of(first.id) == []
    assert uow.rooms.of(second.id, RoomKind.RESIDENTS) == []
    assert uow.rooms.of(second.id, RoomKind.STAFF) == [bound]


def test_a_letter_comes_back_as_it_was_written(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    letter = a_letter(
        site,
        ticket=ticket.id,
        person=person.id,
        notice=Notice("card", {"at": NOW}, ((Button(verb="accept", ticket=1),),)),
        card="public",
        mention="a1",
        photos=(3, 4),
        reply_to="77",
        urgent=True,
    )
    uow.letters.add(letter)
    (kept,) = uow.letters.waiting(["web"], 10)
    assert kept == replace(letter, id=kept.id)


def test_an_address_keeps_its_state_until_another_is_given(uow: UnitOfWork) -> None:
    person = a_person(uow, a_site(uow))
    for state in (None, "ok", None):
        uow.people.reach(person.id, "web", "a1", state)
    uow.people.reach(person.id, "wecom", "w1")
    assert [(one.account, one.state) for one in uow.people.addresses(person.id)] == [
        ("a1", "ok"),
        ("w1", "unknown"),
    ]
    uow.people.set_state("web", "a1", "blocked")
    blocked = Address(person=person.id, platform="web", account="a1", state="blocked")
    assert uow.people.addresses(person.id)[0] == blocked


def test_an_account_is_one_person_a_site(uow: UnitOfWork) -> None:
    here, there = a_site(uow), a_site(uow, "翠湖")
    people = [a_person(uow, site) for site in (here, there)]
    for person in people:
        uow.people.reach(person.id, "web", "a1")
    assert uow.people.at("web", "a1") == people
    assert uow.people.at("web", "a1", there.id) == [people[1]]
    assert uow.people.at("web", "a2") == []


def test_staff_are_those_who_work_and_are_active(uow: UnitOfWork) -> None:
    site = a_site(uow)
    a_person(uow, site)
    officer = a_person(uow, site, role=Role.CUSTOMER_OFFICER)
    a_person(uow, site, role=Role.ENGINEER, active=False)
    assert uow.people.staff(site.id) == [officer]
    assert len(uow.people.of(site.id)) == 3


def test_corrections_are_kept_in_order(uow: UnitOfWork) -> None:
    site = a_site(uow)
    person = a_person(uow, site)
    ticket = a_ticket(uow, site, person)
    corrections = [Correction(field="class", before=str(n), after="2") for n in range(2)]
    for correction in corrections:
        uow.corrections.add(ticket.id, person.id, NOW, "电梯坏了", correction)
    assert uow.corrections.all() == [("电梯坏了", correction) for correction in corrections]


def test_a_moment_without_a_zone_is_refused(uow: UnitOfWork) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        uow.seen.first_time("web", "u1", naive)


def test_a_moment_comes_back_aware_and_in_utc(uow: UnitOfWork) -> None:
    site = a_site(uow)
    local = NOW.astimezone(timezone(timedelta(hours=8)))
    ticket = a_ticket(uow, site, a_person(uow, site), opened_at=local)
    kept = uow.tickets.get(ticket.id)
    assert kept is not None
    assert (kept.opened_at, kept.opened_at.utcoffset()) == (NOW, timedelta())


def test_more_keys_than_one_statement_takes_are_all_found(uow: UnitOfWork) -> None:
    site = a_site(uow)
    people = [a_person(uow, site).id for _ in range(530)]
    assert list(uow.people.named(people)) == people
    assert uow.people.named([]) == {}
