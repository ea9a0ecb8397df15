"""Reads ``law/`` without a database and without Django: the second, pure door of this module."""

from ekinerja.regulation.lawbook.book import Lawbook, load
from ekinerja.regulation.lawbook.examples import Example, load_examples
from ekinerja.regulation.lawbook.files import LawError, law_folder
from ekinerja.regulation.lawbook.schemes import parse_shipped_scheme

__all__ = ["Example", "LawError", "Lawbook", "law_folder", "load", "load_examples", "parse_shipped_scheme"]
