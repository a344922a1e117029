"""The browser chat as a platform: rooms in memory, never mixed with real platforms in one site."""
