"""People known through single sign-on need no printed code."""

from datetime import UTC, datetime

import pytest

from ekinerja.access import public as access
from ekinerja.access.models import Account
from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role, system
from ekinerja.kernel.errors import NotAllowed
from ekinerja.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 2, tzinfo=UTC)


class TestNoteActivations:
    def test_counts_each_once_and_only_in_the_agency(self, in_agency, other_agency):
        person, stranger = uuid7(), uuid7()
        Account.objects.create(login="1", name="A", agency=in_agency, employee_id=person)
        Account.objects.create(login="2", name="B", agency=other_agency, employee_id=stranger)
        noted = [
            access.note_activations(actor=system(in_agency.pk), employee_ids=[person, stranger], at=AT)
            for _ in range(2)
        ]

        assert noted == [1, 0]
        assert Account.objects.get(login="2").activated_at is None
        assert AuditEntry.objects.filter(event="access.activations.noted").count() == 1

    def test_is_refused_to_people(self, in_agency, actor_factory):
        with pytest.raises(NotAllowed):
            access.note_activations(actor=actor_factory(Role.AGENCY_ADMIN), employee_ids=[], at=AT)
