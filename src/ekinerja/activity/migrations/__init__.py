"""Migrations of activity."""
