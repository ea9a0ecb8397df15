"""Writes: counting anew, and nudging."""
