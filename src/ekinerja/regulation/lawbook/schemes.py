"""Allowance schemes that come with the program, parsed once and kept."""

from __future__ import annotations

from functools import lru_cache

from ekinerja.regulation.lawbook.book import load
from ekinerja.rules.allowance.parse import parse_scheme
from ekinerja.rules.allowance.scheme import Scheme


@lru_cache(maxsize=32)
def parse_shipped_scheme(key: str) -> Scheme:
    """
    Return a scheme of ``law/schemes`` by its exact key.

    :raises RuleError: if there is no such scheme
    """
    return parse_scheme(load().scheme_document(key))
