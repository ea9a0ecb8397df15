"""Contracts with programs outside."""
