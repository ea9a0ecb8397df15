"""What the inspectorate sees: every kind of export is in the list, found by an index."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

import ekinerja
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Role
from ekinerja.reporting import public as reporting
from ekinerja.reporting.selectors.oversight import EXPORTS
from tests.factories import cycle

SOURCE = Path(ekinerja.__file__).parent
RECORDED = re.compile(r'event="([a-z_.]*exported)"')


def test_names_every_export_that_the_program_records():
    found = {name for path in SOURCE.rglob("*.py") for name in RECORDED.findall(path.read_text())}

    assert found == set(EXPORTS)


@pytest.mark.django_db
def test_shows_the_latest_exports(world):
    inspector = world.official(Role.INSPECTORATE)
    for number, event in enumerate(("people.directory.exported", "people.employee.moved", "audit.trail.exported")):
        at = cycle.FEBRUARY + timedelta(minutes=number)
        audit.record(actor=inspector, event=event, subject_type="x", at=at)

    home = reporting.oversight_home(actor=inspector, now=cycle.FEBRUARY)

    assert [row.event for row in home.exports] == ["audit.trail.exported", "people.directory.exported"]
