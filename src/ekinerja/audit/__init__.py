"""Append-only audit entries, hash-chained per agency."""
