"""Months as files: the archive (归档) of a month and what is exported of a span of months."""
