"""Writes of the documents module."""
