"""docs/standard-coverage.md: which clause of the standard is proven by which tests.

`python -m tests.coverage_table` writes it. A test proves a clause that its name (S0_28), its docstring or the
examples that it is run with (S0-28) name.
"""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "standard-coverage.md"
CLAUSES = ROOT / "docs" / "clauses.toml"
_ID = re.compile(r"S([0-4])[-_](\d{2,3})(?!\d)")
_SPAN = re.compile(r"S([0-4])-(\d{2,3}) … (?:S\1-)?(\d{2,3})(?!\d)")


def clauses() -> dict[str, dict[str, str]]:
    """Each tier-A clause: its text, and `why` it is not proven where it is not."""
    return tomllib.loads(CLAUSES.read_text(encoding="utf-8"))


def proofs() -> dict[str, list[str]]:
    """The tests of each clause, as "desk/test_promises.py::test_…"."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        source = file.read_text(encoding="utf-8")
        tree, lines = ast.parse(source), source.splitlines()
        where = file.relative_to(ROOT / "tests").as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                words = "\n".join(lines[first - 1 : node.end_lineno])
                for clause in sorted(set(named(words))):
                    found[clause].append(f"{where}::{node.name}")
    return found


def named(words: str) -> Iterator[str]:
    """The clauses that some words name, also those within a span (S0-19 … S0-21)."""
    for clause, number in _ID.findall(words):
        yield f"S{clause}-{number}"
    for clause, first, last in _SPAN.findall(words):
        for number in range(int(first), int(last) + 1):
            yield f"S{clause}-{number:02}"


def table() -> str:
    """The whole page."""
    known, proven = clauses(), proofs()
    done = [clause for clause in known if proven.get(clause)]
    head = [
        "# Which clause of the service standard is proven by which tests",
        "",
        "Made by `make coverage-table` from what the tests name; do not edit. Clauses are those of",
        "docs/clauses.toml, the core of a desk (tier A).",
        "",
        f"{len(done)} of {len(known)} clauses are proven by a test.",
        "",
        "| Clause | What it asks | State | Tests |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *(_row(clause, known[clause], proven.get(clause, [])) for clause in known), ""])


def _row(clause: str, entry: dict[str, str], tests: list[str]) -> str:
    state = "done" if tests else f"not yet: {entry.get('why', '')}"
    shown = "<br>".join(f"`{test}`" for test in tests)
    return f"| {clause} | {entry['text']} | {state} | {shown} |"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
