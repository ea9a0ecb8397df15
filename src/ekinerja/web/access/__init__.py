"""Pages of signing in, activation, second proofs, sessions, roles and the profile."""
