"""The first page after signing in: one part for each thing that a person is."""
