"""Lists and search: tolerant of spelling, within one's scope, same order from both ends."""

from __future__ import annotations

import pytest

from ekinerja.kernel.actor import Role
from ekinerja.kernel.tenancy import context
from ekinerja.people import policies
from ekinerja.people import public as people
from ekinerja.people.fold_name import fold
from ekinerja.people.models import DirectoryEntry
from tests.factories.regency import make_regency

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(actor_factory, in_agency):
    return actor_factory(Role.AGENCY_ADMIN)


@pytest.fixture
def regency(admin):
    return make_regency(admin, 90)


def found(actor, text="", **options):
    return people.list_directory(actor=actor, chosen=people.DirectoryFilter(text=text, **options), limit=100)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("muhammad", "mohamad"), ("muhammad", "moh"), ("moch", "muh"), ("soeharto", "suharto"), ("djoko", "joko"),
        ("effendi", "efendy"), ("syarifuddin", "sarifudin"), ("achmad", "ahmad"), ("wijaya", "widjaja"),
        ("nurhayati", "noerhajati"), ("zainal", "zaenal"), ("abdullah", "abdulah"), ("tjahjo", "cahyo"),
    ],
)  # fmt: skip
def test_names_that_sound_alike_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("budi", "badu"), ("siti", "sari"), ("eko", "oki")])
def test_names_that_differ_stay_different(one, other):
    assert fold(one) != fold(other)


class TestListDirectory:
    @pytest.mark.parametrize(
        "text", ["mohamad soeharto", "Moh. Suharto", "SUHARTO muhammad", "muhamm suh", "drs. muhammad suharto"]
    )
    def test_finds_a_name_however_it_is_written(self, admin, regency, text):
        rows = found(admin, text).rows

        assert rows
        assert all("Muhammad Suharto" in row.display_name for row in rows)

    def test_finds_part_of_a_nip_with_blanks(self, admin, regency):
        nip = regency[1][12]["nipBaru"]

        assert [row.nip for row in found(admin, f"{nip[:8]} {nip[8:14]} {nip[14:]}").rows] == [nip]
        assert nip in [row.nip for row in found(admin, nip[3:12]).rows]
        assert found(admin, "19").total == 90
        assert found(admin, "???").total == 0

    def test_pages_from_the_end_continue_those_from_the_start(self, admin, regency):
        for sort in ("nama", "-nama", "unit", "-kelas", "nip"):
            chosen = people.DirectoryFilter(sort=sort)
            whole = [r.nip for r in people.list_directory(actor=admin, chosen=chosen, limit=100).rows]
            pages = [
                r.nip
                for offset in range(0, 90, 20)
                for r in people.list_directory(actor=admin, chosen=chosen, offset=offset, limit=20).rows
            ]
            assert pages == whole

    def test_predicate_and_rows_agree_for_every_kind_of_actor(self, admin, regency, actor_factory, other_agency):
        everybody = list(DirectoryEntry.objects.all())
        head = next(row for row in everybody if row.is_head and row.unit_path.count(".") == 2)
        plain = next(row for row in everybody if not row.is_head)
        actors = {
            "admin": admin,
            "clerk": actor_factory(Role.UNIT_CLERK, unit_path=head.unit_path),
            "head": actor_factory(Role.EMPLOYEE, employee_id=head.employee_id),
            "employee": actor_factory(Role.EMPLOYEE, employee_id=plain.employee_id),
            "nobody": actor_factory(Role.EMPLOYEE),
        }
        seen = {}
        for name, actor in actors.items():
            rows = {row.employee_id for row in found(actor).rows}
            assert rows == {
                row.employee_id
                for row in everybody
                if policies.may_see(actor, employee_id=row.employee_id, unit_path=row.unit_path)
            }
            seen[name] = len(rows)

        assert seen["admin"] == 90
        assert 1 < seen["clerk"] == seen["head"] < 90
        assert (seen["employee"], seen["nobody"]) == (1, 0)

    def test_the_other_agency_sees_nothing(self, admin, regency, actor_factory, other_agency):
        stranger = actor_factory(Role.AGENCY_ADMIN, agency=other_agency)
        with context.agency(other_agency):
            assert found(stranger).total == 0

    def test_two_queries_at_any_size(self, admin, regency, django_assert_num_queries):
        with django_assert_num_queries(2):
            found(admin, "siti")


class TestUnitsTree:
    def test_counts_everybody_below(self, admin, regency):
        from tests.factories.regency import TODAY

        root = people.units_tree(parent_id=None, on=TODAY)[0]
        offices = people.units_tree(parent_id=root.unit.id, on=TODAY)

        assert root.people == 90 == sum(node.people for node in offices)
        assert root.children == len(offices) == 4
        assert not any(node.vacant for node in offices)
