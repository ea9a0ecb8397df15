"""The control room as tables for Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from ekinerja.kernel.workbook import xlsx
from ekinerja.reporting import public as reporting
from ekinerja.web import formats
from ekinerja.web.monitoring import words

Row = tuple[object, ...]


def unit_headers() -> Row:
    """Return the headings of the table of units."""
    names = [str(words.STANDINGS[code]) for code in words.STANDINGS]
    return (_("Kode"), _("Unit"), _("Wajib menyusun"), *names, _("Disetujui (%)"))


def unit_rows(board: reporting.UnitBoard) -> Iterator[Row]:
    """Yield one line for each unit of the board."""
    for row in board.rows:
        counts = row.counts
        numbers = [counts.of(code) for code in words.STANDINGS]
        yield (row.unit.code, row.unit.name, counts.planners, *numbers, counts.agreed_percent)


def planner_headers() -> Row:
    """Return the headings of the table of people."""
    return (
        _("NIP"), _("Nama"), _("Jabatan"), _("Unit"), _("Keadaan"), _("Alasan"), _("Menunggu"), _("Sejak"), _("Hari"),
    )  # fmt: skip


def planner_rows(planners: Iterable[reporting.Planner]) -> Iterator[Row]:
    """Yield one line for each person."""
    for row in planners:
        entry = row.entry
        yield (
            entry.nip,
            entry.display_name,
            entry.position_title,
            entry.unit_name,
            str(words.STANDINGS[row.standing]),
            words.why(row),
            row.waits,
            formats.tanggal_pendek(row.since) if row.since else "",
            "" if row.days is None else row.days,
        )


def planner_file(planners: Iterable[reporting.Planner]) -> bytes:
    """Return the people as an XLSX file."""
    return xlsx(headers=planner_headers(), rows=planner_rows(planners))
