"""The rules of the desk: values in, values out. No library, no I/O, no clock."""
