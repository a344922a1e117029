"""HTTP: the browser chat's contract, callbacks of platforms, health and metrics."""
