"""Agencies, units, positions, classes, calendars; effective-dated."""
