"""
Answers of the rules as plain values, for programs, pages and worked examples; no database, no Django.

``ekinerja hitung``, the page "Cara hitung" and the tests of ``law/examples`` all ask here.
"""

from __future__ import annotations

import importlib
from typing import Any

KINDS = {
    "predikat": "rating",
    "distribusi": "rating",
    "angka-kredit": "credit",
    "tunjangan": "allowance",
    "talenta": "talent",
    "pensiun": "career",
}
"""What other programs may ask, and the module that answers; loaded when first asked."""


def compute(kind: str, document: Any) -> dict[str, Any]:
    """
    Compute one JSON object, as a function for other programs.

    :raises RuleError: if the input is bad; ``field`` names it
    """
    module = importlib.import_module(f"ekinerja.regulation.lawbook.answers.{KINDS[kind]}")
    result: dict[str, Any] = getattr(module, kind.replace("-", "_"))(document)
    return result
