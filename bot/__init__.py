"""The outside: settings, platforms, delivery, ticker, clock, texts, web. Async lives only here."""
