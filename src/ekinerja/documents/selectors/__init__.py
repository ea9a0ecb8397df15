"""Reads of the documents module."""
