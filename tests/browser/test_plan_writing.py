"""The pages that help in writing a plan, in a browser: no barrier, nothing too wide, and the total while typing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from ekinerja.access.models import Account
from ekinerja.kernel import clock
from ekinerja.kernel.actor import system
from ekinerja.kernel.tenancy import context
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.data import Accumulation
from ekinerja.planning.models import Indicator, Outcome, Plan
from tests.browser.driving import follow, shows
from tests.factories import cycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Meningkatnya mutu pelayanan kesehatan dasar bagi seluruh penduduk di wilayah kerja puskesmas sesuai standar"


@dataclass
class Scene:
    """A head of a field and a nurse whose plan was opened again, with everything that makes pages long."""

    above: Plan
    below: Plan
    goal: Outcome
    row: Outcome
    indicator: Indicator
    head: Account
    nurse: Account


@pytest.fixture
def scene(agency: Any, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: cycle.FEBRUARY)
    with context.agency(agency), transaction.atomic():
        world = cycle.make_world(agency.pk)
        cycle.open_2026(world)
        for number in range(3):
            cycle.person(world, f"perawat_{number}", "bidang", "Perawat Terampil")
        refresh_directory(on=date(2026, 2, 3))
        above = cycle.draft(world, "kabid")
        cycle.fill(world, above, "kabid")
        below = cycle.agreed(world)
        planning.gather_library(actor=system(agency.pk), at=cycle.FEBRUARY)
        _write(world, above, below)
        goal = above.outcomes.order_by("number").first()
        row = below.outcomes.order_by("number").first()
        assert goal is not None
        assert row is not None
        return Scene(
            above=above,
            below=below,
            goal=goal,
            row=row,
            indicator=row.indicators.get(target_number=120),
            head=_account(world, "kabid"),
            nurse=_account(world, "staf"),
        )


def _account(world: cycle.World, name: str) -> Account:
    person = world.people[name]
    return Account.objects.create(
        login=person.nip,
        name=person.display_name,
        agency_id=world.agency_id,
        employee_id=person.id,
        activated_at=cycle.JANUARY,
    )


def _write(world: cycle.World, above: Plan, below: Plan) -> None:
    """Open the nurse's plan again, link and divide it, and then change what it serves."""
    at, staf, kabid = cycle.FEBRUARY, world.actor("staf"), world.actor("kabid")
    goal = above.outcomes.order_by("number").first()
    planning.reopen_plan(actor=kabid, plan_id=below.id, note="Target berubah.", at=at)
    row = below.outcomes.order_by("number").first()
    assert goal is not None
    assert row is not None
    given = planning.OutcomeInput(text=LONG, intervened_outcome_id=goal.id)
    planning.save_outcome(actor=staf, plan_id=below.id, outcome_id=row.id, given=given, at=at)
    part = row.indicators.get(target_number=120)
    whole = goal.indicators.get(target_number=120)
    planning.set_cascade(
        actor=staf,
        plan_id=below.id,
        outcome_id=row.id,
        given=planning.CascadeInput("LANGSUNG", "WILAYAH", "Kecamatan Kalianda dan sekitarnya", {part.id: whole.id}),
        at=at,
    )
    planning.break_down_target(
        actor=staf,
        plan_id=below.id,
        indicator_id=part.id,
        accumulation=Accumulation.SUM,
        targets={month: Decimal(9) for month in range(1, 13)},
        at=at,
    )
    planning.save_outcome(
        actor=kabid,
        plan_id=above.id,
        outcome_id=goal.id,
        given=planning.OutcomeInput(text="Terlayaninya seluruh pasien rujukan sesuai standar"),
        at=at,
        confirmed=True,
    )


