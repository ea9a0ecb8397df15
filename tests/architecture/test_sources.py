"""What the sources must and must not contain; each rule remembers a mistake that costs dearly."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Check, Source, assert_none, dotted, functions, offences, parse, sources

# Raw SQL is allowed here, with the reason. A new entry needs one.
RAW_SQL = {
    "src/ekinerja/kernel/tenancy/backend/schema.py": "asks the catalogue while migrating",
    "src/ekinerja/kernel/tenancy/backend/lock.py": "tells the database the agency",
    "src/ekinerja/kernel/tenancy/catalog.py": "reads the catalogue",
    "src/ekinerja/kernel/jobs.py": "reports progress past the task's own transaction",
    "src/ekinerja/commands/postgres.py": "asks the server which it is and who uses it",
    "src/ekinerja/commands/postgres_roles.py": "makes accounts and databases",
    "src/ekinerja/commands/demo_data/__init__.py": "lets foreign keys of its own transaction be checked at once",
    "src/ekinerja/kernel/statistics.py": "lets the planner count tables that grew by leaps",
    "src/ekinerja/kernel/health.py": "asks whether the database answers and is the one we expect",
    "src/ekinerja/planning/selectors/outcome_tree.py": "walks up a chain of outcomes of one agency in one statement",
    "src/ekinerja/kernel/journal.py": "writes imported rows in few statements, after checking their agency",
    "src/ekinerja/commands/simulasi_load.py": "loads the rows of a file into tables of its own connection",
    "src/ekinerja/commands/migrate.py": "holds a lock while migrating as the owner",
    "src/ekinerja/commands/checkup/database.py": "examines the server",
    "src/ekinerja/web/ops/measures.py": "counts the queue for the metrics, without rows of any agency",
}
MAY_READ_CLOCK = {"src/ekinerja/kernel/clock.py", "src/ekinerja/kernel/ids.py"}
LOCAL_TIME = ("timezone.localdate", "timezone.localtime")
EDGES = {"web", "api", "commands", "integrations"}


def without_docstring(source: Source) -> Iterator[tuple[int, str]]:
    """Every public module, class and function says what it does."""
    if source.is_migration or not source.text.strip():
        return
    if not ast.get_docstring(source.tree):
        yield 1, "write a one-sentence docstring for the module"
    yield from _undocumented(source.tree.body)


def _undocumented(body: list[ast.stmt]) -> Iterator[tuple[int, str]]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_") or node.name == "Meta" or _needs_none(node):
            continue
        if not ast.get_docstring(node):
            yield node.lineno, f"write a docstring for {node.name}: what it does, units, errors, article"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node.body)


def _needs_none(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    marks = [dotted(mark) for mark in node.decorator_list]
    return any(mark.endswith((".setter", "overload", ".register")) for mark in marks)


def reads_the_clock(source: Source) -> Iterator[tuple[int, str]]:
    """Time comes from ``kernel.clock`` at the edge and is passed on as an argument."""
    if source.is_migration or source.name in MAY_READ_CLOCK:
        return
    forbidden = ("datetime.now", "datetime.utcnow", "datetime.today", "timezone.now", "date.today")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and not node.args and dotted(node.func) in LOCAL_TIME:
            yield node.lineno, f"{dotted(node.func)}() reads the clock; use kernel.clock at the edge"
        if isinstance(node, ast.Attribute) and dotted(node).endswith(forbidden):
            yield node.lineno, f"{dotted(node)}; take `at` or `on` as argument, from kernel.clock at the edge"
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            yield node.value.lineno, f"{node.arg}; set the time from the argument `at`"


def uses_floats(source: Source) -> Iterator[tuple[int, str]]:
    """Money and points are Decimal."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Name) and dotted(node).endswith("FloatField"):
            yield node.lineno, "FloatField; use DecimalField"


def writes_raw_sql(source: Source) -> Iterator[tuple[int, str]]:
    """Raw SQL only where it is listed with a reason."""
    if source.is_migration or source.name in RAW_SQL:
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func).split(".")[-1] or getattr(node.func, "attr", "")
        if name in ("cursor", "chunked_cursor", "RawSQL") or (name in ("raw", "extra") and _on_rows(node)):
            yield node.lineno, f"{name}(); use the ORM, or list the module in RAW_SQL with its reason"


def _on_rows(call: ast.Call) -> bool:
    text = ast.unparse(call.func)
    return "objects" in text or "filter(" in text or "_manager" in text


def queries_at_the_edge(source: Source) -> Iterator[tuple[int, str]]:
    """Pages, interface and commands call services and selectors; they do not query."""
    if source.module not in EDGES:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
            yield node.lineno, f"{ast.unparse(node)}; call a selector or service of the module's public"


