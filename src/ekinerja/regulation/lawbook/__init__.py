"""Reads ``law/`` without a database and without Django: the second, pure door of this module."""

from ekinerja.regulation.lawbook.book import Lawbook, load
from ekinerja.regulation.lawbook.files import LawError, law_folder

__all__ = ["LawError", "Lawbook", "law_folder", "load"]
