"""Database backend."""
