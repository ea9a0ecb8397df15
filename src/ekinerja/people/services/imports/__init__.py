"""Imports of units and people: upload, columns, preview, run, correct, retry, undo."""

from ekinerja.people.services.imports.clear_old import clear_old_imports
from ekinerja.people.services.imports.columns import COLUMNS, PEOPLE, UNITS
from ekinerja.people.services.imports.read_table import Cell, Table, UnreadableFile, normal, read_table
from ekinerja.people.services.imports.run_import import request_import, retry_failed, run_import
from ekinerja.people.services.imports.undo_import import undo_import
from ekinerja.people.services.imports.upload_file import choose_columns, correct_row, upload_file

__all__ = [
    "COLUMNS",
    "PEOPLE",
    "Cell",
    "Table",
    "UNITS",
    "UnreadableFile",
    "choose_columns",
    "clear_old_imports",
    "correct_row",
    "normal",
    "read_table",
    "request_import",
    "retry_failed",
    "run_import",
    "undo_import",
    "upload_file",
]
