"""`hitung predikat` and `hitung distribusi`."""

from __future__ import annotations

from typing import Any

from ekinerja.regulation.lawbook import load
from ekinerja.regulation.lawbook.answers.fields import Fields
from ekinerja.regulation.lawbook.answers.output import findings, plain, steps
from ekinerja.rules.distribution import Bound, LimitKind, check_distribution, curve
from ekinerja.rules.rating import BehaviourRating, OrganisationLevel, Rating, ResultRating, quadrant


def predikat(document: Any) -> dict[str, Any]:
    """Return the rating of results and behaviour."""
    fields = Fields(document)
    results = fields.member("hasil", ResultRating)
    behaviour = fields.member("perilaku", BehaviourRating)
    fields.done()
    outcome = quadrant(results=results, behaviour=behaviour)
    return {"predikat": outcome.value.value, "langkah": steps(outcome.steps)}


def distribusi(document: Any) -> dict[str, Any]:
    """Return whether a unit's ratings follow the pattern of its level, with limits in whole persons."""
    fields = Fields(document)
    level = fields.member("capaian", OrganisationLevel)
    inner = Fields(fields.raw("jumlah"), "jumlah")
    fields.done()
    counts = {rating: inner.whole(rating.value, least=0) for rating in Rating if inner.has(rating.value)}
    inner.done()
    rules = load().distribution()
    result = check_distribution(level=level, counts=counts, rules=rules)
    total = sum(counts.values())
    scaled = curve(level=level, rules=rules, total=total)
    return {
        "sesuai": result.conforms,
        "temuan": findings(result.findings),
        "batas": _bounds(result.bounds, total),
        "kurva": {rating.value: n for rating, n in zip(reversed(Rating), scaled, strict=True)},
        "terkonfirmasi": rules.citation.confirmed,
    }


def _bounds(bounds: tuple[Bound, ...], total: int) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for bound in bounds:
        row = rows.setdefault("_ATAU_".join(rating.value for rating in bound.ratings), {})
        if bound.kind is LimitKind.LARGEST:
            row["terbesar"] = True
        if bound.most is not None:
            row["maks"], row["maks_persen"] = bound.most, plain(bound.share * 100)
        if bound.least is not None:
            row["min"] = bound.least
            if bound.kind is LimitKind.MIN:
                row["min_persen"] = plain(bound.share * 100)
    rows["pegawai"] = total
    return rows
