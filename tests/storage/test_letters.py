"""Letters: order in a chat, urgent ones, cards, and a cost that does not grow with what was sent."""

import time
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from desk.people import RoomKind, Site
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_letter, a_person, a_site, a_ticket


@pytest.fixture
def site(uow: UnitOfWork) -> Site:
    return a_site(uow)


def _add(uow: UnitOfWork, site: Site, chat: str, language: str, *, urgent: bool = False) -> None:
    uow.letters.add(a_letter(site, chat=chat, language=language, urgent=urgent))  # language: its name here


def _next(uow: UnitOfWork, limit: int = 99) -> list[str]:
    return [letter.language for letter in uow.letters.waiting(["web"], limit)]


def _send(uow: UnitOfWork, name: str) -> None:
    (key,) = (letter.id for letter in uow.letters.waiting(["web"], 99) if letter.language == name)
    uow.letters.sent(key, NOW)


def test_the_next_of_a_chat_comes_when_the_one_before_has_been_sent_or_given_up(
    uow: UnitOfWork, site: Site
) -> None:
    for name in ("a1", "a2", "a3"):
        _add(uow, site, "a", name)
    _add(uow, site, "b", "b1")
    assert _next(uow) == ["a1", "b1"]
    _send(uow, "a1")
    assert _next(uow) == ["a2", "b1"]
    uow.letters.failed(uow.letters.waiting(["web"], 1)[0].id, "refused")
    assert _next(uow) == ["a3", "b1"]
    assert uow.letters.counts() == {"sent": 1, "failed": 1, "waiting": 2}


def test_an_urgent_letter_goes_before_all_others_also_of_its_own_chat(uow: UnitOfWork, site: Site) -> None:
    _add(uow, site, "b", "b1")
    _add(uow, site, "a", "a1")
    _add(uow, site, "a", "fire", urgent=True)
    _add(uow, site, "a", "smoke", urgent=True)
    assert _next(uow) == ["fire", "b1"]
    _send(uow, "fire")
    assert _next(uow) == ["smoke", "b1"]
    _send(uow, "smoke")
    assert _next(uow) == ["b1", "a1"]


def test_a_letter_to_be_tried_again_holds_back_its_chat_but_no_urgent_one(
    uow: UnitOfWork, site: Site
) -> None:
    for name in ("a1", "a2"):
        _add(uow, site, "a", name)
    (first,) = uow.letters.waiting(["web"], 9)
    later = NOW + timedelta(minutes=5)
    uow.letters.later(first.id, later, "timed out")
    (again,) = uow.letters.waiting(["web"], 9)
    assert (again.id, again.attempts, again.not_before) == (first.id, 1, later)
    assert uow.letters.waiting(["web"], 9, now=NOW) == []
    _add(uow, site, "a", "fire", urgent=True)
    assert [letter.language for letter in uow.letters.waiting(["web"], 9, now=NOW)] == ["fire"]


def test_letters_that_cannot_go_now_take_nobody_s_place(uow: UnitOfWork, site: Site) -> None:
    """Ten chats in back-off, urgent ones at that, and a batch of two: what can go is still found."""
    for n in range(10):
        _add(uow, site, f"blocked{n}", "blocked", urgent=True)
    for letter in uow.letters.waiting(["web"], 99):
        uow.letters.later(letter.id, NOW + timedelta(hours=1), "flood")
    _add(uow, site, "z", "z1")
    assert [letter.language for letter in uow.letters.waiting(["web"], 2, now=NOW)] == ["z1"]


def test_only_the_platforms_asked_for_are_looked_at(uow: UnitOfWork, site: Site) -> None:
    uow.letters.add(a_letter(site, platform="telegram"))
    assert uow.letters.waiting(["web"], 9) == []
    assert len(uow.letters.waiting(["web", "telegram"], 9)) == 1


def test_of_one_card_in_one_chat_only_the_newest_state_waits(uow: UnitOfWork, site: Site) -> None:
    person = a_person(uow, site)
    tickets = [a_ticket(uow, site, person).id for _ in range(2)]
    for ticket, chat, card, name in (
        (tickets[0], "a", "public", "old"),
        (tickets[0], "a", "staff", "other card"),
        (tickets[0], "b", "public", "other chat"),
        (tickets[1], "a", "public", "other ticket"),
        (tickets[0], "a", None, "no card"),
        (tickets[0], "a", "public", "new"),
    ):
        uow.letters.add(a_letter(site, ticket=ticket, chat=chat, card=card, language=name))
    sent: list[str] = []
    while names := _next(uow):
        sent += names
        for name in names:
            _send(uow, name)
    assert sent == ["other card", "other chat", "other ticket", "no card", "new"]
    assert uow.letters.counts() == {"sent": 5, "stale": 1}


