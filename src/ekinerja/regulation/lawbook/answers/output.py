"""How results of the rules are written as JSON: exact numbers as text, steps with their article."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ekinerja.rules.explained import Citation, Finding, RuleError, Step


def plain(number: Decimal) -> str:
    """Write a number exactly, without exponent and without idle zeros after the point."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def scalar(value: Decimal | int | str) -> str | int:
    """Write one operand or result."""
    return plain(value) if isinstance(value, Decimal) else value


def article(citation: Citation | None) -> str | None:
    """Write a citation as one text, or nothing."""
    return str(citation) if citation else None


def steps(items: Iterable[Step]) -> list[dict[str, Any]]:
    """Write ordered steps: label, operands, result, article, and whether the article is confirmed."""
    rows = []
    for item in items:
        row: dict[str, Any] = {
            "uraian": item.label,
            "nilai": {name: scalar(value) for name, value in item.operands},
            "hasil": scalar(item.result),
            "pasal": article(item.citation),
        }
        if item.citation is not None:
            row["terkonfirmasi"] = item.citation.confirmed
        rows.append(row)
    return rows


def findings(items: Iterable[Finding]) -> list[dict[str, Any]]:
    """Write findings with code, message, article and severity."""
    return [
        {
            "kode": item.code,
            "pesan": item.message,
            "pasal": article(item.citation),
            "tingkat": item.severity.value,
        }
        for item in items
    ]


def error(problem: RuleError) -> dict[str, Any]:
    """Write an error as the contract says: code, message, field."""
    return {"error": {"code": problem.code, "message": problem.message, "field": problem.field}}
