"""The chat platforms, kept alike: each turns its updates into Incoming and sends what it is given."""
