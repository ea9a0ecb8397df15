"""The quadrant's answer with its steps, for screens and for keeping."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ekinerja.evaluation.data import ExplainedStep
from ekinerja.kernel.errors import Finding, RuleNotMet
from ekinerja.rules.explained import Explained
from ekinerja.rules.rating import LABELS, BehaviourRating, Rating, ResultRating, quadrant


def explain(*, results: str, behaviour: str) -> Explained[Rating]:
    """
    Return the predicate of two ratings with its steps (PermenPANRB 6/2022).

    :raises RuleNotMet: one of the ratings is missing
    """
    findings = []
    if results not in [item.value for item in ResultRating]:
        findings.append(Finding("evaluation.results_missing", _("Pilih rating hasil kerja."), field="results"))
    if behaviour not in [item.value for item in BehaviourRating]:
        findings.append(Finding("evaluation.behaviour_missing", _("Pilih rating perilaku kerja."), field="behaviour"))
    if findings:
        raise RuleNotMet(findings=tuple(findings))
    return quadrant(results=ResultRating(results), behaviour=BehaviourRating(behaviour))


def to_json(explained: Explained[Any]) -> list[dict[str, str]]:
    """Return the steps as they are kept with a rating."""
    return [
        {
            "label": step.label,
            "result": str(step.result),
            "operands": "; ".join(f"{name}: {value}" for name, value in step.operands),
            "citation": str(step.citation) if step.citation else "",
        }
        for step in explained.steps
    ]


def from_json(stored: list[dict[str, str]]) -> tuple[ExplainedStep, ...]:
    """Return kept steps for the screen: codes such as SANGAT_BAIK in the words people know."""
    return tuple(
        ExplainedStep(
            label=step["label"],
            result=LABELS.get(step["result"], step["result"]),
            operands="; ".join(_in_words(part) for part in step["operands"].split("; ")),
            citation=step["citation"],
        )
        for step in stored
    )


def _in_words(operand: str) -> str:
    name, _colon, value = operand.partition(": ")
    return f"{name}: {LABELS[value].lower()}" if value in LABELS else operand
