"""The home page: a person with several parts chooses among them; each part is one selector."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ekinerja.kernel import clock
from ekinerja.kernel.actor import Actor, Role
from ekinerja.reporting import public as reporting
from ekinerja.web import guard
from ekinerja.web.activity import labels as month_labels
from ekinerja.web.evaluation import labels as rating_labels
from ekinerja.web.evaluation.inbox import address_of
from ekinerja.web.home import task, words
from ekinerja.web.planning import labels as plan_labels
from ekinerja.web.shell.context import counts_of

PARTS = {
    "instansi": gettext_lazy("Ruang kendali"),
    "pimpinan": gettext_lazy("Kinerja unit"),
    "unit": gettext_lazy("Unit saya"),
    "pengawasan": gettext_lazy("Pengawasan"),
    "saya": gettext_lazy("Kinerja saya"),
    "bawahan": gettext_lazy("Bawahan"),
}
FIRST_UNITS = 10
SORTS: dict[str, Callable[[Any], Any]] = {
    "unit": lambda row: row.unit.name,
    "pegawai": lambda row: row.counts.expected,
    "persen": lambda row: row.counts.filled_percent,
    "belum": lambda row: row.counts.missing,
    "dinilai": lambda row: row.counts.rated_percent,
}


@require_GET
@guard.signed_in
def show(request: guard.Request) -> HttpResponse:
    """Show the chosen part, else the first one that the person has."""
    actor: Actor = request.actor
    parts = parts_of(actor, rates=bool(counts_of(request, with_rated=True).rated))
    wanted = request.GET.get("bagian", "")
    part = wanted if wanted in parts else next(iter(parts), "")
    if not part:
        return render(request, "home/nothing.html")
    values = _VIEWS[part](request)
    values["tabs"] = [
        {"url": f"{reverse('home:home')}?bagian={key}", "label": PARTS[key], "current": key == part, "key": key}
        for key in parts
    ]
    return render(request, f"home/{_TEMPLATES.get(part, part)}.html", {**_LABELS, **values})


@require_POST
@guard.role(Role.AGENCY_ADMIN, Role.UNIT_CLERK)
def recount(request: guard.Request) -> HttpResponse:
    """Ask for a fresh count; it runs in the background."""
    reporting.request_recount(actor=request.actor, at=clock.now())
    messages.success(request, _("Hitung ulang dimulai. Angka baru tampil setelah selesai; muat ulang sebentar lagi."))
    return redirect("home:home")


def parts_of(actor: Actor, *, rates: bool) -> list[str]:
    """Return what the person is, the widest duty first; ``rates`` tells whether plans of others wait for them."""
    held = {
        "instansi": actor.covers("", Role.AGENCY_ADMIN),
        "pimpinan": actor.has(Role.LEADER),
        "unit": actor.has(Role.UNIT_CLERK)
        or (actor.has(Role.AGENCY_ADMIN) and not actor.covers("", Role.AGENCY_ADMIN)),
        "pengawasan": actor.has(Role.INSPECTORATE, Role.FINANCE),
        "saya": actor.employee_id is not None,
        "bawahan": rates,
    }
    return [key for key, has in held.items() if has]


def _own(request: guard.Request) -> dict[str, Any]:
    home = reporting.own_home(actor=request.actor, now=clock.now())
    return {"home": home, "card": task.card_of(home) if home else None}


def _team(request: guard.Request) -> dict[str, Any]:
    return {"home": reporting.team_home(actor=request.actor, now=clock.now()), "address": address_of}


def _agency(request: guard.Request) -> dict[str, Any]:
    home = reporting.agency_home(actor=request.actor, now=clock.now(), number=_number(request))
    return {"home": home, **_units(request, home.units)}


def _unit(request: guard.Request) -> dict[str, Any]:
    return _units(request, reporting.units_home(actor=request.actor, now=clock.now(), number=_number(request)))


def _units(request: guard.Request, units: reporting.UnitsHome) -> dict[str, Any]:
    every = units.board.rows if units.board else ()
    return {"units": units, "total": units.board.total if units.board else None, **_shown(request, every)}


def _leader(request: guard.Request) -> dict[str, Any]:
    home = reporting.leader_home(actor=request.actor, now=clock.now(), number=_number(request))
    return {"home": home, **_shown(request, home.units)}


def _oversight(request: guard.Request) -> dict[str, Any]:
    return {"home": reporting.oversight_home(actor=request.actor, now=clock.now())}


def _number(request: guard.Request) -> int:
    wanted = request.GET.get("periode", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 3 else 0


def _shown(request: guard.Request, rows: Any) -> dict[str, Any]:
    """Return the units furthest behind, or all in the wanted order; ``hidden`` is how many are left out."""
    wanted = request.GET.get("urut", "")
    key = SORTS.get(wanted.removeprefix("-"))
    if key:
        return {"rows": sorted(rows, key=key, reverse=wanted.startswith("-")), "hidden": 0}
    worst = sorted(rows, key=lambda row: (row.counts.filled_percent, -row.counts.missing))
    chosen = worst if "semua" in request.GET else worst[:FIRST_UNITS]
    return {"rows": chosen, "hidden": len(worst) - len(chosen)}


_VIEWS: dict[str, Callable[[guard.Request], dict[str, Any]]] = {
    "instansi": _agency,
    "pimpinan": _leader,
    "unit": _unit,
    "pengawasan": _oversight,
    "saya": _own,
    "bawahan": _team,
}
_TEMPLATES = {
    "instansi": "agency",
    "pimpinan": "leader",
    "unit": "unit",
    "pengawasan": "oversight",
    "saya": "own",
    "bawahan": "team",
}
_LABELS = {
    "words": words,
    "period_name": month_labels.period_name,
    "short_name": words.short_name,
    "month_labels": month_labels,
    "rating_labels": rating_labels,
    "plan_labels": plan_labels,
}
