"""The unit that an address names, and the page on which it is chosen first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from ekinerja.kernel import clock
from ekinerja.kernel.errors import NotFound
from ekinerja.organisation import public as organisation
from ekinerja.web import asked, guard

FOUND = 20


def unit_of(request: guard.Request) -> organisation.UnitData | None:
    """
    Return the unit of the address (``unit``) as it is today, ``None`` where none is named.

    :raises NotFound: there is no such unit in this agency today
    """
    wanted = request.GET.get("unit", "")
    if not wanted:
        return None
    unit_id = asked.id_of(wanted)
    if unit_id is None:
        raise NotFound
    return organisation.units.get_unit(unit_id=unit_id, on=clock.today())


def choose(request: guard.Request, title: str, *, above: tuple[str, str]) -> HttpResponse:
    """Show the units whose name is searched for; ``above`` is the label and address of the page above."""
    text = request.GET.get("cari", "").strip()
    units = organisation.units.search_units(text=text, on=clock.today(), limit=FOUND) if text else []
    context = {"title": title, "above": above, "units": units, "searched": bool(text)}
    return render(request, "organisation/choose_unit.html", context)
