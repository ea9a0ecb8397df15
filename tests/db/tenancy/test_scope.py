"""The first lock: the compilers scope every query, without any help from the database."""

from __future__ import annotations

import asyncio
import datetime
import threading
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, models, transaction
from django.db.models import Sum
from django.test.utils import isolate_apps

from ekinerja.kernel.tenancy import context
from tests.db.tenancy.battery_app.models import DailyLog, Employee, Profile, Unit
from tests.db.tenancy.conftest import Planted


class TestContext:
    def test_starts_empty(self) -> None:
        assert context.current() is None
        assert context.current_or_none() is None

    def test_nested_blocks_restore_the_outer_agency(self) -> None:
        with context.agency(1):
            with context.agency(2):
                assert context.current() == 2
            with context.all_agencies():
                assert context.current() is context.ALL
                assert context.current_or_none() is None
            assert context.current() == 1
        assert context.current() is None

    def test_is_restored_after_an_error(self) -> None:
        with pytest.raises(ZeroDivisionError), context.agency(1):
            raise ZeroDivisionError

        assert context.current() is None

    def test_takes_an_agency_object(self, agency: Any) -> None:
        with context.agency(agency) as number:
            assert number == context.current() == 1

    @pytest.mark.parametrize("wrong", [None, "1", 0, -1, True, 1.0, object(), context.ALL])
    def test_refuses_what_is_no_agency(self, wrong: Any) -> None:
        with pytest.raises(TypeError), context.agency(wrong):
            pass


class TestReading:
    @pytest.mark.parametrize(
        "read",
        [
            lambda: Employee.objects.first(),
            lambda: Employee.objects.count(),
            lambda: Employee.objects.filter(agency_id=1).exists(),
            lambda: list(Employee.objects.values("nip").union(Unit.objects.values("name"))),
            lambda: Employee.objects.aggregate(models.Count("id")),
            lambda: Employee.objects.update(name="x"),
            lambda: Employee.objects.all().delete(),
            lambda: Employee.objects.create(nip="1"),
        ],
    )
    def test_without_an_agency_is_refused(self, db: None, read: Any) -> None:
        with pytest.raises(context.Unscoped, match="context.agency"):
            read()

    def test_asking_for_the_other_agency_finds_nothing(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id):
            assert Employee.objects.filter(agency_id=theirs.agency_id).count() == 0
            assert Employee.objects.filter(pk=theirs.employees[0].pk).count() == 0
            assert Employee.objects.filter(unit=theirs.units[1]).count() == 0
            with pytest.raises(Employee.DoesNotExist):
                Employee.objects.get(pk=theirs.employees[0].pk)

    def test_or_does_not_widen_the_scope(self, ours: Planted, theirs: Planted) -> None:
        either = models.Q(agency_id=ours.agency_id) | models.Q(agency_id=theirs.agency_id)
        with context.agency(ours.agency_id):
            assert Employee.objects.filter(either).count() == 15

    def test_negation_does_not_widen_the_scope(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id):
            assert Employee.objects.exclude(agency_id=ours.agency_id).count() == 0
            assert Employee.objects.filter(~models.Q(nip="none")).count() == 15

    def test_a_queryset_may_be_used_again_in_another_agency(self, ours: Planted, theirs: Planted) -> None:
        everyone = Employee.objects.order_by("nip")
        with context.agency(ours.agency_id):
            first = [employee.agency_id for employee in everyone.all()]
        with context.agency(theirs.agency_id):
            second = [employee.agency_id for employee in everyone.all()]

        assert first == [ours.agency_id] * 15
        assert second == [theirs.agency_id] * 15

    def test_a_lazy_queryset_is_scoped_when_it_runs(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id):
            lazy = Employee.objects.all()
        with pytest.raises(context.Unscoped):
            list(lazy)

    def test_over_all_agencies_on_request(self, ours: Planted, theirs: Planted) -> None:
        with context.all_agencies():
            assert Employee.objects.count() == 30
            assert DailyLog.objects.filter(employee__unit__name="u1").count() == 30

    def test_scope_is_in_every_part_of_the_statement(self, ours: Planted, django_assert_num_queries: Any) -> None:
        inner = DailyLog.objects.filter(unit__in=Unit.objects.filter(name="u1"))
        with context.agency(ours.agency_id), django_assert_num_queries(1) as seen:
            list(Employee.objects.filter(logs__in=inner).union(Employee.objects.filter(nip="none")))

        sql = seen.captured_queries[0]["sql"]
        assert sql.count(f'"agency_id" = {ours.agency_id}') == 4

    def test_one_to_one_reverse(self, ours: Planted) -> None:
        with context.agency(ours.agency_id):
            profile = Profile.objects.create(employee=ours.employees[0], motto="Melayani")
            assert Employee.objects.get(pk=ours.employees[0].pk).profile == profile

    def test_prefetch_and_forward_access_over_all_agencies(self, ours: Planted, theirs: Planted) -> None:
        with context.all_agencies():
            logs = list(DailyLog.objects.prefetch_related("employee").order_by("agency_id"))
            assert all(log.employee.agency_id == log.agency_id for log in logs)
            assert DailyLog.objects.filter(agency_id=2).first().employee.unit.agency_id == 2

    def test_group_by_keeps_agencies_apart(self, ours: Planted, theirs: Planted) -> None:
        with context.all_agencies():
            rows = list(Employee.objects.annotate(n=models.Count("logs")).values_list("agency_id", "n"))
        assert rows.count((1, 3)) == rows.count((2, 3)) == 15

    @isolate_apps("tests.db.tenancy.battery_app")
    def test_join_without_the_agency_is_refused(self, ours: Planted) -> None:
        class Loose(models.Model):
            employee = models.ForeignKey(Employee, models.DO_NOTHING, related_name="+")

            class Meta:
                app_label = "battery"
                managed = False
                db_table = "auth_permission"

        with context.agency(ours.agency_id), pytest.raises(context.Unscoped, match="TenantForeignKey"):
            list(Loose.objects.filter(employee__nip="1"))


