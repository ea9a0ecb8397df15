"""Old imports lose the personal data they hold, and can then no longer be undone."""

from datetime import timedelta

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import Conflict
from ekinerja.people import public as people
from ekinerja.people.models import ImportBatch, ImportChange, ImportRow
from tests.factories.regency import AT, TODAY, make_regency

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(actor_factory, in_agency):
    actor = actor_factory(Role.AGENCY_ADMIN)
    make_regency(actor)
    return actor


class TestClearOldImports:
    def test_leaves_imports_of_the_last_ninety_days(self, admin):
        assert people.imports.clear_old_imports(actor=system(1), at=AT + timedelta(days=89)) == 0
        assert ImportRow.objects.exclude(cells=[]).exists()

    def test_empties_older_ones_once(self, admin):
        later = AT + timedelta(days=91)

        count = people.imports.clear_old_imports(actor=system(1), at=later)

        assert count == ImportBatch.objects.count() > 0
        assert not ImportRow.objects.exclude(cells=[]).exists()
        assert not ImportChange.objects.exclude(before=None, after=None).exists()
        assert AuditEntry.objects.filter(event="people.imports.cleared").count() == 1
        assert people.imports.clear_old_imports(actor=system(1), at=later) == 0

    def test_an_emptied_import_cannot_be_undone(self, admin):
        people.imports.clear_old_imports(actor=system(1), at=AT + timedelta(days=91))
        batch = ImportBatch.objects.order_by("-created_at").first()

        with pytest.raises(Conflict, match="90 hari"):
            people.imports.undo_import(actor=admin, batch_id=batch.id, at=AT, on=TODAY)
