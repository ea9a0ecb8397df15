"""Who sees what in the menu."""

from __future__ import annotations

from types import ModuleType
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch, include, path, resolve, reverse
from django.utils import translation
from markupsafe import Markup

from ekinerja.kernel.actor import Actor, Grant, Role
from ekinerja.kernel.ids import uuid7
from ekinerja.web import addresses, jinja
from ekinerja.web.shell import navigation


def _urls(*pages: str) -> ModuleType:
    module = ModuleType("menu_urls")
    groups: dict[str, list[str]] = {}
    for page in pages:
        space, name = page.split(":")
        groups.setdefault(space, []).append(name)
    module.urlpatterns = [  # type: ignore[attr-defined]
        path(
            f"{space}/",
            include(([path(f"{name}/", lambda request: HttpResponse(), name=name) for name in names], space)),
        )
        for space, names in groups.items()
    ]
    return module


EVERY_PAGE = tuple(entry.page for _, entries in navigation.MENU for entry in entries)


def _pages(actor: Actor | None, path: str = "/") -> set[str]:
    return {link.label for section in navigation.menu_for(actor, path) for link in section.links}


def _actor(*roles: Role, employee: UUID | None = None) -> Actor:
    return Actor(uuid7(), 1, employee, "Siti", tuple(Grant(role) for role in roles))


@pytest.fixture
def every_page(settings: object) -> None:
    settings.ROOT_URLCONF = _urls(*EVERY_PAGE)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("every_page")
class TestMenu:
    def test_employee_sees_own_cycle_and_nothing_of_the_organisation(self) -> None:
        seen = _pages(_actor(Role.EMPLOYEE, employee=uuid7()))
        assert {"Beranda", "SKP saya", "Pelaksanaan", "Bantuan"} <= seen
        assert not seen & {"Pegawai", "Impor data", "Jejak audit", "Peran dan hak akses"}

    def test_admin_without_employment_sees_no_own_cycle(self) -> None:
        seen = _pages(_actor(Role.AGENCY_ADMIN))
        assert {"Pegawai", "Impor data", "Jejak audit", "Peran dan hak akses"} <= seen
        assert not seen & {"SKP saya", "Perlu keputusan"}

    def test_clerk_sees_people_but_not_imports(self) -> None:
        seen = _pages(_actor(Role.UNIT_CLERK, employee=uuid7()))
        assert "Pegawai" in seen
        assert "Impor data" not in seen

    def test_inspectorate_reads_the_audit_trail(self) -> None:
        assert "Jejak audit" in _pages(_actor(Role.INSPECTORATE))
        assert "Jejak audit" not in _pages(_actor(Role.FINANCE))

    def test_nobody_sees_nothing_without_signing_in(self) -> None:
        assert navigation.menu_for(None) == ()

    def test_marks_only_the_current_page(self) -> None:
        sections = navigation.menu_for(_actor(Role.AGENCY_ADMIN), "/people/list/")
        assert [link.label for section in sections for link in section.links if link.current] == ["Pegawai"]

    def test_marks_the_nearest_of_two_that_lie_in_each_other(self) -> None:
        entries = [entry for _, group in navigation.MENU for entry in group]
        assert len({entry.page for entry in entries}) == len(entries), "an entry stands twice"
        sections = navigation.menu_for(_actor(Role.AGENCY_ADMIN), "/access/accounts/42/")
        assert [link.label for section in sections for link in section.links if link.current] == ["Akun pegawai"]


class TestRealPages:
    def test_no_entry_leads_to_a_page_that_refuses_its_reader(self) -> None:
        for entry in (entry for _, group in navigation.MENU for entry in group):
            address = addresses.page(entry.page)
            if address is None:
                continue
            access = resolve(address).func.access
            if access not in {"public", "signed-in"}:
                assert {str(role) for role in entry.roles} <= set(access.split(",")), entry.page
                assert entry.roles, entry.page


class TestMissingPages:
    def test_leaves_out_what_this_installation_does_not_have(self, settings: object) -> None:
        settings.ROOT_URLCONF = _urls("home:home", "shell:help")  # type: ignore[attr-defined]
        assert _pages(_actor(*Role, employee=uuid7())) == {"Beranda", "Bantuan"}

    def test_leaves_out_empty_sections(self, settings: object) -> None:
        settings.ROOT_URLCONF = _urls("home:home")  # type: ignore[attr-defined]
        assert [section.label for section in navigation.menu_for(_actor(*Role))] == ["Kinerja saya"]


class TestAddresses:
    def test_ids_stand_in_their_places(self) -> None:
        ids = (UUID(int=1), UUID(int=0))
        assert addresses.page("activity:month", *ids) == reverse("activity:month", args=ids)
        assert jinja.url("activity:month", *ids) == reverse("activity:month", args=ids)
        assert jinja.url("plans:notes", ids[0], "KONSEKUENSI") == reverse("plans:notes", args=(ids[0], "KONSEKUENSI"))

    def test_a_page_that_is_not_there_has_none(self) -> None:
        assert addresses.page("plans:none-such") is None
        assert addresses.page("plans:detail") is None
        with pytest.raises(NoReverseMatch):
            jinja.url("plans:none-such")


class TestTexts:
    def test_are_said_in_the_readers_language_with_values_escaped(self) -> None:
        with translation.override("en"):
            assert jinja.say("Disetujui") == "Approved"
        with translation.override("id"):
            assert jinja.say("Disetujui") == "Disetujui"
            said = jinja.say("%(n)s RHK dari <%(name)s>", n=3, name="<b>")
        assert said == Markup("3 RHK dari <&lt;b&gt;>")

    def test_doubled_per_cent_signs_become_single(self) -> None:
        assert jinja.say("100%% dari target") == "100% dari target"
        assert jinja.say("Ajukan ke %(name)s.", name="Budi, M.Pd.") == "Ajukan ke Budi, M.Pd."
