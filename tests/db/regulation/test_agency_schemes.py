"""An agency's own allowance schemes: checked when proposed, in force after a second person agreed, unseen by others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ekinerja.audit.models import AuditEntry
from ekinerja.kernel.actor import Role
from ekinerja.kernel.errors import NotAllowed, NotFound, RuleNotMet
from ekinerja.kernel.tenancy import context
from ekinerja.regulation import public as regulation
from tests.unit.rules.schemes import plain

AT = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
KEY = "allowance/scheme/way-rajabasa-2026"


def document(**changes: Any) -> dict[str, Any]:
    return plain(code="way-rajabasa-2026", **changes)


def propose(actor: Any, value: Any, key: str = KEY, since: date = date(2026, 1, 1)) -> Any:
    return regulation.propose_value(actor=actor, key=key, since=since, value=value, basis="Perbup 1/2026", at=AT)


class TestAgencyScheme:
    def test_holds_after_a_second_person_agreed(self, in_agency: Any, actor_factory: Any) -> None:
        first, second = actor_factory(Role.AGENCY_ADMIN), actor_factory(Role.AGENCY_ADMIN)
        proposed = propose(first, document())
        with pytest.raises(NotFound):
            regulation.scheme_on(code="way-rajabasa-2026", on=TODAY)

        regulation.decide_value(actor=second, value_id=proposed.id, approved=True, at=AT)

        assert regulation.scheme_on(code="way-rajabasa-2026", on=TODAY).code == "way-rajabasa-2026"
        assert "way-rajabasa-2026" in regulation.scheme_codes(on=TODAY)
        events = set(AuditEntry.objects.values_list("event", flat=True))
        assert {"regulation.value.proposed", "regulation.value.approved"} <= events

    def test_a_later_one_counts_from_its_day(self, in_agency: Any, actor_factory: Any) -> None:
        first, second = actor_factory(Role.AGENCY_ADMIN), actor_factory(Role.AGENCY_ADMIN)
        for since, weight in ((date(2026, 1, 1), "0.6"), (date(2026, 6, 1), "0.5")):
            rest = "0.4" if weight == "0.6" else "0.5"
            value = document(components__0__weight=weight, components__1__weight=rest)
            proposed = propose(first, value, since=since)
            regulation.decide_value(actor=second, value_id=proposed.id, approved=True, at=AT)

        weights = [
            str(regulation.scheme_on(code="way-rajabasa-2026", on=day).components[0].weight)
            for day in (date(2026, 5, 31), date(2026, 6, 1))
        ]
        assert weights == ["0.6", "0.5"]

    def test_a_faulty_one_is_refused_with_every_mistake(self, in_agency: Any, actor_factory: Any) -> None:
        value = document(components__0__weight="0.59", attendance__bands__1__from=35)

        with pytest.raises(RuleNotMet) as caught:
            propose(actor_factory(Role.AGENCY_ADMIN), value)

        assert [(item.field, item.code) for item in caught.value.findings] == [
            ("components", "BOBOT_TIDAK_SATU"),
            ("attendance.bands", "PITA_BOLONG"),
        ]

    @pytest.mark.parametrize("key", ["allowance/scheme/lain", "allowance/scheme/Besar Sekali", "allowance/scheme/"])
    def test_the_name_must_fit_the_document(self, in_agency: Any, actor_factory: Any, key: str) -> None:
        with pytest.raises(RuleNotMet):
            propose(actor_factory(Role.AGENCY_ADMIN), document(), key=key)

    def test_an_employee_may_not_propose(self, in_agency: Any, actor_factory: Any) -> None:
        with pytest.raises(NotAllowed):
            propose(actor_factory(Role.EMPLOYEE), document())

    def test_the_other_agency_does_not_see_it(self, in_agency: Any, other_agency: Any, actor_factory: Any) -> None:
        proposed = propose(actor_factory(Role.AGENCY_ADMIN), document())
        regulation.decide_value(actor=actor_factory(Role.AGENCY_ADMIN), value_id=proposed.id, approved=True, at=AT)

        with context.agency(other_agency), pytest.raises(NotFound):
            regulation.scheme_on(code="way-rajabasa-2026", on=TODAY)
        with context.agency(other_agency):
            assert "way-rajabasa-2026" not in regulation.scheme_codes(on=TODAY)

    def test_the_shipped_ones_are_there(self, in_agency: Any) -> None:
        assert regulation.scheme_on(code="tulang-bawang", on=TODAY).code == "tulang-bawang"
