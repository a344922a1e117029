"""docs/standard-coverage.md says what is so."""

from tests import coverage_table


def test_the_table_is_up_to_date() -> None:
    """Where this is red: make coverage-table."""
    assert coverage_table.TABLE.read_text(encoding="utf-8") == coverage_table.table()


def test_every_core_clause_is_there_and_says_why_where_no_test_proves_it() -> None:
    known, proven = coverage_table.clauses(), coverage_table.proofs()
    assert len(known) == 191
    assert [clause for clause in known if not proven.get(clause) and not known[clause].get("why")] == []


def test_names_docstrings_and_spans_are_understood() -> None:
    assert list(coverage_table.named("test_S0_28_S2_103_x\nS4-02; S0-19 … S0-21")) == [
        *("S0-28", "S2-103", "S4-02", "S0-19", "S0-21", "S0-19", "S0-20", "S0-21"),
    ]
