"""The journal as texts: nothing is lost on the way, what equal entries say is equal; on both databases."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desk.journal import Audience, Entry
from desk.notices import Fact, Notice, Who, Word
from desk.people import Site
from storage.facts import encode_facts
from storage.told import HOUR, PAST_HOUR, SAYS, Saying, entry, essence, parted, saying, with_texts
from storage.unit_of_work import UnitOfWork
from tests.storage.builders import NOW, a_person, a_site, a_ticket


def told(uow: UnitOfWork, site: Site, *entries: Entry) -> list[bytes]:
    ticket = a_ticket(uow, site, a_person(uow, site))
    uow.journal.add(ticket.id, entries)
    ((key, found),) = uow.sayings.of([ticket.id], uow.sayings.newest())
    assert key == ticket.id
    return found


def test_entries_come_back_as_they_were_to_the_second(uow: UnitOfWork) -> None:
    who = a_person(uow, site := a_site(uow))
    facts = {
        "words": '他说"kept":[x]',
        "by": Who(who.id),
        "at": NOW,
        "lines": [Notice("a", {"n": Word("b")}), 2],
    }
    base = Entry(kind="note", at=NOW, actor=who.id, audience=Audience.MANAGERS, facts=facts)
    entries = [base, replace(base, kind="closed", actor=None, audience=Audience.RESIDENT, facts={})]
    found = told(uow, site, *entries)
    assert [entry(saying(one[SAYS:]), NOW) for one in found] == entries
    assert [one[HOUR] + one[PAST_HOUR] for one in found] == [b"2026-11-21 09:30:00"] * 2


def test_what_was_promised_makes_no_difference_to_what_is_read(uow: UnitOfWork) -> None:
    """Of two entries that differ in the promises they kept the essence is one; words always count."""
    base = Entry(kind="accepted", at=NOW, actor=None, audience=Audience.STAFF)
    kept = (
        {"kept": ["accept 2026-11-21T00:00:00+00:00", "respond 1"], "n": 1},
        {"kept": ["accept 2"], "n": 1},
    )
    words = ({"words": '"kept":[1]'}, {"words": '"kept":[2]'})
    first, second, *others = told(
        uow, a_site(uow), *(replace(base, facts=facts) for facts in (*kept, *words))
    )
    assert essence(first) == essence(second)
    assert saying(essence(first)) == Saying("accepted", "staff", None, '{"n":1}')
    assert len(set(map(essence, others))) == 2


def test_what_is_written_later_is_not_there(uow: UnitOfWork) -> None:
    ticket = a_ticket(uow, site := a_site(uow), a_person(uow, site))
    one = Entry(kind="note", at=datetime(2026, 11, 21, tzinfo=UTC), actor=None, audience=Audience.STAFF)
    uow.journal.add(ticket.id, [one])
    newest = uow.sayings.newest()
    uow.journal.add(ticket.id, [one])
    ((_, found),) = uow.sayings.of([ticket.id], newest)
    assert len(found) == 1


_FACTS = st.dictionaries(
    st.sampled_from(("words", "result", "n", "at")),
    st.text(max_size=9) | st.integers() | st.builds(Word, st.text()) | st.datetimes(timezones=st.just(UTC)),
)


@given(_FACTS)
def test_texts_are_taken_out_and_put_back(facts: dict[str, Fact]) -> None:
    """Only texts are, and whatever the others are, the rest still says the same."""
    stored = json.dumps(encode_facts(facts), ensure_ascii=False, separators=(",", ":"))
    said = f"{stored}note-staff".encode(errors="replace")
    rest, texts = parted(said)
    if not texts:
        assert rest == said
        return
    assert with_texts(said, texts) == said
    other = entry(saying(with_texts(said, [b"x"] * len(texts))), NOW)
    changed = {name for name, fact in facts.items() if other.facts[name] != fact}
    assert not [name for name in changed if not isinstance(facts[name], str)]
