"""Goals as a file: the tree in the layout that can be imported again, and the empty template."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse

from ekinerja.kernel import clock
from ekinerja.kernel.numbers import write_number
from ekinerja.planning import public as planning
from ekinerja.web import guard, spreadsheet


def export(request: guard.Request, tree: Any, on: date) -> HttpResponse:
    """Return the goals that the page shows as XLSX, ready to be changed and imported again."""
    codes = planning.goals.unit_codes(goals=[node.goal for _depth, node in tree.nodes()], on=on)
    by_id = {node.goal.id: node.goal for _depth, node in tree.nodes()}
    rows = [row for _depth, node in tree.nodes() for row in _lines(node, codes, by_id)]
    planning.note_export(
        actor=request.actor,
        event="planning.goal.exported",
        subject_type="planning.goal",
        subject_id=str(tree.year),
        rows=len(rows),
        at=clock.now(),
    )
    headers = planning.goal_imports.headings()
    return spreadsheet.as_xlsx(name=f"sasaran-{tree.year}", headers=headers, rows=rows)


def template(year: int) -> HttpResponse:
    """Return the empty template with two example rows."""
    rows = [
        ["1", "", "TUJUAN", "Meningkatnya derajat kesehatan masyarakat", "", year, year + 4,
         "Usia harapan hidup", "tahun", "NILAI_AKHIR", "MAKIN_TINGGI", "72,5", "", "", "", "72,5"],
        ["1.1", "1", "SASARAN", "Menurunnya prevalensi stunting", "000002", year, year + 4,
         "Prevalensi stunting", "persen", "NILAI_AKHIR", "MAKIN_RENDAH", "14", "17", "16", "15", "14"],
    ]  # fmt: skip
    return spreadsheet.as_xlsx(name=f"templat-sasaran-{year}", headers=planning.goal_imports.headings(), rows=rows)


def _lines(node: Any, codes: dict[Any, str], by_id: dict[Any, Any]) -> Iterator[list[Any]]:
    goal = node.goal
    parent = by_id.get(goal.parent_id) or (goal.parent if goal.parent_id else None)
    head = [
        goal.code,
        parent.code if parent else "",
        goal.kind,
        goal.text,
        codes.get(goal.unit_id, ""),
        goal.first_year,
        goal.last_year,
    ]
    if not node.measures:
        yield [*head, *[""] * 9]
    for measure in node.measures:
        row = measure.indicator
        figures = [write_number(measure.target(q)) or measure.target_text(q) for q in (0, 1, 2, 3, 4)]
        yield [*head, row.text, row.measure, row.accumulation, row.direction, *figures]
