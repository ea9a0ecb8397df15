"""Writes of the access module: one use case per file, named by its verb."""
