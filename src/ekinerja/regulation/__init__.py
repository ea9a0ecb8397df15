"""Loads law/, holds each agency's own dated values."""
