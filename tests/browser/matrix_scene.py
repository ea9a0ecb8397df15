"""A leader's matrix, as the tests in a browser use it."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from ekinerja.access.models import Account
from ekinerja.kernel import clock
from ekinerja.kernel.tenancy import context
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning.models import MatrixCell, Outcome, Plan
from tests.factories import cycle


class Scene:
    """A leader's matrix with five members and three outcomes."""

    def __init__(self, agency: Any) -> None:
        self.agency = agency
        with transaction.atomic(), context.agency(agency):
            self.world = cycle.make_world(agency.pk)
            cycle.open_2026(self.world)
            for name in ("anisa_rahmawati", "budi_santoso", "citra_lestari_ningsih"):
                cycle.person(self.world, name, "bidang", f"Bidan Terampil {name[:1].upper()}")
            refresh_directory(on=cycle.FEBRUARY.date())
            self.plan: Plan = cycle.draft(self.world, "kabid")
            for text in (
                "Meningkatnya cakupan persalinan di fasilitas kesehatan",
                "Menurunnya prevalensi stunting pada anak di bawah lima tahun di seluruh kecamatan binaan melalui "
                "pendampingan keluarga berisiko",
                "Terlayaninya rujukan ibu dan bayi",
            ):
                cycle.outcome(self.world, self.plan, "kabid", text)
            self.mine = cycle.draft(self.world)
            self.accounts = {name: self._account(name) for name in ("kabid", "staf")}
        self.path = f"/skp/{self.plan.id}/matriks/"

    def _account(self, name: str) -> Account:
        person = self.world.people[name]
        return Account.objects.create(
            login=person.nip, name=person.display_name, agency_id=self.agency.pk, employee_id=person.id,
            activated_at=cycle.JANUARY,
        )  # fmt: skip

    def cell(self, page: Any, name: str, column: int) -> Any:
        return page.locator(f"#p-{self.world.people[name].id} td").nth(column - 1)

    def write(self, page: Any, name: str, column: int, text: str) -> None:
        """Write into a cell, in place of what stands there."""
        self.cell(page, name, column).dblclick()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        page.keyboard.press("Enter")

    def texts(self) -> dict[tuple[str, int], str]:
        with transaction.atomic(), context.agency(self.agency):
            rows = MatrixCell.objects.exclude(text="").select_related("outcome", "employee")
            return {(row.employee.name, row.outcome.number): row.text for row in rows}

    def outcomes(self) -> list[str]:
        with transaction.atomic(), context.agency(self.agency):
            rows = Outcome.objects.filter(plan=self.mine, retired_at=None).order_by("number")
            return list(rows.values_list("text", flat=True))


@pytest.fixture
def scene(agency: Any, monkeypatch: pytest.MonkeyPatch) -> Scene:
    begun = time.monotonic()

    def now() -> Any:
        return cycle.FEBRUARY + timedelta(seconds=time.monotonic() - begun)

    monkeypatch.setattr(clock, "now", now)
    monkeypatch.setattr(timezone, "now", now)
    cache.clear()
    return Scene(agency)
