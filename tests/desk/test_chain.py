"""Sealing entries: whatever is changed in one gives another hash."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from desk.chain import START, Sealed, digest, link

ENTRY = Sealed(id=5, ticket=3, at=datetime(2026, 11, 21, tzinfo=UTC), kind="note", actor=2, audience="staff")
_FACTS = st.dictionaries(st.text(max_size=5), st.none() | st.text(max_size=9) | st.integers(), max_size=4)


@given(
    changed=st.fixed_dictionaries(
        {},
        optional={
            "id": st.integers(6, 99),
            "ticket": st.integers(4, 99),
            "at": st.timedeltas(timedelta(microseconds=1), timedelta(days=9)).map(
                lambda span: ENTRY.at + span
            ),
            "kind": st.sampled_from(["finished", "note ", ""]),
            "actor": st.none() | st.integers(3, 99),
            "audience": st.sampled_from(["resident", "managers"]),
        },
    ).filter(bool)
)
def test_any_change_of_an_entry_is_another_hash(changed: dict[str, object]) -> None:
    facts = digest({})
    assert link(START, ENTRY._replace(**changed), facts) != link(START, ENTRY, facts)  # type: ignore[arg-type]


@given(one=_FACTS, other=_FACTS)
def test_facts_have_the_same_digest_exactly_where_they_are_the_same(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert (digest(one) == digest(other)) == (one == other)
    assert digest(dict(reversed(one.items()))) == digest(one), "their order does not matter"


def test_the_same_moment_in_another_zone_is_the_same_entry() -> None:
    """SQLite gives UTC back, PostgreSQL the connection's zone."""
    shanghai = ENTRY._replace(at=ENTRY.at.astimezone(timezone(timedelta(hours=8))))
    assert link(START, shanghai, digest({})) == link(START, ENTRY, digest({}))


@given(
    kind=st.text(),
    audience=st.text(),
    actor=st.none() | st.integers(),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_a_link_is_over_json_so_that_others_can_check_it(
    kind: str, audience: str, actor: int | None, at: datetime
) -> None:
    """Chains of older versions hold, too."""
    entry = ENTRY._replace(kind=kind, audience=audience, actor=actor, at=at)
    said = [*entry[:2], at.isoformat(timespec="microseconds"), kind, actor, audience]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    assert link(START, entry, digest({})) == hashlib.sha256(START + text.encode() + digest({})).digest()


def test_the_hash_before_counts() -> None:
    assert link(b"x" * 32, ENTRY, digest({})) != link(START, ENTRY, digest({}))
