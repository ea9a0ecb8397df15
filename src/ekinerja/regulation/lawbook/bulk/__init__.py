"""Compiles a scheme to SQL with integers: the same law for millions of people at once."""

from ekinerja.regulation.lawbook.bulk.pay import BulkQuery, Unsupported, compile_scheme
from ekinerja.regulation.lawbook.bulk.tables import TABLES

__all__ = ["TABLES", "BulkQuery", "Unsupported", "compile_scheme"]
