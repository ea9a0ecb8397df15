"""Values in force on a day: the agency's own decision if there is one, else the law's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from ekinerja.kernel.errors import RuleNotMet
from ekinerja.regulation import lawbook
from ekinerja.regulation.models import AgencyValue, ValueState
from ekinerja.regulation.schemes import PREFIX, check_scheme
from ekinerja.rules.allowance.parse import parse_scheme
from ekinerja.rules.dated import DatedValue
from ekinerja.rules.exclusion import Exemption
from ekinerja.rules.explained import Citation

OWN = "instansi"
MOST_MONTHS = 24


@dataclass(frozen=True)
class Choice:
    """A parameter that an agency may decide for itself: how to read, check and show its value."""

    key: str
    check: Callable[[Any], Any]
    read: Callable[[Any, DatedValue[Any]], Any]
    show: Callable[[Any], str]


def value_on(key: str, on: date) -> DatedValue[Any]:
    """
    Return the value of a parameter in force on a day.

    :raises NotInForce: neither the agency nor the law has one
    """
    return values_on((key,), on)[key]


def values_on(keys: Sequence[str], on: date) -> dict[str, DatedValue[Any]]:
    """
    Return the values of several parameters in force on a day, with one query.

    :raises NotInForce: neither the agency nor the law has one of them
    """
    own = {row.key: row for row in _decided(keys, on)} if any(key in CHOICES for key in keys) else {}
    return {key: _in_force(key, own.get(key), on) for key in keys}


def told_values(keys: Sequence[str], on: date) -> ArraySubquery:
    """Return what the agency decided on these parameters, to be read together with other rows and by ``read_told``."""
    names = ("key", "since", "value", "basis")
    return ArraySubquery(_decided(keys, on).values(told=JSONObject(**{name: name for name in names})))


def read_told(keys: Sequence[str], told: Sequence[Mapping[str, Any]], on: date) -> dict[str, DatedValue[Any]]:
    """Return the values in force on a day from what ``told_values`` read, without a query."""
    own = {row["key"]: AgencyValue(**{**row, "since": date.fromisoformat(row["since"])}) for row in told}
    return {key: _in_force(key, own.get(key), on) for key in keys}


def _decided(keys: Sequence[str], on: date) -> QuerySet[AgencyValue]:
    """Return the agency's own decisions in force on a day, the latest of each key last."""
    decided = [key for key in keys if key in CHOICES]
    return AgencyValue.objects.filter(key__in=decided, since__lte=on, state=ValueState.IN_FORCE).order_by("since")


def _in_force(key: str, own: AgencyValue | None, on: date) -> DatedValue[Any]:
    law = lawbook.load().parameter(key).at(on)
    if own is None:
        return law
    citation = Citation(OWN, title=own.basis)
    return replace(law, since=own.since, until=None, value=CHOICES[key].read(own.value, law), citation=citation)


def choice_of(key: str) -> Choice:
    """
    Return how a parameter that agencies may decide is handled.

    :raises RuleNotMet: agencies may not decide this parameter
    """
    if key.startswith(PREFIX):
        return Choice(
            key,
            lambda value: check_scheme(key, value),
            lambda value, law: parse_scheme(value),
            lambda value: str(value.get("title") or value["legal_basis"]),
        )
    if key not in CHOICES:
        raise RuleNotMet(_("Ketentuan ini tidak dapat ditetapkan oleh instansi."))
    return CHOICES[key]


def _months(value: Any) -> str:
    text = str(value).strip()
    if not text.isdecimal() or int(text) > MOST_MONTHS:
        raise RuleNotMet(_("Isi jumlah bulan dari 0 sampai %(most)s.") % {"most": MOST_MONTHS})
    return text


def _statuses(value: Any) -> list[str]:
    known = [item.status for item in _law_exemptions()]
    unknown = [code for code in value if code not in known]
    if unknown:
        raise RuleNotMet(_("Status tidak dikenal: %(codes)s.") % {"codes": ", ".join(unknown)})
    return [code for code in known if code in value]


def _law_exemptions() -> Sequence[Exemption]:
    found: Sequence[Exemption] = lawbook.load().parameter("cycle/exemptions").latest().value
    return found


def _read_statuses(value: Sequence[str], law: DatedValue[Any]) -> tuple[Exemption, ...]:
    return tuple(item for item in law.value if item.status in value)


CHOICES: Mapping[str, Choice] = {
    "cycle/months_before_retirement": Choice(
        "cycle/months_before_retirement",
        _months,
        lambda value, law: Decimal(value),
        lambda value: _("%(count)s bulan") % {"count": value},
    ),
    "cycle/exemptions": Choice(
        "cycle/exemptions", _statuses, _read_statuses, lambda value: ", ".join(value) or _("tidak ada")
    ),
}
