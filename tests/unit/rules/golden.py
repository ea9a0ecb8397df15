"""Compares a whole explanation, words included, with the one kept beside the tests."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from ekinerja.rules.allowance.parse import SchemeError
from ekinerja.rules.explained import RuleError

FOLDER = Path(__file__).parent / "golden"


def plain(value: Any) -> Any:
    """Turn a result into JSON, keeping every field."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (Decimal, date)):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def outcome(call: Callable[[], Any]) -> Any:
    """Return the result, or the error with its code, message and field."""
    try:
        return plain(call())
    except SchemeError as error:
        return {"problems": plain(error.problems), "error": [error.code, error.message, error.field]}
    except RuleError as error:
        return {"error": [error.code, error.message, error.field]}


def check(name: str, cases: Mapping[str, Callable[[], Any]]) -> None:
    """
    Compare the outcomes with ``golden/<name>.json``; EKINERJA_GOLDEN=tulis writes it anew for review.
    """
    found = {key: outcome(call) for key, call in cases.items()}
    path = FOLDER / f"{name}.json"
    if os.environ.get("EKINERJA_GOLDEN") == "tulis":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    kept = json.loads(path.read_text(encoding="utf-8"))
    for key, value in found.items():
        assert value == kept.get(key), key
    assert set(kept) == set(found)
