"""Turns a scheme document into a :class:`Scheme`, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ekinerja.rules.allowance.document import Node, Problem
from ekinerja.rules.allowance.parse_attendance import read_attendance
from ekinerja.rules.allowance.parse_base import read_base, read_components
from ekinerja.rules.allowance.parse_deductions import read_acting, read_bpjs, read_tax
from ekinerja.rules.allowance.parse_leave import read_leave, read_sanctions, read_status
from ekinerja.rules.allowance.parse_performance import read_performance
from ekinerja.rules.allowance.scheme import Base, Role, Scheme
from ekinerja.rules.explained import Citation, RuleError
from ekinerja.rules.rounding import RoundingMode


class SchemeError(RuleError):
    """A scheme that cannot be used; ``problems`` lists everything wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        first = problems[0]
        field = ".".join(part for part in ("skema", first.field) if part)
        super().__init__(code=first.code, message=f"{field}: {first.message}", field=field)


def parse_scheme(document: Any, *, draft: bool = False) -> Scheme:
    """
    Return the scheme of a document; a draft may still lack its name, legal basis, dates and table.

    :raises SchemeError: listing every problem found, in the words of the person who wrote it
    """
    problems, scheme = examine(document, draft=draft)
    if problems or scheme is None:
        raise SchemeError(problems)
    return scheme


def examine(document: Any, *, draft: bool = False) -> tuple[tuple[Problem, ...], Scheme | None]:
    """Return every problem of a document, and the scheme when there is none."""
    if isinstance(document, dict) and set(document) == {"scheme"}:
        document = document["scheme"]
    problems: list[Problem] = []
    title = document.get("legal_basis") if isinstance(document, dict) else ""
    regulation = document.get("regulation") if isinstance(document, dict) else ""
    all_confirmed = not (isinstance(document, dict) and document.get("confirmed") is False)

    def cite(article: str, confirmed: bool) -> Citation:
        return Citation(str(regulation or ""), article, str(title or ""), confirmed and all_confirmed)

    scheme = _scheme(Node(document, "", problems, cite), draft=draft)
    _check_together(scheme, problems)
    return tuple(problems), None if problems else scheme


def _scheme(node: Node, *, draft: bool) -> Scheme:
    for key in ("components",) if draft else ("code", "legal_basis", "valid", "base_amount", "components"):
        if not node.has(key):
            node.report(key, "WAJIB", f"'{key}' wajib diisi")
    since, until = _validity(node)
    cycle = node.text("cycle", "MONTHLY")
    if cycle not in {"MONTHLY", "QUARTERLY"}:
        node.report("cycle", "KODE_TIDAK_DIKENAL", "pilihan: MONTHLY, QUARTERLY")
    node.text("regulation")
    leave, overrides = read_leave(node)
    sanctions, replacement = read_sanctions(node)
    unit, mode, rounding = _rounding(node)
    deductions = node.child("deductions") if node.has("deductions") else None
    scheme = Scheme(
        code=node.text("code", "draf"),
        title=node.text("title", node.text("legal_basis")),
        since=since,
        until=until,
        quarterly=cycle == "QUARTERLY",
        confirmed=node.flag("confirmed", default=True),
        base=read_base(node.child("base_amount") if node.has("base_amount") else node.empty("base_amount")),
        components=read_components(node, "components"),
        performance=read_performance(node.child("performance")) if node.has("performance") else None,
        attendance=read_attendance(node.child("attendance")) if node.has("attendance") else None,
        leave=leave,
        leave_overrides=overrides,
        sanctions=sanctions,
        class_replacement=replacement,
        status=read_status(node),
        acting=read_acting(node.child("acting")) if node.has("acting") else None,
        profession_difference=_profession(node),
        corrections=deductions is not None and deductions.flag("previous_month_correction"),
        bpjs=read_bpjs(deductions) if deductions is not None else None,
        tax=read_tax(deductions) if deductions is not None else None,
        rounding_unit=unit,
        rounding_mode=mode,
        rounding_citation=rounding,
        citation=node.cite("", True),
    )
    if deductions is not None:
        deductions.close()
    node.close()
    return scheme


def _validity(node: Node) -> tuple[date, date | None]:
    if not node.has("valid"):
        return date.min, None
    valid = node.child("valid")
    since, until = valid.day("from"), valid.day("to")
    valid.close()
    if since is None:
        valid.report("from", "WAJIB", "tanggal mulai berlaku wajib diisi")
    elif until is not None and until < since:
        valid.report("to", "TANGGAL_TERBALIK", "tanggal akhir mendahului tanggal mulai")
    return since or date.min, until


def _rounding(node: Node) -> tuple[Decimal, RoundingMode, Citation]:
    if not node.has("rounding"):
        return Decimal("0.01"), RoundingMode.HALF_UP, node.cite("pembulatan", False)
    part = node.child("rounding")
    unit = part.number("unit", Decimal(1))
    if unit not in {Decimal(text) for text in ("0.01", "0.1", "1", "10", "100", "1000")}:
        part.report("unit", "PEMBULATAN_TIDAK_SAH", "pilihan: 0.01, 0.1, 1, 10, 100, 1000")
        unit = Decimal(1)
    mode = part.member("mode", RoundingMode, RoundingMode.HALF_UP)
    if part.text("when", "FINAL") != "FINAL":
        part.report("when", "PEMBULATAN_TIDAK_SAH", "pembulatan hanya sekali di akhir: FINAL")
    citation = part.citation()
    part.close()
    return unit, mode, citation


def _profession(node: Node) -> bool:
    found = node.text("profession_allowance", "NONE")
    if found not in {"NONE", "DIFFERENCE"}:
        node.report("profession_allowance", "KODE_TIDAK_DIKENAL", "pilihan: NONE, DIFFERENCE")
    return found == "DIFFERENCE"


def _check_together(scheme: Scheme, problems: list[Problem]) -> None:
    roles = {part.role for part in scheme.components}
    for criterion in scheme.base.criteria:
        roles |= {part.role for part in criterion.components}

    def note(field: str, code: str, message: str) -> None:
        problems.append(Problem(field, code, message))

    if Role.PERFORMANCE in roles and scheme.performance is None:
        note("performance", "WAJIB", "ada komponen kinerja, maka cara menilai kinerja wajib diisi")
    attendance = scheme.attendance
    if Role.ATTENDANCE in roles and attendance is None:
        note("attendance", "WAJIB", "ada komponen disiplin, maka aturan kehadiran wajib diisi")
    if attendance is not None and Role.ATTENDANCE not in roles and attendance.base is Base.COMPONENT:
        message = "potongan diambil dari komponen disiplin, tetapi tidak ada komponen disiplin; isi base: TOTAL"
        note("attendance.base", "DASAR_TIDAK_ADA", message)


def problem_rows(problems: tuple[Problem, ...]) -> list[Mapping[str, str]]:
    """Return problems as rows for a screen or a message: field, code, message."""
    return [{"field": item.field, "code": item.code, "message": item.message} for item in problems]
