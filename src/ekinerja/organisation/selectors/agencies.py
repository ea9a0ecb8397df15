"""Agencies."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ekinerja.kernel.errors import NotFound
from ekinerja.organisation.models import Agency


def get_agency(agency_id: int) -> Agency:
    """
    Return the agency.

    :raises NotFound: no such agency
    """
    agency = Agency.objects.filter(id=agency_id).first()
    if agency is None:
        raise NotFound(_("Instansi tidak ditemukan."))
    return agency


def list_agencies() -> list[Agency]:
    """Return all agencies by name."""
    return list(Agency.objects.order_by("name"))
