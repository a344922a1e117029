"""Workbooks for others: what finance bills."""
