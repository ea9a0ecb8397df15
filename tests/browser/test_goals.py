"""Goals and performance agreements in a browser: wide and narrow, axe, the tree without scripts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from playwright.sync_api import expect

from ekinerja.access.models import Account, RoleGrant
from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from ekinerja.people.services.refresh_directory import refresh_directory
from ekinerja.planning import public as planning
from ekinerja.planning.models import Agreement, Goal, GoalIndicator, GoalTarget
from tests.browser.driving import arriving, follow, shows
from tests.factories import cycle, goals

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
LONG = (
    "Meningkatnya mutu pelayanan kesehatan ibu, bayi, dan anak balita di seluruh puskesmas dan jejaringnya "
    "sampai wilayah kepulauan"
)


class Scene:
    """A tree of three levels, one indicator with figures, an agreement that waits for its superior."""

    def __init__(self, agency: Any) -> None:
        self.year = timezone.localdate().year
        with transaction.atomic(), context.agency(agency):
            self.world = cycle.make_world(agency.pk)
            cycle.open_2026(self.world)
            refresh_directory(on=cycle.FEBRUARY.date())
            top = goals.goal(self.world, "Meningkatnya kualitas sumber daya manusia", kind="TUJUAN", code="1")
            middle = goals.goal(self.world, "Meningkatnya derajat kesehatan", "dinas", parent=top, code="1.1")
            self.goal: Goal = goals.goal(self.world, LONG, "bidang", parent=middle, code="1.1.1", kind="PROGRAM")
            self.row: GoalIndicator = goals.indicator(
                self.goal, "Jumlah ibu hamil yang dilayani", measure="orang", accumulation="JUMLAH"
            )
            for quarter, target in enumerate((12_500, 3_000, 3_000, 3_000, 3_000)):
                GoalTarget.objects.create(
                    indicator=self.row,
                    year=2026,
                    quarter=quarter,
                    target=Decimal(target),
                    achieved=Decimal("2750.5") if quarter == 1 else None,
                )
            agreement = planning.draft_agreement(
                actor=self.world.actor("kabid"), year=2026, unit_id=self.world.units["bidang"].id, at=cycle.JANUARY
            )
            lines = [planning.BudgetLine("Program Pemenuhan Upaya Kesehatan Perorangan", Decimal(98_750_000_000))]
            planning.save_budgets(
                actor=self.world.actor("kabid"), agreement_id=agreement.id, budgets=lines, at=cycle.JANUARY
            )
            kabid, kepala = self.world.actor("kabid"), self.world.actor("kepala")
            planning.submit_agreement(actor=kabid, agreement_id=agreement.id, at=cycle.JANUARY)
            planning.return_agreement(
                actor=kepala, agreement_id=agreement.id, note="Naikkan target ibu hamil.", at=cycle.JANUARY
            )
            self.agreement: Agreement = planning.submit_agreement(
                actor=kabid, agreement_id=agreement.id, at=cycle.FEBRUARY
            )
            self.accounts = {name: self._account(agency, name) for name in ("kepala", "staf", "admin")}

    def _account(self, agency: Any, name: str) -> Account:
        person = self.world.people.get(name)
        account = Account.objects.create(
            login=person.nip if person else name,
            name=person.display_name if person else "Admin",
            agency_id=agency.pk,
            employee_id=person.id if person else None,
            activated_at=cycle.JANUARY,
        )
        if person is None:
            RoleGrant.objects.create(
                account_id=account.id,
                role=Role.AGENCY_ADMIN,
                period=DateRange(cycle.FOREVER.lower, None),
                granted_at=cycle.JANUARY,
                reason="Uji",
            )
        return account

    def addresses(self) -> dict[str, tuple[str, str]]:
        """Name of each picture, whose it is, and its address."""
        goal, agreement = f"/sasaran/{self.goal.id}/", f"/perjanjian/{self.agreement.id}/"
        return {
            "pohon": ("admin", "/sasaran/?tahun=2026"),
            "pohon-cari": ("staf", "/sasaran/?tahun=2026&q=ibu"),
            "sasaran": ("admin", goal + "?tahun=2026"),
            "sasaran-ubah": ("admin", goal + "ubah/"),
            "sasaran-angka": ("admin", f"{goal}indikator/{self.row.id}/angka/?tahun=2026"),
            "sasaran-indikator": ("admin", goal + "indikator/tambah/"),
            "sasaran-hentikan": ("admin", goal + "hentikan/"),
            "impor": ("admin", "/sasaran/impor/"),
            "perjanjian": ("kepala", "/perjanjian/?tahun=2026"),
            "perjanjian-satu": ("kepala", agreement),
            "perjanjian-kembali": ("kepala", agreement + "kembalikan/"),
        }


@pytest.fixture
def scene(agency: Any) -> Scene:
    return Scene(agency)


class TestPages:
    def test_are_accessible_and_fit_a_phone_and_a_desk(
        self, scene: Scene, open_page: Callable[..., Any], troubles_at_every_size: Any
    ) -> None:
        troubles, pages = [], {}
        for name, (who, address) in scene.addresses().items():
            if who not in pages:
                pages[who] = open_page("/sasaran/", account=scene.accounts[who], width=390)
            pages[who].goto(address)
            troubles += [f"{name} {line}" for line in troubles_at_every_size(pages[who], name)]
        assert not troubles, "\n".join(troubles)

    def test_the_steps_of_an_agreement_open_and_fit(
        self, scene: Scene, open_page: Callable[..., Any], assert_no_barrier: Any
    ) -> None:
        page = open_page(scene.addresses()["perjanjian-satu"][1], account=scene.accounts["kepala"], width=390)
        page.get_by_text("Riwayat", exact=True).click()
        expect(page.get_by_text("Naikkan target ibu hamil.")).to_be_visible()
        assert_no_barrier(page, "riwayat")

    def test_branches_open_without_scripts(self, scene: Scene, open_page: Callable[..., Any]) -> None:
        page = open_page("/sasaran/?tahun=2026", account=scene.accounts["staf"], scripts=False)
        below = page.get_by_role("link", name="Buka sasaran ini dengan yang di bawahnya")
        expect(below).to_be_hidden()
        page.get_by_text("1 sasaran di bawahnya").last.click()
        follow(below)
        follow(page.get_by_role("link", name=LONG))
        shows(page, "Triwulan menghasilkan 12.000, kurang 500 dari target tahun")

    def test_figures_keep_what_was_typed_when_a_cell_is_no_number(
        self, scene: Scene, open_page: Callable[..., Any]
    ) -> None:
        page = open_page(scene.addresses()["sasaran-angka"][1], account=scene.accounts["admin"])
        page.get_by_label("Realisasi Triwulan II", exact=True).fill("dua puluh")
        page.get_by_label("Catatan Triwulan II", exact=True).fill("Data sementara")
        follow(page.get_by_role("button", name="Simpan angka"))
        expect(page.get_by_text("Realisasi Triwulan II: tulis angka").first).to_be_visible()
        expect(page.get_by_label("Catatan Triwulan II", exact=True)).to_have_value("Data sementara")
        page.get_by_label("Realisasi Triwulan II", exact=True).fill("3.100")
        with arriving(page):
            page.keyboard.press("Enter")
        page.get_by_role("heading", name="Indikator 2026").wait_for()
        expect(page.get_by_role("cell", name="3.100")).to_be_visible()