class TestWriting:
    def test_new_rows_take_the_ambient_agency(self, ours: Planted) -> None:
        with context.agency(ours.agency_id):
            assert Unit(name="n", path="n").agency_id == ours.agency_id

    def test_a_row_of_another_agency_is_refused(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id), pytest.raises(context.ForeignAgency, match="agency 2"):
            Unit.objects.create(agency_id=theirs.agency_id, name="n", path="n")

    def test_a_mixed_bulk_create_is_refused(self, ours: Planted, theirs: Planted) -> None:
        rows = [Unit(agency_id=number, name="n", path="n") for number in (1, 2)]
        with context.agency(ours.agency_id), pytest.raises(context.ForeignAgency, match=r"\[1, 2\]"):
            Unit.objects.bulk_create(rows)
        with context.all_agencies(), pytest.raises(context.ForeignAgency, match=r"\[1, 2\]"):
            Unit.objects.bulk_create(rows)

    def test_over_all_agencies_a_row_must_name_its_own(self, ours: Planted) -> None:
        with context.all_agencies(), pytest.raises(context.Unscoped, match="its agency"), transaction.atomic():
            Unit.objects.create(name="n", path="n")
        with context.all_agencies():
            assert Unit.objects.create(agency_id=1, name="n", path="n").agency_id == 1

    def test_update_and_delete_reach_own_rows_only(self, ours: Planted, theirs: Planted) -> None:
        with context.agency(ours.agency_id):
            assert DailyLog.objects.filter(pk__in=_log_keys(theirs)).update(text="stolen") == 0
            assert DailyLog.objects.filter(pk__in=_log_keys(theirs)).delete()[0] == 0
            theirs.employees[0].name = "stolen"
            with pytest.raises(context.ForeignAgency), transaction.atomic():
                theirs.employees[0].save()

        with context.agency(theirs.agency_id):
            assert DailyLog.objects.filter(text="t").count() == 45
            assert not Employee.objects.filter(name="stolen").exists()

    def test_the_agency_of_a_row_never_changes(self, ours: Planted, theirs: Planted) -> None:
        employee = ours.employees[0]
        with context.agency(ours.agency_id):
            with pytest.raises(context.ForeignAgency, match="cannot be changed"), transaction.atomic():
                Employee.objects.update(agency_id=theirs.agency_id)
            employee.agency_id = theirs.agency_id
            with pytest.raises(context.ForeignAgency), transaction.atomic():
                employee.save()

    def test_a_foreign_key_to_another_agency_is_refused_by_the_database(self, ours: Planted, theirs: Planted) -> None:
        from django.db.utils import IntegrityError

        with context.agency(ours.agency_id), pytest.raises(IntegrityError), transaction.atomic():
            Employee.objects.create(nip="x", unit_id=theirs.units[0].pk)
            connection.check_constraints()


def _log_keys(planted: Planted) -> list[Any]:
    with context.agency(planted.agency_id):
        return list(DailyLog.objects.values_list("pk", flat=True))


class TestThreadsAndTasks:
    def test_a_plain_thread_starts_without_an_agency(self) -> None:
        seen: list[Any] = []
        with context.agency(1):
            thread = threading.Thread(target=lambda: seen.append(context.current()))
            thread.start()
            thread.join()

        assert seen == [None]

    def test_coroutines_keep_their_own_agency(self) -> None:
        async def work(number: int) -> int | Any:
            with context.agency(number):
                await asyncio.sleep(0.01)
                inner = await sync_to_async(context.current)()
                other = await asyncio.to_thread(context.current)
                return {context.current(), inner, other}

        async def both() -> list[Any]:
            return await asyncio.gather(work(1), work(2))

        assert asyncio.run(both()) == [{1}, {2}]

    @pytest.mark.django_db(transaction=True)
    def test_a_thread_reads_what_its_own_agency_allows(self) -> None:
        from ekinerja.organisation.models import Agency

        for number in (1, 2):
            Agency.objects.create(id=number, code=f"A{number}", name=f"Agency {number}")
            with context.agency(number), transaction.atomic():
                Unit.objects.create(name=f"of {number}", path="r")
        seen: dict[int, list[str]] = {}

        def read(number: int) -> None:
            try:
                with context.agency(number), transaction.atomic():
                    seen[number] = list(Unit.objects.values_list("name", flat=True))
            finally:
                connection.close()

        threads = [threading.Thread(target=read, args=[number]) for number in (1, 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert seen == {1: ["of 1"], 2: ["of 2"]}

    @pytest.mark.django_db(transaction=True)
    def test_asynchronous_queries_are_scoped(self) -> None:
        from ekinerja.organisation.models import Agency

        Agency.objects.create(id=1, code="A1", name="Agency 1")

        async def count() -> int:
            with context.agency(1):
                return await Unit.objects.acount()

        async def unscoped() -> int:
            return await Unit.objects.acount()

        assert asyncio.run(count()) == 0
        with pytest.raises(context.Unscoped):
            asyncio.run(unscoped())


def test_aggregate_over_a_subquery_is_scoped(ours: Planted, theirs: Planted) -> None:
    with context.agency(ours.agency_id):
        per_person = Employee.objects.annotate(n=models.Count("logs"))
        assert per_person.aggregate(total=Sum("n")) == {"total": 45}
        assert DailyLog.objects.filter(day__gte=datetime.date(2026, 1, 2)).distinct().count() == 30
