"""`hitung pensiun`: retirement age and the first day of retirement."""

from __future__ import annotations

from typing import Any

from ekinerja.regulation.lawbook import load
from ekinerja.regulation.lawbook.answers.fields import Fields
from ekinerja.regulation.lawbook.answers.output import steps
from ekinerja.rules.career import retirement


def pensiun(document: Any) -> dict[str, Any]:
    """Return the retirement age of a position and the day retirement begins."""
    fields = Fields(document)
    born = fields.day("tanggal_lahir")
    position = fields.text("jabatan")
    grade = fields.text("jenjang") if fields.has("jenjang") else None
    parameters = load().career()
    on = fields.day("tanggal") if fields.has("tanggal") else parameters.retirement_age.latest().since
    fields.done()
    result = retirement(born=born, position=position, grade=grade, on=on, parameters=parameters)
    return {
        "bup": result.value.age,
        "tanggal_bup": result.value.reached.isoformat(),
        "tmt_pensiun": result.value.effective.isoformat(),
        "langkah": steps(result.steps),
    }