def test_the_cards_that_wait_are_known(uow: UnitOfWork, site: Site) -> None:
    ticket = a_ticket(uow, site, a_person(uow, site)).id
    uow.letters.add(a_letter(site, ticket=ticket, card="public"))
    uow.letters.add(a_letter(site, ticket=ticket))
    assert uow.letters.cards(ticket) == {("web", "room", "public")}
    uow.letters.sent(uow.letters.waiting(["web"], 1)[0].id, NOW)
    assert uow.letters.cards(ticket) == set()


def test_the_newest_state_of_a_card_is_found_whether_it_is_about_a_ticket_or_none(
    uow: UnitOfWork, site: Site
) -> None:
    person = a_person(uow, site)
    for ticket in (None, a_ticket(uow, site, person).id):
        for chat, card, name in (("a", "card", "old"), ("b", "card", "other"), ("a", "card", "new")):
            uow.letters.add(a_letter(site, ticket=ticket, chat=chat, card=card, language=name))
            if name == "old":
                _send(uow, name)
        kept = [found[0] for key in range(1, uow.letters.newest() + 1) if (found := uow.letters.get(key))]
        (old,) = [one for one in kept if one.language == "old" and one.ticket == ticket]
        newest = uow.letters.newest_of(old)
        assert newest is not None
        assert (newest.language, newest.ticket, newest.chat) == ("new", ticket, "a")
        uow.letters.failed(newest.id, "refused")
        again = uow.letters.newest_of(old)
        assert again is not None
        assert again.language == "old"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=12))
def test_each_chat_gets_all_its_letters_urgent_ones_first_and_otherwise_in_order(
    uow: UnitOfWork, site: Site, letters: list[tuple[str, bool]]
) -> None:
    for n, (chat, urgent) in enumerate(letters):
        _add(uow, site, chat, f"{n}", urgent=urgent)
    sent: dict[str, list[str]] = {"a": [], "b": []}
    while heads := uow.letters.waiting(["web"], 1):
        sent[heads[0].chat].append(heads[0].language)
        uow.letters.sent(heads[0].id, NOW)
    for chat, names in sent.items():
        mine = [(not urgent, n) for n, (where, urgent) in enumerate(letters) if where == chat]
        assert names == [str(n) for _urgent, n in sorted(mine)]


def test_a_group_that_moved_takes_its_room_and_its_waiting_letters_along(uow: UnitOfWork, site: Site) -> None:
    ticket = a_ticket(uow, site, a_person(uow, site)).id
    room = uow.rooms.bind(site.id, "web", "old", RoomKind.RESIDENTS, "业主群")
    uow.letters.add(a_letter(site, chat="old", reply_to="5"))
    uow.posts.add(ticket, "web", "old", "5", "public")
    for _twice in range(2):  # told by the platform and by a failed letter
        uow.rooms.move("web", "old", "new")
    (letter,) = uow.letters.waiting(["web"], 9)
    assert (letter.chat, letter.reply_to) == ("new", None)
    moved = uow.rooms.at("web", "new")
    assert (moved and moved.id, uow.rooms.at("web", "old")) == (room.id, None)
    assert uow.posts.cards(ticket) == set()


def test_a_group_that_moved_and_was_bound_anew_is_one_room(uow: UnitOfWork, site: Site) -> None:
    uow.rooms.bind(site.id, "web", "old", RoomKind.RESIDENTS, "业主群")
    new = uow.rooms.bind(site.id, "web", "new", RoomKind.RESIDENTS, "业主群")
    uow.rooms.move("web", "old", "new")
    assert uow.rooms.at("web", "new") == new
    assert uow.rooms.of(site.id) == [new]


def test_a_hundred_thousand_sent_letters_cost_the_next_one_nothing(database: Engine) -> None:
    with database.begin() as connection:
        uow = UnitOfWork(connection)
        site = a_site(uow)
        for n in range(20):
            _add(uow, site, f"chat{n}", f"{n}")
        before = _quickest(uow)
        columns = (
            "site_id, platform, chat, language, notice, photo_ids, urgent, attempts, not_before, created_at"
        )
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
        copy = f"{numbers} INSERT INTO letter ({columns}, state) SELECT {columns}, 'sent' FROM letter, n"  # noqa: S608
        connection.execute(text(f"{copy} WHERE letter.state = 'waiting'"))
        if database.dialect.name == "postgresql":
            connection.execute(text("ANALYZE letter"))
        assert uow.letters.counts()["sent"] == 100_000
        assert _quickest(uow) < 5 * before + 0.002


def _quickest(uow: UnitOfWork) -> float:
    taken: list[float] = []
    for _ in range(15):
        started = time.perf_counter()
        assert len(uow.letters.waiting(["web"], 99)) == 20
        taken.append(time.perf_counter() - started)
    return min(taken)
