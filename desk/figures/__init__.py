"""What managers read: a month's figures, defined once (S0-40, S2-64) for card, pictures and export."""
