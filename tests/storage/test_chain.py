"""The hash chain: what was changed, removed or put in afterwards is found, and the first of it is named."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from desk.chain import Break, Fault, Whole
from desk.journal import Audience, Entry
from storage import chain
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.storage.builders import NOW, a_person, a_site, a_ticket

LENGTH = 12


@pytest.fixture
def site(writer: Writer) -> int:
    """A site with a journal of twelve linked entries."""

    def fill(uow: UnitOfWork) -> int:
        site = a_site(uow)
        ticket = a_ticket(uow, site, a_person(uow, site))
        for number in range(LENGTH):
            facts = {"words": f"第{number}条"}
            at = NOW + timedelta(minutes=number)
            entry = Entry(kind="note", at=at, actor=None, audience=Audience.STAFF, facts=facts)
            uow.journal.add(ticket.id, [entry])
        return site.id

    found = writer.submit(fill).result()
    assert writer.submit(lambda uow: uow.chain.extend()).result() == LENGTH
    return found


def verified(writer: Writer, site: int) -> Whole | Break:
    return writer.submit(lambda uow: uow.chain.verify(site)).result()


def tamper(database: Engine, statement: str) -> None:
    with database.begin() as connection:
        connection.execute(text(statement))


def the_fifth(database: Engine) -> int:
    with database.begin() as connection:
        return int(connection.execute(text("SELECT id FROM entry ORDER BY id LIMIT 1 OFFSET 4")).scalar_one())


def test_a_journal_as_it_was_written_is_whole(writer: Writer, site: int) -> None:
    found = verified(writer, site)
    assert isinstance(found, Whole)
    assert found.length == LENGTH
    assert writer.submit(lambda uow: uow.chain.extend()).result() == 0, "nothing is linked twice"


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'finished'",
        "at = '2026-11-21 09:31:00.000000'",
        "audience = 'resident'",
        """facts = '{"words":"别的话"}'""",
    ],
)
def test_a_changed_entry_is_named(writer: Writer, database: Engine, site: int, change: str) -> None:
    fifth = the_fifth(database)
    tamper(database, f"UPDATE entry SET {change} WHERE id = {fifth}")  # noqa: S608  # of this test
    found = verified(writer, site)
    assert isinstance(found, Break)
    assert (found.fault, found.entry, found.ticket) == (Fault.CHANGED, fifth, 1)


def test_facts_that_are_no_json_any_more_are_named(writer: Writer, database: Engine, site: int) -> None:
    """PostgreSQL takes none; there, other facts are."""
    fifth = the_fifth(database)
    facts = "{} " if database.dialect.name == "postgresql" else "{}}"
    tamper(database, f"UPDATE entry SET facts = '{facts}' WHERE id = {fifth}")  # noqa: S608  # of this test
    assert verified(writer, site) == Break(
        fault=Fault.CHANGED, entry=fifth, ticket=1, at=NOW + timedelta(minutes=4)
    )


def test_a_removed_entry_is_named(writer: Writer, database: Engine, site: int) -> None:
    fifth = the_fifth(database)
    tamper(database, f"DELETE FROM entry WHERE id = {fifth}")  # noqa: S608  # of this test
    found = verified(writer, site)
    assert isinstance(found, Break)
    assert (found.fault, found.entry) == (Fault.DELETED, fifth)


def test_an_entry_removed_with_its_link_is_noticed(writer: Writer, database: Engine, site: int) -> None:
    fifth = the_fifth(database)
    for table, column in (("entry", "id"), ("link", "entry_id")):
        tamper(database, f"DELETE FROM {table} WHERE {column} = {fifth}")  # noqa: S608  # of this test
    found = verified(writer, site)
    assert isinstance(found, Break)
    assert found.fault is Fault.CUT


def test_the_newest_entries_cannot_be_cut_off(writer: Writer, database: Engine, site: int) -> None:
    tamper(database, f"DELETE FROM link WHERE position > {LENGTH - 2}")  # noqa: S608  # of this test
    found = verified(writer, site)
    assert isinstance(found, Break)
    assert found.fault is Fault.CUT


def test_an_entry_put_in_with_an_earlier_time_is_named(writer: Writer, database: Engine, site: int) -> None:
    tamper(
        database,
        "INSERT INTO entry (id, ticket_id, at, kind, audience, facts) "
        "SELECT 9000, ticket_id, '2026-11-20 09:00:00.000000', 'contacted', 'staff', '{}' FROM entry LIMIT 1",
    )
    writer.submit(lambda uow: uow.chain.extend()).result()
    found = verified(writer, site)
    assert isinstance(found, Break)
    assert (found.fault, found.entry) == (Fault.INSERTED, 9000)


def test_a_redaction_that_is_an_entry_itself_leaves_the_chain_whole(
    writer: Writer, database: Engine, site: int
) -> None:
    fifth = the_fifth(database)
    tamper(database, f"UPDATE entry SET facts = '{{}}' WHERE id = {fifth}")  # noqa: S608  # of this test
    facts = {"entry": fifth}
    entry = Entry(
        kind="redacted", at=NOW + timedelta(days=1), actor=None, audience=Audience.STAFF, facts=facts
    )

    def redact(uow: UnitOfWork) -> None:
        (ticket,) = uow.tickets.of(site)
        uow.journal.add(ticket.id, [entry])

    writer.submit(redact).result()
    writer.submit(lambda uow: uow.chain.extend()).result()
    assert isinstance(verified(writer, site), Whole)


def test_chains_of_two_sites_do_not_touch(writer: Writer, site: int) -> None:
    def fill(uow: UnitOfWork) -> int:
        other = a_site(uow, "月亮花园")
        ticket = a_ticket(uow, other, a_person(uow, other))
        entry = Entry(kind="note", at=NOW - timedelta(days=9), actor=None, audience=Audience.STAFF)
        uow.journal.add(ticket.id, [entry])
        return other.id

    other = writer.submit(fill).result()
    assert writer.submit(lambda uow: uow.chain.extend()).result() == 1
    for key, length in ((site, LENGTH), (other, 1)):
        found = verified(writer, key)
        assert isinstance(found, Whole)
        assert found.length == length


def test_two_processes_at_once_make_one_chain(writer: Writer, site: int) -> None:
    """Four writers link at the same time; each entry is linked once."""

    def fill(uow: UnitOfWork) -> None:
        (ticket,) = uow.tickets.of(site)
        for _ in range(chain.BATCH + 50):
            entry = Entry(kind="note", at=NOW + timedelta(hours=1), actor=None, audience=Audience.STAFF)
            uow.journal.add(ticket.id, [entry])

    writer.submit(fill).result()
    futures = [writer.submit(lambda uow: uow.chain.extend(), lane=str(lane)) for lane in range(8)]
    for future in futures:
        future.result()
    while writer.submit(lambda uow: uow.chain.extend()).result():
        pass
    found = verified(writer, site)
    assert isinstance(found, Whole)
    assert found.length == LENGTH + chain.BATCH + 50
