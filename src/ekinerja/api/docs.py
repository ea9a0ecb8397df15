"""The description of the interface as a page to read: no scripts, nothing from elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ekinerja.api import app

METHODS = ("get", "post", "put", "delete")
DEEPEST = 4


@dataclass(frozen=True)
class Operation:
    """One operation as it is shown."""

    key: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[dict[str, Any], ...]
    body: str
    answer: str


def show(request: HttpRequest) -> HttpResponse:
    """Show every operation by subject with its parameters, an example of its body and of its answer."""
    schema = app.schema()
    groups: dict[str, list[Operation]] = {}
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                groups.setdefault(operation["tags"][0], []).append(_operation(schema, path, method, operation))
    context = {"groups": groups, "description": schema["info"]["description"], "version": schema["info"]["version"]}
    return render(request, "api/docs.html", context)


def _operation(schema: dict[str, Any], path: str, method: str, described: dict[str, Any]) -> Operation:
    success = next(code for code in described["responses"] if int(code) < 300)  # noqa: PLR2004
    return Operation(
        key=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described["summary"],
        description=described.get("description", ""),
        parameters=tuple(
            {
                "name": row["name"],
                "where": row["in"],
                "required": row.get("required", False),
                "kind": _kind(row["schema"]),
            }
            for row in described.get("parameters", ())
        ),
        body=_example(schema, described.get("requestBody", {})),
        answer=_example(schema, described["responses"][success]),
    )


def _kind(described: dict[str, Any]) -> str:
    if "anyOf" in described:
        return " | ".join(_kind(item) for item in described["anyOf"])
    return str(described.get("format") or described.get("type", ""))


def _example(schema: dict[str, Any], described: dict[str, Any]) -> str:
    content = described.get("content", {}).get("application/json", {}).get("schema")
    return json.dumps(_sample(schema, content, 0), indent=2, ensure_ascii=False) if content else ""


def _sample(schema: dict[str, Any], described: dict[str, Any], depth: int) -> Any:
    """Return a value of the described shape; what is nested too deep is left out."""
    if "$ref" in described:
        described = schema["components"]["schemas"][described["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" in described:
        return _sample(schema, described["anyOf"][0], depth)
    if "examples" in described:
        return described["examples"][0]
    kind = described.get("type")
    if described.get("default"):
        return described["default"]
    if kind == "object":
        if depth > DEEPEST or "properties" not in described:
            return {}
        return {name: _sample(schema, item, depth + 1) for name, item in described["properties"].items()}
    if kind == "array":
        return [] if depth > DEEPEST else [_sample(schema, described.get("items", {}), depth + 1)]
    samples = {"integer": described.get("minimum", 1), "boolean": False, "uuid": "019b1c2a-0000-7000-8000-000000000000"}
    samples |= {"date": "2026-01-31", "date-time": "2026-01-31T09:30:00+07:00"}
    return samples.get(described.get("format") or str(kind), described.get("default", "…"))
