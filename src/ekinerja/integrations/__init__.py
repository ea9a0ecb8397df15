"""Partners outside: each client, mapping, tasks and README of its own."""
