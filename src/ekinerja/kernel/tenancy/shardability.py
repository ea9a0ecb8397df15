"""
The rules that keep the program shardable by agency, checked without a Citus cluster.

``R`` rules look at the models, ``S`` rules at the SQL written in our sources; the ``D`` rules, which look at
what the database really has, are in ``catalog``. The rules and why: ``docs/tenancy.md``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models.constraints import UniqueConstraint

from ekinerja.kernel.ids import uuid7
from ekinerja.kernel.tenancy.fields import AGENCY_MODEL, TenantForeignKey, TenantKey

LONGEST_TABLE_NAME = 50


@dataclass(frozen=True)
class Violation:
    """A broken rule: which, where, and what to do."""

    rule: str
    where: str
    advice: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}: {self.advice}"


class Kind(StrEnum):
    """Where the rows of a model lie when there are several nodes."""

    TENANT = "tenant"
    """Split over the nodes by agency."""
    REFERENCE = "reference"
    """Copied to every node; written rarely and alone."""
    LOCAL = "local"
    """On the coordinator only."""


def kinds(model: Any) -> set[Kind]:
    """Return every kind that a model claims to be; a good model claims one."""
    meta = model._meta
    found = set()
    if any(isinstance(field, TenantKey) for field in meta.local_concrete_fields):
        found.add(Kind.TENANT)
    if meta.label in settings.REFERENCE_MODELS:
        found.add(Kind.REFERENCE)
    if meta.label in settings.LOCAL_MODELS or meta.app_label in settings.LOCAL_APPS:
        found.add(Kind.LOCAL)
    return found


def model_violations(checked: Iterable[Any]) -> list[Violation]:
    """Return the broken R rules of concrete models."""
    found = []
    for model in checked:
        if not model._meta.managed or model._meta.proxy:
            continue
        for rule, advice in _violations_of(model):
            found.append(Violation(rule, model._meta.label, advice))
    return found


Finding = tuple[str, str]


def _violations_of(model: Any) -> Iterator[Finding]:
    claimed = kinds(model)
    if len(claimed) != 1:
        yield (
            "R01",
            f"is {' and '.join(sorted(claimed)) or 'nothing'}; make it exactly one of tenant (TenantModel), "
            "reference (settings.REFERENCE_MODELS) or local (settings.LOCAL_MODELS)",
        )
        return
    yield from _relations(model, claimed.pop())
    if Kind.TENANT in kinds(model):
        yield from _tenant_column(model)
        yield from _key(model)
        yield from _uniqueness(model)
        yield from _indexes(model)
    if len(model._meta.db_table) > LONGEST_TABLE_NAME:
        yield "R11", f"shorten the table name {model._meta.db_table} to {LONGEST_TABLE_NAME} characters"


def _tenant_column(model: Any) -> Iterator[Finding]:
    columns = [field for field in model._meta.local_concrete_fields if isinstance(field, TenantKey)]
    if len(columns) > 1:
        yield "R02", "has several TenantKeys; keep one"
    for field in columns:
        if (field.name, field.column) != ("agency", "agency_id") or field.null:
            yield "R02", f"name the TenantKey {field.name} 'agency' (column agency_id), not null"
        if _label(field.remote_field.model) != AGENCY_MODEL:
            yield "R02", f"let the TenantKey point to {AGENCY_MODEL}"


def _key(model: Any) -> Iterator[Finding]:
    key = model._meta.pk
    if not isinstance(key, models.UUIDField) or key.name != "id" or key.default is not uuid7:
        yield "R03", f"let the key be UUIDField id with default=uuid7, not {type(key).__name__} {key.name}"
    if model._meta.parents:
        yield "R09", "do not inherit from a concrete model"
    for field in model._meta.local_fields:
        if isinstance(field, models.AutoField) and not field.primary_key:
            yield "R03", f"{field.name} is a sequence; take numbers from a counter row per agency"


def _uniqueness(model: Any) -> Iterator[Finding]:
    meta = model._meta
    for field in meta.local_fields:
        if field.unique and not field.primary_key:
            yield "R04", f"{field.name} is unique in the nation; use UniqueConstraint(agency, {field.name})"
        if field.unique_for_date or field.unique_for_month or field.unique_for_year:
            yield "R04", f"{field.name} has unique_for_…; use a UniqueConstraint with agency"
    for together in meta.unique_together:
        if "agency" not in together:
            yield "R04", f"unique_together {together} lacks agency"
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint) and "agency" not in _names(constraint):
            yield "R04", f"{constraint.name} lacks agency"
        if isinstance(constraint, ExclusionConstraint) and not _excludes_within_agency(constraint):
            yield "R04", f"{constraint.name} must compare agency by '='; better use NoOverlap"


def _excludes_within_agency(constraint: ExclusionConstraint) -> bool:
    return any(getattr(part, "name", part) == "agency" and sign == "=" for part, sign in constraint.expressions)


def _names(constraint_or_index: Any) -> list[str]:
    """Return the fields of a constraint or index, by list or by expressions, in their order."""
    names = [name.lstrip("-") for name in constraint_or_index.fields]
    for expression in constraint_or_index.expressions:
        names += _named_in(expression)
    return names


def _named_in(expression: Any) -> list[str]:
    """Return the fields that an expression names, in their order."""
    if isinstance(expression, models.F):
        return [str(expression.name)]  # type: ignore[attr-defined]
    return [name for part in expression.get_source_expressions() if part for name in _named_in(part)]


def _indexes(model: Any) -> Iterator[Finding]:
    for index in model._meta.indexes:
        if type(index) is models.Index and _names(index)[:1] != ["agency"]:
            yield "R10", f"index {index.name} must start with agency"
    for field in model._meta.local_fields:
        points_to_reference = field.remote_field and kinds_of_target(field) == {Kind.REFERENCE}
        if field.db_index and not field.unique and not points_to_reference:
            yield "R10", f"{field.name}: db_index makes an index without agency; use Index(agency, {field.name})"


def kinds_of_target(field: Any) -> set[Kind]:
    """Return the kinds of the model a relation points to; empty while it is only a name."""
    target = field.remote_field.model
    return set() if isinstance(target, str) else kinds(target)


def _relations(model: Any, kind: Kind) -> Iterator[Finding]:
    for field in model._meta.local_fields:
        if field.remote_field and not isinstance(field, TenantKey):
            yield from _relation(model, kind, field)
    for field in model._meta.local_many_to_many:
        if kind is Kind.TENANT and field.remote_field.through._meta.auto_created:
            yield "R07", f"{field.name}: write the many-to-many table as a TenantModel"
    for field in model._meta.private_fields:
        if kind is Kind.TENANT and type(field).__name__ == "GenericForeignKey":
            yield "R08", f"{field.name}: no generic foreign keys; one column per target"


def _relation(model: Any, kind: Kind, field: Any) -> Iterator[Finding]:
    target, target_label = kinds_of_target(field), _label(field.remote_field.model)
    if kind is Kind.TENANT and Kind.TENANT in target and not isinstance(field, TenantForeignKey):
        yield "R05", f"{field.name} -> {target_label}: use TenantForeignKey"
    if kind is Kind.TENANT and Kind.LOCAL in target:
        yield "R05", f"{field.name} -> {target_label} is local: store the id in a plain column"
    if kind is not Kind.TENANT and Kind.TENANT in target:
        yield "R05", f"{field.name}: a {kind} model cannot point to the tenant model {target_label}"
    if kind is Kind.REFERENCE and Kind.LOCAL in target:
        yield "R05", f"{field.name}: a reference model cannot point to the local model {target_label}"
    if kind is Kind.TENANT and field.one_to_one and not _has_unique_pair(model, field.name):
        yield "R06", f"{field.name}: add UniqueConstraint(fields=['agency', '{field.name}'])"


def _has_unique_pair(model: Any, name: str) -> bool:
    return any(
        isinstance(constraint, UniqueConstraint)
        and set(constraint.fields) == {"agency", name}
        and constraint.condition is None
        for constraint in model._meta.constraints
    )


def _label(model: Any) -> str:
    return model if isinstance(model, str) else str(model._meta.label)


@dataclass(frozen=True)
class TextRule:
    """A pattern that no SQL of ours may match."""

    rule: str
    pattern: re.Pattern[str]
    advice: str


def _rule(rule: str, pattern: str, advice: str) -> TextRule:
    return TextRule(rule, re.compile(pattern, re.IGNORECASE | re.DOTALL), advice)


SQL_RULES = (
    _rule(
        "S1",
        r"\bCREATE\s+(OR\s+REPLACE\s+)?(CONSTRAINT\s+)?TRIGGER\b",
        "no triggers (refused on distributed tables); write it in the service",
    ),
    _rule("S2", r"\bCREATE\s+(OR\s+REPLACE\s+)?RULE\b", "no rules; write it in the service"),
    _rule(
        "S3",
        r"\bON\s+(DELETE|UPDATE)\s+SET\s+(NULL|DEFAULT)\b",
        "the database would null the agency too; use PROTECT",
    ),
    _rule("S4", r"\bCREATE\s+UNIQUE\s+INDEX\b(?![^;]*agency_id)", "a unique index must contain agency_id"),
    _rule(
        "S5",
        r"(?<!\w)(LISTEN|NOTIFY)\s+\"?[a-z_]+\"?\s*(;|$|,)|\bpg_notify\s*\(",
        "LISTEN/NOTIFY stays on one node; only the jobs and live-board modules may use it",
    ),
    _rule("S6", r"\bINHERITS\s*\(", "no table inheritance"),
    _rule("S7", r"\bCREATE\s+((GLOBAL|LOCAL)\s+)?(TEMP|TEMPORARY|UNLOGGED)\s+TABLE\b", "no temporary tables"),
    _rule(
        "S8",
        r"\bset_config\s*\(\s*'app\.|\bSET\s+(SESSION\s+)?app\.",
        "never by set_config or session SET (a pooler leaks it); the backend sends SET LOCAL",
    ),
    _rule("Q1", r"\bpg_(try_)?advisory_", "advisory locks differ per node; lock a row"),
)


def text_violations(sql: str, where: str) -> list[Violation]:
    """Return the broken S rules of one piece of SQL."""
    return [Violation(rule.rule, where, rule.advice) for rule in SQL_RULES if rule.pattern.search(sql)]


def source_violations(
    files: Iterable[Path], *, root: Path, allowed: Mapping[str, Iterable[str]] | None = None
) -> list[Violation]:
    """
    Return the broken S rules of every string in Python sources; docstrings are left out.

    ``allowed`` names, by file, the rules that it may break.
    """
    found = []
    for file in files:
        name = str(file.relative_to(root))
        excepted = set((allowed or {}).get(name, ()))
        for line, text in strings(file):
            broken = text_violations(text, f"{name}:{line}")
            found += [violation for violation in broken if violation.rule not in excepted]
    return found


def strings(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the string constants of a source with their lines, without docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, described) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
