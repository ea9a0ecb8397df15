"""Calls of the JSON interface, each held against its description."""

from __future__ import annotations

from typing import Any

import jsonschema

from ekinerja.api import app
from tests.contract.conftest import Caller

SCHEMA = app.schema()
ERROR = {"code", "message", "findings"}


def described(method: str, template: str, status: int) -> dict[str, Any] | None:
    """The schema of an answer as the description gives it, with its components."""
    answer = SCHEMA["paths"][f"/api/v1/{template}"][method]["responses"][status]
    content = answer.get("content", {}).get("application/json", {}).get("schema")
    return None if content is None else {**content, "components": SCHEMA["components"]}


def checked(caller: Caller, method: str, template: str, body: Any = None, query: str = "", **ids: Any) -> Any:
    """Call an operation, hold its answer against its description, and return status and content."""
    answer = caller(method, template.format(**ids) + query, body)
    schema = described(method, template, answer.status_code)
    if schema is None:
        assert not answer.content
        return answer.status_code, None
    content = answer.json()
    jsonschema.Draft202012Validator(schema).validate(content)
    if answer.status_code >= 400:
        assert set(content) == {"error"}
        assert set(content["error"]) >= ERROR
    return answer.status_code, content
