"""Reads of the access module."""
