"""Reads: loaded objects and frozen values."""
