"""Scheme documents for tests: the general one of consequences.md 2.9, and small changes of it."""

from __future__ import annotations

import copy
from typing import Any

GENERAL: dict[str, Any] = {
    "code": "KAB-X-2026",
    "legal_basis": "Perbup X",
    "valid": {"from": "2026-01-01", "to": None},
    "cycle": "MONTHLY",
    "base_amount": {
        "mode": "CRITERIA_SUM",
        "index": {"itpp": "0.59112978"},
        "class_table": {"8": "7523000", "3": "2354000", "14": "22295000"},
        "criteria": [
            {
                "code": "BEBAN_KERJA",
                "pct": "0.25",
                "override": [{"classes": [3, 4], "pct": "0.40"}, {"classes": [1, 2], "pct": "0.50"}],
            },
            {
                "code": "KONDISI_KERJA",
                "pct": "0.20",
                "when": {"is_budget_user": True, "classes": [14, 15]},
                "components": [{"code": "TETAP", "weight": "1"}],
            },
        ],
    },
    "components": [{"code": "KINERJA", "weight": "0.70"}, {"code": "DISIPLIN", "weight": "0.30"}],
    "performance": {
        "source": "PREDIKAT_BULANAN",
        "mapping_mode": "PAY_PCT",
        "map": {
            "SANGAT_BAIK": "1.00",
            "BAIK": "1.00",
            "BUTUH_PERBAIKAN": "0.85",
            "KURANG": "0.60",
            "SANGAT_KURANG": "0.60",
        },
        "missing": {"policy": "SCORE", "value": "0.80"},
        "activity": {"minutes_per_day": 300, "cap": True, "subtract_absence": True},
        "carry_penalty": {
            "trigger": "NO_ASSESSED_REALISATION",
            "pct": "0.25",
            "months": 3,
            "base": "COMPONENT",
        },
    },
    "attendance": {
        "tolerance_minutes": 60,
        "aggregation": "PER_EVENT",
        "missing_in": {"as": "LATE", "minutes": 91},
        "missing_out": {"as": "EARLY", "minutes": 91},
        "bands": [
            {"event": "LATE", "from": 1, "to": 31, "pct": "0.005", "code": "TL1"},
            {"event": "LATE", "from": 31, "to": 61, "pct": "0.010", "code": "TL2"},
            {"event": "LATE", "from": 61, "to": 91, "pct": "0.0125", "code": "TL3"},
            {"event": "LATE", "from": 91, "to": None, "pct": "0.015", "code": "TL4"},
            {"event": "EARLY", "from": 1, "to": 31, "pct": "0.005", "code": "PSW1"},
            {"event": "EARLY", "from": 31, "to": 61, "pct": "0.010", "code": "PSW2"},
            {"event": "EARLY", "from": 61, "to": 91, "pct": "0.0125", "code": "PSW3"},
            {"event": "EARLY", "from": 91, "to": None, "pct": "0.015", "code": "PSW4"},
        ],
        "per_minute": {"LEAVE_OFFICE": "0.0001"},
        "per_event": {"NO_APEL": "0.02", "NO_CEREMONY": {"pct": "0.03", "base": "TOTAL", "article": "Pasal 9"}},
        "alpa": {
            "per_day": "0.03",
            "steps": [{"days": 3, "total": "1.0"}],
            "consecutive": {"days": 2, "total": "0.5"},
        },
        "base": "COMPONENT",
        "exclusivity": [{"when": "ALPA", "drop": ["LATE", "EARLY", "MISSING_IN", "MISSING_OUT"]}],
        "exempt": {"groups": ["JPT"], "record_only": True},
        "cap": "1.0",
    },
    "leave": {
        "apply_mode": "OVERRIDE_IF_REDUCES",
        "rules": [
            {"type": "TAHUNAN|ALASAN_PENTING", "deduct": "0"},
            {"type": "BESAR", "unit": "MONTH_STEP", "steps": ["0.50", "0.75", "0.90"], "base": "TOTAL"},
            {
                "type": "SAKIT",
                "unit": "MONTH_STEP",
                "steps": ["0", "0.50", "0.75"],
                "beyond": "1.0",
                "base": "TOTAL",
            },
            {"type": "SAKIT_GUGUR", "unit": "DAY", "free_days": 30, "pct_per_day": "0.01", "max_days": 45},
            {"type": "CLTN", "deduct": "1.0"},
            {"type": "MELAHIRKAN_4", "deduct": "0.5", "base": "COMPONENT"},
        ],
    },
    "discipline_sanction": {
        "class_replacement": True,
        "rules": [
            {"ids": [23, 24, 25], "pct": "0.25", "months": [6, 9, 12], "base": "TOTAL"},
            {"codes": ["TEGURAN_LISAN"], "pct": "0.20", "months": 1},
            {"codes": ["PEMBERHENTIAN"], "pct": "1"},
            {"codes": ["TEGURAN_TERTULIS"], "pct": "0.5", "months": 2, "base": "COMPONENT"},
        ],
    },
    "status_multiplier": {"CPNS": "0.80", "TUGAS_BELAJAR": {"pct": "0.80", "article": "Pasal 16"}},
    "acting": {
        "min_calendar_months": 2,
        "same_level": {"pct_of_post": "0.20"},
        "one_below": "DIFFERENCE",
        "lag_months": 1,
        "kinds": ["PLT", "PLH"],
    },
    "profession_allowance": "DIFFERENCE",
    "deductions": {
        "bpjs_kes": {"employee": "0.01", "employer": "0.04", "cap": "12000000", "base_includes_salary": True},
        "pph21": {
            "method": "FINAL_BY_GOL",
            "rates": {"I": "0", "II": "0", "III": "0.05", "IV": "0.15"},
            "on": "NET_AFTER_BPJS",
        },
        "previous_month_correction": True,
    },
    "rounding": {"unit": 1, "mode": "HALF_UP", "when": "FINAL"},
}


def changed(document: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return a copy with values put at paths (parts joined by two underscores); None removes a key."""
    result = copy.deepcopy(document)
    for path, value in changes.items():
        *parts, last = path.split("__")
        node: Any = result
        for part in parts:
            node = node[int(part)] if isinstance(node, list) else node[part]
        if isinstance(node, list):
            node[int(last)] = value
        elif value is None:
            node.pop(last, None)
        else:
            node[last] = value
    return result


def general(**changes: Any) -> dict[str, Any]:
    """Return the general scheme with changes."""
    return changed(GENERAL, changes)


PLAIN: dict[str, Any] = {
    "code": "POLOS",
    "legal_basis": "Perbup Polos",
    "valid": {"from": "2026-01-01"},
    "base_amount": {"mode": "CLASS_TABLE", "class_table": {"7": "1000000", "8": "2000000"}},
    "components": [{"code": "KINERJA", "weight": "0.6"}, {"code": "DISIPLIN", "weight": "0.4"}],
    "performance": GENERAL["performance"],
    "attendance": GENERAL["attendance"],
    "leave": GENERAL["leave"]["rules"],
    "discipline_sanction": GENERAL["discipline_sanction"],
    "status_multiplier": GENERAL["status_multiplier"],
    "acting": GENERAL["acting"],
    "profession_allowance": "DIFFERENCE",
    "deductions": {"previous_month_correction": True},
}


def plain(**changes: Any) -> dict[str, Any]:
    """Return a scheme without insurance and tax, with changes."""
    return changed(PLAIN, changes)
