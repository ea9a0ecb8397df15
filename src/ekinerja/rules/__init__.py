"""Rules of law as pure functions: standard library only."""
