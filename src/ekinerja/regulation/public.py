"""The door of this module: the law as dated data."""

from ekinerja.regulation.lawbook import Lawbook, LawError
from ekinerja.regulation.lawbook import load as lawbook
from ekinerja.regulation.schemes import parse_shipped_scheme

__all__ = ["LawError", "Lawbook", "lawbook", "parse_shipped_scheme"]
