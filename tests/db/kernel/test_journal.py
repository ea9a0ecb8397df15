"""Rows written in bulk: defaults are filled in, wrong columns and foreign agencies are refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import FieldError

from ekinerja.kernel.journal import insert_rows, insert_values
from ekinerja.kernel.tenancy import context
from ekinerja.planning.models import LibraryOutcome
from tests.factories import cycle

pytestmark = pytest.mark.django_db


def row(**more: Any) -> dict[str, Any]:
    return {
        "title_key": "guru",
        "title": "Guru",
        "position_group": "JA_JF",
        "approach": "KUANTITATIF",
        "kind": "UTAMA",
        "text": 'Terlaksananya pembelajaran 100 % dengan \\ dan "kutip"',
        "gathered_at": cycle.JANUARY,
        **more,
    }


class TestInsertValues:
    def test_fills_in_key_agency_and_defaults(self, in_agency: Any) -> None:
        assert insert_values(LibraryOutcome, (row(indicators=[{"text": "Nilai"}]) for _one in range(3))) == 3

        stored = list(LibraryOutcome.objects.all())
        assert len({one.id for one in stored}) == 3
        assert {(one.uses, one.text) for one in stored} == {(1, row()["text"])}
        assert stored[0].indicators == [{"text": "Nilai"}]

    def test_refuses_a_column_that_is_not_there(self, in_agency: Any) -> None:
        with pytest.raises(FieldError, match="warna"):
            insert_values(LibraryOutcome, [row(warna="biru")])

    def test_is_the_same_row_as_an_object_makes(self, in_agency: Any) -> None:
        insert_values(LibraryOutcome, [row()])
        insert_rows(LibraryOutcome, [LibraryOutcome(**row())])

        first, second = LibraryOutcome.objects.values()
        assert {k: v for k, v in first.items() if k != "id"} == {k: v for k, v in second.items() if k != "id"}

    def test_objects_of_another_agency_are_refused(self, agency: Any, other_agency: Any) -> None:
        with context.agency(other_agency):
            foreign = LibraryOutcome(**row())
        with context.agency(agency), pytest.raises(context.ForeignAgency):
            insert_rows(LibraryOutcome, [foreign])
