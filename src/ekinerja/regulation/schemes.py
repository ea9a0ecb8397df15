"""An agency's own allowance schemes: the whole document is checked when proposed, and agreed by a second person."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ekinerja.kernel.errors import Finding, NotFound, RuleNotMet
from ekinerja.regulation.lawbook import load, parse_shipped_scheme
from ekinerja.regulation.models import AgencyValue, ValueState
from ekinerja.rules.allowance.parse import examine, parse_scheme
from ekinerja.rules.allowance.scheme import Scheme

PREFIX = "allowance/scheme/"
CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,50}\Z")


def check_scheme(key: str, document: Any) -> Any:
    """
    Return the document if it is sound, else every mistake in words a personnel officer understands.

    :raises RuleNotMet: with one finding per mistake; ``field`` is its place in the document
    """
    code = key.removeprefix(PREFIX)
    if not CODE.match(code):
        raise RuleNotMet(_("Kode skema terdiri atas huruf kecil, angka, dan tanda hubung."))
    problems, scheme = examine(document)
    findings = tuple(Finding(item.code, item.message, field=item.field) for item in problems)
    if scheme is not None and scheme.code != code:
        message = _("Kode dalam dokumen harus '%(code)s'.") % {"code": code}
        findings = (*findings, Finding("KODE_BERBEDA", message, field="code"))
    if findings:
        raise RuleNotMet(_("Skema belum dapat dipakai; perbaiki dahulu."), findings=findings)
    return document


def scheme_on(*, code: str, on: date) -> Scheme:
    """
    Return the scheme of the present agency in force on a day, else the one that comes with the program.

    :raises NotFound: neither the agency nor the program has it
    """
    own = (
        AgencyValue.objects.filter(key=f"{PREFIX}{code}", since__lte=on, state=ValueState.IN_FORCE)
        .order_by("-since")
        .first()
    )
    if own is not None:
        return parse_scheme(own.value)
    if code not in load().scheme_keys():
        raise NotFound(_("Skema tunjangan ini tidak ditemukan."))
    return parse_shipped_scheme(code)


def scheme_codes(*, on: date) -> tuple[str, ...]:
    """Return the codes of every scheme the present agency may use on a day, sorted."""
    own = AgencyValue.objects.filter(key__startswith=PREFIX, since__lte=on, state=ValueState.IN_FORCE)
    codes = {key.removeprefix(PREFIX) for key in own.values_list("key", flat=True)}
    return tuple(sorted(codes | set(load().scheme_keys())))
