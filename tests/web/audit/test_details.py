"""What an entry of the trail tells is in the words and names that its reader knows."""

from __future__ import annotations

import pytest

from ekinerja.access.models import Account
from ekinerja.audit import public as audit
from ekinerja.kernel.actor import Role
from ekinerja.people import public as people
from tests.factories import cycle
from tests.web.audit.conftest import browser, other_world, world
from tests.web.cycle.conftest import text_of

__all__ = ["browser", "other_world", "world"]
pytestmark = pytest.mark.django_db
TELLING = {
    "employee": None,
    "from": "2026-07-01",
    "expires_at": "2026-11-23T10:34:25.194Z",
    "after": "DIKEMBALIKAN",
    "kind": "PLT",
    "shifted": False,
    "columns": {"nip": "nipBaru"},
    "before": "",
    "key-of-tomorrow": "198603032021061106",
}


def test_names_people_dates_and_states(world, browser, django_assert_max_num_queries):
    people.refresh_directory(on=cycle.FEBRUARY.date())
    reader = browser("inspektur", Role.INSPECTORATE)
    staf = world.people["staf"]
    account = Account.objects.get(login__startswith="inspektur")
    data = {**TELLING, "employee": str(staf.id)}
    actor = world.official(Role.AGENCY_ADMIN)
    audit.record(
        actor=actor, event="access.role.granted", subject_type="account", subject_id=account.id,
        at=cycle.FEBRUARY, data=data,
    )  # fmt: skip

    with django_assert_max_num_queries(12 + 2):
        page = text_of(reader.get("/audit/"))

    assert account.name in page
    for words in (staf.display_name, "Rabu, 1 Juli 2026", "23 Nov 2026, 17.34 WIB", "Dikembalikan", "PLT", "Tidak"):
        assert words in page
    assert "nip: nipBaru" in page
    assert "key-of-tomorrow" in page
    assert "198603032021061106" in page
    assert str(staf.id) not in page
    assert "Sebelum" not in page