def swallows_errors(source: Source) -> Iterator[tuple[int, str]]:
    """No bare except."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "bare except; name the errors that you expect"


def overrides_save(source: Source) -> Iterator[tuple[int, str]]:
    """Models have no workflow in save() and no signals."""
    for function in functions(source.tree):
        first = [argument.arg for argument in function.args.args[:1]]
        if function.name == "save" and first == ["self"] and "/models" in source.name:
            yield function.lineno, "save() override; write a service"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("django.db.models.signals"):
            yield node.lineno, "signals; call the service, or publish an event"


def uses_model_forms(source: Source) -> Iterator[tuple[int, str]]:
    """Forms check the shape of input and never touch the database."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Name) and dotted(node).endswith("ModelForm"):
            yield node.lineno, "ModelForm; write a plain form"


def hides_personal_data(source: Source) -> Iterator[tuple[int, str]]:
    """Every table says whether it holds personal data, what for and for how long."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ClassDef) or source.is_migration or _is_abstract(node):
            continue
        bases = {dotted(base).split(".")[-1] for base in node.bases}
        if bases & {"Model", "TenantModel", "Step"} and not re.search(
            r"\.\. (no_)?pii:", ast.get_docstring(node) or ""
        ):
            yield node.lineno, f"{node.name}: write `.. pii:` (what, why, how long) or `.. no_pii:`"


def _is_abstract(node: ast.ClassDef) -> bool:
    return any(ast.unparse(line) == "abstract = True" for part in node.body for line in getattr(part, "body", []))


PLANTED: list[tuple[Check, str, str]] = [
    (without_docstring, "src/ekinerja/x/y.py", "x = 1\n"),
    (without_docstring, "src/ekinerja/x/y.py", '"""X."""\ndef f(): ...\n'),
    (without_docstring, "src/ekinerja/x/y.py", '"""X."""\nclass A:\n    """A."""\n    def f(self): ...\n'),
    (reads_the_clock, "src/ekinerja/x/y.py", "from datetime import datetime\ndatetime.now()\n"),
    (reads_the_clock, "src/ekinerja/x/y.py", "import datetime\ndatetime.date.today()\n"),
    (reads_the_clock, "src/ekinerja/x/y.py", "f = models.DateTimeField(default=timezone.now)\n"),
    (reads_the_clock, "src/ekinerja/x/y.py", "f = models.DateTimeField(auto_now_add=True)\n"),
    (uses_floats, "src/ekinerja/x/y.py", "f = models.FloatField()\n"),
    (writes_raw_sql, "src/ekinerja/x/y.py", "with connection.cursor() as c: pass\n"),
    (writes_raw_sql, "src/ekinerja/x/y.py", "Plan.objects.raw('SELECT 1')\n"),
    (writes_raw_sql, "src/ekinerja/x/y.py", "Plan.objects.filter(x=1).extra(where=['1=1'])\n"),
    (queries_at_the_edge, "src/ekinerja/web/x/views.py", "Plan.objects.all()\n"),
    (queries_at_the_edge, "src/ekinerja/commands/x.py", "Plan._default_manager.all()\n"),
    (swallows_errors, "src/ekinerja/x/y.py", "try:\n    f()\nexcept:\n    pass\n"),
    (overrides_save, "src/ekinerja/x/models.py", "class A:\n    def save(self): ...\n"),
    (overrides_save, "src/ekinerja/x/y.py", "from django.db.models.signals import post_save\n"),
    (hides_personal_data, "src/ekinerja/x/models.py", "class A(TenantModel):\n    name = 1\n"),
    (hides_personal_data, "src/ekinerja/x/models.py", "class A(models.Model):\n    'A row.'\n"),
    (uses_model_forms, "src/ekinerja/web/x/forms.py", "class F(forms.ModelForm): ...\n"),
]
CHECKS = sorted({check for check, *_ in PLANTED}, key=lambda check: check.__name__)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_sources_keep_the_rule(check: Check) -> None:
    assert_none(offences(check))


def test_every_listed_module_still_writes_sql() -> None:
    present = {source.name: source.text for source in sources()}
    stale = [name for name in RAW_SQL if not re.search(r"execute|cursor", present.get(name, ""))]
    assert not stale, f"remove from RAW_SQL: {stale}"


@pytest.mark.parametrize(("check", "name", "text"), PLANTED)
def test_a_planted_violation_is_found(check: Check, name: str, text: str) -> None:
    assert offences(check, among=[parse(text, name)])


def test_good_code_passes() -> None:
    good = '"""X."""\n\n\ndef f(at):\n    """Do."""\n    return Plan.objects.filter(at=at)\n'
    for check in CHECKS:
        assert not offences(check, among=[parse(good, "src/ekinerja/x/y.py")])
