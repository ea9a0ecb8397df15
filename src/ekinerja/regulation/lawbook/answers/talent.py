"""`hitung talenta`: score, box and recommendations, from two axes or from their components."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ekinerja.regulation.lawbook import load
from ekinerja.regulation.lawbook.answers.fields import Fields, read_decimal
from ekinerja.regulation.lawbook.answers.output import article, plain, steps
from ekinerja.rules.dated import Dated
from ekinerja.rules.explained import Explained, RuleError, Step
from ekinerja.rules.rounding import EXACT
from ekinerja.rules.talent import TalentParameters, assess, scale_value, weighted

ZERO, HUNDRED = Decimal(0), Decimal(100)


def talenta(document: Any) -> dict[str, Any]:
    """
    Return the talent score and box.

    ``kinerja`` is a score, or {"predikat": …} (rubric), or {"utama": …, "penunjang": …};
    ``potensial`` is a score, or {"kompetensi", "potensi", "kualifikasi", "integritas"} with scores or rubric labels.
    """
    fields = Fields(document)
    parameters = load().talent()
    performance = _performance(fields, parameters)
    potential = _potential(fields, parameters)
    scheme = fields.text("ambang") if fields.has("ambang") else "BKN_2025"
    fields.done()
    result = assess(
        performance=performance.value,
        potential=potential.value,
        thresholds=parameters.thresholds.latest(),
        scheme=scheme,
        weights=parameters.weights.latest(),
        recommendations=parameters.recommendations.latest(),
        pool=parameters.pool_boxes.latest(),
    )
    return {
        "skor": f"{result.value.score:.2f}",
        "kotak": result.value.box,
        "rekomendasi": list(result.value.recommendations),
        "kelompok_rencana_suksesi": result.value.in_pool,
        "kinerja": plain(performance.value),
        "potensial": plain(potential.value),
        "ambang": scheme,
        "pasal": article(parameters.recommendations.latest().citation),
        "terkonfirmasi": result.confirmed,
        "langkah": steps((*performance.steps, *potential.steps, *result.steps)),
    }


def _score(found: Any, element: str, place: str, parameters: TalentParameters) -> Decimal:
    scale = parameters.scale.latest()
    if isinstance(found, str) and element in scale.value and found in scale.value[element]:
        return scale_value(element=element, label=found, scale=scale)
    if isinstance(found, str) and element in scale.value and not found.lstrip("-")[:1].isdigit():
        return scale_value(element=element, label=found, scale=scale)
    return read_decimal(found, place, least=ZERO, most=HUNDRED)


def _performance(fields: Fields, parameters: TalentParameters) -> Explained[Decimal]:
    found = fields.raw("kinerja")
    if not isinstance(found, dict):
        return Explained(fields.decimal("kinerja", least=ZERO, most=HUNDRED), ())
    inner = Fields(found, "kinerja")
    if inner.has("predikat"):
        scale = parameters.scale.latest()
        rating = inner.text("predikat")
        value = scale_value(element="predikat", label=rating, scale=scale)
        inner.done()
        return Explained(value, (Step("Kinerja", (("predikat", rating),), value, scale.citation),))
    main = _score(inner.raw("utama"), "predikat", "kinerja.utama", parameters)
    support = inner.decimal("penunjang", least=ZERO, most=HUNDRED)
    inner.done()
    return weighted(parts={"utama": main, "penunjang": support}, weights=parameters.performance_weights.latest())


def _potential(fields: Fields, parameters: TalentParameters) -> Explained[Decimal]:
    found = fields.raw("potensial")
    if not isinstance(found, dict):
        return Explained(fields.decimal("potensial", least=ZERO, most=HUNDRED), ())
    inner = Fields(found, "potensial")
    parts: dict[str, Decimal] = {}
    explained: list[Step] = []
    for name in parameters.potential_weights.latest().value:
        node = inner.raw(name)
        if isinstance(node, dict):
            mean = _mean(Fields(node, f"potensial.{name}"), parameters.scale, parameters)
            parts[name] = mean.value
            explained += mean.steps
        else:
            parts[name] = _score(node, name, inner.name(name), parameters)
    inner.done()
    total = weighted(parts=parts, weights=parameters.potential_weights.latest())
    return Explained(total.value, (*explained, *total.steps))


def _mean(fields: Fields, scale: Dated[Any], parameters: TalentParameters) -> Explained[Decimal]:
    table = scale.latest()
    values: list[Decimal] = []
    rows: list[Step] = []
    for element in fields.node:
        value = _score(fields.raw(element), element, fields.name(element), parameters)
        values.append(value)
        rows.append(Step(element, (("nilai", str(fields.node[element])),), value, table.citation))
    if not values:
        raise RuleError(code="WAJIB", message="Isi paling sedikit satu unsur.", field=fields.place)
    mean = EXACT.divide(sum(values, ZERO), Decimal(len(values))).quantize(Decimal("0.0001"))
    rows.append(Step("Rata-rata unsur", (("unsur", len(values)),), mean, table.citation))
    return Explained(mean, tuple(rows))
