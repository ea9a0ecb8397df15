"""Tables as files: XLSX and CSV in which nothing is ever a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from ekinerja.kernel.workbook import xlsx
from ekinerja.web.attachment import attachment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def as_xlsx(*, name: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a download of rows as XLSX; whole numbers can be added up, all else is text, so a NIP keeps its digits."""
    return download_xlsx(name=name, content=xlsx(headers=headers, rows=rows))


def download_xlsx(*, name: str, content: bytes) -> HttpResponse:
    """Return a download of an XLSX file that was made already."""
    return _download(content, XLSX, f"{name}.xlsx")


def as_csv(*, name: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a download of rows as CSV with semicolons, as Excel in Indonesian opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headers)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return _download(b"\xef\xbb\xbf" + text.getvalue().encode(), "text/csv; charset=utf-8", f"{name}.csv")


def as_json(*, name: str, rows: Iterable[dict[str, object]]) -> HttpResponse:
    """Return a download of rows as JSON."""
    body = json.dumps(list(rows), ensure_ascii=False, indent=1, default=str).encode()
    return _download(body, "application/json", f"{name}.json")


def harmless(value: object) -> str:
    """Return a value as the text of a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


def _download(body: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": attachment(name)})
