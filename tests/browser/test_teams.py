"""The pages of working teams and the plain pages of the matrix: accessible and fitting on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ekinerja.access.models import RoleGrant
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from tests.browser.matrix_scene import Scene
from tests.factories import cycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


def test_every_page_is_accessible_and_fits(
    scene: Scene, open_page: Callable[..., Any], assert_no_barrier: Callable[..., None]
) -> None:
    account = scene.accounts["kabid"]
    with transaction.atomic(), context.agency(scene.agency):
        team = cycle.team(scene.world, "staf", "rekan")
        always = DateRange(date(2020, 1, 1), None)
        RoleGrant.objects.create(
            account_id=account.id, role=Role.AGENCY_ADMIN, period=always, granted_at=cycle.JANUARY, reason="Uji"
        )
    where = f"/tim-kerja/{team.id}/"
    row = f"{scene.path}anggota/{scene.world.people['staf'].id}/"
    page = open_page("/tim-kerja/", account=account, width=390)
    for name, path in {
        "daftar": "/tim-kerja/",
        "tim": where,
        "anggota": f"{where}anggota/",
        "akhiri": f"{where}akhiri/",
        "ubah": f"{where}ubah/",
        "matriks": "/matriks/",
        "pinjam": f"{scene.path}anggota/",
        "baris": row,
    }.items():
        page.goto(path)
        assert_no_barrier(page, f"tim-{name}")
