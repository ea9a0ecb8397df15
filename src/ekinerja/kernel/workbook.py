"""Tables as XLSX files: all but whole numbers is text, so a NIP keeps its digits and nothing is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter


def xlsx(*, headers: Sequence[object], rows: Iterable[Sequence[object]], sheet: str = "Data") -> bytes:
    """Return rows below bold headings; whole numbers stay numbers, so that they can be added up."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"constant_memory": True}) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True})
        for column, header in enumerate(headers):
            page.write_string(0, column, str(header), bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, int) and not isinstance(value, bool):
                    page.write_number(number, column, value)
                else:
                    page.write_string(number, column, "" if value is None else str(value))
        page.freeze_panes(1, 0)
    return memory.getvalue()
