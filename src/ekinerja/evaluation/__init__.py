"""Periods, ratings and their explanation."""
