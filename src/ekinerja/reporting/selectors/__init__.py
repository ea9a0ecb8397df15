"""Reads: one function for each part of a home page."""
