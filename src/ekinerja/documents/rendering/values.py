"""Turn the input of a document into the plain values its template reads."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import segno

from ekinerja.documents import data
from ekinerja.documents.rendering import clean, wording

NO_INDICATOR = data.IndicatorRow(text="")


def _party(party: data.PartyBlock) -> dict[str, str]:
    return {
        "name": party.name,
        "nip": party.nip,
        "rank": party.rank,
        "position": party.position,
        "unit": party.unit,
        "unit_label": party.unit_label,
    }


def _indicator(row: data.IndicatorRow, approach: data.Approach) -> dict[str, str]:
    text, target = row.text, row.target
    if approach is data.Approach.QUALITATIVE:
        text, target = "\n".join(part for part in (text, target) if part), ""
    return {
        "text": text,
        "target": clean.text(target, longest=clean.NARROW_WORD),
        "aspect": clean.text(row.aspect, longest=clean.NARROW_WORD),
        "realisation": row.realisation,
    }


def _outcomes(
    rows: tuple[data.OutcomeRow, ...], kind: data.OutcomeKind, approach: data.Approach
) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number,
            "intervened": row.intervened,
            "text": row.text,
            "feedback": row.feedback,
            "indicators": [_indicator(part, approach) for part in row.indicators or (NO_INDICATOR,)],
        }
        for row in rows
        if row.kind is kind
    ]


def _results(
    rows: tuple[data.OutcomeRow, ...], behaviours: tuple[data.BehaviourRow, ...], approach: data.Approach
) -> dict[str, Any]:
    return {
        "main": _outcomes(rows, data.OutcomeKind.MAIN, approach),
        "additional": _outcomes(rows, data.OutcomeKind.ADDITIONAL, approach),
        "behaviours": [
            {
                "value": row.value,
                "guides": list(row.guides),
                "expectation": row.expectation,
                "feedback": row.feedback,
            }
            for row in behaviours
        ],
    }


def _qr(address: str) -> str:
    """Return the QR code as SVG. A fixed mask is valid for any content and four times as fast as choosing."""
    return segno.make_qr(address, error="m", mask=3, boost_error=False).svg_inline(border=1, omitsize=True)


def _frame(frame: data.Frame) -> dict[str, Any]:
    issued = bool(frame.verify_url) and not frame.is_draft
    place_date = ", ".join(part for part in (frame.place, wording.day(frame.signed_on)) if part)
    return {
        "agency": frame.agency,
        "period": wording.period(frame.period_start, frame.period_end).upper().replace("S/D", "s/d"),
        "employee": _party(frame.employee),
        "rater": _party(frame.rater),
        "group": frame.group,
        "group_title": wording.GROUP[frame.group],
        "approach": frame.approach,
        "approach_title": wording.APPROACH[frame.approach],
        "draft": frame.is_draft,
        "place_date": place_date,
        "number": frame.number if issued else "",
        "code": frame.code if issued else "",
        "verify_url": frame.verify_url if issued else "",
        "qr": _qr(frame.verify_url) if issued else "",
    }


def _plan(document: data.SkpDocument) -> dict[str, Any]:
    return {
        **_results(document.outcomes, document.behaviours, document.frame.approach),
        "resources": list(document.supports.resources),
        "accountability": list(document.supports.accountability),
        "consequences": list(document.supports.consequences),
    }


def _evaluation(document: data.EvaluationDocument) -> dict[str, Any]:
    level = document.organisation_level
    return {
        **_results(document.outcomes, document.behaviours, document.frame.approach),
        "period_label": document.period_label,
        "organisation_level": wording.LEVEL[level] if level else "",
        "curve": list(wording.CURVE[level]) if level else [],
        "result_rating": document.result_rating,
        "behaviour_rating": document.behaviour_rating,
        "predicate": wording.PREDICATE[document.predicate] if document.predicate else "",
    }


def _record(document: data.EvaluationRecordDocument) -> dict[str, Any]:
    return {
        "superior": _party(document.superior),
        "period_label": document.period_label,
        "organisation_level": wording.LEVEL[document.organisation_level] if document.organisation_level else "",
        "predicate": wording.PREDICATE[document.predicate] if document.predicate else "",
        "notes": list(document.notes),
        "objection": document.objection,
        "objected_on": wording.day(document.objected_on),
        "explanation": document.explanation,
        "explained_on": wording.day(document.explained_on),
        "decision": document.decision,
        "decided_on": wording.day(document.decided_on),
        "received_on": wording.day(document.received_on),
    }


def _matrix(document: data.MatrixDocument) -> dict[str, Any]:
    return {
        "columns": [{"number": row.number, "text": row.text} for row in document.columns],
        "lines": [
            {
                "name": row.name,
                "nip": row.nip,
                "position": row.position,
                "unit": row.unit,
                "cells": [clean.text(cell, longest=clean.NARROW_WORD) for cell in row.cells],
            }
            for row in document.lines
        ],
    }


def _agreement(document: data.AgreementDocument) -> dict[str, Any]:
    return {
        "year": str(document.year),
        "goals": [
            {
                "text": row.text,
                "indicators": [
                    {"text": text, "target": clean.text(target, longest=clean.NARROW_WORD)}
                    for text, target in row.indicators or (("", ""),)
                ],
            }
            for row in document.goals
        ],
        "budgets": [asdict(row) for row in document.budgets],
        "total": document.total,
        "change": document.number - 1,
        "alone": document.is_alone,
        "paper": document.paper,
    }


def kind_of(document: data.Document) -> data.Kind:
    """Return the kind of a document."""
    match document:
        case data.AgreementDocument():
            return data.Kind.AGREEMENT
        case data.SkpDocument():
            return data.Kind.PLAN
        case data.EvaluationDocument():
            return data.Kind.EVALUATION
        case data.EvaluationRecordDocument():
            return data.Kind.EVALUATION_RECORD
        case data.MatrixDocument():
            return data.Kind.ROLE_MATRIX


def of_document(document: data.Document) -> dict[str, Any]:
    """Return the cleaned values of one performance document."""
    match document:
        case data.AgreementDocument():
            own = _agreement(document)
        case data.SkpDocument():
            own = _plan(document)
        case data.EvaluationDocument():
            own = _evaluation(document)
        case data.EvaluationRecordDocument():
            own = _record(document)
        case data.MatrixDocument():
            own = _matrix(document)
    longest = clean.LONGEST_WORD if isinstance(document, data.SkpDocument) else clean.SHORTER_WORD
    values: dict[str, Any] = clean.deep({"kind": kind_of(document), **_frame(document.frame), **own}, longest=longest)
    return values


TITLES = {
    data.Kind.AGREEMENT: "Perjanjian Kinerja",
    data.Kind.PLAN: "Sasaran Kinerja Pegawai",
    data.Kind.EVALUATION: "Evaluasi Kinerja Pegawai",
    data.Kind.EVALUATION_RECORD: "Dokumen Evaluasi Kinerja Pegawai",
    data.Kind.ROLE_MATRIX: "Matriks Pembagian Peran dan Hasil",
}


def title_of(document: data.Document) -> str:
    """Return the title shown by a PDF reader and read by a screen reader first."""
    frame = document.frame
    when = wording.period(frame.period_start, frame.period_end)
    draft = " (konsep)" if frame.is_draft else ""
    return clean.text(f"{TITLES[kind_of(document)]}{draft} – {frame.employee.name} – {when}")


def numbered(document: data.Document, *, number: str, code: str, verify_url: str) -> data.Document:
    """Return the document as issued: no draft, with its number, code and address of verification."""
    frame = replace(document.frame, is_draft=False, number=number, code=code, verify_url=verify_url)
    return replace(document, frame=frame)
