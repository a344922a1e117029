"""Use cases: load, decide, record, commit. Plain synchronous functions, one behaviour a file."""
