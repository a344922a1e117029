"""The moves of a ticket: each a function from values to a Change. `table` says who may and when."""
