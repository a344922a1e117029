"""Keeping it: rows, units of work, queries, migrations. The only place that knows SQL."""