def test_pages_have_no_barrier(open_page: Any, scene: Scene, assert_no_barrier: Any) -> None:
    below, above = f"/skp/{scene.below.id}/", f"/skp/{scene.above.id}/"
    row = f"{below}rhk/{scene.row.id}/"
    mine = [below, row, f"{row}indikator/{scene.indicator.id}/rincian/", f"{row}penurunan/", f"{below}perubahan/"]
    mine += [f"{below}pustaka/?jabatan=semua", f"{below}impor/", "/skp/susun/"]
    theirs = [above, f"{above}rhk/{scene.goal.id}/dibagi/", f"{above}pendukung/", f"{below}salin/", below]
    for account, addresses in ((scene.nurse, mine), (scene.head, theirs)):
        page = open_page("/skp/", account=account, width=390)
        for number, address in enumerate(addresses):
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            assert_no_barrier(page, f"writing-{account.name.lower()}-{number}")


def test_the_total_is_told_while_typing(open_page: Any, scene: Scene) -> None:
    address = f"/skp/{scene.below.id}/rhk/{scene.row.id}/indikator/{scene.indicator.id}/rincian/"
    page = open_page(address, account=scene.nurse)

    page.get_by_label("Maret 2026").fill("1.009")

    shows(page.locator("[data-breakdown-told]"), "Jumlah rincian 1.108, lebih 988 dari target.")
    follow(page.get_by_role("button", name="Bagi rata"))
    expect(page.get_by_label("Maret 2026")).to_have_value("10")
    follow(page.get_by_role("button", name="Simpan rincian"))
    shows(page.locator("body"), "Rincian target tersimpan.")


def test_a_file_is_previewed_and_taken_in(open_page: Any, scene: Scene, tmp_path: Path, assert_accessible: Any) -> None:
    file = tmp_path / "rhk.csv"
    file.write_text(
        "rencana hasil kerja;jenis;rhk pimpinan atau sasaran;indikator;aspek;target;satuan\n"
        "Terpeliharanya alat kesehatan;UTAMA;;Jumlah alat;KUANTITAS;40;unit\n"
        ";;;Ketepatan kalibrasi;KUALITAS;dua puluh;persen\n",
        encoding="utf-8",
    )
    page = open_page(f"/skp/{scene.below.id}/impor/", account=scene.nurse, width=390)

    page.get_by_label("Berkas Excel atau CSV").set_input_files(file)
    follow(page.get_by_role("button", name="Baca berkas"))

    shows(page, "“dua puluh”")
    assert_accessible(page)
    if folder := os.environ.get("EKINERJA_PICTURES"):
        page.screenshot(path=Path(folder) / "writing-preview-390.png", full_page=True)
    follow(page.get_by_role("button", name="Tambahkan 1 RHK ke SKP"))
    expect(page.get_by_role("button", name="Tambahkan 1 RHK ke SKP")).to_have_count(0)
    shows(page, "Terpeliharanya alat kesehatan")


def test_a_refusal_while_typing_is_told_in_one_line_and_what_was_typed_stays(open_page: Any, scene: Scene) -> None:
    page = open_page(f"/skp/{scene.below.id}/rhk/{scene.row.id}/", account=scene.nurse, width=390)
    page.context.clear_cookies(name="csrftoken")

    page.get_by_label("Rencana hasil kerja").fill("Terlayaninya pasien rawat jalan sesuai standar")

    line = page.locator("form:has([name=hasil]) [data-draft-state]")
    shows(line, "belum terkirim, tersimpan di perangkat ini")
    expect(line).not_to_contain_text("<")
    page.reload()
    page.get_by_role("button", name="Pakai isian itu").click()
    expect(page.get_by_label("Rencana hasil kerja")).to_have_value("Terlayaninya pasien rawat jalan sesuai standar")


def test_the_reason_for_another_rater_counts_the_letters_that_are_left(open_page: Any, scene: Scene) -> None:
    page = open_page("/penilai-saya/", account=scene.nurse, width=390)
    page.locator("summary", has_text="Penilai ini tidak tepat?").click()

    page.get_by_label("Mengapa penilai ini tidak tepat?").fill("Saya pindah.")

    shows(page.locator("[data-counter-for]"), "Tersisa 488 huruf")
