"""Periods of one thing never overlap: an exclusion constraint that needs no extension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.fields import RangeField
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models import BaseConstraint, Q
from django.db.models.sql import Query
from django.utils.translation import gettext_lazy as _

from ekinerja.kernel.errors import Conflict
from ekinerja.kernel.tenancy.fields import required_tenant_field
from ekinerja.kernel.tenancy.modes import Mode, current_mode

# Range types over uuid and text are made in the first migration of the kernel.
RANGE_OF = {"uuid": "uuidrange", "integer": "int8range", "bigint": "int8range", "smallint": "int8range"}
TEXT_RANGE = "textrange"
CLAUSE = "CONSTRAINT %(name)s EXCLUDE USING gist (%(columns)s)%(where)s%(timing)s"


class NoOverlap(BaseConstraint):
    """
    No two rows of an agency with the same key have overlapping periods.

    ``key`` names one field or several; ``period`` names a range field, the pair of date fields
    ``("starts_on", "ends_before")``, or a pair of years ``("first_year", "last_year")``, both included;
    ``condition`` limits the rows it applies to. ``deferred`` asks at the end of the transaction, where a bulk
    change lets rows take each other's place.

    Equality of a key is written as overlap of one-point ranges, because plain GiST knows ranges only
    (equality of scalars would need the extension btree_gist). In mode ``emulate`` each partition has its
    own constraint: rows of an agency lie in one partition. In mode ``citus`` the distribution column
    must be compared by equality, so that deployment does need btree_gist.
    """

    default_violation_error_message = _("Masa berlakunya tumpang tindih dengan data lain yang sudah ada.")

    def __init__(
        self,
        *,
        name: str,
        key: str | Sequence[str] = "employee",
        period: str | Sequence[str] = "period",
        condition: Q | None = None,
        deferred: bool = False,
        violation_error_code: str | None = None,
        violation_error_message: str | None = None,
    ) -> None:
        super().__init__(
            name=name,
            violation_error_code=violation_error_code or "overlap",
            violation_error_message=violation_error_message,
        )
        self.key = (key,) if isinstance(key, str) else tuple(key)
        self.period = (period,) if isinstance(period, str) else tuple(period)
        self.condition = condition or None
        self.deferred = deferred

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the clause for CREATE TABLE; ``None`` in mode ``emulate``, where partitions get it."""
        if current_mode() is Mode.EMULATE:
            return None
        return self._statement(CLAUSE, model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the ALTER TABLE statement; ``None`` in mode ``emulate``."""
        if current_mode() is Mode.EMULATE:
            return None
        return self.create_sql_on(model, schema_editor, table=model._meta.db_table, name=self.name)

    def create_sql_on(self, model: Any, schema_editor: Any, *, table: str, name: str) -> Statement:
        """Return the ALTER TABLE statement for a named table: the model's own, or one of its partitions."""
        template = f"ALTER TABLE %(table)s ADD {CLAUSE}"
        return self._statement(template, model, schema_editor, table=table, name=name)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the statement that drops the constraint; ``None`` in mode ``emulate``."""
        if current_mode() is Mode.EMULATE:
            return None
        return schema_editor._delete_constraint_sql(
            schema_editor.sql_delete_check, model, schema_editor.quote_name(self.name)
        )

    def _statement(
        self,
        template: str,
        model: Any,
        schema_editor: Any,
        *,
        table: str | None = None,
        name: str | None = None,
    ) -> Statement:
        quote = schema_editor.quote_name
        condition = self._condition_sql(model, schema_editor)
        return Statement(
            template,
            table=Table(table or model._meta.db_table, quote),
            name=quote(name or self.name),
            columns=_Exclusion(self, model, schema_editor.connection, quote),
            where=f" WHERE ({condition})" if condition else "",
            timing=" DEFERRABLE INITIALLY DEFERRED" if self.deferred else "",
        )

    def _condition_sql(self, model: Any, schema_editor: Any) -> str:
        if not self.condition:
            return ""
        query = Query(model=model, alias_cols=False)
        where = query.build_where(self.condition)
        compiler = query.get_compiler(connection=schema_editor.connection)
        clause, values = where.as_sql(compiler, schema_editor.connection)
        return clause % tuple(schema_editor.quote_value(value) for value in values)

    def deconstruct(self) -> Any:
        """Describe the constraint for migrations."""
        path, args, options = super().deconstruct()
        options["key"] = self.key[0] if len(self.key) == 1 else self.key
        options["period"] = self.period[0] if len(self.period) == 1 else self.period
        if self.condition:
            options["condition"] = self.condition
        if self.deferred:
            options["deferred"] = True
        if self.violation_error_code == "overlap":
            options.pop("violation_error_code", None)
        return path, args, options

    def __eq__(self, other: object) -> bool:
        if isinstance(other, NoOverlap):
            return bool(self.deconstruct() == other.deconstruct())
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.key, self.period))

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """
        Refuse an instance whose period overlaps another's, before the database does.

        :raises ValidationError: with the sentence of the constraint
        """
        if exclude and set(exclude) & {*self.key, *self.period}:
            return
        values = instance._get_field_expression_map(meta=model._meta, exclude=exclude)
        if self.condition and not self.condition.check(values, using=using):
            return
        others = model._default_manager.using(using).filter(
            self._overlapping(instance),
            agency_id=instance.agency_id,
            **{name: getattr(instance, model._meta.get_field(name).attname) for name in self.key},
        )
        if self.condition:
            others = others.filter(self.condition)
        if others.exclude(pk=instance.pk).exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def _overlapping(self, instance: Any) -> Q:
        """Return the filter for rows whose period shares at least one day with the instance's."""
        if len(self.period) == 1:
            return Q(**{f"{self.period[0]}__overlap": getattr(instance, self.period[0])})
        starts, ends = self.period
        begin, end = getattr(instance, starts), getattr(instance, ends)
        if _is_whole_number(instance._meta.get_field(starts)):
            return Q(**{f"{starts}__lte": end, f"{ends}__gte": begin})
        overlapping = Q() if begin is None else Q(**{f"{ends}__gt": begin}) | Q(**{f"{ends}__isnull": True})
        if end is not None:
            overlapping &= Q(**{f"{starts}__lt": end}) | Q(**{f"{starts}__isnull": True})
        return overlapping


class _Exclusion(Columns):
    """The compared expressions; follows renamed columns while statements are deferred."""

    def __init__(self, constraint: NoOverlap, model: Any, connection: Any, quote: Any) -> None:
        self.connection = connection
        self.agency = required_tenant_field(model).column
        self.keys = [model._meta.get_field(name) for name in constraint.key]
        self.periods = [model._meta.get_field(name) for name in constraint.period]
        names = [self.agency, *(field.column for field in (*self.keys, *self.periods))]
        super().__init__(model._meta.db_table, names, quote)

    def __str__(self) -> str:
        agency, *rest = (self.quote_name(column) for column in self.columns)
        keys, periods = rest[: len(self.keys)], rest[len(self.keys) :]
        compared = [_point(column, field, self.connection) for column, field in zip(keys, self.keys, strict=True)]
        between = "int4range(%s, '[]')" if _is_whole_number(self.periods[0]) else "daterange(%s, '[)')"
        period = periods[0] if len(periods) == 1 else between % ", ".join(periods)
        agency_part = f"int8range({agency}, {agency}, '[]') WITH &&"
        if current_mode() is Mode.CITUS:
            agency_part = f"{agency} WITH ="
        return ", ".join([agency_part, *(f"{part} WITH &&" for part in (*compared, period))])


def _is_whole_number(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.IntegerField)


def _point(column: str, field: models.Field[Any, Any], connection: Any) -> str:
    """Return a one-point range for a column, so that "equal" reads as "overlaps"."""
    if isinstance(field, RangeField):
        return column
    kind = (field.db_type(connection) or "").partition("(")[0]
    if kind in ("varchar", "text"):
        return f"{TEXT_RANGE}({column}, {column}, '[]')"
    try:
        return f"{RANGE_OF[kind]}({column}, {column}, '[]')"
    except KeyError:
        raise TypeError(f"NoOverlap knows no range over {kind} ({field}).") from None


@contextmanager
def overlap_refused(message: str | None = None) -> Iterator[None]:
    """
    Turn the database's refusal of an overlapping period into an error for the user.

    The surrounding transaction is broken then: let the error leave it.

    :raises Conflict: the period overlaps another row's
    """
    try:
        yield
    except IntegrityError as error:
        if getattr(error.__cause__, "sqlstate", "") != "23P01":
            raise
        raise Conflict(message or str(NoOverlap.default_violation_error_message)) from error
