"""Things that happen once, whoever comes at the same time: updates, codes, albums, posts, questions."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Engine

from desk.people import Role, RoomKind
from desk.ticket import Status, Ticket
from storage.codes import Grant
from storage.photos import Photo
from storage.questions import Question
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.serving import PATIENCE
from tests.storage.builders import NOW, a_person, a_site, a_ticket

T = TypeVar("T")
HOUR = timedelta(hours=1)


@pytest.fixture
def ticket(uow: UnitOfWork) -> Ticket:
    site = a_site(uow)
    return a_ticket(uow, site, a_person(uow, site))


@pytest.fixture
def together(
    database_url: str, opened: Callable[[str], Engine]
) -> Iterator[Callable[[Callable[[UnitOfWork], T]], list[T]]]:
    """Carries one unit out eight times at once, by two writers with several lanes each."""
    writers = [Writer(opened(database_url)) for _ in range(2)]

    def carry_out(work: Callable[[UnitOfWork], T]) -> list[T]:
        ready = threading.Barrier(2)

        def submit(writer: Writer) -> None:
            ready.wait(PATIENCE)
            futures.extend(writer.submit(work, f"lane {n}") for n in range(4))

        futures: list[object] = []
        threads = [threading.Thread(target=submit, args=(writer,)) for writer in writers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [future.result(20) for future in futures]  # type: ignore[attr-defined]

    yield carry_out
    for writer in writers:
        writer.close()


def test_an_update_is_new_once(together: Callable[..., list[bool]]) -> None:
    for n in range(10):
        outcomes = together(lambda uow, n=n: uow.seen.first_time("web", f"u{n}", NOW))
        assert sorted(outcomes) == [False] * 7 + [True]


def test_a_code_gives_once(together: Callable[..., list[Grant | None]], writer: Writer) -> None:
    grant = Grant(site=0, expires_at=NOW + HOUR, room_kind=RoomKind.STAFF)

    def issue(uow: UnitOfWork) -> None:
        site = a_site(uow).id
        for n in range(10):
            uow.codes.add(f"CODE{n}", Grant(**{**vars(grant), "site": site}))

    writer.submit(issue).result(PATIENCE)
    for n in range(10):
        outcomes = together(lambda uow, n=n: uow.codes.redeem(f"CODE{n}", NOW, room=True))
        assert sum(outcome is not None for outcome in outcomes) == 1


def test_an_account_is_reached_once_however_often_it_is_said(
    together: Callable[..., list[None]], writer: Writer
) -> None:
    person = writer.submit(lambda uow: a_person(uow, a_site(uow))).result(PATIENCE)
    together(lambda uow: uow.people.reach(person.id, "web", "a1", "ok"))
    (address,) = writer.submit(lambda uow: uow.people.addresses(person.id)).result(PATIENCE)
    assert address.state == "ok"


def test_the_same_update_of_another_platform_is_another(uow: UnitOfWork) -> None:
    assert uow.seen.first_time("web", "u1", NOW)
    assert uow.seen.first_time("telegram", "u1", NOW)
    assert not uow.seen.first_time("web", "u1", NOW + HOUR)


def test_what_was_seen_long_ago_is_forgotten(uow: UnitOfWork) -> None:
    for hours in range(3):
        uow.seen.first_time("web", f"u{hours}", NOW + hours * HOUR)
    uow.seen.forget_before(NOW + HOUR)
    assert [uow.seen.first_time("web", f"u{n}", NOW) for n in range(3)] == [True, False, False]


def test_what_was_set_aside_is_kept_as_it_came(uow: UnitOfWork) -> None:
    uow.seen.quarantine("web", "u1", '{"odd": 1}', "KeyError: text", NOW)
    uow.seen.quarantine("web", "u2", "", "ValueError", NOW)
    assert uow.seen.quarantined() == [("web", "u1", "KeyError: text"), ("web", "u2", "ValueError")]


def test_a_mark_is_its_latest_value(uow: UnitOfWork) -> None:
    assert uow.seen.mark("offset") is None
    for value in ("1", "2"):
        uow.seen.set_mark("offset", value)
    assert uow.seen.mark("offset") == "2"


def test_a_code_gives_what_it_was_issued_for_however_it_is_typed(uow: UnitOfWork) -> None:
    grant = Grant(
        site=a_site(uow).id,
        expires_at=NOW + HOUR,
        name="王芳",
        role=Role.CUSTOMER_OFFICER,
        area=frozenset({"1", "2"}),
        home=("3", "2", "501"),
    )
    uow.codes.add("AB12CD", grant)
    assert uow.codes.redeem(" ab12cd ", NOW, room=False) == grant
    assert uow.codes.redeem("AB12CD", NOW, room=False) is None


def test_a_code_of_the_other_sort_an_old_or_an_unknown_one_gives_nothing(uow: UnitOfWork) -> None:
    site = a_site(uow).id
    uow.codes.add("ROOM", Grant(site=site, expires_at=NOW + HOUR, room_kind=RoomKind.STAFF))
    uow.codes.add("OLD", Grant(site=site, expires_at=NOW, name="王芳", role=Role.ADMIN))
    assert uow.codes.redeem("ROOM", NOW, room=False) is None
    assert uow.codes.redeem("OLD", NOW, room=False) is None
    assert uow.codes.redeem("NONE", NOW, room=True) is None
    assert uow.codes.redeem("ROOM", NOW, room=True) is not None


def test_no_code_stands_in_the_database(writer: Writer, database: Engine) -> None:
    writer.submit(lambda uow: uow.codes.add("SECRET7", Grant(site=a_site(uow).id, expires_at=NOW))).result(
        PATIENCE
    )
    with database.connect().execution_options(reading=True) as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM code").all()
    assert "SECRET7" not in str(row)


def test_a_message_is_about_its_ticket_until_it_is_gone(uow: UnitOfWork, ticket: Ticket) -> None:
    uow.posts.add(ticket.id, "web", "room", "5")
    assert uow.posts.ticket_of("web", "room", "5") == ticket.id
    assert uow.posts.ticket_of("web", "other", "5") is None
    uow.posts.forget("web", "room", "5")
    assert uow.posts.ticket_of("web", "room", "5") is None


def test_a_card_is_the_message_that_it_was_posted_as_last(uow: UnitOfWork, ticket: Ticket) -> None:
    for message in ("5", "6", "6"):
        uow.posts.add(ticket.id, "web", "room", message, "public")
    assert uow.posts.message_of(ticket.id, "web", "room", "public") == "6"
    assert uow.posts.ticket_of("web", "room", "5") is None
    assert uow.posts.cards(ticket.id) == {("web", "room", "public")}


def test_an_album_goes_to_the_ticket_of_its_first_part(uow: UnitOfWork, ticket: Ticket) -> None:
    site = a_site(uow, "翠湖")
    other = a_ticket(uow, site, a_person(uow, site)).id
    assert uow.photos.album("web", "room", "g1") is None
    uow.photos.keep_album("web", "room", "g1", ticket.id)
    uow.photos.keep_album("web", "room", "g1", other)
    assert uow.photos.album("web", "room", "g1") == ticket.id


def test_a_photo_waits_until_it_is_stored_or_given_up(uow: UnitOfWork, ticket: Ticket) -> None:
    photo = Photo(ticket=ticket.id, person=ticket.reporter, platform="web", ref="file-1", at=NOW)
    keys = [uow.photos.add(photo) for _ in range(3)]
    assert uow.photos.platforms() == ["web"]
    assert uow.photos.waiting("telegram", 9, NOW) == []
    assert [one.id for one in uow.photos.waiting("web", 2, NOW)] == keys[:2]
    uow.photos.stored(keys[0], "1.jpg")
    uow.photos.failed(keys[1], "gone")
    assert [one.id for one in uow.photos.waiting("web", 9, NOW)] == keys[2:]
    uow.photos.failed(keys[2], "gone")
    assert uow.photos.platforms() == []


def test_a_photo_that_is_to_be_tried_later_comes_after_what_is_new(uow: UnitOfWork, ticket: Ticket) -> None:
    photo = Photo(ticket=ticket.id, person=ticket.reporter, platform="web", ref="file-1", at=NOW)
    first, second = (uow.photos.add(photo) for _ in range(2))
    uow.photos.later(first, NOW + HOUR, "away")
    assert [one.id for one in uow.photos.waiting("web", 9, NOW)] == [second]
    tried = uow.photos.waiting("web", 9, NOW + HOUR)
    assert [(one.id, one.attempts) for one in tried] == [(second, 0), (first, 1)]


def test_photos_are_told_by_their_ids(uow: UnitOfWork, ticket: Ticket) -> None:
    photo = Photo(ticket=ticket.id, person=ticket.reporter, platform="web", ref="file-1", at=NOW)
    keys = [uow.photos.add(photo) for _ in range(3)]
    uow.photos.stored(keys[0], "1.jpg")
    assert [(one.id, one.file) for one in uow.photos.get((keys[2], keys[0]))] == [
        (keys[0], "1.jpg"),
        (keys[2], None),
    ]
    assert [one.id for one in uow.photos.of(ticket.id)] == keys


def test_one_question_at_a_time_until_it_expires_or_is_dropped(uow: UnitOfWork, ticket: Ticket) -> None:
    person = ticket.reporter

    def ask(kind: str, chat: str = "room") -> Question:
        question = Question(
            person=person, chat=chat, kind=kind, ticket=ticket.id, expires_at=NOW + HOUR, words=kind
        )
        uow.questions.ask(question)
        return question

    ask("note")
    newer, elsewhere = ask("finish"), ask("wait", "private")
    assert uow.questions.open(person, "room", NOW) == newer
    assert uow.questions.open(person, "room", NOW + HOUR) is None
    uow.questions.drop(person, "room")
    assert uow.questions.open(person, "room", NOW) is None
    assert uow.questions.open(person, "private", NOW) == elsewhere


def test_tickets_are_found_by_who_reported_owns_or_may_still_move_them(uow: UnitOfWork) -> None:
    site = a_site(uow)
    one, two = (a_person(uow, site) for _ in range(2))
    first = a_ticket(uow, site, one, owner=two.id, reporters=(one.id, two.id))
    second = a_ticket(uow, site, one, owner=two.id, last_line_at=NOW + HOUR)
    closed = a_ticket(uow, site, one, owner=two.id, status=Status.CLOSED, last_line_at=None)
    assert uow.tickets.reported_by(one.id) == [closed, second, first]
    assert uow.tickets.reported_by(one.id, unended=True) == [second, first]
    assert uow.tickets.reported_by(two.id) == [first]
    assert uow.tickets.owned_by(two.id) == uow.tickets.unended(site.id) == [first, second]
    assert uow.tickets.of(site.id) == [first, second, closed]
    assert uow.tickets.load(site.id) == {two.id: 2}
    assert uow.tickets.latest_of(one.id, NOW) == second
    assert uow.tickets.latest_of(one.id, NOW + 2 * HOUR) is None
    assert uow.tickets.latest_of(two.id, NOW) is None
