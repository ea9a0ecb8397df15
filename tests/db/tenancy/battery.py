"""
Sixty operations of Django's ORM, the admin among them, as a careful or a careless developer writes them.

Each takes the planted rows of the ambient agency and returns something that shows it did its work.
``expected`` values are counted over one agency's rows: a leak of the other agency's rows changes them.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Subquery
from django.db.utils import IntegrityError

from tests.db.tenancy.battery_app.models import DailyLog, Employee, Unit
from tests.db.tenancy.conftest import Planted

Operation = Callable[[Planted], Any]
OPERATIONS: list[Any] = []


def operation(name: str, expected: Any = ...) -> Callable[[Operation], Operation]:
    """Register an operation under a name; ``...`` means that any answer but an error will do."""

    def register(function: Operation) -> Operation:
        OPERATIONS.append((name, function, expected))
        return function

    return register


def mine(model: type[models.Model], planted: Planted) -> models.QuerySet[Any]:
    """The explicit filter of a careful developer, on top of the scope."""
    return model._default_manager.filter(agency_id=planted.agency_id)


def first(planted: Planted) -> Employee:
    return planted.employees[0]


def new_log(planted: Planted, **values: Any) -> DailyLog:
    someone = first(planted)
    return DailyLog(employee_id=someone.pk, unit_id=someone.unit_id, day="2026-02-02", text="x", **values)


# Writing and reading single rows


@operation("create")
def _(planted: Planted) -> Any:
    log = new_log(planted, agency_id=planted.agency_id)
    log.save(force_insert=True)
    return DailyLog.objects.filter(pk=log.pk).count() == 1


@operation("create with the ambient agency")
def _(planted: Planted) -> Any:
    log = new_log(planted)
    log.save()
    return log.agency_id == planted.agency_id


@operation("get by pk", True)
def _(planted: Planted) -> Any:
    return Employee.objects.get(pk=first(planted).pk) == first(planted)


@operation("get by agency and id", True)
def _(planted: Planted) -> Any:
    return mine(Employee, planted).get(id=first(planted).pk) == first(planted)


@operation("save() update", "zzz")
def _(planted: Planted) -> Any:
    employee = Employee.objects.get(id=first(planted).pk)
    employee.nip = "zzz"
    employee.save()
    return Employee.objects.get(id=employee.pk).nip


@operation("save(update_fields)", "zz")
def _(planted: Planted) -> Any:
    employee = Employee.objects.get(id=first(planted).pk)
    employee.nip = "zz"
    employee.save(update_fields=["nip"])
    return Employee.objects.get(id=employee.pk).nip


@operation("save() of an instance with a given key", 16)
def _(planted: Planted) -> Any:
    Employee(id=uuid.uuid4(), unit_id=first(planted).unit_id, nip="n1").save()
    return Employee.objects.count()


@operation("refresh_from_db", True)
def _(planted: Planted) -> Any:
    employee = Employee.objects.get(id=first(planted).pk)
    employee.nip = "other"
    employee.refresh_from_db()
    return employee.nip == first(planted).nip


@operation("deferred field", True)
def _(planted: Planted) -> Any:
    return Employee.objects.only("id", "agency_id").get(id=first(planted).pk).nip == first(planted).nip


@operation("instance.delete() of a leaf", 1)
def _(planted: Planted) -> Any:
    return DailyLog.objects.order_by("day").first().delete()[0]


@operation("instance.delete() with cascade", 4)
def _(planted: Planted) -> Any:
    return first(planted).delete()[0]


# Writing many rows


@operation("queryset.delete()", 15)
def _(planted: Planted) -> Any:
    return DailyLog.objects.filter(day="2026-01-01").delete()[0]


@operation("queryset.delete() with cascade", 20)
def _(planted: Planted) -> Any:
    return Employee.objects.filter(nip__startswith=f"{planted.agency_id}0").delete()[0]


@operation("queryset.update()", 45)
def _(planted: Planted) -> Any:
    return DailyLog.objects.update(text="y")


@operation("queryset.update() over a join", 3)
def _(planted: Planted) -> Any:
    return DailyLog.objects.filter(employee__nip=first(planted).nip).update(text="y")


@operation("queryset.update() with F", 45)
def _(planted: Planted) -> Any:
    return DailyLog.objects.update(day=F("day") + datetime.timedelta(days=1))


@operation("queryset.update() from a subquery", 15)
def _(planted: Planted) -> Any:
    unit = Unit.objects.filter(pk=OuterRef("unit_id")).values("name")[:1]
    return Employee.objects.update(name=Subquery(unit))


# Relations


@operation("forward access, two levels", "u0")
def _(planted: Planted) -> Any:
    return DailyLog.objects.filter(employee=first(planted)).first().employee.unit.name


@operation("select_related, two levels", 45)
def _(planted: Planted) -> Any:
    return len(DailyLog.objects.select_related("employee__unit"))


@operation("prefetch_related forward", 45)
def _(planted: Planted) -> Any:
    return len(DailyLog.objects.prefetch_related("employee"))


@operation("prefetch_related reverse, two levels", 45)
def _(planted: Planted) -> Any:
    units = Unit.objects.prefetch_related("employees__logs")
    return sum(len(employee.logs.all()) for unit in units for employee in unit.employees.all())


@operation("reverse manager", (3, 3))
def _(planted: Planted) -> Any:
    employee = Employee.objects.get(id=first(planted).pk)
    return employee.logs.count(), len(employee.logs.all())


@operation("reverse manager create()", True)
def _(planted: Planted) -> Any:
    log = first(planted).logs.create(day="2026-03-01", text="q", unit_id=first(planted).unit_id)
    return log.employee_id == first(planted).pk


# Filters


@operation("filter by object", 3)
def _(planted: Planted) -> Any:
    return DailyLog.objects.filter(employee=first(planted)).count()


@operation("filter by object and agency", 3)
def _(planted: Planted) -> Any:
    return mine(DailyLog, planted).filter(employee=first(planted)).count()


@operation("filter by objects", 9)
def _(planted: Planted) -> Any:
    return DailyLog.objects.filter(employee__in=planted.employees[:3]).count()


@operation("filter by queryset, both filtered by agency", 45)
def _(planted: Planted) -> Any:
    people = mine(Employee, planted).filter(nip__startswith=str(planted.agency_id))
    return mine(DailyLog, planted).filter(employee__in=people).count()


@operation("filter by queryset without any filter by agency", 45)
def _(planted: Planted) -> Any:
    return DailyLog.objects.filter(employee__in=Employee.objects.all()).count()


@operation("filter by key", 3)
def _(planted: Planted) -> Any:
    return DailyLog.objects.filter(employee_id=first(planted).pk).count()


@operation("filter over two joins", 15)
def _(planted: Planted) -> Any:
    return DailyLog.objects.filter(employee__unit__name="u1").count()


@operation("filter over a reverse join", 15)
def _(planted: Planted) -> Any:
    return Employee.objects.filter(logs__day="2026-01-02").count()


@operation("exclude over a reverse join", 15)
def _(planted: Planted) -> Any:
    return Employee.objects.exclude(logs__day="2026-01-09").count()


@operation("isnull over a reverse join", 0)
def _(planted: Planted) -> Any:
    return Employee.objects.filter(logs__isnull=True).count()


@operation("filter joined by OR", 15)
def _(planted: Planted) -> Any:
    either = models.Q(name__startswith="n") | models.Q(agency_id=planted.agency_id)
    return Employee.objects.filter(either).count()


# Aggregates and subqueries


@operation("annotate with a reverse count", [3] * 15)
def _(planted: Planted) -> Any:
    return [employee.n for employee in Employee.objects.annotate(n=Count("logs"))]


@operation("values().annotate() over joins", [("u0", 15), ("u1", 15), ("u2", 15)])
def _(planted: Planted) -> Any:
    rows = DailyLog.objects.values_list("employee__unit__name").annotate(n=Count("id"))
    return list(rows.order_by("employee__unit__name"))


@operation("Exists with an unscoped inner query", 15)
def _(planted: Planted) -> Any:
    return Employee.objects.filter(Exists(DailyLog.objects.filter(employee_id=OuterRef("id")))).count()


@operation("Exists with the outer agency", 15)
def _(planted: Planted) -> Any:
    inner = DailyLog.objects.filter(agency_id=OuterRef("agency_id"), employee_id=OuterRef("id"))
    return Employee.objects.filter(Exists(inner)).count()


@operation("annotate with the latest of a subquery", datetime.date(2026, 1, 3))
def _(planted: Planted) -> Any:
    latest = DailyLog.objects.filter(employee_id=OuterRef("id")).order_by("-day").values("day")[:1]
    return Employee.objects.annotate(latest=Subquery(latest))[0].latest


@operation("aggregate", {"n": 45, "m": datetime.date(2026, 1, 3)})
def _(planted: Planted) -> Any:
    return DailyLog.objects.aggregate(n=Count("id"), m=Max("day"))


@operation("count distinct", 15)
def _(planted: Planted) -> Any:
    return DailyLog.objects.values("employee_id").distinct().count()


@operation("window function with a filter on it", 15)
def _(planted: Planted) -> Any:
    number = models.Window(models.functions.RowNumber(), partition_by="employee_id", order_by="-day")
    return DailyLog.objects.annotate(number=number).filter(number=1).count()


@operation("in_bulk", 3)
def _(planted: Planted) -> Any:
    return len(Employee.objects.in_bulk([employee.pk for employee in planted.employees[:3]]))


# Get-or-create and bulk


@operation("get_or_create", True)
def _(planted: Planted) -> Any:
    return Employee.objects.get_or_create(nip="new1", defaults={"unit_id": first(planted).unit_id})[1]


@operation("get after a unique violation in a savepoint", 1)
def _(planted: Planted) -> Any:
    try:
        with transaction.atomic():
            Employee.objects.create(nip=first(planted).nip, unit_id=first(planted).unit_id)
    except IntegrityError:
        return Employee.objects.filter(nip=first(planted).nip).count()
    return "no violation"


@operation("update_or_create", False)
def _(planted: Planted) -> Any:
    defaults = {"unit_id": first(planted).unit_id}
    return Employee.objects.update_or_create(nip=first(planted).nip, defaults=defaults)[1]


@operation("bulk_create", 95)
def _(planted: Planted) -> Any:
    DailyLog.objects.bulk_create([new_log(planted) for _ in range(50)])
    return DailyLog.objects.count()


@operation("bulk_create with update of conflicts", 15)
def _(planted: Planted) -> Any:
    row = Employee(nip=first(planted).nip, unit_id=first(planted).unit_id)
    Employee.objects.bulk_create([row], update_conflicts=True, unique_fields=["agency", "nip"], update_fields=["unit"])
    return Employee.objects.count()


@operation("bulk_create ignoring conflicts", 15)
def _(planted: Planted) -> Any:
    row = Employee(nip=first(planted).nip, unit_id=first(planted).unit_id)
    Employee.objects.bulk_create([row], ignore_conflicts=True)
    return Employee.objects.count()


@operation("bulk_update", 5)
def _(planted: Planted) -> Any:
    for number, employee in enumerate(planted.employees[:5]):
        employee.nip = f"q{number}"
    return Employee.objects.bulk_update(planted.employees[:5], ["nip"])


# Locks, iteration, set operations


@operation("select_for_update", 1)
def _(planted: Planted) -> Any:
    return len(Employee.objects.select_for_update().filter(id=first(planted).pk))


@operation("select_for_update(of=self) with select_related", 1)
def _(planted: Planted) -> Any:
    rows = Employee.objects.select_for_update(of=("self",)).select_related("unit")
    return len(rows.filter(id=first(planted).pk))


@operation("select_for_update(skip_locked)", 2)
def _(planted: Planted) -> Any:
    return len(Employee.objects.select_for_update(skip_locked=True)[:2])


@operation("iterator()", 45)
def _(planted: Planted) -> Any:
    return sum(1 for _ in DailyLog.objects.iterator(10))


@operation("union", 19)
def _(planted: Planted) -> Any:
    return Employee.objects.values("id").union(Unit.objects.values("id")).count()


@operation("order by a related field, with a slice", 5)
def _(planted: Planted) -> Any:
    return len(DailyLog.objects.order_by("employee__unit__name", "day")[5:10])


@operation("dates()", [datetime.date(2026, 1, 1)])
def _(planted: Planted) -> Any:
    return list(DailyLog.objects.dates("day", "month"))


@operation("latest, exists, contains", True)
def _(planted: Planted) -> Any:
    latest = DailyLog.objects.latest("day")
    return latest is not None and DailyLog.objects.exists() and Employee.objects.contains(first(planted))


# What Django builds on top


@operation("full_clean with a unique constraint and a foreign key")
def _(planted: Planted) -> Any:
    Employee(unit_id=first(planted).unit_id, nip="uq9", name="n").full_clean()


@operation("model form with a choice of related rows", 4)
def _(planted: Planted) -> Any:
    from django.forms import modelform_factory

    form_class = modelform_factory(Employee, fields=["nip", "unit"])
    form = form_class({"nip": "ff1", "unit": str(first(planted).unit_id)})
    assert form.is_valid(), form.errors
    form.save()
    return form.fields["unit"].queryset.count()


@operation("serialise and load", 15)
def _(planted: Planted) -> Any:
    from django.core import serializers

    written = serializers.serialize("json", Employee.objects.all()[:2])
    for row in serializers.deserialize("json", written):
        row.save()
    return Employee.objects.count()


@operation("recursive query in SQL", (4,))
def _(planted: Planted) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE tree AS ("
            " SELECT agency_id, id FROM battery_unit WHERE agency_id = %s AND parent_id IS NULL"
            " UNION ALL SELECT u.agency_id, u.id FROM battery_unit u"
            " JOIN tree ON u.agency_id = tree.agency_id AND u.parent_id = tree.id WHERE u.agency_id = %s"
            ") SELECT count(*) FROM tree",
            [planted.agency_id, planted.agency_id],
        )
        return cursor.fetchone()


@operation("admin: list, change, delete pages and a deletion", (200, 200, 200, 302))
def _(planted: Planted) -> Any:
    from tests.db.tenancy.battery_app.admin_pages import visit

    return visit(first(planted))
